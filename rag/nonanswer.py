"""Recognises what stands in the place of an answer: a delay, ignorance, a refusal, a mere reference."""

from __future__ import annotations

import re

from rag.sentences import sentence_spans

DELAY = re.compile(
    r"""
    kunnen\s(?:helaas\s)?niet\s(?:\w+\s){0,4}(?:binnen|tijdig) | uitstel\b | niet\sbinnen\sde\sgebruikelijke\stermijn
    | zo\s(?:snel|spoedig)\smogelijk\s(?:\w+\s){0,5}beantwoord
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.`; not: `Ik beantwoord ze zo snel.`"""
UNKNOWN = re.compile(
    r"""
    kan\sik\s(?:\w+\s){0,4}niet\s(?:aangeven|zeggen|bevestigen|beoordelen) | niet\sbekend\b | geen\suitspra(?:ken|ak)
    | geen\s(?:informatie|gegevens|inzicht|zicht)\b | beschik\w*\s(?:ik\s)?niet\sover
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Dat kan ik niet aangeven.`, `Hierover is niets bekend.`; not: `Ja, dat bericht ken ik.`"""
REFERENCE = re.compile(
    r"""
    ^\W* (?: zie | verwezen\swordt | ik\sverwijs | hiervoor\sverwijs | voor\s.{0,60}\sverwijs )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Zie het antwoord op vraag 2.`; not: `Ziekenhuizen krijgen meer geld.`"""


def is_delay(text: str) -> bool:
    """Whether the text postpones the answer."""
    return DELAY.search(text) is not None


def kanttekening(antwoord: str) -> str | None:
    """Why this is not a real answer, in Dutch; None when it is one. Takes an answer, a sentence or a quote."""
    if is_delay(antwoord):
        return "dit is uitstel, nog geen antwoord"
    sentences = [antwoord[start:end] for start, end in sentence_spans(antwoord)]
    if sentences and all(REFERENCE.search(sentence) for sentence in sentences):
        return "verwijst alleen naar een ander antwoord of stuk"
    if sentences and UNKNOWN.search(sentences[0]) and len(sentences) < 3:
        return "de bewindspersoon zegt het niet te weten of te kunnen zeggen"
    return None
