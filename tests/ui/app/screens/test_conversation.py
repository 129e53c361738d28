from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from streamlit.testing.v1 import AppTest

from index.values import Publication
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, scripts, shown
from tests.ui.app.screens.test_vraag import ask, hits

Ingest = Callable[[Sequence[Publication]], None]

DEFENSIE = "Defensie"
PASTED = """Vragen van het lid Evers (XYZ) aan de minister van Defensie over drones (ingezonden 4 maart 2024)

Vraag 1
Hoeveel drones koopt het leger dit jaar?

Vraag 2
Bent u bereid de aankoop van drones uit te stellen?
"""


def keyed(app: AppTest, start: str) -> list[str]:
    return [button.key for button in app.button if button.key and button.key.startswith(start)]


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


def follow_up(app: AppTest, text: str) -> AppTest:
    return app.chat_input(key="vervolgvraag").set_value(text).run()


def test_a_follow_up_narrows_says_how_it_was_read_and_can_be_taken_back(small: object, open_page: OpenPage) -> None:
    app = ask(open_page(), "drones")
    before = len(hits(app))
    app = follow_up(app, "alleen 2023-2024")
    assert "Opgevat als" in shown(app)
    assert hits(app) and all("2023-2024" in hit for hit in hits(app))
    assert app.query_params["vervolg"] == "alleen 2023-2024"
    app.button(key="terugnemen_0").click().run()
    assert len(hits(app)) == before
    assert "vervolg" not in app.query_params


def test_who_asked_is_told_of_the_cited_publications(small: object, open_page: OpenPage) -> None:
    app = open_page(q="hoeveel drones koopt het leger?", vervolg="wie vroeg dat?")
    html = shown(app)
    facts = html[html.index("kv-feiten") :]
    assert "Gevraagd door Celik (XYZ)" in facts
    assert "publicatie?id=ah-tk-20232024-102" in facts


def test_what_was_understood_is_a_chip_that_can_be_removed_and_put_back(small: object, open_page: OpenPage) -> None:
    app = open_page(q="drones volgens de minister van Defensie")
    assert keyed(app, "begrepen_ministeries:Defensie") == ["begrepen_ministeries:Defensie"]
    app.button(key="begrepen_ministeries:Defensie").click().run()
    assert app.query_params["negeer"] == "ministeries:Defensie"
    assert not keyed(app, "begrepen_ministeries")
    app.button(key="begrepen_herstel").click().run()
    assert keyed(app, "begrepen_ministeries:Defensie")


def test_a_filter_keeps_the_conversation_and_a_new_question_ends_it(small: object, open_page: OpenPage) -> None:
    app = open_page(unfolded=["filters"], q="drones", vervolg="alleen 2023-2024")
    app.multiselect(key="filter_ministerie").set_value([DEFENSIE]).run()
    assert app.query_params["vervolg"] == "alleen 2023-2024"
    ask(app, "accijns")
    assert "vervolg" not in app.query_params
    assert app.query_params["ministerie"] == DEFENSIE


def test_passages_can_be_listed_newest_first(ingest: Ingest, open_page: OpenPage) -> None:
    ingest(
        [
            make_publication(
                n,
                ontvangen=date(2024, n % 12 + 1, 3),
                antwoorden=[({1: "Is de sloot schoon?"}, f"De sloot {n} is schoon.")],
            )
            for n in range(300, 312)
        ]
    )
    app = open_page(q="sloot schoon", sort="datum")
    days = [hit.split("ontvangen ")[1].split(" ·")[0] for hit in hits(app)]
    assert days[0] == "3 december 2024" and days[1] == "3 november 2024"
    assert len(days) == 10
    assert "10 van 12 gevonden passages, de nieuwste bovenaan" in shown(app)
    app.button(key="meer_resultaten").click().run()
    assert len(hits(app)) == 12
    assert app.query_params["sort"] == "datum"


