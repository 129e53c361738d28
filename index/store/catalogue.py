"""The catalogue: publications, pairs and passages in SQLite, the one truth that the indexes are made from."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from index.errors import CorruptStoreError, DataDirError, EmptyCorpusError, UnknownIdError
from index.parse.formats.jsonl import from_json, to_json
from index.passages import Passage, PassageKind
from index.settings import make_writable_dir
from index.store.filter_sql import filter_sql, marks, values_sql
from index.store.filters import Filters
from index.store.question_key import question_key
from index.store.schema import MIGRATIONS
from index.values import Pair, PairId, Publication, Vorm

FILE_NAME = "catalogue.sqlite"
BUSY_TIMEOUT_S = 30.0
CHUNK = 500  # SQLite allows some thousands of variables in one statement; 500 is safe everywhere


class Outcome(StrEnum):
    """What putting a publication in the catalogue came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A publication as it stands in the catalogue, with the form and source it came from."""

    publication: Publication
    vorm: Vorm
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """Where a passage stands: pair (or notice) and offsets."""

    id: str
    pair_id: str
    publication_id: str
    kind: PassageKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is in the corpus, and from when until when.

    `indexed_passages` are those that the indexes of the present build must hold: fewer than `passages` while a
    rebuild goes on. `zonder_datum` and `zonder_ministerie` are answers and mededelingen of which is not known when they
    came, or from which ministry.
    """

    publications: int
    pairs: int
    passages: int
    indexed_passages: int
    eerste: date | None
    laatste: date | None
    per_soort: dict[str, int]
    per_vergaderjaar: dict[str, int]
    per_ministerie: dict[str, int]
    fictief: int
    zonder_datum: int = 0
    zonder_ministerie: int = 0


