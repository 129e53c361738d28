from __future__ import annotations

from pathlib import Path

import pytest

from eval.measure.machine import busy_processes, disk_mb, memory
from eval.measure.speed import Percentiles, SpeedReport, Taken, measure_speed
from eval.report.text import speed_text
from index.errors import InputError
from index.store.chroma.server import ChromaServer
from index.store.corpus import Corpus
from index.store.filters import FIELDS
from rag.assistant.assistant import Assistant
from rag.retrieve.settings import Retrieval


@pytest.fixture(scope="module")
def report(corpus_dir: Path) -> SpeedReport:
    from tests.encoder import WordEncoder

    corpus = Corpus(corpus_dir, WordEncoder())
    try:
        return measure_speed(Assistant(corpus, Retrieval()), queries=3, with_busy=True, with_recall=True)
    finally:
        corpus.close()


def test_the_contract_has_every_action_and_every_filter_as_a_ratio(report: SpeedReport) -> None:
    value = report.to_json()
    assert value["passages"] == report.passages > 0
    ratios = value["ratios"]
    assert isinstance(ratios, dict)
    assert ratios.keys() == {"search", "search_rerank", "ask", "compare", "followup", "filters"}
    assert ratios["filters"].keys() == {*(field.name for field in FIELDS), "combined"}
    assert ratios["search"] == pytest.approx(
        report.quiet.actions["search"].p50 / report.quiet.actions["encode"].p50, abs=0.01
    )
    assert isinstance(value["busy"], dict) and value["busy"].keys() == {"encode_ms", "ratios", "cpu_ratios", "ms"}
    assert (
        isinstance(value["disk"], dict) and {"catalogue.sqlite", "chroma", "tantivy", "dense"} <= value["disk"].keys()
    )


def test_a_small_corpus_finds_all_of_the_nearest(report: SpeedReport) -> None:
    assert report.recall == dict.fromkeys(["none", *(field.name for field in FIELDS), "combined"], 1.0)


def test_the_text_says_the_same_in_dutch(report: SpeedReport) -> None:
    text = speed_text(report)
    assert "zoeken met herordening" in text
    assert "naast twee bezige processen" in text
    assert "ministeries" in text


def test_times_are_median_and_95th_percentile_in_milliseconds() -> None:
    taken = [Taken(seconds=0.001 * n, cpu=0.0005 * n) for n in range(1, 102)]
    assert Percentiles.of(taken) == Percentiles(
        p50=pytest.approx(51.0), p95=pytest.approx(96.0), cpu=pytest.approx(25.5)
    )


def test_recall_is_not_measured_on_a_server(corpus_dir: Path, chroma_url: str, tmp_path: Path) -> None:
    from index.build.builder import Builder
    from tests.encoder import WordEncoder
    from tests.factory import make_reading, small_corpus

    Builder(tmp_path, WordEncoder(), chroma=ChromaServer(url=chroma_url)).ingest(
        [make_reading(p) for p in small_corpus()]
    )
    corpus = Corpus(tmp_path, WordEncoder(), chroma=ChromaServer(url=chroma_url))
    with pytest.raises(InputError, match="Chroma-server"):
        measure_speed(Assistant(corpus, Retrieval()), queries=2, with_recall=True)
    corpus.close()


def test_memory_and_disk_are_those_of_this_process_and_folder(tmp_path: Path) -> None:
    seen = memory()
    if seen.rss_mb is not None and seen.own_mb is not None and seen.shared_mb is not None:
        assert seen.rss_mb == pytest.approx(seen.own_mb + seen.shared_mb, abs=0.2)
        assert seen.own_mb > 1
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"x" * 3 * 1024 * 1024)
    (tmp_path / "c.sqlite-wal").write_bytes(b"x" * 1024 * 1024)
    assert disk_mb(tmp_path) == {"a": pytest.approx(3, abs=0.1), "c.sqlite": pytest.approx(1, abs=0.1)}


def test_busy_processes_end_with_the_measurement() -> None:
    with pytest.raises(ZeroDivisionError), busy_processes(1):
        raise ZeroDivisionError
