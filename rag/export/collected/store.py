"""Keeps maps: in a file of the data directory that no rebuild touches, or in the memory of one session."""

from __future__ import annotations

import json
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from pathlib import Path

from index.errors import InputError, UnknownIdError
from index.store.sql.database import Database, Row, Transaction, steps_of
from rag.export.collected.shared import from_json, to_json
from rag.export.collected.values import Collection, checked_name

FILE_NAME = "mappen.sqlite"
MOST = 200
MIGRATIONS = steps_of(__file__)

Change = Callable[[Collection], Collection]
Which = str | int
"""A map by its name, or by its number, which it keeps when another tab gives it another name."""


class KeptMaps:
    """The maps of a data directory; the file is made when absent."""

    def __init__(self, data_dir: Path) -> None:
        self._db = Database(
            data_dir / FILE_NAME,
            name="het bestand met mappen",
            way_out=f"zet {data_dir / FILE_NAME} terug uit een reservekopie, of haal het weg en begin opnieuw",
            migrations=MIGRATIONS,
        )

    def all(self) -> list[Collection]:
        """Every map, the one that changed last first."""
        return [_read(row) for row in self._db.rows("SELECT * FROM mappen ORDER BY gewijzigd DESC, naam")]

    def change(self, which: Which, change: Change, *, create: bool = False) -> Collection:
        """Changes a map and keeps it, in one transaction: what another tab changed meanwhile is not lost.

        With `create` a map of this name is made where there is none.

        Raises:
            InputError: the name is none, or there are too many maps.
            UnknownIdError: there is no such map, and it is not to be made.
        """
        which = checked_name(which) if isinstance(which, str) else which
        with self._db.transaction() as db:
            kept = _find(db, which)
            if kept is None:
                count = db.execute("SELECT count(*) FROM mappen").fetchone()[0]
                name = _new_name(which, count, create=create)
                made = "INSERT INTO mappen (naam, inhoud, gewijzigd) VALUES (?, '', '') RETURNING nummer"
                kept = Collection(name=name, number=db.execute(made, (name,)).fetchone()[0])
            changed = replace(change(kept), number=kept.number)
            db.execute(
                "UPDATE mappen SET inhoud = ?, gewijzigd = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE nummer = ?",
                (json.dumps(to_json(changed), ensure_ascii=False), kept.number),
            )
        return changed

    def rename(self, which: Which, new: str) -> Collection:
        """Gives a map another name.

        Raises:
            InputError: the name is none, or another map has it.
            UnknownIdError: there is no such map.
        """
        new = checked_name(new)
        with self._db.transaction() as db:
            renamed = _renamed(_find(db, which), which, new, _find(db, new))
            content = json.dumps(to_json(renamed), ensure_ascii=False)
            db.execute("UPDATE mappen SET naam = ?, inhoud = ? WHERE nummer = ?", (new, content, renamed.number))
        return renamed

    def remove(self, seen: Collection) -> None:
        """Throws a map away, as it was seen; an InputError where another tab changed it meanwhile."""
        with self._db.transaction() as db:
            kept = _find(db, seen.number)
            _check_seen(kept, seen)
            db.execute("DELETE FROM mappen WHERE nummer = ?", (seen.number,))

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


class SessionMaps:
    """The maps of one session, for an app that others reach: nothing of it is kept.

    `held` has them by name, the one that changed last at the end.
    """

    def __init__(self, held: MutableMapping[str, Collection]) -> None:
        self._held = held

    def all(self) -> list[Collection]:
        """Every map, the one that changed last first."""
        return list(self._held.values())[::-1]

    def change(self, which: Which, change: Change, *, create: bool = False) -> Collection:
        """Changes a map."""
        which = checked_name(which) if isinstance(which, str) else which
        kept = self._find(which)
        if kept is None:
            last = max((one.number for one in self._held.values()), default=0)
            kept = Collection(name=_new_name(which, len(self._held), create=create), number=last + 1)
        changed = replace(change(kept), number=kept.number)
        self._held.pop(kept.name, None)
        self._held[kept.name] = changed
        return changed

    def rename(self, which: Which, new: str) -> Collection:
        """Gives a map another name; it keeps its place."""
        new = checked_name(new)
        renamed = _renamed(self._find(which), which, new, self._find(new))
        held = [renamed if one.number == renamed.number else one for one in self._held.values()]
        self._held.clear()
        self._held.update({one.name: one for one in held})
        return renamed

    def remove(self, seen: Collection) -> None:
        """Throws a map away."""
        kept = self._find(seen.number)
        _check_seen(kept, seen)
        if kept:
            del self._held[kept.name]

    def close(self) -> None:
        """Holds no file."""

    def _find(self, which: Which) -> Collection | None:
        return next((one for one in self._held.values() if which in (one.name, one.number)), None)


Store = KeptMaps | SessionMaps


def take_in(store: Store, given: Collection) -> Collection:
    """Adds a map that came from elsewhere, under a name that is free."""
    taken = {one.name for one in store.all()}
    name, number = given.name, 1
    while name in taken:
        number += 1
        name = f"{given.name[:90]} ({number})"
    return store.change(name, lambda empty: Collection(name=empty.name, pieces=given.pieces), create=True)


def _find(db: Transaction, which: Which) -> Collection | None:
    column = "naam" if isinstance(which, str) else "nummer"
    row = db.execute(f"SELECT * FROM mappen WHERE {column} = ?", (which,)).fetchone()  # noqa: S608  # fixed names
    return _read(row) if row else None


def _read(row: Row) -> Collection:
    return replace(from_json(json.loads(row["inhoud"])), number=row["nummer"])


def _new_name(which: Which, count: int, *, create: bool) -> str:
    if not create or not isinstance(which, str):
        raise _no_map(which)
    if count >= MOST:
        raise InputError(f"er zijn al {MOST} mappen: gooi er een weg voor u een nieuwe begint")
    return which


def _renamed(kept: Collection | None, which: Which, new: str, named: Collection | None) -> Collection:
    """A map under a new name, unless another is `named` so already."""
    if kept is None:
        raise _no_map(which)
    if named and named.number != kept.number:
        raise InputError(f"er is al een map «{new}»: kies een andere naam")
    return replace(kept, name=new)


def _check_seen(kept: Collection | None, seen: Collection) -> None:
    if kept is not None and kept.pieces != seen.pieces:
        raise InputError(
            f"de map «{kept.name}» is in een ander tabblad veranderd en niet weggegooid: kijk wat er nu in staat"
        )


def _no_map(which: Which) -> UnknownIdError:
    called = f"er is geen map «{which}» (meer)" if isinstance(which, str) else "deze map is er niet meer"
    return UnknownIdError(f"{called}: misschien is die in een ander tabblad weggegooid")
