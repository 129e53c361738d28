from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.store.sql.counts import Counts
from index.store.sql.coverage import YearCoverage
from ui.app.view.answers.searched import STALE_DAYS, attempts_html, searched_html

COUNTS = Counts(
    publications=90,
    pairs=300,
    passages=400,
    eerste=date(2024, 1, 1),
    laatste=date(2024, 3, 1),
    per_soort={},
    per_vergaderjaar={},
    per_ministerie={},
    fictief=0,
)
WHOLE = YearCoverage(vergaderjaar="2023-2024", present=100, highest=100, gaps=())
HALF = replace(WHOLE, present=50, gaps=((51, 100),))
SOON = date.fromordinal(COUNTS.laatste.toordinal() + STALE_DAYS) if COUNTS.laatste else date.max


def test_a_whole_and_recent_corpus_is_only_counted() -> None:
    html = searched_html(COUNTS, [WHOLE], SOON)
    assert "90 publicaties met 300 antwoorden, ontvangen van 1 januari 2024 tot en met 1 maart 2024." in html
    assert "Vul" not in html


def test_a_small_or_stale_corpus_says_so_with_the_way_to_fill_it() -> None:
    small = searched_html(COUNTS, [HALF], SOON)
    assert "Van de 100 nummers in deze vergaderjaren ontbreken er 50." in small
    assert 'href="corpus"' in small
    stale = searched_html(COUNTS, [WHOLE], date(2025, 1, 1))
    assert "Van na 1 maart 2024 staat er niets in." in stale


def test_examples_are_called_so() -> None:
    assert "Dit zijn verzonnen voorbeelden." in searched_html(replace(COUNTS, fictief=90), [], SOON)


def test_what_can_be_tried_is_a_list() -> None:
    assert attempts_html().count("<li>") == 3
