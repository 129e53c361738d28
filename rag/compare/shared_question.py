"""Finds which question a query means when it asks for every ministry: one that was put to several of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.errors import UnknownIdError
from index.names.letters import bare
from index.names.ministries import houses_of, housing_ministry, place_of
from index.store.corpus import Corpus
from index.store.sql.question_key import MIN_KEY_CHARS
from index.values import Pair, PairId, Publication, Soort, Vraag
from rag.answer.quotes.quote import term_weights
from rag.compare.series import Member, Series, SeriesFinder, find_series, questions_of
from rag.dutch.acts import ASKS_HANDLING
from rag.dutch.lifting import asked_figure
from rag.retrieve.carries import named_share
from rag.retrieve.encode import encoded
from rag.standpunt.formality import asks_acquaintance
from rag.values import AskedQuestion, Figure, Hit, SearchResult

MAX_LOOKED_UP = 24  # publications among the hits whose series is looked up
MAX_ROUNDS = 4
MAX_QUESTIONS = 8  # compared with the query by the model: the others share fewer words or were found further down
NEAR = 0.85  # of the letters of a question that was put to another ministry in slightly other words
APART = 3  # asked so many ministries, answered by one that names other answers: the others answer apart
MANY = 5  # asked so many ministries and answered by one: the others answer apart
MIN_HIT = 0.6  # of the score of the best hit: a question further down is not what is asked

SURE_COVERAGE = 0.5  # of the query's words; with fewer the best hit of all must be of the round too

# docs/adr/0012: chosen on 41 queries over two series
COVERAGE_WEIGHT = 0.3
HIT_WEIGHT = 0.2
FIRST_BONUS = 0.04  # a set of questions opens with what it is about
HANDLING_MALUS = 0.02
SAME_FIGURE = 0.3  # who asks how many means the question that asks how many
NEAR_FIGURE = 0.08  # "hoe vaak" and "hoeveel"
SAME_WORD = 0.1
COUNTS = frozenset({Figure.AANTAL, Figure.KEREN, Figure.AANDEEL})
ASKED_WORD = re.compile(r"\b(?:wie|waarom|waar)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a publication has a question; `pair` is None where it leaves it unanswered."""

    publication: Publication
    vraag: Vraag
    pair: Pair | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """A question put to several ministries, with its series and, by publication id, where each of the round has it."""

    series: Series
    vraag: Vraag
    places: dict[str, Place] = field(repr=False)

    @property
    def asked(self) -> AskedQuestion:
        """The question with its subject and ministries, under the pair id that names it."""
        subject = next((m.publication.onderwerp for m in self.series.round if m.publication.onderwerp), None)
        return AskedQuestion(
            pair_id=self._pair_id(),
            vraag=self.vraag.tekst,
            onderwerp=subject or "onderwerp onbekend",
            ministeries=ministeries_asked(self.series) or _answering(self.series.round),
        )

    def _pair_id(self) -> PairId:
        """The pair that names the question best: answered, and of this question alone, where there is such a one."""
        best = min(
            self.places.values(),
            key=lambda place: (
                place.pair is None,
                len(place.pair.vragen) if place.pair else 0,
                place.publication.ontvangen is None,
                place.publication.id,
            ),
        )
        return PairId.of(best.publication.id, best.vraag.nummer)


