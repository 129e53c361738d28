from __future__ import annotations

import pytest

from index.errors import InputError
from index.store.corpus import Corpus
from index.values import Soort
from rag.understand.given import make_filters
from tests.factory import DEFENSIE, FINANCIEN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Financiën", FINANCIEN),
        ("financien", FINANCIEN),
        ("FIN", FINANCIEN),
        ("Ministerie van Financiën", FINANCIEN),
        ("defensie", DEFENSIE),
        ("VWS", "Volksgezondheid, Welzijn en Sport"),
    ],
)
def test_a_ministry_is_found_by_any_of_its_names(corpus: Corpus, typed: str, meant: str) -> None:
    filters, notes = make_filters(corpus.catalogue, ministeries=[typed])
    assert filters.ministeries == (meant,)
    assert notes == ()


def test_people_and_parties_are_found_without_their_accents_and_capitals(corpus: Corpus) -> None:
    filters, notes = make_filters(corpus.catalogue, indieners=["de bruin", "AALDERS"], fracties=["abc"])
    assert (filters.indieners, filters.fracties, notes) == (("Dé Bruin", "Aalders"), ("ABC",), ())


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [("ministeries", "Defensi", DEFENSIE), ("indieners", "Alders", "Aalders"), ("fracties", "XYW", "XYZ")],
)
def test_a_typing_error_matches_nothing_and_the_note_says_what_comes_near(
    corpus: Corpus, name: str, value: str, near: str
) -> None:
    filters, notes = make_filters(corpus.catalogue, **{name: [value]})
    assert getattr(filters, name) == (value,)
    (note,) = notes
    assert value in note and near in note


def test_a_value_like_nothing_that_is_there_has_no_suggestion(corpus: Corpus) -> None:
    _, (note,) = make_filters(corpus.catalogue, indieners=["Qqqqq"])
    assert "Qqqqq" in note
    assert "bedoelt u" not in note


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2023-2024", "2023-2024"), ("2023/24", "2023-2024"), ("20232024", "2023-2024"), ("1999-00", "1999-2000")],
)
def test_a_parliamentary_year_may_be_written_shorter(corpus: Corpus, typed: str, meant: str) -> None:
    assert make_filters(corpus.catalogue, vergaderjaren=[typed])[0].vergaderjaren == (meant,)


@pytest.mark.parametrize("typed", ["2023", "2023-2025", "2024-2023", "dit jaar", ""])
def test_what_is_no_parliamentary_year_is_refused(corpus: Corpus, typed: str) -> None:
    with pytest.raises(InputError, match="2023-2024"):
        make_filters(corpus.catalogue, vergaderjaren=[typed])


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(corpus: Corpus) -> None:
    assert make_filters(corpus.catalogue, soorten=[" Antwoord "])[0].soorten == (Soort.ANTWOORD,)
    with pytest.raises(InputError, match=r"brief.*antwoord, mededeling, ingetrokken, vraag"):
        make_filters(corpus.catalogue, soorten=["brief"])


def test_the_same_value_twice_counts_once(corpus: Corpus) -> None:
    assert make_filters(corpus.catalogue, ministeries=["FIN", "Financiën"])[0].ministeries == (FINANCIEN,)
