"""Changes the corpus from the app: adds uploads or the sample, removes publications; each is the work of a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.build.builder import Builder
from index.build.report import Report
from index.parse.read import read_paths
from index.sample import sample_dir
from index.values import Reading
from ui.app.jobs.jobs import Tell
from ui.app.jobs.uploads import CONTAINERS, Upload, read_uploads

BATCH_PUBLICATIONS = 25  # small, so that progress shows and readers see what is new soon


def add_uploads(builder: Builder, uploads: Sequence[Upload], tell: Tell) -> Report:
    """Takes in uploaded files."""
    is_known = not any(upload.name.lower().endswith(CONTAINERS) for upload in uploads)
    return _ingest(builder, read_uploads(uploads), len(uploads) if is_known else None, tell)


def add_sample(builder: Builder, tell: Tell) -> Report:
    """Takes in the fictional publications that come with the product."""
    readings = list(read_paths([sample_dir()]))
    return _ingest(builder, readings, len(readings), tell)


def remove(builder: Builder, ids: Sequence[str], tell: Tell) -> tuple[str, ...]:
    """Takes publications out of all stores; gives their ids back."""
    tell("Verwijderen", 0, None)
    builder.remove(ids)
    return tuple(ids)


def _ingest(builder: Builder, readings: Iterable[Reading], total: int | None, tell: Tell) -> Report:
    read = finished = 0

    def say(indexed: int) -> None:
        tell(f"{read} gelezen, {indexed} doorzoekbaar gemaakt", read, total)

    def counted() -> Iterator[Reading]:
        nonlocal read
        for reading in readings:
            read += 1
            say(finished)
            yield reading

    def progress(done: int, pending: int) -> None:
        nonlocal finished
        say(finished + done)
        if done >= pending:
            finished += done

    return builder.ingest(counted(), progress)
