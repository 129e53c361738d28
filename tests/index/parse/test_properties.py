"""What holds for every text: no crash, no loss, the same result twice."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.parse.assemble import make_publication
from index.parse.formats.text import read_text
from index.parse.inputs import read_bytes
from index.parse.marks.numbers import write_numbers
from index.values import Publication

WOORDEN = ["molen", "vlag", "dijk", "veen", "sluis", "brug", "haven", "kade", "polder", "terp", "wilg", "riet", "otter"]
zinnen = st.lists(st.sampled_from(WOORDEN), min_size=2, max_size=9).map(lambda w: f"{' '.join(w).capitalize()}.")
vragen = st.lists(st.sampled_from(WOORDEN), min_size=2, max_size=7).map(lambda w: f"{' '.join(w).capitalize()}?")
BOUWSTENEN = [
    "Vraag 1",
    "Vraag 2 en 3",
    "Vraag",
    "Antwoord",
    "Antwoord 1",
    "Antwoord op vraag 2-4:",
    "1.",
    "2",
    "1) noot",
    "[1] noot",
    "Mededeling",
    "Toelichting:",
    "Bijlage",
    "Vragen van het lid Zandbelt (VDP) aan de Minister van",
    "(ingezonden",
    "Antwoord van Minister",
    "(ontvangen 3 mei 2024)",
    "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1",
    "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1",
    "• punt",
    "– ",
    "| a | b |",
    "Kamervraag 2024Z90001",
    "Ingediend 3 mei 2024",
    " • Vraag 1",
    "AH 90001",
    "-----",
    "\f",
    "«",
    "…",
    "´",
    "zie antwoord 1",
    "?",
    "1",
    "\u00ad",
    "**x**",
]


@st.composite
def documenten(draw: st.DrawFn) -> tuple[str, list[tuple[int, ...]], str]:
    """A document with labels, its true pairs, and all words of its body."""
    regels: list[str] = []
    paren: list[tuple[int, ...]] = []
    woorden: list[str] = []
    nummer = 1
    for _ in range(draw(st.integers(1, 6))):
        nummers = tuple(range(nummer, nummer + draw(st.integers(1, 3))))
        nummer = nummers[-1] + 1
        vraagdelen = [draw(vragen) for _ in nummers]
        antwoorddelen = [draw(zinnen) for _ in range(draw(st.integers(1, 3)))]
        if draw(st.booleans()):
            regels.extend([f"Vraag {write_numbers(nummers)}", *vraagdelen])
        else:
            for los, deel in zip(nummers, vraagdelen, strict=True):
                regels.extend([f"Vraag {los}", deel])
        woord = draw(st.sampled_from(["Antwoord", "Antwoord op vraag", "Antwoorden"]))
        regels.extend([f"{woord} {write_numbers(nummers)}{draw(st.sampled_from(['', ':']))}", *antwoorddelen])
        paren.append(nummers)
        woorden.extend([*vraagdelen, *antwoorddelen])
    return "\n".join(regels), paren, " ".join(woorden)


def alle_tekst(publicatie: Publication, restant: tuple[str, ...]) -> str:
    delen = [*restant, publicatie.mededeling or "", publicatie.toelichting or "", publicatie.onderwerp or ""]
    delen.extend(noot.tekst for noot in publicatie.voetnoten)
    delen.extend(vraag.tekst for vraag in publicatie.open_vragen)
    for pair in publicatie.paren:
        delen.extend([pair.vraagtekst, pair.antwoord, *(noot.tekst for noot in pair.voetnoten)])
    return " ".join(delen)


def woorden(tekst: str) -> list[str]:
    return sorted(re.findall(r"[a-zà-ÿ]+", tekst.lower()))


@given(documenten())
@settings(max_examples=100)
def test_every_numbering_gives_its_pairs_and_no_word_is_lost(document: tuple[str, list[tuple[int, ...]], str]) -> None:
    tekst, paren, inhoud = document
    publicatie, restant = make_publication(read_text(tekst), "x")
    assert [pair.vraagnummers for pair in publicatie.paren] == paren
    assert woorden(alle_tekst(publicatie, restant)) == woorden(inhoud)


@given(st.lists(st.one_of(zinnen, vragen), min_size=1, max_size=12), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=80)
def test_text_without_labels_loses_no_word(delen: list[str], scheiding: str) -> None:
    tekst = scheiding.join(delen)
    publicatie, restant = make_publication(read_text(tekst), "ah-tk-20232024-90001")
    assert woorden(alle_tekst(publicatie, restant)) == woorden(tekst)


@given(
    st.lists(st.sampled_from(BOUWSTENEN) | zinnen | st.text(max_size=12), max_size=25),
    st.sampled_from(["\n", " ", "\n\n"]),
)
@settings(max_examples=250)
@example(["Vraag 1", "Antwoord 1", "Antwoord 1", "Vraag 1"], "\n")
def test_no_text_makes_the_reader_crash(delen: list[str], scheiding: str) -> None:
    data = scheiding.join(delen).encode("utf-8", errors="replace")
    for reading in read_bytes("ah-tk-20232024-90001.txt", data):
        assert reading.fout is None or "onverwachte inhoud" not in reading.fout
    assert read_bytes("a.txt", data) == read_bytes("a.txt", data)


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_no_bytes_make_the_reader_crash(data: bytes) -> None:
    for begin in (b"", b"<", b"<html>", b"%PDF-1.4\n", b"PK\x03\x04", b'{"id": '):
        for reading in read_bytes("x", begin + data):
            assert reading.fout is None or "onverwachte inhoud" not in reading.fout
