from __future__ import annotations

from datetime import date

import pytest

from rag.dutch.reasons import GROUNDS, reason_in_words
from rag.values import Extent, Ground, PartCounts, Reason
from tests.factory import make_publication

NEWEST = date(2023, 11, 15)


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_words_of_its_own(ground: Ground) -> None:
    parts = PartCounts(answered=1, related=0, nothing=0, handling=0) if ground is Ground.PARTS else None
    text = reason_in_words(Reason(ground=ground, parts=parts, summary="De tel.", publications=(make_publication(7),)))
    assert text.endswith((".", "?"))
    assert len(set(GROUNDS.values())) == len(GROUNDS)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (
            Reason(
                ground=Ground.ANSWERED,
                asked_before="Hoeveel drones koopt het leger?",
                extent=Extent(quotes=1, publications=1, newest=NEWEST),
            ),
            "Eerder gevraagd en beantwoord: «Hoeveel drones koopt het leger?». "
            "1 citaat uit 1 publicatie, het nieuwste van 15 november 2023.",
        ),
        (
            Reason(ground=Ground.NO_REAL_ANSWER, ways=("stelt het antwoord uit", "doet hierover geen uitspraak")),
            "Een echt antwoord is niet gevonden: het antwoord stelt het antwoord uit en doet hierover geen uitspraak.",
        ),
        (
            Reason(ground=Ground.NOT_NAMED, untold=("Veere",), missing=("Veere",), near_words=(("Veere", ("v",)),)),
            "De gevonden antwoorden liggen in de buurt, maar noemen «Veere» niet.",
        ),
        (
            Reason(ground=Ground.UNTOLD, untold=("wie betaalt",), missing=("betaalt", "horeca")),
            "De gevonden antwoorden liggen in de buurt, maar de citaten zeggen niets over «wie betaalt». Niet "
            "letterlijk genoemd in de dichtstbijzijnde antwoorden: «horeca».",
        ),
        (
            Reason(ground=Ground.UNTOLD, untold=("excuses",), missing=("excuses", "horeca")),
            "De gevonden antwoorden liggen in de buurt, maar de citaten zeggen niets over «excuses». Niet letterlijk "
            "genoemd in de dichtstbijzijnde antwoorden: «horeca».",
        ),
        (
            Reason(ground=Ground.ABSENT, missing=("lachgas", "horeca")),
            "Dit onderwerp lijkt niet voor te komen in wat is doorzocht: geen antwoord ligt dicht bij wat de vraag "
            "noemt. Niet letterlijk genoemd in de dichtstbijzijnde antwoorden: «lachgas» en «horeca».",
        ),
        (
            Reason(ground=Ground.RELATED, missing=("lachgs", "horeca"), near_words=(("lachgs", ("lachgas", "lach")),)),
            f"{GROUNDS[Ground.RELATED]} Niet letterlijk genoemd in de dichtstbijzijnde antwoorden: «horeca». "
            "«lachgs» staat niet in dit corpus; bedoelde u «lachgas» of «lach»?",
        ),
        (
            Reason(ground=Ground.RELATED, check_number=True, uncompared=("Defensie",)),
            "Er zijn antwoorden in de buurt van dit onderwerp, maar een rechtstreeks antwoord is niet zeker. De vraag "
            "vraagt om een getal of datum; controleer of die er echt staat. Deze vraag is in dit corpus niet aan "
            "verschillende ministeries tegelijk gesteld: er is geen vergelijking; de antwoorden die "
            "er wel zijn, komen van Defensie.",
        ),
        (
            Reason(ground=Ground.PARTS, parts=PartCounts(answered=2, related=1, nothing=1, handling=1)),
            "2 van 4 deelvragen eerder beantwoord, bij 1 staan er alleen verwante antwoorden, bij 1 niets gevonden; 1 "
            "gaat over het beantwoorden zelf.",
        ),
        (
            Reason(ground=Ground.PARTS, parts=PartCounts(answered=2, related=0, nothing=0, handling=0, left=(3, 4, 5))),
            "2 van 2 gezochte deelvragen eerder beantwoord. Let op: vraag 3 t/m 5 zijn niet gezocht, het zijn er te "
            "veel voor één keer; vraag die apart.",
        ),
    ],
)
def test_what_goes_with_a_ground_is_told_after_it(reason: Reason, text: str) -> None:
    assert reason_in_words(reason) == text


def test_a_long_stored_question_is_cut_at_a_word() -> None:
    text = reason_in_words(Reason(ground=Ground.ANSWERED, asked_before="Klopt het dat de brug dicht is? " * 20))
    assert text.endswith(" …».")
    assert len(text) < 230


def test_what_stands_beside_the_reason_is_not_said_twice() -> None:
    reason = Reason(
        ground=Ground.ANSWERED, asked_before="Echt?", missing=("scannen",), near_words=(("scannen", ("spannen",)),)
    )
    assert reason_in_words(reason, names_question=False, offers_words=False) == (
        "Eerder gevraagd en beantwoord. «scannen» staat niet in dit corpus."
    )
    assert "bedoelde u «spannen»?" in reason_in_words(reason)
