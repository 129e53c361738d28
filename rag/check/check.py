"""Checks a draft: the quotations and mentions in it, each with a verdict and the place that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.errors import InputError
from index.store.corpus import Corpus
from rag.check.claims.attribution import Surroundings
from rag.check.claims.mentions import find_mentions
from rag.check.claims.quotation import Quotation, QuotationKind, make_quotation
from rag.check.claims.quotations import find_quotations, unclosed_marks
from rag.check.draft.read import check_length, read_text
from rag.check.draft.values import Draft, Span
from rag.check.judge import Judge
from rag.check.values import CheckedQuotation, CheckReport, Oordeel, Unchecked
from rag.check.words import words_of
from rag.dutch.writing import counted, enumerate_dutch, number
from rag.values import IndexState

AS_SOURCE = "Kamervragen, "
"""Before what is said of one quotation: a number in it is that of a Kamervraag."""
MOST = 3_000
"""Quotations, and mentions, that are looked up: a book has fewer."""
SHOWN_MARKS = 3
SHOWN_WORDS = 6
NOT_READ = "De bron is niet nagekeken, want er is geen nummer, vraag, ministerie, naam of datum in herkend"


def check_draft(corpus: Corpus, draft: Draft | str) -> CheckReport:
    """The report on a draft as read (`rag.check.draft.read`), or on a text in any of the forms that are text.

    Raises:
        InputError: an empty text, or one longer than a book.
    """
    if isinstance(draft, str):
        draft = read_text(draft)
    quotations = find_quotations(draft)
    report = _report(corpus, draft, quotations[:MOST])
    notes = (*_cut(len(quotations), "citaten"), *_unclosed(draft))
    return replace(report, notes=(*report.notes, *notes))


def check_quote(corpus: Corpus, quote: str, source: str = "") -> CheckReport:
    """The report on one quotation without a text around it; it may stand between quotation marks.

    `source` says where it comes from: `Minister van Financiën, nr. 1068, antwoord op vraag 2`.

    Raises:
        InputError: no words, or more than a book has.
    """
    words = quote.strip().strip('«»“”„"').strip()
    if not words_of(words).tokens:
        raise InputError("er staan geen woorden in het citaat")
    draft = check_length(Draft(text=f"{words} ({AS_SOURCE}{source})" if source.strip() else words), "citaat")
    span = Span(start=0, end=len(words))
    report = _report(corpus, draft, [make_quotation(draft, span, span, QuotationKind.MARKS)])
    is_read = not source.strip() or find_mentions(draft, [span])
    return replace(report, notes=() if is_read else (f"{NOT_READ}: «{source.strip()}».",))


def _report(corpus: Corpus, draft: Draft, quotations: Sequence[Quotation]) -> CheckReport:
    """The quotations and mentions of a draft looked up, in one reading of the stores."""
    mentions = find_mentions(draft, [quotation.quoted for quotation in quotations])
    surroundings = Surroundings(draft, quotations, mentions)
    judge = Judge(corpus, draft)
    found = [one for quotation in quotations for one in judge.quotation(quotation, surroundings.claim(quotation))]
    every = [one for mention in mentions if mention.names_publication for one in mention.one_by_one]
    checked = tuple(judge.mention(mention) for mention in every[:MOST])
    lacks = any(getattr(one, "verdict", None) is Oordeel.NIET_IN_CORPUS for one in [*found, *checked])
    holds = judge.coverage.whole if lacks else judge.coverage.brief
    return CheckReport(
        draft=draft,
        quotations=tuple(one for one in found if isinstance(one, CheckedQuotation)),
        mentions=checked,
        unchecked=tuple(one for one in found if isinstance(one, Unchecked)),
        index=IndexState.of(corpus.manifest),
        corpus=f"{holds[0].upper()}{holds[1:]}.",
        notes=(*_notes(found, checked), *_cut(len(every), "verwijzingen naar Kamervragen")),
    )


def _notes(found: Sequence[object], mentions: Sequence[object]) -> Iterator[str]:
    if not found:
        yield "In dit concept staan geen citaten."
    if not mentions:
        yield "In dit concept worden geen Kamervragen genoemd."


def _cut(count: int, what: str) -> Iterator[str]:
    """What a draft with more than a book has is told."""
    if count > MOST:
        yield f"Van de {number(count)} {what} zijn alleen de eerste {number(MOST)} nagekeken: deel het stuk op."


def _unclosed(draft: Draft) -> Iterator[str]:
    """That a quotation was not read because its mark is never closed, with how it begins."""
    places = unclosed_marks(draft)
    if places:
        begins = [" ".join(draft.text[at : at + 200].split()[:SHOWN_WORDS]) for at in places[:SHOWN_MARKS]]
        more = (
            f" (en nog {counted(len(places) - SHOWN_MARKS, 'plaats', 'plaatsen')})" if len(places) > SHOWN_MARKS else ""
        )
        yield (
            "Een aanhalingsteken wordt niet gesloten; wat erachter staat is niet als citaat nagekeken: "
            f"{enumerate_dutch([f'{begin} …' for begin in begins])}{more}."
        )
