"""Recognises countries and provinces, their people and what is made of their names."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from index.names.letters import fold
from index.names.offices import held_office

PLACES_FILE = Path(__file__).with_suffix(".toml")
SHORT = 5  # letters of a form that must begin a word
GIVEN = "frans"
BEHIND = re.compile(r" ((?:(?:van|de|der|den) ){0,2}[\w-]+)")
"""Behind a given name: a surname, which one who held an office has also in small letters."""


@lru_cache(maxsize=1)
def load_places() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Of each country, and of each province, its name and how its other names begin."""
    lists = tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))
    countries, provinces = (
        tuple(tuple(form.replace("-", " ") for form in row.split()) for row in lists[kind])
        for kind in ("countries", "provinces")
    )
    return countries, provinces


def places_in(text: str) -> list[str]:
    """The places that a text names, with or without a capital, as it writes them."""
    folded = fold(text)
    written = text if len(text) == len(folded) else folded
    found = _pattern(has_all=True).finditer(folded)
    places = (match for match in found if not _is_other(match, written))
    return list(dict.fromkeys(written[match.start() : match.end()] for match in places))


def countries_in(text: str) -> set[int]:
    """Which countries a text names, by their number in the list."""
    words = (match.group() for match in _pattern(has_all=False).finditer(fold(text)))
    return {n for word in words for n, country in enumerate(load_places()[0]) if any(map(word.startswith, country))}


def forms_of(name: str) -> tuple[str, ...]:
    """How the names begin of the place that a name without capitals and accents is of; none for another name."""
    countries, provinces = load_places()
    return tuple(form for place in (*countries, *provinces) if any(map(name.startswith, place)) for form in place)


def is_form_in(folded: str, form: str) -> bool:
    """Whether a text without capitals and accents has a form of a name; a short one must begin a word."""
    return form in folded if len(form) >= SHORT else re.search(rf"\b{re.escape(form)}", folded) is not None


def _is_other(match: re.Match[str], written: str) -> bool:
    """Whether what looks like a place is a word of its own (`roemen`), or a given name: `Frans` + ` Timmermans`."""
    if match[0] in _no_places():
        return True
    behind = BEHIND.match(written, match.end())
    return match[0] == GIVEN and behind is not None and (behind[1].split()[-1][:1].isupper() or held_office(behind[1]))


@lru_cache(maxsize=1)
def _no_places() -> frozenset[str]:
    return frozenset(tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))["others"].split())


@lru_cache(maxsize=2)
def _pattern(*, has_all: bool) -> re.Pattern[str]:
    """A place: its name, or a longer form with what is made of it."""
    countries, provinces = load_places()
    places = (*countries, *provinces) if has_all else countries
    wholes = "|".join(re.escape(place[0]) for place in places)
    begins = "|".join(re.escape(form) for place in places for form in place if len(form) >= SHORT)
    return re.compile(rf"\b(?:(?:{wholes})\b|(?:{begins})\w{{0,5}}\b)")
