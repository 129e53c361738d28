"""Filters, and the facts that they are compared with, in the form that Chroma takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from index.passages import Passage
from index.store.field import FieldKind, FilterField, as_number
from index.store.filters import FACTS, Filters
from index.values import Publication


def metadata_of(passage: Passage, publication: Publication) -> dict[str, Any]:
    """What the filters need; Chroma refuses empty lists and None, so absent facts have no key."""
    facts = {name: (field, list(field.facts(publication))) for name, field in FACTS.items()}
    known = {name: values if field.is_list else values[0] for name, (field, values) in facts.items() if values}
    return known | {"pair_id": passage.pair_id}


def where_of(filters: Filters) -> dict[str, Any] | None:
    """The condition that Chroma is given; None: none."""
    clauses = [_clause(field, values) for field, values in filters.facts()]
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _clause(field: FilterField, values: Sequence[str]) -> dict[str, Any]:
    if field.kind.is_day:
        bound = "$gte" if field.kind is FieldKind.FROM else "$lte"
        return {field.fact: {bound: as_number(date.fromisoformat(values[0]))}}
    if field.is_list:
        return _any([{field.fact: {"$contains": value}} for value in values])
    return one_of(field.fact, values)


def one_of(key: str, values: Sequence[str]) -> dict[str, Any]:
    """The condition that a fact is one of these values."""
    return {key: {"$in": list(values)}}


def _any(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else {"$or": clauses}
