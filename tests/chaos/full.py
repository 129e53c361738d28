"""A disk that becomes full at any write, or may only be read: file systems that Linux lets any user mount."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.build.builder import Builder
from index.values import PairId
from rag.export.collected.store import KeptMaps
from rag.export.collected.values import KeptPiece
from rag.follow.searches import SavedSearches
from rag.question import Question
from tests.chaos.faults import answers, ingested, rebuilt
from tests.chaos.material import material
from tests.encoder import TokenWordEncoder
from tests.forks import apart

WAY_OUT = "maak ruimte"
DONE = "gedaan"
OF_SIZE = 'mount -t tmpfs -o "size=${1}k" none "$2" && exec "$3" -m tests.chaos.full "$2" "$4" "$5"'
FOR_READING = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" -m tests.chaos.full "$1" "$3"'


@dataclass(frozen=True, slots=True)
class Told:
    """What was told on a disk without room.

    Attributes:
        work: by what wanted to write: how much it did, or its error.
        search: by who searched then: "same" (and "" where there was no corpus before), or the error.
    """

    work: str
    search: str

    @property
    def was_full(self) -> bool:
        """Whether there was not enough room."""
        return WAY_OUT in self.work

    @property
    def problems(self) -> list[str]:
        """What a user must not see: anything but success, or one line with the way out."""
        said = {self.work: (DONE, WAY_OUT), self.search: ("same", "", WAY_OUT)}
        return [text for text, good in said.items() if not (text in good or text.isdecimal() or _is_told(text))]


def _is_told(text: str) -> bool:
    return WAY_OUT in text and "\n" not in text and "rebuild" not in text


def can_mount() -> bool:
    """Whether this machine lets a process mount a file system of its own."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", folder]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            return False


def size_kb(data_dir: Path) -> int:
    """Kilobytes that a folder takes, in the blocks of a disk."""
    return sum(-(-path.stat().st_size // 4096) * 4 + 4 for path in data_dir.rglob("*"))


def on_a_disk(size: int, data_dir: Path, work: str, expected: dict[str, object]) -> Told:
    """Moves a corpus onto a disk of so many kilobytes, does some work there, searches, and moves it back as it is then.

    Args:
        size: of the disk.
        data_dir: need not exist.
        work: a name of `WORKS`.
        expected: what a search must say, where there is a corpus before.
    """
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        asked = Path(folder) / "asked.json"
        asked.write_text(json.dumps([str(data_dir), work, expected]), encoding="utf-8")
        out = Path(folder) / "told.json"
        command = [
            "unshare",
            "-rm",
            "sh",
            "-c",
            OF_SIZE,
            "sh",
            str(size),
            str(disk),
            sys.executable,
            str(asked),
            str(out),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return Told(*json.loads(out.read_text(encoding="utf-8")))


def on_full_disk(
    sound: Path, data_dir: Path, work: str, share: float, expected: dict[str, object]
) -> tuple[Told, list[str]]:
    """Does some work with so much of the room that it may need, then all that is left to do with room enough.

    Args:
        sound: a corpus; an ingest begins without one, other work with a copy of it.
        data_dir: a new folder.
        work: a name of `WORKS`.
        share: of the room, from 0 to 1.
        expected: what a search must say.

    Returns:
        What was told, and what was wrong with it or with the corpus afterwards.
    """
    need = size_kb(sound)
    if work == "ingest":
        size = round(2 * need * share)
    else:
        shutil.copytree(sound, data_dir)
        size = need + round(need * share)
    told = on_a_disk(max(size, 16), data_dir, work, expected)
    said = apart(ingested, data_dir, COUNT)
    after = apart(answers, data_dir, expected) if said == str(COUNT) else said
    return told, [*told.problems, *([] if after == "same" else [f"afterwards: {after}"])]


def for_reading(data_dir: Path, expected: dict[str, object]) -> dict[str, str]:
    """What is told, by kind of work, where the data directory may only be read.

    Args:
        data_dir: a corpus; it is mounted over itself.
        expected: what a search must say.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.json"
        asked.write_text(json.dumps(expected), encoding="utf-8")
        command = ["unshare", "-rm", "sh", "-c", FOR_READING, "sh", str(data_dir), sys.executable, str(asked)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))


def tell_reading(data_dir: Path, asked: Path) -> None:
    """Where it may only be read: prints what each kind of work says."""
    expected = json.loads(asked.read_text(encoding="utf-8"))
    told = {name: apart(work, data_dir, COUNT) for name, work in WORKS.items()}
    sys.stdout.write(json.dumps(told | {"search": apart(answers, data_dir, expected)}))


def _more(data_dir: Path, publications: int) -> str:
    return ingested(data_dir, publications)


def _removed(data_dir: Path, publications: int) -> str:
    gone = [publication.id for publication in material(publications)[:5]]
    Builder(data_dir, TokenWordEncoder()).remove(gone)
    return DONE


def _rebuilt(data_dir: Path, _: int) -> str:
    return rebuilt(data_dir)


def _kept(data_dir: Path, _: int) -> str:
    with closing(SavedSearches(data_dir)) as searches, closing(KeptMaps(data_dir)) as maps:
        for n in range(100):
            searches.add(f"vraag {n}", Question(text="vraag " * 50), date(2024, 1, 1))
            piece = KeptPiece(
                number=0, pair_id=PairId.of("ah-tk-20232024-1", 1), start=0, end=8, quote=f"{n} woorden " * 50
            )
            maps.change("map", lambda one, piece=piece: one.with_piece(piece), create=True)  # type: ignore[misc]
    return DONE


WORKS: dict[str, Callable[[Path, int], str]] = {"ingest": _more, "remove": _removed, "rebuild": _rebuilt, "keep": _kept}
COUNT = 12


def main(disk: Path, asked: Path, out: Path) -> None:
    """On the disk: the corpus comes, the work is done, and the corpus goes back."""
    where, work, expected = json.loads(asked.read_text(encoding="utf-8"))
    data_dir, there = Path(where), disk / "data"
    has_corpus = data_dir.exists()
    if has_corpus:
        shutil.copytree(data_dir, there)
    said = apart(WORKS[work], there, COUNT)
    search = apart(answers, there, expected) if has_corpus and work != "remove" else ""
    shutil.rmtree(data_dir, ignore_errors=True)
    if there.exists():
        shutil.copytree(there, data_dir)
    out.write_text(json.dumps([said, search]), encoding="utf-8")


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:]]
    (tell_reading if len(arguments) == 2 else main)(*arguments)
