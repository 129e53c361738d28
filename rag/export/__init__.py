"""Exports cited answer lists as files that open where people work.

listed = assistant.export_list(answer, question, made=datetime.now().astimezone())
render(listed, Format.XLSX)                               # bytes, for a download
file_name(listed.query, Format.XLSX, listed.made)         # a name that every system accepts
save(render(listed, Format.XLSX), path, force=False)      # whole or not at all
"""

from __future__ import annotations

from rag.export.formats import CsvDialect, Format, dialect_of, format_of
from rag.export.make import export_list
from rag.export.render import left_out, render
from rag.export.save import check_target, file_name, save
from rag.export.values import ExportList

__all__ = [
    "CsvDialect",
    "ExportList",
    "Format",
    "check_target",
    "dialect_of",
    "export_list",
    "file_name",
    "format_of",
    "left_out",
    "render",
    "save",
]
