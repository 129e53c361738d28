"""Tells whether a text has the kind of thing that a query asks for: a figure on its subject, a name, a reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.names.letters import fold
from index.store.lexical import LexicalStore
from rag.dutch.figures import figures
from rag.dutch.lifting import asked_figure, has_figure_of
from rag.dutch.places import countries_in
from rag.dutch.sentences import sentences_of
from rag.dutch.things import Thing, asked_things
from rag.understand.asking import ASKS_AHEAD, ASKS_REASON, asked_figures, asked_name, asked_which
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
_NO_FIRMS = """
acm afm aivd arbeidsinspectie autoriteit avg awb bzk cbs coa cpb digid dji duo eer ez ezk fiod ggd grondwet ienw igj
ilt ind inspectie jenv knmi kvk lnv mivd nationale navo nctv nvwa nza ocw om pbl raad rdw rivm rvo scp svb szw uwv vao
vn vng vws wet wk wlz wmo wob woo zvw
"""
NO_FIRMS = NO_NAMES | frozenset(_NO_FIRMS.split())
"""Public bodies, laws and the like: never a company, a school or a brand."""
PLACE = re.compile(
    r"""
    \b (?: gemeenten? | provincies? | stad | steden | regio | dorp | eiland | haven | in | te | bij | rond | uit | naar
          | nabij ) \s (?P<name> [A-Z] [a-z] [\w’'-]* )
    """,
    re.VERBOSE,
)
"""`In Veere`, `de gemeente Veere`; not: `de Regeling`."""
SPOT = re.compile(r"locatie|loket|gemeente\b|buitenland|elders|regio|provincie|opvang|centr(?:um|a)\b", re.IGNORECASE)
"""Where something may be without a name."""


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
        name: what only a name of answers, as `asked_name` tells it; None when something else is asked.
        is_reason: whether it asks why.
        is_ahead: whether it asks when something is going to happen: what was is no answer.
        things: about which it asks by a word of their own.
        which: the thing of which it asks which one it is; None when it does not.
        weights: of the query's terms, rare ones more.
    """

    query: str
    figures: frozenset[Figure]
    name: str | None
    is_reason: bool
    is_ahead: bool
    things: tuple[Thing, ...]
    which: str | None
    weights: Mapping[str, float]

    def __bool__(self) -> bool:
        """Whether it asks for a figure or a name at all."""
        return bool(self.figures) or self.name is not None

    def is_carried(self, text: str, vraag: str, lexical: LexicalStore) -> bool:
        """Whether a text, in answer to a stored question, has it; False when nothing is asked.

        A figure must stand in a sentence that names what the query names, or under a question that asks for the same.
        """
        if self.name is not None:
            return _has_name(text, self.query, self.name)
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
        if self.which is None:
            return True
        told = f"{text} {vraag}"
        return fold(self.which) in fold(told) or set(lexical.terms(self.which)) <= set(lexical.terms(told))

    def untold(self, text: str, vraag: str) -> tuple[str, ...]:
        """The words by which the query asks about things that a text, with its stored question, does not tell of."""
        told = fold(f"{text} {vraag}") if self.things else ""
        return tuple(thing.word for thing in self.things if not thing.told.search(told))

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
        name=asked_name(query),
        is_reason=ASKS_REASON.search(query) is not None,
        is_ahead=ASKS_AHEAD.search(query) is not None,
        things=asked_things(query),
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


def _has_name(text: str, query: str, kind: str) -> bool:
    """Whether a text has a name of the asked kind that the query has not; countries are known by their list."""
    if kind == "country":
        return bool(countries_in(text) - countries_in(query))
    if kind == "spot" and SPOT.search(text):
        return True
    pattern, none = (PLACE, NO_NAMES) if kind in ("place", "spot") else (NAME, NO_FIRMS if kind == "firm" else NO_NAMES)
    known = fold(query)
    names = (fold(match["name"]) for match in pattern.finditer(OFFICE.sub(" ", " ".join(text.split()))))
    return any(name not in known and name not in none and "-" not in name for name in names)
