"""Writes an exported list as CSV: one row per result, every row with the facts of the list, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from rag.export.clean import clean
from rag.export.formats import CsvDialect
from rag.export.values import ComparedRow, ExportList, ExportRow, StandingRow

BOM = "\ufeff"
FORMULA = re.compile(r"\A[\s\ufeff\u200b-\u200d\u2060]*+'*+[\s\ufeff\u200b-\u200d\u2060]*+[=+\-@＝＋－＠]|\A\t")
"""What a spreadsheet could take for a formula: `=1+1`, ` =1+1`, `- een punt`, `@SUM(A1)`; not: `nr. 3 - 4`, `1+1`.

An apostrophe before it makes it text, and keeps it readable. Apostrophes that stood there already count too: that makes
it possible to take ours away again, `'=1` becoming `''=1`.
"""

INNER_FORMULA = re.compile(r"(?<=[\n\t;,])(?P<space> *)(?=[=@＝＠]|[+\-](?=\S)[^,;\n]*[(|!])")
"""The same behind a sign that a program may take for the end of a cell when it was told the wrong separator.

`, =1+1`, a line `@SUM(A1)`, `; -2+3+cmd|' /C x'!A0`; not: `, - een punt`, `; -5 graden`, a line `- een punt`.
"""

RESULTAAT, VERGELIJKING, VERLOOP, LEEG = "resultaat", "vergelijking", "verloop", "geen resultaat"
ROW_COLUMNS = (
    "rank",
    "nummer",
    "vergaderjaar",
    "vraagnummers",
    "ministeries",
    "bewindspersonen",
    "indieners",
    "onderwerp",
    "standpunt",
    "quote",
    "vraag",
    "antwoord",
    "ontvangen",
    "url",
    "pair_id",
    "notitie",
    "bronvermelding",
    "soort",
    "onderdeel",
    "deelvraag",
)


def write_csv(listed: ExportList, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """The list as bytes.

    A line of metadata above the table would break every program that reads it, so the facts are columns, the same on
    every row. A list without rows has one row with the facts alone. The comparison comes first, as on screen;
    `onderdeel` tells what a row is.
    """
    facts = {fact.key: safe_cell(fact.value) for fact in listed.facts}
    buffer = io.StringIO(newline="")
    is_excel = dialect is CsvDialect.EXCEL
    writer = csv.DictWriter(
        buffer,
        [*ROW_COLUMNS, *facts],
        restval="",
        delimiter=";" if is_excel else ",",
        lineterminator="\r\n",
        quoting=csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    for row in _rows(listed):
        writer.writerow({key: safe_cell(value) for key, value in row.items()} | facts)
    return f"{BOM if is_excel else ''}{buffer.getvalue()}".encode()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    fit = INNER_FORMULA.sub(r"\g<space>'", clean(text))
    return f"'{fit}" if FORMULA.match(fit) else fit


def _rows(listed: ExportList) -> Iterator[dict[str, str]]:
    for compared in listed.comparison.rows if listed.comparison else ():
        yield {
            "onderdeel": VERGELIJKING,
            **_where(compared),
            "ministeries": compared.ministerie,
            "vraag": listed.comparison.vraag if listed.comparison else "",
            "onderwerp": listed.comparison.onderwerp if listed.comparison else "",
            "standpunt": compared.standpunt or "",
            "quote": compared.quote or "",
            "antwoord": compared.reason or "",
            "pair_id": compared.pair_id or "",
            "bronvermelding": compared.citation or "",
            "url": compared.url or "",
            "notitie": compared.note or "",
        }
    for standing in listed.timeline:
        yield {
            "onderdeel": VERLOOP,
            **_where(standing),
            "ontvangen": standing.ontvangen.isoformat(),
            "standpunt": standing.standpunt or "",
            "quote": standing.quote,
            "pair_id": standing.pair_id,
            "bronvermelding": standing.citation,
            "url": standing.url or "",
            "notitie": standing.note or "",
        }
    for row in listed.rows:
        yield {
            "rank": str(row.rank),
            **_where(row),
            "ministeries": "; ".join(row.ministeries),
            "bewindspersonen": "; ".join(row.bewindspersonen),
            "indieners": "; ".join(row.indieners),
            "onderwerp": row.onderwerp,
            "standpunt": row.standpunt or "",
            "quote": row.quote,
            "vraag": row.vraag,
            "antwoord": row.antwoord,
            "ontvangen": row.ontvangen.isoformat() if row.ontvangen else "",
            "url": row.url or "",
            "pair_id": row.pair_id,
            "notitie": row.note or "",
            "bronvermelding": row.citation,
            "soort": row.soort,
            "onderdeel": RESULTAAT,
            "deelvraag": row.part or "",
        }
    if not (listed.rows or listed.timeline or listed.comparison):
        yield {"onderdeel": LEEG}


def _where(row: ComparedRow | StandingRow | ExportRow) -> dict[str, str]:
    """The publication of a row, and the questions in it."""
    return {
        "nummer": row.nummer or "",
        "vergaderjaar": row.vergaderjaar or "",
        "vraagnummers": ", ".join(map(str, row.vraagnummers)),
    }
