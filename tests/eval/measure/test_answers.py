from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.gold.gold import GoldSet, read_gold
from eval.gold.sentences import JudgedSentence
from eval.measure.answers import measure_answers
from eval.measure.record import RunRecord
from eval.measure.run import QueryRun
from eval.report.run import write_report
from eval.report.text import answers_text
from index.settings import load_settings
from rag.assistant.compose import open_assistant
from rag.values import Statement, Verdict
from tests.eval.conftest import ACCIJNS, DRONES, SPORTHALLEN, GoldWriter


def run_of(*pair_ids: str, rejected: int = 0) -> QueryRun:
    return QueryRun(
        ranked=[],
        verdict=Verdict.BEANTWOORD,
        confidence=1.0,
        search_ms=1.0,
        statements=tuple(
            Statement(quote="vals" if pair_id.startswith("vals") else "x", pair_id=pair_id, start=0, end=1, citation="")
            for pair_id in pair_ids
        ),
        rejected=rejected,
    )


def is_verbatim(statement: Statement) -> bool:
    return statement.quote != "vals"


@pytest.fixture
def gold(write_gold: GoldWriter, quick_corpus: Path) -> GoldSet:
    assistant = open_assistant(load_settings(data_dir=quick_corpus))
    try:
        return read_gold(write_gold(), assistant.corpus.catalogue)
    finally:
        assistant.close()


def test_relevant_and_cited_are_shares_over_the_answerable_queries(gold: GoldSet) -> None:
    runs = {
        "q1": run_of(f"{SPORTHALLEN}#v2", f"{DRONES}#v2"),  # one of two statements relevant, one of two pairs cited
        "q2": run_of(f"{DRONES}#v1", f"{DRONES}#v1"),  # two statements on the only relevant pair
        "q3": run_of(),
        "q4": run_of(f"{DRONES}#v2"),
    }
    measured = measure_answers(gold, runs, is_verbatim)
    assert measured.overall.queries == 3
    assert measured.overall.statements == pytest.approx(4 / 3)
    assert measured.overall.relevant == pytest.approx(3 / 4)
    assert measured.overall.cited == pytest.approx(2 / 4)
    assert measured.overall.without == 1
    assert measured.unanswerable == pytest.approx(1.0)
    assert measured.by_type["vraag"].relevant == pytest.approx(1 / 2)
    assert measured.by_type["trefwoorden"].cited == pytest.approx(1 / 2)
    assert (measured.quotes, measured.verbatim) == (5, 1.0)
    assert (measured.relevant, measured.pairs_cited) == (measured.overall.relevant, measured.overall.cited)
    assert measured.first_relevant == pytest.approx(2 / 2)
    assert measured.verdicts["answerable"] == {"beantwoord": 3, "verwant": 0, "niet_gevonden": 0}
    assert measured.verdicts["unanswerable"] == {"beantwoord": 1, "verwant": 0, "niet_gevonden": 0}
    low, high = measured.intervals["relevant"]
    assert low <= 3 / 4 <= high


def test_the_first_quote_counts_apart_and_apart_again_under_beantwoord(gold: GoldSet) -> None:
    runs = {
        "q1": run_of(f"{DRONES}#v2", f"{SPORTHALLEN}#v2"),  # its first quote is not relevant
        "q2": replace(run_of(f"{DRONES}#v1"), verdict=Verdict.VERWANT),
        "q3": run_of(f"{ACCIJNS}#v1"),
        "q4": run_of(),
    }
    measured = measure_answers(gold, runs, is_verbatim)
    assert measured.first_relevant == pytest.approx(2 / 3)
    assert measured.answered_first_relevant == pytest.approx(1 / 2)
    assert measured.verdicts["answerable"] == {"beantwoord": 2, "verwant": 1, "niet_gevonden": 0}


