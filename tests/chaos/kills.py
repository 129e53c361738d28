"""Kills at random moments: of what makes a corpus, of harvests, and of what keeps followed questions and maps."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

from rag.export.collected.store import KeptMaps
from rag.follow.searches import SavedSearches
from tests.chaos.faults import answers, ingested, told
from tests.chaos.material import material, queries
from tests.forks import apart
from tests.index.harvest.kills import kill_harvests

IN_A_ROW = 10
BUILDING = """
import sys
from pathlib import Path
from index.build.builder import Builder
from tests.chaos.material import material
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading
builder, made = Builder(Path(sys.argv[1]), TokenWordEncoder(), batch_publications=3), material(int(sys.argv[2]))
print("begonnen", flush=True)
if sys.argv[3] == "rebuild":
    builder.rebuild()
elif sys.argv[3] == "remove":
    builder.remove([publication.id for publication in made[:8]])
else:
    builder.ingest([make_reading(publication) for publication in made])
"""
KEEPING = """
import sys
from datetime import date
from itertools import count
from pathlib import Path
from index.values import PairId
from rag.export.collected.store import KeptMaps
from rag.export.collected.values import KeptPiece
from rag.follow.searches import SavedSearches
from rag.question import Question
data_dir, first = Path(sys.argv[1]), int(sys.argv[2])
searches, maps = SavedSearches(data_dir), KeptMaps(data_dir)
for n in count(first):
    searches.add(f"vraag {n}", Question(text=f"vraag {n}"), date(2024, 1, 1))
    print(f"vraag {n}", flush=True)
    piece = KeptPiece(number=0, pair_id=PairId.of("ah-tk-20232024-1", 1), start=0, end=8, quote=f"stuk {n}")
    maps.change(f"map {n // 900}", lambda one: one.with_piece(piece), create=True)
    print(f"stuk {n}", flush=True)
"""


class Kills:
    """Counts what kills came to.

    Args:
        random: says when.
    """

    def __init__(self, random: Random) -> None:
        self.counted = Counter[str]()
        self.problems: list[str] = []
        self._random = random

    def of_building(self, root: Path, rounds: int, publications: int) -> None:
        """Ingests, removals and rebuilds: after every ten the answers are those of an undisturbed corpus."""
        apart(ingested, root / "whole", publications)
        expected = json.loads(apart(told, root / "whole", queries(material(publications))))
        for n in range(rounds):
            data_dir = root / f"built-{n // IN_A_ROW}"
            what = self._random.choice(("ingest", "ingest", "remove", "rebuild")) if n % IN_A_ROW else "ingest"
            _, was_killed = self._run(BUILDING, [str(data_dir), str(publications), what], 4.0)
            self.counted[f"{what} killed" if was_killed else f"{what} done"] += 1
            if n % IN_A_ROW == IN_A_ROW - 1 or n == rounds - 1:
                said = apart(ingested, data_dir, publications)
                self._judge("corpus", n, apart(answers, data_dir, expected) if said == str(publications) else said)

    def of_harvests(self, root: Path, rounds: int) -> None:
        """Harvests of a source on loopback; corpus and account are compared with those of an undisturbed one."""
        for n in range(0, rounds, IN_A_ROW):
            came_to = kill_harvests(root / f"harvested-{n}", min(IN_A_ROW, rounds - n), seed=n)
            self.counted["harvest killed"] += came_to.kills
            self._judge("harvest", n, " and ".join(came_to.differences) or "same")

    def of_keeping(self, root: Path, rounds: int) -> None:
        """Followed questions and maps: all that was said to be kept is there, in order, and at most one thing more."""
        data_dir = root / "kept"
        data_dir.mkdir()
        searches: list[str] = []
        pieces: list[str] = []
        for n in range(rounds):
            lines, was_killed = self._run(KEEPING, [str(data_dir), str(n * 100_000)], 0.5)
            self.counted["keeping killed"] += was_killed
            searches += [line for line in lines if line.startswith("vraag")]
            pieces += [line for line in lines if line.startswith("stuk")]
            with closing(SavedSearches(data_dir)) as kept:
                found_searches = [search.name for search in kept.all()]
            with closing(KeptMaps(data_dir)) as maps:
                found_pieces = [piece.quote for one in maps.all() for piece in one.pieces]
            lost = {*searches, *pieces} - {*found_searches, *found_pieces}
            more = {*found_searches, *found_pieces} - {*searches, *pieces}
            searches, pieces = found_searches, found_pieces  # what was kept while it was killed counts from here on
            self._judge("kept", n, "same" if not lost and len(more) <= 1 else f"lost {lost}, more {more}")
        self.counted["things kept"] += len(searches) + len(pieces)

    def _judge(self, what: str, n: int, came_to: str) -> None:
        self.counted[f"{what} as undisturbed" if came_to == "same" else f"{what} OTHER"] += 1
        if came_to != "same":
            self.problems.append(f"{what}, round {n}: {came_to}")

    def _run(self, work: str, arguments: list[str], longest_s: float) -> tuple[list[str], bool]:
        """Lets work begin and kills it within so many seconds; what it said, and whether it was still at it."""
        command = [sys.executable, "-c", work, *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(self._random.uniform(0, longest_s))
            os.kill(process.pid, signal.SIGKILL)
            lines = [line.rstrip("\n") for line in (first, *process.stdout) if line.endswith("\n")]
            if first.startswith("Traceback"):
                self.problems.append(f"{' '.join(arguments)}: {lines[-1]}")
            return lines, process.wait() == -signal.SIGKILL
