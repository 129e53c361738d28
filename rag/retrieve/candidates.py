"""Finds candidates: the passages that both arms find, in one ranking, and of each pair its best passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from index.embed.forward import Encoded
from index.names.letters import words_of
from index.passages import PassageKind
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.dense.reader import DenseIndex
from index.store.dense.view import Kept
from index.store.filters import Filters
from index.store.sql.lookup import StoredPassage
from index.store.sql.question_key import words_key
from index.values import Soort
from rag.retrieve.fusion import FUSE
from rag.retrieve.settings import Retrieval
from rag.values import Arm


@dataclass(slots=True, kw_only=True)  # frozen it takes twice as long to make, and every step makes new ones
class Candidate:
    """A pair (or notice) with its best passage and what each step gave it; None where a step did not see it.

    Attributes:
        late: late interaction of its best passage.
        answers: how likely it answers the query, as the reader sees it.
    """

    passage: StoredPassage
    score: float
    dense: float | None
    lexical: float | None
    late: float | None = None
    answers: float | None = None

    def scored(self, score: float) -> Candidate:
        """The candidate with another score; `replace` takes three times as long, and every step rescores them all."""
        return Candidate(
            passage=self.passage,
            score=score,
            dense=self.dense,
            lexical=self.lexical,
            late=self.late,
            answers=self.answers,
        )


class Known:
    """What is known of what a search finds, each thing looked up once.

    The mapped files say themselves where what they find stands. Of what is shown the catalogue is asked all the same:
    a build may have taken it out a moment ago.

    Attributes:
        passages: where each stands, by id.
        questions: a key of the words of the question of each pair (`words_key`), by its id; 0 without one.
        references: what the answers of pairs refer to in other publications, by pair id.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._publications: set[str] = set()
        self._unsure: set[str] = set()
        self._answers: dict[str, Sequence[str]] = {}
        self.passages: dict[str, StoredPassage] = {}
        self.questions: dict[str, int] = {}
        self.references: dict[str, tuple[str, ...]] = {}

    def take(self, found: Iterable[Kept]) -> None:
        """Adds what the mapped files say of passages that are not known yet."""
        for kept in found:
            self._unsure.add(kept.place.id)
            self.passages[kept.place.id] = kept.place
            self.questions.setdefault(kept.place.pair_id, kept.question)

    def look_up(self, passage_ids: Iterable[str]) -> None:
        """Adds what is not known yet of these passages, their pairs and their publications."""
        ids = list(passage_ids)
        if unknown := [one for one in ids if one not in self.passages]:
            found = self._catalogue.passages(unknown)
            self.passages |= found
            pairs = {passage.pair_id for passage in found.values()} - self.questions.keys()
            texts = self._catalogue.pair_questions([*pairs])
            self.questions |= {pair_id: words_key(text) for pair_id, text in texts.items()}
        publications = {self.passages[one].publication_id for one in ids if one in self.passages} - self._publications
        self.references |= self._catalogue.references_elsewhere([*publications])
        self._publications |= publications

    def answers(self, pair_ids: Iterable[str]) -> dict[str, Sequence[str]]:
        """The words of the answers of pairs, by id; what the catalogue does not have is left out."""
        wanted = list(pair_ids)
        if new := [pair_id for pair_id in wanted if pair_id not in self._answers]:
            texts = self._catalogue.pair_answers(new)
            self._answers |= {pair_id: words_of(text) for pair_id, text in texts.items()}
        return {pair_id: self._answers[pair_id] for pair_id in wanted if pair_id in self._answers}

    def gone(self, candidates: Iterable[Candidate]) -> set[str]:
        """The passages of candidates that a build took out or moved, of which nobody asked the catalogue yet."""
        asked = self._unsure & {candidate.passage.id for candidate in candidates}
        there = self._catalogue.passages([*asked]) if asked else {}
        same = {one for one, place in there.items() if place == self.passages[one]}
        self._unsure -= same
        return asked - same


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWords:
    """What is found of a query before its vectors are there.

    Attributes:
        scores: of the passages that have its words, by id; none where the arm of words is not asked.
        known: what the catalogue says of them; what else is found is added to it.
    """

    scores: Mapping[str, float]
    known: Known


def find_by_words(
    corpus: Corpus, text: str, filters: Filters, arm: Arm, settings: Retrieval, known: Known | None = None
) -> ByWords:
    """Searches by words, and looks up what that finds."""
    _, lexical = corpus.stores()
    scores: dict[str, float] = {}
    if arm is not Arm.DENSE:
        narrowed = corpus.for_words(filters)
        for kind in _kinds(filters):
            scores |= {hit.passage_id: hit.score for hit in lexical.search(text, settings.candidates, narrowed, kind)}
    known = known or Known(corpus.catalogue)
    known.look_up(scores)
    return ByWords(scores=scores, known=known)


def find_candidates(
    corpus: Corpus, words: ByWords, encoded: Encoded, filters: Filters, arm: Arm, settings: Retrieval
) -> list[Candidate]:
    """The best passage of every pair that an arm found, best pair first, ties by id."""
    vectors, _ = corpus.stores()
    dense: dict[str, float] = {}
    if arm is not Arm.LEXICAL:
        narrowed = corpus.for_vectors(filters)
        for kind in _kinds(filters):
            if isinstance(vectors, DenseIndex):
                near = vectors.nearest(encoded.vectors[0], settings.candidates, narrowed, kind)
                new = [one for one in near if one.passage_id not in words.known.passages]
                words.known.take(vectors.kept_in(new, kind))
                dense |= {one.passage_id: one.score for one in near}
            else:
                dense |= dict(vectors.query(encoded.vectors[0], settings.candidates, narrowed, kind))
    words.known.look_up(dense)
    weight = {Arm.DENSE: 1.0, Arm.LEXICAL: 0.0, Arm.HYBRID: settings.dense_weight}[arm]
    best: dict[str, Candidate] = {}
    for passage_id, score in FUSE[settings.fusion](dense, words.scores, weight).items():
        passage = words.known.passages.get(passage_id)  # absent: a build took it out a moment ago
        if passage is None:
            continue
        before = best.get(passage.pair_id)
        if before is None or score > before.score or (score == before.score and passage_id < before.passage.id):
            best[passage.pair_id] = Candidate(
                passage=passage, score=score, dense=dense.get(passage_id), lexical=words.scores.get(passage_id)
            )
    return ordered(best.values())


def best_of_publications(candidates: Sequence[Candidate]) -> dict[str, float]:
    """The score of the best candidate of each publication."""
    best: dict[str, float] = {}
    for candidate in candidates:
        publication_id, score = candidate.passage.publication_id, candidate.score
        if best.setdefault(publication_id, score) < score:
            best[publication_id] = score
    return best


def ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first, ties by pair id: the one place where candidates are sorted.

    First by score alone, which takes a third of the time; what lies in order then is compared once.
    """
    by_score = sorted(candidates, key=attrgetter("score"), reverse=True)
    return sorted(by_score, key=lambda candidate: (-candidate.score, candidate.passage.pair_id))


def _kinds(filters: Filters) -> list[PassageKind]:
    kinds = []
    if not filters.soorten or Soort.ANTWOORD in filters.soorten:
        kinds.append(PassageKind.ANTWOORD)
    if filters.publication_ids is not None or any(soort is not Soort.ANTWOORD for soort in filters.soorten):
        kinds.append(PassageKind.BERICHT)
    return kinds
