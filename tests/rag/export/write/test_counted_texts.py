"""The answer of the catalogue in the formats that are read as a text, and as references."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest

from rag.dutch.citation import citation_of_listed
from rag.export.facts import list_facts
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import MOST_LISTED
from rag.values import Counted
from tests.rag.export.lists import MADE, make_answer, make_list
from tests.rag.export.write.test_counted_csv import COUNTED, ONE

CITED = "Ministerie van Defensie, Aanhangsel Handelingen 2023-2024, nr. 1, gevraagd door Celik (XYZ) en Evers"


def written(format_: str, counted: Counted = COUNTED) -> str:
    data = render(make_list(replace(make_answer([]), counted=counted)), FORMATS[format_])
    if format_ != "docx":
        return data.decode()
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("format_", ["md", "html", "docx"])
def test_a_text_has_the_groups_and_every_publication_with_its_citation(format_: str) -> None:
    text = written(format_)
    assert re.search(r"Rang\W.*Groep.*Aantal", text, re.DOTALL)
    assert "XYZ" in text and "Telling" in text
    assert CITED in text
    assert "1 publicatie geteld" in text or "2 publicaties geteld" in text


@pytest.mark.parametrize("format_", ["ris", "bibtex"])
def test_a_list_of_references_has_every_publication_that_is_counted(format_: str) -> None:
    text = written(format_)
    assert CITED in text
    assert "Geen resultaten" not in text


def test_what_a_text_cannot_hold_is_said() -> None:
    many = replace(COUNTED, total=MOST_LISTED + 1, listed=(ONE,) * (MOST_LISTED + 1))
    assert written("md", many).count("gevraagd door Celik") == MOST_LISTED
    assert "1.001 publicaties geteld, de eerste 1.000 genoemd; tabellen hebben alle" in written("md", many)


def test_without_a_count_the_amount_is_that_of_the_passages() -> None:
    facts = list_facts(
        make_answer([]),
        shown=0,
        available=0,
        is_selection=False,
        made=MADE,
        counts=None,
        settings=(),
        messages=(),
        summary="",
        has_fictional=False,
    )
    (amount,) = [fact.value for fact in facts if fact.key == "aantal"]
    assert "vraag-antwoordparen" in amount


@pytest.mark.parametrize(
    ("changed", "cited"),
    [
        ({"publication_id": "kv-tk-2024z18891", "nummer": None}, "Kamervragen 2024Z18891"),
        (
            {"publication_id": "ah-tk-20232024-77-h1", "nummer": None},
            "Aanhangsel Handelingen 2023-2024, nr. 77 (herdruk)",
        ),
        ({"publication_id": "brief-3", "nummer": None, "onderwerp": "vlaggen."}, "Kamervragen over vlaggen"),
        ({"publication_id": "brief-3", "nummer": None, "onderwerp": None}, "Kamervragen zonder nummer (brief-3)"),
    ],
)
def test_what_is_counted_is_cited_by_what_is_known_of_it(changed: dict[str, str | None], cited: str) -> None:
    one = replace(ONE, **changed)  # type: ignore[arg-type]  # of that field
    assert citation_of_listed(one).startswith(f"Ministerie van Defensie, {cited}, gevraagd door Celik (XYZ) en Evers (")
