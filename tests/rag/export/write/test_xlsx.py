"""The workbook as openpyxl reads it: types, links, sheets, and texts that no spreadsheet calculates or cuts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from rag.dutch.writing import shown_quote
from rag.export.clean import clean
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.tables import all_tables, name_in_words
from rag.export.values import ExportList
from rag.export.write.xlsx import MAX_CELL_UNITS, cell_parts
from tests.rag.export.lists import NASTY, make_answer, make_comparison, make_hits, make_list, make_timeline, nasty_list
from tests.rag.export.write.test_counted_csv import COUNTED


def read(listed: ExportList) -> Any:
    return load_workbook(io.BytesIO(render(listed, FORMATS["xlsx"])))


def rows(sheet: Any) -> list[dict[str, Any]]:
    names, *values = sheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in values]


def cells(sheet: Any, name: str) -> list[Cell]:
    header = [cell.value for cell in sheet[1]]
    return [row[header.index(name)] for row in sheet.iter_rows(min_row=2)]


def test_every_row_is_there_with_its_facts() -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    found = rows(read(listed)["Resultaten"])
    assert [row["Id"] for row in found] == [row.pair_id for row in listed.rows]
    assert found[1] == {
        "Rang": 2,
        "Nummer": 201,
        "Vergaderjaar": "2023-2024",
        "Vraagnummers": "2, 3",
        "Ministeries": "Volksgezondheid, Welzijn en Sport",
        "Bewindspersonen": "Minister van Volksgezondheid, Welzijn en Sport",
        "Indieners": "Aalders (ABC); Dé Bruin",
        "Onderwerp": "bijeenkomsten over de uitslag",
        "Standpunt": None,
        "Citaat": "Er namen tien mensen deel. De reden was",
        "Vraag": "Wie nam deel?\nWaarom?",
        "Antwoord": "Er namen tien mensen deel.\n\nDe reden was overleg.",
        "Ontvangen": datetime(2024, 2, 16),  # a cell has no time zone
        "Link": "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-201.html",
        "Id": "ah-tk-20232024-201#v2",
        "Notitie": None,
        "Bronvermelding": listed.rows[1].citation,
        "Soort": "antwoord",
        "Deelvraag": None,
        "Oordeel": "beantwoord",
    }
    assert found[2]["Notitie"] == "nabellen"


def test_dates_links_header_widths_and_filter() -> None:
    sheet = read(make_list())["Resultaten"]
    assert all(cell.is_date and cell.number_format == "dd-mm-yyyy" for cell in cells(sheet, "Ontvangen"))
    assert [cell.hyperlink.target for cell in cells(sheet, "Link") if cell.hyperlink] == [
        f"https://zoek.officielebekendmakingen.nl/ah-tk-20232024-{nummer}.html" for nummer in (201, 201, 202, 203)
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:T5"
    assert sheet.column_dimensions["L"].width == 70
    assert all(cell.alignment.wrap_text for cell in cells(sheet, "Antwoord"))


def test_the_second_sheet_gives_account() -> None:
    listed = make_list()
    book = read(listed)
    assert book.sheetnames == ["Resultaten", "Verantwoording", "Citaten"]
    account = {row["Gegeven"]: row["Waarde"] for row in rows(book["Verantwoording"])}
    assert account == {fact.label: fact.value or None for fact in listed.facts}


def test_comparison_quotes_and_timeline_have_sheets() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits))
    book = read(make_list(answer))
    assert book.sheetnames == ["Resultaten", "Verantwoording", "Per ministerie", "Citaten", "Verloop"]
    compared = rows(book["Per ministerie"])
    assert [row["Standpunt"] for row in compared] == ["ja", "nee"]
    assert compared[0]["Citaat"] == hits[0].antwoord
    assert [row["Nummer"] for row in compared] == [201, 202]
    assert [row["Vraagnummers"] for row in compared] == [1, 1]
    account = {row["Gegeven"]: row["Waarde"] for row in rows(book["Verantwoording"])}
    assert account["Zonder antwoord: Financiën"] == "uitgesteld op 5 maart"
    assert [row["Citaat"] for row in rows(book["Citaten"])] == [shown_quote(one.quote) for one in answer.statements]
    assert [(row["Nummer"], row["Vergaderjaar"]) for row in rows(book["Verloop"])] == [
        (202, "2023-2024"),
        (201, "2023-2024"),
    ]


def test_every_row_of_every_sheet_has_a_rank_and_a_citation_under_the_names_of_csv() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits))
    listed = make_list(answer)
    book = read(listed)
    for table in all_tables(listed)[:-1]:
        sheet = rows(book[name_in_words(table.name)])
        assert [row["Rang"] for row in sheet] == [n + 1 for n in range(len(table.rows))]
        assert all(row["Bronvermelding"] for row in sheet)
        assert list(sheet[0]) == [column.capitalize() for column in table.columns]


def test_a_count_has_its_sheets() -> None:
    book = read(make_list(replace(make_answer([]), counted=COUNTED)))
    assert book.sheetnames == ["Groepen", "Verantwoording", "Publicaties"]
    groep = {"Rang": 1, "Naam": "XYZ", "Aantal": 2, "Mediaan dagen": 21.5, "Binnen termijn": 0.5}
    assert rows(book["Groepen"])[0] == groep


def test_nasty_texts_come_back_whole_and_are_never_calculated() -> None:
    sheet = read(nasty_list())["Resultaten"]
    texts = [clean(text).replace("_x0041_", "_x005F_x0041_") for text in NASTY.values()]  # as Excel escapes it
    for name in ("Vraag", "Antwoord", "Onderwerp", "Ministeries", "Notitie"):
        found = cells(sheet, name)
        assert [cell.value for cell in found] == texts
        assert {cell.data_type for cell in found} == {"s"}
        assert all(cell.quotePrefix for cell in found if str(cell.value).startswith(("=", "+", "-", "@", "\t")))


@pytest.mark.parametrize(
    "text",
    ["a" * MAX_CELL_UNITS, "b" * (MAX_CELL_UNITS + 1), "é c" * 40_000, "👍" * 20_000, "x" + "👍" * 40_000, ""],
    ids=["just fits", "one too many", "long", "emoji", "emoji at the edge", "empty"],
)
def test_parts_fit_and_lose_nothing(text: str) -> None:
    parts = cell_parts(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= MAX_CELL_UNITS for part in parts)


def test_an_answer_too_long_for_a_cell_goes_on_in_further_columns() -> None:
    long = "Een lange zin met é en 👍. " * 3000
    first, second = make_hits()[:2]
    assert first.pair is not None
    whole = replace(first, pair=replace(first.pair, antwoord=long), passage_end=20)
    book = read(make_list(make_answer([whole, second])))
    row, short = rows(book["Resultaten"])
    assert row["Antwoord"] + row["Antwoord (vervolg 2)"] + (row.get("Antwoord (vervolg 3)") or "") == long
    assert short["Antwoord (vervolg 2)"] is None
    account = {row["Gegeven"]: row["Waarde"] for row in rows(book["Verantwoording"])}
    assert "Resultaten" in account["Lange teksten"]


def test_an_empty_list_opens_and_gives_account() -> None:
    book = read(make_list(make_answer([])))
    assert rows(book["Resultaten"]) == []
    assert rows(book["Verantwoording"])[0] == {"Gegeven": "Zoekvraag", "Waarde": make_answer().search.query}
