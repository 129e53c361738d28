"""One publication from what a reader found: facts completed, pairs formed, doubts written down."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from index.names.ministries import find_all
from index.parse.body.pairing import Paring, vorm_paren
from index.parse.content import Blok, BlokSoort, Feiten, Inhoud, schrijf_alineas
from index.parse.facts.dates import vergaderjaar_van
from index.parse.facts.ids import is_officieel, norm_id, norm_vraagnummer, ontleed_aanhangsel, pagina_url
from index.parse.facts.metadata import Metadata
from index.parse.marks.delay import DELAYS
from index.parse.marks.numbers import schrijf_nummers
from index.values import Bewindspersoon, Publication, Soort

INGETROKKEN = re.compile(
    r"\bvra(?:ag|gen)\b[^.]{0,200}?\b(?:als\s+)?(?:ingetrokken|vervallen)\b|\btrek\w*\b[^.]{0,80}\bvragen\b[^.]{0,30}\bin\b",
    re.IGNORECASE,
)
"""Text of a withdrawal. Example: "Deze vragen mogen als ingetrokken worden beschouwd"."""

_VRAAGNUMMER = re.compile(r"(?:\(|\bnr\.?\s*|\bkenmerk\s+|\bnummer\s+)(?P<nummer>20\d{2}\s?Z\s?\d{5})\b")
_EIGEN_MINISTERIE = re.compile(r"\b(?:ministerie|departement)\s+van\s*$", re.IGNORECASE)
_ALS_MINISTER = re.compile(
    r"\b(?:als|mijn\s+(?:positie|rol)\s+als)\s+(?:minister|staatssecretaris)\s+(?:van|voor)\s*$", re.IGNORECASE
)


def maak_publicatie(inhoud: Inhoud, stam: str, metadata: Metadata | None = None) -> tuple[Publication, tuple[str, ...]]:
    """The publication and what was left over of its text.

    Args:
        inhoud: facts and blocks of the document.
        stam: stem of the file name, the id when the document gives none.
        metadata: the official metadata that stood beside the document.
    """
    feiten = inhoud.feiten
    if metadata is not None:
        feiten = _met_metadata(feiten, metadata)
    twijfels = list(inhoud.twijfels)
    _vul_aan(feiten, inhoud.blokken, inhoud.restant)
    publication_id = _bepaal_id(feiten, stam)
    blokken, mededeling = _neem_mededeling(inhoud.blokken, feiten)
    paring = vorm_paren(publication_id, blokken)
    soort = _bepaal_soort(feiten, paring, mededeling)
    _vul_ministeries(feiten, paring, twijfels)
    twijfels.extend(paring.twijfels)
    twijfels.extend(_twijfels(feiten, soort, paring))
    toelichting = schrijf_alineas(
        [alinea for blok in blokken if blok.soort is BlokSoort.TOELICHTING for alinea in blok.alineas]
    )
    rest = [alinea for blok in blokken if blok.soort is BlokSoort.REST for alinea in blok.alineas]
    restant = tuple(tekst for tekst in (*inhoud.restant, *rest, *paring.restant) if tekst.strip())
    losse_noten = [
        noot for blok in blokken if blok.soort not in (BlokSoort.VRAAG, BlokSoort.ANTWOORD) for noot in blok.voetnoten
    ]
    publicatie = Publication(
        id=publication_id,
        soort=soort,
        vergaderjaar=feiten.vergaderjaar,
        nummer=feiten.nummer,
        vraagnummer=feiten.vraagnummer,
        titel=feiten.titel,
        onderwerp=feiten.onderwerp,
        indieners=feiten.indieners,
        gevraagd=feiten.gevraagd,
        beantwoord_door=feiten.beantwoord_door,
        ministeries=_ministeries(feiten.beantwoord_door),
        gevraagde_ministeries=_ministeries(feiten.gevraagd),
        ingezonden=feiten.ingezonden,
        ontvangen=feiten.ontvangen,
        url=None if feiten.fictief else pagina_url(publication_id),
        zie_ook=tuple(ander for ander in feiten.zie_ook if ander != publication_id),
        paren=paring.paren,
        open_vragen=paring.open_vragen,
        mededeling=mededeling or None,
        toelichting=toelichting or None,
        voetnoten=tuple(dict.fromkeys((*inhoud.voetnoten, *losse_noten, *paring.voetnoten))),
        herkomst=tuple(sorted(feiten.herkomst.items())),
        twijfels=tuple(dict.fromkeys(twijfels)),
        fictief=feiten.fictief,
    )
    return publicatie, restant


def _met_metadata(feiten: Feiten, metadata: Metadata) -> Feiten:
    """Facts of document and metadata together: the metadata leads for identifiers, the headings for people."""
    samen = Feiten(fictief=feiten.fictief)
    samen.zet(
        "metadata", id=metadata.id, kamer=metadata.kamer, nummer=metadata.nummer, vergaderjaar=metadata.vergaderjaar
    )
    samen.zet("metadata", vraagnummer=metadata.vraagnummer, titel=metadata.titel)
    if metadata.soort is Soort.MEDEDELING:
        samen.zet("metadata", soort=metadata.soort)
    samen.neem_over(feiten)
    samen.zet("metadata", soort=metadata.soort, indieners=metadata.indieners)
    samen.zet("metadata", ontvangen=metadata.ontvangen, ingezonden=metadata.ingezonden)
    return samen


def _vul_aan(feiten: Feiten, blokken: list[Blok], vooraf: list[str]) -> None:
    """Facts that follow from others: number and year from an id that the document itself gives, year from the date."""
    if feiten.id:
        feiten.id = norm_id(feiten.id)
        if delen := ontleed_aanhangsel(feiten.id):
            feiten.zet(feiten.herkomst.get("id", "document"), kamer=delen[0], vergaderjaar=delen[1], nummer=delen[2])
        elif match := re.fullmatch(r"kv-(?:(?:tk|ek)-)?(\d{4}[zd]\d{5})", feiten.id):
            feiten.zet(feiten.herkomst.get("id", "document"), vraagnummer=match[1].upper())
    if feiten.nummer:
        feiten.nummer = feiten.nummer.lstrip("0") or "0"
    dag: date | None = feiten.ontvangen or feiten.ingezonden
    if feiten.vergaderjaar is None and dag is not None:
        feiten.zet("afgeleid van de datum", vergaderjaar=vergaderjaar_van(dag))
    mededeling = " ".join(alinea for blok in blokken if blok.soort is BlokSoort.MEDEDELING for alinea in blok.alineas)
    for bron, tekst in (("mededeling", mededeling), ("brief", " ".join(vooraf))):
        if match := _VRAAGNUMMER.search(tekst):
            feiten.zet(bron, vraagnummer=norm_vraagnummer(match["nummer"]))


def _bepaal_id(feiten: Feiten, stam: str) -> str:
    """The id of the document, else an official id that the file carries, else one made of chamber, year and number."""
    if feiten.id:
        return feiten.id
    naam = norm_id(re.sub(r"[_.](?:metadata|fragmenten).*$", "", stam)) or "naamloos"
    if is_officieel(naam) or not (feiten.nummer and feiten.vergaderjaar):
        feiten.herkomst["id"] = "bestandsnaam"
        return naam
    feiten.herkomst["id"] = "vergaderjaar en nummer"
    return f"ah-{feiten.kamer or 'tk'}-{feiten.vergaderjaar.replace('-', '')}-{feiten.nummer}"


def _neem_mededeling(blokken: list[Blok], feiten: Feiten) -> tuple[list[Blok], str]:
    """Blocks without the notice, and its text; a notice without a label of its own is known by its words."""
    eigen = [blok for blok in blokken if blok.soort is BlokSoort.MEDEDELING]
    overige = [blok for blok in blokken if blok.soort is not BlokSoort.MEDEDELING]
    delen = [alinea for blok in eigen for alinea in blok.alineas]
    laatste = next((blok for blok in reversed(overige) if blok.soort in (BlokSoort.VRAAG, BlokSoort.ANTWOORD)), None)
    antwoorden = [blok for blok in overige if blok.soort is BlokSoort.ANTWOORD]
    if laatste and not delen and (feiten.soort is Soort.MEDEDELING or len(antwoorden) == 1):
        begin = next((plek for plek, alinea in enumerate(laatste.alineas) if _is_mededeling(alinea, feiten)), None)
        alleen_antwoord = laatste.soort is BlokSoort.ANTWOORD and begin == 0
        if begin is not None and (feiten.soort is Soort.MEDEDELING or alleen_antwoord):
            delen, laatste.alineas = laatste.alineas[begin:], laatste.alineas[:begin]
            overige = [blok for blok in overige if blok.alineas or blok is not laatste]
    return overige, schrijf_alineas(delen)


def _is_mededeling(alinea: str, feiten: Feiten) -> bool:
    if feiten.soort is Soort.MEDEDELING:
        return bool(DELAYS.search(alinea) or INGETROKKEN.search(alinea))
    return len(alinea) < 400 and INGETROKKEN.search(alinea) is not None


def _bepaal_soort(feiten: Feiten, paring: Paring, mededeling: str) -> Soort:
    if mededeling and INGETROKKEN.search(mededeling) and not paring.paren:
        return Soort.INGETROKKEN
    if feiten.titel and re.search(r"\bintrek\w*|\bingetrokken\b", feiten.titel, re.IGNORECASE) and not paring.paren:
        return Soort.INGETROKKEN
    if paring.paren:
        return Soort.ANTWOORD
    if feiten.soort is Soort.MEDEDELING or (mededeling and feiten.soort is not Soort.VRAAG):
        return Soort.MEDEDELING
    if feiten.soort is Soort.ANTWOORD or feiten.beantwoord_door:
        return Soort.ANTWOORD
    return Soort.VRAAG


def _vul_ministeries(feiten: Feiten, paring: Paring, twijfels: list[str]) -> None:
    """Without an answer heading: the ministry that the answers themselves call theirs, when they name one clearly."""
    if feiten.herkomst.get("beantwoord_door") == "openkamer" and len(feiten.beantwoord_door) > 2:
        _beperk_tot_genoemde(feiten, paring, twijfels)
    if feiten.beantwoord_door or not paring.paren:
        return
    telling: Counter[str] = Counter()
    functie = "Minister"
    for pair in paring.paren:
        for begin, _, rij in find_all(pair.antwoord, feiten.ontvangen):
            vooraf = pair.antwoord[max(0, begin - 60) : begin]
            if als := _ALS_MINISTER.search(vooraf):
                telling[rij.naam] += 5
                functie = "Staatssecretaris" if "staatssecretaris" in als[0].lower() else functie
            elif _EIGEN_MINISTERIE.search(vooraf):
                telling[rij.naam] += 1
    if not telling:
        return
    (naam, aantal), *overige = telling.most_common()
    if aantal >= 2 and aantal > 2 * sum(n for _, n in overige):
        persoon = Bewindspersoon(functie=functie, portefeuille=naam, ministerie=naam)
        feiten.zet("lopende tekst", beantwoord_door=(persoon,))
        twijfels.append(f"ministerie {naam} alleen in de lopende tekst gevonden")


def _beperk_tot_genoemde(feiten: Feiten, paring: Paring, twijfels: list[str]) -> None:
    """Of the many ministers of an openkamer page those of the one ministry that the answers speak of, if it is one."""
    genoemd = {
        rij.naam
        for pair in paring.paren
        for begin, _, rij in find_all(pair.antwoord, feiten.ontvangen)
        if _EIGEN_MINISTERIE.search(pair.antwoord[max(0, begin - 60) : begin])
    }
    personen = tuple(persoon for persoon in feiten.beantwoord_door if persoon.ministerie in genoemd)
    if len(genoemd) == 1 and personen:
        feiten.beantwoord_door = personen
        feiten.herkomst["beantwoord_door"] = "openkamer en lopende tekst"
        twijfels.append(
            f"van de bewindspersonen op de pagina alleen {personen[0].ministerie} gehouden, op grond van de tekst"
        )


def _ministeries(personen: tuple[Bewindspersoon, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(persoon.ministerie for persoon in personen if persoon.ministerie))


def _twijfels(feiten: Feiten, soort: Soort, paring: Paring) -> list[str]:
    twijfels: list[str] = []
    if soort is Soort.ANTWOORD:
        if not paring.paren:
            twijfels.append("geen enkel antwoord herkend")
        elif paring.open_vragen:
            nummers = tuple(vraag.nummer for vraag in paring.open_vragen)
            twijfels.append(f"vraag {schrijf_nummers(nummers)} niet beantwoord in dit document")
        if not feiten.beantwoord_door:
            twijfels.append("geen antwoordend ministerie gevonden")
    for persoon in (*feiten.beantwoord_door, *feiten.gevraagd):
        if persoon.ministerie is None and persoon.portefeuille:
            twijfels.append(f"portefeuille niet in het register: {persoon.portefeuille}")
    alle = sorted(
        {vraag.nummer for pair in paring.paren for vraag in pair.vragen} | {v.nummer for v in paring.open_vragen}
    )
    if alle and (gemist := tuple(sorted(set(range(1, alle[-1] + 1)) - set(alle)))):
        twijfels.append(f"vraagnummer {schrijf_nummers(gemist[:10])} ontbreekt")
    return twijfels
