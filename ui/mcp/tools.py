"""The tools: what each is for, what it takes, and which answer it gives.

What answers them is loaded at the first call: a client waits for the list of tools, not for that.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase
from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from index.errors import KamervragenError
from index.store.filters import FIELDS, Filters, read_filters
from rag.question import Question
from ui.mcp import shapes
from ui.server.answering import Answering

if TYPE_CHECKING:
    from rag.assistant.assistant import Assistant

MAX_RESULTS = 25
T = TypeVar("T", bound=BaseModel)

Query = Annotated[str, Field(min_length=1, max_length=8_000, description="Vraag in gewoon Nederlands, of trefwoorden")]
Id = Annotated[str, Field(min_length=1, max_length=200, description="ah-tk-20232024-1068, of met vraag: …#v2")]
Cursor = Annotated[str, Field(max_length=200, description="next_cursor van het vorige antwoord")]
Results = Annotated[int, Field(ge=1, le=MAX_RESULTS)]

Run = Callable[..., Awaitable[BaseModel]]


def make_tools(answering: Answering) -> list[Tool]:
    """Every tool over a corpus."""

    async def compute(work: Callable[[Assistant], T]) -> T:
        try:
            return await answering.compute(work)
        except KamervragenError as error:
            raise ToolError(str(error)) from error

    def asked(query: str, top: int, given: dict[str, Any], meant: str = "") -> Question:
        """A question from the arguments of a tool."""
        texts = {name: [value] if isinstance(value, str) else value for name, value in given.items() if value}
        try:
            return Question(query, filters=_filters(texts), top=top, meant=meant or None)
        except KamervragenError as error:
            raise ToolError(str(error)) from error

    async def search_answers(query: str, max_results: int, cursor: str, **given: Any) -> shapes.SearchAnswers:
        from ui.mcp import content

        question = asked(query, max_results, given)
        return await compute(lambda assistant: content.search_answers(assistant, question, cursor))

    async def ask(query: str, **given: Any) -> shapes.Asked:
        from ui.mcp import content

        question = asked(query, MAX_RESULTS, given)
        return await compute(lambda assistant: content.ask(assistant, question))

    async def compare_ministries(query: str, bedoeld: str, cursor: str, **given: Any) -> shapes.Compared:
        from ui.mcp import content

        question = asked(query, MAX_RESULTS, given, bedoeld)
        return await compute(lambda assistant: content.compare(assistant, question, cursor))

    async def get_publication(id: Id, cursor: Cursor = "") -> shapes.PublicationPage:  # as clients call it
        from ui.mcp import content

        return await compute(lambda assistant: content.get_publication(assistant, id, cursor))

    async def get_series(id: Id) -> shapes.SeriesAnswer:
        from ui.mcp import content

        return await compute(lambda assistant: content.get_series(assistant, id))

    async def find_by_number(
        number: Annotated[str, Field(min_length=1, max_length=200, description="1068, 2024Z01294 of een id")],
        vergaderjaar: Annotated[str, Field(max_length=20, description="2023-2024")] = "",
    ) -> shapes.Numbered:
        from ui.mcp import content

        return await compute(lambda assistant: content.find_by_number(assistant, number, vergaderjaar))

    async def verify_quote(
        quote: Annotated[str, Field(min_length=1, max_length=20_000, description="De woorden, zonder bron")],
        source: Annotated[str, Field(max_length=500, description="Bron zoals genoemd: minister, nr., vraag")] = "",
    ) -> shapes.CheckedQuote:
        from ui.mcp import content

        return await compute(lambda assistant: content.verify_quote(assistant, quote, source))

    async def list_filters(
        parameter: Annotated[str, Field(max_length=50, description="Alleen deze, langer")] = "",
    ) -> shapes.FilterLists:
        from ui.mcp import content

        return await compute(lambda assistant: content.list_filters(assistant, parameter))

    async def corpus_status() -> shapes.CorpusStatus:
        from ui.mcp import content

        return await compute(content.corpus_status)

    async def search(query: Query) -> shapes.SearchList:
        from ui.mcp import content

        return await compute(lambda assistant: content.search(assistant, query))

    async def fetch(id: Id) -> shapes.Document:
        from ui.mcp import content

        return await compute(lambda assistant: content.fetch(assistant, id))

    return [
        _tool(
            _with_filters(search_answers, query=Query, max_results=(Results, 8), cursor=(Cursor, "")),
            "Kamervragen doorzoeken",
            "Zoek vraag-antwoordparen in beantwoorde Kamervragen, met bron en passage. Voor verkennen"
            " en doorbladeren. / "
            "Search answered written questions of the Dutch parliament: ranked passages with "
            "citations. To explore; use "
            "`ask` for an answer.",
        ),
        _tool(
            _with_filters(ask, query=Query),
            "Vraag met letterlijk antwoord",
            "Beantwoord één vraag met letterlijke, gecontroleerde citaten en een oordeel of het "
            "corpus antwoordt. / Answer "
            "one question in verbatim checked quotations with a verdict. Cite what it gives; do not "
            "paraphrase as quote.",
        ),
        _tool(
            _with_filters(
                compare_ministries,
                query=Query,
                bedoeld=(Annotated[str, Field(max_length=200, description="Pair id uit other_questions")], ""),
                cursor=(Cursor, ""),
            ),
            "Ministeries vergelijken",
            "Wat elk ministerie op dezelfde vraag antwoordde: standpunt en citaat per ministerie, ook"
            " wie ontbreekt. / What "
            "every ministry answered to the same question, exhaustively.",
        ),
        _tool(
            get_publication,
            "Publicatie lezen",
            "Een hele publicatie, vraag voor vraag (cursor voor meer), of met …#v2 één vraag. / Read "
            "a publication, or one "
            "question of it, in full.",
        ),
        _tool(
            get_series,
            "Reeks",
            "Wat bij een publicatie hoort: dezelfde vragen aan anderen, uitstel, later antwoord, wat "
            "ontbreekt. / What "
            "belongs with a publication: delays, later answers, the same questions to others.",
        ),
        _tool(
            find_by_number,
            "Zoeken op nummer",
            "Vind een publicatie op nummer, vraagnummer of id, zonder te gokken. / Look a number or id up exactly.",
        ),
        _tool(
            verify_quote,
            "Citaat controleren",
            "Staat dit citaat letterlijk in een antwoord, en klopt de genoemde bron? Gebruik dit vóór"
            " u citeert. / Check a "
            "quotation and its source before you use it.",
        ),
        _tool(
            list_filters,
            "Filters",
            "Ministeries, jaren, partijen en leden zoals het corpus ze spelt. / Values to filter by.",
        ),
        _tool(
            corpus_status,
            "Stand van het corpus",
            "Wat er in het corpus staat en tot wanneer. / What the corpus holds, until when.",
        ),
        _tool(search, "Search", "For research clients: ids to `fetch`. / Voor onderzoek: ids voor `fetch`."),
        _tool(fetch, "Fetch", "For research clients: the text of an id of `search`. / De tekst bij een id."),
    ]


def _with_filters(run: Run, **own: Any) -> Run:
    """A tool with parameters of its own and those of every field to filter by, which it gets by their names."""
    parameters = {name: value if isinstance(value, tuple) else (value, ...) for name, value in own.items()}
    for field in FIELDS:
        if field.option:
            kind: Any = str if field.kind.is_day else list[str]
            name = field.option.replace("-", "_")
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


def _filters(given: Mapping[str, Sequence[str]]) -> Filters:
    """Filters from the arguments of a tool, by the name of their option."""
    return read_filters({field.name: given[field.option] for field in FIELDS if field.option and field.option in given})


def _argument(name: str) -> str:
    """The name of a field's option for what is called in Python otherwise: `opgenomen_van`."""
    return name.replace("_", "-") if name.startswith("opgenomen_") else name


def _tool(run: Run, title: str, description: str) -> Tool:
    """A tool that reads only and takes no argument that it does not know."""
    tool = Tool.from_function(
        run,
        title=title,
        description=description,
        annotations=ToolAnnotations(
            title=title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
        structured_output=True,
    )
    taken = tool.fn_metadata.arg_model
    closed = type(taken.__name__, (taken,), {"model_config": ConfigDict(extra="forbid"), "__module__": __name__})
    tool.fn_metadata.arg_model = cast(type[ArgModelBase], closed)
    tool.parameters = tool.fn_metadata.arg_model.model_json_schema(by_alias=True)
    return tool
