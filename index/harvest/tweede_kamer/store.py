"""What is kept of Tweede Kamer Open Data, in the catalogue's file: documents, zaken, lists, and what was joined."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.errors import EmptyCorpusError
from index.harvest.tweede_kamer.odata import TkPage
from index.store.catalogue import open_file
from index.store.sql.database import iso
from index.supplement.facts import TkDocument, document_from_json, to_json
from index.supplement.join import FIRST_YEAR

COUNTED = (
    *("publicaties", "gekoppeld", "niet_gevonden", "niet_bekeken"),
    *("aangevuld", "met_verschil", "verschillen"),
)
"""What the account of a year counts, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinResult:
    """What joining one publication came to."""

    publication_id: str
    is_found: bool
    filled: int
    differences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TkAccount:
    """The account of a data directory.

    Attributes:
        jaren: a row per year of the corpus, the latest first; empty before the first join.
        verschillend: ids in which the source says something else, those with the most differences first.
        niet_gevonden: ids that the source does not know, the latest first.
    """

    jaren: tuple[dict[str, object], ...] = ()
    verschillend: tuple[str, ...] = ()
    niet_gevonden: tuple[str, ...] = ()


class TkStore:
    """The tables of this source in the catalogue of a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._db = open_file(data_dir)  # without a corpus there is nothing to join

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # ------------------------------------------------------------------ listing

    def begin_year(self, vergaderjaar: str, now: datetime) -> int:
        """Notes that a year is being listed; gives the number of this listing."""
        with self._db.transaction() as db:
            db.execute(
                "INSERT INTO tk_lijsten (vergaderjaar, lijst, begonnen) VALUES (?,1,?)"
                " ON CONFLICT (vergaderjaar) DO UPDATE SET lijst = lijst + 1, begonnen = excluded.begonnen",
                (vergaderjaar, iso(now)),
            )
            (number,) = db.execute("SELECT lijst FROM tk_lijsten WHERE vergaderjaar = ?", (vergaderjaar,)).fetchone()
        return int(number)

    def keep(self, page: TkPage, *, year: tuple[str, int] | None = None) -> int:
        """Keeps a page, of a listing of a year if given; gives how many of its documents that listing had already."""
        twice = 0
        with self._db.transaction() as db:
            for zaak in page.zaken:
                db.execute("INSERT OR REPLACE INTO tk_zaken VALUES (?,?)", (zaak.nummer, to_json(zaak)))
            for document in page.documents:
                db.execute(
                    "INSERT OR REPLACE INTO tk_documenten VALUES (?,?,?)",
                    (document.id, document.sleutel, to_json(document)),
                )
                db.execute("DELETE FROM tk_document_zaken WHERE document_id = ?", (document.id,))
                db.executemany(
                    "INSERT INTO tk_document_zaken VALUES (?,?)", [(document.id, nummer) for nummer in document.zaken]
                )
                if year is not None:
                    twice += bool(
                        db.execute(
                            "SELECT 1 FROM tk_leden WHERE vergaderjaar = ? AND document_id = ? AND lijst = ?",
                            (year[0], document.id, year[1]),
                        ).fetchone()
                    )
                    db.execute("INSERT OR REPLACE INTO tk_leden VALUES (?,?,?)", (year[0], document.id, year[1]))
        return twice

    def finish_year(
        self, vergaderjaar: str, listing: int, *, total: int | None, listed: int, skipped: Counter[str], now: datetime
    ) -> int:
        """Notes that a year was listed; gives how many documents of earlier lists the source no longer has.

        They are forgotten only when this list has as many records as the source says that there are.
        """
        with self._db.transaction() as db:
            db.execute(
                "UPDATE tk_lijsten SET voltooid = ?, geteld = ?, gelijst = ?, overgeslagen = ? WHERE vergaderjaar = ?",
                (iso(now), total, listed, json.dumps(dict(skipped), ensure_ascii=False), vergaderjaar),
            )
            if total is None or listed < total:
                return 0
            gone = self._db.column(
                "SELECT document_id FROM tk_leden WHERE vergaderjaar = ? AND lijst < ?", (vergaderjaar, listing)
            )
            for document_id in gone:
                db.execute("DELETE FROM tk_documenten WHERE id = ?", (document_id,))
                db.execute("DELETE FROM tk_document_zaken WHERE document_id = ?", (document_id,))
                db.execute(
                    "DELETE FROM tk_leden WHERE vergaderjaar = ? AND document_id = ?", (vergaderjaar, document_id)
                )
        return len(gone)

    def listed_at(self, vergaderjaar: str) -> datetime | None:
        """When the last complete list of a year was begun; None: never."""
        sql = "SELECT begonnen FROM tk_lijsten WHERE vergaderjaar = ? AND voltooid >= begonnen"
        row = self._db.one(sql, (vergaderjaar,))
        return datetime.fromisoformat(row[0]) if row else None

    def note_asked(self, keys: Iterable[str], now: datetime) -> None:
        """Notes which publications (by key) or zaken (by number) were asked for by themselves."""
        with self._db.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO tk_gevraagd VALUES (?,?)", [(key, iso(now)) for key in keys])

    def asked_since(self, moment: datetime) -> set[str]:
        """The keys and numbers that were asked for by themselves since then."""
        return set(self._db.column("SELECT sleutel FROM tk_gevraagd WHERE moment >= ?", (iso(moment),)))

    # ------------------------------------------------------------------ documents

    def lacking(self, vergaderjaar: str) -> list[list[TkDocument]]:
        """Documents of a year with a number of which the corpus has no publication, those of one number together."""
        rows = self._db.rows(
            "SELECT json, sleutel FROM tk_documenten d WHERE sleutel LIKE ? AND NOT EXISTS"
            " (SELECT 1 FROM publications p WHERE p.sleutel = d.sleutel) ORDER BY sleutel, id",
            (f"tk-{vergaderjaar}-%",),
        )
        grouped: dict[str, list[TkDocument]] = {}
        for row in rows:
            grouped.setdefault(row["sleutel"], []).append(document_from_json(row["json"]))
        return sorted(grouped.values(), key=lambda documents: documents[0].aanhangselnummer or 0)

    # ------------------------------------------------------------------ joining

    def note_joined(self, joined: Iterable[JoinResult]) -> None:
        """Keeps what joining came to."""
        with self._db.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO tk_koppelingen VALUES (?,?,?,?)",
                [(j.publication_id, j.is_found, j.filled, j.differences) for j in joined],
            )

    def account(self) -> list[dict[str, object]]:
        """Per parliamentary year of the corpus: how many were joined, were not found, differ, or were not looked at.

        `niet_in_corpus` counts the numbers of which the source has a document, as far as asked, and the corpus nothing.
        """
        lacking = self._db.mapping(
            "SELECT substr(sleutel, 4, 9) AS jaar, count(DISTINCT sleutel) AS aantal FROM tk_documenten d"
            " WHERE sleutel IS NOT NULL AND NOT EXISTS (SELECT 1 FROM publications p WHERE p.sleutel = d.sleutel)"
            " GROUP BY jaar"
        )
        rows = self._db.rows(
            "SELECT coalesce(p.vergaderjaar, 'onbekend') AS jaar, count(*) AS publicaties,"
            " coalesce(sum(k.is_gevonden = 1), 0) AS gekoppeld, coalesce(sum(k.is_gevonden = 0), 0) AS niet_gevonden,"
            " sum(k.publication_id IS NULL) AS niet_bekeken, coalesce(sum(k.aangevuld > 0), 0) AS aangevuld,"
            " coalesce(sum(k.verschillen > 0), 0) AS met_verschil, coalesce(sum(k.verschillen), 0) AS verschillen,"
            " l.voltooid, l.geteld, l.gelijst, l.overgeslagen FROM publications p"
            " LEFT JOIN tk_koppelingen k ON k.publication_id = p.id"
            " LEFT JOIN tk_lijsten l ON l.vergaderjaar = p.vergaderjaar"
            " WHERE p.fictief = 0 AND p.id NOT LIKE 'ah-ek-%' AND p.id NOT LIKE 'kv-ek-%'"
            " AND coalesce(p.vergaderjaar, ?) >= ?"
            " GROUP BY jaar ORDER BY jaar DESC",
            (FIRST_YEAR, FIRST_YEAR),
        )
        return [
            {
                "vergaderjaar": row["jaar"],
                **{key: row[key] for key in COUNTED},
                "niet_in_corpus": lacking.get(row["jaar"], 0),
                "lijst": {
                    "voltooid": row["voltooid"],
                    "volgens_bron": row["geteld"],
                    "gelijst": row["gelijst"],
                    "overgeslagen": json.loads(row["overgeslagen"] or "{}"),
                }
                if row["voltooid"]
                else None,
            }
            for row in rows
        ]

    def differing(self, most: int) -> list[str]:
        """Ids of publications in which the source says something else, those with the most differences first."""
        return self._joined_ids("verschillen > 0 ORDER BY verschillen DESC, publication_id DESC", most)

    def not_found(self, most: int) -> list[str]:
        """Ids of publications that the source does not know, the latest first."""
        return self._joined_ids("is_gevonden = 0 ORDER BY publication_id DESC", most)

    # ------------------------------------------------------------------ inside

    def _joined_ids(self, condition: str, most: int) -> list[str]:
        """Ids in the corpus; the condition is one of the two above."""
        known = "SELECT publication_id FROM tk_koppelingen WHERE publication_id IN (SELECT id FROM publications)"
        return self._db.column(f"{known} AND {condition} LIMIT ?", (most,))


def tk_account(data_dir: Path, *, most: int = 0) -> TkAccount:
    """The account, with at most so many ids of publications; empty without a corpus or before the first join."""
    try:
        with closing(TkStore(data_dir)) as store:
            rows = store.account()
            if not any(row["gekoppeld"] or row["niet_gevonden"] or row["lijst"] for row in rows):
                return TkAccount()
            return TkAccount(
                jaren=tuple(rows),
                verschillend=tuple(store.differing(most)),
                niet_gevonden=tuple(store.not_found(most)),
            )
    except EmptyCorpusError:
        return TkAccount()
