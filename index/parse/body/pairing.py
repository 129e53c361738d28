"""Questions and answers of the body joined into pairs by their numbers, whatever the order they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.parse.body.references import verwezen_nummers
from index.parse.content import Blok, BlokSoort, schrijf_alineas
from index.parse.marks.numbers import schrijf_nummers
from index.parse.marks.questions import splits_vragen_aan_eind
from index.values import Pair, PairId, Voetnoot, Vraag


@dataclass(slots=True, kw_only=True)
class Paring:
    """Pairs and what did not pair."""

    paren: tuple[Pair, ...] = ()
    open_vragen: tuple[Vraag, ...] = ()
    voetnoten: list[Voetnoot] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Stand:
    vragen: list[Blok] = field(default_factory=list)
    """Every question block, in order."""
    groepen: list[tuple[list[Blok], Blok]] = field(default_factory=list)
    """Questions with the answer to them."""
    beantwoord: set[int] = field(default_factory=set)
    """Positions in `vragen` that have an answer."""
    twijfels: list[str] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)

    def open(self) -> list[int]:
        return [plek for plek in range(len(self.vragen)) if plek not in self.beantwoord]


def vorm_paren(publication_id: str, blokken: list[Blok]) -> Paring:
    """Pair the question and answer blocks of one publication; other blocks are ignored.

    An answer without numbers answers the questions since the last answer. A number without a question of its own goes
    by position, and is reported.
    """
    stand = _Stand()
    vorig: Blok | None = None
    for blok in _nummer(blokken, stand):
        if blok.soort is BlokSoort.VRAAG:
            stand.vragen.append(blok)
        else:
            _beantwoord(blok, vorig, stand)
        vorig = blok
    return _schrijf(publication_id, stand)


def _nummer(blokken: list[Blok], stand: _Stand) -> list[Blok]:
    """Question and answer blocks; a question without a number gets the next one."""
    uit: list[Blok] = []
    hoogste = 0
    for blok in blokken:
        if blok.soort not in (BlokSoort.VRAAG, BlokSoort.ANTWOORD):
            continue
        if blok.soort is BlokSoort.VRAAG and not blok.nummers:
            blok.nummers = (hoogste + 1,)
            stand.twijfels.append(f"vraag zonder nummer gelezen als vraag {hoogste + 1}")
        if blok.soort is BlokSoort.VRAAG:
            hoogste = max(hoogste, *blok.nummers)
        uit.append(blok)
    return uit


def _beantwoord(blok: Blok, vorig: Blok | None, stand: _Stand) -> None:
    if not schrijf_alineas(blok.alineas):
        if blok.nummers:
            stand.twijfels.append(f"antwoord {schrijf_nummers(blok.nummers)} is leeg")
        return
    if not blok.nummers:
        _beantwoord_op_plaats(blok, stand)
        return
    doel = [plek for plek in stand.open() if set(stand.vragen[plek].nummers) & set(blok.nummers)]
    if len(doel) > len(blok.nummers):
        stand.twijfels.append(f"vraag {schrijf_nummers(blok.nummers)} staat er meer dan eens")
    genoemd = {nummer for plek in doel for nummer in stand.vragen[plek].nummers}
    zoek = tuple(nummer for nummer in blok.nummers if nummer not in genoemd)
    if zoek and (herstel := _vragen_uit_vorig_antwoord(zoek, stand)):
        doel = [*doel, *herstel]
        zoek = ()
    if doel:
        _verbind(doel, blok, stand)
        if zoek:
            stand.twijfels.append(
                f"antwoord {schrijf_nummers(blok.nummers)}: geen vraag {schrijf_nummers(zoek)} gevonden"
            )
        return
    _beantwoord_zonder_vraag(blok, vorig, stand)


def _beantwoord_op_plaats(blok: Blok, stand: _Stand) -> None:
    laatste = max(stand.beantwoord, default=-1)
    doel = [plek for plek in stand.open() if plek > laatste] or stand.open()
    if doel:
        _verbind(doel, blok, stand)
    elif stand.groepen:
        stand.groepen[-1][1].alineas.extend(blok.alineas)
        stand.groepen[-1][1].voetnoten.extend(blok.voetnoten)
    else:
        stand.twijfels.append("antwoord zonder nummer en zonder vraag")
        stand.restant.extend(blok.alineas)


def _verbind(doel: list[int], blok: Blok, stand: _Stand) -> None:
    stand.beantwoord.update(doel)
    stand.groepen.append(([stand.vragen[plek] for plek in doel], blok))


def _vragen_uit_vorig_antwoord(zoek: tuple[int, ...], stand: _Stand) -> list[int]:
    """Questions whose label was lost, so that they stand at the end of the answer before, known by how they read."""
    if not stand.groepen or any(nummer in blok.nummers for blok in stand.vragen for nummer in zoek):
        return []
    vragen, antwoord = stand.groepen[-1]
    if max(nummer for blok in vragen for nummer in blok.nummers) + 1 != min(zoek) and len(stand.groepen) > 1:
        return []
    rest, gevonden = splits_vragen_aan_eind(antwoord.alineas)
    if not rest or not gevonden:
        return []
    antwoord.alineas = rest
    stand.vragen.append(Blok(soort=BlokSoort.VRAAG, nummers=zoek, alineas=gevonden))
    stand.twijfels.append(f"kopje van vraag {schrijf_nummers(zoek)} ontbreekt; vraag herkend aan de tekst")
    return [len(stand.vragen) - 1]


def _beantwoord_zonder_vraag(blok: Blok, vorig: Blok | None, stand: _Stand) -> None:
    naam = schrijf_nummers(blok.nummers)
    open_vragen = stand.open()
    if open_vragen and vorig is not None and vorig.soort is BlokSoort.VRAAG and vorig is stand.vragen[open_vragen[-1]]:
        doel = [plek for plek in open_vragen if plek > max(stand.beantwoord, default=-1)] or open_vragen[-1:]
        _hernummer_dubbele(stand.vragen[doel[-1]], blok, stand)
        _verbind(doel, blok, stand)
        stand.twijfels.append(f"antwoord {naam} volgt op een vraag met een ander nummer; op volgorde gekoppeld")
        return
    for vragen, antwoord in reversed(stand.groepen):
        if {nummer for vraag in vragen for nummer in vraag.nummers} & set(blok.nummers):
            antwoord.alineas.extend(blok.alineas)
            antwoord.voetnoten.extend(blok.voetnoten)
            stand.twijfels.append(f"antwoord {naam} staat er meer dan eens; samengevoegd")
            return
    stand.vragen.append(Blok(soort=BlokSoort.VRAAG, nummers=blok.nummers))
    _verbind([len(stand.vragen) - 1], blok, stand)
    stand.twijfels.append(f"tekst van vraag {naam} ontbreekt")


def _hernummer_dubbele(vraag: Blok, antwoord: Blok, stand: _Stand) -> None:
    """Give a question whose number was printed before the number that its answer has."""
    andere = [nummer for blok in stand.vragen if blok is not vraag for nummer in blok.nummers]
    if (
        set(vraag.nummers) & set(andere)
        and len(antwoord.nummers) == len(vraag.nummers)
        and not set(antwoord.nummers) & set(andere)
    ):
        stand.twijfels.append(
            f"vraag {schrijf_nummers(vraag.nummers)} staat er twee keer;"
            f" de tweede gelezen als {schrijf_nummers(antwoord.nummers)}"
        )
        vraag.nummers = antwoord.nummers


def splits_gezamenlijke(blok: Blok) -> list[Vraag]:
    """Questions of a block; one paragraph each when they are as many as the numbers, else all text with the first."""
    alineas = [alinea for alinea in blok.alineas if alinea.strip()]
    if len(alineas) == len(blok.nummers):
        return [Vraag(nummer=nummer, tekst=alinea) for nummer, alinea in zip(blok.nummers, alineas, strict=True)]
    eerste, *overige = blok.nummers
    return [
        Vraag(nummer=eerste, tekst=schrijf_alineas(alineas)),
        *(Vraag(nummer=nummer, tekst="") for nummer in overige),
    ]


def _schrijf(publication_id: str, stand: _Stand) -> Paring:
    volgorde = {id(blok): plek for plek, blok in enumerate(stand.vragen)}
    groepen = sorted(stand.groepen, key=lambda groep: min(volgorde[id(blok)] for blok in groep[0]))
    ruw: list[tuple[PairId, tuple[Vraag, ...], Blok, tuple[Voetnoot, ...]]] = []
    gebruikt: set[str] = set()
    for blokken, antwoord in groepen:
        vragen = tuple(vraag for blok in blokken for vraag in splits_gezamenlijke(blok))
        pair_id = _vrije_id(publication_id, min(vraag.nummer for vraag in vragen), gebruikt)
        noten = tuple(dict.fromkeys(noot for blok in (*blokken, antwoord) for noot in blok.voetnoten))
        ruw.append((pair_id, vragen, antwoord, noten))
    per_nummer: dict[int, str] = {}
    for pair_id, vragen, _, _ in ruw:
        for vraag in vragen:
            per_nummer.setdefault(vraag.nummer, pair_id)
    paren: list[Pair] = []
    for pair_id, vragen, antwoord, noten in ruw:
        tekst = schrijf_alineas(antwoord.alineas)
        vorige = paren[-1].id if paren else None
        doelen = [vorige if nummer == 0 else per_nummer.get(nummer) for nummer in verwezen_nummers(tekst)]
        verwijst = tuple(dict.fromkeys(doel for doel in doelen if doel and doel != pair_id))
        paren.append(Pair(id=pair_id, vragen=vragen, antwoord=tekst, verwijst_naar=verwijst, voetnoten=noten))
    open_blokken = [stand.vragen[plek] for plek in stand.open()]
    return Paring(
        paren=tuple(paren),
        open_vragen=tuple(vraag for blok in open_blokken for vraag in splits_gezamenlijke(blok)),
        voetnoten=[noot for blok in open_blokken for noot in blok.voetnoten],
        restant=stand.restant,
        twijfels=stand.twijfels,
    )


def _vrije_id(publication_id: str, nummer: int, gebruikt: set[str]) -> PairId:
    for letter in ("", *"bcdefghijklmnopqrstuvwxyz"):
        pair_id = PairId.of(publication_id, nummer, letter)
        if pair_id not in gebruikt:
            gebruikt.add(pair_id)
            return pair_id
    raise ValueError(f"{publication_id}: vraag {nummer} komt meer dan 26 keer voor")
