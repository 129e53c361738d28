"""Look-ups in the catalogue: publications, pairs and passages by id, number, reference, question or filter."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar

from index.errors import UnknownIdError
from index.parse.formats.jsonl import from_stored
from index.passages import PassageKind
from index.steps import batched
from index.store.filters import FIELD, Filters
from index.store.sql.answers import SentPublication, all_sent, later_answers
from index.store.sql.counts import Counts, Totals, counts_of, indexed_passages, is_miscounted, numbers_of, totals_of
from index.store.sql.database import ANY_OF, Database, Row, listed
from index.store.sql.filter_sql import filter_sql, values_sql
from index.store.sql.listing import (
    ListedPublication,
    ListingOrder,
    count_publications,
    count_values,
    list_publications,
)
from index.store.sql.shared import SharedQuestions, shared_questions
from index.values import Pair, PairId, Publication, publication_of

T = TypeVar("T")
PLACE = "id, pair_id, publication_id, kind, start, eind"
"""Of a passage, what `StoredPassage` has."""
KINDS = {kind.value: kind for kind in PassageKind}  # a third of the time of `PassageKind(kind)`
MOST_COUNTED = 200  # counts per value that are kept until something changes
CHUNK = 500  # publications are whole texts: so many are in memory at once
_AS_PUT = "SELECT p.id, p.json, p.content_hash FROM publications p"
_AS_INDEXED = """
    SELECT p.id, p.json, p.content_hash FROM (
        SELECT publication_id AS id, json, content_hash FROM replaced
        UNION ALL SELECT id, json, content_hash FROM publications WHERE id NOT IN (SELECT publication_id FROM replaced)
    ) p"""


class StoredPassage(NamedTuple):
    """Where a passage stands: pair (or notice) and offsets."""

    id: str
    pair_id: str
    publication_id: str
    kind: PassageKind
    start: int
    end: int


def content_hash(text: str) -> str:
    """Changes with the text of a publication."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@lru_cache(maxsize=32)  # search, reader and answer look at the same ones
def _read(text: str) -> Publication:
    return from_stored(json.loads(text))


