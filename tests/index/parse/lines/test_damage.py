"""Glued and broken words are told by their places; what may be a word is left alone.

Both lists have places of real text as a person read them, as files and offsets only. `damage.tsv`, 300 places: `aaneen`
and `afgebroken` were drawn at random from what was told once, `heel` from words that could be taken for two.
`splittable.tsv`, 600 places drawn at random from all unknown words that two known ones make, told or not.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from index.names.letters import fold
from index.parse.lines.damage import CorpusWords
from index.store.words.compounds import compound_words

OWN = frozenset(
    """
    gemeenten mensen wetsvoorstel voorjaarsnota briefing lidstaten fossiele brandstoffen strafbare feiten personen
    voorzieningen water ziekte kosten beheer gegevensbestanden zorgaanbieders publieke semipublieke uitgaven defensie
    onderzoek ontvangen komst passende oplossing overeenkomst zelfde beleid gelden
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)


def shown(text: str) -> str:
    """The text with ` ` where words are told to be glued, and without the hyphens that break one."""
    for place in reversed(CorpusWords(OWN).damage_in(text)):
        text = text[: place.start] + (" " if place.is_gap else "") + text[place.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gesprek met degemeenten en voormensen", "gesprek met de gemeenten en voor mensen"),
        ("Hetwetsvoorstel over devoorjaarsnota", "Het wetsvoorstel over de voorjaarsnota"),
        ("alle fossielebrandstoffen", "alle fossiele brandstoffen"),
        ("hebbenontvangen binnende zorg", "hebben ontvangen binnen de zorg"),
        ("in de gegevensbestan-den van zorgaanbie- ders", "in de gegevensbestanden van zorgaanbieders"),
        ("mijnvoorganger en opgrond daarvan", "mijn voorganger en op grond daarvan"),
        (
            "Bentu bereid omte stoppen, ofis dat nogniet besloten?",
            "Bent u bereid om te stoppen, of is dat nog niet besloten?",
        ),
        ("tevoorkomen, schriftelijkbezwaar, de totaleaantal", "te voorkomen, schriftelijk bezwaar, de totale aantal"),
        ("meisjesin de oplossingdaarom", "meisjes in de oplossing daarom"),
    ],
)
def test_glued_and_broken_words_are_told(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tussenpersonen, tussenvoorzieningen en tussenkomst",  # "tussen" begins nouns
        "mijnwater en mijnbeheer",  # of a mine
        "een debriefing en decentraal beleid",
        "Vandaar, vanzelf, eenieder, hoewel, ineen",
        "defensie-uitgaven, semi-publieke zaken, wet- en regelgeving",
        "een tekst- eenkomst",  # half a word that looks like two
        "geldendezelfde",  # two ways to split it
        "meteen, hiertegenover, tussendoor en rechtsom",
        "een dienaar, een zeerover, paardenhaar, melkkan, werkbij en smokkelwaar",  # goods, jugs, bees and hair
        "huwelijksvoorwaarden, aansprakelijkstelling en medischspecialistische zorg",
        "een vriendin, tehuizen, depositie en demotie",
        "schadeoorzaak en waardebepaling",  # nouns that look like inflected adjectives
        "ziektekosten",
        "https://www.binnende.nl/opgrond en mail@hetwetsvoorstel.nl",
    ],
)
def test_what_may_be_a_word_is_left_alone(text: str) -> None:
    assert shown(text) == text


def test_the_places_are_offsets_into_the_text_as_it_stands() -> None:
    text = "Hetwetsvoorstel gaat over zorgaanbie- ders."
    gap, broken = CorpusWords(OWN).damage_in(text)
    assert (text[: gap.start], gap.is_gap) == ("Het", True)
    assert (text[broken.start : broken.end], broken.is_gap) == ("- ", False)


@pytest.fixture(scope="module")
def told(shared: Path) -> dict[str, set[tuple[int, int]]]:
    """By file, the places that are told in the texts of the shared publications."""
    folder = shared / "data" / "publications"
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".txt", ".md"}
    }
    pairs = (shared / "data" / "pairs.jsonl").read_text(encoding="utf-8")
    words = CorpusWords(fold(word) for word in compound_words([*texts.values(), pairs.replace("\\n", "\n")]))
    return {name: {(place.start, place.end) for place in words.damage_in(text)} for name, text in texts.items()}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("labels", "recall"),
    [("damage.tsv", 0.95), ("splittable.tsv", 0.80)],
)
def test_of_labelled_places_of_real_text_nearly_all_told_are_right(
    told: dict[str, set[tuple[int, int]]], labels: str, recall: float
) -> None:
    tally: Counter[str] = Counter()
    with Path(__file__).with_name(labels).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            begin, end, label = int(row["begin"]), int(row["eind"]), row["etiket"]
            places = told[row["bestand"]]
            if label == "heel":
                tally["wrong"] += any(begin <= start <= end for start, _ in places)
            else:
                tally["right" if (begin, end) in places else "missed"] += 1
    assert tally["right"] >= 0.98 * (tally["right"] + tally["wrong"]), tally
    assert tally["right"] >= recall * (tally["right"] + tally["missed"]), tally
