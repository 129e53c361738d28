"""Calibration of the reader: weights, borders, cross-validation, twins of queries, and the file that it writes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.calibrate.gathered import Gathered, ReadRun, gather
from eval.calibrate.reader import MAX_FALSE_ANSWER, Calibration, calibrate, summary, to_toml
from eval.gold.gold import GoldSet, Query
from index.build.builder import Builder
from index.errors import InputError
from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.background import Background
from rag.retrieve.reader import ORDER_SIGNS, READ_SIGNS
from rag.retrieve.settings import Retrieval
from rag.retrieve.signs import SIGNS
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading, small_corpus

WINDOW, NEAR, CLOSE = (READ_SIGNS.index(name) for name in ("window", "late_z", "close"))


def run(query: int, kind: str, right: int | None) -> ReadRun:
    """Six pairs; the right one, fourth before reading, has the better window."""
    random = np.random.default_rng(query)
    signs = random.normal(size=(6, len(READ_SIGNS))) / 10
    grades = np.zeros(6, dtype=int)
    signs[:, NEAR] += 2.0
    if right is not None:
        signs[right, WINDOW] += 2.0
        signs[right, NEAR] += 4.0
        grades[right] = 2
    names = tuple(f"{'p' if right is not None else kind}{query}-{n}#v1" for n in range(6))
    return ReadRun(
        query=query, kind=kind, pair_ids=names, signs=signs, grades=grades, solid=np.ones(6, dtype=bool), close=()
    )


ANSWERABLE = range(30)
GATHERED = Gathered(
    runs=(
        *(run(n, "full", 3) for n in ANSWERABLE),
        *(run(n, kind, None) for n in ANSWERABLE for kind in ("detail", "absent")),
        *(run(n, "unanswerable", None) for n in range(30, 45)),
    ),
    groups=tuple(range(45)),
    sets=(0,) * 45,
    qrels={n: {f"p{n}-3#v1": 2} for n in ANSWERABLE},
)


@pytest.fixture(scope="module")
def made() -> Calibration:
    return calibrate(GATHERED, "m")


def test_reading_puts_the_right_pair_first_on_queries_that_were_not_fitted_on(made: Calibration) -> None:
    before, after, p = made.ndcg
    assert before == pytest.approx(1 / np.log2(5), abs=1e-6)
    assert after > 0.95
    assert p < 0.01
    assert made.reader.order.weights[ORDER_SIGNS.index("window")] > 0


def test_each_kind_of_query_without_an_answer_is_told_apart(made: Calibration) -> None:
    assert (made.queries, made.answerable) == (45, 30)
    (figures,) = made.figures
    assert all(value > 0.9 and low <= value <= high for value, (low, high) in figures.auroc.values())
    assert made.reader.answers.weights[SIGNS.index("window")] > 0
    assert figures.answered["full"] > 0.9
    assert figures.answered["unanswerable"] <= MAX_FALSE_ANSWER + 1 / 15
    assert figures.answered["absent"] <= MAX_FALSE_ANSWER + 1 / 15
    assert figures.first == 1.0


def test_a_set_with_one_judgment_a_query_is_learned_from_and_not_measured() -> None:
    """Of two of three queries more pairs were judged than the right one."""
    sets = tuple(int(n % 3 > 0) for n in range(45))
    qrels = {n: grades | ({f"p{n}-9#v1": 1} if n % 3 else {}) for n, grades in GATHERED.qrels.items()}
    found = calibrate(replace(GATHERED, sets=sets, qrels=qrels), "m")
    assert [(one.part, one.answerable) for one in found.figures] == [(1, 20)]
    assert (found.queries, found.answerable) == (45, 30)


def test_the_order_is_learned_from_a_set_with_one_judgment_a_query_as_well(made: Calibration) -> None:
    """Only there does what the close reader says tell the right pair."""
    sets = tuple(int(n % 3 > 0) for n in range(45))
    qrels = {n: grades | ({f"p{n}-9#v1": 1} if n % 3 else {}) for n, grades in GATHERED.qrels.items()}
    told = tuple(
        replace(one, signs=one.signs + 3.0 * np.outer(one.grades, np.eye(len(READ_SIGNS))[CLOSE]))
        if sets[one.query] == 0
        else one
        for one in GATHERED.runs
    )
    order = calibrate(replace(GATHERED, runs=told, sets=sets, qrels=qrels), "m").reader.order
    close = ORDER_SIGNS.index("close")
    assert abs(made.reader.order.weights[close]) < 0.2 < order.weights[close]


def test_calibration_is_the_same_every_time(made: Calibration) -> None:
    again = calibrate(GATHERED, "m")
    assert again.reader.answers.weights.tolist() == made.reader.answers.weights.tolist()
    assert (again.ndcg, again.figures, again.reader.answered) == (made.ndcg, made.figures, made.reader.answered)


def test_too_few_queries_of_a_kind_are_refused() -> None:
    few = replace(GATHERED, runs=tuple(run for run in GATHERED.runs if run.kind != "unanswerable"))
    with pytest.raises(InputError, match="minstens 10"):
        calibrate(few, "m")


def test_the_file_says_how_it_was_made_and_holds_every_weight(made: Calibration) -> None:
    gold = GoldSet(folder=Path(), hash="abc", queries=(), qrels={})
    text = to_toml(made, [gold], "kamervragen eval calibrate --gold g --out lezer")
    values = tomllib.loads(text)
    assert tuple(values["order"]["weights"]) == ORDER_SIGNS
    assert tuple(values["answers"]["spreads"]) == SIGNS
    assert values["borders"].keys() == {"answered", "quoted", "subject"}
    assert "abc" in text
    assert len(summary(made, ["zinnen"])) == 5
    assert "zinnen: 30 vragen met en 15 zonder antwoord" in summary(made, ["zinnen"])


def test_the_twins_of_a_query_are_read_without_its_pair_and_without_its_publication(data_dir: Path) -> None:
    encoder = TokenWordEncoder()
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    corpus = Corpus(data_dir, encoder)
    assistant = Assistant(corpus, Retrieval())
    pair_id = assistant.search(Question("Hoeveel drones koopt het leger?")).hits[0].pair_id
    gold = GoldSet(
        folder=Path(),
        hash="",
        queries=(
            Query(query_id="q1", text="Hoeveel drones koopt het leger?", type="vraag", answerable=True),
            Query(query_id="q2", text="wat is de hoofdstad van Peru", type="vraag", answerable=False),
        ),
        qrels={"q1": {pair_id: 2}},
    )
    vectors = np.random.default_rng(0).normal(size=(4, 3, encoder.token_dimension)).astype(np.float32)
    background = Background(vectors=vectors, shares={})
    seen: list[tuple[int, int]] = []
    axes = np.eye(4, encoder.token_dimension, dtype=np.float32)
    gathered = gather(assistant, [gold], background, axes, lambda done, total: seen.append((done, total)))
    corpus.close()
    assert seen == [(1, 2), (2, 2)]
    by_kind = {run.kind: run for run in gathered.runs}
    assert by_kind.keys() == {"full", "detail", "absent", "unanswerable"}
    publication = f"{pair_id.partition('#')[0]}#"
    assert by_kind["full"].grades.max() == 2
    assert len(by_kind["full"].close) == len(by_kind["full"].signs) > 0
    assert by_kind["full"].close[0].query.shape[1] == 4
    assert pair_id not in by_kind["detail"].pair_ids
    assert any(other.startswith(publication) for other in by_kind["detail"].pair_ids)
    assert not any(other.startswith(publication) for other in by_kind["absent"].pair_ids)
