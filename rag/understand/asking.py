"""Recognises what a query asks for, apart from its subject: a number, and the words that only ask."""

from __future__ import annotations

import re

_ASKING = """
bent deelt gaat hoe hoelang hoeveel hoever hoezo klopt kunt nog waarom waar wanneer welk welke wie worden wordt
"""
ASKING = frozenset(_ASKING.split())
"""Words that say nothing of the subject of a query."""

ASKS_NUMBER = re.compile(
    r"""
    \b (?: hoeveel | hoelang | wanneer
         | hoe \s (?: hoog | lang | vaak | groot | duur | veel | oud | ver | snel )
         | welke? \s (?: datum | dag | bedrag | percentage | prijs | jaar )
         | wat \s (?: kost\w* | is\sde\sdatum | is\shet\s(?:bedrag|percentage|tarief) )
         | bedrag | tarief | percentage ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Hoeveel bedden ...`, `vanaf welke datum ...`, `wat kost ...`; not: `hoe denkt u over ...`, `welke ministeries`."""


def asks_number(query: str) -> bool:
    """Whether the query asks for a number, amount or date."""
    return ASKS_NUMBER.search(query) is not None
