"""Writes what was searched where no answer was found: how much, until when, what is lacking, and what to try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from index.store.sql.counts import Counts
from index.store.sql.coverage import YearCoverage
from rag.dutch.writing import dutch_date, number
from ui.app.pages import CORPUS
from ui.app.view.corpus.contents import coverage_text
from ui.app.view.markup import NOTHING, html, items, link

STALE_DAYS = 60
SMALL = 0.1
"""From this share of the numbers lacking, an answer may well be in what the corpus lacks."""

TRY = (
    "andere woorden, of minder: liefst die van de Kamervraag zelf",
    "zonder filters, of over een langere periode",
    "een nummer, zoals «nr. 1068»",
)


def searched_html(counts: Counts, jaren: Sequence[YearCoverage], today: date) -> Markup:
    """What was searched, and in what the corpus falls short of the record, with the way to fill it."""
    lacks = _lacking(counts, jaren, today)
    fill = html(" {} {}", " ".join(lacks), link(CORPUS, "Vul het corpus aan")) if lacks else NOTHING
    return html('<p class="kv-facts">Doorzocht: {}{}</p>', coverage_text(counts), fill)


def attempts_html() -> Markup:
    """What to try when nothing was found."""
    return html('<section class="kv-proberen"><h2>Wat u kunt proberen</h2><ul>{}</ul></section>', items(TRY))


def _lacking(counts: Counts, jaren: Sequence[YearCoverage], today: date) -> list[str]:
    if counts.publications and counts.fictief == counts.publications:
        return ["Dit zijn verzonnen voorbeelden."]
    told = []
    missing, numbers = sum(jaar.missing for jaar in jaren), sum(jaar.highest for jaar in jaren)
    if numbers and missing > SMALL * numbers:
        told.append(f"Van de {number(numbers)} nummers in deze vergaderjaren ontbreken er {number(missing)}.")
    if counts.laatste and (today - counts.laatste).days > STALE_DAYS:
        told.append(f"Van na {dutch_date(counts.laatste)} staat er niets in.")
    return told
