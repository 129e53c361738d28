"""A whole run over the small corpus with the quick encoder."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from pathlib import Path

import pytest

from eval.gold.gold import Query, read_gold
from eval.gold.ranked import ordered
from eval.measure.evaluate import evaluate, ids_only
from eval.measure.measures import MEASURES, per_query
from eval.measure.record import current_commit, read_record, write_record
from eval.measure.rerun import differences, variant_of
from eval.measure.run import run_queries
from eval.measure.trec import read_run, write_run
from eval.measure.variants import make_variant, open_variant, read_pairs, read_toml
from index.errors import InputError, KamervragenError
from index.settings import load_settings
from rag.assistant.assistant import Assistant
from rag.assistant.compose import open_assistant
from rag.question import Question
from rag.values import Answer, Arm, SearchResult, Verdict
from tests.eval.conftest import ACCIJNS, DRONES, SPORTHALLEN, GoldWriter


@pytest.fixture
def assistant(quick_corpus: Path) -> Assistant:
    return open_assistant(load_settings(data_dir=quick_corpus))


class Scripted:
    """A searcher that answers from an assistant and notes what it was asked."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.asked: list[tuple[str, str, int, Arm]] = []

    def search(self, question: Question) -> SearchResult:
        self.asked.append(("search", question.text, question.top, question.arm))
        if question.text == "breek":
            raise KamervragenError("de index is weg")
        return self.assistant.search(question)

    def ask(self, question: Question, *, without: Collection[str] = ()) -> Answer:
        self.asked.append(("ask", question.text, question.top, question.arm))
        return self.assistant.ask(question, without=without)


def test_the_first_query_is_run_once_more_to_warm_up(assistant: Assistant) -> None:
    searcher = Scripted(assistant)
    queries = [Query(query_id="q1", text="sporthallen"), Query(query_id="q2", text="drones")]
    seen: list[tuple[int, int]] = []
    run_queries(searcher, queries, arm=Arm.LEXICAL, top=7, progress=lambda done, total: seen.append((done, total)))
    assert searcher.asked == [
        ("search", "sporthallen", 7, Arm.LEXICAL),
        ("search", "sporthallen", 7, Arm.LEXICAL),
        ("ask", "sporthallen", 10, Arm.LEXICAL),
        ("search", "drones", 7, Arm.LEXICAL),
        ("ask", "drones", 10, Arm.LEXICAL),
    ]
    assert seen == [(1, 2), (2, 2)]


def test_an_error_ends_the_run_instead_of_counting_as_nothing_found(assistant: Assistant) -> None:
    queries = [Query(query_id="q1", text="sporthallen"), Query(query_id="q2", text="breek")]
    with pytest.raises(KamervragenError, match="de index is weg"):
        run_queries(Scripted(assistant), queries)


def test_publications_can_be_left_out_of_the_results_of_a_query(assistant: Assistant) -> None:
    queries = [Query(query_id="q1", text="sporthallen"), Query(query_id="q2", text="sporthallen open")]
    runs = run_queries(assistant, queries, excluded={"q1": frozenset({SPORTHALLEN})})
    assert not any(pair_id.startswith(SPORTHALLEN) for pair_id, _ in runs["q1"].ranked)
    assert any(pair_id.startswith(SPORTHALLEN) for pair_id, _ in runs["q2"].ranked)


def test_a_query_is_asked_again_as_if_its_publications_or_pairs_were_not_there(assistant: Assistant) -> None:
    queries = [Query(query_id="q1", text="sporthallen"), Query(query_id="q2", text="drones")]
    runs = run_queries(assistant, queries, relevant={"q1": [f"{SPORTHALLEN}#v1"]})
    assert runs["q1"].absent == assistant.ask(Question("sporthallen"), without=[SPORTHALLEN]).confidence
    assert runs["q1"].detail == assistant.ask(Question("sporthallen"), without=[f"{SPORTHALLEN}#v1"]).confidence
    assert (runs["q2"].absent, runs["q2"].detail) == (None, None)


def test_a_run_measures_what_its_ranking_says(assistant: Assistant, write_gold: GoldWriter, tmp_path: Path) -> None:
    gold = read_gold(write_gold(), assistant.corpus.catalogue)
    done = evaluate(gold, assistant, make_variant({"data_dir": assistant.corpus.data_dir}))
    record = done.record
    assert (record.queries, record.answerable) == (4, 3)
    assert record.measures["MRR@10"] == pytest.approx(
        sum(query.values["MRR@10"] for query in record.per_query.values() if query.values) / 3
    )
    assert done.ranking["q2"][0][0] == f"{DRONES}#v1"
    assert done.ranking["q3"][0][0] == f"{ACCIJNS}#v1"
    assert all(ranked == ordered(ranked) for ranked in done.ranking.values()), "by falling score, ties by id"
    assert record.per_query["q4"].values == {}, "an unanswerable query counts in the abstention only"
    assert record.per_query["q2"].grades == {f"{DRONES}#v1": 2}
    assert set(record.by_type) == {"vraag", "trefwoorden"}
    assert record.intervals.keys() == set(MEASURES)
    path = tmp_path / "a.run"
    write_run(path, done.ranking)
    assert per_query(gold.measured_qrels, ids_only(read_run(path))) == record.query_values


