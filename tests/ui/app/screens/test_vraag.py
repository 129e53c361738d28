from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest

from index.errors import CorruptStoreError
from index.values import Publication
from rag.dutch.labels import VERDICTS
from tests.factory import FINANCIEN, make_publication
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.parts.results import reading

Ingest = Callable[[Sequence[Publication]], None]

HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script> $\\frac{1}{2}$ :smile: **vet** [klik](javascript:alert(3))"
)


def ask(app: AppTest, question: str) -> AppTest:
    """Types a question and presses the button, as Enter does."""
    app.text_input(key="vraag_tekst").set_value(question)
    return app.button(key="vraag_knop").click().run()


def hits(app: AppTest) -> list[str]:
    """Each passage of the list, with the facts of its group before it."""
    found = []
    for group in shown(app).split('<article class="kv-groep">')[1:]:
        facts, *lines = group.split("</article>")[0].split('<li class="kv-hit"')
        found += [f"{facts}{line}" for line in lines]
    return found


def source(app: AppTest) -> str:
    """What is read beside the answer."""
    (pane,) = (str(element.proto.body) for element in app.get("html") if "data-van=" in str(element.proto.body))
    return pane


def test_an_asked_question_shows_verdict_statement_and_cited_passages(small: object, open_page: OpenPage) -> None:
    app = ask(open_page(), "hoeveel drones koopt het leger?")
    html = shown(app)
    assert html.index("kv-verdict") < html.index("<blockquote>") < html.index("kv-hit")
    assert any(f"<h2>{title.capitalize()}</h2>" in html for title in VERDICTS.values()), (
        "which one is for the real model to say"
    )
    first = hits(app)[0]
    for fact in ("nr. 102 (2023-2024)", "Defensie", "Vraag 1: ", "ontvangen 15 november 2023", "Celik (XYZ)"):
        assert fact in first
    assert 'href="https://zoek.officielebekendmakingen.nl/ah-tk-20232024-102.html"' in source(app)
    assert "<mark>drones</mark>" in first
    assert app.query_params["q"] == "hoeveel drones koopt het leger?"


def test_own_questions_outlive_the_session_with_their_filters_and_can_be_wiped(
    small: object, open_page: OpenPage
) -> None:
    for text in ("drones", "sporthallen"):
        open_page(q=text, jaar=["2024-2025"])
    app = open_page()
    labels = [app.button(key=f"eerder_{n}").label.replace("\\", "") for n in range(2)]
    assert labels == ["sporthallen (vergaderjaar 2024-2025)", "drones (vergaderjaar 2024-2025)"]
    app.button(key="eerder_weg_1").click().run()
    assert [one.key for one in app.button if "eerder" in (one.key or "")] == ["eerder_0", "eerder_weg_0", "eerder_wis"]
    app.button(key="eerder_wis").click().run()
    assert "Eerder gevraagd" not in shown(open_page())


def test_where_others_reach_the_app_own_questions_stay_in_the_session(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "no")
    app = ask(ask(open_page(), "drones"), "")
    assert "Eerder gevraagd" in shown(app)
    assert "Eerder gevraagd" not in shown(open_page())


def test_the_source_of_the_first_citation_is_open_and_can_be_cited(small: object, open_page: OpenPage) -> None:
    app = open_page(q="drones")
    assert app.code[0].value.startswith(
        "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102, antwoord op vraag"
    )
    assert "<h2>De aankoop van drones" in source(app) or "nr. 102 (2023-2024)" in source(app)


def test_the_address_opens_a_source_at_its_words_and_the_buttons_go_to_the_next(
    small: object, open_page: OpenPage
) -> None:
    app = open_page(q="drones", bron="ah-tk-20232024-102#v1@0-12")
    assert 'data-van="ah-tk-20232024-102#v1@0-12"' in source(app)
    assert '<span class="kv-passage">' in source(app)
    app = open_page(q="drones")
    first = source(app)
    app.button(key="bron_volgende").click().run()
    assert source(app) != first
    assert app.query_params["bron"] in source(app)
    assert hits(app), "the list is where it was"
    app.button(key="bron_vorige").click().run()
    assert source(app) == first
    app.button(key="bron_sluiten").click().run()
    assert "bron" not in app.query_params


def test_a_source_that_the_corpus_lacks_is_said_and_another_question_closes_it(
    small: object, open_page: OpenPage
) -> None:
    app = open_page(q="drones", bron="ah-tk-20232024-9999#v1")
    assert "ah-tk-20232024-9999#v1 staat niet in dit corpus." in shown(app)
    app = ask(app, "accijns")
    assert "bron" not in app.query_params


def test_beside_a_source_that_cannot_be_read_links_to_others_still_open_them(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "find_rounds", Mock(side_effect=CorruptStoreError("kapot")))
    app = open_page(q="drones")
    assert "De index is beschadigd of onvolledig" in shown(app)
    assert any(reading.LISTENER in one.proto.id for one in app.get("bidi_component"))


