"""Maps: kept in order with notes, safe with two tabs, exported with citations, opened elsewhere and checked there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.errors import InputError, UnknownIdError
from index.store.corpus import Corpus
from index.store.sql.database import Database
from index.values import PairId, Publication
from rag.export.collected.listed import PieceStanding, list_of, look_up
from rag.export.collected.shared import from_file, to_file, to_json
from rag.export.collected.store import FILE_NAME, MIGRATIONS, MOST, KeptMaps, SessionMaps, Store, take_in
from rag.export.collected.values import MAX_PIECES, Collection, KeptPiece
from rag.export.formats import FORMATS
from rag.export.render import render
from tests.factory import small_corpus

MADE = datetime(2026, 11, 26, 12, tzinfo=UTC)
SPORT = PairId("ah-tk-20232024-101#v2")
QUOTE = "Vorig jaar sloten veertien sporthallen."


def piece(quote: str = QUOTE, pair_id: str = SPORT, start: int = 0, **values: Any) -> KeptPiece:
    given = {"number": 0, "start": start, "end": start + len(quote), "query": "sporthallen", **values}
    return KeptPiece(pair_id=PairId(pair_id), quote=quote, **given)


@pytest.fixture
def corpus(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> Corpus:
    return make_corpus(small_corpus())


@pytest.fixture(params=["kept", "session"])
def maps(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store: Store = KeptMaps(tmp_path) if request.param == "kept" else SessionMaps({})
    yield store
    store.close()


def filled(*pieces: KeptPiece, name: str = "sport") -> Collection:
    collection = Collection(name=name)
    for one in pieces:
        collection = collection.with_piece(one)
    return collection


def test_pieces_keep_their_order_and_notes_and_doubles_are_seen() -> None:
    collection = filled(piece(), piece("a", start=5), piece(), piece("b"))
    assert [one.quote for one in collection.pieces] == [QUOTE, "a", "b"]
    one, _, three = collection.pieces
    collection = collection.moved(three, -1).with_note(one, "  kijk na  ")
    assert [(one.quote, one.note) for one in collection.pieces] == [(QUOTE, "kijk na"), ("b", ""), ("a", "")]
    assert [one.quote for one in collection.moved(one, 99).pieces] == ["b", "a", QUOTE]
    assert [one.quote for one in collection.moved(one, -99).pieces] == [QUOTE, "b", "a"]
    left = collection.without(three)
    with pytest.raises(UnknownIdError, match="elders weggehaald"):
        left.without(three)
    with pytest.raises(UnknownIdError, match="elders weggehaald"):
        left.with_piece(piece("c")).with_note(three, "bij a")  # another piece took its number


def test_a_note_that_another_tab_wrote_meanwhile_stays_and_so_does_its_piece() -> None:
    collection = filled(piece())
    (seen,) = collection.pieces
    changed = collection.with_note(seen, "van hier")
    assert changed.with_note(seen, "van daar").pieces[0].note == "van hier\n\nvan daar"
    assert changed.with_note(seen, "van hier").pieces[0].note == "van hier"
    assert changed.with_note(changed.pieces[0], "").pieces[0].note == "", "who has seen a note may wipe it"
    with pytest.raises(InputError, match="niet weggehaald"):
        changed.without(seen)


def test_a_map_is_not_endless() -> None:
    full = Collection(name="vol", pieces=tuple(piece(str(n), number=n) for n in range(1, MAX_PIECES + 1)))
    with pytest.raises(InputError, match="is vol"):
        full.with_piece(piece("nog een"))


def test_maps_are_kept_the_last_changed_first(maps: Store) -> None:
    maps.change("een", lambda one: one.with_piece(piece()), create=True)
    maps.change("twee", lambda one: one, create=True)
    assert {one.name for one in maps.all()} == {"een", "twee"}
    maps.remove(next(one for one in maps.all() if one.name == "een"))
    assert [one.name for one in maps.all()] == ["twee"]
    with pytest.raises(UnknownIdError, match="ander tabblad"):
        maps.change("een", lambda one: one)
    for wrong in ("", "   ", "x" * 101):
        with pytest.raises(InputError, match="naam"):
            maps.change(wrong, lambda one: one, create=True)


def test_there_are_not_endlessly_many(maps: Store) -> None:
    for number in range(MOST):
        maps.change(f"map {number}", lambda one: one, create=True)
    with pytest.raises(InputError, match=str(MOST)):
        maps.change("nog een", lambda one: one, create=True)


def test_two_tabs_lose_nothing_and_a_failed_change_changes_nothing(tmp_path: Path) -> None:
    here, there = KeptMaps(tmp_path), KeptMaps(tmp_path)
    here.change("sport", lambda one: one.with_piece(piece("a")), create=True)
    there.change("sport", lambda one: one.with_piece(piece("b")), create=True)
    (seen,) = here.all()
    a, b = seen.pieces
    here.change("sport", lambda one: one.with_note(a, "van hier"))
    assert there.rename(seen.number, "bewegen").number == seen.number
    there.change(seen.number, lambda one: one.with_note(b, "van daar"))
    with pytest.raises(UnknownIdError):
        here.change(seen.number, lambda one: one.with_note(a, "weg").without(replace(b, quote="c")))
    (kept,) = here.all()
    assert [(one.quote, one.note) for one in kept.pieces] == [("a", "van hier"), ("b", "van daar")]
    with pytest.raises(InputError, match="«bewegen» is in een ander tabblad veranderd en niet weggegooid"):
        here.remove(seen)
    there.remove(kept)
    here.remove(kept)
    assert here.change("nieuw", lambda one: one, create=True).number != kept.number, "a number is given once"
    with pytest.raises(UnknownIdError, match="deze map is er niet meer"):
        there.change(kept.number, lambda one: one)
    for store in (here, there):
        store.close()


def test_maps_of_before_are_numbered(tmp_path: Path) -> None:
    old = Database(tmp_path / FILE_NAME, name="x", way_out="y", migrations=MIGRATIONS[:1])
    with old.transaction() as db:
        for collection in (filled(piece("a"), name="een"), filled(piece("b"), name="twee")):
            content = json.dumps(to_json(collection))
            db.execute("INSERT INTO mappen (naam, inhoud) VALUES (?, ?)", (collection.name, content))
    old.close()
    maps = KeptMaps(tmp_path)
    assert sorted((one.number, one.name, one.pieces[0].quote) for one in maps.all()) == [
        (1, "een", "a"),
        (2, "twee", "b"),
    ]
    maps.close()


def test_a_map_is_exported_with_numbered_citations_in_its_order(corpus: Corpus) -> None:
    (other,) = [one for one in small_corpus() if one.id == "ah-tk-20232024-102"]
    text = other.paren[0].antwoord
    collection = filled(piece(text, "ah-tk-20232024-102#v1", note="kern"), piece())
    listed = list_of(corpus, collection, made=MADE)
    assert [(row.rank, row.source, row.pair_id, row.quote, row.note) for row in listed.rows] == [
        (1, 1, "ah-tk-20232024-102#v1", text, "kern"),
        (2, 2, SPORT, QUOTE, None),
    ]
    assert "Aanhangsel Handelingen" in listed.sources[1].citation or "nr. 101" in listed.sources[1].citation
    assert listed.fact("query") == "sport" and listed.fact("aantal") == "2 stukken"
    assert "sporthallen" in listed.fact("instellingen")
    for format_ in FORMATS.values():
        assert render(listed, format_)
    assert QUOTE in render(listed, FORMATS["md"]).decode()
    for format_ in FORMATS.values():
        assert render(listed, format_), format_


def test_two_quotes_of_one_answer_keep_their_own_notes(corpus: Corpus) -> None:
    second = "De gemeenten besparen daarmee acht miljoen euro."
    collection = filled(piece(note="een"), piece(second, start=9999, note="twee"))
    listed = list_of(corpus, collection, made=MADE)
    assert [(row.source, row.quote, row.note) for row in listed.rows] == [(1, QUOTE, "een"), (1, second, "twee")]


def test_what_does_not_stand_here_is_shown_as_such_and_left_out(corpus: Corpus) -> None:
    collection = filled(
        piece(), piece("Verzonnen."), piece(pair_id="ah-tk-19992000-1#v1", citation="Aanhangsel 1"), piece("")
    )
    found = look_up(corpus, collection.pieces)
    assert [one.standing for one in found] == [
        PieceStanding.LETTERLIJK,
        PieceStanding.ANDERS,
        PieceStanding.ONBEKEND,
        PieceStanding.ANDERS,
    ]
    listed = list_of(corpus, collection, made=MADE)
    assert [row.quote for row in listed.rows] == [QUOTE]
    assert "3 stukken weggelaten" in listed.fact("meldingen") and "Aanhangsel 1" in listed.fact("meldingen")


def test_a_map_goes_to_another_and_is_named_apart(maps: Store) -> None:
    given = from_file(to_file(filled(piece(note="é", kept=MADE), piece("b"))))
    assert given == filled(piece(note="é", kept=MADE), piece("b"))
    assert take_in(maps, given).name == "sport"
    assert take_in(maps, given).name == "sport (2)"
    assert [one.quote for one in maps.all()[0].pieces] == [QUOTE, "b"]


def test_a_piece_keeps_its_number_whatever_its_place(maps: Store) -> None:
    maps.change("sport", lambda one: filled(piece("a"), piece("b")), create=True)
    a, b = maps.all()[0].pieces
    maps.change("sport", lambda one: one.moved(b, -1))
    assert [(one.number, one.quote) for one in maps.all()[0].pieces] == [(2, "b"), (1, "a")]
    assert [one.quote for one in maps.change("sport", lambda one: one.without(a)).pieces] == ["b"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "geen leesbare JSON"),
        (b"\xff\xfe", "geen leesbare JSON"),
        (b"[" * 100_000, "geen leesbare JSON"),
        (b"[]", "geen map"),
        (b'{"soort": "iets"}', "geen map"),
        (b'{"soort": "kamervragen-map", "format": 9}', "nieuwere versie"),
        (b'{"soort": "kamervragen-map", "format": 1, "naam": "x"}', "geen lijst"),
        (b'{"soort": "kamervragen-map", "format": 1, "naam": "", "stukken": []}', "naam"),
        (b'{"soort": "kamervragen-map", "format": 1, "naam": "x", "stukken": [{}]}', "beschadigd"),
        (b'{"soort": "kamervragen-map", "format": 1, "naam": "x", "stukken": [3]}', "beschadigd"),
        (
            json.dumps({"soort": "kamervragen-map", "format": 1, "naam": "x", "stukken": [{}] * 1001}).encode(),
            "hoogstens 1000",
        ),
    ],
)
def test_what_is_no_map_is_told(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_file(data)


def test_a_map_is_renamed_to_a_name_that_is_free(maps: Store) -> None:
    for name in ("sport", "zorg"):
        maps.change(name, lambda one: one.with_piece(piece()), create=True)
    assert maps.rename("sport", "  bewegen ").name == "bewegen"
    assert {one.name for one in maps.all()} == {"bewegen", "zorg"}
    assert all(len(one.pieces) == 1 for one in maps.all())
    assert maps.rename("zorg", "zorg").name == "zorg"
    with pytest.raises(InputError, match="er is al een map «zorg»"):
        maps.rename("bewegen", "zorg")
    with pytest.raises(UnknownIdError, match="geen map «sport»"):
        maps.rename("sport", "x")
