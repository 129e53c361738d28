"""Describes the filters of a search in Dutch."""

from __future__ import annotations

from datetime import date

from index.names.offices import cabinet_of
from index.store.field import FieldKind, FilterField
from index.store.filters import Filters
from index.values import Soort
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import dutch_date


def filters_in_words(filters: Filters) -> list[tuple[str, str]]:
    """Each given field with its words: `ministerie Financiën of Defensie`, `ontvangen vanaf 1 januari 2024`.

    Behind the last day of a cabinet stands its name, where the first is its first.
    """
    cabinets = {
        f"{name}_tot": f" ({called})"
        for name, first, last in (
            ("ontvangen", filters.ontvangen_van, filters.ontvangen_tot),
            ("ingezonden", filters.ingezonden_van, filters.ingezonden_tot),
        )
        if first and last and (called := cabinet_of(first, last))
    }
    named: list[tuple[str, str]] = []
    for field, values in filters.given():
        told = " of ".join(value_in_words(field, value) for value in values)
        named.append((field.name, f"{field.label}{f' {told}' if values else ': geen die in het corpus staat'}"))
    return [(name, f"{text}{cabinets.get(name, '')}") for name, text in named]


def value_in_words(field: FilterField, value: str) -> str:
    """A value of a field, as text, as people read it."""
    if field.kind.is_day:
        return dutch_date(date.fromisoformat(value))
    return SOORTEN[Soort(value)] if field.kind is FieldKind.SOORTEN else value
