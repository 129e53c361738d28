"""What speaks for and against the corpus answering a query, as a few numbers that the verdict weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.values import Evidence

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

RUNNERS_UP = 9
MIN_RUNNERS_UP = 3  # with fewer, as under a narrow filter, there is nothing to stand out from


def weigh(query: str, late: Iterable[tuple[str, float]], token_matches: Sequence[float]) -> Evidence:
    """Makes the evidence of a search.

    Args:
        query: as typed.
        late: publication id and late-interaction score of every pair that was reranked.
        token_matches: per token of the query its best similarity over the passages of the first pairs.
    """
    best: dict[str, float] = {}
    for publication_id, score in late:
        best[publication_id] = max(score, best.get(publication_id, score))
    ranked = sorted(best.values(), reverse=True)
    runners_up = ranked[1 : 1 + RUNNERS_UP]
    worst = sorted(token_matches)[: max(1, len(token_matches) // 3)]
    return Evidence(
        nearest=ranked[0] if ranked else None,
        lead=ranked[0] - sum(runners_up) / len(runners_up) if len(runners_up) >= MIN_RUNNERS_UP else None,
        weakest=sum(worst) / len(worst) if worst else None,
        asks_number=asks_number(query),
    )


def asks_number(query: str) -> bool:
    """Whether the query asks for a number, amount or date."""
    return ASKS_NUMBER.search(query) is not None
