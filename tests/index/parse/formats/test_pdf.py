"""Footnotes of PDFs: size and place of the characters tell them, whichever way a typesetter set them."""

from __future__ import annotations

import pytest

from index.parse.inputs import read_bytes
from index.values import Publication
from tests.index.parse.formats.pdf_maker import SMALL, WAYS, WIDTH, Page, Piece, make_pdf, wrapped

KOP = [
    "Tweede Kamer der Staten-Generaal",
    "Vergaderjaar 2023-2024 Aanhangsel van de Handelingen",
    "1234",
    "Vragen van het lid Aalders (ABC) aan de Minister van Defensie over",
    "vlaggen (ingezonden 3 juni 2024).",
    "Antwoord van Minister Berg (Defensie) (ontvangen 21 juni 2024).",
]
ZINNEN = (
    ("Volgens de brief van 7 augustus 2024", " gaat het om 1.150 m", " per seconde."),
    ("Het rapport van de ADR", " noemt artikel 15 van de wet, met 3 gevolgen en 12 procent meer kosten."),
    ("Kent u het bericht «Vlaggen te koop»", ", waarin 12 augustus als begin wordt genoemd?"),
    ("De cijfers staan in de bijlage bij de motie.", " Op 1 mei 2024 volgt de Kamerbrief over 2 en 3."),
)


class Typeset:
    """A publication written for these tests, as a PDF, with what should be read from it."""

    def __init__(self, way: str, questions: int = 12) -> None:
        self.notes: dict[str, str] = {}
        self.texts: dict[int, tuple[str, str]] = {}
        self._page = Page(way)
        self._pages = [self._page]
        self._way = way
        self._foot: list[str] = []
        for line in KOP:
            self._page.line([Piece(line)])
        for nummer in range(1, questions + 1):
            vraag = self._body(f"Vraag {nummer}", nummer, 2)
            antwoord = self._body(f"Antwoord {nummer}", nummer, 0)
            self.texts[nummer] = (vraag, antwoord)
        self._finish_page()
        self.data = make_pdf(self._pages)

    def _body(self, label: str, nummer: int, shift: int) -> str:
        if self._page.y < 480:
            self._finish_page()
        self._page.line([Piece(label)])
        first, *rest = ZINNEN[(nummer + shift) % len(ZINNEN)] if shift != 2 else ZINNEN[2]
        pieces = [Piece(first), Piece(self._note(), raised=True), Piece(rest[0])]
        if len(rest) > 1:
            pieces += [Piece("3", raised=True), Piece(rest[1])]
        for line in wrapped(pieces, WIDTH):
            self._page.line(line)
        return "".join(piece.text for piece in pieces if not piece.raised or (piece.text == "3" and len(rest) > 1))

    def _note(self) -> str:
        nummer = str(len(self.notes) + 1)
        self.notes[nummer] = (
            f"Kamerstuk 36 410 A, nr. {nummer}, brief over de stand van zaken van het werk aan de stuw in de"
            f" rivier, 2 mei 2024, blz. {nummer}."
        )
        self._foot.append(nummer)
        return nummer

    def _finish_page(self) -> None:
        self._page.y = 200.0
        for nummer in self._foot:
            lines = wrapped([Piece(nummer, raised=True), Piece(self.notes[nummer])], int(WIDTH * 8.5 / SMALL))
            for line in lines:
                self._page.line(line, SMALL)
        self._page.y = 82.0
        self._page.line([Piece("ah-tk-20232024-1234")], 5.9, x=55)
        self._page.line([Piece("ISSN 0921 - 7398")], 5.9, x=55)
        self._page.line([Piece("Tweede Kamer, vergaderjaar 2023-2024, Aanhangsel 1")], 9.1)
        self._foot = []
        self._page = Page(self._way)
        self._pages.append(self._page)


def read(data: bytes) -> Publication:
    (reading,) = read_bytes("stuk.pdf", data)
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


@pytest.mark.parametrize("way", WAYS)
def test_no_note_and_no_reference_stays_in_the_text(way: str) -> None:
    typeset = Typeset(way)
    publication = read(typeset.data)
    assert {pair.vragen[0].nummer: (pair.vragen[0].tekst, pair.antwoord) for pair in publication.paren} == typeset.texts
    found = {note.nummer: note.tekst for pair in publication.paren for note in pair.voetnoten}
    assert found == typeset.notes
    assert publication.voetnoten == ()


