"""Excerpts of pairs, for people who compare runs or judge results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.store.catalogue import Catalogue
from index.values import PairId

FIRST_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A pair in few words; empty texts when the corpus lacks it."""

    pair_id: str
    onderwerp: str = ""
    vraag: str = ""
    antwoord: str = ""


def excerpts_of(catalogue: Catalogue | None, pair_ids: Iterable[str]) -> dict[str, Excerpt]:
    """The pairs with their onderwerp, question and the first words of the answer; without a catalogue the ids alone."""
    found: dict[str, Excerpt] = {}
    for pair_id in dict.fromkeys(pair_ids):
        publication = catalogue.publication(PairId(pair_id).publication_id) if catalogue else None
        pair = catalogue.pair(pair_id) if catalogue and publication else None
        found[pair_id] = Excerpt(
            pair_id=pair_id,
            onderwerp=(publication.onderwerp or publication.titel or "") if publication else "",
            vraag=first_words(pair.vraagtekst) if pair else "",
            antwoord=first_words(pair.antwoord) if pair else "",
        )
    return found


def first_words(text: str) -> str:
    """The first so many words on one line."""
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + (" ..." if len(words) > FIRST_WORDS else "")
