"""What happens when a client calls a tool: arguments read, the corpus asked in turn, errors raised as those of a tool.

What makes the answers is loaded with the first call: who starts the server waits for the list of tools, not for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, Field

from index.errors import InputError, KamervragenError
from index.store.filters import FIELDS, Filters, read_filters
from rag.question import Question
from ui.mcp import shapes
from ui.server.answering import Answering

if TYPE_CHECKING:
    from rag.assistant.assistant import Assistant

MAX_RESULTS = 25
T = TypeVar("T", bound=BaseModel)
Read = TypeVar("Read")

Query = Annotated[str, Field(min_length=1, max_length=8_000, description="Vraag in gewoon Nederlands, of trefwoorden")]
Id = Annotated[str, Field(min_length=1, max_length=200, description="ah-tk-20232024-1068, of met vraag: …#v2")]
Cursor = Annotated[str, Field(max_length=200, description="next_cursor van het vorige antwoord")]


class Calls:
    """The tools over a corpus: a method each. Those that take filters get them by the names of their options."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def search_answers(self, query: str, max_results: int, cursor: str, **given: Any) -> shapes.SearchAnswers:
        """A page of ranked pairs."""
        from ui.mcp import content

        question = _asked(query, max_results, given)
        return await self._compute(lambda assistant: content.search_answers(assistant, question, cursor))

    async def ask(self, query: str, **given: Any) -> shapes.Asked:
        """The verdict and the quotations."""
        from ui.mcp import content

        question = _asked(query, MAX_RESULTS, given)
        return await self._compute(lambda assistant: content.ask(assistant, question))

    async def compare_ministries(self, query: str, bedoeld: str, cursor: str, **given: Any) -> shapes.Compared:
        """A row for every ministry asked."""
        from ui.mcp import content

        question = _asked(query, MAX_RESULTS, given, bedoeld)
        return await self._compute(lambda assistant: content.compare(assistant, question, cursor))

    async def answer_times(self, per: str, peildatum: str, cursor: str, **given: Any) -> shapes.AnswerTimes:
        """How long answers took, and what is open."""
        from ui.mcp import content

        filters, on = _told(lambda: _filters(given)), _told(lambda: _day(peildatum))
        return await self._compute(lambda assistant: content.answer_times(assistant, per, on, filters, cursor))

    async def get_publication(self, id: Id, cursor: Cursor = "") -> shapes.PublicationPage:  # as clients call it
        """A publication, question by question."""
        from ui.mcp import reading

        return await self._compute(lambda assistant: reading.get_publication(assistant, id, cursor))

    async def get_series(self, id: Id, cursor: Cursor = "") -> shapes.SeriesAnswer:
        """What belongs with a publication."""
        from ui.mcp import reading

        return await self._compute(lambda assistant: reading.get_series(assistant, id, cursor))

    async def find_by_number(
        self,
        number: Annotated[str, Field(min_length=1, max_length=200, description="1068, 2024Z01294 of een id")],
        vergaderjaar: Annotated[str, Field(max_length=20, description="2023-2024")] = "",
    ) -> shapes.Numbered:
        """The publications with a number."""
        from ui.mcp import reading

        return await self._compute(lambda assistant: reading.find_by_number(assistant, number, vergaderjaar))

    async def verify_quote(
        self,
        quote: Annotated[str, Field(min_length=1, max_length=20_000, description="De woorden, zonder bron")],
        source: Annotated[str, Field(max_length=500, description="Bron zoals genoemd: minister, nr., vraag")] = "",
    ) -> shapes.CheckedQuote:
        """The verdict on a quotation."""
        from ui.mcp import content

        return await self._compute(lambda assistant: content.verify_quote(assistant, quote, source))

    async def list_filters(
        self, parameter: Annotated[str, Field(max_length=50, description="Alleen deze, langer")] = ""
    ) -> shapes.FilterLists:
        """What can be filtered by."""
        from ui.mcp import reading

        return await self._compute(lambda assistant: reading.list_filters(assistant, parameter))

    async def corpus_status(self) -> shapes.CorpusStatus:
        """What the corpus holds."""
        from ui.mcp import reading

        return await self._compute(reading.corpus_status)

    async def search(self, query: Query) -> shapes.SearchList:
        """Ids for `fetch`."""
        from ui.mcp import content

        return await self._compute(lambda assistant: content.search(assistant, query))

    async def fetch(self, id: Id) -> shapes.Document:
        """The text of an id."""
        from ui.mcp import reading

        return await self._compute(lambda assistant: reading.fetch(assistant, id))

    async def _compute(self, work: Callable[[Assistant], T]) -> T:
        try:
            return await self._answering.compute(work)
        except KamervragenError as error:
            raise ToolError(str(error)) from error


def _asked(query: str, top: int, given: Mapping[str, Any], meant: str = "") -> Question:
    """A question from the arguments of a tool."""
    return _told(lambda: Question(query, filters=_filters(given), top=top, meant=meant or None))


def _filters(given: Mapping[str, Any]) -> Filters:
    """Filters from the arguments of a tool, by the name of their option."""
    texts: dict[str, Sequence[str]] = {
        name: [value] if isinstance(value, str) else value for name, value in given.items() if value
    }
    return read_filters({field.name: texts[field.option] for field in FIELDS if field.option and field.option in texts})


def _day(text: str) -> date:
    """The day that a text names, today without one.

    Raises:
        InputError: it names none.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise InputError(f"peildatum {text!r} is geen datum: schrijf 2024-01-31") from error


def _told(read: Callable[[], Read]) -> Read:
    """What is read from the arguments; what cannot be is an error of the tool."""
    try:
        return read()
    except KamervragenError as error:
        raise ToolError(str(error)) from error
