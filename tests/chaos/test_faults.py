from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.build.backup import make_backup, restore_backup
from index.build.builder import Builder
from index.errors import CorruptStoreError, KamervragenError
from index.settings import load_settings
from index.store.catalogue import FILE_NAME as CATALOGUE
from index.store.manifest import FILE_NAME as MANIFEST
from rag.assistant.compose import open_assistant
from rag.question import Question
from tests.chaos.faults import STORES, Fault, answers, files_of, ingested, judged, look, mends, told
from tests.chaos.full import WORKS, can_mount, for_reading, on_full_disk
from tests.chaos.material import material, queries
from tests.encoder import TokenWordEncoder
from tests.factory import make_publication, make_reading
from tests.forks import apart

COUNT = 12
ASKED = queries(material(COUNT))[:3]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("sound") / "data"
    assert apart(ingested, data_dir, COUNT) == str(COUNT)
    return data_dir


@pytest.fixture(scope="module")
def expected(sound: Path) -> dict[str, object]:
    return dict(json.loads(apart(told, sound, ASKED)))


@pytest.mark.parametrize(
    ("store", "kind"),
    [*((store, "truncated") for store in STORES), *((store, "flipped") for store in ("tokens", "dense", "tantivy"))],
)
def test_a_damaged_file_is_told_found_by_verify_and_mended(
    store: str, kind: str, sound: Path, expected: dict[str, object], tmp_path: Path
) -> None:
    largest = max(files_of(sound, store), key=lambda name: (sound / name).stat().st_size)
    fault = Fault(file=largest, kind=kind)
    seen = look(fault, sound, tmp_path / "data", expected)
    assert judged(fault, seen) == []
    assert seen.verify or kind == "flipped", "a flipped bit may stand where nothing is read"
    if store != "catalogue" and kind == "truncated":
        assert mends(tmp_path / "data", expected) == "same"


# ---------------------------------------------------------------------- a catalogue that is gone


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_lost_catalogue_is_not_taken_for_a_new_one(
    damage: Callable[[Path], object], sound: Path, tmp_path: Path
) -> None:
    data_dir, kept = tmp_path / "data", tmp_path / "kopie.zip"
    shutil.copytree(sound, data_dir)
    make_backup(data_dir, kept)
    damage(data_dir / CATALOGUE)
    builder = Builder(data_dir, TokenWordEncoder())
    for opening in (
        lambda: open_assistant(load_settings(data_dir=data_dir), TokenWordEncoder()),
        lambda: builder.ingest([make_reading(make_publication())]),
        builder.rebuild,
    ):
        with pytest.raises(CorruptStoreError, match=r"terwijl de indexen 12 publicaties kennen.*kamervragen restore"):
            opening()
    restore_backup(kept, data_dir, force=True)
    assert builder.rebuild().passages > 12


# ---------------------------------------------------------------------- no room, no rights, no folder


@pytest.mark.skipif(not can_mount(), reason="SKIPPED: this machine lets no process mount a file system of its own")
@pytest.mark.parametrize(("work", "share"), [("ingest", 0.25), ("ingest", 0.45), ("rebuild", 0.1), ("keep", 0.02)])
def test_a_disk_that_becomes_full_is_told_as_that_and_costs_nothing(
    work: str, share: float, sound: Path, expected: dict[str, object], tmp_path: Path
) -> None:
    seen, problems = on_full_disk(sound, tmp_path / "data", work, share, expected)
    assert problems == []
    assert seen.was_full


def test_a_data_directory_that_vanishes_is_told_in_one_line(sound: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(sound, data_dir)
    assistant = open_assistant(load_settings(data_dir=data_dir), TokenWordEncoder())
    with closing(assistant.corpus):
        shutil.rmtree(data_dir)
        with pytest.raises(KamervragenError, match=r"^.*kamervragen (ingest|rebuild|restore).*$"):
            assistant.search(Question(ASKED[0]))


def test_a_clock_that_jumps_back_hides_no_build(sound: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(sound, data_dir)
    os.utime(data_dir / MANIFEST, (4e9, 4e9))
    assistant = open_assistant(load_settings(data_dir=data_dir), TokenWordEncoder())
    with closing(assistant.corpus):
        zeppelins = make_publication(7, antwoorden=[({1: "Wat vliegt er?"}, "Er vliegen zeppelins.")])
        Builder(data_dir, TokenWordEncoder()).ingest([make_reading(zeppelins)])
        assert assistant.search(Question("zeppelins", top=1)).hits[0].publication == zeppelins


def test_an_index_of_a_newer_version_is_refused(sound: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(sound, data_dir)
    manifest = json.loads((data_dir / MANIFEST).read_text())
    (data_dir / MANIFEST).write_text(json.dumps({**manifest, "format": 2}))
    with pytest.raises(CorruptStoreError, match="andere versie"):
        open_assistant(load_settings(data_dir=data_dir), TokenWordEncoder())


@pytest.mark.skipif(not can_mount(), reason="SKIPPED: this machine lets no process mount a file system of its own")
def test_a_data_directory_that_may_only_be_read_is_told_in_one_line_and_stays_as_it_is(
    sound: Path, expected: dict[str, object], tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(sound, data_dir)
    told = for_reading(data_dir, expected)
    assert told.keys() == {*WORKS, "search"}
    for said in told.values():
        assert said == "same" or re.fullmatch(r"kan .*niet schrijven .*--data-dir.*", said), told
    assert apart(answers, data_dir, expected) == "same"
