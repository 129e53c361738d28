"""Tells whether a quote carries the figure or the name that a query asks for: of that kind, about the asked thing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.names.letters import fold
from index.store.lexical import LexicalStore
from rag.answer.quotes.quotable import weighted_share
from rag.dutch.figures import Figure, figures
from rag.dutch.sentences import sentence_spans
from rag.understand.asking import asked_figures

ABOUT = 0.2  # of the query's rare words, in the sentence with the figure and the one before it
ASKED_ALIKE = 0.3  # of the same, in a stored question that asks for a figure of the same kind
OFFICE = re.compile(
    r"""
    \b (?: minister(?:ie)?s? | staatssecretaris(?:sen)? | commissie | (?: tweede \s )? kamer ) \b
    (?: \s (?: van | voor ) \s (?: (?-i: [A-Z] ) [\w-]+ (?: ,? \s (?: en \s )? )? )+ )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`de Minister voor Klimaat en Energie` is no name that anybody asks for."""
NAME = re.compile(r"(?<=[a-zà-ÿ0-9,;:)] )[«“\"']?(?P<name>[A-Z][\w&’'.-]*[\w])")
"""A capital within a sentence: `de gemeente Veere`; not: `Dit is ...`"""
_NO_NAMES = """
eu europese kamer kamerbrief kamerstuk nederland nederlandse rijk rijksoverheid
"""
NO_NAMES = frozenset(_NO_NAMES.split())
"""Capitals that tell nothing apart."""


def carries_name(quote: str, query: str) -> bool:
    """Whether a quote has a name that the query does not have itself."""
    known = fold(query)
    found = (fold(match["name"]) for match in NAME.finditer(OFFICE.sub(" ", " ".join(quote.split()))))
    return any(name not in known and name not in NO_NAMES and "-" not in name for name in found)


def carries_figure(
    quote: str, vraag: str, asked: frozenset[Figure], weights: Mapping[str, float], lexical: LexicalStore
) -> bool:
    """Whether a sentence of a quote has a figure of an asked kind about what the query names.

    Args:
        quote: one or more sentences of an answer.
        vraag: the stored question that it answers.
        asked: kinds of figure of which one answers the query.
        weights: inverse document frequency of the query's terms.
        lexical: analyses words.
    """
    sentences = [quote[start:end] for start, end in sentence_spans(quote)]
    having = [n for n, sentence in enumerate(sentences) if figures(sentence) & asked]
    if not having:
        return False
    if asked & asked_figures(vraag) and weighted_share(set(lexical.terms(vraag)), weights) >= ASKED_ALIKE:
        return True
    return any(
        weighted_share(set(lexical.terms(" ".join(sentences[max(0, n - 1) : n + 1]))), weights) >= ABOUT for n in having
    )
