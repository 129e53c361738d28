"""Backups: whole, checked, taken while others write, and never put over something by accident."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from index.build.backup import LISTING, make_backup, restore_backup
from index.build.builder import Builder
from index.errors import EmptyCorpusError, InputError, KamervragenError, MissingPathError, OutputError
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from rag.follow.searches import SavedSearches
from rag.question import Question
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading, small_corpus


@pytest.fixture
def filled(corpus_dir: Path, data_dir: Path) -> Path:
    shutil.copytree(corpus_dir, data_dir)
    searches = SavedSearches(data_dir)
    searches.add("drones", Question("drones"), date(2024, 1, 1))
    searches.close()
    return data_dir


def ids_in(data_dir: Path) -> list[str]:
    catalogue = Catalogue(data_dir)
    try:
        return catalogue.ids()
    finally:
        catalogue.close()


def test_a_backup_is_put_back_elsewhere_and_searched_after_a_rebuild(filled: Path, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "kopie.zip", tmp_path / "elders"
    assert set(make_backup(filled, file)) == {"catalogue.sqlite", "volg.sqlite"}
    restore_backup(file, elsewhere)
    Builder(elsewhere, WordEncoder()).rebuild()
    assert ids_in(elsewhere) == ids_in(filled)
    corpus = Corpus(elsewhere, WordEncoder())
    assert corpus.manifest.publications == len(small_corpus())
    corpus.close()
    searches = SavedSearches(elsewhere)
    assert [one.name for one in searches.all()] == ["drones"]
    searches.close()


def test_backups_that_are_made_while_another_writes_are_each_whole(filled: Path, tmp_path: Path) -> None:
    readings = [make_reading(make_publication(number)) for number in range(300, 320)]
    before = ids_in(filled)
    kept: list[list[str]] = []

    def back_up(done: int, total: int) -> None:
        """In the middle of an ingest, between two of its batches."""
        file, elsewhere = tmp_path / f"{len(kept)}.zip", tmp_path / f"elders-{len(kept)}"
        make_backup(filled, file)
        restore_backup(file, elsewhere)
        kept.append(ids_in(elsewhere))

    Builder(filled, WordEncoder(), batch_publications=5).ingest(readings, back_up)
    assert len(kept) > 3
    assert all(set(before) <= set(ids) <= set(ids_in(filled)) for ids in kept)
    assert kept[-1] == ids_in(filled)


def test_nothing_is_written_over_by_accident(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "kopie.zip"
    make_backup(filled, file)
    with pytest.raises(OutputError, match="--force"):
        make_backup(filled, file)
    make_backup(filled, file, force=True)
    before = ids_in(filled)
    with pytest.raises(InputError, match="--force"):
        restore_backup(file, filled)
    Builder(filled, WordEncoder()).ingest([make_reading(make_publication(999))])
    restore_backup(file, filled, force=True)
    assert ids_in(filled) == before


def flipped(file: Path) -> bytes:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


def test_a_damaged_backup_is_refused_and_changes_nothing(filled: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "kopie.zip", tmp_path / "elders"
    make_backup(filled, file)
    whole = file.read_bytes()
    for damaged in (b"", b"PK", whole[: len(whole) // 2], flipped(file)):
        file.write_bytes(damaged)
        with pytest.raises(InputError):
            restore_backup(file, target)
        assert not (target / "catalogue.sqlite").exists()


def test_a_whole_file_that_is_not_the_one_kept_is_refused(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "kopie.zip"
    make_backup(filled, file)
    with zipfile.ZipFile(file) as archive:
        contents = {item: archive.read(item) for item in archive.namelist()}
    searches = next(item for item in contents if item not in (LISTING, "catalogue.sqlite"))
    with zipfile.ZipFile(file, "w") as archive:
        for item, data in contents.items():
            archive.writestr(item, contents["catalogue.sqlite"] if item == searches else data)
    with pytest.raises(InputError, match=f"{searches} is niet wat er werd bewaard"):
        restore_backup(file, tmp_path / "elders")
    assert not list(tmp_path.glob("elders/*.sqlite"))


@pytest.mark.parametrize("name", ["../catalogue.sqlite", "/etc/passwd", "x.sqlite/../../y.sqlite", "manifest.json"])
def test_a_hostile_name_is_refused(name: str, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "kopie.zip"
    make_backup(filled, file)
    with zipfile.ZipFile(file) as archive:
        listing = json.loads(archive.read(LISTING))
        contents = {item: archive.read(item) for item in archive.namelist()}
    listing["files"][name] = "0" * 64
    with zipfile.ZipFile(file, "w") as archive:
        for item, data in (contents | {LISTING: json.dumps(listing).encode(), name: b"x"}).items():
            archive.writestr(item, data)
    with pytest.raises(InputError):
        restore_backup(file, tmp_path / "elders")
    assert not list(tmp_path.glob("elders/*.sqlite"))


def test_a_newer_form_and_what_is_absent_are_named(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="weg"):
        restore_backup(tmp_path / "weg.zip", tmp_path / "elders")
    with pytest.raises(EmptyCorpusError):
        make_backup(tmp_path / "leeg", tmp_path / "kopie.zip")
    with pytest.raises(KamervragenError, match="niet worden geschreven"):
        make_backup(filled, tmp_path / "geen" / "map" / "kopie.zip")
    newer = tmp_path / "nieuwer.zip"
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr(LISTING, json.dumps({"format": 99, "files": {}}))
    with pytest.raises(InputError, match="nieuwere versie"):
        restore_backup(newer, tmp_path / "elders")
