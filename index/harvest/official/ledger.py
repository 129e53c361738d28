"""The ledger of a harvest, to hand over with a corpus: what the source listed, what became of it, what was complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from index.errors import InputError
from index.harvest.official.records import Record
from index.harvest.official.state import Status
from index.store.catalogue import open_file
from index.store.sql.database import iso


def ledger_of(data_dir: Path) -> Iterator[dict[str, object]]:
    """A line for each publication that the source listed, then one for each listing that was completed."""
    with closing(open_file(data_dir)) as db:
        for row in db.rows(
            "SELECT record, status, reden, gehaald FROM harvest_items WHERE verdwenen IS NULL ORDER BY id"
        ):
            yield dict(row)
        slices = db.rows(
            "SELECT naam, soort, query, begonnen, voltooid, schatting, melding FROM harvest_slices"
            " WHERE voltooid IS NOT NULL AND soort <> 'id' ORDER BY naam"
        )
        for row in slices:
            members = db.column(
                "SELECT m.id FROM harvest_members m JOIN harvest_slices s ON s.naam = m.slice AND s.lijst = m.lijst"
                " JOIN harvest_items i ON i.id = m.id WHERE m.slice = ? AND i.verdwenen IS NULL ORDER BY m.id",
                (row["naam"],),
            )
            yield dict(row) | {"leden": members}


def take_over(data_dir: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Adds a ledger of another corpus to this one; what is known here stays as it is.

    A publication that the other had and this corpus has not is to be fetched.

    Raises:
        InputError: a line is none of a ledger; nothing is added.
    """
    with closing(open_file(data_dir)) as db, db.transaction() as connection:
        for line in lines:
            try:
                if "record" in line:
                    connection.execute(
                        "INSERT OR IGNORE INTO harvest_items (id, kamer, vergaderjaar, nummer, record, gewijzigd,"
                        " status, reden, gehaald) SELECT :id, :kamer, :vergaderjaar, :nummer, :record, :gewijzigd,"
                        " CASE WHEN :status = 'klaar' AND NOT h.has THEN 'te_doen' ELSE :status END, :reden,"
                        " CASE WHEN h.has THEN :gehaald END"
                        " FROM (SELECT EXISTS (SELECT 1 FROM publications WHERE id = :id) AS has) h",
                        _item(line),
                    )
                elif connection.execute(
                    "INSERT OR IGNORE INTO harvest_slices (naam, soort, query, begonnen, voltooid, schatting,"
                    " melding, lijst) VALUES (?,?,?,?,?,?,?,1)",
                    _slice(line),
                ).rowcount:
                    connection.executemany(
                        "INSERT OR IGNORE INTO harvest_members VALUES (?,?,1)",
                        [(line["naam"], str(member)) for member in list(line["leden"])],
                    )
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise InputError("een regel van het oogstverslag klopt niet: de bundel is beschadigd") from error


def _item(line: Mapping[str, Any]) -> dict[str, object]:
    facts = ("id", "kamer", "vergaderjaar", "nummer", "record", "gewijzigd")
    return {
        **dict(zip(facts, Record.from_json(line["record"]).row, strict=True)),
        "status": Status(line["status"]).value,
        "reden": _text(line["reden"]),
        "gehaald": _text(line["gehaald"]),
    }


def _slice(line: Mapping[str, Any]) -> tuple[object, ...]:
    times = [iso(datetime.fromisoformat(line[name])) for name in ("begonnen", "voltooid")]
    estimate = line["schatting"]
    return (
        *(str(line[name]) for name in ("naam", "soort", "query")),
        *times,
        None if estimate is None else int(estimate),
        _text(line["melding"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