class Lookup:
    """Reads the catalogue.

    Args:
        database: the file.
        as_indexed: a publication that changed, or that another replaces, is given as the indexes have it, until they
            follow.
    """

    def __init__(self, database: Database, *, as_indexed: bool = False) -> None:
        self._db = database
        self._texts = _AS_INDEXED if as_indexed else _AS_PUT
        self._kept: tuple[object, dict[str, Any]] = (None, {})  # what is asked often, and slow over the whole record
        self._per_value: tuple[object, dict[tuple[str, Filters, str | None], dict[str, int]]] = (None, {})

    def resolve_ids(self, typed: Sequence[str]) -> list[str]:
        """The ids as the catalogue spells them, whatever the case typed; an UnknownIdError names all absent."""
        found = self._spelled(typed)
        unknown = [name for name in typed if name.lower() not in found]
        if unknown:
            raise UnknownIdError(
                f"niet in het corpus: {', '.join(unknown)}; `kamervragen dump` zonder ids toont wat er wel is"
            )
        return [found[name.lower()] for name in typed]

    def known_ids(self, typed: Sequence[str]) -> list[str]:
        """Those of the ids that are there, as the catalogue spells them, each once."""
        found = self._spelled(typed)
        return list(dict.fromkeys(found[name.lower()] for name in typed if name.lower() in found))

    def _spelled(self, typed: Sequence[str]) -> dict[str, str]:
        return {publication_id.lower(): publication_id for publication_id in self.lookup(ids=list(typed))}

    def ids(self, filters: Filters | None = None) -> list[str]:
        """Every publication id that the filters let through, in order."""
        clauses, values = filter_sql(filters or Filters())
        return self._db.column(f"SELECT id FROM publications p WHERE true{clauses} ORDER BY id", values)

    def listing(
        self, filters: Filters, order: ListingOrder, at_most: int, about: str | None = None
    ) -> list[ListedPublication]:
        """The publications within the filters as rows of a list; `about` must stand in the subject."""
        return [*list_publications(self._db, filters, order, at_most, about)]

    def count(self, filters: Filters, about: str | None = None) -> int:
        """How many publications are within the filters."""
        return count_publications(self._db, filters, about)

    def count_values(self, field: str, filters: Filters, about: str | None = None) -> dict[str, int]:
        """How many publications within the filters have each value of a field, the most frequent first."""
        version = self._db.version()
        if self._per_value[0] != version or len(self._per_value[1]) >= MOST_COUNTED:
            self._per_value = (version, {})
        known = self._per_value[1]
        key = (field, filters, about or None)
        if key not in known:
            known[key] = count_values(self._db, field, filters, about)
        return dict(known[key])

    def shared_questions(self) -> list[SharedQuestions]:
        """Questions put to two or more ministries on one day, the newest first."""
        return shared_questions(self._db)

    def publications(self, ids: Sequence[str] | None = None) -> Iterator[Publication]:
        """Whole publications, in order of id, or in the order given; unknown ids are left out.

        Raises:
            CorruptStoreError: one is not what was written.
        """
        for chunk in batched(self.ids() if ids is None else ids, CHUNK):
            texts = {row["id"]: row for row in self._db.rows(f"{self._texts} WHERE p.id {ANY_OF}", [listed(chunk)])}
            for publication_id in chunk:
                if publication_id in texts:
                    text = texts[publication_id]["json"]
                    if content_hash(text) != texts[publication_id]["content_hash"]:
                        raise self._db.broken(ValueError(f"de tekst van {publication_id} is veranderd"))
                    try:
                        publication = _read(text)
                    except (LookupError, ValueError, TypeError) as error:
                        raise self._db.broken(
                            ValueError(f"{publication_id} is anders dan deze versie schrijft")
                        ) from error
                    yield publication

    def publication(self, publication_id: str) -> Publication | None:
        """One publication, or None."""
        return next(self.publications([publication_id]), None)

    def pair(self, pair_id: str) -> Pair | None:
        """One pair by its id or by any of its question numbers (`<id>#v4` names the pair of questions 3 and 4)."""
        wanted = PairId(pair_id)
        publication = self.publication(wanted.publication_id)
        if publication is None:
            return None
        exact = publication.pair(wanted)
        if exact is not None or not wanted[-1:].isdecimal():  # with a letter it names one pair only
            return exact
        return next((pair for pair in publication.paren if wanted.number in pair.vraagnummers), None)

    def pair_texts(self, pair_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Question and answer of pairs, by id; unknown ids are left out."""
        rows = self._db.rows(f"SELECT id, vraag, antwoord FROM pairs WHERE id {ANY_OF}", [listed(pair_ids)])
        return {pair_id: (vraag, antwoord) for pair_id, vraag, antwoord in rows}

    def pair_questions(self, pair_ids: Sequence[str]) -> dict[str, str]:
        """The question of pairs, by id; unknown ids are left out."""
        return self._db.mapping(f"SELECT id, vraag FROM pairs WHERE id {ANY_OF}", [listed(pair_ids)])

    def pair_answers(self, pair_ids: Sequence[str]) -> dict[str, str]:
        """The answer of pairs, by id; unknown ids are left out."""
        return self._db.mapping(f"SELECT id, antwoord FROM pairs WHERE id {ANY_OF}", [listed(pair_ids)])

    def asked_texts(self, publication_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The subject with every question of publications, answered or not, by id; in order of id."""
        sql = f"""
            SELECT p.id, p.onderwerp,
                (SELECT group_concat(vraag, char(10)) FROM pairs WHERE publication_id = p.id) AS paren,
                CASE WHEN p.soort = 'antwoord' THEN NULL ELSE
                    (SELECT group_concat(json_extract(v.value, '$.tekst'), char(10))
                        FROM json_each(p.json, '$.onbeantwoord') v) END AS onbeantwoord
            FROM publications p WHERE p.id {ANY_OF} ORDER BY p.id"""
        for row in self._db.stream(sql, [listed(publication_ids)]):
            yield row["id"], "\n".join(text for text in (row["onderwerp"], row["paren"], row["onbeantwoord"]) if text)

    def with_subject_over(self, chars: int, publication_ids: Sequence[str]) -> list[str]:
        """Ids of those of the publications of which the subject is longer than so many characters, in order."""
        sql = f"SELECT id FROM publications WHERE id {ANY_OF} AND length(onderwerp) > ? ORDER BY id"
        return self._db.column(sql, [listed(publication_ids), chars])

    def references_elsewhere(self, publication_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What pairs of these publications refer to in others for their answer, by pair id."""
        found: dict[str, tuple[str, ...]] = {}
        sql = f"SELECT pair_id, naar FROM paarverwijzingen WHERE publication_id {ANY_OF}"
        for pair_id, naar in self._db.rows(sql, [listed(publication_ids)]):
            found[pair_id] = (*found.get(pair_id, ()), naar)
        return found

    def lookup(
        self, *, nummers: Sequence[str] = (), vraagnummers: Sequence[str] = (), ids: Sequence[str] = ()
    ) -> list[str]:
        """Ids of the publications with one of these numbers or ids, in order."""
        found: set[str] = set()
        for column, values in (("nummer", nummers), ("vraagnummer", vraagnummers), ("id COLLATE NOCASE", ids)):
            if values:
                found.update(self._db.column(f"SELECT id FROM publications WHERE {column} {ANY_OF}", [listed(values)]))
        return sorted(found)

    def referring(self, ids: Sequence[str]) -> list[str]:
        """Ids of the publications that refer to one of these ("Zie ook"), in order."""
        sql = f"SELECT DISTINCT publication_id FROM verwijzingen WHERE naar {ANY_OF} ORDER BY publication_id"
        return self._db.column(sql, [listed(ids)])

    def sharing_questions(self, keys: Sequence[int], at_most: int) -> dict[int, list[str]]:
        """Per question key the publications that ask it; a key that more than `at_most` ask is left out."""
        found: dict[int, list[str]] = {}
        for key in keys:
            sql = "SELECT DISTINCT publication_id FROM vraagteksten WHERE sleutel = ? LIMIT ?"
            ids = self._db.column(sql, (key, at_most + 1))
            if len(ids) <= at_most:
                found[key] = sorted(ids)
        return found

    def sent_in(self, on: date, indiener: str) -> list[str]:
        """Ids of the publications whose questions this member sent in on this day, in order."""
        return self._db.column(
            # CROSS JOIN: the few of the day first; a diligent member has thousands
            "SELECT p.id FROM publications p CROSS JOIN indieners i ON i.publication_id = p.id"
            " WHERE p.ingezonden = ? AND i.naam = ? ORDER BY p.id",
            (on.isoformat(), indiener),
        )

    def dated(
        self, publication_ids: Sequence[str], day: Literal["ingezonden", "ontvangen"], first: date, last: date
    ) -> list[str]:
        """Those of the publications of which this day lies between two, or is not known; in order."""
        sql = f"SELECT id FROM publications WHERE id {ANY_OF} AND ({day} IS NULL OR {day} BETWEEN ? AND ?) ORDER BY id"
        return self._db.column(sql, [listed(publication_ids), first.isoformat(), last.isoformat()])

    def matching(self, publication_ids: Sequence[str], filters: Filters) -> list[str]:
        """Those of the publications that the filters let through, in the order given."""
        clauses, values = filter_sql(filters)
        sql = f"SELECT id FROM publications p WHERE id {ANY_OF}{clauses}"
        allowed = set(self._db.column(sql, [listed(publication_ids), *values]))
        return [publication_id for publication_id in publication_ids if publication_id in allowed]

    def is_all(self, filters: Filters) -> bool:
        """Whether the filters let every publication through."""
        clauses, values = filter_sql(filters)
        return (
            self._db.one(f"SELECT 1 FROM publications p WHERE NOT coalesce(true{clauses}, false) LIMIT 1", values)
            is None
        )

    def taken_in(self, publication_ids: Sequence[str]) -> dict[str, int]:
        """When publications first came in, as seconds of universal time, by id; unknown ids are left out."""
        sql = f"SELECT id, unixepoch(opgenomen) AS second FROM publications WHERE id {ANY_OF}"
        return self._db.mapping(sql, [listed(publication_ids)])

    def sent_in_on(self, publication_ids: Sequence[str]) -> dict[str, int]:
        """The day that publications were sent in as yyyymmdd, by id; without a day, or unknown, they are left out."""
        sql = f"SELECT id, ingezonden FROM publications WHERE id {ANY_OF} AND ingezonden IS NOT NULL"
        days = self._db.mapping(sql, [listed(publication_ids)])
        return {publication_id: int(day.replace("-", "")) for publication_id, day in days.items()}

    def answered_by(self, publication_ids: Sequence[str]) -> dict[str, list[str]]:
        """Who answered publications, by id, in order; those that name nobody, or are unknown, are left out."""
        sql = f"SELECT publication_id, naam FROM bewindspersonen WHERE publication_id {ANY_OF} ORDER BY 1, 2"
        found: dict[str, list[str]] = {}
        for row in self._db.rows(sql, [listed(publication_ids)]):
            found.setdefault(row["publication_id"], []).append(row["naam"])
        return found

    def values_of(self, field: str) -> list[str]:
        """The values that a filter can take, by its name in the table of fields."""
        return list(self._until_a_change(field, lambda: self._db.column(values_sql(field))))

    def passages(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Where passages stand, by id; unknown ids are left out."""
        rows = self._db.rows(f"SELECT {PLACE} FROM passages WHERE id {ANY_OF}", [listed(ids)])
        return {row[0]: self._stored_passage(row) for row in rows}

    def passages_in(self, publication_ids: Sequence[str]) -> list[StoredPassage]:
        """The passages of publications, those of one together."""
        sql = f"SELECT {PLACE} FROM passages WHERE publication_id {ANY_OF} ORDER BY publication_id, rowid"
        return [self._stored_passage(row) for row in self._db.rows(sql, [listed(publication_ids)])]

    def passages_of(self, pair_ids: Sequence[str]) -> dict[str, list[StoredPassage]]:
        """The passages of pairs (or notices), by id, in the order of the text."""
        found: dict[str, list[StoredPassage]] = {pair_id: [] for pair_id in pair_ids}
        sql = f"SELECT {PLACE} FROM passages WHERE pair_id {ANY_OF} ORDER BY pair_id, start, id"
        for row in self._db.rows(sql, [listed(pair_ids)]):
            found[row["pair_id"]].append(self._stored_passage(row))
        return found

    def tk_facts(self, key: str, vraagnummer: str) -> tuple[list[str], list[str]]:
        """What is kept of Tweede Kamer Open Data about a publication: its documents and its zaken, as JSON."""
        documents = self._db.column("SELECT json FROM tk_documenten WHERE sleutel = ? ORDER BY id", (key,))
        zaken = self._db.column(
            "SELECT json FROM tk_zaken WHERE nummer = ? OR nummer IN (SELECT l.nummer FROM tk_documenten d"
            " JOIN tk_document_zaken l ON l.document_id = d.id WHERE d.sleutel = ?) ORDER BY nummer",
            (vraagnummer, key),
        )
        return documents, zaken

    def failures(self) -> list[tuple[str, str]]:
        """Inputs that could not be read, with the reason."""
        return [(row["bron"], row["fout"]) for row in self._db.rows("SELECT bron, fout FROM failures ORDER BY bron")]

    def texts(self, publication_ids: Sequence[str]) -> Iterator[str]:
        """Every question and answer of publications, for the compound dictionary."""
        sql = f"SELECT vraag, antwoord FROM pairs WHERE publication_id {ANY_OF}"
        for row in self._db.stream(sql, [listed(publication_ids)]):
            yield row["vraag"]
            yield row["antwoord"]

    def hashes_by_age(self) -> list[tuple[str, str]]:
        """(id, content hash) of every publication, the oldest first; those without a day last."""
        rows = self._db.rows(
            "SELECT id, content_hash FROM publications ORDER BY coalesce(ontvangen, ingezonden, '9999'), id"
        )
        return [(row["id"], row["content_hash"]) for row in rows]

    def totals(self) -> Totals:
        """How many of everything, quickly."""
        return totals_of(self._db)

    def indexed_passages(self) -> int:
        """How many of the passages the indexes of the present build must hold: not all while a rebuild goes on."""
        return indexed_passages(self._db)

    def is_miscounted(self) -> bool:
        """Whether `totals` are other than what is there, for `verify`; a rebuild counts anew."""
        return is_miscounted(self._db)

    def counts(self) -> Counts:
        """How much is in the corpus."""
        return self._until_a_change("counts", lambda: counts_of(self._db))

    def numbers(self) -> list[tuple[str, int]]:
        """(vergaderjaar, nummer) of the publications of the Tweede Kamer, fictional ones left out."""
        return numbers_of(self._db)

    def sent(self, filters: Filters) -> Iterator[SentPublication]:
        """Every publication within the filters, with when it was sent in and answered, and what answers it later."""
        later = self._until_a_change("later answers", lambda: later_answers(self._db))
        return all_sent(self._db, filters, later)

    def content_hashes(self, ids: Sequence[str]) -> dict[str, str]:
        """The hash of the content of publications, by id; unknown ids are left out."""
        return self._db.mapping(f"SELECT id, content_hash FROM publications WHERE id {ANY_OF}", [listed(ids)])

    def _until_a_change(self, name: str, make: Callable[[], T]) -> T:
        """What is made once, and again when the file was written to since."""
        version = self._db.version()
        if self._kept[0] != version:
            self._kept = (version, {})
        kept: dict[str, T] = self._kept[1]
        if name not in kept:
            kept[name] = make()
        return kept[name]

    def later_answers(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """The first answer in the corpus to each notice and open question that has one; of these ids, or of all."""
        return later_answers(self._db, ids)

    def undated(self, day: str, filters: Filters) -> list[str]:
        """Ids of the publications within the filters of which this day, `ingezonden` or `ontvangen`, is not known."""
        clauses, values = filter_sql(filters)
        column = {"ingezonden": "ingezonden", "ontvangen": "ontvangen"}[day]
        return self._db.column(f"SELECT id FROM publications p WHERE {column} IS NULL{clauses} ORDER BY id", values)

    def count_unnamed(self, field: str) -> int:
        """How many publications have nothing in a field of which each may have several."""
        column = FIELD[field].column
        named = f"SELECT 1 FROM {column.table} n WHERE n.publication_id = p.id AND n.{column.name} IS NOT NULL"
        return self._db.count(f"SELECT count(*) FROM publications p WHERE NOT EXISTS ({named})")

    def count_named(self, field: str, names: Sequence[str]) -> int:
        """How many publications have one of these names in a field of which each may have several."""
        column = FIELD[field].column
        sql = f"SELECT count(DISTINCT publication_id) FROM {column.table} WHERE {column.name} {ANY_OF}"
        return self._db.count(sql, [listed(names)])

    def _stored_passage(self, row: Row) -> StoredPassage:
        """A row of places; one whose ids belie each other would be left out of the hits in silence."""
        passage_id, pair_id, publication_id, kind, start, end = row
        if publication_of(pair_id) != publication_id or not passage_id.startswith(pair_id):
            raise self._db.broken(ValueError(f"passage {passage_id} staat bij een andere publicatie"))
        return StoredPassage(
            id=passage_id, pair_id=pair_id, publication_id=publication_id, kind=KINDS[kind], start=start, end=end
        )
