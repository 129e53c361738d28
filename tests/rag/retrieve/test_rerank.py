from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.question import Question
from rag.retrieve.rerank import best_matches, blend, late_interaction
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from tests.encoder import TokenWordEncoder
from tests.factory import make_publication, make_reading


def unit(rows: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(rows, 8)).astype(np.float32)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@given(
    query=st.integers(min_value=0, max_value=5),
    passages=st.lists(st.integers(min_value=0, max_value=6), max_size=6),
    seed=st.integers(min_value=0, max_value=1000),
)
def test_every_token_of_the_query_has_its_best_match_per_passage(query: int, passages: list[int], seed: int) -> None:
    words = unit(query, seed)
    texts = [unit(length, seed + n + 1) for n, length in enumerate(passages)]
    expected = [
        [max((float(token @ word) for token in text), default=0.0) for word in words] for text in texts
    ]  # a loop over everything
    matches = best_matches([text @ words.T for text in texts], len(words))
    assert matches.shape == (len(texts), query)
    assert matches == pytest.approx(np.array(expected).reshape(len(texts), query), abs=1e-5)
    assert late_interaction(matches) == pytest.approx(
        [sum(row) / len(row) if row else 0.0 for row in expected], abs=1e-5
    )


def test_a_passage_with_every_word_of_the_query_matches_wholly() -> None:
    words = unit(4, 1)
    assert late_interaction(best_matches([words[::-1] @ words.T, words[:1] @ words.T], len(words))) == [
        pytest.approx(1.0, abs=1e-5),
        pytest.approx((1 + sum(float(words[0] @ word) for word in words[1:])) / 4, abs=1e-5),
    ]


def test_the_reranked_stand_above_the_others_and_are_ordered_by_both_scores() -> None:
    fused = {"a": 0.9, "b": 0.8, "c": 0.4, "d": 0.2}
    blended = blend(fused, {"a": 0.5, "b": 0.7, "c": 0.6}, 0.8)
    assert blended == {
        "a": pytest.approx(0.5 + 0.5 * (0.8 * 0.0 + 0.2 * 1.0)),
        "b": pytest.approx(0.5 + 0.5 * (0.8 * 1.0 + 0.2 * (0.8 - 0.4) / (0.9 - 0.4))),
        "c": pytest.approx(0.5 + 0.5 * (0.8 * 0.5 + 0.2 * 0.0)),
        "d": pytest.approx(0.5 * 0.2 / 0.4),
    }


@given(
    fused=st.dictionaries(st.sampled_from("abcdefgh"), st.floats(min_value=0, max_value=1), min_size=1),
    head=st.integers(min_value=1, max_value=8),
    weight=st.floats(min_value=0, max_value=1),
    seed=st.integers(min_value=0, max_value=99),
)
def test_what_is_not_reranked_never_passes_what_is(
    fused: dict[str, float], head: int, weight: float, seed: int
) -> None:
    order = sorted(fused, key=lambda key: (-fused[key], key))
    late = dict(zip(order[:head], np.random.default_rng(seed).uniform(size=8).tolist(), strict=False))
    blended = blend(fused, late, weight)
    assert blended.keys() == fused.keys()
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in blended.values())
    others = [blended[key] for key in order[head:]]
    assert others == sorted(others, reverse=True)
    assert max(others, default=0.0) <= min(blended[key] for key in late)


@pytest.fixture(scope="module")
def reranking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus with token vectors, in which one pair has two passages."""
    long = "De gemeenten overleggen over de dienstregeling van de veerboot. " * 20 + "Er vliegen ook drie zeppelins."
    publications = [
        make_publication(1, antwoorden=[({1: "Wat vliegt er?"}, long)], onderwerp="veerboten"),
        make_publication(2, antwoorden=[({1: "Wat vaart er?"}, "Er varen veerboten.")], onderwerp="veerboten"),
        make_publication(3, antwoorden=[({1: "Wat rijdt er?"}, "Er rijden treinen.")], onderwerp="treinen"),
    ]
    folder: Path = tmp_path_factory.mktemp("reranking")
    Builder(folder, TokenWordEncoder()).ingest([make_reading(publication) for publication in publications])
    corpus = Corpus(folder, TokenWordEncoder())
    yield corpus
    corpus.close()


def test_the_passage_that_matches_best_comes_in_front_of_its_pair(reranking: Corpus) -> None:
    hit = search(reranking, Question("drie zeppelins", top=1)).hits[0]
    assert hit.passage.endswith("Er vliegen ook drie zeppelins.")
    assert hit.passage_start > 0


@pytest.mark.parametrize("pairs", [1, 2, 50])
def test_only_the_first_pairs_are_reranked(reranking: Corpus, pairs: int) -> None:
    hits = search(reranking, Question("wat vaart er", top=10), settings=Retrieval(rerank_pairs=pairs)).hits
    assert sum(hit.why.rerank is not None for hit in hits) == min(pairs, len(hits))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_reranking_finds_no_more_and_no_less(reranking: Corpus) -> None:
    with_it = search(reranking, Question("treinen en veerboten", top=10))
    without = search(reranking, Question("treinen en veerboten", top=10), settings=Retrieval(rerank=False))
    assert {hit.pair_id for hit in with_it.hits} == {hit.pair_id for hit in without.hits}
    assert with_it.found == without.found


@pytest.mark.parametrize("filters", [Filters(ministeries=("Bestaat Niet",)), Filters(publication_ids=())])
def test_nothing_found_is_nothing_reranked(reranking: Corpus, filters: Filters) -> None:
    assert search(reranking, Question("treinen", filters=filters, top=10)).hits == ()


def test_a_query_of_signs_only_does_no_harm(reranking: Corpus) -> None:
    assert len(search(reranking, Question("?!", top=2)).hits) <= 2
