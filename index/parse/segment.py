"""The body of a text, cut at its labels into questions, answers, notices and explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.parse.content import BlokSoort
from index.parse.labels import KAAL_NUMMER, Label, is_voortzetting, lees_label
from index.parse.questions import is_vraag


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
        if label and label.soort in (BlokSoort.VRAAG, BlokSoort.ANTWOORD) and (label.zeker or label.nummers == (1,)):
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
    hoogste = 0
    wachten: Label | None = None
    for regel in regels:
        if wachten and (vervolg := is_voortzetting(regel)) and stukken:
            samen = lees_label(f"{_woord(wachten)} {', '.join(map(str, wachten.nummers))}, {vervolg}")
            if samen:
                stukken[-1].nummers = tuple(dict.fromkeys([*wachten.nummers, *samen.nummers]))
                continue
        wachten = None
        label = lees_label(regel)
        if label is None or not _past(label, hoogste, open_nummers):
            (stukken[-1].regels if stukken else vooraf).append(regel)
            continue
        if not label.zeker and not label.nummers:
            continue
        stukken.append(Stuk(soort=label.soort, nummers=label.nummers, regels=[label.rest] if label.rest else []))
        if label.soort is BlokSoort.VRAAG:
            open_nummers.update(label.nummers)
            hoogste = max(hoogste, *label.nummers, 0)
        elif label.soort is BlokSoort.ANTWOORD:
            open_nummers.difference_update(label.nummers)
        if label.nummers and regel.rstrip().endswith((",", " en", "&")):
            wachten = label
    return vooraf, stukken


def _woord(label: Label) -> str:
    return "Vraag" if label.soort is BlokSoort.VRAAG else "Antwoord"


def _past(label: Label, hoogste: int, open_nummers: set[int]) -> bool:
    if label.zeker or not label.nummers:
        return True
    if label.soort is BlokSoort.VRAAG:
        return label.nummers[0] == hoogste + 1
    return bool(open_nummers.intersection(label.nummers))


def _kale_nummers(vooraf: list[str], stukken: list[Stuk]) -> tuple[list[str], list[Stuk]]:
    uit: list[Stuk] = []
    verwacht = 1
    groepen: list[tuple[Stuk | None, list[str]]] = [(None, vooraf), *((stuk, stuk.regels) for stuk in stukken)]
    voor_kop: list[str] = vooraf
    for plek, (stuk, regels) in enumerate(groepen):
        volgende = groepen[plek + 1][0] if plek + 1 < len(groepen) else None
        romp, vragen = regels, list[Stuk]()
        if volgende and volgende.soort is BlokSoort.ANTWOORD and (stuk is None or stuk.soort is BlokSoort.ANTWOORD):
            romp, vragen = _vragen_aan_eind(regels, verwacht, volgende.nummers)
        if stuk is None:
            voor_kop = romp
        else:
            uit.append(Stuk(soort=stuk.soort, nummers=stuk.nummers, regels=romp))
        uit.extend(vragen)
        verwacht = max([verwacht - 1, *(nummer for vraag in vragen for nummer in vraag.nummers)]) + 1
    return voor_kop, uit


def _vragen_aan_eind(regels: list[str], verwacht: int, doel: tuple[int, ...]) -> tuple[list[str], list[Stuk]]:
    """Lines between two answer labels as (the answer, the questions after it)."""
    begin = _begin_van_vragen(regels, verwacht)
    if begin is None:
        return _vragen_zonder_nummer(regels, verwacht, doel)
    vragen: list[Stuk] = []
    for regel in regels[begin:]:
        match = KAAL_NUMMER.match(regel)
        if match and int(match["nummer"]) == verwacht:
            vragen.append(Stuk(soort=BlokSoort.VRAAG, nummers=(verwacht,), regels=[match["rest"] or ""]))
            verwacht += 1
        else:
            vragen[-1].regels.append(regel)
    return regels[:begin], vragen


def _begin_van_vragen(regels: list[str], verwacht: int) -> int | None:
    """Position of the last line that carries the expected number; a list inside the answer stands before it."""
    for plek in range(len(regels) - 1, -1, -1):
        match = KAAL_NUMMER.match(regels[plek])
        if match and int(match["nummer"]) == verwacht:
            return plek
    return None


def _vragen_zonder_nummer(regels: list[str], verwacht: int, doel: tuple[int, ...]) -> tuple[list[str], list[Stuk]]:
    plek = len(regels)
    vragen: list[Stuk] = []
    while plek and (not regels[plek - 1].strip() or is_vraag(regels[plek - 1])):
        plek -= 1
        if regels[plek].strip():
            vragen.insert(0, Stuk(soort=BlokSoort.VRAAG, regels=[regels[plek]]))
    nummers = doel if len(doel) == len(vragen) else tuple(range(verwacht, verwacht + len(vragen)))
    for vraag, nummer in zip(vragen, nummers, strict=True):
        vraag.nummers = (nummer,)
    return regels[:plek], vragen
