"""Judgments by people: added in place, with who and when."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from eval.gold.excerpts import excerpts_of
from eval.gold.gold import read_gold
from eval.gold.judging import add_judgment, open_judgments, unjudged
from index.errors import InputError
from index.store.corpus import Corpus
from tests.eval.conftest import ACCIJNS, DRONES, SPORTHALLEN, GoldWriter


def log(folder: Path) -> list[dict[str, object]]:
    path = folder / "judgments.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_a_new_judgment_is_added_with_who_and_when(write_gold: GoldWriter) -> None:
    folder = write_gold()
    before = (folder / "qrels.tsv").read_text()
    judged = add_judgment(folder, "q1", f"{DRONES}#v1", 0, by=" Anna ")
    assert (folder / "qrels.tsv").read_text() == f"{before}q1\t0\t{DRONES}#v1\t0\n"
    assert (judged.previous, judged.is_change) == (None, True)
    (line,) = log(folder)
    assert (line["by"], line["grade"], line["previous"]) == ("Anna", 0, None)
    assert str(line["at"]).endswith("+00:00")


def test_the_same_judgment_twice_is_no_duplicate(write_gold: GoldWriter) -> None:
    folder = write_gold()
    add_judgment(folder, "q1", f"{DRONES}#v1", 1, by="Anna")
    once = (folder / "qrels.tsv").read_text()
    again = add_judgment(folder, "q1", f"{DRONES}#v1", 1, by="Bas")
    assert not again.is_change
    assert (folder / "qrels.tsv").read_text() == once
    assert len(log(folder)) == 1


def test_a_changed_judgment_takes_the_place_of_the_old_and_is_recorded(write_gold: GoldWriter, corpus: Corpus) -> None:
    folder = write_gold()
    # the qrels name this pair by its second number
    judged = add_judgment(folder, "q1", f"{SPORTHALLEN}#v2", 1, by="Bas", catalogue=corpus.catalogue)
    assert judged.previous == 2
    lines = (folder / "qrels.tsv").read_text().splitlines()
    assert lines[0] == f"q1\t0\t{SPORTHALLEN}#v2\t1"
    assert len(lines) == 5
    assert [(line["previous"], line["grade"]) for line in log(folder)] == [(2, 1)]


@pytest.mark.parametrize(
    ("query_id", "pair_id", "grade", "by", "said"),
    [
        ("q1", f"{DRONES}#v1", 3, "Anna", "graad 3 bestaat niet"),
        ("q1", f"{DRONES}#v1", 1, "  ", "wie oordeelt"),
        ("q9", f"{DRONES}#v1", 1, "Anna", "vraag 'q9' staat niet"),
        ("q1", "ah-tk-20232024-9#v1", 1, "Anna", "staat niet in het corpus"),
    ],
)
def test_a_judgment_that_cannot_be_is_refused_and_nothing_is_written(
    write_gold: GoldWriter, corpus: Corpus, query_id: str, pair_id: str, grade: int, by: str, said: str
) -> None:
    folder = write_gold()
    before = (folder / "qrels.tsv").read_text()
    with pytest.raises(InputError, match=said):
        add_judgment(folder, query_id, pair_id, grade, by=by, catalogue=corpus.catalogue)
    assert (folder / "qrels.tsv").read_text() == before
    assert log(folder) == []


@pytest.mark.parametrize("name", [".", "qrels.tsv"])
def test_a_gold_set_that_is_read_only_stays_as_it_is(write_gold: GoldWriter, name: str) -> None:
    folder = write_gold()
    before = (folder / "qrels.tsv").read_text()
    mode = (folder / name).stat().st_mode
    (folder / name).chmod(mode & ~0o222)
    with pytest.raises(InputError, match="alleen-lezen; oordeel in een kopie"):
        add_judgment(folder, "q1", f"{DRONES}#v1", 1, by="Anna")
    (folder / name).chmod(mode)
    assert (folder / "qrels.tsv").read_text() == before
    assert {path.name for path in folder.iterdir()} == {"qrels.tsv", "queries.jsonl"}


def test_judges_who_work_at_the_same_time_lose_nothing(write_gold: GoldWriter) -> None:
    folder = write_gold()
    pairs = [f"ah-tk-20232024-{n}#v1" for n in range(300, 312)]

    def judge(pair_id: str) -> None:
        add_judgment(folder, "q2", pair_id, 1, by="Anna")

    threads = [threading.Thread(target=judge, args=(pair_id,)) for pair_id in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(pairs) <= read_gold(folder).qrels["q2"].keys()
    assert len(log(folder)) == len(pairs)


def test_unjudged_results_are_listed_with_what_a_judge_needs(write_gold: GoldWriter, corpus: Corpus) -> None:
    gold = read_gold(write_gold(), corpus.catalogue)
    ranking = {
        "q2": ((f"{DRONES}#v1", 0.9), (f"{DRONES}#v2", 0.5), (f"{ACCIJNS}#v1", 0.4)),
        "q3": ((f"{ACCIJNS}#v1", 0.9),),
        "q4": ((f"{ACCIJNS}#v1", 0.9),),
    }
    assert unjudged(gold, ranking) == {"q2": [f"{DRONES}#v2", f"{ACCIJNS}#v1"]}
    row = open_judgments(gold, ranking, excerpts_of(corpus.catalogue, [f"{DRONES}#v2"]))[0]
    assert row == {
        "query_id": "q2",
        "rank": 2,
        "pair_id": f"{DRONES}#v2",
        "text": "drones voor het leger",
        "onderwerp": "de aanschaf van drones",
        "vraag": "Waarom duurt de levering zo lang?",
        "antwoord": "De levering duurt lang door een tekort aan chips.",
    }


def test_a_note_is_recorded_with_the_judgment_and_also_without_a_change(write_gold: GoldWriter) -> None:
    folder = write_gold()
    judged = add_judgment(folder, "q1", f"{DRONES}#v1", 1, by="Anna", note=" noemt het aantal niet ")
    assert judged.note == "noemt het aantal niet"
    add_judgment(folder, "q1", f"{DRONES}#v1", 1, by="Bas", note="eens")
    assert [(line["by"], line["note"], line["previous"]) for line in log(folder)] == [
        ("Anna", "noemt het aantal niet", None),
        ("Bas", "eens", 1),
    ]
