"""Judges the quotes of an answer: which of them answer the query, and which verdict they support."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.names.dates import MONTH
from index.store.lexical import LexicalStore
from rag.answer.quotes.empty import REFERENCES, Empty, emptiness, is_bare
from rag.dutch.figures import figures
from rag.dutch.sentences import sentences_of
from rag.retrieve.carries import AskedKind
from rag.retrieve.reader import Reader
from rag.standpunt.formality import asks_acquaintance
from rag.standpunt.nonanswer import NonAnswer, kanttekening, sentence_kind
from rag.understand.asking import ASKS_VIEW, asks_yes_or_no
from rag.values import Figure, Ground, Hit, Reason, Statement, Verdict

WAYS: Mapping[Empty, str] = {
    Empty.HANDELING: "zegt alleen hoe de vragen worden behandeld",
    Empty.BEKEND: "zegt alleen dat iets bekend is",
    Empty.VERWIJZING: NonAnswer.ANDER_ANTWOORD.value,
    Empty.AANKONDIGING: "kondigt alleen iets aan",
    Empty.BRON: "noemt alleen een bron",
    Empty.MELDING: "zegt alleen dat de Kamer is of wordt ingelicht",
    Empty.WAARDERING: "zegt alleen dat iets van belang is",
    Empty.BESCHRIJVING: "zegt alleen waar een bericht over gaat",
}
AMOUNT = frozenset({Figure.BEDRAG})  # hardly stands in an answer by chance: it needs no shared word
WORTH_SHOWING = frozenset(kind.value for kind in NonAnswer) - REFERENCES
NOT_SOLID = 0.5  # of the confidence, where no quote carries the verdict
TELLS = re.compile(rf"\d|\b(?:{MONTH}|voorjaar|zomer|najaar)\b", re.IGNORECASE)
"""A figure or the name of a moment; not: `geen`, `later`."""
GENERALLY = re.compile(r"^\W*(?:(?:in|over)\s(?:het\s)?algeme(?:ne\szin|en)|ten\salgemene)\b", re.IGNORECASE)
"""Example: "In het algemeen", "Over het algemeen"; not: "de algemene regel"."""
ONLY_YES_OR_NO = "zegt alleen ja of nee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A quote with how well it answers the query.

    Attributes:
        likely: how likely its pair answers the query, 0 to 1.
        way: what it does instead of answering; None for a quote that may answer.
        untold: words by which the query asks about things that it does not tell of.
        carries: whether it has what is asked by its kind (a figure, a name, a reason); True when nothing is.
        fits: whether it may be of the member, party, minister or ministry that is named; True when none is.
    """

    statement: Statement
    likely: float
    way: str | None
    untold: tuple[str, ...] = ()
    carries: bool
    fits: bool

    @property
    def is_solid(self) -> bool:
        """Whether the verdict may rest on it."""
        return self.way is None and not self.untold and self.carries and self.fits

    @property
    def is_said(self) -> bool:
        """Whether it is shown with the remark that it declines or puts off."""
        return self.way in WORTH_SHOWING and self.statement.kanttekening is not None


def weighed(
    statement: Statement, hit: Hit, likely: float, asked: AskedKind, lexical: LexicalStore, others: Collection[str] = ()
) -> Weighed:
    """Judges how well a quote answers a query, given the hit that it comes from.

    A hit that was not read is as likely to answer as the best pair. `others` has the ids of pairs that are of others
    than the query names.
    """
    quote = statement.quote
    is_amount = asked.figures == AMOUNT and figures(quote, AMOUNT) == AMOUNT
    carries = is_amount or asked.is_met(quote, hit.vraag, lexical)
    is_told = bool(asked.figures) and carries and TELLS.search(quote) is not None
    way = _way(quote, hit.vraag, asked.query) or (None if is_told else kanttekening(quote))
    return Weighed(
        statement=statement,
        likely=likely if hit.answers is None else hit.answers,
        way=way,
        untold=asked.untold(quote, hit.vraag),
        carries=carries,
        fits=hit.pair_id not in others,
    )


def weigh_quotes(found: Sequence[Weighed], asked: AskedKind, reader: Reader) -> tuple[Verdict, Reason]:
    """The verdict on quotes of which one at least is likely enough to answer.

    It rests on a quote that says something, and carries the figure where one is asked.
    """
    if not found:
        return Verdict.VERWANT, Reason(ground=Ground.NOTHING_TO_QUOTE)
    solid = [one for one in found if one.is_solid]
    if any(one.likely >= reader.answered for one in solid):
        return Verdict.BEANTWOORD, Reason(ground=Ground.ANSWERED)
    ways = [one.way for one in found if one.way]
    if len(ways) == len(found):
        return Verdict.VERWANT, Reason(ground=Ground.NO_REAL_ANSWER, ways=tuple(dict.fromkeys(ways)))
    if not any(one.fits for one in found):
        return Verdict.VERWANT, Reason(ground=Ground.OF_OTHERS)
    if not any(one.carries for one in found):
        return Verdict.VERWANT, Reason(ground=_wanting(asked))
    if untold := [word for word in found[0].untold if all(word in one.untold for one in found)]:
        return Verdict.VERWANT, Reason(ground=Ground.UNTOLD, untold=tuple(untold))
    return Verdict.VERWANT, Reason(ground=Ground.RELATED)


def sureness(found: Sequence[Weighed], likely: float) -> float:
    """How sure the verdict is: by the likeliest quote that it may rest on.

    Where there is none, how likely the best pair answers counts for half.
    """
    return max((one.likely for one in found if one.is_solid), default=NOT_SOLID * likely)


def worth_showing(found: Sequence[Weighed]) -> list[Statement]:
    """The quotes in order, what answers first; those that say nothing are left out as long as another remains.

    That a minister declines or puts off is worth showing; that he refers elsewhere is not.
    """
    kept = [one for one in found if one.way is None or one.is_said] or list(found)
    return [one.statement for one in sorted(kept, key=lambda one: not one.is_solid)]


def _speaks_generally(quote: str) -> bool:
    """Whether a quote declines to speak of the case, and goes on in general."""
    return any(
        sentence_kind(one) is NonAnswer.GEEN_UITSPRAAK and GENERALLY.search(following) is not None
        for one, following in pairwise(sentences_of(quote))
    )


def _wanting(asked: AskedKind) -> Ground:
    """Why the verdict is lowered where no quote has the kind of thing that is asked: no number, name or reason."""
    if asked.figures:
        return Ground.NO_NUMBER
    return Ground.NO_REASON if asked.is_reason and asked.name is None else Ground.NO_NAME


def _way(quote: str, vraag: str, query: str) -> str | None:
    """What a quote does instead of answering a query; None when it may answer."""
    if is_bare(quote):
        return None if asks_yes_or_no(query) and not asks_acquaintance(vraag) else ONLY_YES_OR_NO
    if _speaks_generally(quote):
        return NonAnswer.GEEN_UITSPRAAK.value
    kind = emptiness(quote, query)
    if kind is Empty.WAARDERING and ASKS_VIEW.search(query):
        return None
    if kind is Empty.BESCHRIJVING and not asks_acquaintance(vraag):
        return None
    return WAYS[kind] if kind is not None else None
