"""What an answer says to a yes/no question: cases in the shapes that ministers write, the text invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parse.read import read_paths
from index.sample import sample_dir
from index.values import Publication, Soort
from rag.standpunt.position import notice_position, pair_position, standpunt
from rag.values import Position, Standpunt
from tests.factory import make_pair, make_publication
from tests.rag.standpunt.cases import CASES, HELD, NO_QUESTION, SHARE, TRUE, WILLING


@pytest.mark.parametrize(("vraag", "antwoord", "waarde", "words", "why"), CASES, ids=[case[4] for case in CASES])
def test_position_of_an_answer(vraag: str, antwoord: str, waarde: str, words: str, why: str) -> None:
    position = standpunt(vraag, antwoord)
    assert position.waarde == waarde, why
    assert position.quote is not None
    assert words in position.quote
    assert antwoord[position.start : position.end] == position.quote


@pytest.mark.parametrize(("vraag", "antwoord", "why"), NO_QUESTION, ids=[case[0] for case in NO_QUESTION])
def test_without_a_yes_no_question_there_is_no_position(vraag: str, antwoord: str, why: str) -> None:
    assert standpunt(vraag, antwoord) == Position(waarde=None), why


def test_a_request_that_is_answered_by_nee_has_a_position() -> None:
    position = standpunt("Kunt u aangeven hoeveel kaarten er zijn?", "Nee, dat wordt niet bijgehouden.")
    assert position.waarde is Standpunt.NEE


@pytest.mark.parametrize(
    ("vraag", "antwoord", "why"),
    [
        (TRUE, "Zie het antwoord op vraag 2. De boot ligt sinds mei in het dok van de werf.", "it refers and answers"),
        (TRUE, "De boot ligt sinds mei in het dok. Daarover zijn nog geen gegevens.", "it answers before it declines"),
        (SHARE, "De rederij bepaalt zelf wat een overtocht kost.", "it talks around"),
        (
            "Erkent u dat de reder zich ten doel stelt de machtigste rederij van Europa te worden?",
            "De reder stelt zich ten doel een rederij van Europese betekenis te worden.",
            "the strongest word of the question is not said again",
        ),
        (
            "Bent u bereid geld vrij te maken voor onderzoek naar zeeziekte?",
            "Ik zal de universiteiten vragen hoe er binnen de programma's meer aandacht voor reizigers kan komen.",
            "something else is promised",
        ),
        (
            "Bent u ermee bekend dat de veerboot te laat vertrekt en dat de reder geen plannen heeft daartegen?",
            "Ik ben ermee bekend dat de veerboot te laat vertrekt.",
            "only one half is known",
        ),
        (
            "Erkent u dat eilanders in een onmachtige situatie zitten en afhankelijk zijn van de reder?",
            "Ik kan mij goed voorstellen dat bewoners in deze situatie gevoelens van onmacht ervaren.",
            "who can imagine it has not acknowledged it",
        ),
        (
            "Bent u ook van mening dat de maatregelen tegen zwartrijden vrijwel geen effect hebben?",
            "Vanzelfsprekend vind ik het van belang dat de reder toezicht houdt.",
            "another thing goes without saying",
        ),
        (
            "Klopt het dat de reder niet in de haven, maar wel op andere plaatsen een ligplaats heeft?",
            "De reder heeft geen ligplaats op andere plaatsen.",
            "who denies has denied one half of a contrast",
        ),
        (
            "Bent u bereid ervoor te zorgen dat de rechter eilanders alleen naar goede bemiddelaars stuurt?",
            "De rechter stuurt eilanders niet naar een bemiddelaar.",
            "a denied premise is no unwillingness",
        ),
        (SHARE, "Ik herken het beeld dat de reders meer kosten maken.", "another clause is shared"),
        (
            SHARE,
            "Ik vind het belangrijk om te benadrukken dat de reders zelf beslissen.",
            "what is stressed is something else",
        ),
        (TRUE, "De suggestie dat de sluis kapot is, is onjuist.", "another thing is denied"),
        (
            "Klopt het dat de boot niet voer en dat de kapitein de sleutel was kwijtgeraakt?",
            "Het klopt dat de boot niet voer vanwege het ijs op het wad.",
            "half of the question",
        ),
        (
            "Heeft de reder de boot gekocht en hem naar de grote werf in Harlingen gebracht?",
            "De reder heeft de boot in mei gekocht van een handelaar.",
            "half of what was done",
        ),
        (TRUE, "De boot voer inderdaad langs de sluis.", "something else is confirmed"),
        (
            "Deelt u de mening dat de kosten niet voor de eilanders mogen komen?",
            "Er is geen sprake van kosten voor eilanders.",
            "who denies it does not share the view that it should not be",
        ),
        (
            "Bent u het ermee eens dat de drukte op de veerboot zorgelijk is?",
            "Een ernstig ongeluk met de sluis vind ik zorgelijk.",
            "another thing is judged",
        ),
        ("Beschouwt u de reder als betrouwbaar?", "Ik ben bekend met de klachten over de reder.", "known is no yes"),
        ("Bent u geschrokken van dit bericht?", "Ja, ik heb kennisgenomen van dit bericht.", "yes to knowing it"),
    ],
)
def test_what_is_not_said_is_unsure(vraag: str, antwoord: str, why: str) -> None:
    position = standpunt(vraag, antwoord)
    assert position.waarde is Standpunt.ONZEKER, why
    assert not position.zeker


@pytest.mark.parametrize(
    ("vraag", "antwoord", "waarde", "why"),
    [
        (SHARE, "Deze mening kan ik niet onderschrijven, omdat deze niet klopt.", "nee", "cannot share"),
        (SHARE, "Het is aan de reders om te bepalen wat de overtocht kost.", "geen antwoord", "it is for others"),
        (
            TRUE,
            "Dat kan ik niet aangeven. De reder telt de dagen zelf en deelt ze niet.",
            "geen antwoord",
            "first",
        ),
        (
            TRUE,
            "Het antwoord op deze vraag vergt onderzoek. U wordt hierover geïnformeerd.",
            "uitgesteld",
            "later",
        ),
        (
            WILLING,
            "Voor beantwoording van deze vraag verwijs ik naar de brief die ik uw Kamer in mei stuur.",
            "uitgesteld",
            "a letter to come",
        ),
        (
            "Kunt u het verslag van het gesprek delen?",
            "In de bijlage treft u het verslag van het gesprek.",
            "ja",
            "done",
        ),
        (TRUE, "De veerboot heeft vorig jaar inderdaad dertig dagen niet gevaren.", "ja", "confirmed by its own words"),
        (
            "Kunt u bevestigen dat de boot is verkocht?",
            "Dat kan ik niet bevestigen. Ik doe geen uitspraken over de verkoop van boten.",
            "geen antwoord",
            "withheld, and said why",
        ),
        (
            "Neemt de drukte op de veerboot door het lage tarief toe?",
            "Er zijn allerlei redenen om te reizen. Ik kan niet beoordelen of het lage tarief meespeelt in de drukte.",
            "geen antwoord",
            "declined in the words of the question",
        ),
        (
            SHARE,
            "Ik ga niet over de prijzen van de rederij. De overtocht kost dertig euro.",
            "geen antwoord",
            "not his",
        ),
        (
            "Deelt u de mening dat het zorgelijk is dat eilanders de veerdienst niet kunnen betalen?",
            "Ik deel dat de veerdienst voor eilanders zorgelijk duur is, binnen de regels die Europa en de wet stellen "
            "aan concessies, staatssteun en de vrije vestiging van reders.",
            "ja",
            "what is shared stands before the comma",
        ),
        (
            "Bent u het ermee eens dat het zeer zorgelijk is dat de veerdienst wordt misbruikt door smokkelaars?",
            "Het is onwenselijk dat de veerdienst wordt misbruikt door smokkelaars.",
            "ja",
            "the same judgement in another word",
        ),
        (
            "Bent u bereid de reder op te dragen het tarief te verlagen?",
            "Op grond van de concessie is het de minister niet toegestaan een reder een tarief op te leggen.",
            "nee",
            "he may not",
        ),
        (
            "Kunt u aangeven of de leeftijdsgrens voor de eilandkaart omlaag gaat?",
            "Wij zijn niet voornemens de leeftijdsgrens voor de eilandkaart te verlagen.",
            "nee",
            "no plan to",
        ),
    ],
)
def test_what_is_said_is_said(vraag: str, antwoord: str, waarde: str, why: str) -> None:
    position = standpunt(vraag, antwoord)
    assert position.waarde == waarde, why
    assert position.zeker


def test_an_unsure_position_shows_the_sentence_nearest_to_the_question() -> None:
    antwoord = "De werf is druk. De veerboot heeft vorig jaar minder dagen gevaren dan gepland. Meer is er niet."
    assert standpunt(TRUE, antwoord).quote == "De veerboot heeft vorig jaar minder dagen gevaren dan gepland."


def test_an_answer_that_may_mean_either_is_unsure() -> None:
    position = standpunt(TRUE, "De scheepswerf levert in juni twee nieuwe schroeven.")
    assert position.waarde is Standpunt.ONZEKER
    assert position.quote == "De scheepswerf levert in juni twee nieuwe schroeven."


def test_a_bare_ja_takes_the_sentence_that_says_what() -> None:
    position = standpunt(HELD, "Ja. Op 3 mei kwamen de teams bijeen. Zij spraken over de brand.")
    assert position.quote == "Ja. Op 3 mei kwamen de teams bijeen."


def test_a_bare_nee_leaves_out_a_reference() -> None:
    assert standpunt(HELD, "Nee. Zie ook het antwoord op vraag 3.").quote == "Nee."


def test_the_first_of_several_questions_takes_the_bare_answer() -> None:
    pair = make_pair("ah-tk-20232024-1", {1: HELD, 2: "Zo ja, wanneer?"}, "Nee.")
    assert pair_position(pair).waarde is Standpunt.NEE


def test_a_pair_without_question_text_has_no_position() -> None:
    assert pair_position(make_pair("ah-tk-20232024-1", {1: ""}, "De boot vaart.")).waarde is None


def test_references_are_not_followed() -> None:
    pair = make_pair("ah-tk-20232024-1", {2: SHARE}, "Zie het antwoord op vraag 1.")
    assert pair_position(pair).waarde is Standpunt.GEEN_ANTWOORD


def test_a_delay_notice_is_uitgesteld_with_its_words() -> None:
    text = "Hierbij bericht ik u over de vragen. Deze kunnen niet binnen de gebruikelijke termijn worden beantwoord."
    text = text.replace("Deze", "De vragen")
    notice = make_publication(1, soort=Soort.MEDEDELING, mededeling=text, open_vragen=[HELD])
    position = notice_position(notice)
    assert position.waarde is Standpunt.UITGESTELD
    assert position.quote == "De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord."
    assert text[position.start : position.end] == position.quote


def test_an_answer_is_no_delay_notice() -> None:
    assert notice_position(make_publication(1)) == Position(waarde=None)


@given(st.text(max_size=200), st.text(min_size=1, max_size=400).filter(str.strip))
def test_the_quote_is_always_verbatim(vraag: str, antwoord: str) -> None:
    position = standpunt(vraag, antwoord)
    if position.waarde is None:
        assert position.quote is None
    else:
        assert antwoord[position.start : position.end] == position.quote


@given(st.sampled_from([case[0] for case in CASES]), st.sampled_from([case[1] for case in CASES]))
def test_only_delay_gives_uitgesteld(vraag: str, antwoord: str) -> None:
    position = standpunt(vraag, antwoord)
    if position.waarde is Standpunt.UITGESTELD:
        assert position.quote is not None
        assert "terug" in position.quote


@pytest.fixture(scope="module")
def sample() -> list[Publication]:
    return [reading.publicatie for reading in read_paths([sample_dir()]) if reading.publicatie]


def test_the_twelve_ministries_of_the_sample_are_right(sample: list[Publication]) -> None:
    expected = {
        90001: "nee", 90002: "ja", 90003: "nee", 90004: "nee", 90005: "deels", 90006: "nee", 90007: "nee",
        90008: "geen antwoord", 90009: "uitgesteld", 90010: "ja", 90040: "nee", 90012: "nee",
    }  # fmt: skip
    by_number = {int(publication.nummer or 0): publication for publication in sample}
    found = {}
    for number in expected:
        publication = by_number[number]
        position = pair_position(publication.paren[0]) if publication.paren else notice_position(publication)
        found[number] = position.waarde
    assert found == expected


def test_the_nuance_of_the_sample_is_quoted(sample: list[Publication]) -> None:
    (pair,) = (p for publication in sample if publication.nummer == "90006" for p in publication.paren[:1])
    quote = pair_position(pair).quote or ""
    assert quote.startswith("Er zijn geen afzonderlijke bijeenkomsten")
    assert "Wel is de uitslag besproken" in quote


@pytest.mark.shared
@pytest.mark.parametrize("nummer", [1067, 1068])
def test_the_founding_documents_say_nee(shared: Path, nummer: int) -> None:
    (path,) = (shared / "data" / "publications" / "page-text").glob(f"ah-tk-20232024-{nummer}.*")
    (reading,) = read_paths([path])
    assert reading.publicatie is not None
    pair = next(pair for pair in reading.publicatie.paren if 1 in pair.vraagnummers)
    position = pair_position(pair)
    assert position.waarde is Standpunt.NEE
    assert pair.antwoord[position.start : position.end] == position.quote