def test_abstention_counts_verdicts_over_the_whole_gold_set(assistant: Assistant, write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold(), assistant.corpus.catalogue)
    record = evaluate(gold, assistant, make_variant({})).record
    verdicts = {query_id: query.verdict for query_id, query in record.per_query.items()}
    refused = sum(verdicts[q] == Verdict.NIET_GEVONDEN for q in ("q1", "q2", "q3"))
    assert record.abstention.false_refusal == refused / 3
    assert record.abstention.false_answer == float(verdicts["q4"] == Verdict.BEANTWOORD)
    confidences = {query_id: query.confidence or 0.0 for query_id, query in record.per_query.items()}
    above = sum(
        (confidences[q] > confidences["q4"]) + (confidences[q] == confidences["q4"]) / 2 for q in ("q1", "q2", "q3")
    )
    assert record.abstention.auroc == pytest.approx(above / 3)


def test_without_verdicts_nothing_is_said_of_abstention(assistant: Assistant, write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold(), assistant.corpus.catalogue)
    record = evaluate(gold, assistant, make_variant({}), with_verdicts=False).record
    assert (record.abstention.auroc, record.abstention.false_answer, record.abstention.answered) == (None, None, None)
    assert record.abstention.intervals == {}
    assert record.measures["nDCG@10"] > 0


def test_a_record_reads_back_and_repeats(assistant: Assistant, write_gold: GoldWriter, tmp_path: Path) -> None:
    gold = read_gold(write_gold(), assistant.corpus.catalogue)
    values = {"data_dir": str(assistant.corpus.data_dir), "arm": "lexical", "candidates": 50}
    variant = make_variant(values)
    first = evaluate(gold, open_variant(variant), variant).record
    write_record(tmp_path / "a.json", first)
    kept = read_record(tmp_path / "a.json")
    assert kept == first
    again = variant_of(kept)
    assert (again.arm, again.retrieval["candidates"]) == ("lexical", 50)
    second = evaluate(gold, open_variant(again), again).record
    assert list(differences(kept, second)) == []
    changed = second.model_copy(update={"gold_hash": "anders", "measures": {**second.measures, "P@5": 0.0}})
    assert [line.partition(":")[0] for line in differences(kept, changed)] == ["de gouden set", "P@5"]


def test_a_record_names_what_it_was_made_with(assistant: Assistant, write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold(), assistant.corpus.catalogue)
    record = evaluate(gold, assistant, make_variant({})).record
    assert record.gold_hash == gold.hash
    assert record.commit == current_commit()
    assert record.index["fingerprint"] == assistant.corpus.manifest.fingerprint
    assert record.settings["dense_weight"] == assistant.retrieval.dense_weight
    assert {"ir-measures", "chromadb", "kamervragen"} <= record.versions.keys()
    assert record.seconds > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [("{}", "geen verslag van deze versie"), ("nee", "geen verslag van deze versie"), (None, "kan het verslag")],
)
def test_what_is_no_record_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=said):
        read_record(path)


def test_settings_as_text_become_what_they_are() -> None:
    variant = make_variant(read_pairs(["dense_weight=0.6,candidates=200", "arm=dense", "data_dir=/ergens"]))
    assert variant.retrieval == {"dense_weight": 0.6, "candidates": 200}
    assert variant.arm == "dense"
    assert variant.installation == {"data_dir": "/ergens"}


def test_settings_that_do_not_exist_are_all_named_with_those_that_do() -> None:
    with pytest.raises(InputError) as caught:
        make_variant({"gewicht": "1", "arm": "beide", "candidates": "veel"})
    message = str(caught.value)
    for part in ("gewicht: onbekende instelling", "dense_weight", "arm=beide", "candidates=veel"):
        assert part in message


@pytest.mark.parametrize("pair", ["dense_weight", "=3", "dense_weight="])
def test_a_setting_without_name_or_value_is_refused(pair: str) -> None:
    with pytest.raises(InputError, match="naam=waarde"):
        read_pairs([pair])


def test_settings_come_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('arm = "dense"\ncandidates = 20\n')
    assert make_variant(read_toml(path)).retrieval == {"candidates": 20}
    path.write_text("arm = ")
    with pytest.raises(InputError, match="is geen TOML"):
        read_toml(path)
    with pytest.raises(InputError, match="kan de instellingen"):
        read_toml(tmp_path / "weg.toml")


def test_a_copy_that_is_installed_within_a_checkout_does_not_pass_its_commit_off_as_its_own(tmp_path: Path) -> None:
    copy = tmp_path / ".venv" / "record.py"
    copy.parent.mkdir()
    copy.write_text("")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "eigen.py").write_text("")
    for words in (["init", "-q"], ["add", "eigen.py"], ["commit", "-q", "-m", "a"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    assert current_commit(tmp_path / "eigen.py") is not None
    assert current_commit(copy) is None
