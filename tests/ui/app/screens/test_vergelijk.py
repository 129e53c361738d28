from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from index.values import Publication
from rag.question import Question
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.parts.series import PAGE_SIZE
from ui.app.state.address import Address, write_address

Ingest = Callable[[Sequence[Publication]], None]

ASKED = "Heeft uw ministerie bijeenkomsten over de begroting georganiseerd?"
ANSWERS = (
    ("Defensie", "Nee, er zijn geen bijeenkomsten georganiseerd."),
    ("Financiën", "Ja, er zijn twee bijeenkomsten georganiseerd."),
)


def series(number: int, subject: str, question: str = ASKED, on: date = date(2024, 2, 16)) -> list[Publication]:
    """One question, answered by two ministries."""
    return [
        make_publication(
            number + n, ministeries=[name], onderwerp=subject, antwoorden=[({1: question}, answer)], ontvangen=on
        )
        for n, (name, answer) in enumerate(ANSWERS)
    ]


def test_without_a_question_it_lists_what_was_put_to_several_ministries(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([*series(500, "bijeenkomsten over de begroting"), make_publication(700)])
    app = open_page("vergelijk")
    html = shown(app)
    assert "Kies hieronder een vraag" in html and "1 reeks" in html
    assert html.count("kv-asked") == 1 and ASKED in html and "2 ministeries" in html
    assert app.text_input(key="vergelijk_vraag").value == ""
    link = html.split('href="vergelijk?')[1].split('"')[0].replace("&amp;", "&")
    chosen = {name: value[0] for name, value in parse_qs(urlsplit(f"?{link}").query).items()}
    compared = shown(open_page("vergelijk", **chosen))
    assert ">Nee</span>" in compared and ">Ja</span>" in compared


def test_a_corpus_without_series_says_so(small: object, open_page: OpenPage) -> None:
    assert "geen twee ministeries dezelfde vragen" in shown(open_page("vergelijk"))


def test_many_series_come_a_page_at_a_time_and_are_searched_by_subject(ingest: Ingest, open_page: OpenPage) -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(PAGE_SIZE + 1)]
    ingest(
        [
            publication
            for n, day in enumerate(days)
            for publication in series(
                1000 + 2 * n, f"zaak {n} in het café", f"Kent uw ministerie de zaak met het kenmerk {n}{n}{n}?", day
            )
        ]
    )
    app = open_page("vergelijk")
    assert f"1 tot en met {PAGE_SIZE} van {PAGE_SIZE + 1} reeksen" in shown(app)
    assert f"Zaak {PAGE_SIZE} in" in shown(app) and "Zaak 0 in" not in shown(app)
    app.button(key="reeksen_Oudere").click().run()
    assert "Zaak 0 in" in shown(app) and app.query_params["blad"] == "2"
    app.text_input(key="reeksen_onderwerp").set_value("CAFE 7").run()
    assert "Zaak 7 in" in shown(app) and "Zaak 8 in" not in shown(app)
    app.text_input(key="reeksen_onderwerp").set_value("molen").run()
    assert "heeft «molen» in het onderwerp" in shown(app)


def test_successors_are_put_in_one_row_and_apart_again(ingest: Ingest, open_page: OpenPage) -> None:
    before, after = "Economische Zaken en Klimaat", "Klimaat en Groene Groei"
    made = [
        make_publication(600 + n, ministeries=[name], antwoorden=[({1: ASKED}, answer)], ontvangen=date(2024, 7, 20))
        for n, (name, answer) in enumerate((("Financiën", ANSWERS[0][1]), (after, ANSWERS[1][1])))
    ]
    asked = {"gevraagde_ministeries": ("Financiën", before), "ingezonden": date(2024, 6, 20), "vraagnummer": None}
    ingest([replace(one, **asked) for one in made])  # type: ignore[arg-type]
    app = open_page("vergelijk", q=ASKED)
    assert f"ook voor {before}" not in shown(app) and not app.toggle(key="vergelijk_samen").value
    app.toggle(key="vergelijk_samen").set_value(True).run()
    assert f"{after} (ook voor {before})" in shown(app) and app.query_params["samen"] == "ja"
    app.toggle(key="vergelijk_samen").set_value(False).run()
    assert f"ook voor {before}" not in shown(app) and "samen" not in app.query_params


def test_an_error_while_comparing_is_told_without_a_traceback(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> object:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr("rag.assistant.assistant.Assistant.ask", fail)
    html = shown(open_page("vergelijk", q="drones"))
    assert "Er ging iets mis" in html
    assert "geheim" not in html


def test_whole_answers_stand_side_by_side_with_the_words_that_differ(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(series(500, "bijeenkomsten over de begroting"))
    app = open_page("vergelijk", q="welke ministeries hielden bijeenkomsten over de begroting?")
    html = shown(app)
    assert "2 ministeries" in html and "kv-kolommen" not in html
    assert ">Nee</span>" in html and ">Ja</span>" in html
    app.segmented_control(key="vergelijk_beeld").set_value("antwoorden").run()
    html = shown(app)
    assert app.query_params["beeld"] == "antwoorden" and "kv-vergelijking" not in html
    columns = html[html.index("kv-kolommen") :]
    assert columns.count("<article") == 2 and "<mark>" in columns
    app.selectbox(key="vergelijk_ijk").set_value("Defensie").run()
    columns = shown(app)
    assert columns.index("<h3>Defensie") < columns.index("<h3>Financiën")
    assert app.query_params["q"].startswith("welke ministeries")


def test_a_comparison_of_nothing_says_so_and_leads_to_the_answers(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([make_publication(700, antwoorden=[({1: "Is de sloot schoon?"}, "De sloot is schoon.")])])
    html = shown(open_page("vergelijk", q="sloot", ministerie="Toverij"))
    assert "Geen vraag aan meer ministeries gevonden" in html
    assert "kv-vergelijking" not in html


def test_a_question_that_no_link_can_hold_is_compared_and_leads_on(small: object, open_page: OpenPage) -> None:
    long = f"Drones van {'€ ' * 300}"
    app = open_page("vergelijk")
    app.text_input(key="vergelijk_vraag").set_value(long)
    app.button(key="vergelijk_knop").click().run()
    assert set(app.query_params) == {"tekst"}
    assert "Plak de tekst opnieuw" not in shown(app)
    assert app.text_input(key="vergelijk_vraag").value == long.strip()


def test_a_long_text_of_an_older_link_is_known_by_its_name_too(small: object, open_page: OpenPage) -> None:
    long = "Hoeveel drones zijn er? " * 100
    open_page("vergelijk", q=long)
    named = write_address(Address(question=Question(long.strip())))
    assert "Plak de tekst opnieuw" not in shown(open_page("vergelijk", **named))
