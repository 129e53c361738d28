"""Writes a table as CSV, safe in a spreadsheet; of an exported list the one that is wanted most."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from rag.export.clean import clean
from rag.export.formats import CsvDialect, Format
from rag.export.tables import Table, Value, main_table
from rag.export.values import ExportList

FORMAT = Format(
    name="csv",
    suffix=".csv",
    media_type="text/csv; charset=utf-8",
    label="CSV",
    place=1,
    purpose="Excel and programs",
    remark="one table, rows only; see below",
    has_dialects=True,
)

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


def write(listed: ExportList, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """The table of the list as bytes: rows only, for a line of facts would break every program that reads it."""
    return table_csv(main_table(listed), dialect)


def table_csv(table: Table, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """A table as bytes, with its names of columns in the first line."""
    is_excel = dialect is CsvDialect.EXCEL
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if is_excel else ",", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(table.columns)
    writer.writerows([_cell(value, dialect) for value in row] for row in table.rows)
    return f"{BOM if is_excel else ''}{buffer.getvalue()}".encode()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    fit = INNER_FORMULA.sub(r"\g<space>'", clean(text))
    return f"'{fit}" if FORMULA.match(fit) else fit


def _cell(value: Value, dialect: CsvDialect) -> str:
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):  # a Dutch Excel takes 21.5 for a day in May
        return f"{value:g}".replace(".", "," if dialect is CsvDialect.EXCEL else ".")
    return "" if value is None else str(value)
