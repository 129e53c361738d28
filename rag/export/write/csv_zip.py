"""Writes an exported list as a ZIP file with a CSV file for each of its tables, the account among them."""

from __future__ import annotations

import io
import zipfile

from rag.export.formats import CsvDialect, Format
from rag.export.tables import all_tables
from rag.export.values import ExportList
from rag.export.write.csv_file import table_csv

FORMAT = Format(
    name="csv-zip",
    suffix=".zip",
    media_type="application/zip",
    label="CSV, alle tabellen (ZIP)",
    place=2,
    purpose="Excel and programs",
    remark="a CSV file for each table, the account among them",
    is_text=False,
    has_dialects=True,
)


def write(listed: ExportList, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """The tables as bytes, each in its own file; the same list gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for table in all_tables(listed):
            entry = zipfile.ZipInfo(f"{table.name}.csv", listed.made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, table_csv(table, dialect))
    return buffer.getvalue()
