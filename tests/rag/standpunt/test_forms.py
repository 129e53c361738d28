"""What ministers say in so many words, and what they do not: set phrases, and answers in the words of the question."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.standpunt.position import standpunt
from rag.values import Standpunt

AFTER = " De provincie beheert het kunstwerk en stelt elk jaar een plan op voor het onderhoud."


def cases(name: str, after: str) -> Iterator[tuple[str, dict[str, Standpunt], str]]:
    """By question what each answer in a file says, and what stands after it."""
    found: dict[str, dict[str, Standpunt]] = {}
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["vraag"], {})[row["antwoord"]] = Standpunt(row["standpunt"])
    return ((vraag, answers, after) for vraag, answers in found.items())


CASES = [
    *cases("forms.tsv", AFTER),
    *cases("answers.tsv", ""),
    *cases("says_less.tsv", ""),
    *cases("constructions.tsv", ""),
]


@pytest.mark.parametrize(("vraag", "answers", "after"), CASES, ids=[vraag for vraag, _, _ in CASES])
def test_an_answer_says_what_its_words_mean(vraag: str, answers: dict[str, Standpunt], after: str) -> None:
    assert {answer: standpunt(vraag, answer + after).waarde for answer in answers} == answers
