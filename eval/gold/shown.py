"""Shows a pair in few words, for people who compare or judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.store.catalogue import Catalogue

FIRST_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pair in few words; empty texts when the corpus lacks it."""

    pair_id: str
    onderwerp: str = ""
    vraag: str = ""
    antwoord: str = ""


def show(catalogue: Catalogue | None, pair_ids: Iterable[str]) -> dict[str, Shown]:
    """The pairs with their onderwerp, question and the first words of the answer; without a catalogue the ids alone."""
    shown: dict[str, Shown] = {}
    for pair_id in dict.fromkeys(pair_ids):
        publication = catalogue.publication(pair_id.partition("#v")[0]) if catalogue else None
        pair = catalogue.pair(pair_id) if catalogue and publication else None
        shown[pair_id] = Shown(
            pair_id=pair_id,
            onderwerp=(publication.onderwerp or publication.titel or "") if publication else "",
            vraag=first_words(pair.vraagtekst) if pair else "",
            antwoord=first_words(pair.antwoord) if pair else "",
        )
    return shown


def first_words(text: str, count: int = FIRST_WORDS) -> str:
    """The first so many words on one line."""
    words = text.split()
    return " ".join(words[:count]) + (" ..." if len(words) > count else "")
