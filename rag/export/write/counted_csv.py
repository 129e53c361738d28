"""Writes the answer of the catalogue as CSV: the groups with their numbers, else the publications that are counted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from rag.export.formats import CsvDialect
from rag.export.write.csv_file import BOM, safe_cell
from rag.values import Counted, Listed, Tally

GROUPS = ("naam", "aantal", "mediaan_dagen", "binnen_termijn")
LISTED = (
    "publicatie",
    "soort",
    "nummer",
    "vergaderjaar",
    "onderwerp",
    "indieners",
    "ministeries",
    "ingezonden",
    "ontvangen",
    "url",
)


def write_counted(counted: Counted, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """One table: of the groups where there are any, else of what is counted."""
    return write_groups(counted, dialect) if counted.rows else write_listed(counted, dialect)


def write_groups(counted: Counted, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """A row for each group."""
    return _table(GROUPS, map(_group, counted.rows), dialect)


def write_listed(counted: Counted, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """A row for each publication that is counted."""
    return _table(LISTED, map(_publication, counted.listed), dialect)


def _group(row: Tally) -> Sequence[str]:
    days = "" if row.median_days is None else f"{row.median_days:g}"
    return row.name, str(row.count), days, "" if row.in_time is None else f"{row.in_time:.4f}"


def _publication(one: Listed) -> Sequence[str]:
    return (
        one.publication_id,
        one.soort.value,
        one.nummer or "",
        one.vergaderjaar or "",
        one.onderwerp or "",
        "; ".join(one.indieners),
        "; ".join(one.ministeries),
        one.ingezonden.isoformat() if one.ingezonden else "",
        one.ontvangen.isoformat() if one.ontvangen else "",
        one.url or "",
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], dialect: CsvDialect) -> bytes:
    buffer = io.StringIO(newline="")
    is_excel = dialect is CsvDialect.EXCEL
    writer = csv.writer(buffer, delimiter=";" if is_excel else ",", lineterminator="\r\n")
    writer.writerows([head, *([safe_cell(cell) for cell in row] for row in rows)])
    return f"{BOM if is_excel else ''}{buffer.getvalue()}".encode()