class Catalogue:
    """The SQLite file of a data directory.

    Args:
        data_dir: made when absent, if `create`.
        create: without it an absent catalogue is an `EmptyCorpusError`.
    """

    def __init__(self, data_dir: Path, *, create: bool = False) -> None:
        self.path = data_dir / FILE_NAME
        self._values: dict[str, tuple[object, list[str]]] = {}  # asked at every search, and slow over the whole record
        if create:
            make_writable_dir(data_dir)
        elif not self.path.exists():
            raise EmptyCorpusError(
                f"er is nog geen corpus in {data_dir}: voeg publicaties toe met `kamervragen ingest PAD --data-dir "
                f"{data_dir}`, of bekijk de voorbeelden met `make start`"
            )
        with self._errors():
            self._db = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
            try:
                self._db.row_factory = sqlite3.Row
                self._db.create_function("question_key", 1, question_key, deterministic=True)
                self._use_wal()
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._migrate()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # ------------------------------------------------------------------ writing

    def put(self, stored: Stored, key: str) -> Outcome:
        """Adds or replaces a publication; its passages are stale until `mark_indexed`.

        The passages of a publication of which only facts changed stay until then: they still say where in its texts
        the indexes' passages stand, and which of those need no new embedding.
        """
        publication = stored.publication
        text = json.dumps(to_json(publication), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        with self._transaction() as db:
            row = db.execute(
                "SELECT content_hash, is_indexed, json FROM publications WHERE id = ?", (publication.id,)
            ).fetchone()
            if row is not None and row["content_hash"] == digest:
                db.execute(  # the same text from a richer form is worth as much as that form
                    "UPDATE publications SET sleutel = ?, vorm = ?, bron = ? WHERE id = ?",
                    (key, stored.vorm.value, stored.bron, publication.id),
                )
                return Outcome.UNCHANGED
            keeps = (
                row is not None and row["is_indexed"] and _texts(json.loads(row["json"])) == _texts(json.loads(text))
            )
            self._delete_rows(db, publication.id, keep_passages=keeps)
            db.execute(
                "INSERT INTO publications (id, sleutel, soort, vergaderjaar, nummer, vraagnummer, onderwerp,"
                " ingezonden, ontvangen, fictief, vorm, bron, content_hash, json) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
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
                ),
            )
            self._insert_parts(db, publication)
            db.execute("DELETE FROM removals WHERE publication_id = ?", (publication.id,))
        return Outcome.NEW if row is None else Outcome.CHANGED

    def remove(self, publication_id: str) -> bool:
        """Takes a publication out; False when it was not there. The indexes follow at the next build."""
        with self._transaction() as db:
            found = db.execute("SELECT 1 FROM publications WHERE id = ?", (publication_id,)).fetchone() is not None
            if found:
                self._delete_rows(db, publication_id)
                db.execute("INSERT OR REPLACE INTO removals VALUES (?)", (publication_id,))
        return found

    def mark_indexed(self, publication_ids: Sequence[str], passages: Iterable[Passage], model: str) -> None:
        """Notes that both indexes hold exactly these passages of these publications."""
        with self._transaction() as db:
            for chunk in _chunks(publication_ids):
                db.execute(f"DELETE FROM passages WHERE publication_id IN ({marks(chunk)})", chunk)
                db.execute(f"UPDATE publications SET is_indexed = 1 WHERE id IN ({marks(chunk)})", chunk)
            db.executemany(
                "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?)",
                [
                    (p.id, p.pair_id, p.publication_id, p.kind.value, p.start, p.end, p.content_hash, model)
                    for p in passages
                ],
            )

    def mark_removed(self, publication_ids: Sequence[str]) -> None:
        """Notes that the indexes no longer hold these removed publications."""
        with self._transaction() as db:
            db.executemany("DELETE FROM removals WHERE publication_id = ?", [(i,) for i in publication_ids])

    def mark_all_stale(self) -> None:
        """Makes every publication pending: new indexes are about to be made.

        The passages stay until `mark_indexed` replaces them: readers of the present indexes need them.
        """
        with self._transaction() as db:
            db.execute("UPDATE publications SET is_indexed = 0")
            db.execute("DELETE FROM removals")

    def note_failures(self, failures: Iterable[tuple[str, str]], read: Iterable[str]) -> None:
        """Keeps which inputs failed and why; an input that was read since is forgotten."""
        with self._transaction() as db:
            db.executemany("DELETE FROM failures WHERE bron = ?", [(bron,) for bron in read])
            db.executemany("INSERT OR REPLACE INTO failures (bron, fout) VALUES (?,?)", list(failures))

    # ------------------------------------------------------------------ reading

    def pending(self) -> list[str]:
        """Ids of publications whose passages are not in the indexes yet, in a fixed order."""
        return self._column("SELECT id FROM publications WHERE is_indexed = 0 ORDER BY id")

    def pending_removals(self) -> list[str]:
        """Ids of removed publications that the indexes may still hold."""
        return self._column("SELECT publication_id FROM removals ORDER BY publication_id")

    def resolve_ids(self, typed: Sequence[str]) -> list[str]:
        """The ids as the catalogue spells them, whatever the case typed.

        Raises:
            UnknownIdError: some are not there; all of them are named.
        """
        found = {publication_id.lower(): publication_id for publication_id in self.lookup(ids=list(typed))}
        unknown = [name for name in typed if name.lower() not in found]
        if unknown:
            raise UnknownIdError(
                f"niet in het corpus: {', '.join(unknown)}; `kamervragen dump` zonder ids toont wat er wel is"
            )
        return [found[name.lower()] for name in typed]

    def ids(self) -> list[str]:
        """Every publication id, in order."""
        return self._column("SELECT id FROM publications ORDER BY id")

    def publications(self, ids: Sequence[str] | None = None) -> Iterator[Publication]:
        """Whole publications, in order of id, or in the order given; unknown ids are left out."""
        if ids is None:
            ids = self.ids()
        for chunk in _chunks(ids):
            rows = self._rows(f"SELECT id, json FROM publications WHERE id IN ({marks(chunk)})", chunk)
            texts = {row["id"]: row["json"] for row in rows}
            for publication_id in chunk:
                if publication_id in texts:
                    yield from_json(json.loads(texts[publication_id]))

    def publication(self, publication_id: str) -> Publication | None:
        """One publication, or None."""
        return next(self.publications([publication_id]), None)

    def stored_by_key(self, key: str) -> list[Stored]:
        """The publications that are one and the same by their key, in whatever form."""
        rows = self._rows("SELECT json, vorm, bron FROM publications WHERE sleutel = ? ORDER BY id", (key,))
        return [
            Stored(publication=from_json(json.loads(row["json"])), vorm=Vorm(row["vorm"]), bron=row["bron"])
            for row in rows
        ]

    def passages(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Where passages stand, by id; unknown ids are left out."""
        found: dict[str, StoredPassage] = {}
        for chunk in _chunks(ids):
            rows = self._rows(f"SELECT * FROM passages WHERE id IN ({marks(chunk)})", chunk)
            found.update((row["id"], _stored_passage(row)) for row in rows)
        return found

    def passages_in(self, publication_ids: Sequence[str]) -> list[StoredPassage]:
        """The passages of publications, those of one together."""
        found: list[StoredPassage] = []
        for chunk in _chunks(publication_ids):
            sql = f"SELECT * FROM passages WHERE publication_id IN ({marks(chunk)}) ORDER BY publication_id, rowid"
            found += map(_stored_passage, self._rows(sql, chunk))
        return found

    def embedded(self, passages: Sequence[Passage], model: str) -> list[str]:
        """Ids of those of the passages that this model has embedded with exactly this text, as far as is known."""
        hashes: dict[str, str] = {}
        for chunk in _chunks([passage.id for passage in passages]):
            sql = f"SELECT id, content_hash FROM passages WHERE model = ? AND id IN ({marks(chunk)})"
            hashes.update((row["id"], row["content_hash"]) for row in self._rows(sql, [model, *chunk]))
        return [passage.id for passage in passages if hashes.get(passage.id) == passage.content_hash]

    def tk_facts(self, key: str, vraagnummer: str) -> tuple[list[str], list[str]]:
        """What is kept of Tweede Kamer Open Data about a publication: its documents and its zaken, as JSON."""
        documents = self._column("SELECT json FROM tk_documenten WHERE sleutel = ? ORDER BY id", (key,))
        zaken = self._column(
            "SELECT json FROM tk_zaken WHERE nummer = ? OR nummer IN (SELECT l.nummer FROM tk_documenten d"
            " JOIN tk_document_zaken l ON l.document_id = d.id WHERE d.sleutel = ?) ORDER BY nummer",
            (vraagnummer, key),
        )
        return documents, zaken

    def passages_of(self, pair_ids: Sequence[str]) -> dict[str, list[str]]:
        """Passage ids of pairs (or notices), in the order of the text."""
        found: dict[str, list[str]] = {pair_id: [] for pair_id in pair_ids}
        for chunk in _chunks(pair_ids):
            sql = f"SELECT id, pair_id FROM passages WHERE pair_id IN ({marks(chunk)}) ORDER BY pair_id, start, id"
            for row in self._rows(sql, chunk):
                found[row["pair_id"]].append(row["id"])
        return found

    def pair(self, pair_id: str) -> Pair | None:
        """One pair by its id or by any of its question numbers (`<id>#v4` names the pair of questions 3 and 4)."""
        wanted = PairId(pair_id)
        publication = self.publication(wanted.publication_id)
        if publication is None:
            return None
        exact = next((pair for pair in publication.paren if pair.id == wanted), None)
        if exact is not None or not wanted[-1:].isdecimal():  # with a letter it names one pair only
            return exact
        return next((pair for pair in publication.paren if wanted.number in pair.vraagnummers), None)

    def pair_texts(self, pair_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Question and answer of pairs, by id; unknown ids are left out."""
        found: dict[str, tuple[str, str]] = {}
        for chunk in _chunks(pair_ids):
            for row in self._rows(f"SELECT id, vraag, antwoord FROM pairs WHERE id IN ({marks(chunk)})", chunk):
                found[row["id"]] = (row["vraag"], row["antwoord"])
        return found

    def references_of(self, publication_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What pairs of these publications refer to for their answer ("Zie het antwoord op vraag 2"), by pair id."""
        found: dict[str, tuple[str, ...]] = {}
        for chunk in _chunks(publication_ids):
            sql = (
                "SELECT p.id, json_extract(r.value, '$.id') AS pair_id,"
                " (SELECT min(json_extract(v.value, '$.nummer')) FROM json_each(r.value, '$.vragen') v) AS n,"
                " json_extract(r.value, '$.verwijst_naar') AS naar FROM publications p, json_each(p.json, '$.paren') r"
                f" WHERE p.id IN ({marks(chunk)}) AND naar IS NOT NULL"
            )
            for row in self._rows(sql, chunk):
                found[row["pair_id"] or PairId.of(row["id"], row["n"])] = tuple(json.loads(row["naar"]))
        return found

    def lookup(
        self, *, nummers: Sequence[str] = (), vraagnummers: Sequence[str] = (), ids: Sequence[str] = ()
    ) -> list[str]:
        """Ids of the publications with one of these numbers or ids, in order."""
        found: set[str] = set()
        for column, values in (("nummer", nummers), ("vraagnummer", vraagnummers), ("id COLLATE NOCASE", ids)):
            for chunk in _chunks(list(values)):
                found.update(self._column(f"SELECT id FROM publications WHERE {column} IN ({marks(chunk)})", chunk))
        return sorted(found)

    def referring(self, ids: Sequence[str]) -> list[str]:
        """Ids of the publications that refer to one of these ("Zie ook"), in order."""
        found: set[str] = set()
        for chunk in _chunks(ids):
            sql = f"SELECT publication_id FROM verwijzingen WHERE naar IN ({marks(chunk)})"
            found.update(self._column(sql, chunk))
        return sorted(found)

    def sharing_questions(self, keys: Sequence[int], at_most: int) -> dict[int, list[str]]:
        """Per question key the publications that ask it; a key that more than `at_most` ask is left out."""
        found: dict[int, list[str]] = {}
        for key in keys:
            sql = "SELECT DISTINCT publication_id FROM vraagteksten WHERE sleutel = ? LIMIT ?"
            ids = self._column(sql, (key, at_most + 1))
            if len(ids) <= at_most:
                found[key] = sorted(ids)
        return found

    def sent_in(self, on: date, indiener: str) -> list[str]:
        """Ids of the publications whose questions this member sent in on this day, in order."""
        return self._column(
            # CROSS JOIN: the few of the day first; a diligent member has thousands
            "SELECT p.id FROM publications p CROSS JOIN indieners i ON i.publication_id = p.id"
            " WHERE p.ingezonden = ? AND i.naam = ? ORDER BY p.id",
            (on.isoformat(), indiener),
        )

    def matching(self, publication_ids: Sequence[str], filters: Filters) -> list[str]:
        """Those of the publications that the filters let through, in the order given."""
        clauses, values = filter_sql(filters)
        allowed: set[str] = set()
        for chunk in _chunks(publication_ids):
            sql = f"SELECT id FROM publications p WHERE id IN ({marks(chunk)}){clauses}"
            allowed.update(self._column(sql, [*chunk, *values]))
        return [publication_id for publication_id in publication_ids if publication_id in allowed]

    def values_of(self, field: str) -> list[str]:
        """The values that a filter can take, by its name in the table of fields."""
        sql = values_sql(field)
        state = (self._column("PRAGMA data_version")[0], self._db.total_changes)  # others' writes, and our own
        if self._values.get(field, (None, []))[0] != state:
            self._values[field] = (state, self._column(sql))
        return list(self._values[field][1])

    def count_asked_by(self, indieners: Sequence[str]) -> int:
        """How many publications have one of these indieners."""
        sql = f"SELECT count(DISTINCT publication_id) FROM indieners WHERE naam IN ({marks(indieners)})"
        return int(self._rows(sql, indieners)[0][0])

    def texts(self) -> Iterator[str]:
        """Every question and answer, for the compound dictionary."""
        with self._errors():
            for row in self._db.execute("SELECT vraag, antwoord FROM pairs"):
                yield row["vraag"]
                yield row["antwoord"]

    def failures(self) -> list[tuple[str, str]]:
        """Inputs that could not be read, with the reason."""
        return [(row["bron"], row["fout"]) for row in self._rows("SELECT bron, fout FROM failures ORDER BY bron")]

    def numbers(self) -> list[tuple[str, int]]:
        """(vergaderjaar, nummer) of the publications of the Tweede Kamer, fictional ones left out."""
        rows = self._rows(
            "SELECT vergaderjaar, nummer FROM publications WHERE fictief = 0 AND vergaderjaar IS NOT NULL"
            " AND nummer GLOB '[0-9]*' AND nummer NOT GLOB '*[^0-9]*' AND id NOT LIKE 'ah-ek-%'"
        )
        return [(row["vergaderjaar"], int(row["nummer"])) for row in rows]

    def passage_ids(self) -> Iterator[str]:
        """Every passage id that the indexes should hold, in order."""
        with self._errors():
            for row in self._db.execute("SELECT id FROM passages ORDER BY id"):
                yield row["id"]

    def counts(self) -> Counts:
        """How much is in the corpus."""
        with self._errors():
            one = self._db.execute(
                "SELECT (SELECT count(*) FROM publications) AS publications, (SELECT count(*) FROM pairs) AS pairs,"
                " (SELECT count(*) FROM passages) AS passages, min(ontvangen) AS eerste, max(ontvangen) AS laatste,"
                " coalesce(sum(fictief), 0) AS fictief,"
                " coalesce(sum(soort IN ('antwoord', 'mededeling') AND ontvangen IS NULL), 0) AS zonder_datum,"
                " coalesce(sum(soort IN ('antwoord', 'mededeling') AND id NOT IN"
                " (SELECT publication_id FROM ministeries WHERE rol = 'antwoord')), 0) AS zonder_ministerie,"
                " (SELECT count(*) FROM passages p JOIN publications q ON q.id = p.publication_id"
                " WHERE q.is_indexed = 1) AS indexed_passages FROM publications"
            ).fetchone()
        return Counts(
            publications=one["publications"],
            pairs=one["pairs"],
            passages=one["passages"],
            indexed_passages=one["indexed_passages"],
            eerste=date.fromisoformat(one["eerste"]) if one["eerste"] else None,
            laatste=date.fromisoformat(one["laatste"]) if one["laatste"] else None,
            per_soort=self._histogram("SELECT soort, count(*) FROM publications GROUP BY 1 ORDER BY 1"),
            per_vergaderjaar=self._histogram(
                "SELECT coalesce(vergaderjaar, 'onbekend'), count(*) FROM publications GROUP BY 1 ORDER BY 1"
            ),
            per_ministerie=self._histogram(
                "SELECT naam, count(*) FROM ministeries WHERE rol = 'antwoord' GROUP BY 1 ORDER BY 2 DESC, 1"
            ),
            fictief=one["fictief"],
            zonder_datum=one["zonder_datum"],
            zonder_ministerie=one["zonder_ministerie"],
        )

    # ------------------------------------------------------------------ inside

    def _use_wal(self) -> None:
        """Lets readers go on while a build writes. The first switch does not wait for its turn by itself."""
        give_up = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        version = self._layout()
        if version > len(MIGRATIONS):
            raise CorruptStoreError(
                f"{self.path} is gemaakt door een nieuwere versie van kamervragen (indeling {version}): werk bij, "
                "of kies een andere map met --data-dir"
            )
        if version < len(MIGRATIONS):
            with self._transaction() as db:
                for script in MIGRATIONS[self._layout() :]:  # asked again: another process may have been first
                    for statement in script.split(";"):
                        db.execute(statement)
                db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _layout(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _insert_parts(self, db: sqlite3.Connection, publication: Publication) -> None:
        roles = (("antwoord", publication.ministeries), ("gevraagd", publication.gevraagde_ministeries))
        db.executemany(
            "INSERT OR IGNORE INTO ministeries VALUES (?,?,?)",
            [(publication.id, role, name) for role, names in roles for name in names],
        )
        db.executemany(
            "INSERT OR IGNORE INTO indieners VALUES (?,?,?)",
            [(publication.id, indiener.naam, indiener.fractie) for indiener in publication.indieners],
        )
        db.executemany(
            "INSERT INTO pairs VALUES (?,?,?,?,?)",
            [(pair.id, publication.id, n, pair.vraagtekst, pair.antwoord) for n, pair in enumerate(publication.paren)],
        )
        db.executemany(
            "INSERT OR IGNORE INTO vraagnummers VALUES (?,?,?)",
            [(publication.id, number, pair.id) for pair in publication.paren for number in pair.vraagnummers],
        )
        db.executemany(
            "INSERT OR IGNORE INTO verwijzingen VALUES (?,?)", [(publication.id, naar) for naar in publication.zie_ook]
        )
        vragen = [*(vraag for pair in publication.paren for vraag in pair.vragen), *publication.open_vragen]
        db.executemany(
            "INSERT OR IGNORE INTO vraagteksten VALUES (?,?,?)",
            [(key, publication.id, v.nummer) for v in vragen if (key := question_key(v.tekst)) is not None],
        )

    def _delete_rows(self, db: sqlite3.Connection, publication_id: str, *, keep_passages: bool = False) -> None:
        db.execute("DELETE FROM publications WHERE id = ?", (publication_id,))
        for table in ("ministeries", "indieners", "pairs", "vraagnummers", "passages", "verwijzingen", "vraagteksten"):
            if table != "passages" or not keep_passages:
                db.execute(f"DELETE FROM {table} WHERE publication_id = ?", (publication_id,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._errors(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._errors():
            return self._db.execute(sql, values).fetchall()

    def _column(self, sql: str, values: Sequence[object] = ()) -> list[str]:
        return [row[0] for row in self._rows(sql, values)]

    def _histogram(self, sql: str) -> dict[str, int]:
        return {row[0]: row[1] for row in self._rows(sql)}

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error) or "unable to open" in str(error):
                raise DataDirError(
                    f"kan {self.path} niet schrijven ({error}): kies met --data-dir een map waarin u mag schrijven"
                ) from error
            if "locked" in str(error):
                raise DataDirError(f"{self.path} is in gebruik bij een ander proces: wacht tot dat klaar is") from error
            raise CorruptStoreError(
                f"de catalogus {self.path} is niet te lezen ({error}): zet een kopie terug, of zet de map opzij en "
                "neem de publicaties opnieuw op met `kamervragen ingest`"
            ) from error


def _stored_passage(row: sqlite3.Row) -> StoredPassage:
    return StoredPassage(
        id=row["id"],
        pair_id=row["pair_id"],
        publication_id=row["publication_id"],
        kind=PassageKind(row["kind"]),
        start=row["start"],
        end=row["eind"],
    )


def _texts(value: dict[str, object]) -> list[object]:
    """Of a publication as JSON, what its passages have offsets into or are about."""
    texts = [value.get(key) for key in ("paren", "onbeantwoord", "mededeling", "toelichting")]
    name = None if any(texts) else value.get("onderwerp") or value.get("titel")  # then its name is its text
    return [value.get("soort"), *texts, name]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _chunks(values: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(values), CHUNK):
        yield list(values[at : at + CHUNK])
