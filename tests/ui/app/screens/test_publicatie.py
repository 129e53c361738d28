from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from index.values import Publication, Soort, Voetnoot, Vraag
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, scripts, shown

Ingest = Callable[[Sequence[Publication]], None]


def listed(html: str) -> list[tuple[str, str]]:
    """The publications that are listed, as (parameters, label)."""
    return re.findall(r'<li><a href="publicatie\?([^"]*)">([^<]*)</a></li>', html)


def test_a_publication_is_shown_as_read(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("publicatie", id="ah-tk-20232024-101"))
    assert "<h1>Het sluiten van sporthallen</h1>" in html
    for fact in (
        "101, vergaderjaar 2023-2024",
        "2024Z00101",
        "Minister van Volksgezondheid, Welzijn en Sport",
        'href="profiel?indiener=Aalders"',
        "2 oktober 2023",
        'href="https://zoek.officielebekendmakingen.nl/ah-tk-20232024-101.html"',
    ):
        assert fact in html
    assert html.index("Kent u het bericht") < html.index("Ja, dat bericht ken ik.") < html.index("veertien sporthallen")
    assert 'id="v1"' in html
    assert 'id="v2"' in html
    assert 'id="v3"' in html, "each question of a joint answer has its anchor"


def test_the_question_in_the_address_is_set_off(small: object, open_page: OpenPage) -> None:
    page = open_page("publicatie", id="ah-tk-20232024-101", vraag="3")
    assert 'class="kv-pair kv-gezocht" id="v2"' in shown(page)
    assert "getElementById('v3')" in scripts(page)


def test_only_a_number_reaches_the_script(small: object, open_page: OpenPage) -> None:
    page = open_page("publicatie", id="ah-tk-20232024-101", vraag="1');alert('x")
    assert "getElementById(location.hash.slice(1))" in scripts(page)
    assert "alert" not in scripts(page)
    assert "«1&#x27;);alert(&#x27;x» is geen nummer van een vraag en is weggelaten." in shown(page)


def test_a_delay_notice_shows_its_text_and_the_open_questions(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("publicatie", id="ah-tk-20232024-105"))
    assert "Mededeling van uitstel" in html
    assert html.index("kunnen niet binnen drie weken") < html.index("Wat kosten de drones?")


def test_explanation_footnotes_doubts_and_origin_are_shown(ingest: Ingest, open_page: OpenPage) -> None:
    publication = make_publication(7)
    pair = replace(publication.paren[0], voetnoten=(Voetnoot(nummer="1", tekst="Krant van gisteren."),))
    ingest(
        [
            replace(
                publication,
                paren=(pair,),
                toelichting="Deze vragen volgen op eerdere.",
                voetnoten=(Voetnoot(nummer="2", tekst="Ook een bron."),),
                twijfels=("ministerie alleen in de lopende tekst gevonden",),
                herkomst=(("nummer", "kop"),),
            )
        ]
    )
    html = shown(open_page("publicatie", id="ah-tk-20232024-7"))
    for text in ("Krant van gisteren.", "Ook een bron.", "Deze vragen volgen op eerdere.", "1 twijfel bij het inlezen"):
        assert text in html
    assert "<td>nummer</td><td>kop</td>" in html


