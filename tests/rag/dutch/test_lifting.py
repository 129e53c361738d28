"""What is lifted out of a quote: the figure that was asked for, or nothing."""

from __future__ import annotations

import pytest

from rag.dutch.lifting import asked_figure, lift
from rag.values import Figure


@pytest.mark.parametrize(
    ("question", "quote", "text", "kind"),
    [
        (
            "hoeveel mensen wachten op zorg?",
            "In 2023 wachtten 1.450 mensen op zorg, 12% meer.",
            "1.450 mensen",
            "aantal",
        ),
        ("hoeveel bezwaren waren er?", "Er zijn 31 meldingen en 12 bezwaren ontvangen.", "12 bezwaren", "aantal"),
        ("wat is het aantal scholen?", "Ruim 200 scholen doen mee.", "Ruim 200 scholen", "aantal"),
        (
            "wanneer gaat de wet in?",
            "De wet gaat op 1 januari 2025 in; het advies is van 3 mei 2023.",
            "1 januari 2025",
            "datum",
        ),
        ("sinds wanneer?", "Dit verbod geldt sinds 1 juli 2023.", "1 juli 2023", "datum"),
        ("wanneer komt de brief?", "De brief komt eind 2024.", "eind 2024", "datum"),
        ("wat kost de brug?", "De brug kost € 4,5 miljoen.", "€ 4,5 miljoen", "bedrag"),
        ("hoeveel euro kostten de hapjes?", "De hapjes kostten 300 euro, de zaal 1.200 euro.", "300 euro", "bedrag"),
        (
            "welk percentage rijdt elektrisch?",
            "Ongeveer 40 procent rijdt elektrisch.",
            "Ongeveer 40 procent",
            "aandeel",
        ),
        ("hoe lang duurt het onderzoek?", "Het onderzoek duurt zes weken.", "zes weken", "duur"),
        ("hoe vaak is gesproken?", "Op 16 februari 2024 is drie keer gesproken.", "drie keer", "keren"),
    ],
)
def test_the_figure_that_was_asked_for_is_lifted(question: str, quote: str, text: str, kind: str) -> None:
    lifted = lift(question, quote)
    assert lifted is not None
    assert (lifted.text, lifted.kind) == (text, Figure(kind))
    assert quote[lifted.start : lifted.end] == text


@pytest.mark.parametrize(
    ("question", "quote", "why"),
    [
        ("waarom is de brug dicht?", "De brug is sinds 3 mei 2024 dicht.", "no figure is asked"),
        ("hoeveel bijeenkomsten waren er?", "Zie het antwoord op vraag 3.", "the number of a question"),
        ("hoeveel huizen zijn er?", "In 2024 kwamen er 12.000 huizen en in 2025 14.000 huizen.", "it could be either"),
        ("hoeveel leraren zijn er?", "Er zijn 31 scholen gesloten.", "other things are counted"),
        ("hoeveel ganzen zijn er geteld?", "De cijfers zijn als volgt.", "announced, not said"),
        ("wanneer komt de brief?", "De brief telt 12 bladzijden.", "a number is no date"),
        ("wat kost de brug?", "De brug is 40 meter lang.", "a length is no amount"),
    ],
)
def test_nothing_is_lifted_that_was_not_asked_or_not_said(question: str, quote: str, why: str) -> None:
    assert lift(question, quote) is None, why


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("aantallen per jaar", Figure.AANTAL),
        ("hoe hoog waren de kosten van de brug?", Figure.BEDRAG),
        ("wat is het totaalbedrag?", Figure.BEDRAG),
        ("hoe hoog is de brug?", None),
    ],
)
def test_the_kind_of_figure_that_is_asked_for(question: str, kind: Figure | None) -> None:
    assert asked_figure(question) is kind
