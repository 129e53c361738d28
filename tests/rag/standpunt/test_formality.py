"""Whether a question asks no more than whether something is known."""

from __future__ import annotations

import pytest

from rag.standpunt.formality import asks_acquaintance


@pytest.mark.parametrize(
    "vraag",
    [
        "Bent u bekend met het bericht «Boot ligt stil. Wie betaalt de reizigers?»?",
        "Bent u bekend met het bericht «Boot ligt stil»?[1 ]",
        "Kent u de aflevering over de veerdienst? (Kassa, 28 september)",
        "Bent u ook bekend met de signalen dat de boot te laat vertrekt?",
        "Bent u ervan op de hoogte dat de boot te laat vertrekt?",
        "Bent u er tevens mee bekend dat de boot te laat vertrekt?",
        "Bent u zich bewust van de wachttijden bij de boot?",
        "Hebt u kennisgenomen van het rapport over de boot? Zo nee, waarom niet?",
        "Heeft u gezien dat de boot te laat vertrekt?",
        "Is het u bekend dat de boot te laat vertrekt?",
        "Zijn de ministers op de hoogte van de wachttijden?",
        "Herinnert u zich de motie over de boot?",
    ],
)
def test_a_question_that_only_asks_whether_it_is_known(vraag: str) -> None:
    assert asks_acquaintance(vraag)


@pytest.mark.parametrize(
    "vraag",
    [
        "Bent u bekend met het bericht «Boot ligt stil»? Wat vindt u ervan?",
        "Is u bekend hoeveel boten te laat vertrekken?",
        "Is bij u bekend of andere boten te laat vertrekken?",
        "Was u op de hoogte van de lekkage?",
        "Bent u bereid de boot te laten varen?",
    ],
)
def test_a_question_that_asks_more(vraag: str) -> None:
    assert not asks_acquaintance(vraag)
