"""The official XML of an Aanhangsel, fragments of it, and the older `vraagdoc` notation."""

from __future__ import annotations

import re

from lxml import etree

from index.parse.content import Blok, BlokSoort, Inhoud
from index.parse.facts.dates import parse_datum
from index.parse.facts.headings import ANTWOORDKOP, VRAAGKOP, lees_antwoordkop, lees_vraagkop
from index.parse.facts.ids import ID, norm_vergaderjaar
from index.parse.formats.inline import Noten, lees_alineas, lees_regel
from index.parse.lines.furniture import CHROME
from index.parse.marks.labels import lees_label
from index.parse.marks.numbers import parse_nummers
from index.parse.xml import naam, tekst
from index.values import Soort, Voetnoot

WORTELS = frozenset(
    {"officiele-publicatie", "kamervragen", "vraagdoc", "kamerwrk", "kamervraag", "kamervragen-zonder-antwoord"}
)
"""Root elements of publications of questions; `vraagdoc` and `kamerwrk` are known from a description only."""

_BLOKKEN = {
    "vraag": BlokSoort.VRAAG,
    "antwoord": BlokSoort.ANTWOORD,
    "kamervraagopmerking": BlokSoort.MEDEDELING,
    "toelichting": BlokSoort.TOELICHTING,
    "toelicht": BlokSoort.TOELICHTING,
    "kamervraagbijlage": BlokSoort.REST,
    "bijlage": BlokSoort.REST,
    "ondertekening": BlokSoort.REST,
}
_NUMMERS = frozenset({"nr", "nummer", "tussenkop", "kop", "titel"})
_KOPPEN = frozenset({"kamervraagomschrijving", "omschr"})
_LABELWOORD = {BlokSoort.VRAAG: "Vraag", BlokSoort.ANTWOORD: "Antwoord"}
_VRAAGNUMMER = re.compile(r"\b\d{4}[ZD]\d{5}\b")
_FICTIEF = re.compile(r"Fictief\s+voorbeeld", re.IGNORECASE)


def is_publicatie(wortel: etree._Element) -> bool:
    """Whether a root element holds questions of parliament."""
    if naam(wortel) not in WORTELS:
        return False
    return any(
        naam(element) in {"vraag", "antwoord", "kamervraagomschrijving", "kamervraagkop", "omschr"}
        for element in wortel.iter()
    )


def lees_official_xml(wortel: etree._Element) -> Inhoud:
    """Read a publication from its root element; unknown elements keep their text."""
    inhoud = Inhoud()
    _loop(wortel, inhoud, Noten())
    return inhoud


def _loop(element: etree._Element, inhoud: Inhoud, noten: Noten) -> None:
    for kind in element:
        soort = naam(kind)
        if soort in _BLOKKEN:
            _lees_blok(kind, _BLOKKEN[soort], inhoud, noten)
        elif soort in _KOPPEN:
            _lees_kop(kind, inhoud, noten)
        elif soort == "metadata":
            _lees_meta(kind, inhoud)
        elif soort == "tekstregel":
            _lees_tekstregel(kind, inhoud)
        elif soort in {"kamervraagnummer", "vraagnummer"}:
            _lees_nummer(tekst(kind), inhoud)
        elif soort == "noot":
            inhoud.voetnoten.append(_oude_noot(kind))
        elif soort == "datum" and len(kind) == 0:
            inhoud.feiten.zet("datum", ontvangen=parse_datum(kind.get("isodatum") or tekst(kind)))
        elif soort and (len(kind) or tekst(kind)):
            _lees_onbekend(kind, inhoud, noten)


def _lees_onbekend(element: etree._Element, inhoud: Inhoud, noten: Noten) -> None:
    if any(
        naam(kind) in _BLOKKEN or naam(kind) in _KOPPEN or naam(kind) in {"tekstregel", "kamervraagnummer"}
        for kind in element.iter()
    ):
        _loop(element, inhoud, noten)
        return
    regel = tekst(element)
    if label := lees_label(regel) if len(regel) < 40 else None:
        inhoud.blokken.append(Blok(soort=label.soort, nummers=label.nummers))
    elif inhoud.blokken and naam(element) in {"al", "al-groep", "lijst", "table", "tussenkop"}:
        inhoud.blokken[-1].alineas.extend(lees_alineas(element, noten))
        inhoud.blokken[-1].voetnoten.extend(noten.neem())
    elif not CHROME.match(regel):
        inhoud.restant.append(regel)


