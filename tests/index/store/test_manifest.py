from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import CorruptStoreError, DataDirError
from index.store.manifest import FILE_NAME, FORMAT, Manifest, read_manifest, software_versions, write_manifest

MANIFEST = Manifest(
    model_name="woorden",
    model_fingerprint="woorden-1",
    dimension=4,
    max_tokens=512,
    prompts={"query": "query: ", "passage": "passage: "},
    answer_chars=900,
    question_chars=600,
    collection="passages-a",
    lexical="a",
    analyser="nl",
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_the_next_manifest_lies_beside_the_present_one(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    write_manifest(tmp_path, MANIFEST.model_copy(update={"lexical": "b"}), "manifest.next.json")
    present, coming = read_manifest(tmp_path), read_manifest(tmp_path, "manifest.next.json")
    assert present is not None and coming is not None
    assert (present.lexical, coming.lexical) == ("a", "b")


def test_without_a_build_there_is_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None


def _other_format(text: bytes) -> bytes:
    return json.dumps(json.loads(text) | {"format": FORMAT + 1}).encode()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[: len(text) // 2], id="cut off"),
        pytest.param(lambda text: b"", id="empty"),
        pytest.param(lambda text: b"\xff\xfe\x00garbage\x80", id="not text"),
        pytest.param(lambda text: text.replace(b'"dimension": 4', b'"dimension": "four"'), id="wrong type"),
        pytest.param(lambda text: text.replace(b'"dimension"', b'"dimensions"'), id="unknown key"),
        pytest.param(_other_format, id="newer layout"),
    ],
)
def test_a_damaged_manifest_says_how_to_mend_it(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    write_manifest(tmp_path, MANIFEST)
    path = tmp_path / FILE_NAME
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CorruptStoreError, match=r"manifest\.json.*kamervragen rebuild"):
        read_manifest(tmp_path)


def test_a_folder_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(CorruptStoreError, match=r"manifest\.json"):
        read_manifest(tmp_path)


def test_the_fingerprint_changes_with_every_build_and_with_the_model() -> None:
    changes: list[dict[str, object]] = [
        {"generation": 1},
        {"model_fingerprint": "other"},
        {"analyser": "nl-9"},
        {"answer_chars": 500},
    ]
    prints = {MANIFEST.model_copy(update=change).fingerprint for change in changes}
    assert len(prints | {MANIFEST.fingerprint}) == 1 + len(changes)


def test_the_versions_of_what_decides_the_indexes_are_named() -> None:
    assert {"chromadb", "tantivy", "sentence-transformers", "langchain-text-splitters"} <= set(software_versions())


def test_a_manifest_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(DataDirError, match=r"manifest\.json"):
        write_manifest(tmp_path, MANIFEST)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
