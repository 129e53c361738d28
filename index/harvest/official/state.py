"""The state of the harvest, in the catalogue's file: what the source lists and what became of each publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from index.harvest.official.records import Record
from index.harvest.official.sru import Slice
from index.store.catalogue import open_file
from index.store.sql.coverage import coverage
from index.store.sql.database import ANY_OF, Row, iso, listed

_TODO = (
    "FROM harvest_items i WHERE status = 'te_doen' AND EXISTS (SELECT 1 FROM harvest_members m WHERE m.id = i.id"
    f" AND m.slice {ANY_OF})"
)
"""What is to be fetched of some slices."""


class Status(StrEnum):
    """What became of a publication that the source lists."""

    TE_DOEN = "te_doen"
    KLAAR = "klaar"
    MISLUKT = "mislukt"
    OVERGESLAGEN = "overgeslagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one publication; `reden` says why it is not in the corpus."""

    record: Record
    status: Status
    reden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearState:
    """How much of one parliamentary year of one chamber was listed, and what became of it.

    Attributes:
        gelijst: listed = gehaald + mislukt + overgeslagen + te_doen.
        verdwenen: listed once, and no longer; not counted in `gelijst`.
        nummers: the numbers listed, those that disappeared included.
        lijst_van: when the whole year was last listed completely; None: never, so that there may be more.
        schatting: how many the source then said that there are, both chambers together.
        genoemd: how many it then listed, both chambers together.
    """

    kamer: str
    vergaderjaar: str
    gelijst: int
    gehaald: int
    mislukt: int
    overgeslagen: int
    te_doen: int
    verdwenen: int
    nummers: frozenset[int]
    lijst_van: datetime | None
    schatting: int | None
    genoemd: int | None
    melding: str | None

    @property
    def is_whole(self) -> bool:
        """Whether the whole year was listed; otherwise part of it, and gaps mean nothing."""
        return self.lijst_van is not None

    @property
    def gaten(self) -> tuple[tuple[int, int], ...]:
        """Runs of numbers below the highest that no listed publication has, as (first, last)."""
        covered = coverage((self.vergaderjaar, number) for number in self.nummers) if self.is_whole else []
        return covered[0].gaps if covered else ()

    def to_json(self) -> dict[str, object]:
        """As `status --json` and `harvest --json` print it."""
        counted = ("gelijst", "gehaald", "mislukt", "overgeslagen", "te_doen", "verdwenen")
        return {
            **{name: getattr(self, name) for name in ("kamer", "vergaderjaar", *counted)},
            "volledig_gelijst": self.is_whole,
            "lijst_van": self.lijst_van.isoformat() if self.lijst_van else None,
            "schatting_bron": self.schatting,
            "genoemd_door_bron": self.genoemd,
            "ontbrekende_nummers": [list(gat) for gat in self.gaten],
            "melding": self.melding,
        }


