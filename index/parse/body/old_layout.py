"""The layout of before about 2009 in text: all questions by bare number, the answer heading, then all answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.body.segment import Stuk
from index.parse.content import BlokSoort
from index.parse.facts.headings import ANTWOORDKOP, VRAAGKOP
from index.parse.marks.labels import KAAL_NUMMER
from index.parse.marks.numbers import NUMMERS, parse_nummers

_NUMMERREGEL = re.compile(rf"^\s*(?P<nummers>{NUMMERS})\s*[.:)]?\s*$")
"""A line with nothing but question numbers. Example: "2, 3 en 4"; not: "4 miljoen"."""


def knip_oude_opmaak(regels: Sequence[str]) -> tuple[list[str], list[Stuk]] | None:
    """Lines as (headings, questions and answers); None when the text is not in this layout."""
    vraagkop = next((plek for plek, regel in enumerate(regels) if VRAAGKOP.match(regel.strip())), None)
    koppen = [plek for plek, regel in enumerate(regels) if ANTWOORDKOP.match(regel.strip())]
    if vraagkop is None or not koppen or koppen[-1] < vraagkop:
        return None
    antwoordkop = koppen[-1]
    voor_vragen, vragen = _op_nummer(regels[:antwoordkop], BlokSoort.VRAAG, vanaf=vraagkop + 1)
    voor_antwoorden, antwoorden = _op_nummer(regels[antwoordkop:], BlokSoort.ANTWOORD, vanaf=1)
    if not vragen or not antwoorden:
        return None
    return [*voor_vragen, *voor_antwoorden], [*vragen, *antwoorden]


def _op_nummer(regels: Sequence[str], soort: BlokSoort, vanaf: int) -> tuple[list[str], list[Stuk]]:
    vooraf: list[str] = []
    stukken: list[Stuk] = []
    verwacht = 1
    for plek, regel in enumerate(regels):
        gevonden = _begin(regel, verwacht) if plek >= vanaf else None
        if gevonden is None:
            (stukken[-1].regels if stukken else vooraf).append(regel)
            continue
        nummers, rest = gevonden
        stukken.append(Stuk(soort=soort, nummers=nummers, regels=[rest] if rest else []))
        verwacht = max(nummers) + 1
    return vooraf, stukken


def _begin(regel: str, verwacht: int) -> tuple[tuple[int, ...], str] | None:
    """Numbers and text of a line that opens the next question or answer; numbers may skip what was answered before."""
    if match := _NUMMERREGEL.match(regel):
        nummers = parse_nummers(match["nummers"])
        if nummers and verwacht <= nummers[0] <= verwacht + 3:
            return nummers, ""
    match = KAAL_NUMMER.match(regel)
    if match and match["rest"] and int(match["nummer"]) == verwacht and re.match(r"[A-ZÀ-Þ«‘“\"']", match["rest"]):
        return (verwacht,), match["rest"]
    return None
