"""The body of a text, cut at its labels into questions, answers, notices and explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.parse.content import BlokSoort
from index.parse.marks.labels import KAAL_NUMMER, Label, is_voortzetting, lees_label
from index.parse.marks.numbers import eerste_vrije, kan_volgen
from index.parse.marks.questions import is_vraag


@dataclass(slots=True, kw_only=True)
class Stuk:
    """Lines under one label."""

    soort: BlokSoort
    nummers: tuple[int, ...] = ()
    regels: list[str] = field(default_factory=list)


def eerste_label(regels: Sequence[str]) -> int | None:
    """Position of the first question or answer label that is beyond doubt; None when there is none."""
    for plek, regel in enumerate(regels):
        label = lees_label(regel)
        if (
            label
            and label.soort in (BlokSoort.VRAAG, BlokSoort.ANTWOORD)
            and (label.zeker or label.nummers[:1] == (1,))
        ):
            return plek
    return None


def segmenteer(regels: Sequence[str]) -> tuple[list[str], list[Stuk]]:
    """Lines as (what stands before the first label, the pieces in order).

    Questions are found by their label ("Vraag 4") or, where a document labels its answers only, by their bare number
    ("4. Hoe ...") or by reading as a question right before the label of the answer.
    """
    vooraf, stukken = _knip(regels)
    if any(stuk.soort is BlokSoort.VRAAG for stuk in stukken):
        return vooraf, stukken
    if any(stuk.soort is BlokSoort.ANTWOORD for stuk in stukken):
        return _kale_nummers(vooraf, stukken)
    return vooraf, stukken


def _knip(regels: Sequence[str]) -> tuple[list[str], list[Stuk]]:
    vooraf: list[str] = []
    stukken: list[Stuk] = []
    open_nummers: set[int] = set()
    gezien: set[int] = set()
    wachten: Label | None = None
    for regel in regels:
        if wachten and (vervolg := is_voortzetting(regel)) and stukken:
            samen = lees_label(f"{_woord(wachten)} {', '.join(map(str, wachten.nummers))}, {vervolg}")
            if samen:
                stukken[-1].nummers = tuple(dict.fromkeys([*wachten.nummers, *samen.nummers]))
                continue
        wachten = None
        label = lees_label(regel)
        if label is None or not _past(label, gezien, open_nummers):
            (stukken[-1].regels if stukken else vooraf).append(regel)
            continue
        if not label.zeker and not label.nummers:
            continue
        stukken.append(Stuk(soort=label.soort, nummers=label.nummers, regels=[label.rest] if label.rest else []))
        if label.soort is BlokSoort.VRAAG:
            open_nummers.update(label.nummers)
            gezien.update(label.nummers)
        elif label.soort is BlokSoort.ANTWOORD:
            open_nummers.difference_update(label.nummers)
        if label.nummers and regel.rstrip().endswith((",", " en", "&")):
            wachten = label
    return vooraf, stukken


def _woord(label: Label) -> str:
    return "Vraag" if label.soort is BlokSoort.VRAAG else "Antwoord"


def _past(label: Label, gezien: set[int], open_nummers: set[int]) -> bool:
    if label.zeker or not label.nummers:
        return True
    if label.soort is BlokSoort.VRAAG:
        return kan_volgen(label.nummers[0], gezien)
    return bool(open_nummers.intersection(label.nummers))


def _kale_nummers(vooraf: list[str], stukken: list[Stuk]) -> tuple[list[str], list[Stuk]]:
    uit: list[Stuk] = []
    gezien: set[int] = set()
    groepen: list[tuple[Stuk | None, list[str]]] = [(None, vooraf), *((stuk, stuk.regels) for stuk in stukken)]
    voor_kop: list[str] = vooraf
    for plek, (stuk, regels) in enumerate(groepen):
        volgende = groepen[plek + 1][0] if plek + 1 < len(groepen) else None
        romp, vragen = regels, list[Stuk]()
        if volgende and volgende.soort is BlokSoort.ANTWOORD and (stuk is None or stuk.soort is BlokSoort.ANTWOORD):
            romp, vragen = _vragen_aan_eind(regels, eerste_vrije(gezien), volgende.nummers)
        if stuk is None:
            voor_kop = romp
        else:
            uit.append(Stuk(soort=stuk.soort, nummers=stuk.nummers, regels=romp))
        uit.extend(vragen)
        gezien.update(nummer for vraag in vragen for nummer in vraag.nummers)
    return voor_kop, uit


def _vragen_aan_eind(regels: list[str], verwacht: int, doel: tuple[int, ...]) -> tuple[list[str], list[Stuk]]:
    """Lines between two answer labels as (the answer, the questions after it).

    Args:
        regels: the lines.
        verwacht: lowest number that no question had yet.
        doel: numbers of the answer label that follows, which tell what to look for.
    """
    if doel and (begin := _begin_van_vragen(regels, doel[0])) is not None:
        return regels[:begin], _op_nummer(regels[begin:], list(doel))
    if (begin := _begin_van_vragen(regels, verwacht)) is not None:
        return regels[:begin], _op_nummer(regels[begin:], list(range(verwacht, verwacht + len(regels))))
    return _vragen_zonder_nummer(regels, verwacht, doel)


def _op_nummer(regels: list[str], volgorde: list[int]) -> list[Stuk]:
    """Questions that begin at the lines with these numbers, in this order."""
    vragen: list[Stuk] = []
    for regel in regels:
        match = KAAL_NUMMER.match(regel)
        if match and volgorde and int(match["nummer"]) == volgorde[0]:
            vragen.append(Stuk(soort=BlokSoort.VRAAG, nummers=(volgorde.pop(0),), regels=[match["rest"] or ""]))
        else:
            vragen[-1].regels.append(regel)
    return vragen


def _begin_van_vragen(regels: list[str], verwacht: int) -> int | None:
    """Position of the last line that carries the expected number; a list inside the answer stands before it."""
    for plek in range(len(regels) - 1, -1, -1):
        match = KAAL_NUMMER.match(regels[plek])
        if match and int(match["nummer"]) == verwacht:
            return plek
    return None


def _vragen_zonder_nummer(regels: list[str], verwacht: int, doel: tuple[int, ...]) -> tuple[list[str], list[Stuk]]:
    """Questions that only their wording tells, right before the label of their answer.

    Where the last line is no question by itself ("Graag een toelichting per jaar.") it belongs to the one above.
    """
    gevuld = [plek for plek, regel in enumerate(regels) if regel.strip()]
    laatste = next((plek for plek in reversed(gevuld) if is_vraag(regels[plek])), None)
    if laatste is None:
        return regels, []
    begin = laatste
    for plek in reversed([plek for plek in gevuld if plek < laatste]):
        if not is_vraag(regels[plek]):
            break
        begin = plek
    vragen: list[Stuk] = []
    for plek in (plek for plek in gevuld if plek >= begin):
        if plek <= laatste:
            vragen.append(Stuk(soort=BlokSoort.VRAAG, regels=[regels[plek]]))
        else:
            vragen[-1].regels.extend(["", regels[plek]])
    nummers = doel if len(doel) == len(vragen) else range(verwacht, verwacht + len(vragen))
    for vraag, nummer in zip(vragen, nummers, strict=True):
        vraag.nummers = (nummer,)
    return regels[:begin], vragen
