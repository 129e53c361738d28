"""Exports cited answer lists as files that open where people work.

listed = export_list(answer, made=datetime.now().astimezone(), counts=corpus.catalogue.counts(),
settings=search_settings(assistant.retrieval, corpus.manifest, question))
render(listed, Format.XLSX)                               # bytes, for a download
file_name(listed.query, Format.XLSX, listed.made)         # a name that every system accepts
save(render(listed, Format.XLSX), path, force=False)      # whole or not at all
"""

from __future__ import annotations

from rag.export.facts import search_settings
from rag.export.formats import CsvDialect, Format, dialect_of, format_of
from rag.export.make import export_list
from rag.export.render import render
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
    "render",
    "save",
    "search_settings",
]
