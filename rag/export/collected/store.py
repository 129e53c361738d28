"""Keeps maps: in a file of the data directory that no rebuild touches, or in the memory of one session."""

from __future__ import annotations

import json
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.errors import InputError, UnknownIdError
from index.store.sql.database import Database, script
from rag.export.collected.shared import from_json, to_json
from rag.export.collected.values import Collection, checked_name

FILE_NAME = "mappen.sqlite"
MOST = 200
MIGRATIONS = (
    script("""
    CREATE TABLE mappen (naam TEXT PRIMARY KEY, inhoud TEXT NOT NULL,
        gewijzigd TEXT NOT NULL DEFAULT (datetime('now')))
    """),
)

Change = Callable[[Collection], Collection]


class Store(Protocol):
    """Where maps are kept."""

    def all(self) -> list[Collection]:
        """Every map, the one that changed last first."""

    def change(self, name: str, change: Change, *, create: bool = False) -> Collection:
        """Changes a map and keeps it; what another tab changed meanwhile is not lost.

        Raises:
            InputError: the name is none, or there are too many maps.
            UnknownIdError: there is no such map, and it is not to be made.
        """

    def rename(self, name: str, new: str) -> Collection:
        """Gives a map another name.

        Raises:
            InputError: the name is none, or another map has it.
            UnknownIdError: there is no such map.
        """

    def remove(self, name: str) -> None:
        """Throws a map away."""

    def close(self) -> None:
        """Lets go of the file."""


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
        rows = self._db.rows("SELECT inhoud FROM mappen ORDER BY gewijzigd DESC, naam")
        return [from_json(json.loads(row["inhoud"])) for row in rows]

    def change(self, name: str, change: Change, *, create: bool = False) -> Collection:
        """Reads, changes and writes a map in one transaction."""
        name = checked_name(name)
        with self._db.transaction() as db:
            row = db.execute("SELECT inhoud FROM mappen WHERE naam = ?", (name,)).fetchone()
            if row is None:
                _check_new(name, db.execute("SELECT count(*) FROM mappen").fetchone()[0], create=create)
            changed = change(from_json(json.loads(row[0])) if row else Collection(name=name))
            db.execute(
                "INSERT INTO mappen (naam, inhoud, gewijzigd) VALUES (?, ?, strftime('%Y-%m-%d %H:%M:%f', 'now'))"
                " ON CONFLICT (naam) DO UPDATE SET inhoud = excluded.inhoud, gewijzigd = excluded.gewijzigd",
                (name, json.dumps(to_json(changed), ensure_ascii=False)),
            )
        return changed

    def rename(self, name: str, new: str) -> Collection:
        """Writes a map under another name, in one transaction."""
        new = checked_name(new)
        with self._db.transaction() as db:
            row = db.execute("SELECT inhoud FROM mappen WHERE naam = ?", (name,)).fetchone()
            if row is None:
                raise _no_map(name)
            if new != name and db.execute("SELECT 1 FROM mappen WHERE naam = ?", (new,)).fetchone():
                raise _taken(new)
            renamed = replace(from_json(json.loads(row[0])), name=new)
            content = json.dumps(to_json(renamed), ensure_ascii=False)
            db.execute("UPDATE mappen SET naam = ?, inhoud = ? WHERE naam = ?", (new, content, name))
        return renamed

    def remove(self, name: str) -> None:
        """Throws a map away."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM mappen WHERE naam = ?", (name,))

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

    def change(self, name: str, change: Change, *, create: bool = False) -> Collection:
        """Changes a map."""
        name = checked_name(name)
        if name not in self._held:
            _check_new(name, len(self._held), create=create)
        changed = change(self._held.get(name, Collection(name=name)))
        self._held.pop(name, None)
        self._held[name] = changed
        return changed

    def rename(self, name: str, new: str) -> Collection:
        """Gives a map another name; it keeps its place."""
        new = checked_name(new)
        if name not in self._held:
            raise _no_map(name)
        if new != name and new in self._held:
            raise _taken(new)
        kept = [replace(one, name=new) if one.name == name else one for one in self._held.values()]
        self._held.clear()
        self._held.update({one.name: one for one in kept})
        return self._held[new]

    def remove(self, name: str) -> None:
        """Throws a map away."""
        self._held.pop(name, None)

    def close(self) -> None:
        """Holds no file."""


def take_in(store: Store, given: Collection) -> Collection:
    """Adds a map that came from elsewhere, under a name that is free."""
    taken = {one.name for one in store.all()}
    name, number = given.name, 1
    while name in taken:
        number += 1
        name = f"{given.name[:90]} ({number})"
    return store.change(name, lambda empty: Collection(name=empty.name, pieces=given.pieces), create=True)


def _check_new(name: str, count: int, *, create: bool) -> None:
    if not create:
        raise _no_map(name)
    if count >= MOST:
        raise InputError(f"er zijn al {MOST} mappen: gooi er een weg voor u een nieuwe begint")


def _no_map(name: str) -> UnknownIdError:
    return UnknownIdError(f"er is geen map «{name}» (meer): misschien is die in een ander tabblad weggegooid")


def _taken(name: str) -> InputError:
    return InputError(f"er is al een map «{name}»: kies een andere naam")
