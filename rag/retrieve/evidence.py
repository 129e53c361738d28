"""Recognises queries that ask for a number, amount or date."""

from __future__ import annotations

import re

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
