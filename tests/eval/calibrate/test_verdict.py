"""Calibration of the verdict: signs, borders, cross-validation, twins of queries, and the file that it writes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from eval.calibrate.verdict import MAX_FALSE_REFUSAL, Calibration, Gathered, calibrate, gather, summary, to_toml
from eval.gold.gold import GoldSet, Query
from index.build.builder import Builder
from index.errors import InputError
from index.store.corpus import Corpus
from rag.answer.verdict import ANSWER, SUBJECT, confidence
from rag.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Evidence
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading, small_corpus

ANSWERED = tuple(
    Evidence(nearest=0.86 + n / 2000, lead=0.05 + n / 2000, weakest=0.84 + n / 5000, asks_number=n % 9 == 0)
    for n in range(40)
)
ABSENT = tuple(replace(item, nearest=0.82 + n / 2000, lead=0.02 + n / 2000) for n, item in enumerate(ANSWERED))
UNANSWERED = tuple(
    Evidence(nearest=0.86 + n / 1000, lead=0.06 + n / 1000, weakest=0.80 + n / 5000, asks_number=n % 2 == 0)
    for n in range(20)
)
GATHERED = Gathered(answered=ANSWERED, absent=ABSENT, unanswered=UNANSWERED)


@pytest.fixture(scope="module")
def made() -> Calibration:
    return calibrate(GATHERED, "m")


def test_the_evidence_is_weighed_in_the_right_direction(made: Calibration) -> None:
    assert made.parameters.subject.weights["nearest"] > 0
    assert made.parameters.subject.weights["lead"] > 0
    assert made.parameters.answer.weights["weakest"] > 0
    assert made.parameters.answer.weights["asks_number"] < 0
    assert confidence(ANSWERED[5], made.parameters) > confidence(ABSENT[5], made.parameters)
    assert confidence(ANSWERED[5], made.parameters) > confidence(UNANSWERED[6], made.parameters)


def test_it_is_measured_on_each_kind_and_together(made: Calibration) -> None:
    assert (made.queries, made.answerable) == (60, 40)
    assert min(made.unanswered.auroc, made.absent.auroc) > 0.9
    low, high = sorted((made.unanswered.auroc, made.absent.auroc))
    assert low <= made.both.auroc <= high
    assert made.auroc_range[0] <= made.unanswered.auroc <= made.auroc_range[1]


def test_an_absent_subject_is_not_found_and_little_is_refused(made: Calibration) -> None:
    assert 0 < made.parameters.present < 1
    assert 0 < made.parameters.answered < 1
    assert made.false_refusal <= MAX_FALSE_REFUSAL + 1 / len(ANSWERED)
    assert made.absent.not_found > made.unanswered.not_found


def test_calibration_is_the_same_every_time(made: Calibration) -> None:
    assert calibrate(GATHERED, "m") == made


def test_evidence_that_was_not_gathered_counts_as_average() -> None:
    lacking = (*(replace(item, lead=None) for item in ANSWERED[:3]), *ANSWERED[3:])
    assert calibrate(replace(GATHERED, answered=lacking), "m").absent.auroc > 0.9


def test_a_query_without_anything_left_has_no_twin() -> None:
    fewer = calibrate(replace(GATHERED, absent=(None, None, *ABSENT[2:])), "m")
    assert fewer.answerable == 40
    assert fewer.absent.auroc > 0.9


@pytest.mark.parametrize(
    "few",
    [
        replace(GATHERED, unanswered=UNANSWERED[:5]),
        replace(GATHERED, answered=ANSWERED[:5], absent=ABSENT[:5]),
        replace(GATHERED, absent=(None,) * len(ABSENT)),
    ],
)
def test_too_few_queries_of_a_kind_are_refused(few: Gathered) -> None:
    with pytest.raises(InputError, match="minstens 10"):
        calibrate(few, "m")


def test_the_twin_of_a_query_is_searched_without_what_treats_it(data_dir: Path) -> None:
    encoder = TokenWordEncoder()
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    corpus = Corpus(data_dir, encoder)
    assistant = Assistant(corpus, Retrieval())
    found = assistant.search(Question("Hoeveel drones koopt het leger?")).hits[0]
    gold = GoldSet(
        folder=Path(),
        hash="",
        queries=(
            Query(query_id="q1", text="Hoeveel drones koopt het leger?", type="vraag", answerable=True),
            Query(query_id="q2", text="wat is de hoofdstad van Peru", type="vraag", answerable=False),
        ),
        qrels={"q1": {found.pair_id: 2}},
    )
    seen: list[tuple[int, int]] = []
    gathered = gather(assistant, gold, lambda done, total: seen.append((done, total)))
    corpus.close()
    assert seen == [(1, 2), (2, 2)]
    assert (len(gathered.answered), len(gathered.unanswered)) == (1, 1)
    twin = gathered.absent[0]
    assert twin is not None
    assert twin.nearest is not None
    assert twin.nearest < (gathered.answered[0].nearest or 0)


def test_what_it_came_to_is_said_for_each_kind(made: Calibration) -> None:
    lines = summary(made)
    assert len(lines) == 4
    assert f"AUROC {made.absent.auroc:.3f} onderwerp weggelaten" in lines[1]
    assert "ten onrechte niet gevonden" in lines[3]


def test_the_file_holds_the_parameters_and_how_they_were_made(made: Calibration) -> None:
    text = to_toml(made, "abc123", "kamervragen eval calibrate --gold map --out oordeel.toml")
    values = tomllib.loads(text)
    assert values["model"] == "m"
    assert values["borders"] == {"beantwoord": made.parameters.answered, "onderwerp": made.parameters.present}
    for part, names in (("subject", SUBJECT), ("answer", ANSWER)):
        assert all(set(values[part][name]) == set(names) for name in ("weights", "means", "spreads"))
    assert "abc123" in text
    assert "60 queries (40 answerable" in text
