"""Publications as rows of a list, and exact counts of them per value of a field, within filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.store.filters import FIELD, Filters
from index.store.sql.database import Database, day_of, names_of
from index.store.sql.filter_sql import filter_sql
from index.values import Soort


class ListingOrder(StrEnum):
    """In which order publications are listed; those without a date come last."""

    NEWEST = "nieuwste"
    OLDEST = "oudste"
    SUBJECT = "onderwerp"


FIRST_QUESTION = """CASE WHEN p.onderwerp IS NULL THEN coalesce(
    (SELECT x.vraag FROM pairs x WHERE x.publication_id = p.id ORDER BY x.volgorde LIMIT 1),
    json_extract(p.json, '$.onbeantwoord[0].tekst')) END"""
"""By what people know a publication that gives no subject: its first question, answered or not."""

_ORDERS = {
    ListingOrder.NEWEST: "coalesce(p.ontvangen, p.ingezonden) DESC NULLS LAST, p.id",
    ListingOrder.OLDEST: "coalesce(p.ontvangen, p.ingezonden) ASC NULLS LAST, p.id",
    ListingOrder.SUBJECT: "p.onderwerp COLLATE NOCASE NULLS LAST, p.id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPublication:
    """One publication of a list; `ministeries` are those that answer, else those asked.

    Attributes:
        eerste_vraag: its first question where it gives no subject; by that people know it.
    """

    id: str
    soort: Soort
    nummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    eerste_vraag: str | None
    dag: date | None
    ministeries: tuple[str, ...]
    indieners: tuple[str, ...]
    fracties: tuple[str, ...]


def list_publications(
    db: Database, filters: Filters, order: ListingOrder, at_most: int, about: str | None = None
) -> Iterator[ListedPublication]:
    """The publications within the filters; `about` must stand in the subject, whatever its capitals."""
    clauses, values = _within(filters, about)
    names = "SELECT group_concat({column}, char(31)) FROM {table} x WHERE x.publication_id = p.id{only}"
    ministeries = ", ".join(
        f"({names.format(column='naam', table='ministeries', only=only)})"
        for only in (" AND rol = 'antwoord'", " AND rol = 'gevraagd'")
    )
    sql = f"""
        SELECT p.id, p.soort, p.nummer, p.vergaderjaar, p.onderwerp, coalesce(p.ontvangen, p.ingezonden) AS dag,
            coalesce({ministeries}) AS ministeries,
            {FIRST_QUESTION} AS vraag,
            ({names.format(column="naam", table="indieners", only="")}) AS indieners,
            ({names.format(column="fractie", table="indieners", only=" AND fractie IS NOT NULL")}) AS fracties
        FROM publications p WHERE 1 = 1{clauses} ORDER BY {_ORDERS[order]} LIMIT ?"""  # noqa: S608  # fixed names
    for row in db.stream(sql, [*values, at_most]):
        yield ListedPublication(
            id=row["id"],
            soort=Soort(row["soort"]),
            nummer=row["nummer"],
            vergaderjaar=row["vergaderjaar"],
            onderwerp=row["onderwerp"],
            eerste_vraag=row["vraag"],
            dag=day_of(row["dag"]),
            ministeries=names_of(row["ministeries"]),
            indieners=names_of(row["indieners"]),
            fracties=tuple(dict.fromkeys(names_of(row["fracties"]))),
        )


def count_publications(db: Database, filters: Filters, about: str | None = None) -> int:
    """How many publications are within the filters."""
    clauses, values = _within(filters, about)
    return db.count(f"SELECT count(*) FROM publications p WHERE 1 = 1{clauses}", values)  # noqa: S608  # fixed names


def count_values(db: Database, field: str, filters: Filters, about: str | None = None) -> dict[str, int]:
    """How many publications within the filters have each value of a field, the most frequent first."""
    column = FIELD[field].column
    clauses, values = _within(filters, about)
    only = f" AND {column.only}" if column.only else ""
    source = f"{column.table} t JOIN publications p ON p.id = t.publication_id" if column.table else "publications p"
    value = f"{'t' if column.table else 'p'}.{column.name}"
    sql = f"""
        SELECT {value} AS waarde, count(DISTINCT p.id) AS aantal FROM {source}
        WHERE {value} IS NOT NULL{only}{clauses} GROUP BY 1 ORDER BY 2 DESC, 1"""  # noqa: S608  # fixed names
    return db.mapping(sql, values)


def _within(filters: Filters, about: str | None) -> tuple[str, list[object]]:
    clauses, values = filter_sql(filters)
    if about:
        clauses += " AND instr(lower(p.onderwerp), lower(?))"
        values = [*values, about]
    return clauses, values
