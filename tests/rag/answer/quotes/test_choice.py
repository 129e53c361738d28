from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.store.corpus import Corpus
from index.values import Publication
from rag.answer.quotes.choice import QuoteCriteria, window_signs
from rag.answer.quotes.window import windows
from rag.retrieve.carries import what_is_asked
from tests.factory import make_publication

LONG = "De brug in Veere is oud en wordt al jaren slecht onderhouden door de provincie. " * 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Gaat de brug in Veere dicht?", 0.0),
        ("Waarom gaat de brug in Veere dicht?", 1.0),
        ("brug Veere", 1.0),
    ],
)
def test_that_a_window_opens_the_answer_counts_apart_where_yes_or_no_is_no_answer(
    query: str, expected: float, make_corpus: Callable[[Sequence[Publication]], Corpus]
) -> None:
    publication = make_publication(1, antwoorden=[({1: "Bent u bereid de brug te sluiten?"}, LONG)])
    corpus = make_corpus([publication])
    _, lexical = corpus.stores()
    pair = publication.paren[0]
    found = windows(pair.antwoord)
    signs = window_signs(found, pair, QuoteCriteria(asked=what_is_asked(query, {}), matches={}), lexical)
    assert [one["first_open"] for one in signs] == [expected if one.first == 0 else 0.0 for one in found]
    assert len(found) > 1
