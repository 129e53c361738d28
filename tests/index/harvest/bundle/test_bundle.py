"""Bundles: opened without embedding, the same corpus elsewhere, and nothing of a hostile one gets through."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.build.builder import Builder
from index.build.embed import CALIBRATION_PAIRS
from index.embed.embedding import Encoder
from index.errors import BuildBusyError, InputError, KamervragenError, MissingPathError, OutputError
from index.harvest.bundle import layout
from index.harvest.bundle.layout import LISTING, NOTE, PUBLICATIONS, TEXTS, TOKEN_ENDS, TOKENS, VECTORS, BundleListing
from index.harvest.bundle.make import make_bundle
from index.harvest.bundle.opening import SAMPLE_TEXTS, OpenedBundle, open_bundle
from index.harvest.official.state import HarvestState
from index.parse.formats.jsonl import to_json
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.lock import locked
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading, small_corpus
from tests.index.harvest.conftest import Oogst, fetched
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron, serving
from tests.index.store.before import two_bits

ROUNDING = 1e-6


@pytest.fixture
def filled(token_corpus_dir: Path, data_dir: Path) -> Path:
    return Path(shutil.copytree(token_corpus_dir, data_dir))


@pytest.fixture
def bundle(filled: Path, tmp_path: Path) -> Path:
    return made(filled, tmp_path / "alles.bundel")


def made(data_dir: Path, target: Path, *, tokens: bool = True, force: bool = False) -> Path:
    corpus = Corpus(data_dir, TokenWordEncoder())
    try:
        make_bundle(corpus, Builder(data_dir, TokenWordEncoder()), target, tokens=tokens, force=force)
    finally:
        corpus.close()
    return target


def opened(bundle: Path, data_dir: Path, encoder: TokenWordEncoder | None = None) -> OpenedBundle:
    def builder_with(given: Encoder, keep_tokens: bool) -> Builder:
        return Builder(data_dir, given, keep_tokens=keep_tokens)

    return open_bundle(bundle, data_dir, encoder or TokenWordEncoder(), builder_with)


def publications_in(data_dir: Path) -> list[dict[str, object]]:
    catalogue = Catalogue(data_dir)
    try:
        return [to_json(publication) for publication in catalogue.publications()]
    finally:
        catalogue.close()


def altered(bundle: Path, change: Callable[[dict[str, bytes]], None], *, is_listed: bool = True) -> Path:
    """The bundle with other files in it; listed as they are, unless the listing is to be caught lying."""
    with zipfile.ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if is_listed:
        listing = json.loads(files[LISTING])
        listing["files"] = {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
            if name != LISTING
        }
        files[LISTING] = json.dumps(listing).encode()
    target = bundle.with_name("anders.bundel")
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def relisted(files: dict[str, bytes], **values: object) -> None:
    files[LISTING] = json.dumps(json.loads(files[LISTING]) | values).encode()


def test_a_bundle_opens_elsewhere_as_the_same_corpus_and_nothing_is_embedded(
    bundle: Path, filled: Path, tmp_path: Path
) -> None:
    elsewhere, encoder = tmp_path / "elders", TokenWordEncoder()
    opening = opened(bundle, elsewhere, encoder)
    assert publications_in(elsewhere) == publications_in(filled)
    assert opening.computed == 0 and opening.notes == ()
    assert sum(encoder.calls) <= SAMPLE_TEXTS + CALIBRATION_PAIRS, "a sample that checks the vectors, no more"
    here, there = Corpus(filled, TokenWordEncoder()), Corpus(elsewhere, TokenWordEncoder())
    assert opening.taken == there.manifest.passages == here.manifest.passages
    ids = sorted(here.stores()[0].ids())
    assert sorted(there.stores()[0].ids()) == ids
    with closing(here.chroma()) as kept, closing(there.chroma()) as taken, zipfile.ZipFile(bundle) as archive:
        old, new = kept.get(ids), taken.get(ids)
        carried = np.frombuffer(archive.read(VECTORS), dtype="<f4").reshape(len(ids), -1)
    assert sorted(map(bytes, carried)) == sorted(old[passage].tobytes() for passage in ids)
    # Chroma makes unit vectors of unit vectors too: how the length of 256 numbers is rounded is the processor's
    assert all(np.allclose(new[passage], old[passage], rtol=ROUNDING, atol=0) for passage in ids)
    assert there.verify() == []
    assert there.packed_tokens(ids) == here.packed_tokens(ids) != {}
    for corpus in (here, there):
        corpus.close()
    assert not list(elsewhere.glob("bundel-*"))


def test_a_bundle_of_before_with_two_bits_a_value_opens_as_the_same_corpus(
    bundle: Path, filled: Path, tmp_path: Path
) -> None:
    def widen(files: dict[str, bytes]) -> None:
        files[TOKENS] = two_bits(files[TOKENS])
        files[TOKEN_ENDS] = (2 * np.frombuffer(files[TOKEN_ENDS], dtype="<u8")).tobytes()
        relisted(files, format=1)

    elsewhere = tmp_path / "elders"
    assert opened(altered(bundle, widen), elsewhere).computed == 0
    here, there = Corpus(filled, TokenWordEncoder()), Corpus(elsewhere, TokenWordEncoder())
    ids = sorted(here.stores()[0].ids())
    assert there.packed_tokens(ids) == here.packed_tokens(ids) != {}
    for corpus in (here, there):
        corpus.close()


def test_what_was_there_stays_and_opening_twice_changes_nothing(bundle: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    first, *others = small_corpus()
    Builder(elsewhere, TokenWordEncoder()).ingest([make_reading(first)])
    assert opened(bundle, elsewhere).report.new == len(others)
    again = opened(bundle, elsewhere).report
    assert (again.new, again.changed, again.unchanged + len(again.dropped)) == (0, 0, len(others) + 1), again


def test_without_token_vectors_a_bundle_is_smaller_and_says_what_that_costs(
    bundle: Path, filled: Path, tmp_path: Path
) -> None:
    bare = made(filled, tmp_path / "klein.bundel", tokens=False)
    assert bare.stat().st_size < bundle.stat().st_size
    elsewhere, encoder = tmp_path / "elders", TokenWordEncoder()
    opening = opened(bare, elsewhere, encoder)
    assert sum(encoder.calls) <= SAMPLE_TEXTS and opening.computed == 0
    assert "tokenvectoren" in opening.notes[0]
    corpus = Corpus(elsewhere, TokenWordEncoder())
    assert corpus.manifest.has_tokens is False
    corpus.close()


def test_another_model_embeds_for_itself(bundle: Path, filled: Path, tmp_path: Path) -> None:
    elsewhere, encoder = tmp_path / "elders", TokenWordEncoder(fingerprint="woorden-2", name="andere")
    opening = opened(bundle, elsewhere, encoder)
    assert opening.taken == 0 and opening.computed == encoder.calls[0] > 0
    assert "ander model (woorden)" in opening.notes[0]
    assert publications_in(elsewhere) == publications_in(filled)


def test_vectors_of_other_texts_are_not_used(bundle: Path, tmp_path: Path) -> None:
    def shift(files: dict[str, bytes]) -> None:
        vectors = np.frombuffer(files[VECTORS], dtype="<f4").reshape(-1, 256)
        files[VECTORS] = np.roll(vectors, 1, axis=0).tobytes()

    opening = opened(altered(bundle, shift), tmp_path / "elders")
    assert opening.taken == 0 and "horen niet bij de teksten" in opening.notes[0]


def test_a_vector_that_is_none_is_computed_anew(bundle: Path, tmp_path: Path) -> None:
    def spoil(files: dict[str, bytes]) -> None:
        vectors = np.frombuffer(files[VECTORS], dtype="<f4").reshape(-1, 256).copy()
        vectors[0], vectors[1] = np.nan, 3 * vectors[1]
        files[VECTORS] = vectors.tobytes()

    elsewhere = tmp_path / "elders"
    assert opened(altered(bundle, spoil), elsewhere).computed == 2
    corpus = Corpus(elsewhere, TokenWordEncoder())
    assert corpus.verify() == []
    vectors = corpus.stores()[0].get(list(corpus.stores()[0].ids()))
    assert all(np.isfinite(vector).all() for vector in vectors.values())
    corpus.close()


def longer_text(files: dict[str, bytes]) -> None:
    files[PUBLICATIONS] += b"{}\n"


def fewer_texts(files: dict[str, bytes]) -> None:
    files[TEXTS] = files[TEXTS][:-32]


def ends_beyond(files: dict[str, bytes]) -> None:
    ends = np.frombuffer(files[TOKEN_ENDS], dtype="<u8").copy()
    ends[0] = 1 << 60
    files[TOKEN_ENDS] = ends.tobytes()


def half_a_token(files: dict[str, bytes]) -> None:
    files[TOKENS] += b"x"


@pytest.mark.parametrize(
    ("change", "is_listed", "message"),
    [
        (longer_text, False, r"beschadigd: publicaties\.jsonl"),
        (lambda files: files.update({NOTE: b""}), False, r"beschadigd: LEESMIJ\.txt"),
        (lambda files: files.update({"../kwaad.py": b"import os"}), True, "iets vreemds"),
        (lambda files: files.update({"chroma/index_metadata.pickle": b"\x80\x04."}), True, "iets vreemds"),
        (lambda files: files.pop(TEXTS), True, "ontbreekt iets"),
        (lambda files: files.pop(LISTING), False, r"bundel\.json ontbreekt"),
        (lambda files: files.update({LISTING: b"{"}), False, r"bundel\.json klopt niet"),
        (lambda files: relisted(files, format=layout.FORMAT + 1), False, "nieuwere versie"),
        (lambda files: relisted(files, passages=-1), False, r"klopt niet \(passages\)"),
        (lambda files: files.update({LISTING: b" " * (layout.MAX_LISTING_BYTES + 1)}), False, "te groot"),
        (fewer_texts, True, r"spreekt zichzelf tegen: teksten\.sha256"),
        (ends_beyond, True, r"spreekt zichzelf tegen: tokens\.bin"),
        (half_a_token, True, r"spreekt zichzelf tegen: tokens\.bin"),
    ],
)
def test_a_hostile_or_damaged_bundle_changes_nothing(
    bundle: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], is_listed: bool, message: str
) -> None:
    elsewhere = tmp_path / "elders"
    with pytest.raises(InputError, match=message):
        opened(altered(bundle, change, is_listed=is_listed), elsewhere)
    assert [path.name for path in elsewhere.iterdir()] == []
    assert not (tmp_path / "kwaad.py").exists()


def test_a_bundle_that_unpacks_to_more_than_it_says_is_stopped(bundle: Path, tmp_path: Path) -> None:
    target = tmp_path / "bom.bundel"
    with zipfile.ZipFile(bundle) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name) if name != NOTE else b"0" * (50 << 20))
    with pytest.raises(InputError, match=r"beschadigd: LEESMIJ\.txt"):
        opened(target, tmp_path / "elders")


def test_a_bundle_too_large_for_the_disk_is_refused_before_it_is_unpacked(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Disk:
        free = 1000

    monkeypatch.setattr("index.harvest.bundle.opening.shutil.disk_usage", lambda _: Disk)
    with pytest.raises(InputError, match="maak ruimte"):
        opened(bundle, tmp_path / "elders")


@pytest.mark.parametrize("cut", [0, 10, 1000])
def test_half_a_file_is_no_bundle(bundle: Path, tmp_path: Path, cut: int) -> None:
    half = tmp_path / "half.bundel"
    half.write_bytes(bundle.read_bytes()[:cut])
    with pytest.raises(InputError, match="geen bundel"):
        opened(half, tmp_path / "elders")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match="bestaat niet"):
        opened(tmp_path / "weg.bundel", tmp_path / "elders")


def test_nothing_is_made_over_a_file_or_beside_a_build(bundle: Path, filled: Path, tmp_path: Path) -> None:
    before = bundle.read_bytes()
    with pytest.raises(OutputError, match="bestaat al"):
        made(filled, bundle)
    with locked(filled), pytest.raises(BuildBusyError):
        made(filled, tmp_path / "ander.bundel")
    with pytest.raises(OutputError, match="kan niet worden geschreven"):
        made(filled, tmp_path / "geen" / "map.bundel")
    assert bundle.read_bytes() == before
    assert made(filled, bundle, force=True) == bundle
    assert sorted(path.name for path in tmp_path.glob("*bundel*")) == ["alles.bundel"]


def test_the_next_harvest_goes_on_from_that_of_the_maker(tmp_path: Path) -> None:
    bron = Bron()
    bron.put(*(stuk(number) for number in (1, 2, 3)))
    there, here = tmp_path / "daar", tmp_path / "hier"
    with serving(bron) as server:
        assert Oogst(server, there).run().new == 3
        opened(made(there, tmp_path / "oogst.bundel"), here)
        state = HarvestState(here)
        assert [(year.gehaald, year.te_doen) for year in state.years()] == [(3, 0)]
        assert state.current_since() is not None
        state.close()
        bron.put(stuk(4))
        bron.seen.clear()
        assert Oogst(server, here).run().new == 1
        assert fetched(bron.paths()) == ["ah-tk-20232024-4.xml"], "what the maker fetched is not fetched again"


def test_the_listing_says_what_is_in_it(bundle: Path) -> None:
    with layout.opened(bundle) as (archive, listing):
        assert isinstance(listing, BundleListing)
        assert listing.publications == len(small_corpus())
        assert listing.van is not None and listing.tot is not None and listing.van < listing.tot
        note = io.TextIOWrapper(archive.open(NOTE), encoding="utf-8").read()
    assert "Auteurswet" in note and "hoe volledig dit is, is niet bekend" in note


def test_an_error_is_always_one_of_ours(bundle: Path, tmp_path: Path) -> None:
    """Every file of the bundle flipped in the middle, listed as it then is: opened, or refused with a reason."""
    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name != LISTING]

    def flipped(name: str) -> Callable[[dict[str, bytes]], None]:
        def change(files: dict[str, bytes]) -> None:
            data = bytearray(files[name])
            for at in range(0, len(data), max(1, len(data) // 7)):
                data[at] ^= 0xFF
            files[name] = bytes(data)

        return change

    for n, name in enumerate(names):
        try:
            opened(altered(bundle, flipped(name)), tmp_path / f"elders{n}")
        except KamervragenError as error:
            assert "Traceback" not in str(error)
