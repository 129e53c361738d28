"""Searching the source (SRU 2.0): queries, slices that stay below its limit, and paging.

Source: KOOP, Handleiding SRU 2.0; recorded responses; the CQL of the portal zoek.officielebekendmakingen.nl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from index.errors import InputError, ResponseError, UnavailableError
from index.harvest.http.client import Client
from index.harvest.official.records import AANHANGSEL, PUBLICATIENAAM, NoCountError, RecordPage, read_page
from index.names.dates import month_end
from index.parse.facts.ids import is_official_id, norm_id
from index.sources.limits import MIB
from index.values import VERGADERJAAR

LAST_RECORD = 9_999
"""The source gives no record beyond this position (HTTP 504)."""
PAGE_SIZE = 500
PAGE_BYTES = 30 * MIB
EMPTY_ATTEMPTS = 5
NAMED_UNTIL = "2009-2010"
"""Before this year the source is asked by name too: records of the oldest years may lack their type."""
FIRST_DAY = date(1994, 1, 1)
"""No earlier day is asked for by itself; the first slice is open to the past."""
DAYS_OF = {"d": 1, "w": 7, "m": 31, "j": 366}
"""Of a month and a year the longest: rather a day too many."""
_PERIOD = re.compile(r"([1-9]\d{0,4})\s?([dwmj])")
_SAFE = re.compile(r"[^\"\\\x00-\x1f\x7f]+")
"""A value that can stand between double quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Part of the record that is listed by one query, or by several when it is too large for one.

    Attributes:
        naam: names it in the catalogue ("2023-2024", "2024-01-01..2024-01-31", "sinds 2026-10-01", an id).
        soort: `vergaderjaar`, `datum`, `gewijzigd` or `id`.
        clauses: what it asks besides dates.
        bounds: per date index the first and last day; None is open.
        is_untyped: what is called an Aanhangsel and has another type, or none.
    """

    naam: str
    soort: str
    clauses: tuple[str, ...] = ()
    bounds: tuple[tuple[str, date | None, date | None], ...] = ()
    is_untyped: bool = False

    @property
    def query(self) -> str:
        """The query in CQL."""
        typed = clause("dt.type", AANHANGSEL)
        kind = clause("w.publicatienaam", PUBLICATIENAAM) if self.is_untyped else typed
        parts = [clause("c.product-area", "officielepublicaties"), kind, *self.clauses]
        for index, van, tot in self.bounds:
            parts += [clause(index, van.isoformat(), ">=")] if van else []
            parts += [clause(index, tot.isoformat(), "<=")] if tot else []
        return " AND ".join(parts) + (f" NOT {typed}" if self.is_untyped else "")

    @property
    def untyped(self) -> Slice | None:
        """What an old year has under its name alone; None for any other slice."""
        is_old = self.soort == "vergaderjaar" and self.naam < NAMED_UNTIL
        return replace(self, is_untyped=True) if is_old else None

    @property
    def can_lose(self) -> bool:
        """Whether a publication that this slice no longer lists may have left the source."""
        return self.soort in ("vergaderjaar", "datum")

    def halves(self, today: date) -> tuple[Slice, Slice] | None:
        """Two slices that are this one together, cut at a day; None when no day is left to cut at.

        The outer sides stay open, so that a date that is mistyped at the source falls in one of them.
        """
        bounds = self.bounds if any(index == "dt.date" for index, _, _ in self.bounds) else (*self.bounds, _OPEN)
        for place, (index, van, tot) in enumerate(bounds):
            first, last = van or min(FIRST_DAY, tot or FIRST_DAY), tot or max(today, van or today)
            if first >= last:
                continue
            middle = first + (last - first) // 2
            earlier, later = list(bounds), list(bounds)
            earlier[place] = (index, van, middle)
            later[place] = (index, middle + timedelta(days=1), tot)
            return replace(self, bounds=tuple(earlier)), replace(self, bounds=tuple(later))
        return None


_OPEN = ("dt.date", None, None)


def clause(index: str, value: str, relation: str = "==") -> str:
    """One condition of a query, its value in quotes: without them a space or parenthesis is a syntax error.

    Raises:
        InputError: the value cannot be quoted.
    """
    if not _SAFE.fullmatch(value):
        raise InputError(f"{value!r} kan niet in een zoekvraag staan: haal aanhalingstekens en regeleinden weg")
    return f'{index}{relation}"{value}"'


def parse_day(text: str, option: str) -> date:
    """A day that exists: the source ignores a condition with another one, and then gives everything.

    Raises:
        InputError: it does not exist, or is not written as 2024-01-31.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise InputError(f"{option} {text!r}: schrijf een datum als 2024-01-31")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option} {text}: die dag bestaat niet") from error


def year_slice(vergaderjaar: str) -> Slice:
    """The slice that holds a parliamentary year; an InputError where it is not two years that follow each other."""
    match = VERGADERJAAR.fullmatch(vergaderjaar.strip())
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise InputError(f"vergaderjaar {vergaderjaar!r}: schrijf het als 2023-2024")
    return Slice(naam=match[0], soort="vergaderjaar", clauses=(clause("w.vergaderjaar", match[0]),))


def all_years(today: date) -> list[Slice]:
    """Every parliamentary year since 1994, the latest first."""
    return [year_slice(f"{year}-{year + 1}") for year in range(today.year, FIRST_DAY.year - 1, -1)]


