from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from index.build.report import Report
from index.build.take import take
from index.harvest.http.pace import Rate
from index.store.catalogue import Catalogue
from index.values import Reading
from tests.index.harvest.conftest import Oogst, fetched
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron, Seen, Server, busiest_window, serving

PUBLICATIONS = 900
RATE = Rate(requests=10, window_s=0.07)
PAGE = resource.getpagesize()
MAX_GROWTH = 10_000  # bytes of memory per publication after the first quarter: less than one of them takes


class CatalogueIntake:
    """Takes readings into the catalogue alone: the soak is about the harvest, not about embedding."""

    def __init__(self, data_dir: Path) -> None:
        self._catalogue = Catalogue(data_dir, create=True)
        self.memory: list[int] = []

    def ingest(self, readings: Iterable[Reading], *, settle: bool = True) -> Report:
        report = Report()
        for reading in readings:
            take(self._catalogue, reading, report)
        self.memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * PAGE)
        return report

    def close(self) -> None:
        self._catalogue.close()


def test_a_year_with_faults_comes_in_whole_at_the_pace_and_in_constant_memory(data_dir: Path) -> None:
    bron = Bron(fault_share=0.05)
    bron.put(*(stuk(n) for n in range(1, PUBLICATIONS + 1)))
    intake = CatalogueIntake(data_dir)
    with serving(bron) as server:
        oogst = Oogst(server, data_dir, intake)
        oogst.rate, oogst.batch, oogst.page_size = RATE, 25, 200
        oogst.limits = replace(oogst.limits, read_s=20, total_s=40)  # no drips here, but maybe a busy machine
        tally = oogst.run()
    intake.close()
    assert (tally.listed, tally.new, tally.failed, tally.left) == (PUBLICATIONS, PUBLICATIONS, [], 0)
    assert oogst.ids() == sorted(bron.items)
    faults = Counter(seen.fault for seen in bron.seen)
    assert sum(faults.values()) - faults[None] > 0.03 * PUBLICATIONS
    assert busiest_window(bron.seen, RATE.window_s) <= RATE.requests
    quarter, end = intake.memory[len(intake.memory) // 4], intake.memory[-1]
    assert end - quarter < MAX_GROWTH * PUBLICATIONS * 3 / 4, f"{quarter} bytes after a quarter, {end} at the end"


def test_without_its_pace_the_same_log_shows_the_violation(server: Server, bron: Bron, data_dir: Path) -> None:
    bron.put(*(stuk(n) for n in range(1, 101)))
    intake = CatalogueIntake(data_dir)
    oogst = Oogst(server, data_dir, intake)
    oogst.rate = Rate(requests=1000, window_s=0.001)
    assert oogst.run().new == 100
    intake.close()
    assert len(fetched(bron.paths())) == 100
    assert busiest_window(bron.seen, RATE.window_s * 10) > RATE.requests


@pytest.mark.parametrize(
    ("moments", "most"),
    [([0.0, 0.01, 0.02], 3), ([0.0, 0.07, 0.14], 1), ([0.0, 0.069, 0.07], 2), ([], 0)],
)
def test_the_busiest_window_is_counted_right(moments: list[float], most: int) -> None:
    seen = [Seen(at=at, path="/", headers={}, fault=None, status=200) for at in moments]
    assert busiest_window(seen, 0.07) == most
