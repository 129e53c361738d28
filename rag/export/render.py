"""Writes an exported list in any format, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from rag.dutch.labels import UNSAID
from rag.dutch.writing import shown_quote
from rag.export.formats import CsvDialect, Format
from rag.export.tables import all_tables, main_table, name_in_words
from rag.export.values import ComparedRow, ExportList, ExportRow, StandingRow
from rag.values import Standpunt


def render(listed: ExportList, format_: Format, *, dialect: CsvDialect = CsvDialect.EXCEL) -> bytes:
    """The whole file as bytes; its media type is `format_.media_type`, the dialect is of the two forms of CSV only."""
    if not format_.is_exact:
        listed = _for_readers(listed)
    return format_.write(listed, dialect) if format_.has_dialects else format_.write(listed)


def left_out(listed: ExportList, format_: Format) -> tuple[str, ...]:
    """What a reader of the file should know is not in it, in Dutch: one CSV file holds one table."""
    if format_.name != "csv":
        return ()
    main = main_table(listed).name
    others = [name_in_words(table.name) for table in all_tables(listed) if table.name != main]
    return (f"deze CSV is de tabel «{name_in_words(main)}»; met --format csv-zip komen er bij: {', '.join(others)}",)


Row = TypeVar("Row", ExportRow, ComparedRow, StandingRow)


def _for_readers(listed: ExportList) -> ExportList:
    """The list for readers: programs that read JSON get quotes and standpunten as they are stored."""
    table = listed.comparison
    if table is not None:
        table = replace(table, rows=tuple(map(_shown, table.rows)))
    return replace(
        listed,
        quotes=tuple(replace(quote, text=shown_quote(quote.text)) for quote in listed.quotes),
        rows=tuple(map(_shown, listed.rows)),
        timeline=tuple(map(_shown, listed.timeline)),
        comparison=table,
    )


def _shown(row: Row) -> Row:
    """No answer is called uncertain that only does not say it in so many words."""
    standpunt = UNSAID if row.standpunt == Standpunt.ONZEKER else row.standpunt
    return replace(row, quote=row.quote and shown_quote(row.quote), standpunt=standpunt)
