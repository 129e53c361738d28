"""Measured against a truth table: 43 real documents of every layout, read by a person (`truth.jsonl`: facts only).

`pytest tests/index/parse/test_truth.py -s` prints the figures.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.parse.assemble import make_publication
from index.parse.facts.other_kinds import ORAL
from index.parse.formats.text import read_text
from index.parse.read import read_paths
from index.values import Pair, Publication, Soort
from tests.index.parse.rewrite import LAYOUTS

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
PUBLICATIONS = SHARED / "publications"
FEITEN = (
    "soort",
    "vergaderjaar",
    "nummer",
    "vraagnummer",
    "indieners",
    "ministeries",
    "gevraagd",
    "namen",
    "ingezonden",
    "ontvangen",
)

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside this checkout")]


def waarheid() -> list[dict[str, Any]]:
    return [
        json.loads(regel) for regel in Path(__file__).with_name("truth.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def gelezen(pad: Path) -> Publication:
    (reading,) = read_paths([pad])
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def feiten(p: Publication) -> dict[str, Any]:
    return {
        "soort": p.soort.value,
        "vergaderjaar": p.vergaderjaar,
        "nummer": p.nummer,
        "vraagnummer": p.vraagnummer,
        "indieners": [[i.naam, i.fractie] for i in p.indieners],
        "ministeries": list(p.ministeries),
        "gevraagd": list(p.gevraagde_ministeries),
        "namen": [b.naam for b in p.beantwoord_door if b.naam],
        "ingezonden": p.ingezonden.isoformat() if p.ingezonden else None,
        "ontvangen": p.ontvangen.isoformat() if p.ontvangen else None,
        "zie_ook": list(p.zie_ook),
        "open": len(p.open_vragen),
    }


def test_answers_and_facts_against_the_truth() -> None:
    telling: Counter[str] = Counter()
    afwijkingen: list[str] = []
    rijen = waarheid()
    for rij in rijen:
        p = gelezen(PUBLICATIONS / rij["bestand"])
        waar = {tuple(sorted(nummers)) for nummers in rij["paren"]}
        gevonden = {tuple(sorted(pair.vraagnummers)) for pair in p.paren}
        telling["waar"] += len(waar)
        telling["gevonden"] += len(gevonden)
        telling["goed"] += len(waar & gevonden)
        for feit, waarde in feiten(p).items():
            telling[feit] += waarde == rij[feit]
            if waarde != rij[feit]:
                afwijkingen.append(f"{rij['bestand']} {feit}: {waarde} in plaats van {rij[feit]}")
    recall, precision = telling["goed"] / telling["waar"], telling["goed"] / telling["gevonden"]
    print(f"\n{len(rijen)} documenten, {telling['waar']} antwoorden: recall {recall:.3f}, precision {precision:.3f}")  # noqa: T201
    print(", ".join(f"{feit} {telling[feit] / len(rijen):.3f}" for feit in (*FEITEN, "zie_ook", "open")))  # noqa: T201
    assert recall >= 0.97, afwijkingen
    assert precision >= 0.97, afwijkingen
    for feit in FEITEN:
        assert telling[feit] / len(rijen) >= 0.95, afwijkingen


def test_every_document_of_the_collection_is_read_and_three_of_question_time_are_told_apart() -> None:
    mappen = [pad for pad in sorted(PUBLICATIONS.iterdir()) if pad.is_dir()]
    readings = list(read_paths(mappen))
    assert len(readings) == 130
    assert [reading.fout for reading in readings if reading.fout] == []
    oral = [reading.publicatie for reading in readings if reading.publicatie and ORAL in reading.publicatie.twijfels]
    assert [(publication.soort, publication.id[:6]) for publication in oral] == [(Soort.VRAAG, "kv-tk-")] * 3


def test_the_founding_documents() -> None:
    defensie = gelezen(PUBLICATIONS / "page-text" / "ah-tk-20232024-1067.md")
    assert [pair.vraagnummers for pair in defensie.paren] == [(1,), (2, 3, 4), (5,), (6, 7), (8,), (9,)]
    assert defensie.ministeries == ("Defensie",)
    assert len(defensie.gevraagd) == 12
    financien = gelezen(PUBLICATIONS / "page-text" / "ah-tk-20232024-1068.txt")
    assert [pair.vraagnummers for pair in financien.paren] == [(1, 2), (3,), (4,), (5,), (6, 7), (8,)]
    assert financien.ministeries == ("Financiën",)
    assert (financien.nummer, financien.vergaderjaar) == ("1068", "2023-2024")


def test_one_document_reads_the_same_in_every_official_form() -> None:
    map_ = SHARED / "formats" / "plooi" / "ah-tk-20202021-3235"
    publicaties = [reading.publicatie for reading in read_paths([map_])]
    assert len(publicaties) == 4
    eerste = publicaties[0]
    assert eerste is not None
    for p in publicaties:
        assert p is not None
        assert (p.id, p.nummer, p.vraagnummer, p.titel) == (eerste.id, eerste.nummer, eerste.vraagnummer, eerste.titel)
        assert (p.indieners, p.beantwoord_door, p.ontvangen) == (
            eerste.indieners,
            eerste.beantwoord_door,
            eerste.ontvangen,
        )
        assert [q.antwoord.replace("\n\n", " ") for q in p.paren] == [
            q.antwoord.replace("\n\n", " ") for q in eerste.paren
        ]


def test_a_fragment_of_the_xml_and_its_plain_text_give_the_same_pairs() -> None:
    for pad in sorted((PUBLICATIONS / "xml-fragments").glob("*.xml")):
        xml = gelezen(pad)
        tekst = gelezen(PUBLICATIONS / "plain-text" / f"{xml.id}.txt")
        ontbreekt = {pair.vraagnummers for pair in xml.paren} - {pair.vraagnummers for pair in tekst.paren}
        assert ontbreekt <= {(3,)}, xml.id  # one plain text lost the text of its third answer


def test_the_search_noise_is_read_whole() -> None:
    readings = list(read_paths([SHARED / "pairs.jsonl"]))
    assert len(readings) == 1049
    assert all(reading.publicatie for reading in readings)


@pytest.fixture(scope="module")
def alle() -> list[Publication]:
    mappen = [PUBLICATIONS / naam for naam in ("docx-text", "page-text", "pdf-markdown", "pdf-text", "plain-text")]
    publicaties = [reading.publicatie for reading in read_paths(mappen) if reading.publicatie]
    return [
        p for p in publicaties if p.paren and [q.id for q in p.paren] == [q.id for q in sorted(p.paren, key=laagste)]
    ]


def laagste(pair: Pair) -> int:
    return min(pair.vraagnummers)


@pytest.mark.parametrize("herschrijf", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_same_documents_in_another_layout(
    alle: list[Publication], herschrijf: Callable[[Publication], str]
) -> None:
    waar = gevonden = goed = 0
    slecht: list[str] = []
    for p in alle:
        gelezen_, _ = make_publication(read_text(herschrijf(p)), "herschreven")
        eigen, ander = ({tuple(sorted(q.vraagnummers)) for q in een.paren} for een in (p, gelezen_))
        waar, gevonden, goed = waar + len(eigen), gevonden + len(ander), goed + len(eigen & ander)
        slecht.extend([p.id] if eigen - ander else [])
    print(f"\n{herschrijf.__name__}: {waar} antwoorden, recall {goed / waar:.3f}, precision {goed / gevonden:.3f}")  # noqa: T201
    assert goed / waar >= 0.95, slecht
    assert goed / gevonden >= 0.95, slecht
