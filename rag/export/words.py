"""The Dutch words that the readable formats share: headings, the facts of a row."""

from __future__ import annotations

from textwrap import shorten

from index.values import Soort
from rag.dutch.labels import SOORTEN, title_of
from rag.dutch.writing import capital, dutch_date, enumerate_dutch, number
from rag.export.clean import one_line
from rag.export.values import ComparedTable, ExportList, ExportRow, Source
from rag.values import Answer, Counted, Listed, Verdict

STATEMENTS, NEARBY = "Antwoord in citaten", "Ligt in de buurt, maar is geen rechtstreeks antwoord"
OF_PARTS, QUOTED = "Citaten per deelvraag", "Citaten"
COUNTED = "Telling"
LISTED = "Wat er geteld is"
MAX_HEADING_CHARS = 100


def quotes_heading(listed: ExportList) -> str:
    """What stands above the quotations: that they answer, or only lie near, or that it differs."""
    if listed.parts:
        return OF_PARTS
    is_near = isinstance(listed.found, Answer) and listed.found.verdict is not Verdict.BEANTWOORD
    return (QUOTED if listed.comparison else NEARBY) if is_near else STATEMENTS


def compared_heads(table: ComparedTable) -> tuple[str, ...]:
    """The heads of the table of a comparison."""
    return capital(table.per), "Standpunt", "Wat het zegt", "Bron"


def facts_of_row(row: ExportRow) -> list[tuple[str, str]]:
    """What is known of a row besides its texts, as (label, value); what is unknown is left out."""
    named = [
        ("Nummer", f"{row.nummer} ({row.vergaderjaar})" if row.nummer and row.vergaderjaar else row.nummer or ""),
        ("Vraag", enumerate_dutch([str(number) for number in row.vraagnummers])),
        ("Ministerie", "; ".join(row.ministeries)),
        ("Beantwoord door", "; ".join(row.bewindspersonen)),
        ("Gevraagd door", enumerate_dutch(row.indieners)),
        ("Ontvangen", dutch_date(row.ontvangen) if row.ontvangen else ""),
        ("Standpunt", row.standpunt or ""),
        ("Soort", "" if is_answer(row) else row.soort),
        ("Paar", row.pair_id),
        ("Let op", "fictief voorbeeld" if row.is_fictional else ""),
    ]
    return [(label, value) for label, value in named if value]


def is_answer(row: ExportRow) -> bool:
    """Whether a row is of an answer; else its text is that of a notice."""
    return row.soort == SOORTEN[Soort.ANTWOORD]


def answer_heading(row: ExportRow) -> str:
    """What stands above the answer of a row, or above the notice where there is none."""
    return "Antwoord" if is_answer(row) else "Mededeling"


def groups_of(counted: Counted) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The groups of a count as a table for people: its heads and its rows; without rows where there are no groups."""
    is_times = counted.wanted.is_times
    heads = ("Rang", "Groep", "Aantal", *(("Mediaan (dagen)", "Op tijd") if is_times else ()))
    rows = []
    for rank, row in enumerate(counted.rows, start=1):
        days = "" if row.median_days is None else f"{row.median_days:g}".replace(".", ",")
        times = (days, "" if row.in_time is None else f"{row.in_time:.0%}") if is_times else ()
        rows.append((str(rank), row.name, number(row.count), *times))
    return heads, tuple(rows)


def subject_of(one: Listed) -> str:
    """The subject of a publication that is counted, on one line, with a capital."""
    subject = one_line(title_of(one) or "zonder onderwerp")
    return subject[:1].upper() + subject[1:]


def heading(row: ExportRow) -> str:
    """The subject on one line, with a capital; without one the number, else what was asked, never a file name."""
    number = f"Kamervragen nr. {row.nummer} ({row.vergaderjaar})" if row.nummer and row.vergaderjaar else ""
    name = one_line(row.onderwerp) or number or shorten(one_line(row.vraag), MAX_HEADING_CHARS, placeholder=" …")
    return name[:1].upper() + name[1:] if name else "Kamervragen zonder onderwerp"


def question_numbers(row: ExportRow) -> str:
    """The numbers of the questions of a row as text: `Vraag 2 en 3`."""
    return f"Vraag {enumerate_dutch([str(number) for number in row.vraagnummers])}".strip()


def behind_quote(source: Source) -> str:
    """The citation, with the ministries that it does not name: `Minister voor Natuur, ...; ministerie van Landbouw`."""
    unnamed = [name for name in source.ministeries if name.lower() not in source.citation.lower()]
    return f"{source.citation}; ministerie van {enumerate_dutch(unnamed)}" if unnamed else source.citation
