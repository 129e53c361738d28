"""BEIR folders: ours written in that form, and others read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.gold.beir import pair_id_of, publication_lines, read_any_gold, read_beir, write_beir, write_publications
from eval.gold.gold import read_gold
from eval.measure.evaluate import evaluate
from eval.measure.variants import make_variant, open_variant
from index.build.builder import Builder
from index.errors import InputError
from index.parse.read import read_paths
from index.settings import load_settings
from index.store.corpus import Corpus
from rag.assistant.compose import open_assistant
from tests.encoder import WordEncoder
from tests.eval.conftest import GoldWriter


def write(folder: Path, corpus: list[dict[str, object]], queries: list[dict[str, object]], qrels: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in corpus))
    (folder / "queries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in queries))
    (folder / "qrels" / "test.tsv").write_text(qrels)
    return folder


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A set as others make it: ids of their own, a training query, a grade of 3."""
    return write(
        tmp_path / "foreign",
        [
            {"_id": "MED-10", "title": "Water in de sloot", "text": "De sloten zijn schoon.", "metadata": {}},
            {"_id": "MED-11", "title": "", "text": "De dijken zijn hoog."},
            {"_id": "MED-12", "title": "Alleen een titel", "text": ""},
        ],
        [
            {"_id": "PLAIN-1", "text": "schone sloten", "metadata": {"url": "x"}},
            {"_id": "PLAIN-2", "text": "hoge dijken"},
            {"_id": "TRAIN-1", "text": ""},
        ],
        "query-id\tcorpus-id\tscore\nPLAIN-1\tMED-10\t3\nPLAIN-2\tMED-11\t1\nPLAIN-2\tMED-10\t0\n",
    )


def test_a_foreign_set_is_read_indexed_and_measured(
    foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "publicaties.jsonl"
    assert write_publications(foreign, out) == 3
    data_dir = tmp_path / "beir-data"
    report = Builder(data_dir, WordEncoder()).ingest(read_paths([out]))
    assert report.failed == []
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())
    assistant = open_assistant(load_settings(data_dir=data_dir))
    gold = read_any_gold(foreign, assistant.corpus.catalogue)
    assert [query.query_id for query in gold.queries] == ["PLAIN-1", "PLAIN-2"]
    assert gold.qrels["PLAIN-1"] == {"MED-10#v1": 3}
    record = evaluate(gold, assistant, make_variant({})).record
    assert record.measures["MRR@10"] == 1.0


def test_ours_reads_back_as_it_was(write_gold: GoldWriter, corpus: Corpus, tmp_path: Path) -> None:
    gold = read_gold(write_gold(), corpus.catalogue)
    pairs = write_beir(tmp_path / "beir", gold, corpus.catalogue)
    assert pairs == corpus.manifest.pairs
    again = read_beir(tmp_path / "beir", corpus.catalogue)
    assert again.queries == gold.queries
    assert again.qrels == gold.qrels
    header, *_ = (tmp_path / "beir" / "qrels" / "test.tsv").read_text().splitlines()
    assert header == "query-id\tcorpus-id\tscore"


def test_our_corpus_comes_back_with_the_same_pairs(write_gold: GoldWriter, corpus: Corpus, tmp_path: Path) -> None:
    gold = read_gold(write_gold(), corpus.catalogue)
    write_beir(tmp_path / "beir", gold, corpus.catalogue)
    write_publications(tmp_path / "beir", tmp_path / "terug.jsonl")
    back = {
        pair.id: (pair.vraagnummers, pair.antwoord)
        for reading in read_paths([tmp_path / "terug.jsonl"])
        if reading.publicatie
        for pair in reading.publicatie.paren
    }
    assert back == {
        pair.id: (pair.vraagnummers, pair.antwoord)
        for publication in corpus.catalogue.publications()
        for pair in publication.paren
    }


@pytest.mark.parametrize(
    ("document_id", "expected"),
    [
        ("ah-tk-20232024-1068#v2", "ah-tk-20232024-1068#v2"),
        ("MED-10", "MED-10#v1"),
        ("een id met spaties", "een-id-met-spaties#v1"),
        ("half#vast", "half-vast#v1"),
    ],
)
def test_documents_have_pair_ids(document_id: str, expected: str) -> None:
    assert pair_id_of(document_id) == expected


def test_everything_that_is_wrong_with_a_set_is_named_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "kapot",
        [{"_id": "a", "text": "iets"}, {"_id": "a", "text": "iets"}, {"text": "zonder id"}, {"_id": "leeg"}],
        [{"_id": "q", "text": " "}],
        "query-id\tcorpus-id\tscore\nq\ta\tveel\nq\ta\nz\ta\t1\nq\ta\t1\n",
    )
    with pytest.raises(InputError) as caught:
        read_beir(folder)
    for part in ("test.tsv:2: graad 'veel'", "test.tsv:3: heeft 2 velden", "test.tsv:4: vraag 'z'", "'q' is leeg"):
        assert part in str(caught.value)
    with pytest.raises(InputError) as caught:
        list(publication_lines(folder))
    for part in ("corpus.jsonl:2: _id 'a' staat ook op regel 1", "corpus.jsonl:3: _id", "'leeg' is leeg"):
        assert part in str(caught.value)


def test_unanswerable_queries_stay_unanswerable(write_gold: GoldWriter, quick_corpus: Path, tmp_path: Path) -> None:
    assistant = open_variant(make_variant({"data_dir": str(quick_corpus)}))
    catalogue = assistant.corpus.catalogue
    write_beir(tmp_path / "beir", read_gold(write_gold(), catalogue), catalogue)
    again = read_beir(tmp_path / "beir", catalogue)
    assert [query.query_id for query in again.queries if not query.answerable] == ["q4"]
