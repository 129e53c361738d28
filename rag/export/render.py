"""Writes an exported list in any format, in memory."""

from __future__ import annotations

from rag.export.formats import CsvDialect, Format
from rag.export.values import ExportList


def render(listed: ExportList, format_: Format, *, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """The whole file as bytes; its media type is `format_.media_type`.

    Args:
        listed: from `export_list`.
        format_: what to write.
        dialect: of CSV only.
    """
    # each format is imported when it is asked for: openpyxl and python-docx are slow to load
    match format_:
        case Format.CSV:
            from rag.export.csv_file import write_csv

            return write_csv(listed, dialect)
        case Format.JSON:
            from rag.export.json_file import write_json

            return write_json(listed)
        case _:
            raise NotImplementedError(format_)
