"""What an answer says to a yes/no question: cases in the shapes that ministers write, the text invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parse.read import read_paths
from index.sample import sample_dir
from index.values import Publication, Soort
from rag.standpunt.position import notice_position, pair_position, pair_positions, standpunt
from rag.values import Position, Standpunt
from tests.factory import make_pair, make_publication

HELD = "Zijn er op uw ministerie bijeenkomsten georganiseerd naar aanleiding van de brand in het depot?"
SHARE = "Deelt u de mening dat de veerdienst te duur is geworden voor eilanders?"
WILLING = "Bent u bereid met de reders in gesprek te gaan over een lager tarief?"
KNOWN = "Bent u bekend met het bericht «Veerboot blijft aan wal»?"
TRUE = "Klopt het dat de veerboot vorig jaar dertig dagen niet heeft gevaren?"

# question, answer, position, words that the quote must hold, why
CASES = [
    (KNOWN, "Ja.", "ja", "Ja.", "the plainest answer"),
    (KNOWN, "Ik ben bekend met dit bericht.", "ja", "bekend", "no ja, but the words of the question"),
    (KNOWN, "Ik heb kennisgenomen van het bericht.", "ja", "kennisgenomen", "another way to know"),
    (KNOWN, "Nee, dat bericht ken ik niet.", "nee", "Nee", "not known"),
    (TRUE, "Nee.", "nee", "Nee.", "a bare nee"),
    (TRUE, "Ja, dat klopt.", "ja", "klopt", "both words"),
    (TRUE, "Dat klopt.", "ja", "Dat klopt", "without ja"),
    (TRUE, "Dat klopt niet. De boot voer iedere dag.", "nee", "Dat klopt niet", "denied as a whole"),
    (TRUE, "Het klopt dat de boot dertig dagen stillag.", "ja", "Het klopt dat", "confirmed as a clause"),
    (TRUE, "Inderdaad. Dat kwam door het lage water.", "ja", "Inderdaad", "another ja"),
    (TRUE, "Deels. In het voorjaar voer de boot om de dag.", "deels", "Deels", "partly"),
    (TRUE, "Ten dele. De helft van de dagen kwam door storm.", "deels", "Ten dele", "partly, otherwise"),
    (TRUE, "Dat klopt deels: het waren twintig dagen.", "deels", "deels", "partly right"),
    (TRUE, "Voor zover mij bekend niet.", "nee", "Voor zover mij bekend niet", "a careful no"),
    (TRUE, "Dit is onjuist.", "nee", "onjuist", "wrong"),
    (HELD, "Nee, wel is in reguliere overleggen over de brand gesproken.", "nee", "wel is", "nuance in one sentence"),
    (
        HELD,
        "Er zijn geen formele bijeenkomsten georganiseerd over de brand. Wel is de brand in teams besproken.",
        "nee",
        "Wel is de brand in teams besproken.",
        "the nuance stands in the next sentence",
    ),
    (HELD, "Daarvan is op mijn ministerie geen sprake geweest.", "nee", "geen sprake", "not the case"),
    (HELD, "Daar is geen sprake van.", "nee", "geen sprake", "not the case, the other order"),
    (HELD, "Voor zover ik heb kunnen nagaan niet.", "nee", "niet", "as far as known not"),
    (HELD, "Op 3 mei is een bijeenkomst over de brand gehouden.", "ja", "gehouden", "it happened"),
    (HELD, "Dat kan ik niet aangeven.", "geen antwoord", "niet aangeven", "does not know"),
    (HELD, "Hierover is mij niets bekend.", "geen antwoord", "niets bekend", "does not know"),
    (HELD, "Zie het antwoord op vraag 2.", "geen antwoord", "Zie", "a mere reference"),
    (HELD, "Niet van toepassing.", "geen antwoord", "toepassing", "says nothing"),
    (SHARE, "Ja, maar de rijksbijdrage is al verhoogd.", "ja", "maar de rijksbijdrage", "ja with a reservation"),
    (SHARE, "Ja, mits de cijfers kloppen.", "ja", "mits", "ja on a condition"),
    (SHARE, "Ik deel die mening niet.", "nee", "deel die mening niet", "not shared"),
    (SHARE, "Die mening deel ik niet.", "nee", "deel ik niet", "not shared, the other order"),
    (SHARE, "Dat beeld herken ik niet. De tarieven zijn gelijk gebleven.", "nee", "herken ik niet", "not recognised"),
    (SHARE, "Daar ben ik het niet mee eens.", "nee", "niet mee eens", "does not agree"),
    (SHARE, "Ik ben het daarmee eens.", "ja", "eens", "agrees"),
    (SHARE, "Ik deel de zorgen over het tarief.", "ja", "deel de zorgen", "shares"),
    (SHARE, "Zoals in antwoord 1 aangegeven deel ik deze mening.", "ja", "deel ik", "shares, after a reference"),
    (SHARE, "Dat deel ik, echter daarvan is hier geen sprake.", "ja", "Dat deel ik", "the main clause comes first"),
    (SHARE, "Daarover doe ik geen uitspraken.", "geen antwoord", "geen uitspraken", "will not say"),
    (WILLING, "Ik zal dat gesprek aangaan.", "ja", "Ik zal", "a promise"),
    (WILLING, "Daartoe ben ik bereid.", "ja", "bereid", "willing"),
    (WILLING, "Ik zie daartoe geen aanleiding.", "nee", "geen aanleiding", "no reason to"),
    (WILLING, "Nee, daartoe ben ik niet bereid.", "nee", "niet bereid", "not willing"),
    (WILLING, "Dat ben ik niet voornemens.", "nee", "niet voornemens", "no intention"),
    (WILLING, "Ik ben al in gesprek met de reders.", "ja", "in gesprek", "does so already"),
    (WILLING, "Daar heb ik op dit moment geen voornemen toe.", "nee", "geen voornemen", "no intention"),
    (
        WILLING,
        "Hierop kom ik in het voorjaar terug, zodra het onderzoek er is.",
        "uitgesteld",
        "kom ik",
        "the answer postpones itself",
    ),
    ("Klopt het niet dat de veerboot te klein is?", "Ja, de boot is te klein.", "ja", "Ja", "a rhetorical not"),
    (
        "Klopt het dat er geen reserveboot beschikbaar is?",
        "Er is geen reserveboot beschikbaar.",
        "ja",
        "geen reserveboot",
        "what the question denies is denied",
    ),
    (
        "Deelt u de mening dat de veerboot niet mag verdwijnen?",
        "Het kabinet deelt de mening dat het niet wenselijk is dat de veerboot verdwijnt.",
        "ja",
        "deelt de mening",
        "agrees with a denial",
    ),
    (
        "Kunt u uitsluiten dat de boot opnieuw uitvalt?",
        "Helaas valt dat nooit uit te sluiten.",
        "nee",
        "uit te sluiten",
        "cannot rule out",
    ),
    (
        "Kunt u bevestigen dat de boot is verkocht?",
        "Dat kan ik niet bevestigen.",
        "onzeker",
        "bevestigen",
        "who cannot confirm may deny or withhold",
    ),
    (
        "Kunt u aangeven of de dienstregeling wijzigt?",
        "De dienstregeling wijzigt niet.",
        "nee",
        "wijzigt niet",
        "an indirect yes/no question",
    ),
    (
        "Kunt u deze vragen voor het debat van 3 juni beantwoorden?",
        "Dit is helaas niet gelukt.",
        "nee",
        "niet gelukt",
        "the date was missed",
    ),
    (
        "Kunt u deze vragen afzonderlijk beantwoorden?",
        "De vragen zijn afzonderlijk beantwoord.",
        "ja",
        "beantwoord",
        "did what was asked",
    ),
    (
        "Kunt u deze vragen voor het debat van 3 juni beantwoorden?",
        "De vragen zijn zo spoedig mogelijk beantwoord.",
        "onzeker",
        "zo spoedig mogelijk",
        "that a date was kept is not said",
    ),
    (
        "Kunt u deze vragen één voor één en zo spoedig mogelijk beantwoorden?",
        "Ik heb uw vragen zo spoedig als mogelijk beantwoord.",
        "ja",
        "zo spoedig als mogelijk",
        "no date was asked",
    ),
    (
        "Bent u bereid de vergunning van de reder in te trekken?",
        "Zoals ik eerder heb uitgelegd kan ik een vergunning niet zomaar intrekken.",
        "nee",
        "niet zomaar intrekken",
        "what is asked is refused in its own verb",
    ),
    (
        "Bent u bereid om de tarieven in de wet te verankeren?",
        "Dat is een interessante gedachte. De wet is een zwaar middel. Een verankering van tarieven is niet nodig.",
        "nee",
        "niet nodig",
        "refused in a noun of the verb",
    ),
    (
        "Bent u bereid het toezicht op de veerdiensten te intensiveren?",
        "De dienst is al jaren veilig. De inspectie zal dit jaar het toezicht op de veerdiensten intensiveren.",
        "ja",
        "intensiveren",
        "what is asked is done in its own verb",
    ),
    (
        "Deelt u de verwachting dat de haven van Lauwersoog, waar het al jaren druk is, geen uitzondering zal zijn?",
        "De haven van Lauwersoog zal geen uitzondering zijn.",
        "ja",
        "geen uitzondering",
        "both deny the same in the same words",
    ),
    (
        "Voldoet de veerboot volgens u aan de eisen?",
        "Ik begrijp dat u naar mijn oordeel vraagt. Het is echter niet aan mij om daarover te oordelen.",
        "geen antwoord",
        "niet aan mij",
        "the second sentence declines what was asked",
    ),
    (
        "Is het mogelijk de tarieven bekend te maken voordat de kaarten worden verkocht?",
        "Zoals eerder toegelicht is het op dit moment niet mogelijk om de tarieven voor de verkoop bekend te maken.",
        "nee",
        "niet mogelijk",
        "what is asked to be possible is not",
    ),
    (
        "Bent u, gelet op de druk op de eilanden volgens de bond, de eilandraad, de reders en anderen, "
        "bereid het tarief te verlagen?",
        "Het tarief is bekend. De reders zijn tevreden. De boot vaart. Ik zie geen aanleiding om het te verlagen.",
        "nee",
        "geen aanleiding",
        "far into the answer, but in the verb of the question",
    ),
    (
        "Gaat u het contract met de reder verlengen?",
        "Het contract loopt nog twee jaar. Hierop zal worden teruggekomen in de brief over de veerdiensten.",
        "uitgesteld",
        "teruggekomen",
        "after words about the subject it is put off",
    ),
    (
        "Ziet u een rol weggelegd voor de havenmeester bij het bestrijden van fraude met kaarten?",
        "De havenmeester beheert het register. De havenmeester heeft geen rol bij het bestrijden van fraude.",
        "nee",
        "geen rol",
        "there is none to see",
    ),
    (
        "Heeft u inzicht in het aantal eilanders dat te laat aan boord is?",
        "Daarin heb ik geen inzicht.",
        "nee",
        "geen inzicht",
        "who is asked whether he has it, says no by having none",
    ),
    (
        "Deelt u de zorgen over de toekomst van de veerdienst?",
        "Het kabinet maakt zich zorgen over de toekomst van de veerdienst.",
        "ja",
        "zorgen",
        "shares them in other words",
    ),
    (
        "Is het waar dat de veerdienst naar een andere haven verhuist?",
        "De plannen van de reder laten zien dat de veerdienst inderdaad naar een andere haven verhuist.",
        "ja",
        "inderdaad",
        "a report confirms it",
    ),
    (
        "Bent u bekend met het feit dat de reder eigenaar is van de haven?",
        "De reder is geen eigenaar van de haven.",
        "nee",
        "geen eigenaar",
        "what is called a fact is denied",
    ),
    (
        "Bent u bekend met het bericht «Boot ligt stil. Wie betaalt dat? Reizigers morren» van 3 mei?",
        "Ja, dat bericht ken ik.",
        "ja",
        "ken ik",
        "the title has full stops and asks something itself",
    ),
    ("Mag een hond mee op de veerboot?", "Dat mag alleen als hij is aangelijnd.", "deels", "alleen", "on a condition"),
    ("Mag een hond mee op de veerboot?", "Op dit moment niet.", "nee", "niet", "not now"),
    (f"{TRUE} Zo ja, hoe komt dat? Zo nee, waarom niet?", "Nee. De boot voer.", "nee", "Nee", "with follow-ups"),
    (f"{KNOWN} {SHARE}", "Die mening deel ik niet.", "nee", "deel ik", "the words belong to the second question"),
    (f"Gezien het lage water, {WILLING[0].lower()}{WILLING[1:]}", "Ja.", "ja", "Ja.", "a clause before the question"),
    ("Wat vindt u van het tarief? Is het te hoog?", "Nee.", "nee", "Nee", "an open question comes first"),
]

NO_QUESTION = [
    ("Kunt u aangeven hoeveel eilanders een kaart hebben?", "Er zijn 12.000 kaarten.", "looks like yes/no"),
    ("Kunt u toelichten waarom de boot uitvalt?", "De motor is oud.", "a request for words"),
    ("Kunt u een overzicht geven van de tarieven?", "De tarieven staan in de bijlage.", "a request for words"),
    ("Hoeveel eilanders hebben een kaart?", "Er zijn geen gegevens over kaarten.", "an open question"),
    ("In hoeverre is de boot verouderd?", "De boot is verouderd.", "a question of degree"),
    ("Bij hoeveel ritten viel de boot uit?", "Dat is niet bekend.", "an open question with a preposition"),
    ("Zo ja, wanneer was dat?", "Zie het antwoord op vraag 1.", "a follow-up"),
    ("Wat is uw oordeel over het tarief? Ziet u dit als een probleem?", "Het tarief is in 2020 bepaald.", "open first"),
]


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
