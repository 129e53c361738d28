"""Tests of what reorders candidates after the arms: neighbours and duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from index.names.letters import words_of
from index.passages import PassageKind
from index.store.sql.lookup import StoredPassage
from index.store.sql.question_key import words_key
from rag.retrieve.candidates import Candidate, ordered
from rag.retrieve.duplicates import fold_duplicates, is_same_answer
from rag.retrieve.lift import lift_neighbours


def candidate(pair_id: str, score: float = 0.5) -> Candidate:
    publication_id = pair_id.partition("#")[0]
    kind = PassageKind.ANTWOORD
    passage = StoredPassage(
        id=f"{pair_id}/p0", pair_id=pair_id, publication_id=publication_id, kind=kind, start=0, end=600
    )
    return Candidate(passage=passage, score=score, dense=None, lexical=None)


def scores(candidates: list[Candidate]) -> dict[str, float]:
    return {item.passage.pair_id: item.score for item in candidates}


def test_the_best_pair_lifts_the_others_of_its_publication_and_keeps_its_score() -> None:
    found = scores(lift_neighbours([candidate("a#v1", 0.9), candidate("a#v2", 0.3), candidate("b#v1", 0.5)], 0.5))
    assert found == {"a#v1": 0.9, "a#v2": pytest.approx((0.3 + 0.9) / 2), "b#v1": 0.5}
    assert list(found) == ["a#v1", "a#v2", "b#v1"]


def test_publications_of_one_pair_keep_their_order() -> None:
    before = {"a#v1": 0.9, "b#v1": 0.5, "c#v1": 0.1}
    found = scores(lift_neighbours([candidate(pair_id, score) for pair_id, score in before.items()], 0.5))
    assert list(found.items()) == list(before.items())


@pytest.mark.parametrize(
    ("references", "lifted"),
    [
        ({"b#v1": ("a#v1", "unknown#v1")}, {"a#v1": 0.9, "b#v1": pytest.approx((0.5 + 0.9) / 2)}),
        ({"a#v1": ("b#v1",)}, {"a#v1": 0.9, "b#v1": 0.5}),
    ],
)
def test_an_answer_is_lifted_by_the_one_it_refers_to(
    references: Mapping[str, Sequence[str]], lifted: Mapping[str, float]
) -> None:
    assert scores(lift_neighbours([candidate("a#v1", 0.9), candidate("b#v1", 0.5)], 0.5, references)) == lifted


def test_candidates_come_best_first_and_equal_ones_by_id() -> None:
    mixed = [candidate(f"{name}#v1", score) for name, score in (("c", 0.5), ("a", 0.1), ("d", 0.9), ("b", 0.5))]
    assert [one.passage.publication_id for one in ordered(mixed)] == ["d", "b", "c", "a"]


QUESTION = "Kent u het bericht over de brug?"
ANSWER = "De brug is sinds het najaar gesloten omdat de pijlers zijn verzakt en wordt in het voorjaar hersteld. " * 5


def folded(
    candidates: Sequence[Candidate], texts: Mapping[str, tuple[str, str]]
) -> tuple[list[Candidate], dict[str, tuple[str, ...]]]:
    """The candidates with question and answer by pair id, folded."""
    questions = {pair_id: words_key(question) for pair_id, (question, _) in texts.items()}
    return fold_duplicates(candidates, questions, lambda ids: {pair_id: words_of(texts[pair_id][1]) for pair_id in ids})


def test_answers_are_read_only_of_pairs_of_which_another_publication_has_the_question() -> None:
    asked: list[str] = []

    def answers_of(pair_ids: Sequence[str]) -> dict[str, Sequence[str]]:
        asked.extend(pair_ids)
        return dict.fromkeys(pair_ids, words_of(ANSWER))

    before = [candidate(pair_id, 0.5) for pair_id in ("a#v1", "b#v1", "c#v1", "c#v2")]
    questions = {"a#v1": 1, "b#v1": 1, "c#v1": 2, "c#v2": 2}
    _, siblings = fold_duplicates(before, questions, answers_of)
    assert siblings == {"a#v1": ("b#v1",)}
    assert asked == ["a#v1", "b#v1"]


@pytest.mark.parametrize(
    ("other", "is_folded", "why"),
    [
        ((QUESTION, ANSWER), True, "the same"),
        (("Kent u het bericht over de brug ?", ANSWER.replace("voorjaar", "VOORJAAR")), True, "case and spaces"),
        ((QUESTION, ANSWER.replace("hersteld", "her steld", 1)), True, "a broken word"),
        ((QUESTION, ANSWER.replace("is sinds", "is niet sinds", 1)), False, "the opposite"),
        ((QUESTION, ANSWER + " 40"), False, "another number"),
        ((QUESTION, "De brug blijft open."), False, "another answer to the same question"),
        (("Kent u het bericht over de tunnel?", ANSWER), False, "another question"),
    ],
)
def test_only_the_same_question_with_the_same_answer_is_folded(
    other: tuple[str, str], is_folded: bool, why: str
) -> None:
    kept, siblings = folded(
        [candidate("a#v1", 0.9), candidate("b#v1", 0.8)], {"a#v1": (QUESTION, ANSWER), "b#v1": other}
    )
    assert (len(kept) == 1) is is_folded, why
    assert siblings == ({"a#v1": ("b#v1",)} if is_folded else {})


def test_pairs_of_one_publication_and_unknown_texts_are_never_folded() -> None:
    texts = dict.fromkeys(("a#v1", "a#v2"), (QUESTION, ANSWER))
    before = [candidate("a#v1", 0.9), candidate("a#v2", 0.8), candidate("c#bericht", 0.7)]
    assert folded(before, texts) == (before, {})


def test_every_candidate_is_kept_or_named_as_a_sibling() -> None:
    before = [candidate(f"{name}#v1", 0.5) for name in "abcd"]
    kept, siblings = folded(before, dict.fromkeys((f"{name}#v1" for name in "abcd"), (QUESTION, "Ja.")))
    named = [item.passage.pair_id for item in kept] + [pair_id for ids in siblings.values() for pair_id in ids]
    assert sorted(named) == [item.passage.pair_id for item in before]


def test_answers_that_differ_in_a_decisive_word_are_two_answers() -> None:
    words = ANSWER.lower().split()
    assert is_same_answer(words, words)
    assert not is_same_answer(["ja", *words], ["nee", *words])
