from __future__ import annotations

import pytest

from rag.understand.near_words import near_words

FREQUENCIES = {
    "wachtlijst": 3,
    "windmolen": 1,
    "woningnood": 4,
    "woning": 90,
    "nooit": 80,
    "water": 9,
    "wafer": 1,
    "wateerwoning": 1,
}


class Corpus:
    """A few words; a plural has its singular for a term, and a compound its parts."""

    def terms(self, text: str) -> list[str]:
        if text == "woningnooit":
            return ["woning", "nooit"]
        stem = text.lower().removesuffix("en").removesuffix("s")
        return [stem if stem in FREQUENCIES else text.lower()]

    def document_frequency(self, term: str) -> int:
        return FREQUENCIES.get(term, 0)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("wachtlijstn", ("wachtlijst",)),  # two forms of one word are offered once
        ("windmoolens", ("windmolens",)),
        ("Windmloen", ("windmolen",)),
        ("woningnoot", ("woningnood",)),  # a word of one piece, and not one that could be two
        ("wster", ("water",)),
    ],
)
def test_a_mistyped_word_is_offered_as_the_corpus_has_it(typed: str, near: tuple[str, ...]) -> None:
    assert near_words([typed], Corpus()) == ((typed, near),)


@pytest.mark.parametrize(
    "typed",
    [
        "wachtlijsten",  # is there, in another form
        "olifanten",  # nothing like it is there
        "waterwoning",  # nobody wrote it, but it is well written: nearly the same is no better
        "waf",  # too short to tell
        "2024a",
        "wafar",  # a short word that is near to one that stands there once only
        "w" * 90,
    ],
)
def test_nothing_is_offered_where_nothing_is_sure(typed: str) -> None:
    assert near_words([typed], Corpus()) == ()
