from __future__ import annotations

import re

import pytest

from index.parse.marks.delay import DELAYS
from rag.dutch.acts import (
    ASKS_HANDLING,
    ASKS_OPENLY,
    CONFIRMS,
    DENIES,
    LEANS_ON_QUESTION,
    LEANS_ON_SENTENCE,
    LEANS_ON_TURN,
    SAYS_YES_OR_NO,
    TAKES_POSITION,
    TURNS,
    filled_in,
)
from tests.growth import assert_linear

ACTS = {
    "asks how it is answered": (
        ASKS_HANDLING,
        [
            "Kunt u deze vragen een voor een beantwoorden?",
            "Wilt u bovengenoemde vragen allen afzonderlijk beantwoorden?",
            "Kunnen deze vragen zo snel mogelijk beantwoord worden?",
            "Bent u bereid deze vraag voor zondag te beantwoorden?",
        ],
        [
            "Wanneer beantwoordt u de vragen van de Ombudsman?",
            "Kunt u aangeven hoe u de vraag naar woningen gaat beantwoorden?",
            "Kunt u aangeven hoeveel brieven apart zijn bewaard?",
            "Kunt u aangeven hoeveel vragen er zijn beantwoord?",
            "Bent u bereid met de reders te praten?",
        ],
    ),
    "asks openly": (
        ASKS_OPENLY,
        ["Hoe gaat u dat doen?", "Op welke wijze gaat u dat doen?", "Vanaf wanneer geldt dit?"],
        ["Bent u bereid dat te doen?", "Waarschuwt u de reders?"],
    ),
    "says yes or no": (SAYS_YES_OR_NO, ["Ja.", "Nee, daarover zijn geen gegevens.", "«Neen»"], ["Jaarlijks.", "Neem"]),
    "confirms": (CONFIRMS, ["Ja.", "Inderdaad is dat zo.", "Dat klopt."], ["Dat klopt niet.", "Jaarlijks."]),
    "denies": (DENIES, ["Nee.", "Dat klopt niet."], ["Ik deel die mening niet.", "Dat klopt."]),
    "takes a position": (
        TAKES_POSITION,
        ["Deels.", "Die mening deel ik niet.", "Ik ben bereid dat te doen."],
        ["De minister deelt informatie."],
    ),
    "turns": (
        TURNS,
        [
            "Wel is de brug dicht.",
            "Ondanks dat is de brug dicht.",
            "Ik zie echter bezwaren.",
            "Dat betekent niet dat de brug opengaat.",
        ],
        ["Welke gevolgen dat heeft, is bekend.", "De brug is dicht."],
    ),
    "leans on the sentence before": (
        LEANS_ON_SENTENCE,
        [
            "Dit geldt ook voor bruggen.",
            "Ik heb daarover gesproken.",
            "De gemeente heeft deze brug gesloten.",
            "Om die reden gaat de brug dicht.",
            "Bij beide bruggen is er een sluis.",
            "In mei waren dat nog 40 bruggen.",
            "Schippers zijn immers niet verplicht te melden.",
            "Denk aan de brug in Veere.",
            "Zodat schippers veilig kunnen varen.",
            "Een ander voorbeeld is de brug in Veere.",
        ],
        [
            "De Kamer is geïnformeerd.",
            "Op dit moment is de brug dicht.",
            "Feit is dat de brug dicht is.",
            "Voor schippers die haast hebben is er een brug.",
        ],
    ),
    "leans on another question": (
        LEANS_ON_QUESTION,
        ["Zo ja, wanneer?", "Wat vindt u hiervan?", "Hoe ziet u dit in het licht van vraag 2?"],
        ["Deelt u de mening dat drones duur zijn?"],
    ),
    "leans on the turn before": (
        LEANS_ON_TURN,
        ["en in Utrecht?", "wat kost dat?", "hoe staat het daarmee"],
        ["hoeveel ganzen zijn er?", "wat kost een brug?"],
    ),
    "delays": (
        DELAYS,
        [
            "De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.",
            "Ik vraag om uitstel van de beantwoording.",
        ],
        ["Boeren kunnen uitstel aanvragen van de voorwaarde.", "De bouw duurt drie weken langer."],
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_found_in_its_examples_and_not_in_what_looks_like_it(act: str) -> None:
    pattern, examples, others = ACTS[act]
    assert [text for text in examples if not pattern.search(text)] == []
    assert [text for text in others if pattern.search(text)] == []


def test_a_pattern_of_a_data_file_names_acts_in_braces() -> None:
    pattern = re.compile(filled_in(r"^\W* (?: {yes} | {no} ) .{0,8} $"), re.VERBOSE | re.IGNORECASE)
    assert pattern.search("Ja, hoor.")
    assert not pattern.search("Jammer.")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("unit", ["vragen ", "dat is niet ", "x", " "])
def test_the_time_to_find_an_act_grows_with_the_length(act: str, unit: str) -> None:
    assert_linear(ACTS[act][0].search, unit)
