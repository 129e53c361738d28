"""Text as people paste it or extractors give it, to facts and blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.errors import UnreadableError
from index.parse.body.headless import lees_vragenlijst, lees_zonder_labels, scheid_antwoorden
from index.parse.body.old_layout import knip_oude_opmaak
from index.parse.body.segment import Stuk, eerste_label, segmenteer
from index.parse.content import Blok, BlokSoort, Inhoud
from index.parse.facts.letter import lees_brief
from index.parse.facts.preamble import lees_vooraf
from index.parse.formats.openkamer import is_openkamer, lees_openkamer
from index.parse.lines.footnotes import (
    Noten,
    neem_noten_in_regels,
    neem_paginanoten,
    voetnoten_bij,
    zonder_verwijzingen,
)
from index.parse.lines.furniture import CHROME, is_markdown, splits_paginas, zonder_markdown
from index.parse.lines.glue import herstel_woorden
from index.parse.lines.normalise import normaliseer
from index.parse.lines.reflow import breedte_van, naar_alineas
from index.parse.lines.unfold import vouw_uit
from index.parse.marks.questions import is_vraag
from index.sources.limits import TEKST_REGELS, TEKST_TEKENS
from index.values import Soort

_FICTIEF = re.compile(r"^.{0,40}\bFictief voorbeeld\b.{0,120}$", re.MULTILINE | re.IGNORECASE)
_EEN_CEL = re.compile(r"^\s*\|\s*([^|]+?)\s*\|\s*$")
"""A table row of one cell, which is a paragraph. Example: "| Ja. |"; not: "| soort | aantal |"."""
_BODEMLINK = re.compile(
    r"^https?://zoek\.officielebekendmakingen\.nl/(?P<id>(?:ah|kv)-[\w-]+?)(?:\.html)?\s*$", re.MULTILINE
)


def lees_tekst(text: str, *, extractie: bool = False) -> Inhoud:
    """Read one publication from text.

    Args:
        text: any of the layouts: typeset, un-typeset, page of a site, openkamer, Markdown, labels lost.
        extractie: the text comes straight from a PDF, so its line ends are those of the page.

    Raises:
        UnreadableError: far larger than a publication can be.
    """
    if len(text) > TEKST_TEKENS or text.count("\n") > TEKST_REGELS:
        raise UnreadableError(
            f"{len(text)} tekens op {text.count(chr(10))} regels is te groot voor een publicatie;"
            f" hoogstens {TEKST_TEKENS} tekens op {TEKST_REGELS} regels worden gelezen"
        )
    text = normaliseer(text)
    if is_openkamer(text):
        return lees_openkamer(text)
    if is_markdown(text):
        text = zonder_markdown(text)
    paginas, voet_id = splits_paginas(vouw_uit(text))
    inhoud = Inhoud()
    if voet_id:
        inhoud.feiten.zet("voetregel", id=voet_id)
    noten = Noten()
    regels = _regels(paginas, noten, inhoud)
    breedte = breedte_van(regels) or (200 if extractie else None)
    zonder_labels = eerste_label(regels) is None
    oud = knip_oude_opmaak(regels) if zonder_labels else None
    if zonder_labels and oud is None:
        _lees_zonder_labels(regels, noten, breedte, inhoud)
    else:
        vooraf, stukken = oud or segmenteer(regels)
        rest = lees_vooraf(vooraf, inhoud.feiten, gewikkeld=breedte is not None)
        lees_brief(rest, inhoud.feiten)
        inhoud.restant.extend(regel for regel in rest if regel)
        blokken = _zonder_herhaling([_blok(stuk, noten, breedte) for stuk in stukken], inhoud)
        if inhoud.feiten.soort is Soort.ANTWOORD:
            blokken = scheid_antwoorden(blokken)
        inhoud.blokken.extend(blokken)
    genoemd = set(noten.genoemd)
    inhoud.voetnoten.extend(voetnoten_bij([n for n in sorted(noten.teksten) if n not in genoemd], noten))
    herstel_woorden(inhoud)
    return inhoud


def _regels(paginas: Sequence[str], noten: Noten, inhoud: Inhoud) -> list[str]:
    """Lines of all pages without notes, site chrome and the mark of a fictional publication."""
    regels: list[str] = []
    for pagina in paginas:
        if _FICTIEF.search(pagina):
            inhoud.feiten.zet("kop", fictief=True)
            pagina = _FICTIEF.sub("", pagina)
        if link := _BODEMLINK.search(pagina):
            inhoud.feiten.zet("link", id=link["id"].lower())
            pagina = _BODEMLINK.sub("", pagina)
        deze = [_EEN_CEL.sub(r"\1", regel).rstrip() for regel in pagina.split("\n") if not CHROME.match(regel.strip())]
        deze = neem_paginanoten(deze, noten, "\n".join(regels[-200:]))
        while deze and not deze[-1].strip():
            deze.pop()
        while regels and deze and not deze[0].strip():
            deze.pop(0)
        regels.extend(deze)
    return regels


def _zonder_herhaling(blokken: list[Blok], inhoud: Inhoud) -> list[Blok]:
    """Blocks without a second copy of the whole document behind the first."""
    vragen = [(plek, blok) for plek, blok in enumerate(blokken) if blok.soort is BlokSoort.VRAAG and blok.alineas]
    for plek, blok in vragen[1:]:
        eerste = vragen[0][1]
        if blok.nummers == eerste.nummers and blok.alineas[0][:60] == eerste.alineas[0][:60]:
            inhoud.twijfels.append("het document staat er twee keer in; alleen het eerste exemplaar is gelezen")
            inhoud.restant.extend(alinea for dubbel in blokken[plek:] for alinea in dubbel.alineas)
            return blokken[:plek]
    return blokken


def _blok(stuk: Stuk, noten: Noten, breedte: int | None) -> Blok:
    schoon, genoemd = zonder_verwijzingen(stuk.regels, noten)
    return Blok(
        soort=stuk.soort,
        nummers=stuk.nummers,
        alineas=naar_alineas(schoon, breedte),
        voetnoten=voetnoten_bij(genoemd, noten),
    )


def _lees_zonder_labels(regels: list[str], noten: Noten, breedte: int | None, inhoud: Inhoud) -> None:
    rest = lees_vooraf(regels, inhoud.feiten, gewikkeld=breedte is not None)
    lees_brief(list(takewhile(lambda regel: not is_vraag(regel), rest)), inhoud.feiten)
    alineas, genoemd = zonder_verwijzingen(neem_noten_in_regels(naar_alineas(rest, breedte), noten), noten)
    feiten = inhoud.feiten
    alleen_vragen = bool(feiten.indieners) and not feiten.beantwoord_door
    blokken, vooraf = lees_vragenlijst(alineas) if alleen_vragen else lees_zonder_labels(alineas)
    if inhoud.feiten.soort is Soort.MEDEDELING and not blokken:
        blokken, vooraf = [Blok(soort=BlokSoort.MEDEDELING, alineas=vooraf)], []
    inhoud.blokken.extend(blokken)
    inhoud.restant.extend(vooraf)
    inhoud.voetnoten.extend(voetnoten_bij(genoemd, noten))
    if any(blok.soort is BlokSoort.ANTWOORD for blok in blokken):
        inhoud.twijfels.append("geen kopjes bij vragen en antwoorden: nummering afgeleid uit de volgorde")
