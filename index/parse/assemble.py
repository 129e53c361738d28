"""Makes a publication of what a reader found: completes the facts, forms the pairs, writes down the doubts."""

from __future__ import annotations

import re

from index.names.dates import vergaderjaar_of
from index.names.ministries import existed
from index.parse.body.pairing import Pairing, form_pairs
from index.parse.content import Block, BlockKind, Content, StatedFacts, join_paragraphs, paragraphs_of
from index.parse.facts.answering import REGISTER, addressed, contradicted, fill_answering, ministeries_of
from index.parse.facts.ids import (
    VRAAGNUMMER,
    aanhangsel_id,
    is_official_id,
    norm_id,
    norm_vraagnummer,
    page_url,
    split_aanhangsel_id,
)
from index.parse.facts.metadata import Metadata
from index.parse.marks.delay import DELAYS
from index.parse.marks.notes import without_marks
from index.parse.marks.numbers import write_numbers
from index.values import Publication, Soort

WITHDRAWN = re.compile(
    r"\bvra(?:ag|gen)\b[^.]{0,200}?\b(?:als\s+)?(?:ingetrokken|vervallen)\b|\btrek\w*\b[^.]{0,80}\bvragen\b[^.]{0,30}\bin\b",
    re.IGNORECASE,
)
"""Text of a withdrawal. Example: "Deze vragen mogen als ingetrokken worden beschouwd"."""

_AS_STATED = (
    *("vergaderjaar", "nummer", "vraagnummer", "titel", "onderwerp", "indieners", "gevraagd", "beantwoord_door"),
    *("ingezonden", "ontvangen", "fictief"),
)
"""The facts that a publication has as the document states them."""
_WITHDRAWAL = re.compile(r"\bintrek\w*|\bingetrokken\b", re.IGNORECASE)
"""In a title. Example: "Intrekking vragen over"; not: "Antwoord op vragen over"."""
_OPEN_QUESTIONS = re.compile(r"kv-(?:(?:tk|ek)-)?(\d{4}[zd]\d{5})")
"""Id of questions without an answer. Example: "kv-tk-2024z01294"; not: "ah-tk-20232024-1068"."""
_FILE_ENDING = re.compile(r"[_.](?:metadata|fragmenten).*$")
"""What a file name has behind the id. Example: "_metadata" in "ah-tk-20232024-1068_metadata"; not: "-n1"."""


def make_publication(
    content: Content, stem: str, metadata: Metadata | None = None
) -> tuple[Publication, tuple[str, ...]]:
    """The publication and what was left over of its text.

    Args:
        stem: stem of the file name, the id when the document gives none.
        metadata: the official metadata that stood beside the document.
    """
    facts = content.facts
    _drop_marks(content)
    if metadata is not None:
        facts = _with_metadata(facts, metadata)
    twijfels = list(content.twijfels)
    _complete(facts, content.blocks, content.restant, stem)
    publication_id = _decide_id(facts, stem)
    blocks, mededeling = _take_mededeling(content.blocks, facts)
    pairing = form_pairs(publication_id, blocks)
    soort = _decide_soort(facts, pairing, mededeling)
    fill_answering(facts, pairing.paren, twijfels)
    twijfels.extend(pairing.twijfels)
    twijfels.extend(_doubts(facts, soort, pairing))
    rest = paragraphs_of(blocks, BlockKind.REST)
    restant = tuple(tekst for tekst in (*content.restant, *rest, *pairing.restant) if tekst.strip())
    loose_notes = [note for block in blocks if not block.soort.is_paired for note in block.voetnoten]
    publicatie = Publication(
        id=publication_id,
        soort=soort,
        **{name: getattr(facts, name) for name in _AS_STATED},
        ministeries=ministeries_of(facts.beantwoord_door),
        gevraagde_ministeries=ministeries_of(facts.gevraagd),
        url=None if facts.fictief else page_url(publication_id),
        zie_ook=tuple(other for other in facts.zie_ook if other != publication_id),
        paren=pairing.paren,
        open_vragen=pairing.open_vragen,
        mededeling=mededeling or None,
        toelichting=join_paragraphs(paragraphs_of(blocks, BlockKind.TOELICHTING)) or None,
        voetnoten=tuple(dict.fromkeys((*content.voetnoten, *loose_notes, *pairing.voetnoten))),
        herkomst=tuple(sorted(facts.herkomst.items())),
        twijfels=tuple(dict.fromkeys(twijfels)),
    )
    return publicatie, restant


