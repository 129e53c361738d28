"""Finds the hits that are by someone other than the member, party, minister or ministry that a query names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.names.letters import fold
from index.store.catalogue import Catalogue
from index.values import PairId, Publication
from rag.understand.mentions import BEWINDSPERSONEN, FRACTIES, INDIENERS, MINISTERIES, as_filters
from rag.values import Hit, Understanding

IS_KNOWN: Mapping[str, Callable[[Publication], bool]] = {
    MINISTERIES: lambda one: bool(one.ministeries or one.gevraagde_ministeries),
    INDIENERS: lambda one: bool(one.indieners),
    FRACTIES: lambda one: any(member.fractie for member in one.indieners),
    BEWINDSPERSONEN: lambda one: bool(one.gevraagd or one.beantwoord_door),
}
"""Of which publications it is known who they are of, by field; a period may be of the subject and tells nothing."""


def of_others(catalogue: Catalogue, hits: Sequence[Hit], understood: Sequence[Understanding]) -> set[PairId]:
    """The pairs that others than the query names are known to have asked or answered, and that do not name them."""
    found: set[PairId] = set()
    for field, is_known in IS_KNOWN.items():
        named = [item for item in understood if item.field == field]
        known = [hit for hit in hits if is_known(hit.publication)] if named else []
        if not known:
            continue
        ids = list(dict.fromkeys(hit.publication.id for hit in known))
        fitting = set(catalogue.matching(ids, as_filters(named)))
        typed = [fold(item.typed) for item in named]
        found |= {
            hit.pair_id
            for hit in known
            if hit.publication.id not in fitting
            and not any(name in fold(f"{hit.vraag}\n{hit.antwoord}") for name in typed)
        }
    return found
