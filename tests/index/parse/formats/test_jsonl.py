"""Publication JSONL: the contract, and a round trip without loss."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NotAPublicationError
from index.parse.facts.people import make_bewindspersoon
from index.parse.formats.jsonl import from_json, from_stored, read_bewindspersoon, to_json
from index.parse.inputs import read_bytes
from index.values import Bewindspersoon, Indiener, Pair, Publication, Soort, Voetnoot, Vraag

REGEL: dict[str, Any] = {
    "id": "ah-tk-20232024-90060",
    "soort": "antwoord",
    "vergaderjaar": "2023-2024",
    "nummer": 90060,
    "vraagnummer": "2024Z90060",
    "titel": "Antwoord op vragen over vlaggen",
    "indieners": [{"naam": "Zandbelt", "fractie": "VDP"}],
    "ministeries": ["def"],
    "bewindspersonen": ["Minister Dekkers (Defensie)", "Minister voor Natuur en Stikstof"],
    "ingezonden": "2024-03-04",
    "ontvangen": "2024-04-02",
    "url": None,
    "zie_ook": ["ah-tk-20232024-90059"],
    "paren": [{"vragen": [{"nummer": 1, "tekst": "A?"}, {"nummer": 2, "tekst": ""}], "antwoord": "Ja."}],
}


def test_the_contract_is_read() -> None:
    p = from_json(REGEL)
    assert (p.nummer, p.ministeries) == ("90060", ("Defensie",))
    assert [b.ministerie for b in p.beantwoord_door] == ["Defensie", "Natuur en Stikstof"]
    assert p.paren[0].id == "ah-tk-20232024-90060#v1"
    assert p.paren[0].vraagnummers == (1, 2)


def test_a_number_is_written_as_text_and_empty_keys_are_left_out() -> None:
    regel = to_json(from_json(REGEL))
    assert regel["nummer"] == "90060"
    assert "url" not in regel
    assert regel["bewindspersonen"] == REGEL["bewindspersonen"]


@pytest.mark.parametrize(
    ("wijziging", "melding"),
    [
        ({"kleur": "rood"}, "kleur: onbekende sleutel"),
        ({"paren": None}, "paren"),
        ({"ontvangen": "gisteren"}, "ontvangen"),
        ({"vergaderjaar": "2023"}, "vergaderjaar"),
        ({"paren": [{"vragen": [], "antwoord": "Ja."}]}, "has no question"),
        ({"bewindspersonen": ["de koning"]}, "de koning"),
        (
            {"paren": [{"vragen": [{"nummer": 2**63, "tekst": "?"}], "antwoord": "Ja."}]},
            "nummer: moet hoogstens 999999",
        ),
        ({"paren": [], "onbeantwoord": [{"nummer": 0, "tekst": "?"}]}, "onbeantwoord.0.nummer: moet ten minste 1"),
    ],
)
def test_what_is_not_in_the_contract_is_refused_with_its_name(wijziging: dict[str, Any], melding: str) -> None:
    with pytest.raises(NotAPublicationError, match=melding):
        from_json(REGEL | wijziging)


def test_a_file_of_other_json_lines_is_one_failure() -> None:
    (lezing,) = read_bytes("lijst.jsonl", b'{"naam": "appel"}\n{"naam": "peer"}\n')
    assert lezing.fout is not None
    assert "geen van de 2 regels" in lezing.fout


def test_bad_lines_do_not_stop_the_good_ones() -> None:
    regels = [json.dumps(REGEL), "geen json", "[1]", json.dumps(REGEL | {"id": "ah-tk-20232024-90061"})]
    readings = read_bytes("import.jsonl", "\n".join(regels).encode())
    assert [reading.publicatie is not None for reading in readings] == [True, False, False, True]
    assert "regel 2" in (readings[1].fout or "")


namen = st.sampled_from(["Dekkers", "Van der Aa", "Faas – van de Klomp", "Çelebioğlu", "van Oever"])
portefeuilles = st.sampled_from(
    ["Defensie", "Financiën", "Natuur en Stikstof", "Onderwijs, Cultuur en Wetenschap", "Ruimtevaart"]
)
personen = st.one_of(
    st.builds(
        lambda functie, naam, p: make_bewindspersoon(functie, p, naam=naam),
        st.sampled_from(["Minister", "Staatssecretaris"]),
        namen,
        portefeuilles,
    ),
    st.builds(
        lambda functie, p: make_bewindspersoon(functie, p),
        st.sampled_from(["Minister", "Staatssecretaris"]),
        portefeuilles,
    ),
    st.just(make_bewindspersoon("Minister-President", None)),
    st.just(make_bewindspersoon("Minister-President", None, naam="Dekkers")),
    st.just(Bewindspersoon(functie="Minister", naam="Dekkers")),
)
tekst = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=40).filter(str.strip)
noten = st.lists(st.builds(lambda n, t: Voetnoot(nummer=str(n), tekst=t), st.integers(1, 99), tekst), max_size=2).map(
    tuple
)


@st.composite
def publicaties(draw: st.DrawFn) -> Publication:
    nummers = draw(st.lists(st.integers(1, 30), unique=True, max_size=6))
    grens = draw(st.integers(0, len(nummers)))
    paren = tuple(
        Pair(
            id=f"ah-tk-20232024-90000#v{nummer}",
            vragen=(Vraag(nummer=nummer, tekst=draw(tekst)),),
            antwoord=draw(tekst),
            verwijst_naar=draw(st.sampled_from([(), ("ah-tk-20232024-90000#v1",)])),
            voetnoten=draw(noten),
        )
        for nummer in nummers[:grens]
    )
    beantwoord = tuple(draw(st.lists(personen, max_size=2)))
    return Publication(
        id="ah-tk-20232024-90000",
        soort=draw(st.sampled_from(Soort)),
        vergaderjaar=draw(st.sampled_from([None, "2023-2024"])),
        nummer=draw(st.sampled_from([None, "90000"])),
        onderwerp=draw(st.none() | tekst),
        indieners=tuple(
            draw(
                st.lists(
                    st.builds(lambda n, f: Indiener(naam=n, fractie=f), namen, st.sampled_from([None, "VDP"])),
                    max_size=2,
                )
            )
        ),
        beantwoord_door=beantwoord,
        ministeries=tuple(dict.fromkeys(b.ministerie for b in beantwoord if b.ministerie)),
        ingezonden=draw(st.none() | st.dates(date(1995, 1, 1), date(2030, 1, 1))),
        ontvangen=draw(st.none() | st.dates(date(2022, 2, 1), date(2024, 6, 1))),
        paren=paren,
        open_vragen=tuple(Vraag(nummer=nummer, tekst=draw(tekst)) for nummer in nummers[grens:]),
        mededeling=draw(st.none() | tekst),
        voetnoten=draw(noten),
        herkomst=(("ontvangen", "antwoordkop"),),
        twijfels=tuple(draw(st.lists(tekst, max_size=2))),
        fictief=draw(st.booleans()),
    )


@given(publicaties())
@settings(max_examples=150)
def test_a_publication_survives_its_own_json(publicatie: Publication) -> None:
    line = json.loads(json.dumps(to_json(publicatie)))
    assert from_json(line) == publicatie
    assert from_stored(line) == publicatie


@given(personen)
def test_a_bewindspersoon_survives_its_own_text(persoon: Bewindspersoon) -> None:
    assert read_bewindspersoon(persoon.als_tekst) == persoon
