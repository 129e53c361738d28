"""Describes the filters of a search in Dutch."""

from __future__ import annotations

from datetime import date

from index.store.field import FieldKind, FilterField
from index.store.filters import Filters
from index.values import Soort
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import dutch_date


def filters_in_words(filters: Filters) -> list[tuple[str, str]]:
    """Each given field with its words: `ministerie Financiën of Defensie`, `ontvangen vanaf 1 januari 2024`."""
    return [
        (field.name, f"{field.label} {' of '.join(value_in_words(field, value) for value in values)}")
        if values
        else (field.name, f"{field.label}: geen die in het corpus staat")
        for field, values in filters.given()
    ]


def value_in_words(field: FilterField, value: str) -> str:
    """A value of a field, as text, as people read it."""
    if field.kind.is_day:
        return dutch_date(date.fromisoformat(value))
    return SOORTEN[Soort(value)] if field.kind is FieldKind.SOORTEN else value
