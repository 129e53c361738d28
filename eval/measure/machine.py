"""What a measurement of speed needs of the machine: memory, disk, and processes that keep it busy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BUSY_PROCESSES = 2
COMPUTE = "while True: sum(range(100_000))"
MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Resident memory of this process; None where the system does not say it.

    What it made itself is its own; shared are pages of files, which processes share and the system may take back.
    """

    rss_mb: float | None
    own_mb: float | None
    shared_mb: float | None


def memory() -> Memory:
    """The memory that this process uses now."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return Memory(rss_mb=None, own_mb=None, shared_mb=None)
    kib = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    own = kib["Anonymous"]
    return Memory(
        rss_mb=round(kib["Rss"] / 1024, 1), own_mb=round(own / 1024, 1), shared_mb=round((kib["Rss"] - own) / 1024, 1)
    )


def disk_mb(folder: Path) -> dict[str, float]:
    """What the parts of a data directory take on disk, by the name of the file or folder in it."""
    sizes: dict[str, float] = {}
    for path in sorted(folder.iterdir()):
        files = path.rglob("*") if path.is_dir() else [path]
        name = path.name.removesuffix("-wal").removesuffix("-shm")
        sizes[name] = sizes.get(name, 0.0) + sum(_blocks(one) for one in files) / MB
    return {name: round(size, 2) for name, size in sizes.items()}


def _blocks(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512
    except FileNotFoundError:  # a build took it away
        return 0


@contextmanager
def busy_processes(count: int = BUSY_PROCESSES) -> Iterator[None]:
    """Keeps the processors busy while something is measured, as on a shared machine."""
    running = [
        subprocess.Popen([sys.executable, "-c", COMPUTE], stdin=subprocess.DEVNULL)  # noqa: S603  # our own interpreter
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for process in running:
            process.kill()
        for process in running:
            process.wait()
