"""Understands a query: what it names that can be filtered by, spelt as the catalogue spells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.understand.ambiguity import ambiguity_notes, unknown_notes
from rag.understand.by_number import References, read_references
from rag.understand.mentions import (
    BEWINDSPERSONEN,
    FRACTIES,
    INDIENERS,
    MINISTERIES,
    ONTVANGEN,
    PUBLICATION_IDS,
    Mention,
    as_filters,
    beside,
    understandings,
)
from rag.understand.names.find import Lexicon, names_in
from rag.understand.names.vocabulary import Vocabulary, make_vocabulary
from rag.understand.talk import ASKED_BY, SAYS_WHO, subject_start, without_talk
from rag.understand.times.periods import periods_in
from rag.values import Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A query as it was understood.

    Attributes:
        text: what to search by meaning and words: references and talk taken out, mistyped names put right.
        filters: the given ones, narrowed by what the query says that nothing else will do for.
        given: the filters without what the query says, to fall back on when `filters` leave nothing.
        notes: what was understood or not found, for the user.
        understood: everything that was read as more than words, filters and preferences.
    """

    text: str
    filters: Filters
    given: Filters
    notes: tuple[str, ...] = ()
    understood: tuple[Understanding, ...] = ()

    @property
    def preferences(self) -> tuple[Understanding, ...]:
        """What is named without being a condition: it only lifts the pairs that fit."""
        return tuple(item for item in self.understood if not item.is_filter)

    def without_filters(self) -> Understood:
        """The query with its conditions as mere preferences; publications that are named by number stay a condition."""
        softened = tuple(
            item if item.field == PUBLICATION_IDS else replace(item, is_filter=False) for item in self.understood
        )
        filters = replace(self.given, publication_ids=self.filters.publication_ids)
        return replace(self, filters=filters, understood=softened)


def what_is_said(query: str, catalogue: Catalogue, ignore: Collection[str] = ()) -> References:
    """The publications that a query names by number or id, and the words that are left without talk.

    Those are searched by, but for mistyped names; they are known long before `understand` has looked for names.
    """
    references = read_references(query, catalogue, ignore)
    return replace(references, text=without_talk(references.text))


def understand(
    query: str,
    filters: Filters,
    catalogue: Catalogue,
    ignore: Collection[str] = (),
    *,
    lexicon: Lexicon | None = None,
    today: date | None = None,
    with_names: bool = True,
    said: References | None = None,
) -> Understood:
    """Finds the publications, ministries, parties, members and periods that a query names.

    Args:
        query: as typed.
        filters: given apart from the query; a field that they fill is not read from the query too.
        catalogue: has the names.
        ignore: keys (`Understanding.key`) of what must be left alone.
        lexicon: the words of the corpus; without it mistyped names are understood after "Kamerlid" and the like only.
        today: what "afgelopen jaar" is counted from; None: the day of today.
        with_names: without it only numbers and ids are understood.
        said: what `what_is_said` made of the query, where that was asked before.
    """
    references = said or what_is_said(query, catalogue, ignore)
    narrowed, text = filters, references.text
    if references.publication_ids is not None:
        narrowed = replace(filters, publication_ids=references.publication_ids)
    if not with_names or not text.strip():
        return Understood(
            text=text, filters=narrowed, given=filters, notes=references.notes, understood=references.understood
        )
    mentions = beside(
        names_in(text, vocabulary_of(catalogue), lexicon, catalogue.count_named),
        periods_in(text, catalogue.values_of("vergaderjaren"), today or date.today()),
    )
    read = [m for m in mentions if not all(f"{m.field}:{value}" in ignore for value in m.values)]
    start = subject_start(text, [(m.start, m.end) for m in read if not _answers_where_it_asked(m, text)])
    mentions = _conditions(mentions, text[:start])
    free = [mention for mention in mentions if not _is_given(mention, filters)]
    found = understandings(text, sorted(free, key=lambda mention: mention.start), ignore)
    keys = {item.key for item in found}
    kept = [mention for mention in free if any(f"{mention.field}:{value}" in keys for value in mention.values)]
    return Understood(
        text=_corrected(text, kept, start),
        filters=as_filters([item for item in found if item.is_filter], narrowed),
        given=filters,
        notes=(*references.notes, *ambiguity_notes(text, kept, ignore), *unknown_notes(text, mentions)),
        understood=(*references.understood, *found),
    )


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """The names of a corpus; made anew only when they changed."""
    fields = (INDIENERS, FRACTIES, MINISTERIES, BEWINDSPERSONEN)
    return make_vocabulary(*(tuple(catalogue.values_of(name)) for name in fields))


def _answers_where_it_asked(mention: Mention, text: str) -> bool:
    """Whether a bewindspersoon is said to have asked: as a member, of whom the corpus has nothing."""
    return mention.field == BEWINDSPERSONEN and ASKED_BY.search(text[: mention.start]) is not None


def _is_given(mention: Mention, filters: Filters) -> bool:
    """Whether the user already chose in the field of a mention."""
    if mention.field == ONTVANGEN:
        return filters.ontvangen_van is not None or filters.ontvangen_tot is not None
    return bool(getattr(filters, mention.field))


def _conditions(mentions: Sequence[Mention], frame: str) -> list[Mention]:
    """The mentions, those in what stands before the subject as conditions where that says who asked or answered.

    A name of both a member and a bewindspersoon stays what it was: a condition on both is one that nothing meets.
    """
    if not SAYS_WHO.search(frame):
        return list(mentions)
    fields = Counter((mention.start, mention.end) for mention in mentions)
    return [
        replace(mention, is_filter=True)
        if mention.end <= len(frame) and fields[mention.start, mention.end] == 1
        else mention
        for mention in mentions
    ]


def _corrected(text: str, mentions: Sequence[Mention], start: int) -> str:
    """The query from an offset on, with mistyped names as the documents spell them."""
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        if mention.correction is not None and mention.start >= start:
            text = text[: mention.start] + mention.correction + text[mention.end :]
    return text[start:]