def _drop_marks(content: Content) -> None:
    """Take the marks of notes out of everything but questions and answers, which keep the places."""
    content.restant = [without_marks(paragraph) for paragraph in content.restant]
    for block in content.blocks:
        if not block.soort.is_paired:
            block.paragraphs = [without_marks(paragraph) for paragraph in block.paragraphs]


def _with_metadata(facts: StatedFacts, metadata: Metadata) -> StatedFacts:
    """Facts of document and metadata together: the metadata leads for identifiers, the headings for people."""
    together = StatedFacts(fictief=facts.fictief)
    together.keep(
        "metadata", id=metadata.id, kamer=metadata.kamer, nummer=metadata.nummer, vergaderjaar=metadata.vergaderjaar
    )
    together.keep("metadata", vraagnummer=metadata.vraagnummer, titel=metadata.titel)
    if metadata.soort is Soort.MEDEDELING:
        together.keep("metadata", soort=metadata.soort)
    together.fill_from(facts)
    together.keep("metadata", soort=metadata.soort, indieners=metadata.indieners)
    together.keep("metadata", ontvangen=metadata.ontvangen, ingezonden=metadata.ingezonden)
    asked = addressed(metadata.ontvangers, together.ingezonden, together.ontvangen) if metadata.ontvangers else ()
    together.keep(f"metadata en {REGISTER}", gevraagd=asked)
    return together


def _complete(facts: StatedFacts, blocks: list[Block], preamble: list[str], stem: str) -> None:
    """Facts that follow from others: number and year from the official id, year from the date."""
    if facts.id:
        facts.id = norm_id(facts.id)
        _keep_facts_of_id(facts.id, facts.herkomst.get("id", "document"), facts)
    elif is_official_id(name := _name_of(stem)):
        _keep_facts_of_id(name, "id", facts)
    if facts.nummer:
        facts.nummer = facts.nummer.lstrip("0") or "0"
    day = facts.ontvangen or facts.ingezonden
    if facts.vergaderjaar is None and day is not None:
        facts.keep("afgeleid van de datum", vergaderjaar=vergaderjaar_of(day))
    mededeling = " ".join(paragraphs_of(blocks, BlockKind.MEDEDELING))
    for bron, tekst in (("mededeling", mededeling), ("brief", " ".join(preamble))):
        named = {norm_vraagnummer(written) for written in VRAAGNUMMER.findall(tekst)}
        if len(named) == 1:
            facts.keep(bron, vraagnummer=named.pop())


def _keep_facts_of_id(publication_id: str, herkomst: str, facts: StatedFacts) -> None:
    if parts := split_aanhangsel_id(publication_id):
        facts.keep(herkomst, kamer=parts[0], vergaderjaar=parts[1], nummer=parts[2])
    elif match := _OPEN_QUESTIONS.fullmatch(publication_id):
        facts.keep(herkomst, vraagnummer=match[1].upper())


def _name_of(stem: str) -> str:
    return norm_id(_FILE_ENDING.sub("", stem)) or "naamloos"


def _decide_id(facts: StatedFacts, stem: str) -> str:
    """The id of the document, else an official id that the file carries, else one made of chamber, year and number."""
    if facts.id:
        return facts.id
    naam = _name_of(stem)
    if is_official_id(naam) or not (facts.nummer and facts.vergaderjaar):
        facts.herkomst["id"] = "bestandsnaam"
        return naam
    facts.herkomst["id"] = "vergaderjaar en nummer"
    return aanhangsel_id(facts.kamer, facts.vergaderjaar, facts.nummer)


