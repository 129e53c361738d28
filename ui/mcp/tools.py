"""The tools: what each is called, when to use it, what it takes; closed, for reading only."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase
from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.store.filters import FIELDS
from rag.values import Per
from ui.mcp.calls import MAX_RESULTS, Calls, Cursor, Query
from ui.server.answering import Answering
from ui.server.invalid import in_dutch

Run = Callable[..., Awaitable[BaseModel]]
Results = Annotated[int, Field(ge=1, le=MAX_RESULTS)]
Meant = Annotated[str, Field(max_length=200, description="Pair id uit other_questions")]
Grouped = Annotated[str, Field(json_schema_extra={"enum": [per.value for per in Per]})]
Day = Annotated[str, Field(max_length=10, description="Kijk op deze dag (2024-01-31); anders vandaag")]


@dataclass(frozen=True, slots=True)
class Described:
    """How a tool is shown.

    Attributes:
        name: of the method of `Calls` that answers.
        description: when to use it, in Dutch and English.
        filtered: the parameters of one that also takes every field to filter by, with what each is without; None for
            one that takes what its method takes.
    """

    name: str
    title: str
    description: str
    filtered: Mapping[str, tuple[Any, object]] | None = None


DESCRIBED = (
    Described(
        "search_answers",
        "Kamervragen doorzoeken",
        "Zoek vraag-antwoordparen in beantwoorde Kamervragen, met bron en passage. Voor verkennen en doorbladeren. / "
        "Search answered written questions of the Dutch parliament: ranked passages with citations. To explore; use "
        "`ask` for an answer.",
        {"query": (Query, ...), "max_results": (Results, 8), "cursor": (Cursor, "")},
    ),
    Described(
        "ask",
        "Vraag met letterlijk antwoord",
        "Beantwoord één vraag met letterlijke, gecontroleerde citaten en een oordeel of het corpus antwoordt. / Answer "
        "one question in verbatim checked quotations with a verdict. Cite what it gives; do not paraphrase as quote.",
        {"query": (Query, ...)},
    ),
    Described(
        "compare_ministries",
        "Ministeries vergelijken",
        "Wat elk ministerie op dezelfde vraag antwoordde: standpunt en citaat per ministerie, ook wie ontbreekt. / "
        "What every ministry answered to the same question, exhaustively.",
        {"query": (Query, ...), "bedoeld": (Meant, ""), "cursor": (Cursor, "")},
    ),
    Described(
        "answer_times",
        "Termijnen",
        "Hoe lang antwoorden duurden, welk deel op tijd kwam, wat open en te laat is, per ministerie of anders. / Days "
        "to answer, share in time, what is open and overdue.",
        {"per": (Grouped, Per.MINISTERIE.value), "peildatum": (Day, ""), "cursor": (Cursor, "")},
    ),
    Described(
        "get_publication",
        "Publicatie lezen",
        "Een hele publicatie, vraag voor vraag (cursor voor meer), of met …#v2 één vraag. / Read a publication, or one "
        "question of it, in full.",
    ),
    Described(
        "get_series",
        "Reeks",
        "Wat bij een publicatie hoort: dezelfde vragen aan anderen, uitstel, later antwoord, wat ontbreekt. / What "
        "belongs with a publication: delays, later answers, the same questions to others.",
    ),
    Described(
        "find_by_number",
        "Zoeken op nummer",
        "Vind een publicatie op nummer, vraagnummer of id, zonder te gokken. / Look a number or id up exactly.",
    ),
    Described(
        "verify_quote",
        "Citaat controleren",
        "Staat dit citaat letterlijk in een antwoord, en klopt de genoemde bron? Gebruik dit vóór u citeert. / Check a "
        "quotation and its source before you use it.",
    ),
    Described(
        "list_filters",
        "Filters",
        "Ministeries, jaren, partijen en leden zoals het corpus ze spelt. / Values to filter by.",
    ),
    Described(
        "corpus_status",
        "Stand van het corpus",
        "Wat er in het corpus staat en tot wanneer. / What the corpus holds, until when.",
    ),
    Described("search", "Search", "For research clients: ids to `fetch`. / Voor onderzoek: ids voor `fetch`."),
    Described("fetch", "Fetch", "For research clients: the text of an id of `search`. / De tekst bij een id."),
)


class _Tool(Tool):
    """A tool that says in Dutch what is wrong with its arguments."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """What the tool gives.

        Raises:
            ToolError: everything that is wrong with the arguments, or what they ask for that cannot be.
        """
        try:
            return await super().run(arguments, context, convert_result)
        except ToolError as error:
            if isinstance(error.__cause__, ToolError):  # in our words, without the English that the SDK puts before it
                raise ToolError(str(error.__cause__)) from error.__cause__
            if not isinstance(error.__cause__, ValidationError):
                raise
            told = "; ".join(in_dutch(cast(list[dict[str, Any]], error.__cause__.errors())))
            known = ", ".join(self.parameters.get("properties", {})) or "geen"
            raise ToolError(f"argumenten die niet mogen: {told}; de argumenten van {self.name}: {known}") from error


def make_tools(answering: Answering) -> list[Tool]:
    """Every tool over a corpus."""
    calls = Calls(answering)
    return [_tool(getattr(calls, one.name), one) for one in DESCRIBED]


def _with_filters(run: Run, own: Mapping[str, tuple[Any, object]]) -> Run:
    """A tool with parameters of its own and those of every field to filter by, which it gets by their names."""
    parameters = dict(own)
    for field in FIELDS:
        if field.option:
            kind: Any = str if field.kind.is_day else list[str]
            name = field.argument
            parameters[name] = (
                Annotated[kind, Field(max_length=30, description=field.help)],
                "" if kind is str else [],
            )

    async def call(**given: Any) -> BaseModel:
        return await run(**{_argument(name): value for name, value in given.items()})

    call.__name__ = run.__name__
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what the SDK reads
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=annotation,
                default=inspect.Parameter.empty if default is ... else default,
            )
            for name, (annotation, default) in parameters.items()
        ],
        return_annotation=inspect.signature(run, eval_str=True).return_annotation,
    )
    return call


def _argument(name: str) -> str:
    """The name of a field's option for what is called in Python otherwise: `opgenomen_van`."""
    return name.replace("_", "-") if name.startswith("opgenomen_") else name


def _tool(run: Run, shown: Described) -> Tool:
    """A tool that reads only and takes no argument that it does not know."""
    tool = _Tool.from_function(
        run if shown.filtered is None else _with_filters(run, shown.filtered),
        title=shown.title,
        description=shown.description,
        annotations=ToolAnnotations(
            title=shown.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
        structured_output=True,
    )
    taken = tool.fn_metadata.arg_model
    closed = type(taken.__name__, (taken,), {"model_config": ConfigDict(extra="forbid"), "__module__": __name__})
    tool.fn_metadata.arg_model = cast(type[ArgModelBase], closed)
    tool.parameters = _untitled(tool.fn_metadata.arg_model.model_json_schema(by_alias=True))
    tool.fn_metadata.output_schema = _untitled(tool.fn_metadata.output_schema or {})
    return tool


def _untitled(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without the titles that only repeat the names: every client puts it in the window of its model."""
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            kept[key] = {name: _untitled(one) for name, one in value.items()}
        elif isinstance(value, Mapping) and key != "default":
            kept[key] = _untitled(value)
        elif key == "anyOf":
            kept[key] = [_untitled(one) for one in value]
        elif key != "title":
            kept[key] = value
    return kept
