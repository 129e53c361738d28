"""Text whose labels are all lost: questions and answers told apart by how they read."""

from __future__ import annotations

from collections.abc import Sequence

from index.parse.content import Blok, BlokSoort, is_lijstregel
from index.parse.marks.labels import KAAL_NUMMER
from index.parse.marks.questions import is_vraag


def lees_vragenlijst(alineas: Sequence[str]) -> tuple[list[Blok], list[str]]:
    """Paragraphs of a document that only asks, as questions numbered in their order, and what is no question."""
    blokken: list[Blok] = []
    for alinea in alineas:
        genummerd = KAAL_NUMMER.match(alinea)
        if genummerd and genummerd["rest"] and int(genummerd["nummer"]) == len(blokken) + 1:
            alinea = genummerd["rest"]
        elif blokken and is_lijstregel(alinea):
            blokken[-1].alineas.append(alinea)
            continue
        blokken.append(Blok(soort=BlokSoort.VRAAG, nummers=(len(blokken) + 1,), alineas=[alinea]))
    return blokken, []


def scheid_antwoorden(blokken: Sequence[Blok]) -> list[Blok]:
    """Question blocks of which the answers have no label, parted where the questions end.

    Nothing changes unless most blocks have text behind their questions.
    """
    delen = [_vragen_voorop(blok.alineas) for blok in blokken]
    met_antwoord = sum(1 for vragen, rest in delen if vragen and rest)
    if any(blok.soort is not BlokSoort.VRAAG for blok in blokken) or met_antwoord * 2 <= len(blokken):
        return list(blokken)
    uit: list[Blok] = []
    for blok, (vragen, rest) in zip(blokken, delen, strict=True):
        if vragen and rest:
            uit.append(Blok(soort=BlokSoort.VRAAG, nummers=blok.nummers, alineas=vragen, voetnoten=blok.voetnoten))
            uit.append(Blok(soort=BlokSoort.ANTWOORD, nummers=blok.nummers, alineas=rest))
        else:
            uit.append(blok)
    return uit


def _vragen_voorop(alineas: list[str]) -> tuple[list[str], list[str]]:
    plek = 0
    while plek < len(alineas) and is_vraag(alineas[plek]):
        plek += 1
    return alineas[:plek], alineas[plek:]


def lees_zonder_labels(alineas: Sequence[str]) -> tuple[list[Blok], list[str]]:
    """Paragraphs as blocks, numbered in their order, and what stands before the first question.

    Every question paragraph is one question; what follows up to the next question answers all questions since the last
    answer.
    """
    blokken: list[Blok] = []
    vooraf: list[str] = []
    nummer = 0
    for alinea in alineas:
        genummerd = KAAL_NUMMER.match(alinea)
        if genummerd and genummerd["rest"] and int(genummerd["nummer"]) == nummer + 1 and is_vraag(genummerd["rest"]):
            alinea = genummerd["rest"]
        if is_vraag(alinea):
            nummer += 1
            blokken.append(Blok(soort=BlokSoort.VRAAG, nummers=(nummer,), alineas=[alinea]))
        elif not blokken:
            vooraf.append(alinea)
        elif blokken[-1].soort is BlokSoort.ANTWOORD:
            blokken[-1].alineas.append(alinea)
        else:
            open_vragen: list[int] = []
            for blok in reversed(blokken):
                if blok.soort is not BlokSoort.VRAAG:
                    break
                open_vragen = [*blok.nummers, *open_vragen]
            blokken.append(Blok(soort=BlokSoort.ANTWOORD, nummers=tuple(open_vragen), alineas=[alinea]))
    return blokken, vooraf
