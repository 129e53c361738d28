"""The formats of an export: what each says of itself in its module of `rag/export/write`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path, PurePath

from index.declared import declared
from index.errors import InputError
from rag.values.choice import read_choice


class CsvDialect(StrEnum):
    """How a CSV file is laid out.

    EXCEL is what a Dutch Excel opens by a double click: semicolons and a byte order mark. PLAIN is for programs.
    """

    EXCEL = "excel"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What an exported list can be written as, declared as `FORMAT` in the module that has its function `write`.

    Attributes:
        suffix: of a file, with the dot.
        media_type: for a download.
        label: for a menu, in Dutch.
        place: among the others, in menus and tables.
        purpose: what it is for, and `remark` what to know of it, for `docs/export.md`.
        other_names: by which it may be asked for, or a file may end.
        is_text: whether it can be shown in a terminal.
        is_exact: whether it has quotes and standpunten as they are stored, for programs; others as they are shown.
        has_dialects: whether `write` takes a dialect of CSV besides.
    """

    name: str
    suffix: str
    media_type: str
    label: str
    place: int
    purpose: str
    remark: str
    other_names: tuple[str, ...] = ()
    is_text: bool = True
    is_exact: bool = False
    has_dialects: bool = False

    @property
    def write(self) -> Callable[..., bytes]:
        """Its writer, imported when it is asked for: openpyxl and python-docx are slow to load."""
        module = import_module(f"rag.export.write.{_MODULES[self.name]}")
        write: Callable[..., bytes] = module.write
        return write


_DECLARED = sorted(declared(Format, Path(__file__).with_name("write")).items(), key=lambda item: item[1].place)
_MODULES = {form.name: module for module, form in _DECLARED}
FORMATS = {form.name: form for _, form in _DECLARED}
"""Every format by its name, in the order of the menus."""

_BY_NAME = {name: form for form in FORMATS.values() for name in (form.name, form.suffix.lstrip("."), *form.other_names)}


def format_of(given: str | None, path: PurePath | None) -> Format:
    """The format that was named, else the one that the suffix of the file means; an InputError where neither says."""
    allowed = ", ".join(FORMATS)
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
