"""CSV as other readers see it: Python's csv module and the sniffing of a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from rag.export.clean import clean
from rag.export.formats import FORMATS, CsvDialect
from rag.export.render import render
from rag.export.values import ExportList
from rag.export.write.csv_file import safe_cell
from tests.rag.export.lists import (
    NASTY,
    make_answer,
    make_comparison,
    make_hits,
    make_list,
    make_search,
    make_timeline,
    nasty_list,
)


def read(listed: ExportList, dialect: CsvDialect = CsvDialect.EXCEL) -> list[dict[str, str]]:
    text = render(listed, FORMATS["csv"], dialect=dialect).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if dialect is CsvDialect.EXCEL else ","))


def test_excel_gets_a_byte_order_mark_and_semicolons() -> None:
    data = render(make_list(), FORMATS["csv"])
    assert data.startswith(b"\xef\xbb\xbfrang;nummer;vergaderjaar;vraagnummers;")
    assert data.endswith(b"\r\n")


def test_programs_get_commas_and_no_mark() -> None:
    data = render(make_list(), FORMATS["csv"], dialect=CsvDialect.PLAIN)
    assert data.startswith(b"rang,nummer,vergaderjaar,")


@pytest.mark.parametrize("dialect", CsvDialect)
def test_every_row_is_there(dialect: CsvDialect) -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    rows = read(listed, dialect)
    assert [row["id"] for row in rows] == [row.pair_id for row in listed.rows]
    assert rows[1]["rang"] == "2"
    assert rows[1]["nummer"] == "201"
    assert rows[1]["vergaderjaar"] == "2023-2024"
    assert rows[1]["vraagnummers"] == "2, 3"
    assert rows[1]["ministeries"] == "Volksgezondheid, Welzijn en Sport"
    assert rows[1]["bewindspersonen"] == "Minister van Volksgezondheid, Welzijn en Sport"
    assert rows[1]["indieners"] == "Aalders (ABC); Dé Bruin"
    assert rows[1]["antwoord"] == "Er namen tien mensen deel.\n\nDe reden was overleg."
    assert rows[1]["ontvangen"] == "2024-02-16"
    assert rows[1]["link"].startswith("https://zoek.officielebekendmakingen.nl/")
    assert rows[2]["notitie"] == "nabellen"
    assert rows[2]["standpunt"] == "nee"


@pytest.mark.parametrize("dialect", CsvDialect)
def test_a_file_has_rows_only_and_every_row_a_rank_and_a_citation(dialect: CsvDialect) -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits))
    for listed in (make_list(), make_list(make_search()), make_list(answer), nasty_list()):
        rows = read(listed, dialect)
        assert [row["rang"] for row in rows] == [str(n + 1) for n in range(len(rows))]
        assert all(row["bronvermelding"] and row["id"] for row in rows)
        assert listed.fact("fingerprint") not in render(listed, FORMATS["csv"], dialect=dialect).decode()


def test_the_names_of_columns_are_dutch_and_always_the_same() -> None:
    for listed in (make_list(), make_list(make_search()), make_list(make_answer([])), nasty_list()):
        (head, *_) = render(listed, FORMATS["csv"], dialect=CsvDialect.PLAIN).decode().split("\r\n")
        assert head == (
            "rang,nummer,vergaderjaar,vraagnummers,ministeries,bewindspersonen,indieners,onderwerp,standpunt,citaat,"
            "vraag,antwoord,ontvangen,link,id,notitie,bronvermelding,soort,deelvraag,oordeel"
        )


def test_an_empty_list_has_no_rows() -> None:
    assert read(make_list(make_answer([]))) == []


def test_a_comparison_is_the_ministries_that_answered_and_nothing_else() -> None:
    hits = make_hits()
    rows = read(make_list(replace(make_answer(hits), comparison=make_comparison(hits))))
    assert [(row["rang"], row["ministerie"], row["standpunt"]) for row in rows] == [
        ("1", "Volksgezondheid, Welzijn en Sport", "ja"),
        ("2", "Defensie", "nee"),
    ]
    assert rows[0]["citaat"] == hits[0].antwoord
    assert [(row["nummer"], row["vergaderjaar"], row["vraagnummers"]) for row in rows] == [
        ("201", "2023-2024", "1"),
        ("202", "2023-2024", "1"),
    ]


def test_a_chosen_ministry_keeps_its_rank() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits))
    (row,) = read(make_list(answer, selected=["ah-tk-20232024-202#v1"]))
    assert (row["rang"], row["ministerie"]) == ("2", "Defensie")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("+31 70", "'+31 70"),
        ("- eerste punt", "'- eerste punt"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\n'=1"),
        ("\n=1", "'\n'=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1＋1", "'＝1＋1"),
        ("'=1", "''=1"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("1+1 = 2", "1+1 = 2"),
        ("Ja – dat klopt", "Ja – dat klopt"),
        ("– een streepje", "– een streepje"),
        ("«=»", "«=»"),
        ("eerst, =1+1", "eerst, '=1+1"),
        ("eerst;@SUM(A1)\n=2", "eerst;'@SUM(A1)\n'=2"),
        ("x\t-2+3+cmd|' /C x'!A0", "x\t'-2+3+cmd|' /C x'!A0"),
        ("lijst:\n- een punt\n- nog een (klein) punt", "lijst:\n- een punt\n- nog een (klein) punt"),
        ("van 3, -5 of +7 graden", "van 3, -5 of +7 graden"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@pytest.mark.parametrize("dialect", CsvDialect)
def test_nasty_texts_come_back_whole(dialect: CsvDialect) -> None:
    rows = read(nasty_list(), dialect)
    assert len(rows) == len(NASTY)
    for text, row in zip(NASTY.values(), rows, strict=True):
        for column in ("vraag", "antwoord", "onderwerp", "notitie", "ministeries"):
            assert row[column].replace("'", "") == clean(text).replace("'", ""), column
            assert row[column].lstrip()[:1] not in {"=", "+", "-", "@"}, column


def test_a_very_long_answer_is_not_cut() -> None:
    long = "Een lange zin; met een puntkomma. " * 3000
    hits = make_hits()
    assert hits[0].pair is not None
    whole = replace(hits[0], pair=replace(hits[0].pair, antwoord=long), passage_end=len(long))
    assert read(make_list(make_answer([whole])))[0]["antwoord"] == long
