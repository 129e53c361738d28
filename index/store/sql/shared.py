"""Finds the questions that were put to several ministries at once, by the first question of each publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from index.names.ministries import houses_of
from index.store.sql.database import Database, Row, day_of, names_of

_SAME_FIRST = """
    WITH keys AS MATERIALIZED (
            SELECT sleutel FROM vraagteksten WHERE nummer = 1 GROUP BY sleutel HAVING count(*) > 1),
        asked AS MATERIALIZED (
            SELECT v.sleutel, v.publication_id FROM keys CROSS JOIN vraagteksten v
                ON v.sleutel = keys.sleutel AND v.nummer = 1),
        apart AS MATERIALIZED (
            SELECT a.sleutel FROM asked a
                JOIN ministeries m ON m.publication_id = a.publication_id AND m.rol = 'antwoord'
            GROUP BY a.sleutel HAVING count(DISTINCT m.naam) > 1)
    SELECT a.sleutel, coalesce(p.ingezonden, p.vergaderjaar) AS ronde, p.id, p.soort, p.onderwerp, p.ingezonden,
        coalesce(p.ontvangen, p.ingezonden) AS dag, group_concat(m.naam, char(31)) AS namen,
        group_concat(CASE m.rol WHEN 'antwoord' THEN m.naam END, char(31)) AS antwoordt
    FROM apart CROSS JOIN asked a ON a.sleutel = apart.sleutel JOIN publications p ON p.id = a.publication_id
        JOIN ministeries m ON m.publication_id = p.id
    GROUP BY a.sleutel, p.id ORDER BY a.sleutel, ronde, p.id
"""
"""What is read of a publication is its row alone, and only where its first question was put to others too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestions:
    """The newest of the answers that share their questions with those of other ministries.

    Attributes:
        ministeries: how many were asked or answered; one that was renamed counts once.
    """

    publication_id: str
    onderwerp: str | None
    dag: date | None
    ministeries: int


def shared_questions(db: Database) -> list[SharedQuestions]:
    """Questions put to two or more ministries on one day that answered each for itself: the newest first."""
    rounds = groupby(db.stream(_SAME_FIRST), key=lambda row: (row["sleutel"], row["ronde"]))
    found = {one.publication_id: one for _, rows in rounds if (one := _shared([*rows])) is not None}
    by_id = sorted(found.values(), key=lambda one: one.publication_id)
    return sorted(by_id, key=lambda one: one.dag or date.min, reverse=True)


def _shared(rows: Sequence[Row]) -> SharedQuestions | None:
    """A question put to several ministries; None where no two of them answered apart."""
    answers = [row for row in rows if row["soort"] == "antwoord" and row["antwoordt"]]
    houses = {_houses(row, "antwoordt") for row in answers}
    if not any(one.isdisjoint(other) for one in houses for other in houses):
        return None
    newest = max(answers, key=lambda row: (row["dag"] or "", row["id"]))
    return SharedQuestions(
        publication_id=newest["id"],
        onderwerp=next((row["onderwerp"] for row in (newest, *rows) if row["onderwerp"]), None),
        dag=day_of(newest["dag"]),
        ministeries=len(frozenset[str]().union(*(_houses(row, "namen") for row in rows))),
    )


def _houses(row: Row, names: str) -> frozenset[str]:
    return houses_of(names_of(row[names]), day_of(row["ingezonden"]))
