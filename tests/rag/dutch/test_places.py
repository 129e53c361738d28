"""The places that a text names."""

from __future__ import annotations

import pytest

from rag.dutch.places import countries_in, forms_of, is_form_in, places_in


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("De Duitse en Oekraïense bruggen", ["Duitse", "Oekraïense"]),
        ("bruggen in marokko", ["marokko"]),
        ("Limburgse bruggen", ["Limburgse"]),
        ("letselschade, polijsten en frieslandcampina", []),
        ("Frans Timmermans, frans weekers en Frans van der Heijden", []),
        ("het Frans parlement en een franse brug", ["Frans", "franse"]),
        ("het overleg in Wenen", ["Wenen"]),
        ("Van Engelshoven, Emile Roemer en wie hen roemen", []),
        ("de Britse en de Engelse brug", ["Britse", "Engelse"]),
    ],
)
def test_a_place_is_known_with_and_without_a_capital(text: str, places: list[str]) -> None:
    assert places_in(text) == places


def test_a_country_is_one_by_whatever_name() -> None:
    assert countries_in("Duitsland, de Duitsers en Berlijn") == countries_in("duitse")
    assert countries_in("Limburg en Veere") == set()


def test_a_short_form_begins_a_word() -> None:
    assert is_form_in("de turken", "turk")
    assert not is_form_in("structuur", "turk")
    assert is_form_in("noordduits", "duits")
    assert "moskou" in forms_of("russische")
    assert forms_of("veere") == ()
