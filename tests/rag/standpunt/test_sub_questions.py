"""Each sub-question of a pair has the position of the words that are about it."""

from __future__ import annotations

import pytest

from rag.standpunt.position import pair_position, pair_positions, question_position, standpunt
from rag.values import Standpunt
from tests.factory import make_pair
from tests.rag.standpunt.cases import KNOWN, SHARE, TRUE, WILLING


@pytest.mark.parametrize(
    ("vraag", "antwoord", "waarden", "why"),
    [
        (
            f"{KNOWN} Bent u ervan op de hoogte dat de reder de boot wil verkopen?",
            "Ja, ik ben bekend met dit bericht.",
            ["ja", "onzeker"],
            "only the report is known",
        ),
        (
            f"{KNOWN} Bent u ervan op de hoogte dat de reder de boot wil verkopen?",
            "Ja, beide zijn mij bekend.",
            ["ja", "ja"],
            "said of both",
        ),
        (
            "Kunt u bevestigen dat de boot in 2024 is gekeurd? Zo ja, kunt u uitsluiten dat de romp scheuren heeft?",
            "Ik kan bevestigen dat de boot in 2024 is gekeurd. Ik kan niet uitsluiten dat de romp scheuren heeft.",
            ["ja", "nee"],
            "each has a sentence of its own",
        ),
        (
            "Klopt het dat het OM de zaak heeft geseponeerd? Vindt u dit terecht?",
            "Het klopt dat het OM de zaak heeft geseponeerd. Over de juistheid daarvan treed ik niet in een oordeel.",
            ["ja", "geen antwoord"],
            "the sentence that declines is about the question that is left",
        ),
        (
            "Wat is het beeld van de opvang van ontheemden? Worden zij betrokken bij de inrichting van de opvang?",
            "Er is geen eenduidig beeld over de opvang van ontheemden. De handreiking is leidend.",
            ["onzeker"],
            "the sentence that declines is about the open question",
        ),
        (
            "Heeft de Douane de container gecontroleerd? Zo ja, is daarbij cocaïne aangetroffen?",
            "De Douane heeft de container gecontroleerd. Daarbij is geen cocaïne aangetroffen.",
            ["ja", "nee"],
            "the second sentence is about what follows",
        ),
        (
            "Is de inspectie hiervan op de hoogte? Is er een onderzoek ingesteld?",
            "De inspectie is hiervan op de hoogte. Er is geen onderzoek ingesteld.",
            ["ja", "nee"],
            "someone else knows of it, and did not act",
        ),
        (
            "Wordt het personeel geschoold? Krijgt het personeel ook meer tijd per reiziger?",
            "Het personeel wordt geschoold. Meer tijd per reiziger is op dit moment niet haalbaar.",
            ["ja", "nee"],
            "one is done, the other cannot be",
        ),
        (
            "Deelt u de mening dat het tarief te hoog is? Zo ja, gaat u ingrijpen?",
            "Ja. Daarom verlaag ik het tarief per 1 juli.",
            ["ja", "ja"],
            "a bare yes is about both",
        ),
        (
            "Hoe is de reder tot dit tarief gekomen? Is daarbij rekening gehouden met de eilanders?",
            "Ik heb geen inzicht in hoe de reder tot dit tarief is gekomen. Er is overlegd met een stichting.",
            ["onzeker"],
            "the open question is declined, not the other one",
        ),
        (
            f"{TRUE[:-1]}?Zo nee, waarom niet? {SHARE}",
            "Op deze vragen kan geen eenduidig antwoord worden gegeven.",
            ["geen antwoord", "geen antwoord"],
            "all are declined in so many words, and a space is missing",
        ),
        (
            "Is het aan de eilanders om naar de rechter te stappen? En is het verstandig om een zaak aan te spannen?",
            "Het is inderdaad aan de eilanders zelf om naar de rechter te stappen.",
            ["ja", "onzeker"],
            "a sentence is about the question whose words it has",
        ),
    ],
)
def test_a_sentence_answers_the_sub_question_that_it_is_about(
    vraag: str, antwoord: str, waarden: list[str], why: str
) -> None:
    positions = pair_positions(make_pair("ah-tk-20232024-1", {1: vraag}, antwoord))
    assert [position.waarde for position in positions] == waarden, why


def test_a_question_that_is_answered_with_others_has_the_words_that_are_about_it() -> None:
    pair = make_pair(
        "ah-tk-20232024-1",
        {
            1: "Deelt u de zorgen over de veiligheid van de haven?",
            2: "Deelt u de mening dat de haven onhoudbaar vol is?",
            3: "Ligt, op welke manier dan ook, een sluiting nog op tafel?",
        },
        "Het kabinet deelt de zorgen over de veiligheid van de haven.",
    )
    said = [question_position(pair, vraag).waarde for vraag in pair.vragen]
    assert said == ["ja", "onzeker", "onzeker"]


def test_a_question_that_is_answered_alone_has_the_position_of_its_pair() -> None:
    pair = make_pair("ah-tk-20232024-1", {1: SHARE}, "Die mening deel ik.")
    assert question_position(pair, pair.vragen[0]) == pair_position(pair)


def test_every_sub_question_has_its_own_position() -> None:
    vraag = f"{KNOWN} {SHARE} Zo nee, bent u bereid het tarief te verlagen? Hoe hoog is het tarief? {WILLING}"
    antwoord = "Ja, ik ken dit bericht. Die mening deel ik. Ik ben niet bereid om met de reders in gesprek te gaan."
    positions = pair_positions(make_pair("ah-tk-20232024-1", {1: vraag}, antwoord))
    assert [(position.deelvraag, position.waarde) for position in positions] == [
        (KNOWN, "ja"),
        (SHARE, "ja"),
        (WILLING, "nee"),
    ], "the open one has none, and what lapses is not asked"


def test_an_open_question_before_does_not_hide_the_one_that_is_answered() -> None:
    position = standpunt(
        "Hoe kijkt u naar de tarieven? Wordt hierover met de reders gesproken?", "Ja, hierover wordt gesproken."
    )
    assert (position.waarde, position.deelvraag) == (Standpunt.JA, "Wordt hierover met de reders gesproken?")


def test_a_sub_question_ends_where_the_next_one_is_joined_on() -> None:
    pair = make_pair("ah-tk-20232024-1", {1: f"{TRUE[:-1]} en bent u bereid dat te verhelpen?"}, "Ja.")
    assert [position.deelvraag for position in pair_positions(pair)] == [TRUE[:-1], "bent u bereid dat te verhelpen?"]


def test_a_question_is_not_cut_within_of_en_hoe() -> None:
    vraag = "Kunt u bevestigen dat of en hoe de reder betaalt nog niet vaststaat?"
    pair = make_pair("ah-tk-20232024-1", {1: vraag}, "Ja.")
    assert [position.deelvraag for position in pair_positions(pair)] == [vraag]


def test_a_short_sub_question_is_about_what_the_one_before_asks() -> None:
    before, own = "Is er een landelijk meldpunt voor huurders van vakantiewoningen?", "Bent u bereid dat in te stellen?"
    refused = "Ik zie geen aanleiding voor een landelijk meldpunt voor huurders."
    of_something_else = "Ik zie geen aanleiding om subsidies aan musea te verhogen."
    pairs = [
        make_pair("ah-tk-20232024-1", {1: f"{before} {own}"}, antwoord) for antwoord in (refused, of_something_else)
    ]
    assert [pair_positions(pair)[1].waarde for pair in pairs] == ["nee", "onzeker"]