def test_a_note_that_goes_on_at_the_foot_of_the_next_page_is_one_note() -> None:
    first, second = Page("rise"), Page("rise")
    for line in [*KOP, "Vraag 1"]:
        first.line([Piece(line)])
    first.line([Piece("Klopt dit bericht"), Piece("1", raised=True), Piece(" over vlaggen?")])
    first.line([Piece("1", raised=True), Piece("De Courant, 3 mei 2024, het begin van een")], SMALL)
    second.line([Piece("Antwoord 1")])
    second.line([Piece("Ja, dat klopt, en het is ook bekend gemaakt.")])
    second.line([Piece("lange noot die op de volgende bladzijde eindigt.")], SMALL)
    publication = read(make_pdf([first, second]))
    (pair,) = publication.paren
    assert pair.antwoord == "Ja, dat klopt, en het is ook bekend gemaakt."
    assert [note.tekst for note in pair.voetnoten] == [
        "De Courant, 3 mei 2024, het begin van een lange noot die op de volgende bladzijde eindigt."
    ]


def test_a_reference_whose_note_is_lost_is_told() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1", "Klopt dit bericht over de vlaggen?", "Antwoord 1"]:
        page.line([Piece(line)])
    page.line([Piece("Ja, dat staat in de brief"), Piece("4", raised=True), Piece(" van mei.")])
    publication = read(make_pdf([page]))
    assert publication.paren[0].antwoord == "Ja, dat staat in de brief van mei."
    assert "verwijzing naar noot 4, die er niet staat" in publication.twijfels


def test_a_table_in_small_print_stays_in_the_answer() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1", "Hoeveel vlaggen zijn er?", "Antwoord 1", "Zie de tabel hieronder met de aantallen."]:
        page.line([Piece(line)])
    for line in ("2022 14 vlaggen", "2023 18 vlaggen"):
        page.line([Piece(line)], SMALL)
    publication = read(make_pdf([page]))
    assert "2022 14 vlaggen" in publication.paren[0].antwoord
    assert "2023 18 vlaggen" in publication.paren[0].antwoord


def test_a_note_as_large_as_the_text_is_known_by_the_reference_to_it() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1"]:
        page.line([Piece(line)])
    page.line([Piece("Klopt het bericht in de krant"), Piece("1", raised=True), Piece(" over de vlaggen?")])
    for line in ("Antwoord 1", "Ja, dat klopt, en het is ook bekend gemaakt."):
        page.line([Piece(line)])
    page.line([Piece("1", raised=True), Piece("De Courant, 3 mei 2024.")])
    (pair,) = read(make_pdf([page])).paren
    assert pair.antwoord == "Ja, dat klopt, en het is ook bekend gemaakt."
    assert [note.tekst for note in pair.voetnoten] == ["De Courant, 3 mei 2024."]


def test_a_sidebar_in_small_print_is_no_part_of_a_note() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1"]:
        page.line([Piece(line)])
    page.line([Piece("Klopt het bericht in de krant"), Piece("1", raised=True), Piece(" over de vlaggen?")])
    for line in ("Antwoord 1", "Ja, dat klopt, en het is ook bekend gemaakt."):
        page.line([Piece(line)])
    page.line([Piece("1", raised=True), Piece("De Courant, 3 mei 2024.")], SMALL)
    page.line([Piece("Ons kenmerk")], SMALL, x=55)
    (pair,) = read(make_pdf([page])).paren
    assert [note.tekst for note in pair.voetnoten] == ["De Courant, 3 mei 2024."]


def test_a_table_in_small_print_above_the_notes_is_no_note() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1"]:
        page.line([Piece(line)])
    page.line([Piece("Hoeveel vlaggen zijn er volgens de krant"), Piece("1", raised=True), Piece(" nu?")])
    for line in ("Antwoord 1", "Zie de tabel hieronder met de aantallen."):
        page.line([Piece(line)])
    page.line([Piece("2022 14 vlaggen")], SMALL)
    page.y -= 40
    page.line([Piece("1", raised=True), Piece("De Courant, 3 mei 2024.")], SMALL)
    (pair,) = read(make_pdf([page])).paren
    assert "2022 14 vlaggen" in pair.antwoord
    assert [note.tekst for note in pair.voetnoten] == ["De Courant, 3 mei 2024."]


def test_the_number_of_a_note_that_is_one_long_address_stands_alone_on_its_line() -> None:
    page = Page("rise")
    for line in [*KOP, "Vraag 1"]:
        page.line([Piece(line)])
    page.line([Piece("Klopt het bericht in de krant"), Piece("1", raised=True), Piece(" over de vlaggen?")])
    for line in ("Antwoord 1", "Ja, dat klopt, en het is ook bekend gemaakt."):
        page.line([Piece(line)])
    page.line([Piece("1", raised=True)], SMALL)
    page.line([Piece("https://www.voorbeeld.nl/vlaggen/te-koop/in-de-winkel")], SMALL)
    (pair,) = read(make_pdf([page])).paren
    assert pair.antwoord == "Ja, dat klopt, en het is ook bekend gemaakt."
    assert [note.tekst for note in pair.voetnoten] == ["https://www.voorbeeld.nl/vlaggen/te-koop/in-de-winkel"]
