"""Finds the places that a quotation may be of, and what the draft says against each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.values import Pair, Publication
from rag.check import ministries
from rag.check.claims.mention import Precision
from rag.check.claims.quotation import Quotation
from rag.check.draft.values import Span
from rag.check.lookup.facts import NEAR_DATE, contradictions
from rag.check.lookup.fit import Fit, exact_fit, near_fit
from rag.check.lookup.joined import MIN_PART
from rag.check.lookup.resolve import Resolved
from rag.check.lookup.texts import DEEP, DEEP_OF_MANY, MANY, Sought, Text, Texts, letters_of
from rag.check.notes import name_of
from rag.check.values import CorpusPlace
from rag.check.words import Words, words_around
from rag.dutch.writing import enumerate_dutch

MAX_NAMED = 24
MAX_COMPARED = 8
MAX_SEGMENTS = 3
MAX_END = 200
LONG_END = 12
MIN_ALIKE = 0.6
MIN_ALIKE_SHORT = 0.7
SHORT_ALIKE_WORDS = 8
MIN_MATCHED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingPlace:
    """A place with how the words fit there, and what the draft says that it is not.

    Attributes:
        wrong: what contradicts the draft, by the option that comes nearest; empty when an option is right.
        is_open: whether that option names a publication that is not in the corpus.
    """

    text: Text
    fit: Fit
    place: CorpusPlace
    wrong: tuple[str, ...] = ()
    is_open: bool = False


class Candidates:
    """Looks for the places of the quotations of one draft; options are mentions that may tell where the words stand."""

    def __init__(self, catalogue: Catalogue, texts: Texts, draft: str) -> None:
        self._catalogue = catalogue
        self._texts = texts
        self._draft = draft
        self._near_named: dict[Span, FittingPlace | None] = {}

    def exact(self, quotation: Quotation, options: Sequence[Resolved]) -> tuple[list[FittingPlace], bool]:
        """Where all the words stand, and whether that is everywhere where they do."""
        named = [text for i in self.named(options) for text in self._texts.of_publication(i)]
        found = self._fitting(quotation, named, options)
        if any(not candidate.wrong for candidate in found):
            return found, True
        longest = max(quotation.segments, key=len)
        texts, is_complete = self._texts.holding(self._draft, longest)
        found += self._fitting(quotation, texts, options)
        if not found and self._is_altered(quotation, named, options):
            return [], is_complete
        if not is_complete and all(candidate.wrong for candidate in found):
            narrowed = [self._filters(option) for option in options] if found else [Filters()]
            most = DEEP if len(longest) < MANY else DEEP_OF_MANY
            deeper = [self._texts.holding(self._draft, longest, one, limit=most) for one in narrowed if one is not None]
            found += [made for texts, _ in deeper for made in self._fitting(quotation, texts, options)]
            is_complete = len(deeper) == len(narrowed) and all(is_all for _, is_all in deeper)
        unique = {(c.text.publication_id, c.text.pair_id, c.text.part, c.fit.start): c for c in found}
        return list(unique.values()), is_complete

    def _is_altered(self, quotation: Quotation, named: Sequence[Text], options: Sequence[Resolved]) -> bool:
        """Whether the draft names all that it means, and the words stand there with some changed.

        Then they are wrong wherever else they may stand as quoted, and that need not be sought everywhere.
        """
        is_all_known = all(one.mention.names_publication and not one.missing for one in options)
        if not options or not is_all_known:
            return False
        best = self._nearest_named(quotation, named, options)
        return best is not None and is_alike(quotation, best.fit)

    def named(self, options: Iterable[Resolved]) -> list[str]:
        """Ids of the publications that the options name."""
        return list(dict.fromkeys(i for option in options for i in option.ids))[:MAX_NAMED]

    def _fitting(self, quotation: Quotation, texts: Iterable[Text], options: Sequence[Resolved]) -> list[FittingPlace]:
        sought = [Sought.of(self._draft, segment) for segment in quotation.segments]
        likely = [text for text in texts if all(part.may_be_in(text) for part in sought)]
        fits = [(text, fit) for text in likely if (fit := self._exact_fit(quotation, text)) is not None]
        self._texts.publications([text.publication_id for text, _ in fits])  # read together
        return [made for text, fit in fits if (made := self.candidate(text, fit, options)) is not None]

    def _exact_fit(self, quotation: Quotation, text: Text) -> Fit | None:
        """The fit in the words around where the draft's own characters stand, else in all words of the text.

        A sentence that answers share stands in thousands of texts: to part each of them into words takes long.
        """
        if len(quotation.segments) == 1:
            spans = quotation.segments[0].spans
            around = words_around(text.text, self._draft[spans[0][0] : spans[-1][1]])
            if around is not None and (fit := exact_fit(quotation, around)) is not None:
                return fit
        return exact_fit(quotation, text.words)

    def candidate(self, text: Text, fit: Fit, options: Sequence[Resolved]) -> FittingPlace | None:
        """A place in a text, with what the options have against it."""
        publication = self._texts.publication(text.publication_id)
        if publication is None:
            return None
        pair = publication.pair(text.pair_id) if text.pair_id else None
        place = CorpusPlace(
            publication=publication,
            pair=pair,
            part=text.part,
            start=fit.start,
            end=fit.end,
            found=text.text[fit.start : fit.end],
        )
        told = [self._against(option, publication, pair) for option in options]
        if not told:
            return FittingPlace(text=text, fit=fit, place=place)
        wrong, is_open = min(told, key=lambda item: (len(item[0]), item[1]))
        return FittingPlace(text=text, fit=fit, place=place, wrong=wrong, is_open=is_open)

    def _against(self, option: Resolved, publication: Publication, pair: Pair | None) -> tuple[tuple[str, ...], bool]:
        """What speaks against a place being what the draft means, and whether that is another, unknown publication."""
        mention = option.mention
        if not mention.names_publication or publication.id in option.ids:
            return tuple(contradictions(mention, publication, pair)), False
        if option.missing:
            return (), True  # what is said of it can be true, and is not of this publication
        told = f"de woorden staan in {name_of(publication)}, niet in {self.names(option.ids)}"
        return (told, *contradictions(mention, publication, pair)), False

    def names(self, ids: Sequence[str]) -> str:
        """The names of publications as a Dutch enumeration."""
        names = [name_of(publication) for publication in self._texts.publications(list(ids)[:3])]
        return enumerate_dutch(names + (["andere"] if len(ids) > 3 else []))

    def _filters(self, option: Resolved) -> Filters | None:
        """What the word index can tell of an option that names no publication; None when it can tell nothing."""
        mention = option.mention
        if mention.names_publication:
            return None
        known = self._catalogue.values_of("ministeries") if mention.ministeries else []
        names = tuple(name for typed in mention.ministeries for name in ministries.spellings(typed, known))
        filters = Filters(ministeries=tuple(dict.fromkeys(names)), vergaderjaren=mention.vergaderjaren)
        if len(mention.datums) == 1:
            named = mention.datums[0]
            first, last = named.day, named.day + timedelta(days=31)
            if named.precision is Precision.DAY:
                first, last = named.day - NEAR_DATE, named.day + NEAR_DATE
            filters = replace(filters, ontvangen_van=first, ontvangen_tot=last)
        return filters or None

    def best(self, quotation: Quotation, named: Sequence[Text], options: Sequence[Resolved]) -> FittingPlace | None:
        """The text that needs the least changes: of what the draft names when it will do, else from anywhere."""
        best = self._nearest_named(quotation, named, options)
        known = list(named)
        segments = sorted(quotation.segments, key=len, reverse=True)[:MAX_SEGMENTS]
        for look in (self._texts.sharing, self._texts.near):
            if best is not None and is_alike(quotation, best.fit):
                break
            found = [look(self._draft, segment) for segment in segments]
            known += [text for row in zip_longest(*found) for text in row if text is not None]
            best = self._nearest(quotation, list(dict.fromkeys(known)), options)
        return best

    def ends(self, quotation: Quotation, named: Sequence[Text]) -> tuple[list[Text], list[Text]]:
        """The texts that have the first words of a quotation, and those that have the last."""
        first, last = quotation.segments[0], quotation.segments[-1]
        heads = self._of_end(lambda count: first.part(0, count))
        tails = self._of_end(lambda count: last.part(max(0, len(last) - count), len(last)))
        return [*heads, *named], [*tails, *named]

    def _of_end(self, end: Callable[[int], Words]) -> Sequence[Text]:
        """The texts with the words of an end; where none has them in one piece, those with most of a longer one."""
        found, _ = self._texts.holding(self._draft, end(MIN_PART), limit=MAX_END)
        return found or self._texts.near(self._draft, end(LONG_END))

    def _nearest_named(
        self, quotation: Quotation, named: Sequence[Text], options: Sequence[Resolved]
    ) -> FittingPlace | None:
        """The same of the texts that the draft names, looked up once for a quotation."""
        if quotation.span not in self._near_named:
            self._near_named[quotation.span] = self._nearest(quotation, named, options)
        return self._near_named[quotation.span]

    def _nearest(self, quotation: Quotation, texts: Sequence[Text], options: Sequence[Resolved]) -> FittingPlace | None:
        """The text in which the least words differ."""
        tokens = {token for segment in quotation.segments for token in segment.tokens if len(token) > 3}
        wanted = {letters for token in tokens if (letters := letters_of(token))}
        told = sorted(texts, key=lambda text: -sum(token in text.letters for token in wanted))
        fits: list[tuple[Text, Fit]] = []
        for text in told[:MAX_COMPARED]:
            # word for word too: where the text has glued words together, the word index did not find it
            if (fit := exact_fit(quotation, text.words) or near_fit(quotation, text.words)) is not None:
                fits.append((text, fit))
                if fit.cost <= 1 and text.part.is_answer:
                    break
        if not fits:
            return None
        text, fit = min(fits, key=lambda item: (item[1].cost, not item[0].part.is_answer))
        return self.candidate(text, fit, options)


def is_alike(quotation: Quotation, fit: Fit) -> bool:
    """Whether a quotation is that text with some words changed, and not another sentence."""
    alike = 1 - fit.cost / quotation.count
    wanted = MIN_ALIKE_SHORT if quotation.count < SHORT_ALIKE_WORDS else MIN_ALIKE
    return alike >= wanted and fit.matched >= MIN_MATCHED


def order(candidate: FittingPlace) -> tuple[int, int, str]:
    """Sort key for places that fit equally well: the answer first, then the newest."""
    day = candidate.place.publication.ontvangen or date.min
    return (
        not candidate.text.part.is_answer,
        -day.toordinal(),
        candidate.place.pair_id or candidate.text.publication_id,
    )
