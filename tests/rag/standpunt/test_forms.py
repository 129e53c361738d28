"""The set phrases of ministers: what each says to a question, with a sentence after it that says nothing to it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rag.standpunt.position import standpunt
from rag.values import Standpunt

AFTER = "De provincie beheert het kunstwerk en stelt elk jaar een plan op voor het onderhoud."


def forms() -> dict[str, list[tuple[str, Standpunt]]]:
    """By question the answers, each with what it says."""
    found: dict[str, list[tuple[str, Standpunt]]] = {}
    with Path(__file__).with_name("forms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["vraag"], []).append((row["antwoord"], Standpunt(row["standpunt"])))
    return found


@pytest.mark.parametrize(("vraag", "answers"), forms().items(), ids=list(forms()))
def test_a_set_phrase_says_what_it_means(vraag: str, answers: list[tuple[str, Standpunt]]) -> None:
    read = {answer: standpunt(vraag, f"{answer} {AFTER}").waarde for answer, _ in answers}
    assert read == dict(answers)
