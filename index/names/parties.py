"""The parties of the Kamer, by every name that they are written with."""

from __future__ import annotations

import re
from functools import cache

from index.names.letters import fold

PARTIES = (
    ("GroenLinks-PvdA", "GL-PvdA", "PvdA-GroenLinks", "PvdA/GL", "GL/PvdA", "GroenLinks/PvdA"),
    ("PvdA", "Partij van de Arbeid"),
    ("GroenLinks", "GL"),
    ("PvdD", "Partij voor de Dieren"),
    ("PVV", "Partij voor de Vrijheid"),
    ("SP", "Socialistische Partij"),
    ("NSC", "Nieuw Sociaal Contract"),
    ("ChristenUnie", "CU"),
    ("BBB", "BoerBurgerBeweging"),
    ("FVD", "FvD", "Forum voor Democratie"),
    ("50PLUS", "50+"),
    ("BVNL", "Belang van Nederland", "Groep Van Haga", "Lid Van Haga"),
    ("Omtzigt", "Lid Omtzigt", "Groep Omtzigt"),
    ("VVD", "Volkspartij voor Vrijheid en Democratie"),
    ("D66", "Democraten 66"),
    ("SGP", "Staatkundig Gereformeerde Partij"),
    ("CDA", "Christen-Democratisch Appèl"),
)
"""A row for each party that is written in more than one way."""

SUCCESSORS = {"PvdA": "GroenLinks-PvdA", "GroenLinks": "GroenLinks-PvdA"}
"""What a party became part of: who asks for the party also means that one."""


def names_of(name: str) -> tuple[str, ...]:
    """Every name of the party that has this name, however it is typed; of an unknown party the name as given."""
    return _rows().get(_key(name), (name,))


def is_same_party(one: str, other: str) -> bool:
    """Whether two names are of one party."""
    return _key(one) in {_key(name) for name in names_of(other)}


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {_key(name): names for names in PARTIES for name in names}


def _key(name: str) -> str:
    """A name without accents, case, spaces and punctuation; "50+" keeps its plus."""
    return re.sub(r"[^a-z0-9+]", "", fold(name))
