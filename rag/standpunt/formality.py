"""Recognises formalities: pairs and queries that only ask whether a report is known, or how questions are answered."""

from __future__ import annotations

import re

from index.values import Pair, Vraag
from rag.dutch.acts import ASKS_HANDLING, NO, YES

FORMAL_WORDS = 30
HANDLING_WORDS = 60
TAIL_WORDS = 4

ACQUAINTED = re.compile(
    r"""
    ^ \W* (?: bent? \s u \s (?: (?: er (?: van | mee )? | van | mee | ook | tevens | inmiddels | zich ) \s ){0,3}
              (?: bekend | op \s de \s hoogte | bewust ) \b
            | kent \s (?: u | het \s bericht ) | herinnert \s u
            | (?: heeft | hebt | heb ) \s u \s (?: (?: ook | inmiddels ) \s )?
              (?: kennis \s? genomen | (?: .{0,60} \s )? (?: gelezen | gezien ) )
            | is \s (?: het \s )? (?: bij \s )? u \s (?: (?: ook | inmiddels ) \s )? bekend \b
              (?! \s (?: of | welke | hoe\w* | wat | waar\w* | wie | op ) \b )
            | (?: is | zijn ) \s (?: de \s (?: minister | staatssecretaris ) \w* | het \s kabinet ) \s
              (?: ook \s )? (?: bekend \s met | op \s de \s hoogte ) \b )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`Bent u bekend met het bericht ...?`; not: `Bent u bereid ...?`"""
ASIDE = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|\[[^\[\]]*\]|\([^()]*\)")
"""The title of a report, in which a question mark asks nothing, or a note: `het bericht |«Wie betaalt?»|`, `|[1 ]|`."""
WORD = re.compile(r"[^\W\d_]{2,}")
"""What a footnote behind a question has not: `[1 ]`."""
TAIL = re.compile(r"^\W*(?:(?:en\s)?zo\s(?:ja|nee|niet)|waarom\s(?:wel|niet)|graag)\b", re.IGNORECASE)
"""`Zo nee, waarom niet?` asks nothing else."""
ACKNOWLEDGES = re.compile(
    rf"^\W*(?:{YES}|{NO})\W*(?:\w+\W+){{0,9}}$|\b(?:bekend|kennis\s?genomen|op de hoogte|gelezen)\b", re.I
)
"""`Ja, dat bericht ken ik.`, `Ik heb kennisgenomen van ...`; not: `Nee, want de wet ...` of more than ten words."""


def is_formality(pair: Pair) -> bool:
    """Whether a pair only says that a report is known, or how the questions are answered."""
    words = len(pair.antwoord.split())
    if all(_is_handling(vraag) for vraag in pair.vragen):
        return words <= HANDLING_WORDS
    if not all(ACQUAINTED.search(vraag.tekst) or _is_handling(vraag) for vraag in pair.vragen):
        return False
    return words <= FORMAL_WORDS and ACKNOWLEDGES.search(pair.antwoord) is not None


def asks_acquaintance(vraag: str) -> bool:
    """Whether a question asks only whether a report or an event is known; "Zo ja, wat vindt u ervan?" asks more."""
    parts = [part for part in ASIDE.sub("", vraag).split("?") if WORD.search(part)]
    asked = [part for part in parts if not (TAIL.search(part) and len(part.split()) <= TAIL_WORDS)]
    return bool(asked) and all(ACQUAINTED.search(part) for part in asked)


def asks_formality(query: str) -> bool:
    """Whether a query asks itself whether a report is known, or how questions are answered."""
    return ACQUAINTED.search(query) is not None or ASKS_HANDLING.search(query) is not None


def _is_handling(vraag: Vraag) -> bool:
    asked = [part for part in vraag.tekst.split("?") if part.strip() and not TAIL.search(part)]
    return bool(asked) and all(ASKS_HANDLING.search(part) for part in asked)
