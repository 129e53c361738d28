from __future__ import annotations

from datetime import date

import pytest

from index.store.filters import Filters
from index.values import Soort
from rag.dutch.filters import filters_in_words


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), []),
        (
            Filters(ministeries=("Defensie", "Financiën"), ontvangen_van=date(2024, 2, 16)),
            [
                ("ministeries", "ministerie Defensie of Financiën"),
                ("ontvangen_van", "ontvangen vanaf 16 februari 2024"),
            ],
        ),
        (
            Filters(soorten=(Soort.MEDEDELING, Soort.VRAAG)),
            [("soorten", "soort mededeling van uitstel of nog geen antwoord")],
        ),
        (
            Filters(fracties=("ABC",), ontvangen_tot=date(2024, 3, 1)),
            [("fracties", "fractie ABC"), ("ontvangen_tot", "ontvangen tot en met 1 maart 2024")],
        ),
        (
            Filters(ontvangen_van=date(2022, 1, 10), ontvangen_tot=date(2024, 7, 2)),
            [
                ("ontvangen_van", "ontvangen vanaf 10 januari 2022"),
                ("ontvangen_tot", "ontvangen tot en met 2 juli 2024 (kabinet-Rutte IV)"),
            ],
        ),
        (Filters(opgenomen_van=date(2024, 3, 1)), [("opgenomen_van", "opgenomen vanaf 1 maart 2024")]),
        (Filters(publication_ids=("ah-tk-1",)), [("publication_ids", "publicatie ah-tk-1")]),
        (Filters(publication_ids=()), [("publication_ids", "publicatie: geen die in het corpus staat")]),
    ],
)
def test_filters_are_called_as_the_user_knows_them(filters: Filters, words: list[tuple[str, str]]) -> None:
    assert filters_in_words(filters) == words
