"""Inputs that were made to cost time: each is read or refused within bounds; patterns are linear in practice."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest

from index.names import ministries
from index.parse.body import sets
from index.parse.facts import answering, headings, other_kinds, people, preamble
from index.parse.inputs import read_bytes
from index.parse.layouts import openkamer
from index.parse.lines import damage, footnotes, furniture, glue, reflow, unfold
from index.parse.marks import delay, labels, numbers, questions
from rag.dutch import writing
from rag.export.write import csv_file
from tests.chaos.patterns import FIRST, LENGTH, MOST
from tests.growth import assert_linear

KOP = (
    "Vragen van het lid A (B) aan de Minister van Defensie over x (ingezonden 3 juni 2021).\n"
    "Antwoord van Minister B (Defensie) (ontvangen 5 juni 2021).\nVraag 1\nKunt u?\nAntwoord 1\n"
)

WORST = [
    (footnotes._UNMISTAKABLE, " "),
    (footnotes._REFERENCE, "?1 "),
    (footnotes._NOTE_IN_LINE, "? "),
    (furniture._PAGE_FOOTER, "\n"),
    (furniture._PAGE_FOOTER, "ISSN 0921 - 7398 "),
    (furniture._BOLD_LABEL, "\n"),
    (furniture._MD_LINK, "[aa](http://x"),
    (glue._ADDRESS, "a"),
    (glue._PIECE, "a"),
    (headings._INGEZONDEN, "\t"),
    (headings._INGEZONDEN, "(ingezonden "),
    (headings.ZIE_OOK, "Zie ook "),
    (numbers._PART, " "),
    (openkamer._CARD, "\n"),
    (openkamer._PERSON, "a("),
    (people._TASK, "– A "),
    (people._TASK, " "),
    (people._NEXT, " "),
    (people._PREMIER, " "),
    (people._ON_BEHALF, " "),
    (people._BETWEEN_NAMES, " "),
    (preamble._TO_QUESTIONS, " "),
    (people._FRACTIE, "a"),
    (people._FRACTIE, "a("),
    (people._ANSWERER, "minister "),
    (questions._END, "?   "),
    (questions._AFTERTHOUGHT, "Graag "),
    (labels._LABEL, "Vraag 1, "),
    (reflow._SENTENCE_END, "?»"),
    (unfold._LABEL, "Vraag 1"),
    (unfold._HEADINGS, " Vragen van het lid "),
    (delay.DELAYS, "vragen niet binnen "),
    (delay.DELAYS, "vragen nog niet kunnen "),
    (ministries.NAME_IN_TEXT, "Economische "),
    (answering._PREDECESSOR, "mijn voorganger minister van "),
    (other_kinds._ORALLY, "-"),
    (sets.SET_HEADING, "antwoord vragen "),
    (sets._ANNEX, "-"),
    (damage._WORD, "van "),
    (damage._BROKEN, "aa- "),
    (headings.ZIE_OOK, "ter vervanging van "),
    (writing.ITEM_BREAK, "\n"),
    (csv_file.FORMULA, " "),
    (csv_file.INNER_FORMULA, ",+a"),
]


@pytest.mark.parametrize(("pattern", "piece"), WORST)
def test_a_pattern_is_linear_on_its_worst_input(pattern: re.Pattern[str], piece: str) -> None:
    assert_linear(lambda text: pattern.findall(f"{text}\x01"), piece, (FIRST, LENGTH), MOST)


def _zip(count: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for n in range(count):
            archive.writestr(f"{n}.txt", "")
    return data.getvalue()


def _xml(count: int) -> bytes:
    blocks = "<vraag><nr>1</nr><al>Kunt u?</al></vraag><antwoord><nr>1</nr><al>Ja.</al></antwoord>" * count
    return f"<officiele-publicatie><kamervragen>{blocks}</kamervragen></officiele-publicatie>".encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("noten.txt", lambda: (KOP + "[1] noot\n" * 29_000).encode()),
        ("noten-op-volgorde.txt", lambda: (KOP + "".join(f"[{n}] noot\n" for n in range(1, 999)) * 29).encode()),
        ("bladzijden.txt", lambda: (KOP + "\f" * 40_000).encode()),
        ("bladzijden-met-tekst.txt", lambda: (KOP + "\fa" * 25_000).encode()),
        ("blokken.xml", lambda: _xml(30_000)),
        ("leden.zip", lambda: _zip(20_000)),
        ("regels.txt", lambda: (KOP + "Vraag 1\nKunt u?\n" * 14_000).encode()),
        ("spaties.txt", lambda: (KOP + " " * 1_000_000 + "x").encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_input_made_to_cost_time_is_read_or_refused_within_seconds(name: str, make: Callable[[], bytes]) -> None:
    data = make()
    begin = time.process_time()
    readings = read_bytes(name, data)
    assert time.process_time() - begin < 10
    assert readings
    assert all("Error" not in (reading.fout or "") for reading in readings[:50])


def test_too_many_blocks_are_refused_with_the_reason() -> None:
    (reading,) = read_bytes("blokken.xml", _xml(2_000))
    assert reading.fout is not None
    assert "4000 vragen en antwoorden is te veel voor een publicatie; hoogstens 3000" in reading.fout


def test_a_number_that_comes_back_too_often_is_refused_with_the_reason() -> None:
    (reading,) = read_bytes("blokken.xml", _xml(40))
    assert reading.fout == "blokken.xml: vraag 1 komt meer dan 26 keer voor; splits het document per publicatie."