class HarvestState:
    """The tables of the harvest in the catalogue of a data directory."""

    def __init__(self, data_dir: Path, *, create: bool = False) -> None:
        self._db = open_file(data_dir, create=create)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # ------------------------------------------------------------------ listing

    def begin_listing(self, part: Slice, now: datetime) -> int:
        """Notes that a slice is being listed; gives the number of this listing."""
        with self._db.transaction() as db:
            db.execute(
                "INSERT INTO harvest_slices (naam, soort, query, lijst, begonnen) VALUES (?,?,?,1,?)"
                " ON CONFLICT (naam) DO UPDATE SET lijst = lijst + 1, query = excluded.query, soort = excluded.soort",
                (part.naam, part.soort, part.query, iso(now)),
            )
            (number,) = db.execute("SELECT lijst FROM harvest_slices WHERE naam = ?", (part.naam,)).fetchone()
        return int(number)

    def note_records(self, part: Slice, listing: int, outcomes: Iterable[Outcome]) -> None:
        """Keeps a page of a listing; what was fetched in this state of modification stays as it is."""
        with self._db.transaction() as db:
            for outcome in outcomes:
                record = outcome.record
                db.execute(
                    "INSERT INTO harvest_items (id, kamer, vergaderjaar, nummer, record, gewijzigd, status, reden)"
                    " VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET kamer = excluded.kamer,"
                    " vergaderjaar = excluded.vergaderjaar, nummer = excluded.nummer, record = excluded.record,"
                    " verdwenen = NULL,"
                    " status = CASE WHEN status = 'klaar' AND gehaald IS excluded.gewijzigd THEN status"
                    "   WHEN status = 'mislukt' AND excluded.status = 'te_doen'"
                    "     AND harvest_items.gewijzigd IS excluded.gewijzigd THEN status"
                    "   ELSE excluded.status END,"
                    " reden = CASE WHEN excluded.status = 'overgeslagen' THEN excluded.reden ELSE reden END,"
                    " gewijzigd = excluded.gewijzigd",
                    (*record.row, outcome.status.value, outcome.reden),
                )
                db.execute("INSERT OR REPLACE INTO harvest_members VALUES (?,?,?)", (part.naam, record.id, listing))

    def count_listed(self, part: Slice, listing: int) -> int:
        """How many different publications a listing has so far."""
        return self._db.count(
            "SELECT count(*) FROM harvest_members WHERE slice = ? AND lijst = ?", (part.naam, listing)
        )

    def count_kept(self, part: Slice) -> int:
        """How many different publications the last listing has."""
        return self._db.count(
            "SELECT count(*) FROM harvest_members m JOIN harvest_slices s ON s.naam = m.slice AND s.lijst = m.lijst"
            " WHERE m.slice = ?",
            (part.naam,),
        )

    def count_skipped(self, part: Slice, listing: int) -> int:
        """How many of those are not to be fetched."""
        return self._db.count(
            "SELECT count(*) FROM harvest_members m JOIN harvest_items i ON i.id = m.id"
            " WHERE m.slice = ? AND m.lijst = ? AND i.status = 'overgeslagen'",
            (part.naam, listing),
        )

    def finish_listing(
        self, part: Slice, listing: int, *, begun: datetime, estimate: int, notice: str | None
    ) -> list[str]:
        """Notes that a listing is complete; gives the publications of earlier listings that it lacks."""
        with self._db.transaction() as db:
            db.execute(
                "UPDATE harvest_slices SET voltooid = ?, begonnen = ?, schatting = ?, melding = ? WHERE naam = ?",
                (iso(datetime.now(UTC)), iso(begun), estimate, notice, part.naam),
            )
            return self._db.column(
                "SELECT m.id FROM harvest_members m JOIN harvest_items i ON i.id = m.id"
                " WHERE m.slice = ? AND m.lijst < ? AND i.verdwenen IS NULL ORDER BY m.id",
                (part.naam, listing),
            )

    def mark_gone(self, ids: Iterable[str], day: date) -> None:
        """Notes that the source no longer lists these. The corpus keeps what it has of them."""
        with self._db.transaction() as db:
            db.executemany(
                "UPDATE harvest_items SET verdwenen = ?, bijgewerkt = datetime('now'),"
                " status = CASE status WHEN 'klaar' THEN status ELSE 'overgeslagen' END,"
                " reden = CASE status WHEN 'klaar' THEN reden ELSE 'staat niet meer in de bron' END WHERE id = ?",
                [(day.isoformat(), publication_id) for publication_id in ids],
            )

    def listed_at(self, part: Slice) -> datetime | None:
        """When the last complete listing of a slice began; None: never."""
        row = self._db.one("SELECT begonnen FROM harvest_slices WHERE naam = ? AND voltooid IS NOT NULL", (part.naam,))
        return datetime.fromisoformat(row[0]) if row else None

    def current_since(self) -> date | None:
        """The day from which changes at the source are not known yet; None when nothing was listed completely.

        That is the begin of the last listing by modification, else of the earliest other listing.
        """
        row = self._db.one(
            "SELECT coalesce(max(CASE soort WHEN 'gewijzigd' THEN begonnen END), min(begonnen)) FROM harvest_slices"
            " WHERE voltooid IS NOT NULL AND soort <> 'id'"
        )
        return datetime.fromisoformat(row[0]).date() if row and row[0] else None

    # ------------------------------------------------------------------ fetching

    def todo(self, slices: Sequence[str], count: int) -> list[Record]:
        """The next publications to fetch of these slices (by name), the latest first."""
        sql = f"SELECT record {_TODO} ORDER BY vergaderjaar DESC, nummer DESC, id LIMIT ?"
        return [Record.from_json(text) for text in self._db.column(sql, (listed(slices), count))]

    def count_todo(self, slices: Sequence[str]) -> int:
        """How many publications of these slices are to be fetched."""
        return self._db.count(f"SELECT count(*) {_TODO}", (listed(slices),))

    def count_done(self, part: Slice) -> int:
        """How many publications of a slice are in the corpus."""
        return self._db.count(
            "SELECT count(*) FROM harvest_members m JOIN harvest_items i ON i.id = m.id"
            " WHERE m.slice = ? AND i.status = 'klaar'",
            (part.naam,),
        )

    def settle(self, outcomes: Iterable[Outcome]) -> None:
        """Notes what became of publications, as of the modification that was listed."""
        with self._db.transaction() as db:
            db.executemany(
                "UPDATE harvest_items SET status = ?, reden = ?, bijgewerkt = datetime('now'),"
                " gehaald = CASE ? WHEN 'klaar' THEN ? ELSE gehaald END WHERE id = ?",
                [(o.status.value, o.reden, o.status.value, o.record.gewijzigd, o.record.id) for o in outcomes],
            )

    def retry(self) -> int:
        """Makes failed publications ones to fetch again; gives how many."""
        with self._db.transaction() as db:
            return db.execute("UPDATE harvest_items SET status = 'te_doen' WHERE status = 'mislukt'").rowcount

    def slices(self, soort: str | None = None) -> list[str]:
        """The names of the slices that were listed, or of those of a kind."""
        return self._db.column(
            "SELECT naam FROM harvest_slices WHERE ? IS NULL OR soort = ? ORDER BY naam", (soort, soort)
        )

    # ------------------------------------------------------------------ telling

    def years(self) -> list[YearState]:
        """Every parliamentary year of which something was listed, the latest first."""
        rows = self._db.rows(
            "SELECT kamer, coalesce(vergaderjaar, 'onbekend') AS vergaderjaar, sum(verdwenen IS NULL) AS gelijst,"
            " sum(verdwenen IS NULL AND status = 'klaar') AS gehaald,"
            " sum(verdwenen IS NULL AND status = 'mislukt') AS mislukt,"
            " sum(verdwenen IS NULL AND status = 'overgeslagen') AS overgeslagen,"
            " sum(verdwenen IS NULL AND status = 'te_doen') AS te_doen, sum(verdwenen IS NOT NULL) AS verdwenen"
            " FROM harvest_items GROUP BY kamer, vergaderjaar ORDER BY vergaderjaar DESC, kamer DESC"
        )
        return [self._year(row) for row in rows]

    def failed(self) -> list[tuple[str, str]]:
        """Failed publications with the reason."""
        rows = self._db.rows(
            "SELECT id, coalesce(reden, '') FROM harvest_items"
            " WHERE status = 'mislukt' AND verdwenen IS NULL ORDER BY id"
        )
        return [(publication_id, reden) for publication_id, reden in rows]

    def skipped(self) -> dict[str, int]:
        """How many publications were skipped, by reason."""
        return self._db.mapping(
            "SELECT coalesce(reden, ''), count(*) FROM harvest_items"
            " WHERE status = 'overgeslagen' AND verdwenen IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )

    def gone(self) -> list[tuple[str, str, bool]]:
        """(id, day noticed, whether the corpus has it) of publications that left the source."""
        rows = self._db.rows(
            "SELECT id, verdwenen, gehaald IS NOT NULL FROM harvest_items WHERE verdwenen IS NOT NULL ORDER BY id"
        )
        return [(row[0], row[1], bool(row[2])) for row in rows]

    # ------------------------------------------------------------------ inside

    def _year(self, row: Row) -> YearState:
        numbers = self._db.column(
            "SELECT DISTINCT nummer FROM harvest_items WHERE kamer = ? AND vergaderjaar = ? AND nummer IS NOT NULL",
            (row["kamer"], row["vergaderjaar"]),
        )
        listing = self._db.one(
            "SELECT begonnen, schatting, melding, (SELECT count(*) FROM harvest_members m WHERE m.slice = s.naam"
            " AND m.lijst = s.lijst) AS genoemd FROM harvest_slices s WHERE naam = ? AND voltooid IS NOT NULL",
            (row["vergaderjaar"],),
        )
        return YearState(
            **dict(row),
            nummers=frozenset(map(int, numbers)),
            lijst_van=datetime.fromisoformat(listing["begonnen"]) if listing else None,
            schatting=listing["schatting"] if listing else None,
            genoemd=listing["genoemd"] if listing else None,
            melding=listing["melding"] if listing else None,
        )
