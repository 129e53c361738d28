"""Official HTML, portal pages, and any other page by way of its text."""

from __future__ import annotations

import re

from lxml import etree

from index.parse.content import Blok, BlokSoort, Inhoud
from index.parse.facts.headings import ANTWOORDKOP, lees_antwoordkop, lees_vraagkop
from index.parse.facts.metadata import Metadata, uit_velden
from index.parse.formats.inline import lees_regel
from index.parse.formats.text import lees_tekst
from index.parse.lines.normalise import normaliseer, smal
from index.parse.marks.labels import lees_label
from index.parse.xml import naam, tekst
from index.values import Voetnoot

_BLOKKEN = {
    "vraag": BlokSoort.VRAAG,
    "antwoord": BlokSoort.ANTWOORD,
    "kamervraagopmerking": BlokSoort.MEDEDELING,
    "toelichting": BlokSoort.TOELICHTING,
    "kamervraagbijlage": BlokSoort.REST,
}
_BLOKELEMENTEN = frozenset(
    """
    address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table td th tr ul
    """.split()  # noqa: SIM905 - a list of quoted names reads worse
)
_OVERSLAAN = frozenset({"script", "style", "head", "noscript", "template", "svg"})
_NOOTVERWIJZING = re.compile(r"\bnoot(?:num|ref)\b")
_FICTIEF = re.compile(r"Fictief\s+voorbeeld", re.IGNORECASE)


def lees_html_publicatie(wortel: etree._Element) -> tuple[Inhoud, Metadata]:
    """Read a page: by its official classes where it has them, else by its text."""
    metadata = _metadata(wortel)
    if any(_klassen(div) & set(_BLOKKEN) for div in wortel.iter("div", "section")):
        inhoud = _lees_klassen(wortel)
    else:
        inhoud = lees_tekst("\n".join(_regels(wortel)))
    return inhoud, metadata


def _metadata(wortel: etree._Element) -> Metadata:
    velden: dict[str, list[str]] = {}
    for meta in wortel.iter("meta"):
        veld = (meta.get("name") or "").rsplit(".", 1)[-1].lower()
        if veld and "." in (meta.get("name") or ""):
            velden.setdefault(veld, []).append(smal(normaliseer(meta.get("content") or "")))
    return uit_velden(velden)


def _klassen(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())


def _lees_klassen(wortel: etree._Element) -> Inhoud:
    inhoud = Inhoud()
    teksten = _noten(wortel)
    genoemd: set[str] = set()
    for element in list(wortel.iter()):
        klassen = _klassen(element)
        soort = next((waarde for klasse, waarde in _BLOKKEN.items() if klasse in klassen), None)
        if soort is not None and naam(element) in {"div", "section"}:
            inhoud.blokken.append(_blok(element, soort, teksten, genoemd))
        elif any(klasse.startswith("kamervraagomschrijving") for klasse in klassen):
            kop = lees_regel(element)
            if ANTWOORDKOP.match(kop):
                lees_antwoordkop(kop, inhoud.feiten)
            else:
                lees_vraagkop(kop, inhoud.feiten)
        elif any(klasse.startswith("kamervraagnummer") for klasse in klassen) and (
            nummer := re.search(r"\d+", tekst(element))
        ):
            inhoud.feiten.zet("kop", nummer=nummer[0])
        elif naam(element) == "p" and _FICTIEF.search(tekst(element)):
            inhoud.feiten.zet("kop", fictief=True)
    inhoud.voetnoten.extend(noot for nummer, noot in teksten.items() if nummer not in genoemd)
    return inhoud


def _noten(wortel: etree._Element) -> dict[str, Voetnoot]:
    """Footnotes of `div#noten`, by number; they are taken out of the tree."""
    noten: dict[str, Voetnoot] = {}
    for element in list(wortel.iter("div", "li", "p")):
        if not _klassen(element) & {"noot", "voet", "voetnoot"}:
            continue
        nummers = [
            tekst(kind) for kind in element.iter() if "nootnum" in (kind.get("class") or "") or naam(kind) == "sup"
        ]
        nummer = re.sub(r"\D", "", nummers[0]) if nummers else ""
        for sluiter in [kind for kind in element.iter() if "note-close" in (kind.get("class") or "")]:
            for kind in list(sluiter):
                sluiter.remove(kind)
            sluiter.text = ""
        inhoud = smal(normaliseer(tekst(element)))
        inhoud = inhoud[len(nummer) :].lstrip(" .)") if nummer and inhoud.startswith(nummer) else inhoud
        if nummer and inhoud:
            noten.setdefault(nummer, Voetnoot(nummer=nummer, tekst=inhoud))
        ouder = element.getparent()
        if ouder is not None:
            ouder.remove(element)
    return noten


def _blok(element: etree._Element, soort: BlokSoort, teksten: dict[str, Voetnoot], genoemd: set[str]) -> Blok:
    blok = Blok(soort=soort)
    for verwijzing in [kind for kind in element.iter() if _NOOTVERWIJZING.search(kind.get("class") or "")]:
        nummer = re.sub(r"\D", "", tekst(verwijzing))
        if nummer in teksten and nummer not in genoemd:
            genoemd.add(nummer)
            blok.voetnoten.append(teksten[nummer])
        for kind in list(verwijzing):
            verwijzing.remove(kind)
        verwijzing.text = ""
    label_gelezen = False
    for regel in _regels(element):
        label = None if label_gelezen else lees_label(regel)
        if label and not label.rest:
            blok.nummers = label.nummers
        else:
            blok.alineas.append(regel)
        label_gelezen = True
    return blok


def _is_label(element: etree._Element) -> bool:
    label = lees_label(smal(tekst(element)))
    return label is not None and not label.rest


def _regels(element: etree._Element) -> list[str]:
    """Text of an element, a line per block element; a list item and a table row each get their sign."""
    regels = [""]

    def tik(stuk: str | None) -> None:
        if stuk:
            regels[-1] += stuk

    def loop(knoop: etree._Element) -> None:
        soort = naam(knoop)
        if soort in _OVERSLAAN or not soort:
            return
        if soort == "tr":
            cellen = [smal(tekst(cel)) for cel in knoop if naam(cel) in {"td", "th"}]
            regels.extend((f"| {' | '.join(cellen)} |" if any(cellen) else "", ""))
            return
        if soort in _BLOKELEMENTEN or (soort in {"b", "strong"} and _is_label(knoop)):
            regels.append("– " if soort == "li" else "")
        tik(knoop.text)
        for kind in knoop:
            loop(kind)
            if naam(kind) in _BLOKELEMENTEN or (naam(kind) in {"b", "strong"} and _is_label(kind)):
                regels.append("")
            tik(kind.tail)
        if soort in _BLOKELEMENTEN:
            regels.append("")

    loop(element)
    schoon = (smal(normaliseer(regel)) for regel in regels)
    return [regel for regel in schoon if regel and regel != "–"]
