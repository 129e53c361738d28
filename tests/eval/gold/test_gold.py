"""A gold set is checked before use: everything that is wrong, at once, with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.gold.gold import Query, read_gold
from index.errors import InputError
from index.store.corpus import Corpus
from tests.eval.conftest import ACCIJNS, DRONES, QRELS, QUERIES, SPORTHALLEN, GoldWriter

GOOD = {"query_id": "q", "text": "iets", "type": "vraag", "answerable": True}
PAIR = f"{DRONES}#v1"


def line(**changes: object) -> str:
    return json.dumps({**GOOD, **changes})


@pytest.mark.parametrize(
    ("queries", "qrels", "said"),
    [
        (["{nee"], [("q", PAIR, 1)], "queries.jsonl:1: is geen JSON"),
        ([line(), line(text="iets anders")], [("q", PAIR, 1)], "queries.jsonl:2: query_id 'q' staat ook op regel 1"),
        (
            [line(), line(query_id="r", text=" Iets ")],
            [("q", PAIR, 1)],
            "queries.jsonl:2: vraag 'r' heeft dezelfde tekst",
        ),
        ([line(text="  ")], [("q", PAIR, 1)], "queries.jsonl:1: vraag 'q' is leeg"),
        ([line(extra=1)], [("q", PAIR, 1)], "queries.jsonl:1: extra is een onbekende sleutel"),
        ([line(answerable="ja")], [("q", PAIR, 1)], "queries.jsonl:1: answerable"),
        ([json.dumps({"text": "iets"})], [("q", PAIR, 1)], "queries.jsonl:1: query_id ontbreekt"),
        ([line(query_id="a b")], [("q", PAIR, 1)], "queries.jsonl:1: query_id"),
        (["[]"], [("q", PAIR, 1)], "queries.jsonl:1: regel"),
        ([line()], [("q", PAIR, 3)], "qrels.tsv:1: graad '3' moet 0, 1 of 2 zijn"),
        ([line()], ["q\t0\tx"], "qrels.tsv:1: heeft 3 velden"),
        ([line()], [("q", "geen-paar", 1)], "qrels.tsv:1: paar-id 'geen-paar'"),
        ([line()], [("q", PAIR, 1), ("z", PAIR, 1)], "qrels.tsv:2: vraag 'z' staat niet bij de vragen"),
        ([line()], [("q", PAIR, 1), ("q", PAIR, 2)], "qrels.tsv:2: .* graad 2 en op regel 1 graad 1"),
        (
            [line()],
            [("q", "ah-tk-20232024-9#v1", 1)],
            "qrels.tsv:1: paar 'ah-tk-20232024-9#v1' staat niet in het corpus",
        ),
        ([line()], [("q", f"{DRONES}#v9", 1)], f"qrels.tsv:1: paar '{DRONES}#v9' staat niet in het corpus"),
        ([], [("q", PAIR, 1)], "queries.jsonl: bevat geen enkele vraag"),
        ([line()], [], "qrels.tsv: bevat geen enkel oordeel"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    write_gold: GoldWriter, corpus: Corpus, queries: list[str], qrels: list[tuple[str, str, int] | str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read_gold(write_gold(queries, qrels), corpus.catalogue)


def test_all_problems_are_named_at_once(write_gold: GoldWriter, corpus: Corpus) -> None:
    folder = write_gold([line(), line(), "nee"], [("q", PAIR, 7), ("weg", PAIR, 1), ("q", "ah-tk-20232024-9#v1", 1)])
    with pytest.raises(InputError) as caught:
        read_gold(folder, corpus.catalogue)
    message = str(caught.value)
    assert "heeft 6 problemen" in message
    for place in ("queries.jsonl:2:", "queries.jsonl:3:", "qrels.tsv:1:", "qrels.tsv:2:", "qrels.tsv:3:"):
        assert place in message
    assert "--allow-missing" in message


def test_files_that_are_not_there_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)queries.jsonl: bestaat niet.*qrels.tsv: bestaat niet"):
        read_gold(tmp_path)


def test_bytes_that_are_no_utf8_are_named(write_gold: GoldWriter) -> None:
    folder = write_gold()
    (folder / "queries.jsonl").write_bytes('{"query_id": "q", "text": "Financiën"}'.encode("latin-1"))
    with pytest.raises(InputError, match=r"queries.jsonl: is geen UTF-8"):
        read_gold(folder)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(write_gold: GoldWriter) -> None:
    plain = read_gold(write_gold())
    windows = read_gold(write_gold(name="windows", newline="\r\n", prefix="\ufeff"))
    assert windows.queries == plain.queries
    assert windows.qrels == plain.qrels
    assert windows.hash == plain.hash


def test_a_line_separator_inside_a_text_is_part_of_it(write_gold: GoldWriter) -> None:
    text = "eerste\u2028tweede"
    gold = read_gold(write_gold([json.dumps({**GOOD, "text": text}, ensure_ascii=False)], [("q", PAIR, 1)]))
    assert gold.queries == (Query(query_id="q", text=text, type="vraag", answerable=True),)


def test_any_question_number_names_its_pair(write_gold: GoldWriter, corpus: Corpus) -> None:
    gold = read_gold(write_gold(), corpus.catalogue)
    assert gold.qrels["q1"] == {f"{SPORTHALLEN}#v2": 2, f"{SPORTHALLEN}#v1": 1}


def test_two_numbers_of_one_pair_are_one_judgment_with_the_best_grade(write_gold: GoldWriter, corpus: Corpus) -> None:
    folder = write_gold([line()], [("q", f"{ACCIJNS}#v1", 1), ("q", f"{ACCIJNS}#v2", 2)])
    assert read_gold(folder, corpus.catalogue).qrels == {"q": {f"{ACCIJNS}#v1": 2}}


def test_pairs_that_the_corpus_lacks_can_stay_as_not_found(write_gold: GoldWriter, corpus: Corpus) -> None:
    folder = write_gold([line()], [("q", "ah-tk-20232024-9#v1", 2), ("q", PAIR, 1)])
    gold = read_gold(folder, corpus.catalogue, allow_missing=True)
    assert gold.missing == ("ah-tk-20232024-9#v1",)
    assert gold.qrels == {"q": {"ah-tk-20232024-9#v1": 2, PAIR: 1}}


def test_only_answerable_queries_with_judgments_are_measured(write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold([*QUERIES, {**GOOD, "query_id": "kaal"}]))
    assert [query.query_id for query in gold.measured] == ["q1", "q2", "q3"]
    assert "q4" in gold.qrels, "a judgment of an unanswerable query is kept"
    assert gold.warnings == ("1 vragen met antwoord hebben geen oordeel en tellen niet mee: kaal",)


def test_contradictions_are_warned_about(write_gold: GoldWriter) -> None:
    gold = read_gold(
        write_gold([line(answerable=False), line(query_id="r", text="anders")], [("q", PAIR, 2), ("r", PAIR, 0)])
    )
    assert any("heten onbeantwoord maar hebben een paar met graad 2: q" in warning for warning in gold.warnings)
    assert any("tellen als 0: r" in warning for warning in gold.warnings)


def test_the_hash_follows_the_content_only(write_gold: GoldWriter) -> None:
    first = read_gold(write_gold())
    reordered = read_gold(write_gold(QUERIES[::-1], QRELS[::-1], name="andersom"))
    changed = read_gold(write_gold(QUERIES, [*QRELS[:-1], ("q4", f"{DRONES}#v2", 0)], name="veranderd"))
    assert reordered.hash == first.hash
    assert changed.hash != first.hash


def test_the_first_so_many_queries_keep_their_judgments(write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold()).first(2)
    assert [query.query_id for query in gold.queries] == ["q1", "q2"]
    assert gold.qrels.keys() == {"q1", "q2"}


def test_a_gold_set_of_unanswerable_queries_needs_no_judgments(write_gold: GoldWriter) -> None:
    gold = read_gold(write_gold([line(answerable=False)], []))
    assert (len(gold.queries), gold.measured) == (1, ())
