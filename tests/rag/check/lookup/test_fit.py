from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.check.claims.quotation import Quotation, QuotationKind, make_quotation
from rag.check.draft.values import Draft, Span
from rag.check.lookup.fit import Fit, Op, exact_fit, near_fit
from rag.check.words import words_of

SOURCE = (
    "Ja. De regering heeft de gemeenten in het voorjaar van 2023 gevraagd om de sociaal-economische gevolgen, zoals "
    "genoemd in vraag 3, niet te betalen. Daarna volgt een nieuwe afweging van het kabinet."
)


def quotation(text: str) -> Quotation:
    whole = Span(start=0, end=len(text))
    return make_quotation(Draft(text=text), whole, whole, QuotationKind.MARKS)


def runs(text: str, fit: Fit) -> list[tuple[Op, str, str]]:
    return [(run.op, text[slice(*run.draft)], SOURCE[slice(*run.source)]) for run in fit.runs if run.op is not Op.SAME]


@pytest.mark.parametrize(
    ("text", "covered", "omitted"),
    [
        ("de regering heeft de gemeenten", "De regering heeft de gemeenten", 0),
        ("[D]e regering heeft [hun] in het voorjaar", "De regering heeft de gemeenten in het voorjaar", 0),
        ("De regering […] gevraagd om de sociaaleconomische gevolgen", SOURCE[4 : SOURCE.index(", zoals")], 8),
        ("daarna [...] afweging", "Daarna volgt een nieuwe afweging", 3),
    ],
)
def test_words_are_found_as_they_stand(text: str, covered: str, omitted: int) -> None:
    fit = exact_fit(quotation(text), words_of(SOURCE))
    assert fit is not None
    assert SOURCE[fit.start : fit.end] == covered
    assert (fit.is_exact, fit.omitted) == (True, omitted)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("De regering heeft de provincies", "another word"),
        ("De regering heeft in het voorjaar", "words left out without a sign"),
        ("Daarna volgt […] de regering heeft", "the other way round"),
        ("De regering [in haar wijsheid] om de", "too much for a word put in"),
        ("regering heeft de gemeente", "the head of a word"),
    ],
)
def test_other_words_are_not_found(text: str, reason: str) -> None:
    assert exact_fit(quotation(text), words_of(SOURCE)) is None, reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De regering heeft de provincies in het voorjaar", [(Op.OTHER, "provincies", "gemeenten")]),
        ("De regering heeft de arme gemeenten in het voorjaar", [(Op.ADDED, "arme", "")]),
        ("heeft de gemeenten in het voorjaar gevraagd om", [(Op.DROPPED, "", "van 2023")]),
        (
            "gevraagd om de sociaal economische gevolgen te betalen. Daarna volgt",
            [(Op.DROPPED, "", "zoals genoemd in vraag 3, niet")],
        ),
        (
            "De regering heeft […] gevraagd om gevolgen niet te betalen",
            [
                (Op.OMITTED, "", "de gemeenten in het voorjaar van 2023"),
                (Op.DROPPED, "", "de sociaal-economische"),
                (Op.DROPPED, "", "zoals genoemd in vraag 3"),
            ],
        ),
    ],
)
def test_every_change_is_shown_as_the_least_that_it_can_be(text: str, expected: list[tuple[Op, str, str]]) -> None:
    fit = near_fit(quotation(text), words_of(SOURCE))
    assert fit is not None
    assert runs(text, fit) == expected
    assert fit.distance == sum(len(words_of(ours or theirs)) for op, ours, theirs in expected if op is not Op.OMITTED)


def test_leaving_out_a_clause_is_one_change_not_many() -> None:
    fit = near_fit(quotation("gevraagd om de gevolgen niet te betalen"), words_of(SOURCE))
    assert fit is not None
    assert fit.cost < fit.distance


@given(st.lists(st.sampled_from(["een", "twee", "drie", "vier", "vijf", "zes"]), min_size=1, max_size=12), st.data())
def test_a_stretch_of_the_source_costs_nothing(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    fit = near_fit(quotation(" ".join(words[start:end])), words_of(" ".join(words)))
    assert fit is not None
    assert fit.cost == 0
    assert fit.matched == end - start


@given(
    st.lists(st.sampled_from(["een", "twee", "drie", "vier", "vijf", "zes", "zeven"]), min_size=1, max_size=8),
    st.lists(st.sampled_from(["een", "twee", "drie", "vier", "vijf", "zes", "acht"]), min_size=1, max_size=12),
)
def test_the_runs_are_the_whole_quotation_in_order(quote: list[str], source: list[str]) -> None:
    text = " ".join(quote)
    fit = near_fit(quotation(text), words_of(" ".join(source)))
    if fit is None:  # no word in common
        assert not set(quote) & set(source)
        return
    covered = [word for run in fit.runs for word in text[slice(*run.draft)].split()]
    assert covered == quote
    places = [run.source for run in fit.runs]
    assert places == sorted(places)
