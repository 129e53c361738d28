"""The formats of an export: their media types, suffixes and names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from index.errors import InputError


class Format(StrEnum):
    """What an exported list can be written as."""

    CSV = "csv"
    CSV_ZIP = "csv-zip"
    XLSX = "xlsx"
    DOCX = "docx"
    MD = "md"
    JSON = "json"
    RIS = "ris"
    BIBTEX = "bibtex"
    HTML = "html"

    @property
    def media_type(self) -> str:
        """For a download."""
        return _INFO[self].media_type

    @property
    def suffix(self) -> str:
        """With the dot."""
        return _INFO[self].suffix

    @property
    def label(self) -> str:
        """For a menu, in Dutch."""
        return _INFO[self].label

    @property
    def is_text(self) -> bool:
        """Whether it can be shown in a terminal."""
        return self not in {Format.CSV_ZIP, Format.XLSX, Format.DOCX}


class CsvDialect(StrEnum):
    """How a CSV file is laid out.

    EXCEL is what a Dutch Excel opens by a double click: semicolons and a byte order mark. PLAIN is for programs.
    """

    EXCEL = "excel"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Info:
    media_type: str
    suffix: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_INFO = {
    Format.CSV: _Info(media_type="text/csv; charset=utf-8", suffix=".csv", label="CSV"),
    Format.CSV_ZIP: _Info(media_type="application/zip", suffix=".zip", label="CSV, alle tabellen (ZIP)"),
    Format.XLSX: _Info(media_type=f"{_OFFICE}.spreadsheetml.sheet", suffix=".xlsx", label="Excel"),
    Format.DOCX: _Info(media_type=f"{_OFFICE}.wordprocessingml.document", suffix=".docx", label="Word"),
    Format.MD: _Info(media_type="text/markdown; charset=utf-8", suffix=".md", label="Markdown"),
    Format.JSON: _Info(media_type="application/json", suffix=".json", label="JSON"),
    Format.RIS: _Info(media_type="application/x-research-info-systems", suffix=".ris", label="RIS (Zotero, EndNote)"),
    Format.BIBTEX: _Info(media_type="application/x-bibtex", suffix=".bib", label="BibTeX"),
    Format.HTML: _Info(media_type="text/html; charset=utf-8", suffix=".html", label="HTML"),
}
_BY_NAME = {info.suffix.lstrip("."): format_ for format_, info in _INFO.items()} | {
    "htm": Format.HTML,
    "markdown": Format.MD,
    **{format_.value: format_ for format_ in Format},
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
    """The dialect of an option.

    Raises:
        InputError: there is no such dialect.
    """
    try:
        return CsvDialect(given.lower())
    except ValueError as error:
        raise InputError(f"CSV-dialect {given!r} bestaat niet: kies uit {', '.join(CsvDialect)}") from error
