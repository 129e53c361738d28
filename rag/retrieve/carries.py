"""Tells whether a text has the kind of thing that a query asks for: a figure on its subject, a name, a reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.names.letters import fold
from index.store.lexical import LexicalStore
from rag.dutch.figures import figures
from rag.dutch.lifting import asked_figure, has_figure_of
from rag.dutch.sentences import sentences_of
from rag.understand.asking import ASKS_AHEAD, ASKS_PAYER, ASKS_REASON, asked_figures, asked_which, asks_name
from rag.values import Figure

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


REASON = re.compile(
    r"""
    \b (?: omdat | want | doordat | daardoor | hierdoor | waardoor | door | daarom | vanwege | wegens | aangezien
         | immers | namelijk | zodat | derhalve | dus | gezien | gelet
         | reden(?:en)? | oorza(?:ak|ken) | gevolg(?:en)? | aanleiding
         | te \s wijten | verkla(?:ar\w* | ren | ring\w* ) | om \s te \s voorkomen ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""One of the words by which a text gives a reason."""
PAYS = re.compile(
    r"betaa?l|kosten|bekosti|vergoed|financ|budget|subsidi|rekening|bijdrage|\bmiddelen\b|begroting|€|\beuro\b",
    re.IGNORECASE,
)
"""What a text that says who pays has."""
WAS = re.compile(r"\b(?:jl|jongstleden|was|waren|werd|werden|had|hadden)\b", re.IGNORECASE)
DONE = (
    re.compile(r"\b(?:is|zijn|ben|heeft|hebben|heb)\b", re.IGNORECASE),
    re.compile(r"\b\w{0,5}(?:ge|be|ver|ont|her)\w+(?:d|t|en)\b", re.IGNORECASE),
)
"""Both of them: `Op 1 mei is de brug geopend.`"""
AHEAD = re.compile(
    r"""
    \b (?: zal | zullen | wordt | worden | gaat | gaan | komend\w* | volgend\w* | uiterlijk | \w*verwacht\w* | streef\w*
          | voornemens | gepland | beoogd\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Naar verwachting is de brug in mei hersteld.`"""


GLUED = re.compile(r"(?<=\d)(?!ste\b)(?=[^\W\d_]{3})")
"""`1.500bewoners`, as the extraction of a PDF leaves it; not: `de 21ste eeuw`."""
VAGUE = re.compile(r"\b(?:tientallen|honderden|duizenden|tienduizenden|honderdduizenden)\b", re.IGNORECASE)
"""`Enkele honderden medewerkers`: a number all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKind:
    """What a query asks for by its kind: a figure, a name, a reason, which one it is.

    Attributes:
        query: as searched.
        figures: kinds of figure of which one answers; empty when none is asked.
        is_name: whether only a name answers.
        is_reason: whether it asks why.
        is_ahead: whether it asks when something is going to happen: what was is no answer.
        is_payer: whether it asks who pays.
        which: the thing of which it asks which one it is; None when it does not.
        weights: of the query's terms, rare ones more.
    """

    query: str
    figures: frozenset[Figure]
    is_name: bool
    is_reason: bool
    is_ahead: bool
    is_payer: bool
    which: str | None
    weights: Mapping[str, float]

    def __bool__(self) -> bool:
        """Whether it asks for a figure or a name at all."""
        return bool(self.figures) or self.is_name

    def is_carried(self, text: str, vraag: str, lexical: LexicalStore) -> bool:
        """Whether a text, in answer to a stored question, has it; False when nothing is asked.

        A figure must stand in a sentence that names what the query names, or under a question that asks for the same.
        """
        if self.is_name:
            return _has_name(text, fold(self.query))
        sentences = sentences_of(GLUED.sub(" ", text)) if self.figures else []
        having = [n for n, one in enumerate(sentences) if figures(one, self.figures) and not self._is_over(one)]
        if not having:
            return False
        if self.figures & asked_figures(vraag) and named_share(vraag, self.weights, lexical) >= ASKED_ALIKE:
            return True
        if not any(self._counts(sentences[n]) for n in having):
            return False
        around = (" ".join(sentences[max(0, n - 1) : n + 1]) for n in having)
        return any(named_share(told, self.weights, lexical) >= ABOUT for told in around)

    def is_met(self, text: str, vraag: str, lexical: LexicalStore) -> bool:
        """Whether nothing of the asked kind is wanting in a text, in answer to a stored question."""
        if self:
            return self.is_carried(text, vraag, lexical)
        if self.is_reason:
            asks_too = ASKS_REASON.search(vraag) and named_share(vraag, self.weights, lexical) >= ASKED_ALIKE
            return bool(asks_too or REASON.search(text))
        if self.is_payer:
            return bool(PAYS.search(text) or ASKS_PAYER.search(vraag))
        if self.which is None:
            return True
        told = f"{text} {vraag}"
        return fold(self.which) in fold(told) or set(lexical.terms(self.which)) <= set(lexical.terms(told))

    def _counts(self, sentence: str) -> bool:
        """Whether a figure of a sentence may be of what is asked: who asks how many wants a number of these."""
        if asked_figure(self.query) is not Figure.AANTAL or figures(sentence, self.figures - {Figure.AANTAL}):
            return True
        return has_figure_of(self.query, sentence) or VAGUE.search(sentence) is not None

    def _is_over(self, sentence: str) -> bool:
        """Whether a sentence tells of what was where it is asked what will be."""
        if not self.is_ahead or AHEAD.search(sentence):
            return False
        return WAS.search(sentence) is not None or all(part.search(sentence) for part in DONE)


def what_is_asked(query: str, weights: Mapping[str, float]) -> AskedKind:
    """What a query asks for by its kind, given the inverse document frequency of its terms."""
    return AskedKind(
        query=query,
        figures=asked_figures(query),
        is_name=asks_name(query),
        is_reason=ASKS_REASON.search(query) is not None,
        is_ahead=ASKS_AHEAD.search(query) is not None,
        is_payer=ASKS_PAYER.search(query) is not None,
        which=asked_which(query),
        weights=weights,
    )


def weighted_share(present: Collection[str], weights: Mapping[str, float]) -> float:
    """Share of the weight of the query's terms that are present, 0 to 1."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in present) / total if total else 0.0


def named_share(text: str, weights: Mapping[str, float], lexical: LexicalStore) -> float:
    """Share of the weight of the query's terms that a text has in some form, 0 to 1."""
    return weighted_share(set(lexical.terms(text)), weights)


def _has_name(text: str, known: str) -> bool:
    found = (fold(match["name"]) for match in NAME.finditer(OFFICE.sub(" ", " ".join(text.split()))))
    return any(name not in known and name not in NO_NAMES and "-" not in name for name in found)
