"""Whole texts in every layout that people have them in; the content is invented."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import NotAPublicationError
from index.parse.assemble import make_publication
from index.parse.formats.text import read_text
from index.parse.inputs import read_bytes
from index.values import Publication, Soort

KOP = (
    "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen op kazernes (ingezonden 4 maart"
    " 2024).\n"
    "Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024). Zie ook Aanhangsel Handelingen, vergaderjaar"
    " 2023–2024, nr. 90011.\n"
)


def lees(tekst: str, stam: str = "plakken") -> Publication:
    publicatie, _ = make_publication(read_text(tekst), stam)
    return publicatie


def sets(publicatie: Publication) -> list[tuple[int, ...]]:
    return [pair.vraagnummers for pair in publicatie.paren]


def test_typeset_text_with_its_heading_number() -> None:
    publicatie = lees(
        "Tweede Kamer der Staten-Generaal 2\nVergaderjaar 2023–2024 Aanhangsel van de Handelingen\n"
        "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden\n90010\n"
        + KOP
        + "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\nVraag 2 en 3\nWaarom?\nHoe lang?\n"
        "Antwoorden 2 en 3\nOmdat het feest is.\n"
    )
    assert publicatie.id == "ah-tk-20232024-90010"
    assert (publicatie.nummer, publicatie.vergaderjaar, publicatie.soort) == ("90010", "2023-2024", Soort.ANTWOORD)
    assert sets(publicatie) == [(1,), (2, 3)]
    assert publicatie.ministeries == ("Defensie",)
    assert publicatie.ontvangen == date(2024, 4, 2)
    assert publicatie.zie_ook == ("ah-tk-20232024-90011",)
    assert publicatie.twijfels == ()


def test_the_number_of_another_document_is_never_its_own() -> None:
    publicatie = lees(KOP + "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n", stam="tk-2024D90001")
    assert publicatie.nummer is None
    assert publicatie.id == "tk-2024D90001"
    assert publicatie.vergaderjaar == "2023-2024"
    assert dict(publicatie.herkomst)["vergaderjaar"] == "afgeleid van de datum"


def test_an_official_id_gives_the_number_that_the_text_lacks_and_says_so() -> None:
    publicatie = lees(KOP + "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n", stam="ah-tk-20232024-90010")
    assert publicatie.id == "ah-tk-20232024-90010"
    assert (publicatie.nummer, publicatie.vergaderjaar) == ("90010", "2023-2024")
    assert dict(publicatie.herkomst)["nummer"] == "id"


def test_the_vraagnummer_stands_in_the_id_of_questions() -> None:
    publicatie = lees("Vraag 1\nHangt de vlag uit?\nVraag 2\nWaarom?\n", stam="kv-tk-2024Z90010")
    assert publicatie.vraagnummer == "2024Z90010"
    assert dict(publicatie.herkomst)["vraagnummer"] == "id"


@pytest.mark.parametrize(
    "line", ["nr. 2024Z90011", "NR 2024Z 90011", "Uw kenmerk | 2024Z90011 |", "2024Z90011 / 3 juni"]
)
def test_the_vraagnummer_of_a_letter_is_found_behind_whatever_word(line: str) -> None:
    publicatie = lees(f"Geachte voorzitter,\n{line}\nVraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n", stam="brief")
    assert publicatie.vraagnummer == "2024Z90011"


def test_a_letter_with_two_vraagnummers_takes_neither() -> None:
    tekst = "Over 2024Z90011 en 2024Z90012.\nVraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n"
    assert lees(tekst, stam="brief").vraagnummer is None


def test_a_comma_that_was_forgotten_between_two_numbers_of_a_label() -> None:
    nummers = "7, 8, 9 10 en 11"
    tekst = KOP + "".join(f"Vraag {n}\nHangt vlag {n} uit?\n" for n in range(7, 12)) + f"Antwoord {nummers}\nJa.\n"
    (pair,) = lees(tekst).paren
    assert pair.vraagnummers == (7, 8, 9, 10, 11)


def test_a_line_that_goes_on_with_toelichting_is_no_heading() -> None:
    publicatie = lees(KOP + "Vraag 1\nHangt de vlag uit? Graag een\ntoelichting. Ook een tweede.\nAntwoord 1\nJa.\n")
    assert publicatie.toelichting is None
    assert publicatie.paren[0].vragen[0].tekst.endswith("toelichting. Ook een tweede.")


def test_two_questions_in_one_paragraph_under_a_joint_label() -> None:
    tekst = KOP + "Vraag 1\nWaar?\nAntwoord 1\nHier.\n" + "Vraag 2 en 3\nHangt de vlag uit? Hoe lang al?\n"
    publicatie = lees(tekst + "Antwoord 2 en 3\nJa, lang.\n")
    assert [vraag.tekst for vraag in publicatie.paren[1].vragen] == ["Hangt de vlag uit?", "Hoe lang al?"]


def test_an_abbreviation_that_is_broken_at_its_hyphen() -> None:
    lang = "Dat hangt af van het jaarlijkse onderhoud en vooral van de kosten van het"
    tekst = (
        KOP
        + f"Vraag 1\nWaarvan?\nAntwoord 1\n{lang} IT-\nbeheer en {lang} IT-\nen het beheer daarvan.\n"
        + f"{lang}\n" * 4
    )
    antwoord = lees(tekst).paren[0].antwoord
    assert "IT-beheer" in antwoord
    assert "IT- en het beheer" in antwoord


def test_who_signs_behind_the_last_answer_has_answered() -> None:
    tekst = (
        "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n\nStaatssecretaris van Economische Zaken en Klimaat\n\nM. Berg\n"
    )
    publicatie = lees(tekst, stam="ah-tk-20182019-90010")
    assert publicatie.ministeries == ("Economische Zaken en Klimaat",)
    assert publicatie.paren[0].antwoord == "Ja."


def test_a_ministry_that_did_not_exist_at_the_date_is_told() -> None:
    kop = KOP.replace("Financiën", "Klimaat en Groene Groei").replace("Defensie", "Klimaat en Groene Groei")
    publicatie = lees(kop.replace("2024", "2019") + "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n")
    assert any("Klimaat en Groene Groei bestond niet op" in twijfel for twijfel in publicatie.twijfels)


def test_untypeset_text_with_bare_numbers() -> None:
    publicatie = lees(
        "AH 90602\n2024Z 90165\nAntwoord van minister Dekkers (Defensie), mede namens de staatssecretaris van Financiën"
        " (ontvangen 20 november 2024)\n\n1\nHangt de vlag uit?\n\nAntwoord\nJa, om drie redenen:\n1. feest\n2."
        " wind\n\n2\n"
        "Waarom nog?\n\nAntwoord\nDaarom.\n"
    )
    assert (publicatie.nummer, publicatie.vraagnummer) == ("90602", "2024Z90165")
    assert sets(publicatie) == [(1,), (2,)]
    assert publicatie.paren[0].antwoord == "Ja, om drie redenen:\n\n1. feest\n\n2. wind"
    assert publicatie.ministeries == ("Defensie", "Financiën")


def test_numbered_questions_with_one_joint_answer() -> None:
    publicatie = lees(
        "AH 90603\n2024Z90166\nAntwoord van minister Dekkers (Defensie) (ontvangen 20 november 2024)\n"
        "1. Hangt de vlag uit?\nAntwoord vraag 1:\nJa.\n\n2. Waarom?\n3. Hoe lang?\n4. Hoe hoog?\nAntwoord vraag"
        " 2-4:\nTien meter.\n"
    )
    assert sets(publicatie) == [(1,), (2, 3, 4)]


def test_questions_without_numbers_before_a_numbered_answer() -> None:
    publicatie = lees(
        "AH 90604\n2024Z90167\nAntwoord van minister Dekkers (Defensie) (ontvangen 20 november 2024)\n\nHangt de"
        " vlag uit?\n\n"
        "Antwoord\nJa.\n\nWaarom hangt hij uit?\n\nHoe lang blijft dat zo?\n\nAntwoord\nEen week.\n"
    )
    assert sets(publicatie) == [(1,), (2, 3)]


def test_all_questions_first_and_answers_after() -> None:
    publicatie = lees(KOP + "Vraag 1\nA?\nVraag 2\nB?\nVraag 3\nC?\nAntwoord 1\nJa.\nAntwoord 2 en 3\nNee.\n")
    assert sets(publicatie) == [(1,), (2, 3)]


def test_lost_labels_are_rebuilt_from_how_the_text_reads() -> None:
    publicatie = lees(
        "Aanhangsel van de Handelingen\nDatum publicatie | Organisatie | Vergaderjaar | Nummer | Datum ontvangst"
        " |\n---|---|---|---|---|\n"
        "Tweede Kamer der Staten-Generaal | 2023-2024 | 90012 |\nU bent hier:\n"
        "Hangt de vlag uit?\nWaarom hangt hij uit?\nOp het Ministerie van Financiën hangt de vlag uit vanwege"
        " het feest.\n"
        "Hoe lang blijft dat zo?\nHet Ministerie van Financiën haalt de vlag vrijdag binnen.\nDaarna is het stil.\n"
        "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-90012.html\n"
    )
    assert (publicatie.id, publicatie.nummer, publicatie.vergaderjaar) == ("ah-tk-20232024-90012", "90012", "2023-2024")
    assert sets(publicatie) == [(1, 2), (3,)]
    assert publicatie.paren[1].antwoord.endswith("Daarna is het stil.")
    assert publicatie.ministeries == ("Financiën",)
    assert len(publicatie.twijfels) == 2


def test_one_mention_of_a_ministry_is_not_enough_to_call_it_the_answering_one() -> None:
    publicatie = lees(
        "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nHet Ministerie van Financiën weet het.\nVraag"
        " 2\nEcht?\nAntwoord 2\nJa.\n"
    )
    assert publicatie.ministeries == ()
    assert any(twijfel.startswith("geen antwoordend ministerie gevonden: ") for twijfel in publicatie.twijfels)


def test_a_delay_notice_keeps_its_questions_open() -> None:
    publicatie = lees(
        "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).\n"
        "Mededeling van Minister Dekkers (Defensie) (ontvangen 25 maart 2024).\nVraag 1\nA?\nVraag 2\nB?\nMededeling\n"
        "De vragen van het lid Zandbelt (VDP) over vlaggen (2024Z90001) kunnen niet binnen de gebruikelijke"
        " termijn worden"
        " beantwoord, omdat afstemming meer tijd vergt.\n"
    )
    assert publicatie.soort is Soort.MEDEDELING
    assert publicatie.paren == ()
    assert [vraag.nummer for vraag in publicatie.open_vragen] == [1, 2]
    assert publicatie.vraagnummer == "2024Z90001"
    assert (publicatie.mededeling or "").startswith("De vragen van het lid Zandbelt")


def test_a_delay_notice_without_questions_or_label() -> None:
    publicatie = lees(
        "AH 90600\n2024Z90067\nMededeling van minister Dekkers (Defensie) (ontvangen 20 november 2024)\n\n"
        "De vragen van het lid Zandbelt over vlaggen (2024Z90067) kunnen niet binnen de gebruikelijke termijn"
        " worden beantwoord.\n"
    )
    assert publicatie.soort is Soort.MEDEDELING
    assert publicatie.mededeling is not None


def test_withdrawn_questions() -> None:
    publicatie = lees(
        "Hangt de vlag uit? 1 De Vlaggenkrant, 29 januari 2009.\n\nWaarom hangt hij uit?\n\n"
        "Deze vragen mogen als ingetrokken worden beschouwd en behoeven geen beantwoording.\n",
        stam="ah-tk-20082009-90001",
    )
    assert publicatie.soort is Soort.INGETROKKEN
    assert [vraag.tekst for vraag in publicatie.open_vragen] == ["Hangt de vlag uit?", "Waarom hangt hij uit?"]
    assert [noot.tekst for noot in publicatie.voetnoten] == ["De Vlaggenkrant, 29 januari 2009."]


def test_questions_without_an_answer_yet() -> None:
    publicatie = lees(
        "2024Z90884\n\n(ingezonden 20 november 2024)\n\nVragen van het lid Zandbelt (VDP) aan de minister van"
        " Defensie over 'vlaggen'\n\n"
        "Hangt de vlag uit?\n\nDe vlag is groot. Graag een reactie.\n\nWaarom?\n\n[1] De Vlaggenkrant, 17"
        " november 2024\n"
    )
    assert publicatie.soort is Soort.VRAAG
    assert publicatie.ingezonden == date(2024, 11, 20)
    assert len(publicatie.open_vragen) == 3


def test_an_openkamer_page() -> None:
    publicatie = lees(
        "Kamervraag 2022Z90100\n\nVlaggen op kazernes\n\nIngediend 29 september 2022\nBeantwoord 23 november"
        " 2022 (na 55 dagen)\n"
        "Indiener Joke van Zandbelt (VDP)\nBeantwoord door Piet Dekkers (minister defensie) (XYZ)\nOnderwerpen"
        " defensie\n"
        "Bron vraag https://zoek.officielebekendmakingen.nl/kv-tk-2022Z90100.html\n"
        "Bron antwoord https://zoek.officielebekendmakingen.nl/ah-tk-20222023-90828.html\n1. De Vlaggenkrant, 28"
        " september 2022.\n"
        "  • Vraag 1\n    Hangt de vlag uit?1\n\n    Ja.\n\n  • Vraag 2\n    Waarom?\n\n    Zie antwoord vraag 1.\n"
    )
    assert publicatie.id == "ah-tk-20222023-90828"
    assert (publicatie.vraagnummer, publicatie.ministeries) == ("2022Z90100", ("Defensie",))
    assert sets(publicatie) == [(1,), (2,)]
    assert publicatie.paren[0].vraagtekst == "Hangt de vlag uit?"
    assert [noot.tekst for noot in publicatie.paren[0].voetnoten] == ["De Vlaggenkrant, 28 september 2022."]
    assert publicatie.paren[1].verwijst_naar == ("ah-tk-20222023-90828#v1",)


def test_footnotes_leave_the_running_text_and_stay_with_their_pair() -> None:
    publicatie = lees(
        KOP + "Vraag 1\nBent u bekend met het bericht «Vlag halfstok»?\n1\n"
        "Antwoord 1\nJa. De vlag is volgens het protocol2 gehesen.\n"
        "Vraag 2\nWaarom?3\nAntwoord 2\nDaarom.\n1De Vlaggenkrant, 2 maart 2024, «Vlag\nhalfstok»\n2Kamerstuk 90"
        " 001, nr. 5\n"
        "3https://voorbeeld.nl/vlag\n ah-tk-20232024-90010\nISSN 0921 - 7398\n’s-Gravenhage 2024 Tweede Kamer,"
        " vergaderjaar 2023–2024,"
        " Aanhangsel 1\nVraag 3\nHeeft de vlag 3 kleuren?\nAntwoord 3\nJa.\n"
    )
    eerste, tweede, derde = publicatie.paren
    assert eerste.vraagtekst == "Bent u bekend met het bericht «Vlag halfstok»?"
    assert eerste.antwoord == "Ja. De vlag is volgens het protocol gehesen."
    assert [(n.nummer, n.tekst) for n in eerste.voetnoten] == [
        ("1", "De Vlaggenkrant, 2 maart 2024, «Vlag halfstok»"),
        ("2", "Kamerstuk 90 001, nr. 5"),
    ]
    assert [n.nummer for n in tweede.voetnoten] == ["3"]
    assert derde.vraagtekst == "Heeft de vlag 3 kleuren?"
    assert publicatie.id == "ah-tk-20232024-90010"


def test_notes_at_the_end_and_a_toelichting_are_no_answer() -> None:
    publicatie = lees(
        KOP + "Vraag 1\nHangt de vlag uit? 1)\n\nAntwoord 1\nJa.\n\n1) De Vlaggenkrant, 2 maart 2024\n\n"
        "Toelichting: Deze vragen dienen ter aanvulling op eerdere vragen.\n"
    )
    (pair,) = publicatie.paren
    assert pair.antwoord == "Ja."
    assert pair.vraagtekst == "Hangt de vlag uit?"
    assert [noot.tekst for noot in pair.voetnoten] == ["De Vlaggenkrant, 2 maart 2024"]
    assert publicatie.toelichting == "Deze vragen dienen ter aanvulling op eerdere vragen."


def test_a_letter_of_a_ministry() -> None:
    publicatie = lees(
        "In antwoord op uw brief van 5 maart 2024, nr. 2024Z90101, deel ik u mede dat de vragen worden beantwoord.\n\n"
        "Antwoorden van de minister van Defensie op Kamervragen \nvan het lid Zandbelt (VDP) over vlaggen op"
        " kazernes.\n\n"
        "Vraag 1\nA?\n\nAntwoord op vraag 1\nJa.\n\nVraag 2\nB?\n\nVraag 3\nC?\n\nAntwoord op vragen 2 en 3\nNee.\n",
        stam="brief-def",
    )
    assert sets(publicatie) == [(1,), (2, 3)]
    assert publicatie.ministeries == ("Defensie",)
    assert [i.naam for i in publicatie.indieners] == ["Zandbelt"]
    assert publicatie.onderwerp == "vlaggen op kazernes"
    assert publicatie.vraagnummer == "2024Z90101"


def test_a_document_that_stands_in_the_file_twice_is_read_once() -> None:
    romp = "Vraag 1\nHangt de vlag bij de kazerne altijd uit op feestdagen?\nAntwoord 1\nJa.\n"
    romp += "Vraag 2\nB?\nAntwoord 2\nNee.\n"
    publicatie = lees(KOP + romp + romp)
    assert sets(publicatie) == [(1,), (2,)]
    assert any("twee keer" in twijfel for twijfel in publicatie.twijfels)


@pytest.mark.parametrize("regel", ["Fictief voorbeeld, geschreven voor Kamervragen", "Fictief voorbeeld"])
def test_a_fictional_publication_has_no_official_page(regel: str) -> None:
    publicatie = lees(f"{regel}\n{KOP}Vraag 1\nA?\nAntwoord 1\nJa.\n", stam="ah-tk-20232024-90010")
    assert publicatie.fictief
    assert publicatie.url is None


def test_a_real_publication_links_to_its_official_page() -> None:
    publicatie = lees(f"{KOP}Vraag 1\nA?\nAntwoord 1\nJa.\n", stam="kv-tk-2024Z90001")
    assert publicatie.url == "https://zoek.officielebekendmakingen.nl/kv-tk-2024Z90001.html"


def test_tables_and_lists_stay_readable() -> None:
    publicatie = lees(
        KOP + "Vraag 1\nA?\nAntwoord 1\nHet gaat om:\n• vlaggen;\n• masten.\n| soort | aantal |\n| vlag | 3 |\n"
    )
    assert publicatie.paren[0].antwoord == "Het gaat om:\n– vlaggen;\n– masten.\n| soort | aantal |\n| vlag | 3 |"


def test_a_letter_without_headings_gives_its_facts_from_title_and_signature() -> None:
    publicatie = lees(
        "Geachte voorzitter,\n\nHierbij zend ik u, mede namens de minister van Financiën, de antwoorden op de"
        " vragen van het lid Zandbelt"
        " (VDP) over vlaggen op kazernes. Deze vragen werden ingezonden op 4 maart 2024 met kenmerk"
        " 2024Z90102.\n\nHoogachtend,\n\n"
        "De staatssecretaris van Defensie,\n\nG. Dekkers\n\nVraag 1\nA?\n\nAntwoord op vraag 1 en vraag 2\nJa.\n",
        stam="brief-def",
    )
    assert publicatie.ministeries == ("Defensie", "Financiën")
    assert [(i.naam, i.fractie) for i in publicatie.indieners] == [("Zandbelt", "VDP")]
    assert publicatie.onderwerp == "vlaggen op kazernes"
    assert publicatie.ingezonden == date(2024, 3, 4)
    assert publicatie.vraagnummer == "2024Z90102"
    assert dict(publicatie.herkomst)["beantwoord_door"] == "ondertekening"


def test_the_layout_of_before_2009_has_bare_numbers_in_two_halves() -> None:
    publicatie = lees(
        "Vragen van het lid Zandbelt (VDP) aan de minister van Justitie over sloten. (Ingezonden 3 maart 2000)\n"
        "1\nIs het slot dicht?\n"
        "2\nWaarom?\n3\nHoe lang?\n4\nEn dan?\nAntwoord van minister Dekkers (Justitie). (Ontvangen 4 april 2000)\n"
        "1\nJa.\n2 en 3\nDaarom.\n"
        "4\nZie antwoord 1.\n"
    )
    assert sets(publicatie) == [(1,), (2, 3), (4,)]
    assert publicatie.paren[2].verwijst_naar == (publicatie.paren[0].id,)
    assert publicatie.ministeries == ("Justitie",)
    assert (publicatie.ingezonden, publicatie.ontvangen) == (date(2000, 3, 3), date(2000, 4, 4))
    assert publicatie.twijfels == ()


@pytest.mark.parametrize(
    ("vraag", "antwoord"),
    [
        ("Vraag 1 t/m 3", "Gezamenlijk antwoord op vraag 1 t/m 3"),
        ("Vragen 1, 2 en 3", "Antwoord op vraag 1, vraag 2 en vraag 3"),
        ("VRAAG 1-3:", "ANTWOORD 1-3:"),
        ("Vraag 1, 2,\n3", "Antwoord 1, 2 en\n3"),
        ("**Vraag 1 + 2 + 3**", "**Antwoord vragen 1 + 2 + 3**"),
        ("### Vraag 1 tot en met 3", "### Beantwoording vraag 1 tot en met 3"),
        ("Vraag nr. 1 & 2 & 3", "Reactie op de vragen 1 & 2 & 3"),
    ],
)
def test_every_way_to_number_a_joint_question(vraag: str, antwoord: str) -> None:
    publicatie = lees(f"{KOP}{vraag}\nHangt de vlag uit?\n{antwoord}\nJa.\nVraag 4\nEn nu?\nAntwoord 4\nNee.\n")
    assert sets(publicatie) == [(1, 2, 3), (4,)]


def test_questions_with_labels_and_answers_without() -> None:
    publicatie = lees(
        f"{KOP}Vraag 1\nHangt de vlag uit?\n\nJa, elke dag.\n\nVraag 2\nWaarom? Kunt u dat toelichten?\n\nOmdat"
        f" het feest is.\n\nEn om de wind.\n"
    )
    assert sets(publicatie) == [(1,), (2,)]
    assert publicatie.paren[1].antwoord == "Omdat het feest is.\n\nEn om de wind."


def test_labels_in_bold_before_their_text() -> None:
    publicatie = lees(
        f"{KOP}**Vraag 1** Hangt de vlag uit?\n**Antwoord** Ja.\n**Vraag 2** Waarom?\n**Antwoord** Daarom.\n"
    )
    assert [(pair.vraagtekst, pair.antwoord) for pair in publicatie.paren] == [
        ("Hangt de vlag uit?", "Ja."),
        ("Waarom?", "Daarom."),
    ]


def test_askers_named_in_an_answer_are_not_its_own() -> None:
    publicatie = lees(
        "Hangt de vlag uit?\nJa, zie de antwoorden op vragen van het lid Aalders (LUP) over"
        " masten.\nWaarom?\nDaarom.\n",
        stam="ah-tk-20232024-90013",
    )
    assert publicatie.indieners == ()
    assert sets(publicatie) == [(1,), (2,)]


@pytest.mark.parametrize(
    ("tekst", "reden"),
    [
        (
            "36 200\nNr. 12\nLIJST VAN VRAGEN EN ANTWOORDEN\nVastgesteld 3 juni 2024\nVraag 1\nHangt de vlag uit?\n"
            "Antwoord 1\nJa.\nVraag 2\nWaarom?\nAntwoord 2\nOmdat.\n",
            "een lijst van vragen en antwoorden van een commissie",
        ),
        (
            "Vragenuur\nAan de orde is het vragenuur.\nVragen Zandbelt\nDe voorzitter:\nIk geef u het woord.\n"
            "De heer Zandbelt (VDP):\nHangt de vlag uit?\nMinister Dekkers:\nJa.\nDe heer Zandbelt (VDP):\nWaarom?\n",
            "een verslag van het vragenuur",
        ),
        (
            "Handelingen II 2023/24\nVragen van het lid Zandbelt aan de minister van Defensie over vlaggen.\n"
            "De voorzitter:\nAan u.\nDe heer Zandbelt (VDP):\nHangt de vlag uit?\nMinister Dekkers:\nJa.\n",
            "een verslag van het vragenuur",
        ),
    ],
)
def test_another_paper_of_parliament_is_refused_with_the_reason(tekst: str, reden: str) -> None:
    with pytest.raises(NotAPublicationError, match=reden):
        read_text(tekst)


def test_a_page_of_bulleted_questions_without_its_card() -> None:
    (reading,) = read_bytes(
        "kv-tk-2024Z90010.txt",
        "Kamervragen over vlaggen\n\n• Vraag 1\nHangt de vlag uit?\n\nJa, dat klopt.\n\n"
        "• Vraag 2\nWaarom hangt hij uit?\n\n"
        "Omdat het feest is.\n".encode(),
    )
    assert reading.publicatie is not None, reading.fout
    assert [(pair.vraagnummers, pair.antwoord) for pair in reading.publicatie.paren] == [
        ((1,), "Ja, dat klopt."),
        ((2,), "Omdat het feest is."),
    ]
    assert reading.publicatie.vraagnummer == "2024Z90010"


def test_a_note_keeps_the_place_in_the_answer_where_it_is_referred_to() -> None:
    tekst = (
        KOP + "Vraag 1\nKlopt het bericht[1] over de vlag?\nAntwoord 1\nJa, zie de brief[2]. Die hangt uit.\n\n"
        "[1] De Courant, 3 mei 2024.\n[2] Kamerstuk 36 410, nr. 63.\n"
    )
    (pair,) = lees(tekst).paren
    eerste, tweede = pair.voetnoten
    assert (eerste.nummer, eerste.plaats) == ("1", None), "a question refers to it"
    assert tweede.plaats is not None
    assert pair.antwoord[: tweede.plaats] == "Ja, zie de brief"
    assert pair.antwoord == "Ja, zie de brief. Die hangt uit."


@pytest.mark.parametrize(
    "vragen",
    ["1\nKlopt het?\n2, 3\nWaarom? En sinds wanneer?", "1. Klopt het?\n2. Waarom?\n3. Sinds wanneer?"],
    ids=["bare numbers", "numbered"],
)
def test_questions_by_bare_number_before_all_labelled_answers(vragen: str) -> None:
    publicatie = lees(
        "Vragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen (ingezonden 3 maart 2024)\n\n"
        f"{vragen}\n\nAntwoord van minister Dekkers (Defensie) (ontvangen 2 april 2024)\n\n"
        "Antwoord 1\nJa, dat klopt.\n\nAntwoord 2 en 3\nOmdat het feest is.\n"
    )
    assert [(pair.vraagnummers, pair.antwoord) for pair in publicatie.paren] == [
        ((1,), "Ja, dat klopt."),
        ((2, 3), "Omdat het feest is."),
    ]
    assert publicatie.paren[0].vraagtekst == "Klopt het?"
    assert publicatie.paren[1].vraagtekst.startswith("Waarom?")
    assert publicatie.ministeries == ("Defensie",)


def test_a_question_by_bare_number_without_a_labelled_answer_stays_open() -> None:
    publicatie = lees(
        KOP + "1\nKlopt het?\n2\nWaarom?\n3\nSinds wanneer?\n\nAntwoord 1\nJa.\n\nAntwoord (3)\nSinds het feest.\n"
    )
    assert [(pair.vraagtekst, pair.antwoord) for pair in publicatie.paren] == [
        ("Klopt het?", "Ja."),
        ("Sinds wanneer?", "Sinds het feest."),
    ]
    assert [vraag.tekst for vraag in publicatie.open_vragen] == ["Waarom?"]


def test_numbers_of_labels_within_brackets() -> None:
    publicatie = lees(KOP + "Vraag (1)\nKlopt het?\nAntwoord (1)\nJa.\nVraag (2)\nWaarom?\nAntwoord (2)\nDaarom.\n")
    assert [(pair.vraagtekst, pair.antwoord) for pair in publicatie.paren] == [
        ("Klopt het?", "Ja."),
        ("Waarom?", "Daarom."),
    ]


def test_an_answer_heading_between_labelled_questions_and_answers_is_no_question() -> None:
    publicatie = lees(
        "Vragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen (ingezonden 3 maart 2024)\n\n"
        "Vraag 1\nKlopt het?\n\nVraag 2\nWaarom?\n\nAntwoord van minister Dekkers (Defensie)\n"
        "(ontvangen 2 april 2024)\n\nAntwoord 1\nJa.\n\nAntwoord 2\nOmdat het feest is.\n"
    )
    assert [pair.vraagtekst for pair in publicatie.paren] == ["Klopt het?", "Waarom?"]
    assert (publicatie.ministeries, str(publicatie.ontvangen)) == (("Defensie",), "2024-04-02")


def test_a_document_that_stands_twice_ends_where_its_second_copy_begins() -> None:
    body = f"{KOP}Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa, de vlag hangt uit.\n"
    publicatie = lees(f"{body}\n{body}")
    assert [pair.antwoord for pair in publicatie.paren] == ["Ja, de vlag hangt uit."]
    assert any("staat er twee keer in" in twijfel for twijfel in publicatie.twijfels)


def test_a_reference_of_which_the_note_is_lost_is_told() -> None:
    tekst = f"{KOP}Vraag 1\nKlopt het bericht?[1]\nAntwoord 1\nJa.[2]\n\n[1] De Vlaggenbode, 4 maart 2024\n"
    publicatie = lees(tekst)
    assert publicatie.paren[0].antwoord == "Ja."
    assert "verwijzing naar noot 2, die er niet staat" in publicatie.twijfels
