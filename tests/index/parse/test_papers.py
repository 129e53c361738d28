"""Papers in forms of their own: of before 2010, corrected answers, letters with two sets, papers that are refused.

The layouts are those of descriptions; people, numbers and texts are invented.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from index.parse.facts.metadata import Metadata
from index.parse.facts.other_kinds import ORAL
from index.parse.inputs import read_bytes
from index.values import Publication, Soort
from rag.dutch.citation import citation


def read(name: str, text: str, metadata: Metadata | None = None) -> list[Publication]:
    publications = []
    for reading in read_bytes(name, text.encode(), metadata):
        assert reading.publicatie is not None, reading.fout
        publications.append(reading.publicatie)
    return publications


def answers(publication: Publication) -> list[tuple[tuple[int, ...], str]]:
    return [(pair.vraagnummers, pair.antwoord) for pair in publication.paren]


VRAAGKOP = "Vragen van het lid Zandbelt (VDP) aan de minister van Justitie over vlaggen. (Ingezonden 4 maart 2005)"
ANTWOORDKOP = "Antwoord van minister Donner (Justitie). (Ontvangen 24 maart 2005)"
OLD_TEXT = f"""Tweede Kamer der Staten-Generaal 2
Vergaderjaar 2004-2005
Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden
91238
{VRAAGKOP}
1
Hangt de vlag uit?
2
Hoe lang?
Antwoord
{ANTWOORDKOP}
1
Ja.
2
Tot vrijdag.
KVR91238
0405tkkvr91238
ISSN 0921 - 7398
Sdu Uitgevers
"""
OLD_PAGE = f"""<html><body><div id="main-column"><div class="stuk"><p>91238</p><p class="omschr">{VRAAGKOP}</p>
<p class="nummer">1</p><p>Hangt de vlag uit?</p><p class="nummer">2</p><p>Hoe lang?</p>
<h3>Antwoord</h3><p>{ANTWOORDKOP}</p>
<p class="nummer">1</p><p>Ja.</p><p class="nummer">2</p><p>Tot vrijdag.</p></div></div></body></html>"""
BOLD_PAGE = f"""<html><body><div id="broodtekst"><p><b>{VRAAGKOP}</b></p>
<p><b>1</b><br/>Hangt de vlag uit?</p><p><b>2</b><br/>Hoe lang?</p>
<p><b>Antwoord</b></p><p>{ANTWOORDKOP}</p><p><b>1</b><br/>Ja.</p><p><b>2</b><br/>Tot vrijdag.</p></div></body></html>"""


@pytest.mark.parametrize(("name", "text"), [("t.txt", OLD_TEXT), ("p.html", OLD_PAGE), ("b.html", BOLD_PAGE)])
def test_a_paper_of_before_2010_with_the_word_antwoord_above_its_heading(name: str, text: str) -> None:
    (publication,) = read(f"ah-tk-20042005-91238-{name}", text)
    assert answers(publication) == [((1,), "Ja."), ((2,), "Tot vrijdag.")]
    assert publication.ministeries == ("Justitie",)
    assert (publication.ingezonden, publication.ontvangen) == (date(2005, 3, 4), date(2005, 3, 24))


def test_the_older_notation_under_another_root_with_a_note_and_a_joint_answer() -> None:
    xml = """<?xml version="1.0" encoding="ISO-8859-1"?><kamerwrk><vraagdoc><vraagnummer>2979800011</vraagnummer>
