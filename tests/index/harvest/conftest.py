"""A source on loopback, and a harvest of it into a data directory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.harvest.http.cache import Cache
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.http.stop import Stop
from index.harvest.official.fetch import Fetcher
from index.harvest.official.harvester import Harvester, Intake
from index.harvest.official.plan import HarvestStep, HarvestTally, Plan
from index.harvest.official.sru import Slice, Sru, year_slice
from index.harvest.official.state import HarvestState
from index.parse.formats.jsonl import to_json
from index.store.catalogue import Catalogue
from index.store.vectors import forget_clients
from tests.encoder import WordEncoder
from tests.index.harvest.server import Bron, Server, serving

LIMITS = Limits(connect_s=2, read_s=1, total_s=2, attempts=5, backoff_s=0.005, longest_backoff_s=0.02)
YEAR = year_slice("2023-2024")


class Oogst:
    """Harvests a source into a data directory, a fresh harvester for each run."""

    def __init__(self, server: Server, data_dir: Path, intake: Intake | None = None) -> None:
        self.server = server
        self.data_dir = data_dir
        self.now = datetime(2024, 12, 1, 12, tzinfo=UTC)
        self.stop = Stop()
        self.rate = Rate(requests=5000, window_s=1)
        self.limits = LIMITS
        self.page_size = 100
        self.batch = 10
        self.progress: list[HarvestStep] = []
        self._intake = intake

    def run(self, *slices: Slice, **values: object) -> HarvestTally:
        """A run of these slices (default: the year)."""
        plan = Plan(slices=slices or (() if values.get("retry_failed") else (YEAR,)), **values)  # type: ignore[arg-type]
        with ExitStack() as stack:
            pace = Pace(self.data_dir / "pace", rate=self.rate, sleep=self.stop.sleep)
            client = Client(
                addresses=[self.server.url], pace=pace, user_agent="proef", limits=self.limits, sleep=self.stop.sleep
            )
            stack.callback(client.close)
            state = HarvestState(self.data_dir, create=True)
            stack.callback(state.close)
            harvester = Harvester(
                self.data_dir,
                state=state,
                sru=Sru(client, f"{self.server.url}/sru", page_size=self.page_size, today=self.now.date()),
                fetcher=Fetcher(client, self.server.url, Cache(self.data_dir)),
                intake=self._intake or Builder(self.data_dir, WordEncoder()),
                stop=self.stop,
                batch=self.batch,
                now=lambda: self.now,
            )
            return harvester.run(plan, self.progress.append)

    def later(self, **values: float) -> None:
        """Lets time pass; after a day an unfinished list is made again."""
        self.now += timedelta(**values)

    def state(self) -> HarvestState:
        """The account; the caller closes it."""
        return HarvestState(self.data_dir)

    def dump(self) -> list[dict[str, object]]:
        """Every publication in the corpus."""
        catalogue = Catalogue(self.data_dir)
        found = [to_json(publication) for publication in catalogue.publications()]
        catalogue.close()
        return found

    def ids(self) -> list[str]:
        """Ids in the corpus."""
        return [str(publication["id"]) for publication in self.dump()]


def fetched(paths: Sequence[str]) -> list[str]:
    """Of paths asked for, those of documents."""
    return [path.strip("/") for path in paths if not path.startswith("/sru")]


@pytest.fixture
def bron() -> Bron:
    return Bron()


@pytest.fixture
def server(bron: Bron) -> Iterator[Server]:
    with serving(bron) as server:
        yield server


@pytest.fixture
def oogst(server: Server, data_dir: Path) -> Iterator[Oogst]:
    yield Oogst(server, data_dir)
    forget_clients()
