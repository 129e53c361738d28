"""Queries that copy their passage are named, and their source can be left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold.gold import read_gold
from eval.measure.evaluate import evaluate
from eval.measure.leakage import copied_words, longest_run, source_publications, words
from eval.measure.record import Leak
from eval.measure.variants import make_variant
from index.settings import load_settings
from index.store.corpus import Corpus
from rag.assistant.compose import open_assistant
from tests.eval.conftest import DRONES, SPORTHALLEN, GoldWriter

COPIED = "het leger koopt zestig drones van een Nederlandse fabrikant, klopt dat"


@pytest.mark.parametrize(
    ("query", "text", "expected", "reason"),
    [
        ("a b c d e f", "x A, b. C d e f y", "a b c d e f", "case and punctuation do not hide it"),
        ("a b c d e", "a b c d e", "", "five words are no copy"),
        ("a b c d e f g h", "z a b c d e f g h z", "a b c d e f g h", "the whole run is told"),
        ("a b c x d e f", "a b c d e f", "", "the words must follow each other"),
        ("a b c d e f q a b c d e f g", "a b c d e f g", "a b c d e f g", "the longest of two runs"),
        ("", "", "", "nothing"),
    ],
)
def test_six_or_more_consecutive_words_are_a_copy(query: str, text: str, expected: str, reason: str) -> None:
    assert " ".join(longest_run(words(query), words(text), 6)) == expected, reason


def test_a_query_is_checked_against_question_and_answer_of_its_judged_pairs(
    write_gold: GoldWriter, corpus: Corpus
) -> None:
    folder = write_gold(
        [
            {"query_id": "antwoord", "text": COPIED},
            {"query_id": "vraag", "text": "kent u het bericht over de sluiting van de sporthal"},
            {"query_id": "elders", "text": f"{COPIED} echt"},
            {"query_id": "nul", "text": f"{COPIED} wel"},
        ],
        [
            ("antwoord", f"{DRONES}#v1", 2),
            ("vraag", f"{SPORTHALLEN}#v1", 1),
            ("elders", f"{SPORTHALLEN}#v1", 2),
            ("nul", f"{DRONES}#v1", 0),
        ],
    )
    leaks = copied_words(read_gold(folder, corpus.catalogue), corpus.catalogue)
    assert [(leak.query_id, leak.pair_id, leak.words) for leak in leaks] == [
        ("antwoord", f"{DRONES}#v1", "het leger koopt zestig drones van een nederlandse fabrikant"),
        ("vraag", f"{SPORTHALLEN}#v1", "kent u het bericht over de sluiting van de sporthal"),
    ]


def test_only_the_publication_of_a_pair_that_answers_is_the_source() -> None:
    leaks = [
        Leak(query_id="q", pair_id="a#v1", grade=2, words="w"),
        Leak(query_id="q", pair_id="b#v1", grade=1, words="w"),
        Leak(query_id="r", pair_id="c#v1", grade=1, words="w"),
    ]
    assert source_publications(leaks) == {"q": frozenset({"a"})}


def test_without_its_source_a_query_is_measured_on_what_is_left(write_gold: GoldWriter, quick_corpus: Path) -> None:
    folder = write_gold(
        [
            {"query_id": "overgeschreven", "text": COPIED},
            {"query_id": "bron", "text": f"{COPIED} ja"},
        ],
        [
            ("overgeschreven", f"{DRONES}#v1", 2),
            ("overgeschreven", f"{SPORTHALLEN}#v2", 1),
            ("bron", f"{DRONES}#v1", 2),
        ],
    )
    assistant = open_assistant(load_settings(data_dir=quick_corpus))
    gold = read_gold(folder, assistant.corpus.catalogue)
    plain = evaluate(gold, assistant, make_variant({})).record
    guarded = evaluate(gold, assistant, make_variant({}), exclude_source=True).record
    assert plain.per_query["overgeschreven"].top[0][0] == f"{DRONES}#v1"
    assert not any(pair_id.startswith(DRONES) for pair_id, _ in guarded.per_query["overgeschreven"].top)
    assert (plain.answerable, guarded.answerable) == (2, 1), "nothing is left to find for the other"
    assert guarded.exclude_source
    assert len(plain.leakage) == len(guarded.leakage) == 2, "the warning is given either way"