def test_a_pasted_question_gives_every_part_its_own_answer(small: object, open_page: OpenPage) -> None:
    app = open_page()
    app.text_area(key="kamervraag_tekst").set_value(PASTED)
    app.button(key="plak_knop").click().run()
    html = shown(app)
    assert html.index("Vraag 1") < html.index("Vraag 2")
    assert "Bent u bereid de aankoop van drones uit te stellen?" in html
    assert 'id="deel-1-passage-1"' in html and 'id="deel-2-passage-1"' in html
    assert app.text_area(key="kamervraag_tekst").value == PASTED.strip()
    assert ".st-key-plakken" in scripts(app), "the form closes"
    assert ".st-key-plakken" not in scripts(app.run()), "once"
    assert app.text_input(key="vraag_tekst").value == ""


def test_a_long_pasted_text_stays_out_of_the_address_and_its_address_opens_again(
    small: object, open_page: OpenPage
) -> None:
    year = "waarin " + "het leger oefent en " * 10 + "koopt"
    long = PASTED + "\n".join(f"\nVraag {n}\nHoeveel drones koopt het leger in jaar {n}, {year}?" for n in range(3, 13))
    app = open_page()
    app.text_area(key="kamervraag_tekst").set_value(long)
    app.button(key="plak_knop").click().run()
    assert set(app.query_params) == {"tekst"} and len(app.query_params["tekst"]) < 40
    assert "Te lang voor een link" in captions(app)
    again = open_page(tekst=app.query_params["tekst"])
    assert 'id="deel-12-passage-1"' in shown(again)
    assert again.text_area(key="kamervraag_tekst").value == long.strip()
    ask(again, "drones")
    assert set(again.query_params) == {"q"}


def test_an_address_of_a_text_that_is_not_known_here_says_so(small: object, open_page: OpenPage) -> None:
    app = open_page(tekst="0" * 32)
    assert "Plak de tekst opnieuw" in shown(app)
    assert not hits(app)


def test_what_lies_near_a_part_is_not_dressed_as_its_answer(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="1. Hoeveel drones koopt het leger?\n2. Hoeveel sporthallen sloten er?"))
    assert html.count("kv-verdict kv-verwant") == 3, "the whole and both parts"
    assert html.count("<h2>Ligt in de buurt</h2>") == 2
    assert "citaat-1" not in html, "no numbers"


def test_a_part_that_was_not_searched_for_has_no_list_of_nothing(small: object, open_page: OpenPage) -> None:
    acquaintance, asked = (
        "Bent u bekend met het bericht «Drones»?",
        "Bent u bereid de aankoop van drones uit te stellen?",
    )
    app = open_page(q=f"1\n{acquaintance}\n\n2\n{asked}")
    assert "Niet gezocht." in shown(app)
    (found,) = [box.label for box in app.expander if box.label.endswith("ongewijzigd")]
    assert not found.startswith("0 ")


def test_every_format_has_a_button_and_kept_passages_travel_alone(small: object, open_page: OpenPage) -> None:
    app = open_page(q="drones")
    assert not app.get("download_button"), "made when the menu opens"
    app.session_state["exporteren_lijst_geopend"] = "drones"
    labels = [button.label for button in app.run().get("download_button")]
    assert {"CSV", "CSV, alle tabellen (ZIP)", "Excel", "Word", "Markdown", "JSON", "BibTeX", "HTML"} <= set(labels)
    assert len(labels) == 9
    assert app.radio(key="omvang_lijst").disabled
    next(one for one in app.button if one.key and one.key.startswith("bewaren_")).click().run()
    assert app.radio(key="omvang_lijst").options == [f"alle {len(hits(app))} op het scherm", "alleen bewaarde (1)"]


def test_a_picked_question_that_is_gone_is_said_and_left_out(small: object, open_page: OpenPage) -> None:
    for gone in ("ah-tk-20232024-9999#v1", "ah-tk-20232024-101#v77", "<b>"):
        app = open_page(q="drones", bedoeld=gone)
        assert "staat niet in dit corpus en is weggelaten" in shown(app)
        assert hits(app)
