"""Filters as SQL over the tables of the catalogue: values only ever go in as parameters."""

from __future__ import annotations

from datetime import UTC, datetime

from index.store.field import FieldKind, FilterField
from index.store.filters import FIELD, Filters
from index.store.sql.database import ANY_OF, listed

COMPARISONS = {FieldKind.FROM: ">= ?", FieldKind.UNTIL: "<= ?"}
MOMENT = "%Y-%m-%d %H:%M:%S"  # as SQLite writes one: in universal time, so that texts sort as moments do
ELSE_ASKED = """(rol = 'antwoord' OR NOT EXISTS
    (SELECT 1 FROM ministeries o WHERE o.publication_id = p.id AND o.rol = 'antwoord'))"""
"""The ministries that answered; where none did, those that were asked."""


def filter_sql(filters: Filters, *, else_asked: bool = False) -> tuple[str, list[object]]:
    """Clauses to put behind a WHERE over `publications p`, each with its AND, and their values.

    Args:
        else_asked: a ministry that was asked stands for one that answers where there is none.
    """
    clauses: list[str] = []
    values: list[object] = []
    for field, given in filters.given():
        column = field.column
        test, value = _test(field, given)
        if column.table is None:
            clauses.append(f"{column.name} {test}")
        else:
            counted = ELSE_ASKED if else_asked and column.table == "ministeries" else column.only
            only = f" AND {counted}" if counted else ""
            clauses.append(
                f"EXISTS (SELECT 1 FROM {column.table} f WHERE f.publication_id = p.id{only} AND {column.name} {test})"
            )
        values.append(value)
    return "".join(f" AND {clause}" for clause in clauses), values


def _test(field: FilterField, given: tuple[str, ...]) -> tuple[str, str]:
    """The condition on a column as SQL, with its parameter."""
    if field.is_moment:
        moment = datetime.fromtimestamp(field.second(given[0]), UTC).strftime(MOMENT)
        return (">= ?" if field.kind is FieldKind.FROM else "< ?"), moment
    if field.kind.is_day:
        return COMPARISONS[field.kind], given[0]
    return ANY_OF, listed(given)


def values_sql(name: str) -> str:
    """Lists the values that the catalogue has for a field: vergaderjaren the last first, others the most used first."""
    column = FIELD[name].column
    only = f" AND {column.only}" if column.only else ""
    order = f"{column.name} DESC" if FIELD[name].kind is FieldKind.YEARS else f"count(*) DESC, {column.name}"
    return (
        f"SELECT {column.name} FROM {column.table or 'publications'} WHERE {column.name} IS NOT NULL{only}"
        f" GROUP BY {column.name} ORDER BY {order}"
    )
