"""Writes an exported list as an Excel workbook: typed dates, links, a frozen header, and sheets with the account."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rag.dutch.writing import enumerate_dutch
from rag.export.clean import clean
from rag.export.formats import Format
from rag.export.tables import LINK, Table, Value, account, all_tables, main_table, name_in_words
from rag.export.values import ExportList

FORMAT = Format(
    name="xlsx",
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label="Excel",
    place=3,
    purpose="Excel, LibreOffice",
    remark="typed dates, links, frozen header, filter; the tables below, a sheet each",
    is_text=False,
)

MAX_CELL_UNITS = 32_767
"""What a cell can hold, in UTF-16 units. openpyxl cuts longer texts off without a word."""

MAX_LINK_CHARS = 2_079  # Excel repairs a file with a longer one
RESULT_PAGES_WIDE = 3  # on paper: all columns on one page cannot be read
ROW_HEIGHT_POINTS = 90.0  # a whole answer would make a row of half a page
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel reads as an escaped character: `_x0041_` shows as A."""

FORMULA = re.compile(r"[=+\-@\t]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of a sheet; `width` in characters."""

    name: str
    width: float
    is_link: bool = False


WIDTHS = {
    "rang": 6,
    "nummer": 9,
    "vergaderjaar": 12,
    "vraagnummers": 15,
    "ministerie": 34,
    **dict.fromkeys(("bewindspersoon", "fractie", "periode", "antwoorder"), 34),
    "ministeries": 24,
    "bewindspersonen": 28,
    "indieners": 22,
    "onderwerp": 32,
    "standpunt": 15,
    "citaat": 70,
    "vraag": 45,
    "antwoord": 70,
    "kanttekening": 30,
    "ingezonden": 12,
    "ontvangen": 12,
    LINK: 34,
    "id": 26,
    "notitie": 30,
    "bronvermelding": 48,
    "soort": 14,
    "deelvraag": 24,
    "oordeel": 24,
    "naam": 34,
    "aantal": 10,
    "mediaan_dagen": 16,
    "binnen_termijn": 16,
    "gegeven": 26,
    "waarde": 110,
}
NUMBERS = ("nummer", "vraagnummers")
"""Columns of text that become numbers where that changes nothing, so that they sort."""


def write(listed: ExportList) -> bytes:
    """The list as bytes. A text that no cell can hold goes on in a further column, and the account says so."""
    book = Workbook(write_only=True)
    book.properties.title = clean(listed.query)[:255]
    book.properties.creator = "Kamervragen"
    book.properties.language = "nl-NL"
    *tables, _ = all_tables(listed)
    sheets = [_Sheet(table) for table in tables or [main_table(listed)]]
    told = account(listed, _long_texts(sheets))
    sheets.insert(1, _Sheet(replace(told, columns=told.columns[1:], rows=tuple(row[1:] for row in told.rows))))
    for sheet in sheets:
        sheet.write(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_parts(text: str) -> list[str]:
    """The text in parts that each fit in a cell; joined they are the text."""
    if len(text) * 2 <= MAX_CELL_UNITS:
        return [text]
    parts, start, units = [], 0, 0
    for at, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if units + width > MAX_CELL_UNITS:
            parts.append(text[start:at])
            start, units = at, 0
        units += width
    return [*parts, text[start:]]


class _Sheet:
    """A sheet with a header: what does not fit in a cell gets a column of its own at the end."""

    def __init__(self, table: Table) -> None:
        self.title = name_in_words(table.name)
        self._is_long = "antwoord" in table.columns
        self._rows: list[list[Value]] = []
        further: dict[tuple[int, int], int] = {}  # (column, part) -> where it comes
        self._columns = [
            SheetColumn(name=name_in_words(name), width=WIDTHS[name], is_link=name == LINK) for name in table.columns
        ]
        for values in table.rows:
            row: list[Value] = []
            rest: list[tuple[int, int, str]] = []
            for n, value in enumerate(values):
                if table.columns[n] in NUMBERS:
                    value = _number(value)
                if not isinstance(value, str):
                    row.append(value)
                    continue
                first, *more = cell_parts(ESCAPE.sub("_x005F_", clean(value)))
                row.append(first or None)
                rest += [(n, part, text) for part, text in enumerate(more, start=2)]
            for n, part, text in rest:
                if (n, part) not in further:
                    further[n, part] = len(self._columns)
                    named = self._columns[n]
                    self._columns.append(SheetColumn(name=f"{named.name} (vervolg {part})", width=named.width))
                place = further[n, part]
                row += [None] * (place + 1 - len(row))
                row[place] = text
            self._rows.append(row)
        self.has_further = bool(further)

    def write(self, book: Workbook) -> None:
        """Adds the sheet to the workbook."""
        sheet: Worksheet = book.create_sheet(self.title)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0
        sheet.page_setup.fitToWidth = RESULT_PAGES_WIDE if self._is_long else 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        last = get_column_letter(len(self._columns))
        sheet.auto_filter.ref = f"A1:{last}{len(self._rows) + 1}"
        for n, column in enumerate(self._columns, start=1):
            sheet.column_dimensions[get_column_letter(n)].width = column.width
        sheet.append([_header_cell(sheet, column.name) for column in self._columns])
        cells = _Cells(sheet, self._columns)
        for n, row in enumerate(self._rows, start=2):
            if self._is_long:
                sheet.row_dimensions[n].height = ROW_HEIGHT_POINTS
            sheet.append(cells.fill(row))


class _Cells:
    """Styled cells, one a column, filled again for every row: making styles anew takes most of the time."""

    def __init__(self, sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
        self._columns = columns
        self._plain = [_cell(sheet) for _ in columns]
        self._quoted = [_cell(sheet, is_quoted=True) for _ in columns]
        self._dates = [_cell(sheet, number_format="dd-mm-yyyy") for _ in columns]
        self._links = [_cell(sheet, is_link=True) for _ in columns]

    def fill(self, row: Sequence[Value]) -> list[Cell | None]:
        return [None if value is None else self._filled(n, value) for n, value in enumerate(row)]

    def _filled(self, n: int, value: str | float | date) -> Cell:
        styled = self._dates if isinstance(value, date) else self._plain
        if isinstance(value, str) and self._columns[n].is_link and len(value) <= MAX_LINK_CHARS:
            styled = self._links
        elif isinstance(value, str) and FORMULA.match(value):
            styled = self._quoted  # the prefix keeps it a text when somebody edits it
        cell = styled[n]
        cell.value = value
        if isinstance(value, str) and styled is self._links:
            cell.hyperlink = value
        elif isinstance(value, str):
            cell.data_type = "s"  # a text cell is never calculated
        return cell


def _cell(
    sheet: Worksheet, *, number_format: str | None = None, is_link: bool = False, is_quoted: bool = False
) -> Cell:
    cell = WriteOnlyCell(sheet)
    # numbers too to the left: else they stand against the text of the next column
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    if number_format:
        cell.number_format = number_format
    if is_link:
        cell.font = Font(color="0563C1", underline="single")
    if is_quoted:
        cell.quotePrefix = True
    return cell


def _header_cell(sheet: Worksheet, name: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill(fill_type="solid", fgColor="154273")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _number(value: Value) -> Value:
    """A nummer as a number, so that it sorts; text where that would change it."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and str(int(value)) == value:
        return int(value)
    return value


def _long_texts(sheets: Sequence[_Sheet]) -> Iterator[tuple[str, str, str]]:
    long = [sheet.title for sheet in sheets if sheet.has_further]
    if long:
        yield (
            "lange_teksten",
            "Lange teksten",
            f"In {enumerate_dutch(long)} past een tekst niet in een cel ({MAX_CELL_UNITS} tekens): die gaat verder "
            "in de kolommen «vervolg» achteraan.",
        )
