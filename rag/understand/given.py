"""Spells the filters that a user gave as the catalogue spells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.names.letters import fold
from index.store.catalogue import Catalogue
from index.store.field import FieldKind, FilterField
from index.store.filters import Filters
from rag.dutch.spelling import nearest

SUGGESTIONS = 3
SUGGESTED_LIKENESS = 0.6


def spelt(filters: Filters, catalogue: Catalogue) -> tuple[Filters, tuple[str, ...]]:
    """The filters with every name as the catalogue spells it.

    A name that the corpus does not know stays as typed: it matches nothing, and the note says what comes near.
    """
    notes: list[str] = []
    for field, values in filters.given():
        if field.kind is FieldKind.NAMES:
            known = _known(field, catalogue)
            names = dict.fromkeys(name for value in values for name in _spelt(field, value, known, notes))
            filters = replace(filters, **{field.name: tuple(names)})  # type: ignore[arg-type]  # a field of names
    return filters, tuple(notes)


def _known(field: FilterField, catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
    """Which values of the corpus go by a name, in full or in short; a name in full means that value alone."""
    values = catalogue.values_of(field.name)
    known: dict[str, list[str]] = {}
    for value in values:
        for name in field.short(value):
            known.setdefault(fold(name), []).append(value)
    return known | {fold(value): [value] for value in values}


def _spelt(field: FilterField, value: str, known: Mapping[str, Sequence[str]], notes: list[str]) -> Sequence[str]:
    """The name itself, else every other name of the same that the corpus has, else what was typed."""
    if fold(value) in known and not field.is_group:
        return known[fold(value)]
    names = field.names(value)
    found = [spelling for name in names for spelling in known.get(fold(name), ())]
    if not found:
        near = nearest(fold(names[0]), known, count=SUGGESTIONS, likeness=SUGGESTED_LIKENESS)
        hint = f"; bedoelt u {' of '.join(known[name][0] for name in near)}?" if near else ""
        notes.append(f"Geen publicatie met {field.label} {names[0]!r} in het corpus{hint}")
    return found or names[:1]
