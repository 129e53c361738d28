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
            from rag.export.write.csv_file import write_csv

            return write_csv(listed, dialect)
        case Format.JSON:
            from rag.export.write.json_file import write_json

            return write_json(listed)
        case Format.MD:
            from rag.export.write.markdown import write_markdown

            return write_markdown(listed)
        case Format.HTML:
            from rag.export.write.html_file import write_html

            return write_html(listed)
        case Format.RIS:
            from rag.export.write.ris import write_ris

            return write_ris(listed)
        case Format.BIBTEX:
            from rag.export.write.bibtex import write_bibtex

            return write_bibtex(listed)
        case Format.XLSX:
            from rag.export.write.xlsx import write_xlsx

            return write_xlsx(listed)
        case Format.DOCX:
            from rag.export.write.docx_file import write_docx

            return write_docx(listed)
