"""CSV as other readers see it: Python's csv module and the sniffing of a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from rag.export import CsvDialect, ExportList, Format, render
from rag.export.clean import clean
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
    text = render(listed, Format.CSV, dialect=dialect).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if dialect is CsvDialect.EXCEL else ","))


def test_excel_gets_a_byte_order_mark_and_semicolons() -> None:
    data = render(make_list(), Format.CSV)
    assert data.startswith(b"\xef\xbb\xbfrank;nummer;vergaderjaar;vraagnummers;")
    assert data.endswith(b"\r\n")


def test_programs_get_commas_and_no_mark() -> None:
    data = render(make_list(), Format.CSV, dialect=CsvDialect.PLAIN)
    assert data.startswith(b"rank,nummer,vergaderjaar,")


@pytest.mark.parametrize("dialect", CsvDialect)
def test_every_row_is_there_with_its_facts(dialect: CsvDialect) -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    rows = read(listed, dialect)
    assert [row["pair_id"] for row in rows] == [row.pair_id for row in listed.rows]
    assert rows[1]["rank"] == "2"
    assert rows[1]["nummer"] == "201"
    assert rows[1]["vergaderjaar"] == "2023-2024"
    assert rows[1]["vraagnummers"] == "2, 3"
    assert rows[1]["ministeries"] == "Volksgezondheid, Welzijn en Sport"
    assert rows[1]["bewindspersonen"] == "Minister van Volksgezondheid, Welzijn en Sport"
    assert rows[1]["indieners"] == "Aalders (ABC); Dé Bruin"
    assert rows[1]["antwoord"] == "Er namen tien mensen deel.\n\nDe reden was overleg."
    assert rows[1]["ontvangen"] == "2024-02-16"
    assert rows[1]["url"].startswith("https://zoek.officielebekendmakingen.nl/")
    assert rows[2]["notitie"] == "nabellen"
    assert rows[2]["standpunt"] == "nee"


@pytest.mark.parametrize("dialect", CsvDialect)
def test_the_facts_stand_on_every_row(dialect: CsvDialect) -> None:
    listed = make_list()
    for row in read(listed, dialect):
        assert {key: row[key] for key in ("query", "verdict", "fingerprint", "corpus", "aantal", "let_op")} == {
            key: listed.fact(key) for key in ("query", "verdict", "fingerprint", "corpus", "aantal", "let_op")
        }


def test_an_empty_list_still_has_its_facts() -> None:
    (row,) = read(make_list(make_answer([])))
    assert row["onderdeel"] == "geen resultaat"
    assert row["rank"] == row["pair_id"] == ""
    assert row["verdict"] == "Beantwoord"


def test_the_columns_are_always_the_same() -> None:
    lists = [make_list(), make_list(make_search()), make_list(make_answer([])), nasty_list()]
    assert len({tuple(read(listed)[0]) for listed in lists}) == 1


def test_the_comparison_comes_first_as_rows() -> None:
    hits = make_hits()
    rows = read(make_list(replace(make_answer(hits), comparison=make_comparison(hits))))
    assert [row["onderdeel"] for row in rows] == ["vergelijking"] * 4 + ["resultaat"] * 4
    assert [row["standpunt"] for row in rows[:4]] == ["ja", "nee", "uitgesteld", "niet in corpus"]
    assert rows[2]["antwoord"] == "uitgesteld op 5 maart"
    assert rows[0]["quote"] == hits[0].antwoord


def test_a_row_of_comparison_or_timeline_names_the_publication_that_it_cites() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits))
    rows = read(make_list(answer))
    named = [(row["nummer"], row["vergaderjaar"], row["vraagnummers"]) for row in rows]
    assert named[:4] == [
        ("201", "2023-2024", "1"),
        ("202", "2023-2024", "1"),
        ("203", "2023-2024", "1"),  # the delay notice, which has no quotation
        ("", "", ""),
    ]
    assert [row["onderdeel"] for row in rows[4:6]] == ["verloop"] * 2
    assert named[4:6] == [("202", "2023-2024", "1"), ("201", "2023-2024", "1")]


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
