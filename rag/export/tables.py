"""The tables of an exported list, each with rows of one kind: what CSV and Excel write, under the same Dutch names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.dutch.citation import citation_of_listed
from rag.export.values import CitedRow, ComparedRow, ExportList
from rag.values import Counted

Value = str | int | float | date | None

WHERE = ("nummer", "vergaderjaar", "vraagnummers")
LINK = "link"
CITED = ("bronvermelding", LINK, "id", "notitie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its name fit for a file, the names of its columns in Dutch, and as many values a row."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def name_in_words(name: str) -> str:
    """`Per ministerie`."""
    return name.replace("_", " ").capitalize()


def main_table(listed: ExportList) -> Table:
    """What somebody wants who wants one table: of a count or comparison where there is one, else the results."""
    if listed.counted is not None:
        return groups(listed.counted) if listed.counted.rows else publications(listed.counted)
    return per_ministry(listed) if listed.comparison else results(listed)


def all_tables(listed: ExportList) -> tuple[Table, ...]:
    """Every table that has a row: first what was found, at the end the account, which always has rows."""
    found = [groups(listed.counted), publications(listed.counted)] if listed.counted else []
    found += [results(listed), per_ministry(listed), quotes(listed), timeline(listed)]
    return (*(table for table in found if table.rows), account(listed))


def results(listed: ExportList) -> Table:
    """A row for each result, as on screen."""
    return Table(
        name="resultaten",
        columns=(
            *("rang", *WHERE, "ministeries", "bewindspersonen", "indieners", "onderwerp", "standpunt", "citaat"),
            *("vraag", "antwoord", "ontvangen", LINK, "id", "notitie", "bronvermelding", "soort", "deelvraag"),
            "oordeel",
        ),
        rows=tuple(
            (
                *(row.rank, *_where(row), "; ".join(row.ministeries), "; ".join(row.bewindspersonen)),
                *("; ".join(row.indieners), row.onderwerp, row.standpunt, row.quote),
                *(row.vraag, row.antwoord, row.ontvangen, row.url, row.pair_id, row.note, row.citation),
                *(row.soort, row.part, row.oordeel),
            )
            for row in listed.rows
        ),
    )


def per_ministry(listed: ExportList) -> Table:
    """A row for each ministry that answered, or what else is compared; of the others the account says why not."""
    table = listed.comparison
    per = table.per if table else "ministerie"
    return Table(
        name=f"per_{per}",
        columns=("rang", per, "standpunt", "citaat", *WHERE, "onderwerp", "vraag", *CITED, "kanttekening"),
        rows=tuple(
            (
                *(row.rank, row.ministerie, row.standpunt, row.quote),
                *_where(row),
                *(table.onderwerp, table.vraag, row.citation, row.url, row.pair_id, row.note, row.reason),
            )
            for row in (table.rows if table else ())
            if table and row.citation
        ),
    )


def timeline(listed: ExportList) -> Table:
    """A row for each position in time, newest first."""
    return Table(
        name="verloop",
        columns=("rang", "ontvangen", "standpunt", "citaat", *WHERE, *CITED),
        rows=tuple(
            (
                *(rank, row.ontvangen, row.standpunt, row.quote),
                *_where(row),
                *(row.citation, row.url, row.pair_id, row.note),
            )
            for rank, row in enumerate(listed.timeline, start=1)
        ),
    )


def quotes(listed: ExportList) -> Table:
    """A row for each quotation of the answer."""
    sources = {source.number: source for source in listed.sources}
    return Table(
        name="citaten",
        columns=("rang", "citaat", "vraag", "kanttekening", "bronvermelding", LINK, "id", "deelvraag", "oordeel"),
        rows=tuple(
            (
                *(rank, quote.text, quote.vraag, quote.kanttekening),
                *(sources[quote.source].citation, sources[quote.source].url, quote.pair_id, quote.part, quote.oordeel),
            )
            for rank, quote in enumerate(listed.quotes, start=1)
        ),
    )


def groups(counted: Counted) -> Table:
    """A row for each group of a count."""
    return Table(
        name="groepen",
        columns=("rang", "naam", "aantal", "mediaan_dagen", "binnen_termijn"),
        rows=tuple(
            (rank, row.name, row.count, row.median_days, None if row.in_time is None else round(row.in_time, 4))
            for rank, row in enumerate(counted.rows, start=1)
        ),
    )


def publications(counted: Counted) -> Table:
    """A row for each publication that is counted."""
    return Table(
        name="publicaties",
        columns=(
            *("rang", "nummer", "vergaderjaar", "ministeries", "indieners", "onderwerp"),
            *("ingezonden", "ontvangen", LINK, "id", "bronvermelding", "soort"),
        ),
        rows=tuple(
            (
                *(rank, one.nummer, one.vergaderjaar, "; ".join(one.ministeries), "; ".join(one.indieners)),
                *(one.onderwerp, one.ingezonden, one.ontvangen, one.url, one.publication_id),
                *(citation_of_listed(one), one.soort.value),
            )
            for rank, one in enumerate(counted.listed, start=1)
        ),
    )


def account(listed: ExportList, more: Iterable[tuple[str, str, str]] = ()) -> Table:
    """What was asked, what came of it, of which corpus, and when: each fact once.

    `more` has facts that only the file knows.
    """
    facts = [(fact.key, fact.label, fact.value) for fact in listed.facts]
    parts = [
        (f"deelvraag_{n}", part.vraag, f"{part.oordeel}: {part.reason}") for n, part in enumerate(listed.parts, start=1)
    ]
    return Table(
        name="verantwoording",
        columns=("sleutel", "gegeven", "waarde"),
        rows=(*facts, *parts, *_of_comparison(listed), *more),
    )


def _of_comparison(listed: ExportList) -> Iterator[tuple[str, str, str]]:
    table = listed.comparison
    if table is None:
        return
    yield "vergeleken_vraag", "Vergeleken vraag", table.vraag
    yield "per_standpunt", f"{'Ministeries per' if table.per == 'ministerie' else 'Per'} standpunt", table.names
    yield "uitkomst", "Uitkomst van de vergelijking", table.summary
    silent = [row for row in table.present if not row.citation]
    for number, row in enumerate(silent, start=1):
        yield f"zonder_antwoord_{number}", f"Zonder antwoord: {row.ministerie}", row.reason or row.standpunt or ""
    for number, line in enumerate(table.absent, start=1):
        yield f"niet_in_corpus_{number}", "Niet in het corpus", line


def _where(row: ComparedRow | CitedRow) -> Sequence[Value]:
    """The publication of a row, and the questions in it."""
    return row.nummer, row.vergaderjaar, ", ".join(map(str, row.vraagnummers))
