"""Footnotes of real publications set as PDF in five ways: what stays in the text, what is lost in silence.

`pytest tests/index/parse/formats/test_pdf_real.py -s` prints the figures.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from index.parse.inputs import read_bytes
from index.parse.read import read_paths
from index.values import Publication
from tests.index.parse.formats.pdf_maker import LEADING, SMALL, WAYS, Page, Piece, make_pdf, wrapped

PUBLICATIONS = Path(__file__).resolve().parents[5] / "shared" / "data" / "publications"
KOP = (
    "Vragen van het lid Aalders (ABC) aan de Minister van Defensie over vlaggen (ingezonden 3 juni 2024).",
    "Antwoord van Minister Berg (Defensie) (ontvangen 21 juni 2024).",
)
FOOT = 235.0
"""Height of the first note at the foot of a page."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PUBLICATIONS.is_dir(), reason="no ../shared beside this checkout"),
]


def _plain(text: str) -> str:
    """Text as a PDF of the tests can show it, white space and hyphens at line ends left out of the comparison."""
    return text.encode("cp1252", "ignore").decode("cp1252")


def _bare(text: str) -> str:
    return "".join(character for character in _plain(text) if not character.isspace() and character not in "-–•|")


class Setter:
    """Sets a publication on pages, its notes renumbered in their order and set at the foot of the page."""

    def __init__(self, way: str, width: int) -> None:
        self.way, self.width = way, width
        self.notes: list[str] = []
        self._waiting: list[int] = []
        self.pages = [Page(way)]

    def text(self, text: str, places: list[tuple[int, str]]) -> None:
        """Write a text, a raised number at each place."""
        pieces: list[Piece] = []
        at = 0
        for place, note in [*sorted(places), (len(text), "")]:
            pieces.append(Piece(" ".join(_plain(text[at:place]).split(chr(10)))))
            at = place
            if note:
                self.notes.append(note)
                self._waiting.append(len(self.notes))
                pieces.append(Piece(str(len(self.notes)), raised=True))
        for line in wrapped(pieces, self.width):
            self.line(line)

    def line(self, pieces: list[Piece]) -> None:
        """Write a line of the body, on a new page where this one is full."""
        used = sum(len(self.notes[n - 1]) // 60 + 1 for n in self._waiting)
        if self.pages[-1].y < FOOT + max(0, used - 14) * LEADING:
            self.end_page()
        self.pages[-1].line(pieces, x=60)

    def end_page(self) -> None:
        """Write the notes that wait at the foot of the page, and begin another."""
        page = self.pages[-1]
        page.y = min(page.y - LEADING, FOOT)
        for nummer in self._waiting:
            note = " ".join(_plain(self.notes[nummer - 1]).split())
            for line in wrapped([Piece(str(nummer), raised=True), Piece(note)], int(self.width * 8.5 / SMALL)):
                page.line(line, SMALL, x=60)
        self._waiting = []
        self.pages.append(Page(self.way))


def _set(publication: Publication, way: str, width: int) -> Setter:
    setter = Setter(way, width)
    for line in KOP:
        setter.text(line, [])
    for n, pair in enumerate(publication.paren, start=1):
        setter.line([Piece(f"Vraag {n}")])
        setter.text(pair.vraagtekst, [])
        setter.line([Piece(f"Antwoord {n}")])
        setter.text(pair.antwoord, [(note.plaats, note.tekst) for note in pair.voetnoten if note.plaats is not None])
    setter.end_page()
    return setter


def _with_notes() -> list[Publication]:
    found = (reading.publicatie for reading in read_paths([PUBLICATIONS / "pdf-text", PUBLICATIONS / "docx-text"]))
    return [p for p in found if p and sum(note.plaats is not None for pair in p.paren for note in pair.voetnoten) > 1]


def test_of_a_hundred_notes_at_most_one_stays_in_the_text_and_none_is_lost_in_silence() -> None:
    tally: Counter[str] = Counter()
    publications = _with_notes()
    for n, (publication, way) in enumerate(product(publications, WAYS)):
        setter = _set(publication, way, width=92 if n % 2 else 78)
        (reading,) = read_bytes("stuk.pdf", make_pdf(setter.pages))
        assert reading.publicatie is not None, reading.fout
        read = reading.publicatie
        texts = [_bare(pair.vraagtekst + pair.antwoord) for pair in read.paren]
        kept = {_bare(note.tekst) for pair in read.paren for note in pair.voetnoten}
        kept |= {_bare(note.tekst) for note in read.voetnoten}
        for note in map(_bare, setter.notes):
            tally["notes"] += 1
            tally["in the text"] += any(note in text for text in texts)
            tally["lost"] += note not in kept
        meant = [_bare(pair.vraagtekst + pair.antwoord) for pair in publication.paren]
        tally["answers"] += len(meant)
        tally["otherwise"] += sum(text not in texts for text in meant)
    print(f"\n{len(publications)} publications, {dict(tally)}")  # noqa: T201
    assert tally["notes"] > 100
    assert tally["in the text"] <= 0.01 * tally["notes"]
    assert tally["lost"] <= 0.01 * tally["notes"]
