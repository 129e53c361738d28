"""Makes filters of what a user gave for them, spelt as the catalogue spells it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from datetime import date

from index.errors import InputError
from index.letters import fold
from index.ministries import canonical
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.values import Soort


def make_filters(
    catalogue: Catalogue,
    *,
    ministeries: Sequence[str] = (),
    vergaderjaren: Sequence[str] = (),
    indieners: Sequence[str] = (),
    fracties: Sequence[str] = (),
    soorten: Sequence[str] = (),
    van: date | None = None,
    tot: date | None = None,
) -> tuple[Filters, tuple[str, ...]]:
    """Filters from what a user typed, spelt as the catalogue spells them.

    A value that the corpus does not know stays as typed: it matches nothing, and the note says what comes near.

    Raises:
        InputError: a vergaderjaar or soort that cannot exist.
    """
    notes: list[str] = []
    known_ministeries = catalogue.values_of("ministeries") if ministeries else []
    filters = Filters(
        ministeries=tuple(
            dict.fromkeys(
                name for value in ministeries for name in _resolve_ministerie(value, known_ministeries, notes)
            )
        ),
        vergaderjaren=tuple(_vergaderjaar(value) for value in vergaderjaren),
        indieners=_resolve_all("indiener", indieners, catalogue.values_of("indieners") if indieners else [], notes),
        fracties=_resolve_all("fractie", fracties, catalogue.values_of("fracties") if fracties else [], notes),
        soorten=tuple(_soort(value) for value in soorten),
        ontvangen_van=van,
        ontvangen_tot=tot,
    )
    return filters, tuple(notes)


def _resolve_ministerie(value: str, known: Sequence[str], notes: list[str]) -> list[str]:
    wanted = fold(value)
    exact = [name for name in known if fold(name) == wanted]
    if exact:
        return exact
    name = canonical(value) or value
    return [name] if name in known else list(_resolve_all("ministerie", [name], known, notes))


def _resolve_all(kind: str, values: Sequence[str], known: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    by_fold = {fold(name): name for name in known}
    resolved = []
    for value in values:
        match = by_fold.get(fold(value))
        if match is None:
            near = difflib.get_close_matches(fold(value), by_fold, n=3, cutoff=0.6)
            hint = f"; bedoelt u {' of '.join(by_fold[name] for name in near)}?" if near else ""
            notes.append(f"Geen publicatie met {kind} {value!r} in het corpus{hint}")
        resolved.append(match or value)
    return tuple(dict.fromkeys(resolved))


def _vergaderjaar(value: str) -> str:
    match = re.fullmatch(r"\s*(\d{4})\s*[-–/]?\s*(\d{2}|\d{4})\s*", value)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2][-2:]):
        raise InputError(f"vergaderjaar {value!r} bestaat niet: schrijf het als 2023-2024")
    return f"{match[1]}-{int(match[1]) + 1}"


def _soort(value: str) -> Soort:
    try:
        return Soort(value.strip().lower())
    except ValueError as error:
        allowed = ", ".join(soort.value for soort in Soort)
        raise InputError(f"soort {value!r} bestaat niet: kies uit {allowed}") from error