def test_a_permalink_fills_the_fields_and_answers(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="accijns", ministerie=["Financiën"], jaar=["2023-2024"], van="2024-01-01")
    assert app.text_input(key="vraag_tekst").value == "accijns"
    assert app.multiselect(key="filter_ministerie").value == ["Financiën"]
    assert app.multiselect(key="filter_jaar").value == ["2023-2024"]
    assert app.date_input(key="filter_van").value == date(2024, 1, 1)
    assert all("Financiën" in hit and "2023-2024" in hit for hit in hits(app))
    assert hits(app)


def test_a_chosen_filter_narrows_at_once_and_lands_in_the_address(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="sporthallen")
    before = len(hits(app))
    app.multiselect(key="filter_jaar").set_value(["2024-2025"]).run()
    shown(app)
    assert 0 < len(hits(app)) < before
    assert all("2024-2025" in hit for hit in hits(app))
    assert app.query_params["jaar"] == "2024-2025"
    assert app.query_params["q"] == "sporthallen"


def test_a_line_of_ministries_says_how_many_passages_it_has_and_can_be_taken_away(
    small: object, open_page: OpenPage
) -> None:
    app = open_page(unfolded=["filters"], q="sporthallen")
    vws = "Volksgezondheid, Welzijn en Sport"
    options = app.multiselect(key="filter_opvolgers").options
    assert any(option.startswith(f"{vws} (") for option in options), options
    assert "Defensie" in options, "a ministry without predecessors has no count of its own"
    app.multiselect(key="filter_opvolgers").set_value([vws]).run()
    assert app.query_params["opvolgers"] == vws
    assert all(vws in hit for hit in hits(app))
    app.button(key=f"chip_ministerielijnen_{vws}").click().run()
    assert "opvolgers" not in app.query_params


def test_what_came_in_since_a_day_can_be_chosen(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="sporthallen")
    app.date_input(key="filter_opgenomen_tot").set_value(date(2024, 1, 1)).run()
    assert app.query_params["opgenomen_tot"] == "2024-01-01"
    assert "opgenomen tot en met 1 januari 2024" in shown(app)
    assert hits(app) == []


