from __future__ import annotations

from tests.ui.app.screens.conftest import OpenPage, shown


def test_without_a_name_one_can_be_chosen(small: object, open_page: OpenPage) -> None:
    page = open_page("profiel")
    options = page.selectbox(key="profiel_naam").options
    assert options
    page.selectbox(key="profiel_naam").select(options[0]).run()
    assert page.title[0].value == options[0]
    assert "publicatie" in shown(page)


def test_a_name_leads_to_others_and_a_publication_leads_to_names(small: object, open_page: OpenPage) -> None:
    ministry = open_page("profiel", ministerie="Volksgezondheid, Welzijn en Sport")
    html = shown(ministry)
    assert 'href="profiel?fractie=' in html and 'href="publicatie?id=' in html
    publication = shown(open_page("publicatie", id="ah-tk-20232024-101"))
    assert 'href="profiel?ministerie=Volksgezondheid' in publication and 'href="profiel?indiener=' in publication


def test_a_name_that_the_corpus_lacks_is_told(small: object, open_page: OpenPage) -> None:
    assert "Niets gevonden" in shown(open_page("profiel", fractie="<b>XYZ</b>"))