def _take_mededeling(blocks: list[Block], facts: StatedFacts) -> tuple[list[Block], str]:
    """Blocks without the notice, and its text; a notice without a label of its own is known by its words."""
    parts = paragraphs_of(blocks, BlockKind.MEDEDELING)
    others = [block for block in blocks if block.soort is not BlockKind.MEDEDELING]
    last = next((block for block in reversed(others) if block.soort.is_paired), None)
    antwoorden = [block for block in others if block.soort is BlockKind.ANTWOORD]
    if last and not parts and (facts.soort is Soort.MEDEDELING or len(antwoorden) == 1):
        begin = next(
            (place for place, paragraph in enumerate(last.paragraphs) if _is_mededeling(paragraph, facts)), None
        )
        only_answer = last.soort is BlockKind.ANTWOORD and begin == 0
        if begin is not None and (facts.soort is Soort.MEDEDELING or only_answer):
            parts = [without_marks(paragraph) for paragraph in last.paragraphs[begin:]]
            last.paragraphs = last.paragraphs[:begin]
            others = [block for block in others if block.paragraphs or block is not last]
    return others, join_paragraphs(parts)


def _is_mededeling(paragraph: str, facts: StatedFacts) -> bool:
    if facts.soort is Soort.MEDEDELING:
        return bool(DELAYS.search(paragraph) or WITHDRAWN.search(paragraph))
    return len(paragraph) < 400 and WITHDRAWN.search(paragraph) is not None


def _decide_soort(facts: StatedFacts, pairing: Pairing, mededeling: str) -> Soort:
    if mededeling and WITHDRAWN.search(mededeling) and not pairing.paren:
        return Soort.INGETROKKEN
    if facts.titel and _WITHDRAWAL.search(facts.titel) and not pairing.paren:
        return Soort.INGETROKKEN
    if pairing.paren:
        return Soort.ANTWOORD
    if facts.soort is Soort.MEDEDELING or (mededeling and facts.soort is not Soort.VRAAG):
        return Soort.MEDEDELING
    if facts.soort is Soort.ANTWOORD or facts.beantwoord_door:
        return Soort.ANTWOORD
    return Soort.VRAAG


def _doubts(facts: StatedFacts, soort: Soort, pairing: Pairing) -> list[str]:
    twijfels: list[str] = []
    if soort in (Soort.MEDEDELING, Soort.INGETROKKEN) and not facts.beantwoord_door and not facts.gevraagd:
        twijfels.append("geen ministerie gevonden: geen kop en geen ondertekening")
    if soort is Soort.ANTWOORD:
        if not pairing.paren:
            twijfels.append("geen enkel antwoord herkend")
        elif pairing.open_vragen:
            nummers = tuple(vraag.nummer for vraag in pairing.open_vragen)
            twijfels.append(f"vraag {write_numbers(nummers)} niet beantwoord in dit document")
        if not facts.beantwoord_door:
            twijfels.append(
                "geen antwoordend ministerie gevonden: geen kop of ondertekening, en de antwoorden noemen er geen"
            )
    for person in (*facts.beantwoord_door, *facts.gevraagd):
        if person.ministerie is None and person.naam and not person.portefeuille:
            twijfels.append(f"ministerie van {person.functie} {person.naam} niet zeker: de kop noemt het niet")
        if person.ministerie is None and person.portefeuille:
            twijfels.append(f"portefeuille niet in het register: {person.portefeuille}")
    day = facts.ontvangen or facts.ingezonden
    for person in facts.beantwoord_door:
        if day and person.ministerie and not existed(person.ministerie, day):
            twijfels.append(f"het ministerie {person.ministerie} bestond niet op {day:%d-%m-%Y}")
        elif facts.ontvangen and (other := contradicted(person, facts.ontvangen)):
            twijfels.append(f"{person.naam} was op {facts.ontvangen:%d-%m-%Y} volgens het register van {other}")
    asked = sorted(
        {vraag.nummer for pair in pairing.paren for vraag in pair.vragen} | {v.nummer for v in pairing.open_vragen}
    )
    if asked and (missed := tuple(sorted(set(range(1, asked[-1] + 1)) - set(asked)))):
        twijfels.append(f"vraagnummer {write_numbers(missed[:10])} ontbreekt")
    return twijfels
