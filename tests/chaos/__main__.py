"""`python -m tests.chaos kill|faults`: how often a kill or a damaged file costs something, over many rounds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from tests.chaos.faults import STORES, answers, apart, faults, ingested, judged, look, told
from tests.chaos.material import material, queries

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What must not be lost or change.")
WORK = """
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


@app.callback()
def main() -> None:
    """Breaks things on purpose."""


@app.command()
def kill(
    rounds: Annotated[int, typer.Argument(min=1, help="how many times")] = 200,
    publications: Annotated[int, typer.Option(help="of the corpus")] = 20,
    seed: Annotated[int, typer.Option(help="of the moments")] = 1,
) -> None:
    """Kills ingests, removals and rebuilds at random moments, goes on, and compares the answers with undisturbed ones.

    Example: python -m tests.chaos kill 200
    """
    random, counted = Random(seed), Counter[str]()  # noqa: S311  # repeatable, not secret
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        apart(ingested, root / "whole", publications)
        expected = json.loads(apart(told, root / "whole", queries(material(publications))))
        for n in range(rounds):
            data_dir = root / f"{n // 10}"  # ten kills in a row over one directory
            what = random.choice(("ingest", "ingest", "remove", "rebuild")) if n % 10 else "ingest"
            counted[f"{what} killed" if _killed(data_dir, publications, what, random) else f"{what} done"] += 1
            if n % 10 == 9 or n == rounds - 1:
                said = apart(ingested, data_dir, publications)
                same = apart(answers, data_dir, expected) if said == str(publications) else said
                counted["same" if same == "same" else "OTHER"] += 1
                if same != "same":
                    typer.echo(f"round {n}: {same}")
        typer.echo(", ".join(f"{name}: {count}" for name, count in sorted(counted.items())))
    raise typer.Exit(int(counted["OTHER"] > 0))


def _killed(data_dir: Path, publications: int, what: str, random: Random) -> bool:
    command = [sys.executable, "-c", WORK, str(data_dir), str(publications), what]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    with process.stdout as out:
        out.readline()
    time.sleep(random.uniform(0, 4))
    os.kill(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@app.command("faults")
def damage(
    flips: Annotated[int, typer.Argument(min=0, help="bits flipped per store")] = 200,
    store: Annotated[list[str] | None, typer.Option(help="only these stores")] = None,
) -> None:
    """Damages every file of every store and tells where the answers were other, or `verify --deep` found nothing.

    Example: python -m tests.chaos faults 200 --store tantivy
    """
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        sound, copy = Path(folder) / "sound", Path(folder) / "copy"
        apart(ingested, sound, 20)
        expected = json.loads(apart(told, sound, queries(material(20))[:3]))
        for name in store or list(STORES):
            counted = Counter[str]()
            for fault in faults(sound, name, flips):
                seen = look(fault, sound, copy, expected)
                counted["same answers" if seen.answers == "same" else "told"] += 1
                counted["found by verify --deep"] += seen.is_found
                for problem in judged(fault, seen):
                    wrong += 1
                    typer.echo(problem)
            typer.echo(f"{name}: {', '.join(f'{key}: {count}' for key, count in counted.items())}")
    raise typer.Exit(int(wrong > 0))


if __name__ == "__main__":
    app()
