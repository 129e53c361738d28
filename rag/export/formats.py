"""The formats of an export, a row each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import Self

from index.errors import InputError
from rag.values.choice import read_choice

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(StrEnum):
    """What an exported list can be written as: a row for each, of all that is to be known of it.

    Attributes:
        suffix: of a file, with the dot.
        media_type: for a download.
        label: for a menu, in Dutch.
        writer: the module of `rag.export.write` that has its function `write`.
        is_text: whether it can be shown in a terminal.
    """

    suffix: str
    media_type: str
    label: str
    writer: str
    is_text: bool

    CSV = "csv", ".csv", "text/csv; charset=utf-8", "CSV", "csv_file"
    CSV_ZIP = "csv-zip", ".zip", "application/zip", "CSV, alle tabellen (ZIP)", "csv_zip", False
    XLSX = "xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel", "xlsx", False
    DOCX = "docx", ".docx", f"{_OFFICE}.wordprocessingml.document", "Word", "docx_file", False
    MD = "md", ".md", "text/markdown; charset=utf-8", "Markdown", "markdown"
    JSON = "json", ".json", "application/json", "JSON", "json_file"
    RIS = "ris", ".ris", "application/x-research-info-systems", "RIS (Zotero, EndNote)", "ris"
    BIBTEX = "bibtex", ".bib", "application/x-bibtex", "BibTeX", "bibtex"
    HTML = "html", ".html", "text/html; charset=utf-8", "HTML", "html_file"

    def __new__(cls, name: str, suffix: str, media_type: str, label: str, writer: str, is_text: bool = True) -> Self:
        """A format whose value is its name."""
        made = str.__new__(cls, name)
        made._value_ = name
        made.suffix, made.media_type, made.label = suffix, media_type, label
        made.writer, made.is_text = writer, is_text
        return made


class CsvDialect(StrEnum):
    """How a CSV file is laid out.

    EXCEL is what a Dutch Excel opens by a double click: semicolons and a byte order mark. PLAIN is for programs.
    """

    EXCEL = "excel"
    PLAIN = "plain"


_BY_NAME = {"htm": Format.HTML, "markdown": Format.MD} | {
    name: format_ for format_ in Format for name in (format_.value, format_.suffix.lstrip("."))
}


def format_of(given: str | None, path: PurePath | None) -> Format:
    """The format that was named, else the one that the suffix of the file means.

    Raises:
        InputError: neither says which.
    """
    allowed = ", ".join(Format)
    if given is not None:
        if given.lower() not in _BY_NAME:
            raise InputError(f"vorm {given!r} bestaat niet: kies met --format uit {allowed}")
        return _BY_NAME[given.lower()]
    suffix = path.suffix.lower().lstrip(".") if path else ""
    if suffix not in _BY_NAME:
        where = f"aan {path} is de vorm niet te zien" if path and str(path) != "-" else "de vorm is niet gegeven"
        raise InputError(f"{where}: kies met --format uit {allowed}")
    return _BY_NAME[suffix]


def dialect_of(given: str) -> CsvDialect:
    """The dialect of an option; an InputError where there is no such dialect."""
    return read_choice(CsvDialect, given.lower(), "CSV-dialect")
