"""Writes an exported list as an Excel workbook: typed dates, links, a frozen header, and sheets with the account."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rag.export.clean import clean
from rag.export.values import ComparedRow, ExportList, ExportRow, StandingRow

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELL_UNITS = 32_767
"""What a cell can hold, in UTF-16 units. openpyxl cuts longer texts off without a word."""

MAX_LINK_CHARS = 2_079  # Excel repairs a file with a longer one
RESULT_PAGES_WIDE = 3  # on paper: all columns on one page cannot be read
ROW_HEIGHT_POINTS = 90.0  # a whole answer would make a row of half a page
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel reads as an escaped character: `_x0041_` shows as A."""

FORMULA = re.compile(r"[=+\-@\t]")
Value = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet; `width` in characters."""

    name: str
    width: float
    is_link: bool = False


WHERE = (
    Column(name="Nummer", width=9),
    Column(name="Vergaderjaar", width=12),
    Column(name="Vraagnummers", width=15),
)
RESULTS = (
    Column(name="Rang", width=6),
    *WHERE,
    Column(name="Ministeries", width=24),
    Column(name="Bewindspersonen", width=28),
    Column(name="Indieners", width=22),
    Column(name="Onderwerp", width=32),
    Column(name="Standpunt", width=13),
    Column(name="Citaat", width=60),
    Column(name="Vraag", width=45),
    Column(name="Antwoord", width=70),
    Column(name="Ontvangen", width=12),
    Column(name="Link", width=34, is_link=True),
    Column(name="Paar", width=26),
    Column(name="Notitie", width=30),
    Column(name="Bronvermelding", width=44),
    Column(name="Soort", width=14),
    Column(name="Deelvraag", width=24),
)
ACCOUNT = (Column(name="Gegeven", width=26), Column(name="Waarde", width=110))
COMPARISON = (
    Column(name="Ministerie", width=34),
    Column(name="Standpunt", width=15),
    Column(name="Citaat", width=80),
    Column(name="Waarom geen citaat", width=40),
    *WHERE,
    Column(name="Bronvermelding", width=50),
    Column(name="Link", width=34, is_link=True),
    Column(name="Paar", width=26),
    Column(name="Notitie", width=30),
)
QUOTES = (
    Column(name="Bron", width=7),
    Column(name="Citaat", width=80),
    Column(name="Vraag", width=50),
    Column(name="Kanttekening", width=30),
    Column(name="Bronvermelding", width=50),
    Column(name="Link", width=34, is_link=True),
    Column(name="Paar", width=26),
    Column(name="Deelvraag", width=24),
)
TIMELINE = (
    Column(name="Datum", width=12),
    Column(name="Standpunt", width=15),
    Column(name="Citaat", width=80),
    *WHERE,
    Column(name="Bronvermelding", width=50),
    Column(name="Link", width=34, is_link=True),
    Column(name="Paar", width=26),
    Column(name="Notitie", width=30),
)


def write_xlsx(listed: ExportList) -> bytes:
    """The list as bytes. A text that no cell can hold goes on in a further column, and the account says so."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = clean(listed.query)[:255]
    book.properties.creator = "Kamervragen"
    book.properties.language = "nl-NL"
    results = _Sheet("Resultaten", RESULTS, [_result(row) for row in listed.rows])
    sheets = [results]
    if listed.comparison:
        sheets.append(_Sheet("Per ministerie", COMPARISON, list(_comparison(listed))))
    if listed.quotes:
        sheets.append(_Sheet("Citaten", QUOTES, list(_quotes(listed))))
    if listed.timeline:
        sheets.append(_Sheet("Verloop", TIMELINE, list(_timeline(listed))))
    sheets.insert(1, _Sheet("Verantwoording", ACCOUNT, list(_account(listed, sheets))))
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

    def __init__(self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> None:
        self.title = title
        self._is_long = columns is RESULTS
        self._rows: list[list[Value]] = []
        further: dict[tuple[int, int], int] = {}  # (column, part) -> where it comes
        self._columns = list(columns)
        for values in rows:
            row: list[Value] = []
            rest: list[tuple[int, int, str]] = []
            for n, value in enumerate(values):
                if not isinstance(value, str):
                    row.append(value)
                    continue
                first, *more = cell_parts(ESCAPE.sub("_x005F_", clean(value)))
                row.append(first or None)
                rest += [(n, part, text) for part, text in enumerate(more, start=2)]
            for n, part, text in rest:
                if (n, part) not in further:
                    further[n, part] = len(self._columns)
                    name = f"{columns[n].name} (vervolg {part})"
                    self._columns.append(Column(name=name, width=columns[n].width))
                place = further[n, part]
                row += [None] * (place + 1 - len(row))
                row[place] = text
            self._rows.append(row)
        self.has_further = bool(further)

    def write(self, book: Workbook) -> None:
        """Adds the sheet to the workbook."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

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

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._plain = [_cell(sheet) for _ in columns]
        self._quoted = [_cell(sheet, is_quoted=True) for _ in columns]
        self._dates = [_cell(sheet, number_format="dd-mm-yyyy") for _ in columns]
        self._links = [_cell(sheet, is_link=True) for _ in columns]

    def fill(self, row: Sequence[Value]) -> list[Cell | None]:
        return [None if value is None else self._filled(n, value) for n, value in enumerate(row)]

    def _filled(self, n: int, value: str | int | date) -> Cell:
        if isinstance(value, date):
            cell = self._dates[n]
            cell.value = value
            return cell
        if isinstance(value, int):
            cell = self._plain[n]
            cell.value = value
            return cell
        if self._columns[n].is_link and len(value) <= MAX_LINK_CHARS:
            cell = self._links[n]
            cell.value = value
            cell.hyperlink = value
            return cell
        # a text cell is never calculated; the prefix keeps it a text when somebody edits it
        cell = self._quoted[n] if FORMULA.match(value) else self._plain[n]
        cell.value = value
        cell.data_type = "s"
        return cell


def _cell(
    sheet: Worksheet, *, number_format: str | None = None, is_link: bool = False, is_quoted: bool = False
) -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

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
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill(fill_type="solid", fgColor="154273")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _result(row: ExportRow) -> list[Value]:
    return [
        row.rank,
        *_where(row),
        "; ".join(row.ministeries),
        "; ".join(row.bewindspersonen),
        "; ".join(row.indieners),
        row.onderwerp,
        row.standpunt,
        row.quote,
        row.vraag,
        row.antwoord,
        row.ontvangen,
        row.url,
        row.pair_id,
        row.note,
        row.citation,
        row.soort,
        row.part,
    ]


def _where(row: ExportRow | ComparedRow | StandingRow) -> list[Value]:
    numbers = row.vraagnummers
    asked = numbers[0] if len(numbers) == 1 else ", ".join(map(str, numbers)) or None
    return [_number(row.nummer), row.vergaderjaar, asked]


def _number(text: str | None) -> Value:
    """A nummer as a number, so that it sorts; text where that would change it."""
    return int(text) if text and text.isascii() and text.isdecimal() and str(int(text)) == text else text


def _comparison(listed: ExportList) -> Iterator[list[Value]]:
    for row in listed.comparison.rows if listed.comparison else ():
        said = [row.ministerie, row.standpunt, row.quote, row.reason]
        yield [*said, *_where(row), row.citation, row.url, row.pair_id, row.note]


def _quotes(listed: ExportList) -> Iterator[list[Value]]:
    sources = {source.number: source for source in listed.sources}
    for quote in listed.quotes:
        source = sources[quote.source]
        yield [
            quote.source,
            quote.text,
            quote.vraag,
            quote.kanttekening,
            source.citation,
            source.url,
            quote.pair_id,
            quote.part,
        ]


def _timeline(listed: ExportList) -> Iterator[list[Value]]:
    for row in listed.timeline:
        said = [row.ontvangen, row.standpunt, row.quote]
        yield [*said, *_where(row), row.citation, row.url, row.pair_id, row.note]


def _account(listed: ExportList, sheets: Sequence[_Sheet]) -> Iterator[list[Value]]:
    for fact in listed.facts:
        yield [fact.label, fact.value]
    if listed.comparison:
        yield ["Vergeleken vraag", listed.comparison.vraag]
        yield ["Uitkomst van de vergelijking", listed.comparison.summary]
    long = [sheet.title for sheet in sheets if sheet.has_further]
    if long:
        yield [
            "Lange teksten",
            f"In {' en '.join(long)} past een tekst niet in een cel ({MAX_CELL_UNITS} tekens): die gaat verder in de "
            "kolommen «vervolg» achteraan.",
        ]
