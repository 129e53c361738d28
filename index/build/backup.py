"""A backup of what cannot be made again: the catalogue and what users saved, in one file, taken while others go on."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.build.whole import made_whole
from index.errors import InputError, MissingPathError
from index.sources.files import sha256_of
from index.store import catalogue, tokens
from index.store.lock import locked
from index.store.manifest import FILE_NAME as MANIFEST
from index.store.manifest import NEXT_FILE_NAME as NEXT_MANIFEST
from index.store.sql.database import copy_database, is_whole

LISTING = "backup.json"
FORMAT = 1
MAX_FILE_BYTES = 64 << 30
CHUNK_BYTES = 1 << 20


def make_backup(data_dir: Path, target: Path, *, force: bool = False) -> list[str]:
    """Writes a backup, and reads it back before it takes its name; gives the names of the files in it.

    Left out is what is made from the catalogue: vectors, words, vectors of tokens.

    Args:
        data_dir: whose corpus is kept; an ingest may go on meanwhile.
        force: whether a file that is there may be replaced.

    Raises:
        EmptyCorpusError: there is no corpus.
        OutputError: the target is there already, or cannot be written.
    """
    with made_whole(target, force=force) as making:
        catalogue.open_file(data_dir).close()
        names = sorted(path.name for path in data_dir.glob("*.sqlite") if path.name not in tokens.FILE_NAMES)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copies = {name: Path(folder) / name for name in names}
            for name, copy in copies.items():
                copy_database(data_dir / name, copy)
            listing = {"format": FORMAT, "files": {name: sha256_of(copy) for name, copy in copies.items()}}
            with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                archive.writestr(LISTING, json.dumps(listing, indent=1))
                for name, copy in copies.items():
                    archive.write(copy, name)
        with _opened(making) as (archive, hashes), tempfile.TemporaryDirectory(dir=target.parent) as folder:
            _unpack(making, archive, hashes, Path(folder))
    return names


def restore_backup(source: Path, data_dir: Path, *, force: bool = False) -> list[str]:
    """Puts a backup into a data directory; the indexes have to be made again after it (`Builder.rebuild`).

    Everything is unpacked and checked first; only then the files take their place. Gives their names.

    Args:
        source: what `make_backup` wrote.
        data_dir: made when absent.
        force: whether a corpus that is there may be replaced.

    Raises:
        MissingPathError: the file is not there.
        InputError: it is no backup, damaged or of a newer version, or a corpus is there already; nothing is changed.
        BuildBusyError: another process writes there.
    """
    if (data_dir / catalogue.FILE_NAME).exists() and not force:
        raise InputError(f"in {data_dir} staat al een corpus: kies een andere map met --data-dir, of geef --force")
    with locked(data_dir), _opened(source) as (archive, hashes), tempfile.TemporaryDirectory(dir=data_dir) as folder:
        _unpack(source, archive, hashes, Path(folder))
        for name in (MANIFEST, NEXT_MANIFEST):  # the indexes that they name are of another catalogue
            (data_dir / name).unlink(missing_ok=True)
        for name in hashes:
            for suffix in ("-wal", "-shm"):
                (data_dir / f"{name}{suffix}").unlink(missing_ok=True)
            (Path(folder) / name).replace(data_dir / name)
    return list(hashes)


@contextmanager
def _opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, str]]]:
    """A backup with the hashes that it says its files have."""
    try:
        with zipfile.ZipFile(source) as archive:
            listing = json.loads(archive.read(LISTING))
            hashes = listing["files"]
            if listing["format"] > FORMAT:
                raise InputError(f"{source} is een reservekopie van een nieuwere versie: werk kamervragen bij")
            if not all(_is_plain(name) for name in hashes) or catalogue.FILE_NAME not in hashes:
                raise InputError(
                    f"{source} is geen reservekopie van kamervragen: de catalogus ontbreekt, of een naam is vreemd"
                )
            yield archive, hashes
    except FileNotFoundError as error:
        raise MissingPathError(f"{source}: bestaat niet; controleer de naam") from error
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(f"{source} is geen reservekopie van kamervragen, of is beschadigd") from error


def _is_plain(name: str) -> bool:
    return name == Path(name).name and name.endswith(".sqlite") and name not in tokens.FILE_NAMES


def _unpack(source: Path, archive: zipfile.ZipFile, hashes: dict[str, str], folder: Path) -> None:
    """Unpacks the files and checks each; an InputError where one is not what the backup says that it is."""
    for name, wanted in hashes.items():
        target, read = folder / name, 0
        with archive.open(name) as packed, target.open("wb") as file:
            while chunk := packed.read(CHUNK_BYTES):
                read += len(chunk)
                if read > MAX_FILE_BYTES:
                    raise InputError(f"{source}: {name} is te groot om een catalogus te zijn")
                file.write(chunk)
            os.fsync(file.fileno())
        if sha256_of(target) != wanted or not is_whole(target):
            raise InputError(f"{source} is beschadigd: {name} is niet wat er werd bewaard")