def test_see_also_links_what_is_in_the_corpus_and_names_the_rest(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(
        [
            replace(make_publication(7), zie_ook=("ah-tk-20232024-8", "ah-tk-20232024-9")),
            make_publication(8, onderwerp="$x$ :smile: **vet**"),
        ]
    )
    app = open_page("publicatie", id="ah-tk-20232024-7")
    html = shown(app)
    assert 'ah-tk-20232024-9.html"' in html
    assert "(niet in dit corpus)" in html
    assert listed(html) == [("id=ah-tk-20232024-8", "nr. 8 (2023-2024): $x$ :smile: **vet**")]


def test_a_fictional_publication_has_no_official_link(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([replace(make_publication(90001), fictief=True)])
    html = shown(open_page("publicatie", id="ah-tk-20232024-90001"))
    assert "fictief voorbeeld" in html
    assert "officielebekendmakingen" not in html


def test_an_unknown_id_says_so_and_offers_the_field(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie", id="<b>weg</b>")
    html = shown(app)
    assert "Deze publicatie staat niet in het corpus" in html
    assert "&lt;b&gt;weg&lt;/b&gt;" in html
    assert app.text_input(key="publicatie_nummer").value == ""


def test_a_number_lists_the_publications_that_have_it(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie")
    app.text_input(key="publicatie_nummer").set_value("101")
    app.button(key="publicatie_knop").click().run()
    found = [query for query, _ in listed(shown(app))]
    assert found == ["id=ah-tk-20232024-101", "id=ah-tk-20242025-101"]


def test_a_number_that_one_publication_has_opens_it(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie")
    app.text_input(key="publicatie_nummer").set_value("102")
    app.button(key="publicatie_knop").click().run()
    assert app.query_params["id"] == "ah-tk-20232024-102"
    assert "kv-pair" in shown(app)


def test_a_number_that_no_publication_has_is_said_to_be_missing(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie")
    app.text_input(key="publicatie_nummer").set_value("4711 <i>")
    app.button(key="publicatie_knop").click().run()
    assert "«4711 &lt;i&gt;»" in shown(app)


QUESTION = "Hoeveel bijeenkomsten over de uitslag zijn er op uw ministerie gehouden?"


def series() -> list[Publication]:
    """The same question to two ministries, one of which delayed first."""
    notice = replace(
        make_publication(21, antwoorden=[], ministeries=("Defensie",)),
        soort=Soort.MEDEDELING,
        mededeling="De vragen kunnen niet binnen de termijn worden beantwoord.",
        open_vragen=(Vraag(nummer=1, tekst=QUESTION),),
        vraagnummer="2024Z00077",
        ontvangen=date(2024, 2, 1),
        paren=(),
    )
    later = replace(
        make_publication(
            22, antwoorden=[({1: QUESTION}, "Er zijn drie bijeenkomsten gehouden.")], ministeries=("Defensie",)
        ),
        vraagnummer="2024Z00077",
        zie_ook=(notice.id, "ah-tk-20232024-99"),
        ontvangen=date(2024, 3, 1),
    )
    other = replace(
        make_publication(
            23, antwoorden=[({1: QUESTION}, "Er zijn geen bijeenkomsten gehouden.")], ministeries=("Financiën",)
        ),
        vraagnummer="2024Z00077",
        ontvangen=date(2024, 2, 20),
    )
    return [notice, later, other]


def test_a_delay_notice_is_joined_with_its_later_answer(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(series())
    html = shown(open_page("publicatie", id="ah-tk-20232024-21"))
    assert "Later beantwoord in" in html
    assert "nr. 22 (2023-2024)" in html
    assert "Er zijn drie bijeenkomsten gehouden." in html, "readable in place"
    html = shown(open_page("publicatie", id="ah-tk-20232024-22"))
    assert "Eerder uitgesteld" in html
    assert "niet binnen de termijn" in html


def test_a_delay_without_a_later_answer_says_so(small: object, open_page: OpenPage) -> None:
    assert "Een later antwoord op deze vragen staat niet in dit corpus." in shown(
        open_page("publicatie", id="ah-tk-20232024-105")
    )


def test_the_series_lists_its_members_and_what_is_missing(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(series())
    html = shown(open_page("publicatie", id="ah-tk-20232024-23"))
    assert "Dezelfde vragen, tegelijk gesteld (3)" in html
    assert "1 genoemde publicatie ontbreekt in dit corpus" in html
    assert "ah-tk-20232024-99.html" in html


def test_answers_to_the_same_question_are_laid_side_by_side(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(series())
    app = open_page("publicatie", id="ah-tk-20232024-23")
    assert "kv-kolommen" not in shown(app)
    app.selectbox(key="publicatie_naast").set_value("ah-tk-20232024-22").run()
    html = shown(app)
    assert "<mark>geen </mark>" in html
    assert "<mark>drie </mark>" in html
    assert app.query_params["naast"] == "ah-tk-20232024-22"
    assert "<mark>drie </mark>" in shown(open_page("publicatie", id="ah-tk-20232024-23", naast="ah-tk-20232024-22"))


def test_each_question_can_be_cited(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie", id="ah-tk-20232024-101", vraag="3")
    assert "antwoord op vraag 2 en 3" in app.code[0].value
    app.selectbox[0].set_value("de hele publicatie").run()
    assert "antwoord op" not in app.code[0].value


def test_a_publication_can_be_cited(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie", id="ah-tk-20232024-102")
    assert app.code[0].value == (
        "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102 (15 november 2023), "
        "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-102.html"
    )