def day_slices(van: date, tot: date) -> list[Slice]:
    """The days from `van` to `tot`, both included, a slice per month; an InputError where `van` is after `tot`."""
    if van > tot:
        raise InputError(f"--van {van} is later dan --tot {tot}: draai ze om")
    slices = []
    first = van
    while first <= tot:
        last = min(month_end(first), tot)
        slices.append(Slice(naam=f"{first}..{last}", soort="datum", bounds=(("dt.date", first, last),)))
        first = last + timedelta(days=1)
    return slices


def recent_slices(period: str, today: date) -> list[Slice]:
    """The last days, weeks, months or years until today, a slice per month, the latest first.

    Args:
        period: "10d", "6w", "3m" or "1j".

    Raises:
        InputError: it is no period.
    """
    match = _PERIOD.fullmatch(period.strip().lower())
    if match is None:
        raise InputError(
            f"--recent {period!r}: schrijf een periode als 10d, 6w, 3m of 1j (dagen, weken, maanden, jaar)"
        )
    count, unit = int(match[1]), match[2]
    days = count * DAYS_OF[unit]
    if days > (today - FIRST_DAY).days:
        raise InputError(f"--recent {period}: dat is voor 1994; kies korter, of neem --alles")
    return day_slices(today - timedelta(days=days), today)[::-1]


def changed_slice(since: date) -> Slice:
    """What the source changed on or after a day, whatever its date."""
    return Slice(naam=f"sinds {since}", soort="gewijzigd", bounds=(("dt.modified", since, None),))


def id_slice(typed: str) -> Slice:
    """The slice that holds one publication; an InputError where it is no official id."""
    publication_id = norm_id(typed.strip().lower())
    if not is_official_id(publication_id) or not publication_id.startswith("ah-"):
        raise InputError(f"{typed!r} is geen id van een Aanhangsel: verwacht wordt bijvoorbeeld ah-tk-20232024-1068")
    return Slice(naam=publication_id, soort="id", clauses=(clause("dt.identifier", publication_id),))


class Sru:
    """The search interface of the source, which gives nothing after `last_record`."""

    def __init__(
        self,
        client: Client,
        url: str,
        *,
        page_size: int = PAGE_SIZE,
        last_record: int = LAST_RECORD,
        today: date | None = None,
    ) -> None:
        self._client = client
        self._last_record = last_record
        self._url = url
        self._page_size = page_size
        self._today = today or date.today()

    def page(self, query: str, start: int = 1, size: int | None = None) -> RecordPage:
        """One page of the list of a slice, as `read` gives it."""
        return self.read(query, start, size)[0]

    def read(self, query: str, start: int = 1, size: int | None = None) -> tuple[RecordPage, bytes]:
        """One page and its bytes; an answer with nothing in it is asked for again, after a while.

        Raises:
            UnavailableError: it stays empty.
            ResponseError: the source reports a fault, or answers with something else.
        """
        attempt = 1
        while True:
            url, body = self._ask(query, start, size)
            try:
                return read_page(url, body), body
            except NoCountError as error:
                if attempt == EMPTY_ATTEMPTS:
                    raise UnavailableError(f"{error}, na {attempt} pogingen; probeer het later nog eens") from error
            self._client.back_off(attempt)
            attempt += 1

    def _ask(self, query: str, start: int, size: int | None) -> tuple[str, bytes]:
        """The address and the body of one page, not read yet."""
        if not 1 <= start <= self._last_record:
            raise ResponseError(
                f"de bron geeft geen record {start}: hoogstens {self._last_record}; vraag een kleiner deel"
            )
        size = min(size or self._page_size, self._last_record - start + 1)
        asked = {
            "operation": "searchRetrieve",
            "version": "2.0",
            "query": query,
            "startRecord": start,
            "maximumRecords": size,
        }
        answer = self._client.get(f"{self._url}?{urlencode(asked)}", max_bytes=PAGE_BYTES)
        if answer.status != 200:
            raise ResponseError(f"{self._url}: de zoekdienst antwoordt {answer.status}; controleer het adres")
        return answer.url, answer.body

    def count(self, part: Slice) -> int:
        """How many publications a slice has: an estimate of the source."""
        return sum(self.page(kind.query, size=1).total for kind in (part, part.untyped) if kind is not None)

    def pages(self, part: Slice) -> Iterator[RecordPage]:
        """Every page of a slice; the first has the estimate of the whole.

        A slice that is too large for one query is cut by date, as often as needed. A record may come twice.

        Raises:
            ResponseError: it is too large, and no day is left to cut at.
        """
        yield from self._pages(part)
        if part.untyped is None:
            return
        try:
            yield from self._pages(part.untyped)
        except ResponseError as error:  # what has its type is listed all the same
            problem = f"wat geen soort heeft, is niet gelijst ({error})"
            yield RecordPage(total=0, records=(), next=None, problems=(problem,))

    def _pages(self, part: Slice) -> Iterator[RecordPage]:
        page = self.page(part.query)
        if page.total > self._last_record:
            yield replace(page, next=None)
            yield from self._pages_of_halves(part)
            return
        start = 1
        while True:
            yield page
            if page.next is None or not page.records:
                return
            if page.next <= start:
                raise ResponseError(f"{self._url}: na record {start} verwijst de bron terug naar {page.next}")
            if page.next > self._last_record:  # the estimate was too low
                yield from self._pages_of_halves(part)
                return
            start = page.next
            page = self.page(part.query, start)

    def _pages_of_halves(self, part: Slice) -> Iterator[RecordPage]:
        halves = part.halves(self._today)
        if halves is None:
            raise ResponseError(
                f"{part.naam}: meer dan {self._last_record} publicaties van één dag; dat kan de bron niet geven"
            )
        for half in halves:
            yield from self._pages(half)
