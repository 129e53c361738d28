"""The answer of the catalogue as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date

from index.store.filters import Filters
from index.values import Soort
from rag.export import CsvDialect
from rag.export.write.counted_csv import GROUPS, LISTED, write_counted, write_listed
from rag.values import Counted, Listed, Per, Tally, Wanted, What

ONE = Listed(
    publication_id="ah-tk-20232024-1",
    soort=Soort.ANTWOORD,
    nummer="1",
    vergaderjaar="2023-2024",
    onderwerp="=1+1",
    ingezonden=date(2024, 1, 2),
    ontvangen=None,
    indieners=("Celik (XYZ)", "Evers"),
    ministeries=("Defensie",),
    url=None,
)
COUNTED = Counted(
    wanted=Wanted(what=What.GESTELD, filters=Filters(), per=Per.FRACTIE),
    sentence="2 Kamervragen.",
    account=(),
    total=2,
    query="welke vragen zijn er gesteld?",
    filters=Filters(),
    rows=(
        Tally(name="XYZ", count=2, filters=Filters(fracties=("XYZ",)), median_days=21.5, in_time=0.5),
        Tally(name="onbekend", count=1, filters=None),
    ),
    listed=(ONE,),
)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def test_the_groups_are_one_table() -> None:
    assert read(write_counted(COUNTED, CsvDialect.PLAIN)) == [
        list(GROUPS),
        ["XYZ", "2", "21.5", "0.5000"],
        ["onbekend", "1", "", ""],
    ]


def test_what_is_counted_is_another_and_safe_in_a_spreadsheet() -> None:
    head, row = read(write_listed(COUNTED, CsvDialect.PLAIN))
    assert head == list(LISTED)
    assert dict(zip(head, row, strict=True)) == {
        "publicatie": "ah-tk-20232024-1",
        "soort": "antwoord",
        "nummer": "1",
        "vergaderjaar": "2023-2024",
        "onderwerp": "'=1+1",
        "indieners": "Celik (XYZ); Evers",
        "ministeries": "Defensie",
        "ingezonden": "2024-01-02",
        "ontvangen": "",
        "url": "",
    }


def test_a_dutch_excel_gets_semicolons() -> None:
    assert write_counted(COUNTED).decode("utf-8").startswith("\ufeffnaam;aantal;")
