"""How common words are in the corpus that a reader is calibrated on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.calibrate.usual import usual_shares
from index.build.builder import Builder
from index.store.corpus import Corpus
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading, small_corpus


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    encoder = TokenWordEncoder()
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    opened = Corpus(data_dir, encoder)
    yield opened
    opened.close()


def test_terms_that_more_than_one_passage_has_are_told_with_their_share(corpus: Corpus) -> None:
    _, lexical = corpus.stores()
    shares = usual_shares(corpus)
    assert shares
    for term, share in shares.items():
        assert lexical.document_frequency(term) >= 2
        assert share == (lexical.document_frequency(term) + 0.5) / lexical.count()
    texts = [pair.antwoord for publication in small_corpus() for pair in publication.paren]
    once = {term for text in texts for term in lexical.terms(text) if lexical.document_frequency(term) == 1}
    assert once
    assert not once & set(shares)