def _lees_blok(element: etree._Element, soort: BlokSoort, inhoud: Inhoud, noten: Noten) -> None:
    blok = Blok(soort=soort)
    label_gelezen = False
    apart: list[tuple[etree._Element, BlokSoort]] = []
    for kind in element:
        if not label_gelezen and naam(kind) in {*_NUMMERS, "al"}:
            regel = tekst(kind)
            nummers = _nummers(regel, soort, is_alinea=naam(kind) == "al")
            if nummers is not None:
                blok.nummers, label_gelezen = nummers, True
                continue
        label_gelezen = label_gelezen or bool(naam(kind))
        if naam(kind) in _BLOKKEN:
            apart.append((kind, _BLOKKEN[naam(kind)]))
            continue
        blok.alineas.extend(lees_alineas(kind, noten))
    eigen = lees_regel(element.text or "")
    if eigen:
        blok.alineas.insert(0, eigen)
    blok.voetnoten.extend(noten.neem())
    inhoud.blokken.append(blok)
    for kind, kindsoort in apart:
        _lees_blok(kind, kindsoort, inhoud, noten)


def _nummers(regel: str, soort: BlokSoort, *, is_alinea: bool) -> tuple[int, ...] | None:
    """Numbers of a label ("Vraag 2 en 3", "1."); None when the line is no label but text."""
    label = lees_label(regel)
    if label is not None and not label.rest:
        return label.nummers
    if soort is BlokSoort.MEDEDELING and regel.lower().rstrip(".:") == "mededeling":
        return ()
    if is_alinea or soort not in _LABELWOORD:
        return None
    if re.fullmatch(r"[\d\s,.;enm/t&–-]+", regel):
        return parse_nummers(regel)
    return None


def _lees_kop(element: etree._Element, inhoud: Inhoud, noten: Noten) -> None:
    kop = lees_regel(element, noten)
    inhoud.voetnoten.extend(noten.neem())
    soort = element.get("type")
    if soort == "antwoord" or (soort is None and ANTWOORDKOP.match(kop)):
        lees_antwoordkop(kop, inhoud.feiten)
    elif soort == "vraag" or VRAAGKOP.match(kop):
        lees_vraagkop(kop, inhoud.feiten)
    else:
        inhoud.restant.append(kop)
        return
    for datum in element.iter("datum"):
        veld = "ontvangen" if soort == "antwoord" or ANTWOORDKOP.match(kop) else "ingezonden"
        inhoud.feiten.zet("kop", **{veld: parse_datum(datum.get("isodatum"))})
    for onderwerp in element.iter("kamervraagonderwerp"):
        inhoud.feiten.onderwerp = lees_regel(onderwerp, Noten()).rstrip(":") or inhoud.feiten.onderwerp
        inhoud.feiten.herkomst["onderwerp"] = "vraagkop"


def _lees_meta(element: etree._Element, inhoud: Inhoud) -> None:
    for meta in element.iter("meta"):
        if match := ID.search(meta.get("content") or ""):
            inhoud.feiten.zet("XML", id=match[0].lower())


def _lees_tekstregel(element: etree._Element, inhoud: Inhoud) -> None:
    regel = tekst(element)
    rol = element.get("inhoud")
    if _FICTIEF.search(regel):
        inhoud.feiten.zet("kop", fictief=True)
    elif rol == "vergaderjaar":
        inhoud.feiten.zet("kop", vergaderjaar=norm_vergaderjaar(regel))
    elif rol == "kameraanduiding":
        inhoud.feiten.zet("kop", kamer="ek" if regel.startswith("Eerste") else "tk")
    elif rol in {"kamernummer", "documenttype", "overig"} or not regel:
        return
    else:
        inhoud.restant.append(regel)


def _lees_nummer(regel: str, inhoud: Inhoud) -> None:
    if match := _VRAAGNUMMER.search(regel):
        inhoud.feiten.zet("kop", vraagnummer=match[0])
        inhoud.feiten.zet("kop", soort=Soort.VRAAG)
    elif match := re.search(r"\d{1,10}", regel):
        veld = "nummer" if len(match[0]) < 7 else "vraagnummer"
        inhoud.feiten.zet("kop", **{veld: match[0]})


def _oude_noot(element: etree._Element) -> Voetnoot:
    nummer = element.get("nr") or next((tekst(kind) for kind in element if naam(kind) in {"noot.nr", "nr"}), "?")
    return Voetnoot(nummer=nummer, tekst=tekst(element))
