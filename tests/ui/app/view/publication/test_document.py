from __future__ import annotations

import re
from dataclasses import replace

import pytest

from index.values import Publication, Soort, Voetnoot, Vraag
from tests.factory import make_publication
from ui.app.view.facts import heading, known_facts, publication_url, short_citation, short_name
from ui.app.view.publication.document import body_html, facts_html, outline_html, see_also_html


def three_pairs() -> Publication:
    return make_publication(
        antwoorden=[
            ({1: "Een?"}, "Ja."),
            ({2: "Twee, drie en vier?", 3: "", 4: ""}, "Nee."),
            ({5: "Vijf?"}, "Zie het antwoord op vraag 2."),
        ]
    )


def test_every_question_has_an_anchor_and_the_outline_leads_to_each_answer() -> None:
    publication = three_pairs()
    html, outline = body_html(publication), outline_html(publication, 5)
    for nummer in range(1, 6):
        assert html.count(f'id="v{nummer}"') == 1
    assert '<a href="#v2">2-4</a>' in outline
    assert '<strong><a href="#v5">5</a></strong>' in outline


def test_a_joint_question_is_printed_once() -> None:
    html = body_html(three_pairs())
    assert html.count("Twee, drie en vier?") == 1
    assert "Vraag 2, 3 en 4" in html


def test_a_single_question_needs_no_outline() -> None:
    assert outline_html(make_publication()) == ""


def test_a_reference_leads_to_the_answer_it_names() -> None:
    publication = three_pairs()
    last = replace(publication.paren[2], verwijst_naar=("ah-tk-20232024-1068#v1", "ah-tk-20232024-1068#v2", "stuk"))
    html = body_html(replace(publication, paren=(*publication.paren[:2], last)))
    assert 'het antwoord op <a href="#v1">vraag 1</a> en <a href="#v2">vraag 2</a>.' in html


def test_questions_without_an_answer_stand_below_those_with_one() -> None:
    publication = replace(three_pairs(), open_vragen=(Vraag(nummer=6, tekst="Zes?"),))
    html = body_html(publication)
    assert html.index("Vijf?") < html.index("Vragen zonder antwoord in deze publicatie") < html.index("Zes?")


def test_facts_that_the_document_does_not_give_are_left_out() -> None:
    bare = Publication(id="kv-1", soort=Soort.VRAAG)
    html = facts_html(bare)
    assert "Ingezonden" not in html
    assert "Ministerie" not in html
    assert "<dd>Nog geen antwoord</dd>" in html
    assert "None" not in html


def test_other_addressees_than_answerers_are_named() -> None:
    publication = replace(make_publication(), gevraagde_ministeries=("Financiën", "Defensie"))
    assert "<dt>Gevraagd aan</dt><dd>Financiën · Defensie</dd>" in re.sub(r"</?a\b[^>]*>", "", facts_html(publication))
    assert 'href="profiel?ministerie=Defensie"' in facts_html(publication)
    assert "Gevraagd aan" not in facts_html(replace(publication, gevraagde_ministeries=("Financiën",)))


def test_a_publication_without_a_number_has_its_year_under_its_own_name() -> None:
    numbered = make_publication(1)
    assert "<dt>Nummer</dt><dd>1, vergaderjaar 2023-2024</dd>" in facts_html(numbered)
    html = facts_html(replace(numbered, nummer=None))
    assert "<dt>Vergaderjaar</dt><dd>2023-2024</dd>" in html and "<dt>Nummer</dt>" not in html


@pytest.mark.parametrize(
    ("reference", "has_link"),
    [("ah-tk-20232024-9", True), ("kv-tk-2024z18792", True), ("ah-<b>", False), ("iets-anders", False)],
)
def test_only_official_ids_get_a_link_to_the_official_page(reference: str, has_link: bool) -> None:
    html = see_also_html(replace(make_publication(), zie_ook=(reference,)), ())
    assert ("<a " in html) is has_link
    assert "<b>" not in html
    assert "niet in dit corpus" in html


def test_a_publication_without_subject_or_title_is_called_by_its_number() -> None:
    publication = make_publication(12, onderwerp=None)
    assert heading(publication) == "Kamervragen nr. 12 (2023-2024)"
    assert heading(replace(publication, titel="antwoord op vragen")) == "Antwoord op vragen"
    loose = Publication(id="los-stuk", soort=Soort.ANTWOORD)
    assert short_name(loose) == "Kamervragen", "the name of a file says nothing"
    assert heading(loose) == short_citation(loose) == "Kamervragen zonder nummer en onderwerp"
    assert known_facts(loose, "wie") == ["ministerie en datum onbekend"], "said once"


def test_addresses_within_the_app_are_encoded() -> None:
    assert publication_url("a&b=c#d", 4) == "publicatie?id=a%26b%3Dc%23d&vraag=4"


def test_a_reference_and_its_note_lead_to_each_other() -> None:
    publication = make_publication(12, antwoorden=[({3: "Welke?"}, "Zie de brief van mei.")])
    note = Voetnoot(nummer="4", tekst="Kamerstuk 36 410", plaats=len("Zie de brief"))
    (pair,) = publication.paren
    html = body_html(replace(publication, paren=(replace(pair, voetnoten=(note,)),)))
    assert 'Zie de brief<sup class="kv-noot" id="noot-3-4-plaats"><a href="#noot-3-4"' in html
    assert 'id="noot-3-4"><b>4</b> Kamerstuk 36 410 <a href="#noot-3-4-plaats"' in html
