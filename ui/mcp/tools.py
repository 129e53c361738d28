"""The tools: what each is called, when to use it, what it takes and gives; closed, for reading only.

What makes the answers is loaded with the first call: who starts the server waits for the list of tools, not for that.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase
from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import KamervragenError
from index.store.filters import FIELDS, Filters, read_filters
from rag.values import Per
from ui.mcp import shapes
from ui.server.answering import Answering
from ui.server.invalid import in_dutch

MAX_RESULTS = 25
Asking = Annotated[str, Field(min_length=1, max_length=8_000, description="Vraag in gewoon Nederlands, of trefwoorden")]
Id = Annotated[str, Field(min_length=1, max_length=200, description="ah-tk-20232024-1068, of met vraag: …#v2")]
Cursor = Annotated[str, Field(max_length=200, description="next_cursor van het vorige antwoord")]
Results = Annotated[int, Field(ge=1, le=MAX_RESULTS)]
Meant = Annotated[str, Field(max_length=200, description="Pair id uit other_questions")]
Grouped = Annotated[str, Field(json_schema_extra={"enum": [per.value for per in Per]})]
Day = Annotated[str, Field(max_length=10, description="Kijk op deze dag (2024-01-31); anders vandaag")]
Numbering = Annotated[str, Field(min_length=1, max_length=200, description="1068, 2024Z01294 of een id")]
Year = Annotated[str, Field(max_length=20, description="2023-2024")]
Quotation = Annotated[str, Field(min_length=1, max_length=20_000, description="De woorden, zonder bron")]
SaidSource = Annotated[str, Field(max_length=500, description="Bron zoals genoemd: minister, nr., vraag")]
Parameter = Annotated[str, Field(max_length=50, description="Alleen deze, langer")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTool:
    """How `tools.toml` has a tool shown, and what answers it.

    Attributes:
        description: when to use it, in Dutch and English.
        module: of `ui.mcp`; in it the function with the name of the tool.
        is_filtered: whether it also takes every field to filter by.
    """

    title: str
    description: str
    module: str
    is_filtered: bool = False


_FORMS: Mapping[str, tuple[type[BaseModel], Mapping[str, tuple[Any, object]]]] = {
    "search_answers": (
        shapes.SearchAnswers,
        {"query": (Asking, ...), "max_results": (Results, 8), "cursor": (Cursor, "")},
    ),
    "ask": (shapes.Asked, {"query": (Asking, ...)}),
    "compare_ministries": (
        shapes.Compared,
        {"query": (Asking, ...), "bedoeld": (Meant, ""), "cursor": (Cursor, "")},
    ),
    "answer_times": (
        shapes.AnswerTimes,
        {
            "per": (Grouped, Per.MINISTERIE.value),
            "peildatum": (Day, ""),
            "cursor": (Cursor, ""),
        },
    ),
    "get_publication": (shapes.PublicationPage, {"id": (Id, ...), "cursor": (Cursor, "")}),
    "get_series": (shapes.SeriesAnswer, {"id": (Id, ...), "cursor": (Cursor, "")}),
    "find_by_number": (shapes.Numbered, {"number": (Numbering, ...), "vergaderjaar": (Year, "")}),
    "verify_quote": (shapes.CheckedQuote, {"quote": (Quotation, ...), "source": (SaidSource, "")}),
    "list_filters": (shapes.FilterLists, {"parameter": (Parameter, "")}),
    "corpus_status": (shapes.CorpusStatus, {}),
    "search": (shapes.SearchList, {"query": (Asking, ...)}),
    "fetch": (shapes.Document, {"id": (Id, ...)}),
}
"""What each tool gives and takes; how it is shown stands in `tools.toml`."""


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
    """Every tool over a corpus, in the order in which they are shown."""
    shown = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [_tool(answering, name, ShownTool(**shown[name])) for name in _FORMS]


def _filters(given: Mapping[str, Any]) -> Filters:
    """Filters from the arguments of a tool."""
    values = {one.name: given.get(one.argument) for one in FIELDS if one.option}
    return read_filters({name: [given] if isinstance(given, str) else given for name, given in values.items() if given})


def _tool(answering: Answering, name: str, shown: ShownTool) -> Tool:
    """A tool that reads only and takes no argument that it does not know."""
    gives, own_arguments = _FORMS[name]
    takes = dict(own_arguments)
    for one in FIELDS if shown.is_filtered else ():
        if one.option:
            kind: Any = str if one.kind.is_day else list[str]
            takes[one.argument] = (Annotated[kind, Field(max_length=30, description=one.help)], kind())

    async def call(**given: Any) -> BaseModel:
        answer = getattr(import_module(f"ui.mcp.{shown.module}"), name)
        own = {argument: given[argument] for argument in own_arguments}
        try:
            if shown.is_filtered:
                own["filters"] = _filters(given)
            return cast(BaseModel, await answering.compute(lambda assistant: answer(assistant, **own)))
        except KamervragenError as error:
            raise ToolError(str(error)) from error

    call.__name__ = name
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what the SDK reads
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=annotation,
                default=inspect.Parameter.empty if default is ... else default,
            )
            for name, (annotation, default) in takes.items()
        ],
        return_annotation=gives,
    )
    tool = _Tool.from_function(
        call,
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