def test_an_abbreviated_ministry_in_the_address_is_understood(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones", ministerie="def")
    assert app.multiselect(key="filter_ministerie").value == ["Defensie"]
    assert hits(app)


def test_a_filter_value_that_the_corpus_lacks_is_named_and_can_be_removed(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones", ministerie="Toverij")
    html = shown(app)
    assert not hits(app)
    assert "ministerie &#x27;Toverij&#x27;" in html
    assert "zonder het filter <strong>ministerie Toverij</strong>" in html
    app.multiselect(key="filter_ministerie").set_value([]).run()
    assert hits(app)


def test_two_filters_that_together_match_nothing_are_both_named(small: object, open_page: OpenPage) -> None:
    app = open_page(q="drones", ministerie="Defensie", indiener="Evers")
    html = shown(app)
    assert "ministerie Defensie of indiener Evers" in html


def test_an_unknown_number_is_said_to_be_missing(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="nr. 4711"))
    assert "Geen passages gevonden" in html
    assert "nr. 4711 staat niet in het corpus." in html


def test_a_number_shows_exactly_that_publication(small: object, open_page: OpenPage) -> None:
    app = open_page(q="nr. 102")
    assert len(hits(app)) == 2  # its two pairs
    assert all("nr. 102" in hit for hit in hits(app))
    assert "Gevonden op nummer." in source(app)


def test_a_notice_is_shown_as_not_answered(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones", soort="mededeling")
    assert app.multiselect(key="filter_soort").value == ["mededeling"]
    (hit,) = hits(app)
    assert "Mededeling van uitstel" in hit
    assert "kunnen niet binnen drie weken worden beantwoord" in hit
    assert "antwoord op" not in app.code[0].value


def test_what_cannot_be_in_an_address_is_said_and_left_out(small: object, open_page: OpenPage) -> None:
    app = open_page(q="drones", jaar="2023-2029", soort="gedicht", van="gisteren", n="-5")
    html = shown(app)
    for problem in ("2023-2029", "gedicht", "gisteren"):
        assert f"«{problem}»" in html
    assert hits(app)


def test_a_period_outside_the_corpus_does_not_break_the_fields(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones", van="1901-02-03", tot="1902-02-03")
    html = shown(app)
    assert "Geen passages gevonden" in html
    assert app.date_input(key="filter_van").value == date(1901, 2, 3)


def test_a_period_that_ends_before_it_begins_is_said_and_left_out(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones")
    app.date_input(key="filter_van").set_value(date(2024, 3, 1)).run()
    assert app.query_params["van"] == "2024-03-01"
    app.date_input(key="filter_tot").set_value(date(2024, 1, 1)).run()
    assert "De begindatum ligt na de einddatum" in shown(app)
    assert hits(app)


def test_more_results_says_how_many_are_left(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(
        [
            make_publication(n, onderwerp=f"sloot {n}", antwoorden=[({1: "Klopt dit?"}, f"Ja, in sloot {n}.")])
            for n in range(300, 313)
        ]
    )
    app = open_page(q="sloot")
    assert len(hits(app)) == 10
    assert "10 van 13 gevonden passages" in shown(app)
    more = app.button(key="meer_resultaten")
    assert more.label == "Meer resultaten (nog 3)"
    more.click().run()
    assert len(hits(app)) == 13
    assert app.query_params["n"] == "20"
    assert "13 passages" in shown(app)


def test_the_start_offers_questions_that_this_corpus_answers(small: object, open_page: OpenPage) -> None:
    app = open_page()
    html = shown(app)
    assert "8 publicaties met 10 antwoorden" in html
    examples = [button for button in app.button if button.key and button.key.startswith("voorbeeld_")]
    assert len(examples) == 3
    examples[0].click().run()
    assert hits(app)
    assert app.text_input(key="vraag_tekst").value.startswith("Wat is er geantwoord over ")


def test_real_publications_carry_no_fictional_mark(small: object, open_page: OpenPage) -> None:
    assert "fictie" not in shown(open_page(q="drones"))


@pytest.mark.parametrize(
    ("fictional", "expected"),
    [(2, "Alles in dit corpus is verzonnen"), (1, "1 publicatie van de 2 is verzonnen")],
)
def test_fictional_publications_are_marked_on_page_and_hit(
    ingest: Ingest, open_page: OpenPage, fictional: int, expected: str
) -> None:
    answers = [[({1: "Klopt dit?"}, f"Ja, dat klopt voor sloot {n}.")] for n in range(2)]
    ingest([replace(make_publication(90000 + n, antwoorden=answers[n]), fictief=n < fictional) for n in range(2)])
    app = open_page(q="waterkwaliteit")
    html = shown(app)
    assert "Let op: fictieve voorbeeldpublicaties." in html
    assert expected in html
    assert sum("fictief voorbeeld" in hit for hit in hits(app)) == fictional


def test_hostile_text_stays_text(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(
        [
            make_publication(
                666,
                antwoorden=[({1: f"Is het water schoon? {HOSTILE}"}, f"Ja, het water is schoon. {HOSTILE}")],
                onderwerp=f"water {HOSTILE}",
                indieners=[(f"Jan {HOSTILE}", "ABC")],
                ministeries=(FINANCIEN,),
            )
        ]
    )
    app = open_page(q=f"water schoon {HOSTILE}")
    html = shown(app)
    assert hits(app)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in html
    assert not app.markdown, "nothing goes through Markdown"


def test_a_question_of_stop_words_or_signs_gets_an_answer_without_an_error(small: object, open_page: OpenPage) -> None:
    for question in ("de het een", "?!", "a" * 5000, "'; DROP TABLE publications; --", "AND OR NOT ("):
        app = open_page(q=question)
        assert shown(app), question
        assert not app.exception, question


def test_an_empty_question_returns_to_the_start(small: object, open_page: OpenPage) -> None:
    app = ask(open_page(q="drones"), "   ")
    assert not hits(app)
    assert "q" not in app.query_params


def test_a_mistyped_word_is_asked_again_as_the_corpus_has_it(small: object, open_page: OpenPage) -> None:
    app = open_page(q="hoeveel dronnes koopt het leger?")
    near = next(button for button in app.button if button.key and button.key.startswith("bedoelde_dronnes_"))
    near.click().run()
    assert app.query_params["q"] == "hoeveel drones koopt het leger?"
    assert not [button for button in app.button if button.key and button.key.startswith("bedoelde_")]


def test_where_no_answer_is_known_it_is_said_what_was_searched(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="olifanten in Artis"))
    assert "Doorzocht: 8 publicaties met 10 antwoorden" in html
    assert "Vul het corpus aan" in html


def test_every_active_filter_has_a_chip_that_takes_only_it_away(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="sporthallen", jaar=["2024-2025"], van="2024-01-01")
    app = app.button(key="chip_vergaderjaren_2024-2025").click().run()
    assert "jaar" not in app.query_params
    assert app.query_params["van"] == "2024-01-01" and app.query_params["q"] == "sporthallen"
    assert "2024-2025" not in app.multiselect(key="filter_jaar").value
    app = app.button(key="chip_ontvangen_van_2024-01-01").click().run()
    assert app.date_input(key="filter_van").value is None
    assert hits(app)


def test_the_start_page_says_what_there_is_and_what_was_asked(small: object, open_page: OpenPage) -> None:
    app = open_page()
    html = shown(app)
    assert "Nieuwste antwoorden" in html
    assert 'href="ontdek">Alle publicaties' in html
    app = ask(app, "hoeveel drones koopt het leger?")
    app = ask(app, "")
    earlier = next(button for button in app.button if button.key == "eerder_0")
    earlier.click().run()
    assert app.query_params["q"] == "hoeveel drones koopt het leger?"