<vragen><omschr>Vragen van het lid <naam>Zandbelt</naam> (VDP) aan de minister van Economische Zaken over
ge\xebmailleerde klompen. (Ingezonden 4 maart 1998)</omschr>
<vraag><nummer>1</nummer><al>Kent u het bericht?<nootref nr="1" refid="n1"/>
</al></vraag><vraag><nummer>2</nummer><al>Wat vindt u?</al></vraag><noot nr="1" id="n1"><al>Klompenblad</al></noot>
</vragen>
<reactie><omschr>Antwoord van minister <naam>Wijers</naam> (Economische Zaken). (Ontvangen 24 maart 1998)</omschr>
<antwoord><nummer>1 en 2</nummer><al>Ja.</al><al>Niets.</al></antwoord></reactie></vraagdoc></kamerwrk>"""
    (reading,) = read_bytes("ah-tk-19971998-91235.xml", xml.encode("latin-1"))
    assert reading.publicatie is not None, reading.fout
    assert answers(reading.publicatie) == [((1, 2), "Ja.\n\nNiets.")]
    assert reading.publicatie.onderwerp == "geëmailleerde klompen"
    assert reading.publicatie.vraagnummer == "2979800011"
    assert [note.tekst for note in reading.publicatie.voetnoten] == ["Klompenblad"]


KOP = "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).\n"
BODY = "\nVraag 1\nHangt de vlag uit?\nAntwoord 1\nBij nader inzien niet.\n"


@pytest.mark.parametrize(
    "heading",
    [
        "Nader antwoord van Minister Dekkers (Defensie) (ontvangen 4 mei 2024). Zie ook Aanhangsel Handelingen,"
        " vergaderjaar 2023-2024, nr. 90012.",
        "Gewijzigd antwoord van Minister Dekkers (Defensie) (ontvangen 4 mei 2024), ter vervanging van Aanhangsel"
        " Handelingen, vergaderjaar 2023-2024, nr. 90012.",
        "Gecorrigeerd antwoord van Minister Dekkers (Defensie) (ontvangen 4 mei 2024). Dit vervangt Aanhangsel van de"
        " Handelingen, vergaderjaar 2023-2024, nr. 90012.",
        "Aanvullend antwoord van Minister Dekkers (Defensie) (ontvangen 4 mei 2024), in aanvulling op Aanhangsel"
        " Handelingen, vergaderjaar 2023-2024, nr. 90012.",
    ],
)
def test_a_later_answer_is_tied_to_what_it_corrects(heading: str) -> None:
    (publication,) = read("ah-tk-20232024-90068.txt", KOP + heading + BODY)
    assert publication.zie_ook == ("ah-tk-20232024-90012",)
    assert publication.ministeries == ("Defensie",)
    assert answers(publication) == [((1,), "Bij nader inzien niet.")]


LETTER = """Ministerie van Defensie

Datum 24 maart 2024
Betreft Beantwoording Kamervragen

Hierbij zend ik u de antwoorden op de vragen van het lid Zandbelt (VDP) over vlaggen (2024Z90010) en van het lid
Brandstra (NLB) over schepen (2024Z90011).

De minister van Defensie,

{}
2024Z90010
Antwoorden op de vragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen (ingezonden 4 maart 2024)

Vraag 1
Hangt de vlag uit?
Antwoord 1
Ja, die hangt uit.
Vraag 2
Hoe lang?
Antwoord 2
Tot vrijdag.

{}
2024Z90011
Antwoorden op de vragen van het lid Brandstra (NLB) aan de minister van Defensie over schepen (ingezonden 5 maart 2024)

