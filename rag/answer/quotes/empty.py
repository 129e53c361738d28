"""Recognises sentences that say nothing about a subject: how questions are handled, what follows, where it stands."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rag.dutch.acts import NO, YES, load_patterns
from rag.dutch.caseless import Caseless
from rag.dutch.sentences import sentences_of
from rag.standpunt.nonanswer import NonAnswer, sentence_kind

PATTERNS_FILE = Path(__file__).with_name("empty.toml")
READ_CHARACTERS = 600
TELLTALE = Caseless.of(
    r"""
    antwoord | vra(?:ag|gen) | gelukt | gebleken | verzoek | bekend | kennis | hoogte | gelezen | gezien | vernomen
    | \bken | herinner | \bzie\b | verwijs | verwez | toepassing | n\.\s?v\.\s?t | idem | volg | onderstaand | hieronder
    | hierna | vooruitlopend | toelicht | toegelicht | ingegaan | https?: | www\. | kamer | handelingen | bijlage
    | stcrt | stb | raadpleegbaar | \bbron | \d{4} | dank | hecht | belang | waarde
    | voorop | serieus | artikel | rapport | onderzoek | bericht | nforme | wordt\su
    """,
    re.VERBOSE,
)
"""A sentence without one of these is of no kind: most need no further look."""
GOES_ON = re.compile(r":\s.{30}")
"""`Zie het antwoord op vraag 3: voor bruggen uit de vorige eeuw geldt ...`"""
ASIDE = re.compile(r"«[^«»]*»|\([^()]*\)|\[\d+\s?\]")
"""A title, what stands between parentheses, the number of a footnote."""
BARE = re.compile(
    rf"""
    ^ \W* (?: {YES} | {NO} | inderdaad | zeker )? \W*
    (?: (?:dat|dit) \s (?: klopt | is \s (?: juist | zo | correct | waar | het\sgeval ) ) (?: \s niet )? )? \W* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Ja.`, `Nee, dat klopt niet.`"""
ASKS_TO_BE_TOLD = re.compile(
    r"^(?=.*\b(?:tweede)?kamer\b).*(?:nforme|\bop\sde\shoogte\b|\b(?:ingelicht|inlichten)\b)", re.IGNORECASE | re.DOTALL
)
"""Example: "wanneer wordt de Kamer geïnformeerd over de brug"; not: "hoe informeert de gemeente schippers"."""
REFERENCES = frozenset([NonAnswer.ANDER_ANTWOORD, NonAnswer.ANDER_STUK, NonAnswer.NIET_VAN_TOEPASSING])


class Empty(StrEnum):
    """What a sentence does that says nothing about the subject of a question.

    HANDELING says how or when the questions are answered; BEKEND only that a report is known; VERWIJZING that it
    stands elsewhere; AANKONDIGING that something follows; BRON is a source, a footnote or the foot of a page.
    MELDING says only that parliament was or will be told, WAARDERING that something matters, BESCHRIJVING what a report
    is about: they may stand in a quote beside what answers.
    """

    HANDELING = "handeling"
    BEKEND = "bekend"
    VERWIJZING = "verwijzing"
    AANKONDIGING = "aankondiging"
    BRON = "bron"
    MELDING = "melding"
    WAARDERING = "waardering"
    BESCHRIJVING = "beschrijving"


@lru_cache(maxsize=512)  # a sentence is looked at as part of its answer, and of each quote
def empty_kind(sentence: str) -> Empty | None:
    """Which of these a sentence does; None for a sentence that may answer."""
    text = " ".join(sentence[:READ_CHARACTERS].split())
    if not TELLTALE.is_in(text):
        return None
    bare = _without_asides(text)
    kinds = ((Empty(kind), pattern) for kind, pattern in load_patterns(PATTERNS_FILE))
    found = next((kind for kind, pattern in kinds if pattern.is_in(text if kind is Empty.BRON else bare)), None)
    if found is None and sentence_kind(text) in REFERENCES and not GOES_ON.search(text):
        return Empty.VERWIJZING
    return found


def emptiness(quote: str, query: str) -> Empty | None:
    """Which of these all sentences of a quote do, a bare "ja" or "nee" left out; None when one may answer the query.

    That parliament is told answers who asks just that.
    """
    kinds = [empty_kind(sentence) for sentence in sentences_of(quote) if not BARE.search(sentence)]
    if Empty.MELDING in kinds and ASKS_TO_BE_TOLD.search(query):
        return None
    return kinds[0] if kinds and all(kinds) else None


def is_bare(quote: str) -> bool:
    """Whether a quote only says yes or no."""
    return all(map(BARE.search, sentences_of(quote)))


def _without_asides(text: str) -> str:
    """The text without asides, one within another too."""
    bare = ASIDE.sub("", text)
    while bare != text:
        text, bare = bare, ASIDE.sub("", bare)
    return " ".join(bare.split())
