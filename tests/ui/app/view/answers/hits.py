"""A passage to draw."""

from __future__ import annotations

from rag.values import Hit, Why
from tests.factory import make_publication


def make_hit(
    antwoord: str = "Ja, dat klopt.", passage: str | None = None, *, rank: int = 1, why: Why | None = None
) -> Hit:
    publication = make_publication(antwoorden=[({1: "Klopt dit?", 2: "Zeker?"}, antwoord)])
    passage = passage or antwoord
    start = antwoord.index(passage)
    return Hit(
        rank=rank,
        score=1.0,
        publication=publication,
        pair=publication.paren[0],
        passage_start=start,
        passage_end=start + len(passage),
        why=why or Why(dense=0.9, lexical=3.0, terms=("klopt",)),
    )
