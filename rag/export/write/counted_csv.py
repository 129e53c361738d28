"""Writes the answer of the catalogue as CSV: the groups with their numbers, or the publications that are counted."""

from __future__ import annotations

from rag.export.formats import CsvDialect
from rag.export.tables import groups, publications
from rag.export.write.csv_file import table_csv
from rag.values import Counted


def write_groups(counted: Counted, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """A row for each group."""
    return table_csv(groups(counted), dialect)


def write_listed(counted: Counted, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """A row for each publication that is counted."""
    return table_csv(publications(counted), dialect)
