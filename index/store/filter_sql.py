"""Filters as SQL over the tables of the catalogue: values only ever go in as parameters."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.filters import Filters


def filter_sql(filters: Filters) -> tuple[str, list[object]]:
    """Clauses to put behind a WHERE over `publications p`, each with its AND, and their values."""
    clauses: list[str] = []
    values: list[object] = []

    def add(sql: str, given: Sequence[object]) -> None:
        if given:
            clauses.append(sql.format(marks=marks(given)))
            values.extend(given)

    add(
        "EXISTS (SELECT 1 FROM ministeries m"
        " WHERE m.publication_id = p.id AND m.rol = 'antwoord' AND m.naam IN ({marks}))",
        filters.ministeries,
    )
    add("EXISTS (SELECT 1 FROM indieners i WHERE i.publication_id = p.id AND i.naam IN ({marks}))", filters.indieners)
    add("EXISTS (SELECT 1 FROM indieners i WHERE i.publication_id = p.id AND i.fractie IN ({marks}))", filters.fracties)
    add("p.vergaderjaar IN ({marks})", filters.vergaderjaren)
    add("p.soort IN ({marks})", [soort.value for soort in filters.soorten])
    add("p.ontvangen >= {marks}", [filters.ontvangen_van.isoformat()] if filters.ontvangen_van else [])
    add("p.ontvangen <= {marks}", [filters.ontvangen_tot.isoformat()] if filters.ontvangen_tot else [])
    return "".join(f" AND {clause}" for clause in clauses), values


def marks(values: Sequence[object]) -> str:
    """A question mark per value."""
    return ",".join("?" * len(values))
