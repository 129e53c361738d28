"""The catalogue: publications, pairs and passages in SQLite, the one truth that the indexes are made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from index.errors import CorruptStoreError, EmptyCorpusError
from index.parse.formats.jsonl import from_json, to_json
from index.passages import Passage
from index.settings import make_writable_dir
from index.steps import batched
from index.store.manifest import read_manifest
from index.store.sql.counts import recount
from index.store.sql.database import ANY_OF, Database, Transaction, listed
from index.store.sql.lookup import CHUNK, Lookup, content_hash
from index.store.sql.question_key import question_key
from index.store.sql.schema import MIGRATIONS
from index.values import Publication, Vorm

FILE_NAME = "catalogue.sqlite"
CHECKED_BYTES = 64 << 20  # a catalogue that is no larger is read whole at opening, a tenth of a second at most
COMPARED = {
    "publications": "id, sleutel, soort, vergaderjaar, nummer, vraagnummer, onderwerp, ingezonden, ontvangen, fictief,"
    " content_hash, json",
    **dict.fromkeys(("ministeries", "indieners", "pairs", "vraagnummers"), "*"),
    **dict.fromkeys(("verwijzingen", "paarverwijzingen", "vraagteksten"), "*"),
}
"""The tables that follow from the publications, with the columns that do."""


class Change(StrEnum):
    """What putting a publication in the catalogue changed."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPublication:
    """A publication as it stands in the catalogue, with the form and source it came from."""

    publication: Publication
    vorm: Vorm
    bron: str


def open_file(data_dir: Path, *, create: bool = False) -> Database:
    """The file of a catalogue, which holds the account of the harvests too.

    Args:
        data_dir: made when absent, if `create`.
        create: without it an absent catalogue is an `EmptyCorpusError`.
    """
    path = data_dir / FILE_NAME
    if create:
        make_writable_dir(data_dir)
    _check_not_lost(path)
    if not create and not path.exists():
        raise EmptyCorpusError(
            f"er is nog geen corpus in {data_dir}: voeg publicaties toe met `kamervragen ingest PAD --data-dir "
            f"{data_dir}`, haal de laatste drie maanden op met `kamervragen harvest --recent 3m --data-dir "
            f"{data_dir}`, of bekijk de voorbeelden met `make start`"
        )
    return Database(
        path,
        name="de catalogus",
        way_out="zet een kopie terug, of zet de map opzij en neem de publicaties opnieuw op met `kamervragen ingest` "
        "(wat een oogst al ophaalde, staat nog in de map bronnen)",
        migrations=MIGRATIONS,
        functions={"question_key": question_key},
    )


def _check_not_lost(path: Path) -> None:
    """Refuses to take a catalogue that was lost for one that begins: the indexes know better.

    Raises:
        CorruptStoreError: with the way out.
    """
    if path.exists() and path.stat().st_size:
        return
    try:
        manifest = read_manifest(path.parent)
    except CorruptStoreError:
        return
    if manifest is not None and manifest.publications:
        raise CorruptStoreError(
            f"de catalogus {path} is {'leeg' if path.exists() else 'weg'}, terwijl de indexen {manifest.publications} "
            "publicaties kennen: zet een reservekopie terug met `kamervragen restore BESTAND --force`, of zet de map "
            "opzij en neem de publicaties opnieuw op met `kamervragen ingest`"
        )


