"""Looks up which publications a mention means."""

from __future__ import annotations

from dataclasses import dataclass

from index.parse.facts.ids import split_aanhangsel_id
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.check.claims.mention import DraftMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a mention means in a corpus.

    Attributes:
        ids: the publications that it may mean; a number without a year may mean several.
        missing: what it names that is not in the corpus, as (what to call it, vergaderjaar or None).
    """

    mention: DraftMention
    ids: tuple[str, ...] = ()
    missing: tuple[tuple[str, str | None], ...] = ()


class Resolver:
    """Looks mentions up, the same one once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[DraftMention, Resolved] = {}

    def resolve(self, mention: DraftMention) -> Resolved:
        """The publications that a mention names by id, vraagnummer or number; none when it names none."""
        if mention not in self._known:
            self._known[mention] = self._look_up(mention)
        return self._known[mention]

    def _look_up(self, mention: DraftMention) -> Resolved:
        found: list[str] = []
        missing: list[tuple[str, str | None]] = []

        def add(ids: list[str], name: str, vergaderjaar: str | None) -> None:
            found.extend(ids)
            if not ids:
                missing.append((name, vergaderjaar))

        for publication_id in mention.ids:
            parts = split_aanhangsel_id(publication_id)
            ids = self._catalogue.lookup(ids=[publication_id])
            if not ids and parts:
                ids = self._numbered(parts[2], (parts[1],))
            add(ids, f"nr. {parts[2]} van {parts[1]}" if parts else publication_id, parts[1] if parts else None)
        for zaak in mention.zaken:
            add(self._catalogue.lookup(vraagnummers=[zaak]), zaak, None)
        if not mention.is_bare:
            for nummer in mention.nummers:
                jaren = mention.vergaderjaren
                name = f"nr. {nummer} van {' of '.join(jaren)}" if jaren else f"nr. {nummer}"
                add(self._numbered(nummer, jaren), name, jaren[0] if jaren else None)
        if found and (mention.ids or mention.zaken):  # then the number is that of the same publication
            missing = []
        return Resolved(mention=mention, ids=tuple(dict.fromkeys(found)), missing=tuple(missing))

    def _numbered(self, nummer: str, jaren: tuple[str, ...]) -> list[str]:
        ids = self._catalogue.lookup(nummers=[nummer])
        return self._catalogue.matching(ids, Filters(vergaderjaren=jaren)) if ids and jaren else ids
