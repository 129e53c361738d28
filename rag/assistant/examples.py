"""Finds questions to begin with: put to the ministers of this corpus, and answered in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.parse.lines.damage import CorpusWords
from index.store.filters import Filters
from index.store.sql.listing import ListingOrder
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.values import Verdict

LOOKED_AT = 150
TRIED = 12
CHARS = range(30, 111)
ASKS = re.compile(r"(?:Hoeveel|Waarom|Wanneer|Welke|Wat|Hoe)\b")
POINTS = re.compile(
    r"\b(?:u|uw|dit|deze|die|dat|dan|zij|hen|hun|zo|er|hier\w*|daar\w*|daarvan|\w*bericht\w*|artikel|antwoord\w*)\b",
    re.I,
)
"""Words by which a question needs the one before it: `Hoeveel zijn dat er?`, `Wat vindt u van dit bericht?`"""


def answered_questions(assistant: Assistant, at_most: int) -> tuple[str, ...]:
    """Late questions, each of another ministry, of which the verdict is beantwoord; fewer where few were found."""
    found: list[str] = []
    for tried, question in enumerate(_candidates(assistant)):
        if len(found) == at_most or tried == TRIED:
            break
        if assistant.ask(Question(question)).verdict is Verdict.BEANTWOORD:
            found.append(question)
    return tuple(found)


def _candidates(assistant: Assistant) -> Iterator[str]:
    catalogue = assistant.corpus.catalogue
    words = CorpusWords(assistant.corpus.stores()[1].compound_words)
    late = catalogue.listing(Filters(soorten=(Soort.ANTWOORD,)), ListingOrder.NEWEST, LOOKED_AT)
    used: set[str] = set()
    for publication in catalogue.publications([one.id for one in late]):
        ministry = publication.ministeries[0] if publication.ministeries else ""
        question = _stands_alone(publication, words)
        if question and ministry not in used:
            used.add(ministry)
            yield question


def _stands_alone(publication: Publication, words: CorpusWords) -> str | None:
    """The first question of a publication that can be read without the others, and was not damaged by extraction."""
    for pair in publication.paren:
        text = " ".join(pair.vraagtekst.split())
        is_one = len(text) in CHARS and text.count("?") == 1 and ASKS.match(text)
        if is_one and not POINTS.search(text) and not words.damage_in(text):
            return text
    return None