Vraag 1
Vaart het schip?
Antwoord 1
Nee, het ligt stil.
"""


@pytest.mark.parametrize("heads", [("Bijlage 1", "Bijlage 2"), ("", ""), ("Bijlage A: antwoorden", "Bijlage B")])
def test_a_letter_that_answers_two_sets_is_two_publications(heads: tuple[str, str]) -> None:
    flags, ships = read("brief.txt", LETTER.format(*heads))
    assert [one.id for one in (flags, ships)] == ["brief-2024z90010", "brief-2024z90011"]
    assert [one.vraagnummer for one in (flags, ships)] == ["2024Z90010", "2024Z90011"]
    assert [one.onderwerp for one in (flags, ships)] == ["vlaggen", "schepen"]
    assert [[asker.naam for asker in one.indieners] for one in (flags, ships)] == [["Zandbelt"], ["Brandstra"]]
    assert answers(flags) == [((1,), "Ja, die hangt uit."), ((2,), "Tot vrijdag.")]
    assert answers(ships) == [((1,), "Nee, het ligt stil.")]
    for one in (flags, ships):
        assert (one.ministeries, one.ontvangen) == (("Defensie",), date(2024, 3, 24))
        assert "uit een document dat ook andere vragen beantwoordt" in one.twijfels


def test_of_such_a_letter_the_set_is_taken_that_its_metadata_name() -> None:
    metadata = Metadata(id="ah-tk-20232024-90077", vraagnummer="2024Z90011", vergaderjaar="2023-2024", nummer="90077")
    (ships,) = read("brief.txt", LETTER.format("Bijlage 1", "Bijlage 2"), metadata)
    assert ships.id == "ah-tk-20232024-90077"
    assert answers(ships) == [((1,), "Nee, het ligt stil.")]


def without_vraagnummers(text: str) -> str:
    return re.sub(r" ?\(?2024Z9001[01]\)?", "", text)


BARE = {"Vraag 1\nHangt": "1. Hangt", "Vraag 2\nHoe": "2. Hoe", "Vraag 1\nVaart": "1. Vaart"}


@pytest.mark.parametrize("heads", [("Bijlage 1", "Bijlage 2"), ("", "")])
@pytest.mark.parametrize("questions", [{}, BARE])
def test_two_sets_are_two_publications_without_a_vraagnummer_too(
    heads: tuple[str, str], questions: dict[str, str]
) -> None:
    text = without_vraagnummers(LETTER.format(*heads))
    for labelled, other in questions.items():
        text = text.replace(labelled, other)
    flags, ships = read("brief.txt", text)
    assert [one.id for one in (flags, ships)] == ["brief-1", "brief-2"]
    assert [one.onderwerp for one in (flags, ships)] == ["vlaggen", "schepen"]
    assert [[asker.naam for asker in one.indieners] for one in (flags, ships)] == [["Zandbelt"], ["Brandstra"]]
    assert answers(flags) == [((1,), "Ja, die hangt uit."), ((2,), "Tot vrijdag.")]
    assert answers(ships) == [((1,), "Nee, het ligt stil.")]
    assert [one.vraagnummer for one in (flags, ships)] == [None, None]


def test_a_vraagnummer_above_one_of_two_sets_is_not_that_of_the_other() -> None:
    flags, ships = read("brief.txt", LETTER.format("", "").replace("\n2024Z90011\n", "\n"))
    assert [one.vraagnummer for one in (flags, ships)] == ["2024Z90010", None]


def test_an_annex_that_says_no_more_is_named_in_the_citation_and_has_no_askers_of_another_set() -> None:
    text = without_vraagnummers(LETTER.format("Bijlage 1", "Bijlage 2"))
    flags, ships = read("brief.txt", re.sub(r"(?m)^Antwoorden op de vragen van .*\n", "", text))
    assert answers(ships) == [((1,), "Nee, het ligt stil.")]
    assert (flags.indieners, ships.indieners) == ((), ())
    assert "brief aan de Tweede Kamer over Kamervragen, bijlage 2, antwoord op vraag 1" in citation(ships, (1,))
    assert "de brief zegt niet wie de vragen van bijlage 2 stelden" in ships.twijfels


def test_a_web_page_of_such_a_letter_is_two_publications() -> None:
    lines = without_vraagnummers(LETTER.format("Bijlage 1", "Bijlage 2")).split("\n")
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in lines if line)}</body></html>"
    assert [answers(one) for one in read("brief.html", page)][1:] == [[((1,), "Nee, het ligt stil.")]]


def test_a_document_of_one_official_id_keeps_both_sets_apart_under_it() -> None:
    text = without_vraagnummers(LETTER.format("Bijlage 1", "Bijlage 2"))
    (one,) = read("ah-tk-20232024-90068.txt", text)
    assert [pair.id.partition("#")[2] for pair in one.paren] == ["v1", "v2", "v1b"]
    (bare,) = read("ah-tk-20232024-90068.txt", without_vraagnummers(LETTER.format("", "")))
    assert (
        answers(bare)
        == answers(one)
        == [
            ((1,), "Ja, die hangt uit."),
            ((2,), "Tot vrijdag."),
            ((1,), "Nee, het ligt stil."),
        ]
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Kamervragen\n2024Z90010 Vlaggen\nIngediend 4 maart 2024\nBeantwoord 24 maart 2024\n"
            "2024Z90011 Schepen\nIngediend 5 maart 2024\nBeantwoord 25 maart 2024\n",
            "een overzicht van 2 Kamervragen, zonder de vragen en antwoorden zelf",
        ),
        (
            "Kamervraag 2024Z90010\nVlaggen\nIngediend 4 maart 2024\n\nKamervraag 2024Z90011\nSchepen\n"
            "Ingediend 5 maart 2024\n",
            "een overzicht van 2 Kamervragen, zonder de vragen en antwoorden zelf",
        ),
        (
            "4 maart 2024 - 24 maart 2024\nVlaggen\n  • Vraag 1\n    Hangt hij uit?\n\n    Ja.\n\n"
            "  • Vraag 2\n    Hoe?\n\n    Zo.\n5 maart 2024\nSchepen\n  • Vraag 1\n    Vaart het?\n\n    Nee.\n",
            "een overzicht van 2 Kamervragen zonder hun vraagnummer; bewaar de pagina als HTML",
        ),
    ],
)
def test_what_is_no_publication_of_written_questions_is_refused_with_the_reason(text: str, reason: str) -> None:
    (reading,) = read_bytes("stuk.txt", text.encode())
    assert reading.publicatie is None
    assert reason in (reading.fout or "")


@pytest.mark.parametrize(
    "text",
    [
        "Mondelinge vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over\nvlaggen\n1\nEcht?\n",
        f"Mondelinge vragen\n2024Z90001\n{KOP}1\nHangt hij uit?\n",
    ],
)
def test_oral_questions_are_told_apart_by_a_doubt(text: str) -> None:
    (publication,) = read("stuk.txt", text)
    assert publication.soort is Soort.VRAAG
    assert ORAL in publication.twijfels


def test_the_menu_of_a_page_makes_no_oral_question() -> None:
    (publication,) = read("ah-tk-20232024-90068.txt", f"Moties\nMondelinge vragen\nKamerbrieven\nAgenda\n\n{KOP}{BODY}")
    assert answers(publication) == [((1,), "Bij nader inzien niet.")]
    assert ORAL not in publication.twijfels
