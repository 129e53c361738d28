"""Counts over the catalogue: how much is in the corpus, and from when until when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from index.store.sql.database import Database, Transaction, day_of

_COUNTED = """
    SELECT (SELECT count(*) FROM publications) AS publications, (SELECT count(*) FROM pairs) AS pairs,
        (SELECT count(*) FROM passages) AS passages
"""
_KEPT = "SELECT publications, pairs, passages FROM aantallen"
_NOT_INDEXED = """
    SELECT count(*) FROM passages WHERE publication_id IN (SELECT id FROM publications WHERE is_indexed = 0
        UNION ALL SELECT publication_id FROM removals)
"""
_PERIOD = """
    SELECT
        min(ontvangen) AS eerste,
        max(ontvangen) AS laatste,
        coalesce(sum(fictief), 0) AS fictief,
        coalesce(sum(soort IN ('antwoord', 'mededeling') AND ontvangen IS NULL), 0) AS zonder_datum,
        coalesce(sum(soort IN ('antwoord', 'mededeling') AND id NOT IN
            (SELECT publication_id FROM ministeries WHERE rol = 'antwoord')), 0) AS zonder_ministerie
    FROM publications
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much is in the corpus."""

    publications: int
    pairs: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(Totals):
    """How much is in the corpus, and from when until when.

    `zonder_datum` and `zonder_ministerie` are answers and mededelingen of which is not known when they
    came, or from which ministry.
    """

    eerste: date | None
    laatste: date | None
    per_soort: dict[str, int]
    per_vergaderjaar: dict[str, int]
    per_ministerie: dict[str, int]
    fictief: int
    zonder_datum: int = 0
    zonder_ministerie: int = 0


def totals_of(db: Database) -> Totals:
    """How much is in the corpus: what a build asks after every batch, so it is kept, not counted."""
    row = db.one(_KEPT)
    if row is None:
        raise db.broken(ValueError("de aantallen zijn weg"))
    return Totals(**dict(row))


def is_miscounted(db: Database) -> bool:
    """Whether what is kept is other than what is there."""
    return [*map(tuple, db.rows(_KEPT))] != [*map(tuple, db.rows(_COUNTED))]


def recount(db: Transaction) -> None:
    """Counts anew."""
    db.execute("DELETE FROM aantallen")
    db.execute(f"INSERT INTO aantallen {_COUNTED}")


def indexed_passages(db: Database) -> int:
    """How many of the passages the indexes of the present build must hold."""
    return totals_of(db).passages - db.count(_NOT_INDEXED)


def counts_of(db: Database) -> Counts:
    """How much is in the corpus, and from when until when."""
    (one,) = db.rows(_PERIOD)
    return Counts(
        **asdict(totals_of(db)),
        eerste=day_of(one["eerste"]),
        laatste=day_of(one["laatste"]),
        per_soort=db.mapping("SELECT soort, count(*) FROM publications GROUP BY 1 ORDER BY 1"),
        per_vergaderjaar=db.mapping(
            "SELECT coalesce(vergaderjaar, 'onbekend'), count(*) FROM publications GROUP BY 1 ORDER BY 1"
        ),
        per_ministerie=db.mapping(
            "SELECT naam, count(*) FROM ministeries WHERE rol = 'antwoord' GROUP BY 1 ORDER BY 2 DESC, 1"
        ),
        fictief=one["fictief"],
        zonder_datum=one["zonder_datum"],
        zonder_ministerie=one["zonder_ministerie"],
    )


def numbers_of(db: Database) -> list[tuple[str, int]]:
    """(vergaderjaar, nummer) of the publications of the Tweede Kamer, fictional ones left out."""
    rows = db.rows(
        "SELECT vergaderjaar, nummer FROM publications WHERE fictief = 0 AND vergaderjaar IS NOT NULL"
        " AND nummer GLOB '[0-9]*' AND nummer NOT GLOB '*[^0-9]*' AND id NOT LIKE 'ah-ek-%'"
    )
    return [(row["vergaderjaar"], int(row["nummer"])) for row in rows]
