from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from index.embed.embedding import SentenceEncoder
from index.passages import make_passages
from index.store.corpus import Corpus
from index.values import Soort
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from tests.scale import doors
from tests.scale.build import RECORD, build, grow
from tests.scale.doors import TOP, Asked
from tests.scale.encoder import StandInEncoder
from tests.scale.plot import growth_svg
from tests.scale.publications import BLOCK, blocks, make_block
from tests.scale.soak import Tally


def test_a_block_is_always_the_same_and_no_id_comes_twice() -> None:
    total = 3 * BLOCK - 40
    made = [publication for number in range(blocks(total)) for publication in make_block(number, total)]
    assert made == [publication for number in range(blocks(total)) for publication in make_block(number, total)]
    assert len({publication.id for publication in made}) == len(made) == total


def test_the_record_has_the_proportions_of_the_real_one() -> None:
    made = list(chain.from_iterable(make_block(number, RECORD) for number in range(0, blocks(RECORD), 23)))
    passages = sum(len(make_passages(p, lambda texts: [len(t) // 4 for t in texts], 512)) for p in made)
    assert sum(len(p.paren) for p in made) / len(made) == pytest.approx(7, abs=0.7)
    assert passages / len(made) == pytest.approx(10, abs=1)
    assert sum(p.soort is Soort.MEDEDELING for p in made) / len(made) == pytest.approx(0.2, abs=0.05)
    assert {p.vergaderjaar for p in made} >= {f"{year}-{year + 1}" for year in range(1995, 2025)}
    assert len({name for p in made for name in p.ministeries}) > 20, "ministries change their names over time"


def test_an_interrupted_build_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(150, tmp_path, WordEncoder(), keep_tokens=False, progress=stop)
    build(150, tmp_path, WordEncoder(), keep_tokens=False)
    again = build(150, tmp_path, WordEncoder(), keep_tokens=False)
    corpus = Corpus(tmp_path, WordEncoder())
    assert again.new == again.unchanged == 0
    assert corpus.manifest.publications == 150
    assert corpus.verify() == []
    corpus.close()


def test_a_smaller_corpus_grows_by_the_end_of_the_record_and_once_only(tmp_path: Path) -> None:
    build(80, tmp_path, WordEncoder(), keep_tokens=False)
    grown = grow(tmp_path, WordEncoder(), 2, keep_tokens=False)
    again = grow(tmp_path, WordEncoder(), 2, keep_tokens=False)
    corpus = Corpus(tmp_path, WordEncoder())
    assert grown.new > 20
    assert grown.changed == again.new == again.changed == 0
    assert corpus.manifest.publications == 80 + grown.new
    corpus.close()


@pytest.mark.parametrize(
    ("asked", "results", "fault"),
    [
        (Asked(text="ah-1", first="ah-1"), [("ah-1", "Financiën")], None),
        (Asked(text="ah-1", first="ah-1"), [("ah-2", "Financiën"), ("ah-1", "Financiën")], "ah-2 came first"),
        (Asked(text="gas"), [], "nothing found"),
        (Asked(text="gas"), [("ah-1", "Financiën")], "1 results"),
        (Asked(text="gas"), [("ah-1", "Financiën")] * TOP, None),
        (Asked(text="gas", ministerie="Defensie"), [("ah-1", "Financiën")] * TOP, "ah-1#v1 is not from Defensie"),
    ],
)
def test_the_soak_knows_a_wrong_answer(asked: Asked, results: list[tuple[str, str]], fault: str | None) -> None:
    answer = {
        "results": [
            {"publication_id": one, "pair_id": f"{one}#v1", "ministeries": [ministerie], "antwoord": "Ja."}
            for one, ministerie in results
        ]
    }
    assert asked.fault(answer) == fault


def test_the_soak_holds_only_when_every_door_answered_and_memory_stayed() -> None:
    answers = Counter({"app": 3, "api": 3, "command line": 3})
    assert Tally(answers=answers, memory_mb=[100.0, 109.0]).is_good
    assert not Tally(answers=answers, memory_mb=[100.0, 111.0]).is_good
    assert not Tally(answers=answers, memory_mb=[100.0], faults=["api: nothing found"]).is_good
    assert not Tally(answers=answers, memory_mb=[100.0], differences=1).is_good
    assert not Tally(answers=Counter({"app": 3, "api": 3}), memory_mb=[100.0]).is_good
    assert Tally(answers=answers, wanted=100, passages=(900, 1_000)).is_good
    assert not Tally(answers=answers, wanted=100, passages=(900, 999)).is_good


@pytest.mark.parametrize(("in_line_s", "is_ended"), [(0.0, True), (60.0, False)])
def test_a_command_that_stands_in_line_for_a_processor_is_waited_for(
    in_line_s: float, is_ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "ANSWER_S", 0.2)
    monkeypatch.setattr(doors, "stood_in_line_s", lambda _: in_line_s)
    command = [sys.executable, "-c", "import time; time.sleep(1); print('klaar')"]
    with pytest.raises(subprocess.TimeoutExpired) if is_ended else nullcontext():
        assert doors.run_patiently(command).stdout == "klaar\n"


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="told by Linux alone")
def test_what_waits_for_something_else_does_not_stand_in_line() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as idle:
        time.sleep(1.0)
        first = doors.stood_in_line_s(idle.pid)
        time.sleep(0.5)
        assert 0.0 <= doors.stood_in_line_s(idle.pid) - first < 0.4
        idle.communicate()


def test_growth_is_drawn_over_the_number_of_passages() -> None:
    def report(passages: int) -> dict[str, object]:
        return {
            "passages": passages,
            "disk": {"catalogue.sqlite": passages / 100, "chroma": passages / 50, "dense": passages / 200},
            "rss_own_mb": 700.0,
            "rss_mb": 700.0 + passages / 1000,
            "ratios": {"search": 1.5, "ask": 2.0, "compare": 4.0},
        }

    picture = ElementTree.fromstring(growth_svg([report(100_000), report(10_000)]))  # noqa: S314  # our own
    lines = picture.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 8
    disk = [tuple(map(float, point.split(","))) for point in lines[0].attrib["points"].split()]
    assert disk[0][0] < disk[1][0], "the smaller corpus stands left"
    assert disk[0][1] > disk[1][1], "and takes less"


def test_a_series_asks_every_ministry_the_same() -> None:
    made = [p for number in range(60) for p in make_block(number, RECORD)]
    by_id = {p.id: p for p in made}
    members = [p for p in made if p.zie_ook]
    assert members
    for publication in members:
        others = [by_id[other] for other in publication.zie_ook]
        assert {p.onderwerp for p in others} == {publication.onderwerp}
        assert publication.ministeries not in [p.ministeries for p in others]


@pytest.mark.model
def test_the_stand_in_has_the_geometry_of_the_real_vectors(real_encoder: SentenceEncoder) -> None:
    encoder = StandInEncoder(real_encoder)
    made = chain.from_iterable(make_block(number, RECORD) for number in range(0, blocks(RECORD), 60))
    texts = [p.text for publication in made for p in make_passages(publication, encoder.count_tokens, 512)[:1]]
    vectors = encoder.encode_passages(texts)
    likeness = np.sort(vectors[:400] @ vectors.T, axis=1)
    around = vectors - vectors.mean(axis=0)
    assert np.linalg.norm(vectors.mean(axis=0)) == pytest.approx(0.906, abs=0.01)
    assert (around**2).sum(axis=1).mean() == pytest.approx(0.179, abs=0.015)
    assert np.median(likeness[:, -2]) == pytest.approx(0.887, abs=0.015), "the nearest of another publication"
    assert np.median(likeness[:, -101]) == pytest.approx(0.853, abs=0.01), "the hundredth"
    query = encoder.encode_query("Wat kost de bodemheffing?")
    nearest = [texts[n].split("\n")[0] for n in np.argsort(-(vectors @ query))[:10]]
    assert sum("bodem" in header for header in nearest) >= 5, "a query finds the passages about its subject"


def test_the_command_says_how_it_is_used() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.scale", "build", "--help"], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert run.returncode == 0
    assert "Example: python -m tests.scale build" in " ".join(run.stdout.split())
