"""A process that has everything imported, and forks a harvest for each line that it reads: a quick start to kill.

Run as `python -m tests.index.harvest.zygote`. A line is an address and a data directory, as a JSON list; it answers
each with "begun PID" and "ended STATUS".
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import chromadb  # noqa: F401  # imported before the fork
import tantivy  # noqa: F401

from index.build.builder import Builder
from index.embed.embedding import Encoder
from index.harvest.http.cache import Cache
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.official.fetch import Fetcher
from index.harvest.official.harvester import Harvester
from index.harvest.official.plan import Plan
from index.harvest.official.sru import Sru, year_slice
from index.harvest.official.state import HarvestState
from tests.encoder import WordEncoder

RATE = Rate(requests=10, window_s=0.1)
NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)


def harvest(url: str, data_dir: Path, encoder: Encoder | None = None) -> None:
    """One harvest of a year, in small batches."""
    limits = Limits(connect_s=2, read_s=10, total_s=20, attempts=6, backoff_s=0.005, longest_backoff_s=0.02)
    with closing(
        Client(addresses=[url], pace=Pace(data_dir / "pace", rate=RATE), user_agent="proef", limits=limits)
    ) as client:
        state = HarvestState(data_dir, create=True)
        Harvester(
            data_dir,
            state=state,
            sru=Sru(client, f"{url}/sru", page_size=20, today=NOW.date()),
            fetcher=Fetcher(client, url, Cache(data_dir)),
            intake=Builder(data_dir, encoder or WordEncoder()),
            batch=8,
            now=lambda: NOW,
        ).run(Plan(slices=(year_slice("2023-2024"),)))
        state.close()


def main() -> None:
    """Forks on demand."""
    _say("ready")
    for line in sys.stdin:
        url, data_dir = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                harvest(url, Path(data_dir))
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                sys.stderr.flush()
                os._exit(1)
            os._exit(0)
        _say(f"begun {child}")
        _, status = os.waitpid(child, 0)
        _say(f"ended {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