class Catalogue(Lookup):
    """The catalogue of a data directory, to write in and to look up in.

    Args:
        data_dir: where it stands.
        create: makes it when absent.
        as_indexed: a publication that changed, or that another replaces, is given as the indexes have it, until they
            follow.
    """

    def __init__(self, data_dir: Path, *, create: bool = False, as_indexed: bool = False) -> None:
        super().__init__(open_file(data_dir, create=create), as_indexed=as_indexed)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def expect_much(self) -> None:
        """Whole batches of publications are about to be put in."""
        self._db.expect_much()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is put, removed and noted within is written at once: each by itself writes its pages anew."""
        with self._db.transaction():
            yield

    def put(self, stored: StoredPublication, key: str) -> Change:
        """Adds or replaces a publication; its passages are stale until `mark_indexed`.

        They stay until then, for they say where the indexes' passages stand. Where only facts changed they still stand
        there in its texts, and need no new embedding; otherwise the texts that they stand in stay too.
        """
        publication = stored.publication
        text = json.dumps(to_json(publication), ensure_ascii=False, sort_keys=True)
        digest = content_hash(text)
        with self._db.transaction() as db:
            row = db.execute(
                "SELECT content_hash, is_indexed, opgenomen, json FROM publications WHERE id = ?", (publication.id,)
            ).fetchone()
            if row is not None and row["content_hash"] == digest:
                db.execute(  # the same text from a richer form is worth as much as that form
                    "UPDATE publications SET sleutel = ?, vorm = ?, bron = ? WHERE id = ?",
                    (key, stored.vorm.value, stored.bron, publication.id),
                )
                return Change.UNCHANGED
            has_new_facts_alone = (
                row is not None and row["is_indexed"] and _texts(json.loads(row["json"])) == _texts(json.loads(text))
            )
            if row is not None and not has_new_facts_alone:
                self._keep_replaced(db, publication.id)
            self._delete_rows(db, publication.id)
            db.execute(
                "INSERT INTO publications (id, sleutel, soort, vergaderjaar, nummer, vraagnummer, onderwerp,"
                " ingezonden, ontvangen, fictief, vorm, bron, content_hash, json, opgenomen)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,coalesce(?, datetime('now')))",
                (
                    publication.id,
                    key,
                    publication.soort.value,
                    publication.vergaderjaar,
                    publication.nummer,
                    publication.vraagnummer,
                    publication.onderwerp,
                    _iso(publication.ingezonden),
                    _iso(publication.ontvangen),
                    publication.fictief,
                    stored.vorm.value,
                    stored.bron,
                    digest,
                    text,
                    row["opgenomen"] if row is not None else None,  # since it first came in
                ),
            )
            self._insert_parts(db, publication)
            db.execute("DELETE FROM removals WHERE publication_id = ?", (publication.id,))
        return Change.NEW if row is None else Change.CHANGED

    def remove(self, publication_ids: Sequence[str], *, is_replaced: bool = False) -> None:
        """Takes publications out, all or none. The indexes follow at the next build.

        Args:
            is_replaced: another takes the place of each: what the indexes were made from stays until `mark_removed`.
        """
        with self._db.transaction() as db:
            for publication_id in publication_ids:
                if is_replaced:
                    self._keep_replaced(db, publication_id)
                self._delete_rows(db, publication_id)
                db.execute("INSERT OR REPLACE INTO removals VALUES (?)", (publication_id,))
            if not is_replaced:
                self._delete_indexed(db, publication_ids)

    def mark_indexed(self, publication_ids: Sequence[str], passages: Iterable[Passage], model: str) -> None:
        """Notes that both indexes hold exactly these passages of these publications."""
        with self._db.transaction() as db:
            self._delete_indexed(db, publication_ids)
            db.execute(f"UPDATE publications SET is_indexed = 1 WHERE id {ANY_OF}", [listed(publication_ids)])
            db.executemany(
                "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?)",
                [
                    (p.id, p.pair_id, p.publication_id, p.kind.value, p.start, p.end, p.content_hash, model)
                    for p in passages
                ],
            )

    def mark_removed(self, publication_ids: Sequence[str]) -> None:
        """Notes that the indexes no longer hold these removed publications."""
        with self._db.transaction() as db:
            self._delete_indexed(db, publication_ids)
            db.execute(f"DELETE FROM removals WHERE publication_id {ANY_OF}", [listed(publication_ids)])

    def mark_all_stale(self) -> None:
        """Makes every publication pending: new indexes are about to be made.

        The passages, and what another replaces, stay until `mark_indexed` and `mark_removed`: readers of the present
        indexes need them.
        """
        with self._db.transaction() as db:
            db.execute("UPDATE publications SET is_indexed = 0")

    def recount(self) -> None:
        """Counts anew what is kept of the counts (`totals`)."""
        with self._db.transaction() as db:
            recount(db)

    def note_failures(self, failures: Iterable[tuple[str, str]], read: Iterable[str]) -> None:
        """Keeps which inputs failed and why; an input that was read since is forgotten."""
        with self._db.transaction() as db:
            db.executemany("DELETE FROM failures WHERE bron = ?", [(bron,) for bron in read])
            db.executemany("INSERT OR REPLACE INTO failures VALUES (?,?)", list(failures))

    # ------------------------------------------------------------------ for the build

    def pending(self) -> list[str]:
        """Ids of publications whose passages are not in the indexes yet, in a fixed order."""
        return self._db.column("SELECT id FROM publications WHERE is_indexed = 0 ORDER BY id")

    def pending_removals(self) -> list[str]:
        """Ids of removed publications that the indexes may still hold."""
        return self._db.column("SELECT publication_id FROM removals ORDER BY publication_id")

    def going(self) -> list[str]:
        """Ids of publications whose passages the indexes may have let go of already: others take their place."""
        return self._db.column("SELECT publication_id FROM replaced ORDER BY publication_id")

    def stored_by_key(self, key: str) -> list[StoredPublication]:
        """The publications that are one and the same by their key, in whatever form."""
        rows = self._db.rows("SELECT json, vorm, bron FROM publications WHERE sleutel = ? ORDER BY id", (key,))
        return [
            StoredPublication(publication=from_json(json.loads(row["json"])), vorm=Vorm(row["vorm"]), bron=row["bron"])
            for row in rows
        ]

    def embedded(self, passages: Sequence[Passage], model: str) -> list[str]:
        """Ids of those of the passages that this model has embedded with exactly this text, as far as is known."""
        sql = f"SELECT id, content_hash FROM passages WHERE model = ? AND id {ANY_OF}"
        rows = self._db.rows(sql, [model, listed(passage.id for passage in passages)])
        hashes = {row["id"]: row["content_hash"] for row in rows}
        return [passage.id for passage in passages if hashes.get(passage.id) == passage.content_hash]

    def passage_ids(self) -> Iterator[str]:
        """Every passage id that the indexes should hold, in order."""
        for row in self._db.stream("SELECT id FROM passages ORDER BY id"):
            yield row["id"]

    # ------------------------------------------------------------------ for verify

    def check(self) -> None:
        """Lets SQLite look at every page; a CorruptStoreError where it finds something."""
        self._db.check()

    def check_if_small(self) -> None:
        """The same (`check`), where the file is so small that it takes no time that anybody notices."""
        if self._db.path.stat().st_size <= CHECKED_BYTES:
            self.check()

    def stored(self) -> Iterator[tuple[StoredPublication, str]]:
        """Every publication as it stands there, with its key."""
        for chunk in batched(self.ids(), CHUNK):
            rows = self._db.rows(f"SELECT id, vorm, bron, sleutel FROM publications WHERE id {ANY_OF}", [listed(chunk)])
            facts = {row["id"]: row for row in rows}
            for publication in self.publications(chunk):
                row = facts[publication.id]
                yield (
                    StoredPublication(publication=publication, vorm=Vorm(row["vorm"]), bron=row["bron"]),
                    row["sleutel"],
                )

    def differing_tables(self, other: Path) -> list[str]:
        """Names of the tables with other rows than the catalogue of another data directory."""
        with self._db.errors():
            return self._db.differing(other / FILE_NAME, COMPARED)

    # ------------------------------------------------------------------ inside

    def _insert_parts(self, db: Transaction, publication: Publication) -> None:
        db.executemany(
            "INSERT INTO pairs VALUES (?,?,?,?,?)",
            [(pair.id, publication.id, n, pair.vraagtekst, pair.antwoord) for n, pair in enumerate(publication.paren)],
        )
        for table, rows in _facts(publication).items():
            if rows:
                db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)

    def _keep_replaced(self, db: Transaction, publication_id: str) -> None:
        """Keeps the texts that the indexes were made from; the passages in them are no longer taken for embedded."""
        db.execute(
            "INSERT OR IGNORE INTO replaced SELECT p.id, p.content_hash, p.json FROM publications p WHERE p.id = ?"
            " AND EXISTS (SELECT 1 FROM passages WHERE publication_id = p.id)",
            (publication_id,),
        )
        db.execute("UPDATE passages SET content_hash = '' WHERE publication_id = ?", (publication_id,))

    def _delete_indexed(self, db: Transaction, publication_ids: Sequence[str]) -> None:
        """Deletes what follows from the indexes."""
        for table in ("passages", "replaced"):
            db.execute(f"DELETE FROM {table} WHERE publication_id {ANY_OF}", [listed(publication_ids)])

    def _delete_rows(self, db: Transaction, publication_id: str) -> None:
        """Deletes what follows from the texts of a publication; its passages follow from the indexes."""
        db.execute("DELETE FROM publications WHERE id = ?", (publication_id,))
        tables = ("ministeries", "indieners", "bewindspersonen", "pairs", "vraagnummers", "verwijzingen")
        for table in (*tables, "paarverwijzingen", "vraagteksten"):
            db.execute(f"DELETE FROM {table} WHERE publication_id = ?", (publication_id,))


def _facts(publication: Publication) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the tables by which publications are looked up; the same row may come twice."""
    own, paren = publication.id, publication.paren
    roles = (("antwoord", publication.ministeries), ("gevraagd", publication.gevraagde_ministeries))
    referred = [(pair.id, to) for pair in paren for to in pair.verwijst_naar if not to.startswith(f"{own}#")]
    return {
        "ministeries": [(own, role, name) for role, names in roles for name in names],
        "indieners": [(own, indiener.naam, indiener.fractie) for indiener in publication.indieners],
        "bewindspersonen": [(own, person.als_tekst) for person in publication.beantwoord_door],
        "vraagnummers": [(own, number, pair.id) for pair in paren for number in pair.vraagnummers],
        "verwijzingen": [(own, to) for to in publication.zie_ook],
        "paarverwijzingen": [(own, pair_id, to) for pair_id, to in referred],
        "vraagteksten": [
            (key, own, v.nummer) for v in publication.vragen if (key := question_key(v.tekst)) is not None
        ],
    }


def _texts(value: dict[str, object]) -> list[object]:
    """The texts of a publication (as JSON) that its passages are cut from: while they stay, so do the passages."""
    texts = [value.get(key) for key in ("paren", "onbeantwoord", "mededeling", "toelichting")]
    name = None if any(texts) else value.get("onderwerp") or value.get("titel")  # then its name is its text
    return [value.get("soort"), *texts, name]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
