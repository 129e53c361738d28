from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.values import Publication, Voetnoot
from tests.factory import make_publication
from tests.ui.screens.conftest import OpenPage, shown

Ingest = Callable[[Sequence[Publication]], None]


def links(app: object) -> list[tuple[str, str]]:
    """Page links as (label, parameters)."""
    return [(element.proto.label, element.proto.query_string) for element in app.get("page_link")]  # type: ignore[attr-defined]


def test_a_publication_is_shown_as_read(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("publicatie", id="ah-tk-20232024-101"))
    assert "<h1>Het sluiten van sporthallen</h1>" in html
    for fact in (
        "101, vergaderjaar 2023-2024",
        "2024Z00101",
        "Minister van Volksgezondheid, Welzijn en Sport",
        "Aalders (ABC) en Dé Bruin (XYZ)",
        "2 oktober 2023",
        'href="https://zoek.officielebekendmakingen.nl/ah-tk-20232024-101.html"',
    ):
        assert fact in html
    assert html.index("Kent u het bericht") < html.index("Ja, dat bericht ken ik.") < html.index("veertien sporthallen")
    assert 'id="v1"' in html
    assert 'id="v2"' in html
    assert 'id="v3"' in html, "each question of a joint answer has its anchor"


def test_the_question_in_the_address_is_set_off(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("publicatie", id="ah-tk-20232024-101", vraag="3"))
    assert 'class="kv-pair kv-gezocht" id="v2"' in html
    assert "getElementById('v3')" in html


def test_only_a_number_reaches_the_script(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("publicatie", id="ah-tk-20232024-101", vraag="1');alert('x"))
    assert "<script" not in html
    assert "alert" not in html


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
    (label,) = [label for label, query in links(app) if query == "id=ah-tk-20232024-8"]
    assert "\\$x\\$" in label
    assert "\\*\\*vet" in label
    assert ":smile:" not in label


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
    shown(app)
    found = [query for _, query in links(app) if query]
    assert found == ["id=ah-tk-20232024-101", "id=ah-tk-20242025-101"]


def test_a_number_that_no_publication_has_is_said_to_be_missing(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie")
    app.text_input(key="publicatie_nummer").set_value("4711 <i>")
    app.button(key="publicatie_knop").click().run()
    assert "«4711 &lt;i&gt;»" in shown(app)


def test_a_publication_can_be_cited(small: object, open_page: OpenPage) -> None:
    app = open_page("publicatie", id="ah-tk-20232024-102")
    assert app.code[0].value == (
        "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102 (15 november 2023), "
        "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-102.html"
    )
