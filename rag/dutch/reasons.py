"""Puts the reason for a verdict into Dutch sentences."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from index.values import Publication, Soort
from rag.dutch.citation import answerer, short_reference
from rag.dutch.writing import counted, dutch_date, enumerate_dutch
from rag.values import Extent, Ground, PartCounts, Reason

MAX_ASKED_CHARS = 180
MAX_NAMED = 12
ASKED_BEFORE = "Eerder gevraagd en beantwoord."

GROUNDS = {
    Ground.BY_NUMBER: "Dit is alles van wat de vraag bij nummer noemt.",
    Ground.NOTHING: "Geen enkele publicatie in het corpus past bij deze vraag.",
    Ground.ABSENT: "Dit onderwerp lijkt niet voor te komen in wat is doorzocht: geen antwoord ligt dicht bij wat de "
    "vraag noemt.",
    Ground.RELATED: "Er zijn antwoorden in de buurt van dit onderwerp, maar een rechtstreeks antwoord is niet zeker.",
    Ground.FAR: "Wat het dichtst bij deze vraag komt, geeft waarschijnlijk geen antwoord; er is niets geciteerd.",
    Ground.OTHER_LANGUAGE: "De vraag lijkt in het Engels gesteld; het corpus is Nederlands, en of het hierover iets "
    "heeft, is zo niet te zeggen. Stel de vraag ook in het Nederlands.",
    Ground.ANSWERED: "De gevonden antwoorden sluiten aan bij wat de vraag noemt.",
    Ground.UNREAD: "Het oordeel is niet geijkt voor dit taalmodel of zonder herordenen; beoordeel de citaten zelf.",
    Ground.NOTICE: "Dit is geen antwoord, maar een mededeling (zoals uitstel) of een open vraag.",
    Ground.ONE_WORD: "Eén woord vraagt nog niets; deze antwoorden gaan erover. Stel een vraag om te zien of die "
    "beantwoord is.",
    Ground.ONE_WORD_APART: "Eén woord zegt weinig, en van geen antwoord is zeker dat het erover gaat. Zeg er meer bij: "
    "wat wilt u erover weten?",
    Ground.NO_SUBJECT: "De vraag noemt nog geen onderwerp. Zeg waarover het moet gaan, bijvoorbeeld «wat doet het "
    "kabinet aan wachtlijsten in de jeugdzorg?».",
    Ground.NOTHING_TO_QUOTE: "De gevonden antwoorden verwijzen alleen naar elders, of zeggen alleen dat een bericht "
    "bekend is of hoe de vragen worden behandeld; er is niets te citeren.",
    Ground.NAMES_LITTLE: "De gevonden antwoorden liggen in de buurt, maar noemen bijna niets van wat de vraag noemt.",
    Ground.NO_NUMBER: "De vraag vraagt om een getal of datum, maar geen van de citaten noemt er een over het "
    "gevraagde.",
    Ground.NO_NAME: "De vraag vraagt wie, welke of waar, maar geen van de citaten noemt dat.",
    Ground.NO_REASON: "De vraag vraagt waarom, maar geen van de citaten geeft een reden.",
    Ground.OF_OTHERS: "De gevonden antwoorden gaan over het onderwerp, maar zijn niet van wie de vraag noemt.",
    Ground.ONLY_HANDLING: "De tekst vraagt niets anders dan of een bericht bekend is en hoe er wordt geantwoord.",
    Ground.HANDLING: "Deze vraag gaat over het beantwoorden zelf; er is niet naar gezocht.",
    Ground.ACQUAINTANCE: "Deze vraag gaat er alleen over of iets bekend is; er is niet naar gezocht.",
}
"""The grounds that are always worded the same."""


def reason_in_words(reason: Reason, *, names_question: bool = True, offers_words: bool = True) -> str:
    """The reason in plain Dutch: one sentence, and one for each thing that goes with it.

    `names_question` quotes a question that was asked before, and `offers_words` names the nearest words for those that
    the corpus lacks: either may stand beside the reason already.
    """
    sentences = [_ground(reason) if names_question or reason.asked_before is None else ASKED_BEFORE]
    if reason.check_number:
        sentences.append("De vraag vraagt om een getal of datum; controleer of die er echt staat.")
    if reason.extent is not None:
        sentences.append(_extent(reason.extent))
    told = {word for words in reason.untold for word in words.split()}
    offered = {word: near for word, near in reason.near_words if word not in told}
    if missing := [f"«{word}»" for word in reason.missing if word not in {*offered, *told}]:
        sentences.append(f"Niet letterlijk genoemd in de dichtstbijzijnde antwoorden: {enumerate_dutch(missing)}.")
    for word, near in offered.items():
        choices = " of ".join(f"«{one}»" for one in near)
        sentences.append(f"«{word}» staat niet in dit corpus{f'; bedoelde u {choices}?' if offers_words else '.'}")
    if reason.uncompared is not None:
        sentences.append(_uncompared(reason.uncompared))
    return " ".join(sentences)


def named_publications(publications: Sequence[Publication]) -> str:
    """`nr. 1068 (Minister van Financiën, 16 februari 2024) en nr. 1067 (...)`."""
    named = [_named(publication) for publication in publications[:MAX_NAMED]]
    if len(publications) > MAX_NAMED:
        named.append(f"{len(publications) - MAX_NAMED} andere")
    return enumerate_dutch(named)


def _ground(reason: Reason) -> str:
    if reason.asked_before is not None:
        asked = shorten(reason.asked_before, MAX_ASKED_CHARS, placeholder=" …")
        return f"{ASKED_BEFORE.removesuffix('.')}: «{asked}»."
    if reason.ground is Ground.NO_REAL_ANSWER:
        ways = enumerate_dutch(reason.ways)
        return f"Een echt antwoord is niet gevonden: het antwoord {ways}."
    if reason.ground in (Ground.UNTOLD, Ground.NOT_NAMED):
        words = enumerate_dutch([f"«{word}»" for word in reason.untold])
        lacks = f"de citaten zeggen niets over {words}" if reason.ground is Ground.UNTOLD else f"noemen {words} niet"
        return f"De gevonden antwoorden liggen in de buurt, maar {lacks}."
    if reason.ground is Ground.SAME_QUESTION:
        return f"Dezelfde vraag is beantwoord in {named_publications(reason.publications)}."
    if reason.ground in (Ground.COMPARED, Ground.COUNTED, Ground.FOLLOWED):
        return reason.summary
    return _parts(reason.parts) if reason.parts else GROUNDS[reason.ground]


def _extent(extent: Extent) -> str:
    until = f", het nieuwste van {dutch_date(extent.newest)}" if extent.newest else ""
    quotes = counted(extent.quotes, "citaat", "citaten")
    return f"{quotes} uit {counted(extent.publications, 'publicatie', 'publicaties')}{until}."


def _parts(parts: PartCounts) -> str:
    asked = f"{parts.answered + parts.related + parts.nothing}{' gezochte' if parts.left else ''}"
    text = f"{parts.answered} van {asked} deelvragen eerder beantwoord"
    if parts.related:
        text += f", bij {parts.related} staan er alleen verwante antwoorden"
    if parts.nothing:
        text += f", bij {parts.nothing} niets gevonden"
    if parts.acquaintance:
        text += f"; {parts.acquaintance} {_goes(parts.acquaintance)} alleen over bekendheid met een bericht"
    if parts.handling:
        text += f"; {parts.handling} {_goes(parts.handling)} over het beantwoorden zelf"
    if parts.left:
        which = f"vraag {parts.left[0]}" + (f" t/m {parts.left[-1]}" if len(parts.left) > 1 else "")
        text += (
            f". Let op: {which} {_is(len(parts.left))} niet gezocht, het zijn er te veel voor één keer; vraag die apart"
        )
    return f"{text}."


def _is(count: int) -> str:
    return "is" if count == 1 else "zijn"


def _goes(count: int) -> str:
    return "gaat" if count == 1 else "gaan"


def _uncompared(ministeries: Sequence[str]) -> str:
    text = "Deze vraag is in dit corpus niet aan verschillende ministeries tegelijk gesteld: er is geen vergelijking"
    there = f"; de antwoorden die er wel zijn, komen van {enumerate_dutch(ministeries)}" if ministeries else ""
    return f"{text}{there}."


def _named(publication: Publication) -> str:
    number = short_reference(publication)
    facts = [answerer(publication)] if publication.beantwoord_door or publication.ministeries else []
    if publication.soort is not Soort.ANTWOORD:
        facts.append({"mededeling": "uitgesteld", "ingetrokken": "ingetrokken"}.get(publication.soort, "nog open"))
    if publication.ontvangen:
        facts.append(dutch_date(publication.ontvangen))
    return f"{number} ({', '.join(facts)})" if facts else number
