"""The answer of the catalogue as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date

from index.store.filters import Filters
from index.values import Soort
from rag.export.formats import CsvDialect
from rag.export.tables import groups, publications
from rag.export.write.csv_file import table_csv
from rag.values import CatalogueQuestion, Counted, Listed, Per, Tally, What

ONE = Listed(
    publication_id="ah-tk-20232024-1",
    soort=Soort.ANTWOORD,
    nummer="1",
    vergaderjaar="2023-2024",
    onderwerp="=1+1",
    eerste_vraag=None,
    ingezonden=date(2024, 1, 2),
    ontvangen=None,
    indieners=("Celik (XYZ)", "Evers"),
    ministeries=("Defensie",),
    url=None,
)
COUNTED = Counted(
    wanted=CatalogueQuestion(what=What.GESTELD, filters=Filters(), per=Per.FRACTIE),
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
    assert read(table_csv(groups(COUNTED), CsvDialect.PLAIN)) == [
        ["rang", "naam", "aantal", "mediaan_dagen", "binnen_termijn"],
        ["1", "XYZ", "2", "21.5", "0.5"],
        ["2", "onbekend", "1", "", ""],
    ]


def test_what_is_counted_is_another_and_safe_in_a_spreadsheet() -> None:
    head, row = read(table_csv(publications(COUNTED), CsvDialect.PLAIN))
    assert dict(zip(head, row, strict=True)) == {
        "rang": "1",
        "id": "ah-tk-20232024-1",
        "bronvermelding": "Ministerie van Defensie, Aanhangsel Handelingen 2023-2024, nr. 1, gevraagd door "
        "Celik (XYZ) en Evers (ingezonden 2 januari 2024)",
        "soort": "antwoord",
        "nummer": "1",
        "vergaderjaar": "2023-2024",
        "onderwerp": "'=1+1",
        "indieners": "Celik (XYZ); Evers",
        "ministeries": "Defensie",
        "ingezonden": "2024-01-02",
        "ontvangen": "",
        "link": "",
    }


def test_a_dutch_excel_gets_semicolons_and_decimal_commas() -> None:
    text = table_csv(groups(COUNTED)).decode("utf-8")
    assert text.startswith("\ufeffrang;naam;aantal;")
    assert "XYZ;2;21,5;0,5" in text