def find_shared_questions(corpus: Corpus, wide: SearchResult) -> list[SharedQuestion]:
    """The questions put to several ministries that the hits belong to, best first; empty when there are none.

    Whether a report is known ("Bent u bekend met ...?") is never the question that is meant. `wide` is the search for
    the query without the words that ask for the ministries.
    """
    hits = wide.hits
    everything = [question for series in _rounds(corpus, hits) for question in _questions(series)]
    found = [question for question in everything if not asks_acquaintance(question.vraag.tekst)]
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    by_hit = [_best_hit(question, hits) / top for question in found]
    if max(by_hit, default=0.0) < MIN_HIT:
        return []
    covered = _coverage(corpus, wide.text, [question.vraag.tekst for question in found])
    scores = [
        COVERAGE_WEIGHT * covered[n]
        + HIT_WEIGHT * by_hit[n]
        + FIRST_BONUS * (question.vraag.nummer == 1)
        - HANDLING_MALUS * (ASKS_HANDLING.search(question.vraag.tekst) is not None)
        + _asks_the_same(wide.text, question.vraag.tekst)
        for n, question in enumerate(found)
    ]
    order = sorted(range(len(found)), key=lambda n: (-covered[n] - by_hit[n], n))
    nearest = found[order[0]].series.member(hits[0].publication.id)
    if (nearest is None or not nearest.in_round) and covered[order[0]] < SURE_COVERAGE:
        return []
    first, others = order[:MAX_QUESTIONS], order[MAX_QUESTIONS:]
    for n, likeness in zip(first, _likeness(corpus, wide, [found[n].vraag.tekst for n in first]), strict=True):
        scores[n] += float(likeness)
    first.sort(key=lambda n: (-scores[n], n))
    return [found[n] for n in (*first, *others)]


def shared_questions_of(corpus: Corpus, pair_id: str) -> list[SharedQuestion]:
    """The question that a pair id names, then the other questions of its series in their order.

    Raises:
        UnknownIdError: the corpus has no such question.
    """
    named = PairId(pair_id)
    series = find_series(corpus.catalogue, named.publication_id) if named.number is not None else None
    member = series.member(named.publication_id) if series else None
    if series is None or member is None:
        raise UnknownIdError(f"vraag {pair_id!r} staat niet in het corpus: geef een id als ah-tk-20232024-1068#v1")
    questions = _questions(series)
    wanted = next((v for v in questions_of(member.publication) if v.nummer == named.number), None)
    if wanted is None:
        raise UnknownIdError(f"{member.publication.id} heeft geen vraag {named.number}")
    first = next((m for m in questions if _same_text(m.vraag, wanted)), None)
    if first is None:  # its text runs into that of the next question, or is too short to stand apart
        first = SharedQuestion(series=series, vraag=wanted, places=_places(series, wanted))
    return [first, *(question for question in questions if question is not first)]


def opening_question(publication: Publication) -> Vraag | None:
    """The question that a publication opens with; whether a report is known is none. None where it has no text."""
    asked = [vraag for vraag in questions_of(publication) if vraag.tekst.strip()]
    return next((vraag for vraag in asked if not asks_acquaintance(vraag.tekst)), asked[0] if asked else None)


def is_comparable(series: Series) -> bool:
    """Whether the round was put to several ministries that each answer for themselves."""
    answering = [m for m in series.round if m.publication.soort in (Soort.ANTWOORD, Soort.MEDEDELING)]
    houses = {houses_of(m.publication.ministeries, series.day) for m in answering if m.publication.ministeries}
    if any(not (one & other) for one in houses for other in houses if one is not other):
        return True
    asked = houses_of(series.gevraagd, series.day)
    if not houses or max(len(house) for house in houses) > 1:
        return False
    return len(asked) >= (APART if series.missing_of_round else MANY)


def ministeries_asked(series: Series) -> tuple[str, ...]:
    """The ministries that the round was put to, in the order of the register; a renamed one stands once."""
    day = series.day
    kept: dict[tuple[str, bool], str] = {}
    for name in series.gevraagd:
        kept.setdefault((housing_ministry(name, day), place_of(name, day)[1]), name)
    portfolios = [name for name in series.gevraagd if place_of(name, day)[1]]  # several of one house may be asked
    names = dict.fromkeys([*kept.values(), *portfolios])
    return tuple(sorted(names, key=lambda name: place_of(name, day)))


def _answering(members: Iterable[Member]) -> tuple[str, ...]:
    names = dict.fromkeys(name for member in members for name in member.publication.ministeries)
    return tuple(sorted(names, key=place_of))


# ---------------------------------------------------------------------- candidates


