"""Reads pages of openkamer.org: a card with facts, then every question as a bullet with its answer below it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from index.errors import NotAPublicationError
from index.names.dates import parse_date
from index.names.ministries import find_portefeuille
from index.parse.content import Block, BlockKind, Content, StatedFacts
from index.parse.facts.ids import ID
from index.parse.facts.other_kinds import OVERVIEW
from index.parse.facts.people import make_bewindspersoon
from index.parse.layouts.layout import Layout
from index.parse.layouts.openkamer_page import openkamer_texts
from index.parse.lines.footnotes import NumberedNotes, footnotes_of, take_page_notes, unmentioned, without_references
from index.parse.lines.reflow import to_paragraphs
from index.parse.marks.questions import is_question
from index.values import Bewindspersoon, Indiener

_CARD = re.compile(r"^[^\S\n]*Kamervraag (?P<vraagnummer>\d{4}Z\d{5})\s*$", re.MULTILINE)
"""Example: "Kamervraag 2024Z01294"; not: "Kamervraag 2024Z01294 is beantwoord"."""
_FIELD = re.compile(
    r"^(?P<naam>Ingediend|Beantwoord door|Beantwoord|Indieners?|Onderwerpen|Bron vraag|Bron antwoord)\s+"
    r"(?P<waarde>\S.*)$"
)
"""Example: "Indieners Anna Zandbelt (VDP)"; not: "De indieners vragen"."""
_BULLET = re.compile(r"^\s*•\s*Vraag (?P<nummer>\d{1,3})\s*$")
_ANSWER_LABEL = re.compile(r"^\W{0,5}Antwoord\b", re.MULTILINE)
_NOTE = re.compile(r"^\s*(?P<nummer>\d{1,3})\.\s+(?P<tekst>\S.*)$")
"""Example: "1. NRC, 3 mei 2024"; not: "1 NRC"."""
NAMELESS = "een overzicht van {} Kamervragen zonder hun vraagnummer; bewaar de pagina als HTML en lees die in"
_PERSON = re.compile(
    r"(?P<naam>[^(),\s][^(),]{0,99}+)(?:\((?P<functie>(?:minister|staatssecretaris)[^()]*)\))?\s?(?:\((?P<partij>[^()]{1,30})\))?"
    r"\s?(?:,\s|$)",
    re.IGNORECASE,
)
"""Example: "Menno Snel (staatssecretaris financiën) (D66)"."""


def is_openkamer(text: str) -> bool:
    """Whether a text is a page of openkamer.org, with its card or without: questions as bullets, answers unlabelled."""
    bullets = sum(1 for line in text.split("\n") if _BULLET.match(line))
    if bullets > 1 and _ANSWER_LABEL.search(text) is None:
        return True
    return _CARD.search(text[:3000]) is not None and re.search(r"^Ingediend ", text[:6000], re.MULTILINE) is not None


def read_cards(text: str) -> list[Content]:
    """Each set of questions of a text that has several cards; nothing when it has one, or no questions below them."""
    places = [match.start() for match in _CARD.finditer(text)]
    if len(places) < 2:
        return []
    cards = [text[begin:end] for begin, end in zip(places, [*places[1:], len(text)], strict=True)]
    filled = [card for card in cards if any(_BULLET.match(line) for line in card.split("\n"))]
    contents = [read_openkamer(card) for card in filled]
    bare = [match["vraagnummer"] for card in cards if card not in filled for match in _CARD.finditer(card)]
    if contents and bare:
        contents[0].twijfels.append(f"de pagina noemt ook {', '.join(bare)}, zonder vragen en antwoorden")
    return contents


def _begins_anew(text: str) -> int:
    """How often the numbers begin at 1 after a higher one, the first time included."""
    numbers = [0, *(int(match["nummer"]) for line in text.split("\n") if (match := _BULLET.match(line)))]
    return sum(after == 1 and before != 1 for before, after in pairwise(numbers))


def read_openkamer(text: str) -> Content:
    """Read a page; its ministries are what the page says, and that is often not who answered.

    Raises:
        NotAPublicationError: it lists several sets of questions, without them or without their numbers.
    """
    if (cards := len(_CARD.findall(text))) > 1:
        raise NotAPublicationError(OVERVIEW.format(cards))
    if (begins := _begins_anew(text)) > 1:
        raise NotAPublicationError(NAMELESS.format(begins))
    lines = text.split("\n")
    begin = next((place for place, line in enumerate(lines) if _BULLET.match(line)), len(lines))
    content = Content()
    notes = NumberedNotes()
    _read_card(lines[:begin], content, notes)
    pieces: list[tuple[int, list[str]]] = []
    for line in take_page_notes(lines[begin:], notes, ()):
        if bullet := _BULLET.match(line):
            pieces.append((int(bullet["nummer"]), []))
        elif pieces:
            pieces[-1][1].append(line)
    for nummer, body in pieces:
        _read_piece(nummer, body, notes, content)
    content.voetnoten.extend(unmentioned(notes))
    if len(content.facts.beantwoord_door) > 2:
        content.twijfels.append("openkamer noemt meer bewindspersonen dan dit antwoord gaven; ministeries onzeker")
    return content


def _read_card(lines: list[str], content: Content, notes: NumberedNotes) -> None:
    facts = content.facts
    for place, line in enumerate(lines):
        if card := _CARD.match(line):
            facts.keep("openkamer", vraagnummer=card["vraagnummer"])
            titel = next((r.strip() for r in lines[place + 1 :] if r.strip()), None)
            facts.keep("openkamer", titel=titel, onderwerp=titel)
        elif entry := _FIELD.match(line):
            _read_field(entry["naam"], entry["waarde"], facts)
        elif note := _NOTE.match(line):
            notes.texts[int(note["nummer"])] = note["tekst"]
        elif line.strip() and line.strip() != facts.titel:
            content.restant.append(line.strip())


def _read_field(naam: str, value: str, facts: StatedFacts) -> None:
    if naam == "Ingediend":
        facts.keep("openkamer", ingezonden=parse_date(value))
    elif naam == "Beantwoord":
        facts.keep("openkamer", ontvangen=parse_date(value))
    elif naam.startswith("Indiener"):
        indieners = tuple(Indiener(naam=m["naam"].strip(), fractie=m["partij"]) for m in _PERSON.finditer(value))
        facts.keep("openkamer", indieners=indieners)
    elif naam == "Beantwoord door":
        people = tuple(person for m in _PERSON.finditer(value) if (person := _bewindspersoon_of(m, facts.ontvangen)))
        facts.keep("openkamer", beantwoord_door=people)
    elif naam == "Bron antwoord" and (match := ID.search(value)):
        facts.herkomst.pop("id", None)
        facts.id = None
        facts.keep("bronregel", id=match[0].lower())
    elif naam == "Bron vraag" and (match := ID.search(value)):
        facts.keep("bronregel", id=match[0].lower())


def _bewindspersoon_of(match: re.Match[str], op: date | None) -> Bewindspersoon | None:
    functie = match["functie"]
    if functie is None:
        return None
    without_portefeuille = "zonder portefeuille" in functie.lower()
    core = re.sub(
        r"^(?:minister-president|minister|staatssecretaris)(?:\s+zonder\s+portefeuille)?[\s,]*", "", functie, flags=re.I
    )
    core = re.sub(r"^minister\s+", "", core).strip()
    soort = re.match(r"minister-president|minister|staatssecretaris", functie, re.I)
    role = soort[0] if soort else "minister"
    portefeuille = find_portefeuille(core, op) if without_portefeuille and op else None
    if portefeuille is not None:
        return make_bewindspersoon(role, portefeuille.naam, voor=True, naam=match["naam"].strip(), op=op)
    return make_bewindspersoon(role, None if without_portefeuille else core or None, naam=match["naam"].strip(), op=op)


def _read_piece(nummer: int, lines: list[str], notes: NumberedNotes, content: Content) -> None:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    filled = [group for group in groups if group]
    boundary = 1 if filled else 0
    while boundary < len(filled) and all(is_question(line) for line in filled[boundary]):
        boundary += 1
    for soort, part in ((BlockKind.VRAAG, filled[:boundary]), (BlockKind.ANTWOORD, filled[boundary:])):
        flat = [line for group in part for line in (*group, "")]
        clean, mentioned = without_references(flat, notes)
        paragraphs = to_paragraphs(clean, None)
        if paragraphs:
            block = Block(
                soort=soort, nummers=(nummer,), paragraphs=paragraphs, voetnoten=footnotes_of(mentioned, notes)
            )
            content.blocks.append(block)


LAYOUT = Layout(
    fits=is_openkamer,
    read=read_openkamer,
    several=read_cards,
    page=openkamer_texts,
    described="web page of openkamer.org: one set, or the list whose tiles hold questions and answers folded up",
    held="a publication for each set; several cards in one text too; a list without them, or without vraagnummers, "
    "is refused with the reason",
    years="any",
    verified="**the site's public templates and own fixtures only**",
)
