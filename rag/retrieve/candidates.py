"""Finds candidates: the passages that both arms find, in one ranking, and of each pair its best passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.passages import PassageKind
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.store.sql.lookup import StoredPassage
from index.values import Soort
from rag.retrieve.fusion import FUSE
from rag.retrieve.settings import Retrieval
from rag.values import Arm

if TYPE_CHECKING:
    from concurrent.futures import Future

    from index.embed.forward import Encoded

WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """What the catalogue says of what a search finds, each thing looked up once.

    Attributes:
        passages: where each stands, by id.
        questions: the words of the question of each pair, by its id; those of notices are left out.
        references: what the answers of pairs refer to in other publications, by pair id.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._publications: set[str] = set()
        self.passages: dict[str, StoredPassage] = {}
        self.questions: dict[str, str] = {}
        self.references: dict[str, tuple[str, ...]] = {}

    def look_up(self, passage_ids: Iterable[str]) -> None:
        """Adds what is not known yet of these passages, their pairs and their publications."""
        found = self._catalogue.passages([one for one in passage_ids if one not in self.passages])
        self.passages |= found
        pairs = {passage.pair_id for passage in found.values()} - self.questions.keys()
        texts = self._catalogue.pair_questions([*pairs])
        self.questions |= {pair_id: " ".join(words_of(text)) for pair_id, text in texts.items()}
        publications = {passage.publication_id for passage in found.values()} - self._publications
        self.references |= self._catalogue.references_elsewhere([*publications])
        self._publications |= publications


def words_of(text: str) -> Sequence[str]:
    """The words of a text, by which the same text is known however it is spaced, pointed and capitalised."""
    return WORDS.findall(text.casefold())


def find_candidates(
    corpus: Corpus,
    text: str,
    encoded: Future[Encoded],
    filters: Filters,
    arm: Arm,
    settings: Retrieval,
    known: Known,
) -> list[Candidate]:
    """The best passage of every pair that an arm found, best pair first, ties by id.

    The vector of the text is waited for when all else that can be done is done; `known` gets what was found.
    """
    vectors, lexical = corpus.stores()
    dense: dict[str, float] = {}
    words: dict[str, float] = {}
    by_words = corpus.for_words(filters) if arm is not Arm.DENSE else filters
    by_vectors = corpus.for_vectors(filters) if arm is not Arm.LEXICAL else filters
    for kind in _kinds(filters) if arm is not Arm.DENSE else ():
        words |= {hit.passage_id: hit.score for hit in lexical.search(text, settings.candidates, by_words, kind)}
    known.look_up(words)
    for kind in _kinds(filters) if arm is not Arm.LEXICAL else ():
        dense |= dict(vectors.query(encoded.result().vectors[0], settings.candidates, by_vectors, kind))
    known.look_up(dense)
    weight = {Arm.DENSE: 1.0, Arm.LEXICAL: 0.0, Arm.HYBRID: settings.dense_weight}[arm]
    ranked = FUSE[settings.fusion](dense, words, weight)
    best: dict[str, Candidate] = {}
    for passage_id, score in ranked:
        passage = known.passages.get(passage_id)  # absent: a build took it out a moment ago
        if passage is not None and passage.pair_id not in best:
            best[passage.pair_id] = Candidate(
                passage=passage, score=score, dense=dense.get(passage_id), lexical=words.get(passage_id)
            )
    return ordered(list(best.values()))


def ordered(candidates: list[Candidate]) -> list[Candidate]:
    """Best first, ties by pair id: the one place where candidates are sorted."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage.pair_id))


def _kinds(filters: Filters) -> list[PassageKind]:
    kinds = []
    if not filters.soorten or Soort.ANTWOORD in filters.soorten:
        kinds.append(PassageKind.ANTWOORD)
    if filters.publication_ids is not None or any(soort is not Soort.ANTWOORD for soort in filters.soorten):
        kinds.append(PassageKind.BERICHT)
    return kinds
