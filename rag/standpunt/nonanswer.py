"""Recognises answers that answer nothing: they put off, do not know, decline, or only refer elsewhere."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rag.dutch.acts import SAYS_YES_OR_NO, load_patterns
from rag.dutch.sentences import sentences_of

PATTERNS_FILE = Path(__file__).with_name("nonanswer.toml")
READ_CHARACTERS = 1000  # of a sentence: a table or a page without full stops is no longer one
LONG_SENTENCE = 60  # words; a reference of more than that says something itself
LONG_ANSWER = 5  # sentences; who explains longer why he does not know says something too
DOCUMENT = re.compile(
    r"\b\w*(?:brief|brieven|rapport|bijlagen?|kamerstuk|voortgangsrapportage|nota|website)\b", re.IGNORECASE
)
"""`Zie de Kamerbrief van 3 mei.`; not: `Zie het antwoord op vraag 3.`"""
NUMBERED_QUESTION = re.compile(r"\bvra(?:ag|gen)\s\d", re.IGNORECASE)
"""`Zie mijn antwoord op vraag 3.`; not: `Voor het antwoord op deze vraag verwijs ik naar de brief.`"""
SUBSTANCE = re.compile(
    r"""
    : \s (?!https?:) (?-i: [a-zà-ÿ] ) .{30}
    | \b(?:hierin|daarin)\s(?:wordt|staat|is|heb|ben|geef|ga) \b | \b(?:namelijk|te\sweten)\b
    | ^[^,]{0,200} \b(?:antwoord(?:en)?|vra(?:ag|gen))\b [^,]{0,60} , \s (?!waarin\b|alsmede\b|evenals\b|en\b) .{60,}
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`Zie de brief, daarin staat dat ...`: refers and answers; not: `Zie de brief van 3 mei.`"""
EXPLAINS = re.compile(
    r"\b(?:niet|geen|omdat|aangezien|immers|daarom|registreer|registreert|vertrouwelijk)\b", re.IGNORECASE
)
"""A sentence after "dat kan ik niet aangeven" that only says why."""


OF_A_THING = re.compile(
    r"^\W*(?:de|het|dit|deze|een)\s(?:\w+\s)?(?:\w*onderzoek|rapport|studie|artikel|bericht|wet|richtlijn|verordening|regeling|brief"
    r"|evaluatie|monitor|advies|cijfers|model|tool)\b[^,;:]{0,60}\b(?:geen|niet|niets)\b",
    re.IGNORECASE,
)
"""`Het rapport doet geen uitspraak over de brug.`: that is no refusal to speak of it."""
CONCEDES = re.compile(r"^\W*(?:hoewel|alhoewel|ofschoon)\s[^,()]{5,200}(?:\([^()]{0,200}\),?|,)\s+", re.IGNORECASE)
"""`Hoewel ik niet op deze zaak kan ingaan, `; not: `Ik ga hier niet op in, hoewel `."""
CLAUSE_WORDS = 5  # of what is left, when a sentence begins with a concession


class NonAnswer(StrEnum):
    """Why it is no real answer, as the user reads it."""

    UITSTEL = "stelt het antwoord uit"
    ONBEKEND = "zegt dat het niet bekend of niet aan te geven is"
    GEEN_UITSPRAAK = "doet hierover geen uitspraak"
    ANDER_ANTWOORD = "verwijst alleen naar een ander antwoord"
    ANDER_STUK = "verwijst alleen naar een ander stuk"
    NIET_VAN_TOEPASSING = "zegt alleen dat de vraag niet van toepassing is"


EXPLAINABLE = frozenset({NonAnswer.ONBEKEND, NonAnswer.GEEN_UITSPRAAK, NonAnswer.UITSTEL})
"""What may be followed by the reason why."""

KINDS = {
    "niet van toepassing": NonAnswer.NIET_VAN_TOEPASSING,
    "ander antwoord": NonAnswer.ANDER_ANTWOORD,
    "uitstel": NonAnswer.UITSTEL,
    "later": NonAnswer.UITSTEL,
    "onbekend": NonAnswer.ONBEKEND,
    "geen uitspraak": NonAnswer.GEEN_UITSPRAAK,
}
"""What the patterns of the TOML file, by their `kind`, mean."""


def is_delay(text: str) -> bool:
    """Whether the text says that the questions are answered later than they should."""
    delays = (pattern for kind, pattern in load_patterns(PATTERNS_FILE) if kind == "uitstel")
    return any(pattern.is_in(text[:READ_CHARACTERS]) for pattern in delays)


@lru_cache(maxsize=512)  # a sentence is looked at as part of its answer, and of each quote
def sentence_kind(sentence: str) -> NonAnswer | None:
    """What kind of non-answer a single sentence is; None for a sentence that may answer.

    What it concedes first ("Hoewel ik hier niet op kan ingaan, ...") does not count.
    """
    said = CONCEDES.sub("", sentence)
    sentence = said if len(said.split()) >= CLAUSE_WORDS else sentence
    for soort, pattern in load_patterns(PATTERNS_FILE):
        if not pattern.is_in(sentence[:READ_CHARACTERS]):
            continue
        kind = KINDS[soort]
        if kind is NonAnswer.GEEN_UITSPRAAK and OF_A_THING.match(sentence):
            return None
        if kind is not NonAnswer.ANDER_ANTWOORD:
            return None if SAYS_YES_OR_NO.search(sentence) else kind
        if not SUBSTANCE.search(sentence) and len(sentence.split()) < LONG_SENTENCE:
            is_document = DOCUMENT.search(sentence) is not None and NUMBERED_QUESTION.search(sentence) is None
            return NonAnswer.ANDER_STUK if is_document else kind
    return None


def answer_kind(antwoord: str) -> NonAnswer | None:
    """What kind of non-answer a text is: that of its first sentence when nothing of substance follows."""
    sentences = sentences_of(antwoord)
    if not sentences or sentence_kind(sentences[0]) is None:
        return None  # most answers: the other sentences need no look
    kinds = [sentence_kind(sentence) for sentence in sentences]
    is_explained = kinds[0] in EXPLAINABLE and len(kinds) < LONG_ANSWER
    silent = all(
        kind is not None or (is_explained and EXPLAINS.search(sentence) is not None)
        for kind, sentence in zip(kinds[1:], sentences[1:], strict=True)
    )
    return kinds[0] if silent else None


def kanttekening(antwoord: str) -> str | None:
    """Why this is not a real answer, in Dutch; None when it is one. Takes an answer, a sentence or a quote."""
    kind = answer_kind(antwoord)
    return kind.value if kind else None
