"""The ZIP file of tables: each of one kind, the account once, and only what there is."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from rag.export.formats import FORMATS, CsvDialect
from rag.export.render import render
from rag.export.values import ExportList
from tests.rag.export.lists import make_answer, make_comparison, make_hits, make_list, make_search, make_timeline
from tests.rag.export.write.test_counted_csv import COUNTED

Rows = list[dict[str, str]]


def read(listed: ExportList, dialect: CsvDialect = CsvDialect.EXCEL) -> dict[str, Rows]:
    delimiter = ";" if dialect is CsvDialect.EXCEL else ","
    with zipfile.ZipFile(io.BytesIO(render(listed, FORMATS["csv-zip"], dialect=dialect))) as file:
        assert file.testzip() is None
        texts = {name: file.read(name).decode("utf-8-sig") for name in file.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)) for name, text in texts.items()
    }


def everything() -> ExportList:
    hits = make_hits()
    return make_list(replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits)))


@pytest.mark.parametrize("dialect", CsvDialect)
def test_each_table_has_a_file_and_each_row_a_rank_and_a_citation(dialect: CsvDialect) -> None:
    files = read(everything(), dialect)
    assert {name: len(rows) for name, rows in files.items() if name != "verantwoording.csv"} == {
        "resultaten.csv": 4,
        "per_ministerie.csv": 2,
        "verloop.csv": 2,
        "citaten.csv": 2,
    }
    for name, rows in files.items():
        if name != "verantwoording.csv":
            assert [row["rang"] for row in rows] == [str(n + 1) for n in range(len(rows))], name
            assert all(row["bronvermelding"] for row in rows), name
            quoted = [row["citaat"] for row in rows if row["citaat"]]
            assert len(quoted) == 2, f"{name}: what the answer quotes, and no more"


def test_the_account_stands_there_once_with_the_ministries_that_did_not_answer() -> None:
    listed = everything()
    account = read(listed)["verantwoording.csv"]
    assert list(account[0]) == ["sleutel", "gegeven", "waarde"]
    values = {row["sleutel"]: row["waarde"] for row in account}
    assert len(values) == len(account)
    assert {fact.key: fact.value for fact in listed.facts}.items() <= values.items()
    assert values["per_standpunt"] == "Ja: VWS. Nee: Defensie. Uitgesteld: Financiën. Niet in het corpus: AZ."
    silent = {row["gegeven"]: row["waarde"] for row in account if row["sleutel"].startswith("zonder_antwoord_")}
    assert silent == {"Zonder antwoord: Financiën": "uitgesteld op 5 maart"}
    assert values["niet_in_corpus_1"] == "Algemene Zaken: onbekend"


def test_only_what_there_is_has_a_file() -> None:
    assert list(read(make_list(make_search()))) == ["resultaten.csv", "verantwoording.csv"]
    assert list(read(make_list(make_answer([])))) == ["verantwoording.csv"]


def test_a_count_has_its_groups_and_what_is_counted() -> None:
    files = read(make_list(replace(make_answer([]), counted=COUNTED)))
    assert list(files) == ["groepen.csv", "publicaties.csv", "verantwoording.csv"]
    assert [row["naam"] for row in files["groepen.csv"]] == ["XYZ", "onbekend"]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert render(everything(), FORMATS["csv-zip"]) == render(everything(), FORMATS["csv-zip"])
