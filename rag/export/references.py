"""What a reference manager is told about a row: title, number, series, date, link, who answered, and the note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.names.ministries import find
from rag.compare.order import NEAR
from rag.dutch.citation import citation_of_listed
from rag.dutch.labels import title_of
from rag.dutch.writing import enumerate_dutch
from rag.export.clean import clean
from rag.export.values import ComparedRow, ExportList, ExportRow, Source, StandingRow
from rag.export.words import answer_heading, heading, question_numbers, subject_of
from rag.values import Listed

PUBLISHER = "Tweede Kamer der Staten-Generaal"
SENATE = "Eerste Kamer der Staten-Generaal"
SERIES = "Aanhangsel van de Handelingen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One row as a reference.

    Attributes:
        key: unique within the list, of letters, digits and dashes.
        title: the subject, with the question numbers that are cited.
        authors: the ministries that answer.
        abstract: the quotation, question and answer.
        note: the facts of the row, and what the user wrote.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    number: str | None
    series: str
    ontvangen: date | None
    url: str | None
    keywords: tuple[str, ...]
    abstract: str
    note: str


def references(listed: ExportList) -> list[Reference]:
    """A reference for every row, in order, then one for what is cited or counted elsewhere in the list."""
    used: dict[str, int] = {}
    found = [_reference(row, used) for row in listed.rows]
    known = {row.pair_id for row in listed.rows}
    found += [_cited(source, listed, used) for source in listed.sources if source.pair_id not in known]
    return found + [_counted(rank, one, used) for rank, one in enumerate(listed.listed, start=1)]


def _counted(rank: int, one: Listed, used: dict[str, int]) -> Reference:
    """What is known of a publication that is counted."""
    cited = citation_of_listed(one)
    asked = f"Gevraagd door: {enumerate_dutch(one.indieners)}\n" if one.indieners else ""
    return Reference(
        key=_key(one.publication_id, used),
        title=subject_of(one) if title_of(one) else cited,
        authors=tuple(f"Ministerie van {name}" for name in one.ministeries),
        publisher=_publisher(one.publication_id),
        number=one.nummer,
        series=_series(one.vergaderjaar),
        ontvangen=one.ontvangen,
        url=one.url,
        keywords=one.ministeries,
        abstract="",
        note=clean(f"Rang: {rank}\nBronvermelding: {cited}\n{asked}".rstrip()),
    )


def _cited(source: Source, listed: ExportList, used: dict[str, int]) -> Reference:
    """What is known of a source that is not among the rows: its citation, link and quotations."""
    quotes = [quote.text for quote in listed.quotes if quote.pair_id == source.pair_id]
    standings = [row for row in listed.timeline if row.pair_id == source.pair_id]
    rows = [row for row in (listed.comparison.rows if listed.comparison else ()) if row.pair_id == source.pair_id]
    quotes += [row.quote for row in standings]
    quotes += [row.quote for row in rows if row.quote]
    where: list[ComparedRow | StandingRow] = [*rows, *standings]
    notes = [f"Notitie: {row.note}\n\n" for row in rows[:1] if row.note]
    return Reference(
        key=_key(source.pair_id, used),
        title=source.citation,
        authors=tuple(f"Ministerie van {row.ministerie}" for row in rows[:1] if find(row.ministerie)),
        publisher=_publisher(source.pair_id),
        number=where[0].nummer if where else None,
        series=_series(where[0].vergaderjaar if where else None),
        ontvangen=standings[0].ontvangen if standings else None,
        url=source.url,
        keywords=tuple(f"standpunt {row.standpunt}" for row in rows[:1] if row.standpunt and row.standpunt != NEAR),
        abstract=clean("\n\n".join(f"«{quote}»" for quote in dict.fromkeys(quotes))),
        note=clean(f"{''.join(notes)}Bronvermelding: {source.citation}\nPaar: {source.pair_id}"),
    )


def _publisher(publication_id: str) -> str:
    return SENATE if publication_id.startswith("ah-ek-") else PUBLISHER


def _series(vergaderjaar: str | None) -> str:
    return f"{SERIES} {vergaderjaar}" if vergaderjaar else SERIES


def _reference(row: ExportRow, used: dict[str, int]) -> Reference:
    asked = f" ({question_numbers(row).lower()})" if row.vraagnummers else ""
    return Reference(
        key=_key(row.pair_id, used),
        title=f"{heading(row)}{asked}",
        authors=tuple(f"Ministerie van {name}" for name in row.ministeries),
        publisher=_publisher(row.publication_id),
        number=row.nummer,
        series=_series(row.vergaderjaar),
        ontvangen=row.ontvangen,
        url=row.url,
        keywords=tuple(value for value in (*row.ministeries, row.standpunt and f"standpunt {row.standpunt}") if value),
        abstract=clean(_abstract(row)),
        note=clean(_note(row)),
    )


def _abstract(row: ExportRow) -> str:
    quote = f"«{row.quote}»" if row.quote else ""
    asked = f"{question_numbers(row)}: {row.vraag}" if row.vraag else ""
    said = f"{answer_heading(row)}: {row.antwoord}" if row.antwoord else ""
    return "\n\n".join(part for part in (quote, asked, said) if part)


def _note(row: ExportRow) -> str:
    own = f"Notitie: {row.note}\n\n" if row.note else ""
    known = [
        ("Rang", str(row.rank)),
        ("Bronvermelding", row.citation),
        ("Gevraagd door", enumerate_dutch(row.indieners)),
        ("Beantwoord door", "; ".join(row.bewindspersonen)),
        ("Standpunt", row.standpunt or ""),
        ("Paar", row.pair_id),
        ("Deelvraag", row.part or ""),
    ]
    lines = "\n".join(f"{label}: {value}" for label, value in known if value)
    return f"{own}{lines}"


def _key(pair_id: str, used: dict[str, int]) -> str:
    """`ah-tk-20232024-1068-v1`; a pair that was found for two sub-questions gets a number behind it."""
    key = "".join(character if character.isascii() and character.isalnum() else "-" for character in pair_id)
    used[key] = used.get(key, 0) + 1
    return key if used[key] == 1 else f"{key}-{used[key]}"
