"""Damages one file of a corpus at a time, and looks what a user would see: in a process that a fault may end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from index.build.builder import Builder
from index.settings import load_settings
from rag.assistant.compose import open_assistant
from tests.chaos.held import holds
from tests.chaos.material import material, outcome
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading
from tests.forks import apart, probed_in_forks

STORES = {
    "catalogue": "catalogue.sqlite",
    "tokens": "tokenbits*",
    "chroma": "chroma/**/*",
    "dense": "dense/**/*",
    "tantivy": "tantivy/**/*",
    "manifest": "manifest.json",
}
WAYS_OUT = ("kamervragen rebuild", "kamervragen restore", "zet een kopie terug", "werk bij")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is done to a file.

    Attributes:
        kind: "truncated", "zeroed", "emptied" or "flipped".
        place: of a bit, from 0 to 1 through the file.
    """

    file: str
    kind: str
    place: float = 0.5

    def do(self, data_dir: Path) -> None:
        """Does it."""
        path = data_dir / self.file
        data = bytearray(path.read_bytes())
        if self.kind == "flipped":
            at = int(self.place * len(data))
            data[at] ^= 1 << (at % 8)
        path.write_bytes(
            {"truncated": data[: len(data) // 2], "zeroed": bytes(len(data)), "emptied": b""}.get(self.kind, data)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a user saw.

    Attributes:
        answers: "same", "other", the error, or "signal N" when the process was ended.
        verify: what `verify --deep` says; empty when it finds nothing.
        is_held: Chroma holds what it held.
    """

    answers: str
    verify: str
    is_held: bool = True

    @property
    def is_told(self) -> bool:
        """Whether a search gave the same answers or one line with the way out."""
        return self.answers == "same" or (
            self.answers.count("\n") == 0 and any(way in self.answers for way in WAYS_OUT)
        )

    @property
    def is_found(self) -> bool:
        """Whether `verify --deep` finds it; a byte that nothing reads changes nothing."""
        return bool(self.verify)


def files_of(data_dir: Path, store: str) -> list[str]:
    """The files of a store that have a byte."""
    paths = sorted(path for path in data_dir.glob(STORES[store]) if path.is_file() and path.stat().st_size)
    return [path.relative_to(data_dir).as_posix() for path in paths if not path.name.startswith(".")]


def faults(data_dir: Path, store: str, flips: int, seed: int = 1) -> Iterator[Fault]:
    """Every file of a store truncated, zeroed and emptied, and bits flipped over all of them by their size."""
    random = Random(f"{store}/{seed}")  # noqa: S311  # repeatable, not secret
    files = files_of(data_dir, store)
    for kind in ("truncated", "zeroed", "emptied"):
        yield from (Fault(file=file, kind=kind) for file in files)
    sizes = [(data_dir / file).stat().st_size for file in files]
    for file in random.choices(files, weights=sizes, k=flips):
        yield Fault(file=file, kind="flipped", place=random.random())


def look(fault: Fault, sound: Path, copy: Path, expected: dict[str, object]) -> Seen:
    """Copies a sound corpus, damages the copy, and asks it everything."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(sound, copy)
    fault.do(copy)
    is_held = not fault.file.startswith("chroma/") or holds(copy / "chroma") == holds(sound / "chroma")
    return Seen(answers=apart(answers, copy, expected), verify=apart(verified, copy), is_held=is_held)


def answers(data_dir: Path, expected: dict[str, object]) -> str:
    """Whether a corpus answers as it should: "same" or "other"."""
    return "same" if outcome(data_dir, TokenWordEncoder(), list(expected)) == expected else "other"


def verified(data_dir: Path) -> str:
    """What `verify --deep` says; its look from a process of its own is a fork too."""
    opened = open_assistant(load_settings(data_dir=data_dir), TokenWordEncoder()).corpus
    with closing(opened) as corpus, probed_in_forks():
        return "; ".join(f"{d.index}: {d.problem or d.missing or d.surplus}" for d in corpus.verify(deep=True))


def ingested(data_dir: Path, publications: int) -> str:
    """How many of the publications are there after an ingest."""
    readings = [make_reading(publication) for publication in material(publications)]
    report = Builder(data_dir, TokenWordEncoder()).ingest(readings)
    return str(report.new + report.unchanged)


def rebuilt(data_dir: Path) -> str:
    """How many passages a rebuild made."""
    return str(Builder(data_dir, TokenWordEncoder()).rebuild().passages)


def told(data_dir: Path, asked: Sequence[str]) -> str:
    """The outcome, as JSON."""
    return json.dumps(outcome(data_dir, TokenWordEncoder(), asked))


def mends(data_dir: Path, expected: dict[str, object]) -> str:
    """Tells "same" when a rebuild gives the answers back and leaves nothing to find, else what it says."""
    said = apart(rebuilt, data_dir)
    return apart(verified, data_dir) or apart(answers, data_dir, expected) if said.isdecimal() else said


def judged(fault: Fault, seen: Seen) -> list[str]:
    """What is wrong with what was seen; empty when nothing is."""
    wrong = []
    if not seen.is_told:
        wrong.append(f"{fault}: {seen.answers[:200]}")
    if not seen.is_found and seen.answers != "same":
        wrong.append(f"{fault}: verify --deep finds nothing, answers are: {seen.answers[:200]}")
    if not seen.is_found and not seen.is_held:
        wrong.append(f"{fault}: verify --deep finds nothing, Chroma holds other than it did")
    if seen.verify.startswith(("signal", "traceback")):
        wrong.append(f"{fault}: verify --deep: {seen.verify[:200]}")
    return wrong
