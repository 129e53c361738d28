"""`python -m tests.chaos kill|faults|mutants`: how often a kill or a damaged file costs something, over many rounds."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from index.sources.apart import SeparateProcess
from tests.chaos.faults import STORES, faults, ingested, judged, look, mends, told
from tests.chaos.full import COUNT, WORKS, can_mount, on_full_disk
from tests.chaos.kills import Kills
from tests.chaos.load import load
from tests.chaos.material import material, queries
from tests.chaos.mutants import judged as judged_files
from tests.chaos.mutants import mutants
from tests.forks import apart

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What must not be lost or change.")


@app.callback()
def main() -> None:
    """Breaks things on purpose."""


@app.command()
def kill(
    rounds: Annotated[int, typer.Argument(min=10, help="how many times")] = 200,
    publications: Annotated[int, typer.Option(help="of the corpus")] = 20,
    seed: Annotated[int, typer.Option(help="of the moments")] = 1,
) -> None:
    """Kills at random moments, goes on, and compares with what is undisturbed.

    Half of the times an ingest, removal or rebuild is killed, else a harvest or what keeps followed questions and maps.

    Example: python -m tests.chaos kill 200
    """
    kills = Kills(Random(seed))  # noqa: S311  # repeatable, not secret
    with tempfile.TemporaryDirectory() as folder:
        kills.of_keeping(Path(folder), rounds // 4)
        kills.of_harvests(Path(folder), rounds // 4)
        kills.of_building(Path(folder), rounds - 2 * (rounds // 4), publications)
    for problem in kills.problems:
        typer.echo(problem)
    typer.echo(", ".join(f"{name}: {count}" for name, count in sorted(kills.counted.items())))
    raise typer.Exit(int(bool(kills.problems)))


@app.command("mutants")
def damaged_files(
    count: Annotated[int, typer.Argument(min=1, help="how many files")] = 10_000,
    seed: Annotated[int, typer.Option(help="of the damage")] = 1,
) -> None:
    """Damages files of every format at random and reads each in a process apart, within limits of time and memory.

    Example: python -m tests.chaos mutants 10000
    """
    counted = Counter[tuple[str, str]]()
    with closing(SeparateProcess()) as reader:
        for suffix, told in judged_files(mutants(count, seed), reader):
            if told.startswith("WRONG"):
                typer.echo(told)
            counted[suffix, told.partition(" ")[0]] += 1
    typer.echo(", ".join(f"{suffix} {told}: {number}" for (suffix, told), number in sorted(counted.items())))
    raise typer.Exit(int(any(told == "WRONG" for _, told in counted)))


@app.command("faults")
def damage(
    flips: Annotated[int, typer.Argument(min=0, help="bits flipped per store")] = 200,
    store: Annotated[list[str] | None, typer.Option(help="only these stores")] = None,
    publications: Annotated[int, typer.Option(min=8, help="of the corpus: of few a bit hits more")] = 8,
    mend: Annotated[bool, typer.Option("--mend", help="rebuild after each that was found; no catalogue")] = False,
) -> None:
    """Damages every file of every store and tells where the answers were other, or `verify --deep` found nothing.

    Example: python -m tests.chaos faults 200 --store chroma --mend
    """
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        sound, copy = Path(folder) / "sound", Path(folder) / "copy"
        apart(ingested, sound, publications)
        expected = json.loads(apart(told, sound, queries(material(publications))[:3]))
        for name in store or list(STORES):
            counted = Counter[str]()
            for fault in faults(sound, name, flips):
                seen = look(fault, sound, copy, expected)
                counted["same answers" if seen.answers == "same" else "told"] += 1
                counted["found by verify --deep"] += seen.is_found
                counted["Chroma holds what it held"] += name == "chroma" and seen.is_held and not seen.is_found
                problems = judged(fault, seen)
                if mend and seen.is_found and name != "catalogue":
                    said = mends(copy, expected)
                    counted["mended by a rebuild"] += said == "same"
                    problems += [f"{fault}: after a rebuild: {said[:200]}"] if said != "same" else []
                for problem in problems:
                    wrong += 1
                    typer.echo(problem)
            typer.echo(f"{name}: {', '.join(f'{key}: {count}' for key, count in counted.items())}")
    raise typer.Exit(int(wrong > 0))


@app.command("full")
def full_disk(
    sizes: Annotated[int, typer.Argument(min=1, help="disks per kind of work, from nothing to enough room")] = 50,
    work: Annotated[list[str] | None, typer.Option(help="only these: ingest, remove, rebuild, keep")] = None,
) -> None:
    """Writes on disks that become full at another moment each time, and tells where something else was said or lost.

    Example: python -m tests.chaos full 50 --work rebuild
    """
    if not can_mount():
        raise typer.BadParameter("this machine lets no process mount a file system of its own (unshare -rm)")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound"
        apart(ingested, sound, COUNT)
        expected = json.loads(apart(told, sound, queries(material(COUNT))[:3]))
        for name in work or list(WORKS):
            counted = Counter[str]()
            for n in range(sizes):
                data_dir = Path(folder) / f"{name}-{n}"
                seen, problems = on_full_disk(sound, data_dir, name, n / sizes, expected)
                counted["full" if seen.was_full else "enough room"] += 1
                for problem in problems:
                    wrong += 1
                    typer.echo(f"{name} {n}: {problem}")
                shutil.rmtree(data_dir, ignore_errors=True)
            typer.echo(f"{name}: {', '.join(f'{key}: {count}' for key, count in sorted(counted.items()))}")
    raise typer.Exit(int(wrong > 0))


@app.command("load")
def under_load(
    data_dir: Annotated[Path, typer.Option(help="a copy of a corpus; it grows")],
    minutes: Annotated[float, typer.Option(min=0.1, help="how long is asked")] = 60.0,
    seed: Annotated[int, typer.Option(help="of what is asked")] = 0,
) -> None:
    """Twenty clients of app, API and MCP, a harvest beside them, a rebuild in the middle; exit 1: it broke.

    Example: python -m tests.chaos load --minutes 60 --data-dir /tmp/copy
    """
    came_to = load(data_dir, minutes, seed)
    typer.echo(json.dumps(came_to.to_json(), ensure_ascii=False, indent=1))
    raise typer.Exit(0 if came_to.is_good else 1)


if __name__ == "__main__":
    app()