def _rounds(corpus: Corpus, hits: Sequence[Hit]) -> list[Series]:
    """The comparable rounds that the hits belong to, in the order of their best hit."""
    known: set[str] = set()
    rounds: list[Series] = []
    looked_up = 0
    finder = SeriesFinder(corpus.catalogue)
    for hit in hits:
        if hit.publication.id in known:
            continue
        if looked_up == MAX_LOOKED_UP or len(rounds) == MAX_ROUNDS:
            break
        looked_up += 1
        series = finder.find(hit.publication.id)
        known.update(member.publication.id for member in series.round)
        if is_comparable(series):
            rounds.append(series)
    return rounds


def _questions(series: Series) -> list[SharedQuestion]:
    """Every question of a round once, in order, with where each member has it."""
    texts: dict[str, Vraag] = {}
    for member in series.round:
        for vraag in questions_of(member.publication):
            if vraag.tekst.strip():
                texts.setdefault(bare(vraag.tekst), vraag)
    kept: list[Vraag] = []
    for letters, vraag in texts.items():
        parts = [other for other in texts if other != letters and len(other) >= MIN_KEY_CHARS and other in letters]
        if parts:
            continue  # several questions that a document ran together
        if not any(_is_near(vraag, other) for other in kept):
            kept.append(vraag)
    kept.sort(key=lambda vraag: vraag.nummer)
    return [SharedQuestion(series=series, vraag=vraag, places=_places(series, vraag)) for vraag in kept]


def _places(series: Series, vraag: Vraag) -> dict[str, Place]:
    found = {}
    for member in series.round:
        place = _place(member.publication, vraag)
        if place is not None:
            found[member.publication.id] = place
    return found


def _place(publication: Publication, vraag: Vraag) -> Place | None:
    """Where a publication has the question: in the same text, else in one that holds it, else in nearly the same."""
    candidates = [
        *((pair, own) for pair in publication.paren for own in pair.vragen),
        *((None, own) for own in publication.open_vragen),
    ]
    for is_it in (_same_text, _is_part, _is_near):
        for pair, own in candidates:
            if own.tekst and is_it(vraag, own):
                return Place(publication=publication, vraag=own, pair=pair)
    return None


def _same_text(vraag: Vraag, own: Vraag) -> bool:
    return bare(vraag.tekst) == bare(own.tekst)


def _is_part(vraag: Vraag, own: Vraag) -> bool:
    letters = bare(vraag.tekst)
    return len(letters) >= MIN_KEY_CHARS and letters in bare(own.tekst)


def _is_near(vraag: Vraag, own: Vraag) -> bool:
    """The same question under the same number in slightly other words ("op uw ministerie", "op Financiën")."""
    if vraag.nummer != own.nummer:
        return False
    matcher = difflib.SequenceMatcher(None, bare(vraag.tekst), bare(own.tekst), autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _asks_the_same(query: str, vraag: str) -> float:
    """What speaks for a question that asks a figure where the query does ("hoeveel"), or who or why as it does."""
    wanted, asked = asked_figure(query), asked_figure(vraag)
    if wanted is not None and asked is not None:
        return SAME_FIGURE if wanted is asked else NEAR_FIGURE * ({wanted, asked} <= COUNTS)
    words = {word.casefold() for word in ASKED_WORD.findall(query)}
    return SAME_WORD * bool(words & {word.casefold() for word in ASKED_WORD.findall(vraag)})


def _best_hit(question: SharedQuestion, hits: Sequence[Hit]) -> float:
    ids = {place.pair.id for place in question.places.values() if place.pair}
    return max((hit.score for hit in hits if hit.pair and hit.pair.id in ids), default=0.0)


def _coverage(corpus: Corpus, text: str, questions: Sequence[str]) -> list[float]:
    """Share of the query's words that each question has in some form; a rare word counts for more."""
    _, lexical = corpus.stores()
    weights = term_weights(lexical, text, corpus.manifest.pairs)
    return [named_share(vraag, weights, lexical) for vraag in questions]


def _likeness(corpus: Corpus, wide: SearchResult, questions: Sequence[str]) -> NDArray[np.float32]:
    """Cosine similarity of the query with each question, by the model of the corpus."""
    query = encoded(corpus, wide).vectors[0]
    return np.asarray(corpus.encoder.encode_passages(questions) @ query, dtype=np.float32)