def test_the_sentences_within_a_quote_count_where_they_were_judged(gold: GoldSet) -> None:
    def judged(query_id: str, pair_id: str, *labels: int) -> list[JudgedSentence]:
        return [
            JudgedSentence(query_id=query_id, pair_id=pair_id, start=10 * n, end=10 * n + 9, label=label)
            for n, label in enumerate(labels)
        ]

    def quoting(run: QueryRun, *spans: tuple[int, int]) -> QueryRun:
        placed = zip(run.statements, spans, strict=True)
        return replace(run, statements=tuple(replace(one, start=a, end=b) for one, (a, b) in placed))

    runs = {
        # the second is of a pair that nobody judged for this query, so its sentences do not count
        "q1": quoting(run_of(f"{SPORTHALLEN}#v1", f"{DRONES}#v2"), (0, 19), (0, 9)),
        "q2": quoting(run_of(f"{DRONES}#v1"), (10, 29)),
        "q3": quoting(run_of(f"{ACCIJNS}#v1"), (0, 9)),
        "q4": run_of(),
    }
    sentences = [
        *judged("q1", f"{SPORTHALLEN}#v1", 0, 2, 2),
        *judged("q1", f"{DRONES}#v2", 2),
        *judged("q2", f"{DRONES}#v1", 2, 0, 0),  # what answers is not in the quote
        *judged("q3", f"{ACCIJNS}#v1", 1, 0),  # nothing answers
    ]
    measured = measure_answers(gold, runs, is_verbatim, sentences)
    assert measured.unjudged == pytest.approx(1 / 4)
    assert measured.sentences_judged == 3
    assert measured.sentence_answers == pytest.approx(1 / 2)
    assert measured.sentence_tells == pytest.approx(2 / 3)
    assert measured.sentences_idle == pytest.approx(3 / 5)
    assert "citaat heeft een zin die antwoordt" in answers_text(measured)
    without = measure_answers(gold, runs, is_verbatim)
    assert (without.sentences_judged, without.sentence_answers) == (0, None)


def test_what_is_not_verbatim_counts_whether_shown_or_dropped(gold: GoldSet) -> None:
    runs = {
        "q1": run_of("vals-1#v1", f"{SPORTHALLEN}#v2"),
        "q2": run_of(rejected=2),
        "q3": run_of(f"{ACCIJNS}#v1"),
        "q4": run_of(),
    }
    measured = measure_answers(gold, runs, is_verbatim)
    assert measured.quotes == 5
    assert measured.verbatim == pytest.approx(2 / 5)


def test_answers_that_quote_nothing_have_no_shares(gold: GoldSet) -> None:
    measured = measure_answers(gold, {name: run_of() for name in ("q1", "q2", "q3", "q4")}, is_verbatim)
    assert (measured.verbatim, measured.overall.relevant, measured.overall.cited) == (None, None, 0.0)
    assert "letterlijk -" in answers_text(measured)


def test_a_run_with_answers_has_them_in_every_output(
    write_gold: GoldWriter, quick_corpus: Path, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    from eval.cli.main import eval_app

    out, report = tmp_path / "meting.json", tmp_path / "meting.html"
    folder = write_gold()
    row = {"query_id": "q3", "pair_id": f"{ACCIJNS}#v1", "start": 0, "end": 9, "label": 2}
    (folder / "sentences.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    options = ["--answers", "--record-out", str(out), "--report", str(report), "--data-dir", str(quick_corpus)]
    done = CliRunner().invoke(eval_app, ["--gold", str(folder), *options])
    assert done.exit_code == 0, done.output
    assert "letterlijk 100.0%" in done.output
    record = RunRecord.model_validate_json(out.read_bytes())
    assert record.answers is not None
    assert record.answers.verbatim == 1.0
    assert record.answers.sentences_judged == 1
    assert record.contract()["answers"] == record.answers.model_dump(mode="json")
    assert "De antwoorden" in report.read_text(encoding="utf-8")


def test_a_run_without_answers_says_nothing_of_them(write_gold: GoldWriter, quick_corpus: Path, tmp_path: Path) -> None:
    from eval.measure.evaluate import evaluate
    from eval.measure.variants import make_variant

    assistant = open_assistant(load_settings(data_dir=quick_corpus))
    try:
        found = read_gold(write_gold(), assistant.corpus.catalogue)
        record = evaluate(found, assistant, make_variant({})).record
    finally:
        assistant.close()
    assert record.answers is None
    assert "answers" not in record.contract()
    write_report(tmp_path / "zonder.html", record, {})
    assert "De antwoorden" not in (tmp_path / "zonder.html").read_text(encoding="utf-8")
