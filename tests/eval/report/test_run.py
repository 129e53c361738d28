"""Reports are one file: no network, nothing of a document taken as markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.compare.runs import ComparedRun, compare_runs
from eval.gold.excerpts import Excerpt, excerpts_of, first_words
from eval.gold.gold import read_gold
from eval.measure.evaluate import evaluate
from eval.measure.measures import MEASURES
from eval.measure.record import QueryRecord, RunRecord
from eval.measure.variants import make_variant
from eval.report.comparison import write_comparison
from eval.report.page import p_value
from eval.report.run import reliability_points, write_report
from eval.report.text import comparison_text, run_text
from index.settings import load_settings
from rag.assistant.compose import open_assistant
from rag.dutch.writing import decimal
from tests.eval.conftest import QUERIES, GoldWriter

EVIL = "<script>alert('x')</script>"
LOADS = ("src", "srcset", "href", "data", "poster", "action", "xlink:href")
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Tags, and whether each that was opened was closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def record(quick_corpus: Path, write_gold: GoldWriter) -> RunRecord:
    queries = [*QUERIES[:3], {**QUERIES[3], "text": f"mars {EVIL}"}]
    assistant = open_assistant(load_settings(data_dir=quick_corpus))
    gold = read_gold(write_gold(queries), assistant.corpus.catalogue)
    return evaluate(gold, assistant, make_variant({})).record


def assert_self_contained(text: str) -> Page:
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name in LOADS or name.startswith("on")]
    assert not re.search(r"url\(|@import|https?://", text)
    assert EVIL not in text
    return page


def test_the_report_of_a_run_opens_without_a_network(record: RunRecord, tmp_path: Path) -> None:
    best = {
        query.top[0][0]: Excerpt(pair_id=query.top[0][0], onderwerp=EVIL)
        for query in record.per_query.values()
        if query.top
    }
    write_report(tmp_path / "verslag.html", record, best)
    text = (tmp_path / "verslag.html").read_text(encoding="utf-8")
    page = assert_self_contained(text)
    assert page.tags.count("svg") == 2 * 5, "measures, types, confidence, reliability, latency: for screen and phone"
    for said in ("De maten", "Per soort vraag", "Het oordeel", "De snelheid", "De vragen", "Waarmee gemeten", "AUROC"):
        assert said in text
    assert decimal(record.measures["nDCG@10"]) in text
    assert "mars &lt;script&gt;" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_a_run_without_verdicts_says_so(record: RunRecord, tmp_path: Path) -> None:
    bare = {
        key: query.model_copy(update={"verdict": None, "confidence": None}) for key, query in record.per_query.items()
    }
    write_report(tmp_path / "verslag.html", record.model_copy(update={"per_query": bare}), {})
    assert "niet gevraagd" in (tmp_path / "verslag.html").read_text(encoding="utf-8")


def test_the_report_of_a_comparison_opens_without_a_network(tmp_path: Path) -> None:
    values = {"1": dict.fromkeys(MEASURES, 0.0), "2": dict.fromkeys(MEASURES, 0.5)}
    a = ComparedRun(
        name=EVIL,
        values=values,
        ranking={"1": (("p#v1", 1.0),)},
        texts={"1": f"vraag {EVIL}"},
        types={"1": EVIL},
        grades={"1": {"p#v1": 1}},
    )
    b = ComparedRun(name="b", values=values | {"1": dict.fromkeys(MEASURES, 0.75)}, ranking={})
    comparison = compare_runs(a, b)
    shown = {"p#v1": Excerpt(pair_id="p#v1", onderwerp="drones", antwoord=EVIL)}
    write_comparison(tmp_path / "a.html", comparison, shown)
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = assert_self_contained(text)
    assert page.tags.count("svg") == 2, "for screen and phone"
    assert "+0,375" in text, "the mean difference: (0.75 + 0) / 2"
    assert "niets gevonden</td>" in text, "B found nothing"
    assert "(1 verwant)" in text
    printed = comparison_text(comparison, shown)
    assert "1/1/0" in printed
    assert "A: [graad 1] p#v1 drones" in printed
    assert "B: niets gevonden" in printed


def test_two_equal_runs_have_no_differences_to_draw(tmp_path: Path) -> None:
    side = ComparedRun(name="a", values={"1": dict.fromkeys(MEASURES, 0.5)}, ranking={})
    write_comparison(tmp_path / "a.html", compare_runs(side, side), {})
    assert "Geen enkele vraag verschilt" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_the_table_for_a_terminal_has_every_measure(record: RunRecord) -> None:
    printed = run_text(record)
    for name in MEASURES:
        assert f"{name}" in printed
    assert "3 gemeten vragen van 4" in printed


def test_reliability_is_the_share_that_is_answerable_per_tenth_of_the_confidence() -> None:
    def query(confidence: float, *, answerable: bool) -> QueryRecord:
        return QueryRecord(
            text="t", type="t", answerable=answerable, values={}, confidence=confidence, search_ms=1.0, top=[]
        )

    points = reliability_points(
        [query(0.05, answerable=False), query(0.92, answerable=True), query(1.0, answerable=False)]
    )
    assert points == [(0.05, 0.0, 1), (pytest.approx((0.92 + 1.0) / 2), 1 / 2, 2)]


def test_pairs_are_shown_by_their_first_words() -> None:
    assert first_words("een\n\ntwee drie") == "een twee drie"
    assert first_words("woord " * 40) == "woord " * 30 + "..."
    assert excerpts_of(None, ["a#v1"]) == {"a#v1": Excerpt(pair_id="a#v1")}


@pytest.mark.parametrize(("p", "expected"), [(1.0, "1,0000"), (0.0123, "0,0123"), (0.00002, "<0,0001")])
def test_a_p_is_never_written_as_zero(p: float, expected: str) -> None:
    assert p_value(p) == expected
