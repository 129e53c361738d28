"""The signs of a pair beside a query, on token vectors that match exactly or not at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.passages import context_header
from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.values import Publication
from rag.retrieve.carries import what_is_asked
from rag.retrieve.signs import MOST_RARE, SIGNS, PassageMatch, ReadQuery, pair_signs, query_words
from tests.encoder import TokenWordEncoder
from tests.factory import make_publication

ENCODER = TokenWordEncoder()


@pytest.fixture
def corpus(token_corpus_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(token_corpus_dir, ENCODER)
    yield opened
    opened.close()


def read(corpus: Corpus, text: str, named: Sequence[str] = ()) -> ReadQuery:
    _, lexical = corpus.stores()
    (spans,) = ENCODER.token_spans([text])
    words = query_words(text, spans, named, lexical, {})
    return ReadQuery(
        words=words,
        vectors=(ENCODER.encode_query_tokens(text).tokens or [])[0],
        mean=0.4,
        spread=0.1,
        asked=what_is_asked(text, {term: word.weight for word in words for term in word.terms}),
    )


def signs_of(corpus: Corpus, text: str, publication: Publication) -> dict[str, float]:
    _, lexical = corpus.stores()
    pair = publication.paren[0]
    header = context_header(publication)
    whole = "\n".join((header, pair.vraagtekst, pair.antwoord))
    tokens = ENCODER.encode_query_tokens(text).tokens or []
    known = ENCODER.encode_passage_tokens([whole]).tokens or []
    own, before = ENCODER.token_spans([pair.antwoord, header])
    match = PassageMatch(
        start=0,
        similarities=known[0] @ tokens[0].T,
        id="",
        spans=np.array(own, dtype=np.int64),
        header=len(before),
    )
    signs = pair_signs(read(corpus, text), publication, pair, [match], lexical, 0.5)
    return dict(zip(SIGNS, signs.tolist(), strict=True))


def about(vraag: str, antwoord: str) -> Publication:
    return make_publication(7, antwoorden=[({1: vraag}, antwoord)], onderwerp="bruggen")


def test_words_that_only_ask_and_names_carry_no_subject(corpus: Corpus) -> None:
    query = read(corpus, "hoeveel bruggen zijn er van Jansen", named=["Jansen"])
    assert [word.tokens for word in query.words] == [(1,)]
    assert read(corpus, "hoeveel is er").words, "where nothing else is left they are all there is"
    assert [word.tokens for word in read(corpus, "Jansen", named=["Jansen"]).words] == [(0,)]


def test_an_answer_with_the_words_of_the_query_matches_in_one_window(corpus: Corpus) -> None:
    near = signs_of(corpus, "bruggen gesloopt", about("Klopt dit?", "Er zijn plannen. De bruggen zijn gesloopt."))
    assert near["window"] == pytest.approx(1.0)
    assert near["first"] < near["window"]
    assert (near["covers"], near["covers_window"], near["missing"]) == (1.0, 1.0, 0.0)
    apart = signs_of(corpus, "bruggen gesloopt", about("Klopt dit?", "De bruggen staan. Ja. Er is gesloopt."))
    assert apart["window"] < 1.0, "the two words lie more than two sentences apart"
    assert apart["covers_window"] < apart["covers"] == 1.0


def test_a_word_that_nothing_names_is_missing(corpus: Corpus) -> None:
    found = signs_of(corpus, "bruggen draaiorgels", about("Zijn er bruggen?", "De bruggen blijven open."))
    assert found["missing"] == found["missing_most"] > 0
    assert found["least"] < 0.9 < found["window"] + found["covers"]


def test_the_question_is_held_against_the_query_too(corpus: Corpus) -> None:
    same = signs_of(corpus, "worden de bruggen gesloopt", about("Worden de bruggen gesloopt?", "Dat weten wij niet."))
    other = signs_of(corpus, "worden de bruggen gesloopt", about("Wat kost het onderhoud?", "Dat weten wij niet."))
    assert same["reverse"] == pytest.approx(1.0)
    assert other["reverse"] < same["reverse"]


@pytest.mark.parametrize(
    ("text", "antwoord", "carries", "lacks", "reason"),
    [
        ("hoeveel bruggen", "Er zijn 31 bruggen dicht.", 1.0, 0.0, "a figure beside the noun"),
        ("hoeveel bruggen", "Dat staat in het antwoord op vraag 2 over bruggen.", 0.0, 1.0, "the number of a question"),
        ("hoeveel bruggen", "De bruggen zijn oud. De bouw duurt zes weken.", 0.0, 1.0, "another kind of figure"),
        ("welke gemeenten hebben bruggen", "De bruggen liggen in Veere.", 1.0, 0.0, "a name"),
        ("welke bruggen", "Alle bruggen langs de vaart.", 0.0, 0.0, "nothing of the kind was asked"),
    ],
)
def test_a_figure_or_name_is_wanted_only_where_one_is_asked(
    corpus: Corpus, text: str, antwoord: str, carries: float, lacks: float, reason: str
) -> None:
    signs = signs_of(corpus, text, about("Hoe staat het met de bruggen?", antwoord))
    assert (signs["carries"], signs["lacks"]) == (carries, lacks), reason


def test_formalities_and_empty_answers_are_signs(corpus: Corpus) -> None:
    known = signs_of(corpus, "bruggen", about("Bent u bekend met het bericht over bruggen?", "Ja."))
    assert known["formality"] == 1.0
    elsewhere = signs_of(corpus, "bruggen", about("Hoeveel bruggen zijn dicht?", "Zie het antwoord op vraag 2."))
    assert (elsewhere["formality"], elsewhere["empty"]) == (0.0, 1.0)


def test_nearness_is_told_in_spreads_above_an_arbitrary_passage(corpus: Corpus) -> None:
    found = signs_of(corpus, "bruggen gesloopt", about("Klopt dit?", "De bruggen zijn gesloopt."))
    assert found["late_z"] == pytest.approx((found["late"] - 0.4) / 0.1)


def weight_of(word: str, lexical: LexicalStore, usual: Mapping[str, float]) -> float:
    return query_words(word, ENCODER.token_spans([word])[0], (), lexical, usual)[0].weight


def test_a_word_that_is_nowhere_is_no_rarer_in_a_larger_corpus(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    _, lexical = corpus.stores()
    weights = set()
    for passages in (3_000, 30_000, 900_000):
        monkeypatch.setattr(LexicalStore, "count", lambda _, passages=passages: passages)
        weights.add(weight_of("zeppelins", lexical, {}))
    assert len(weights) == 1


def test_a_common_word_stays_common_in_a_corpus_that_hardly_has_it(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, lexical = corpus.stores()
    (term,) = lexical.terms("bruggen")
    monkeypatch.setattr(LexicalStore, "count", lambda _: 100_000)
    assert weight_of("bruggen", lexical, {}) == MOST_RARE
    assert weight_of("bruggen", lexical, {term: 0.25}) == pytest.approx(math.log(5))
    monkeypatch.setattr(LexicalStore, "document_frequency", lambda *_: 50_000)
    assert weight_of("bruggen", lexical, {term: 0.25}) == pytest.approx(math.log(3), abs=1e-4), "oftener than usual"
