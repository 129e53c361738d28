"""Questions and answers in the columns of a PDF, whatever order the file has them in; the content is invented."""

from __future__ import annotations

import pytest

from index.parse.inputs import read_bytes
from tests.index.parse.formats.pdf_maker import LEADING, Page, Piece, make_pdf, wrapped

KOP = (
    "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).",
    "Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024).",
)
PAREN = [
    (
        "Klopt het dat de vlag op de kazerne uithangt, en zo ja, waarom is dat zo?",
        "Ja, dat klopt. De vlag hangt uit vanwege het feest, zoals elk jaar gebeurt op de kazernes in het land.",
    ),
    ("Waarom hangt hij uit?", "Omdat het feest is."),
    (
        "Hoe lang blijft dat zo, en wie beslist daarover in de kazerne?",
        "Tot en met vrijdag, daarna wordt hij binnengehaald door de wacht van de kazerne.",
    ),
]
LEFT, RIGHT = 90, 320


def _rows_of(page: Page, order: str, numbers: str) -> None:
    for n, (vraag, antwoord) in enumerate(PAREN, start=1):
        top = page.y - 4
        cells = (
            (wrapped([Piece(f"{n}. {vraag}" if numbers == "before" else vraag)], 38), LEFT),
            (wrapped([Piece(antwoord)], 44), RIGHT),
        )
        if numbers == "column":
            page.y = top
            page.line([Piece(str(n))], x=60)
        lines = [(k, line, x) for cell, x in cells for k, line in enumerate(cell)]
        if order == "line after line":
            lines.sort(key=lambda one: (one[0], one[2]))
        for k, line, x in lines:
            page.y = top - k * LEADING
            page.line(line, x=x)
        page.y = top - max(len(cell) for cell, _ in cells) * LEADING


def _page(heads: tuple[tuple[str, int], ...]) -> Page:
    page = Page("rise")
    for line in KOP:
        for part in wrapped([Piece(line)], 80):
            page.line(part, x=60)
    top = page.y
    for text, x in heads:
        page.y = top
        page.line([Piece(text)], x=x)
    return page


@pytest.mark.parametrize("order", ["cell after cell", "line after line"])
@pytest.mark.parametrize("numbers", ["column", "before", "none"])
def test_questions_and_answers_side_by_side(order: str, numbers: str) -> None:
    page = _page((*([("Nr.", 60)] if numbers == "column" else []), ("Vraag", LEFT), ("Antwoord", RIGHT)))
    _rows_of(page, order, numbers)
    (reading,) = read_bytes("stuk.pdf", make_pdf([page]))
    assert reading.publicatie is not None, reading.fout
    assert [(pair.vraagtekst, pair.antwoord) for pair in reading.publicatie.paren] == PAREN


def test_columns_that_cannot_be_told_apart_are_refused_with_the_way_out() -> None:
    page = _page((("Vraag", LEFT), ("Antwoord", RIGHT)))
    for left, right in (
        ("Klopt het dat de", "Ja, dat klopt."),
        ("vlag uithangt? En", "Het is feest."),
        ("hoe lang", ""),
    ):
        top = page.y
        for text, x in ((left, LEFT), (right, RIGHT)):
            page.y = top
            page.line([Piece(text)], x=x)
    (reading,) = read_bytes("stuk.pdf", make_pdf([page]))
    assert reading.publicatie is None
    assert "kolommen die niet uit elkaar te houden zijn" in (reading.fout or "")


def test_a_table_under_such_heads_within_an_answer_stays_in_it() -> None:
    page = _page(())
    for line in ("Vraag 1", "Wat vond men?", "Antwoord 1", "Zie de tabel."):
        page.line([Piece(line)], x=60)
    top = page.y
    for text, x in (("Vraag", LEFT), ("Antwoord", RIGHT)):
        page.y = top
        page.line([Piece(text)], x=x)
    for vraag, antwoord in (("Was het goed?", "Ja"), ("Was het lang?", "Nee")):
        top = page.y
        for text, x in ((vraag, LEFT), (antwoord, RIGHT)):
            page.y = top
            page.line([Piece(text)], x=x)
    for line in ("Vraag 2", "Waarom?", "Antwoord 2", "Daarom."):
        page.line([Piece(line)], x=60)
    (reading,) = read_bytes("stuk.pdf", make_pdf([page]))
    assert reading.publicatie is not None, reading.fout
    assert [(pair.vraagtekst, pair.antwoord) for pair in reading.publicatie.paren] == [
        ("Wat vond men?", "Zie de tabel.\n| Vraag | Antwoord |\n| Was het goed? | Ja |\n| Was het lang? | Nee |"),
        ("Waarom?", "Daarom."),
    ]
