from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.rag.check.drafts import DRONES, word_draft
from tests.ui.app.screens.conftest import OpenPage, go_to, shown


def hand_in(app: AppTest, text: str) -> str:
    """Has a text checked."""
    app.text_area(key="controleer_tekst").set_value(text)
    app.button(key="controleer_knop").click()
    return shown(app.run())


def hand_in_file(app: AppTest, name: str, data: bytes) -> str:
    """Has a file checked."""
    app.get("file_uploader")[0].set_value([(name, data, "application/octet-stream")])  # type: ignore[attr-defined]
    app.button(key="controleer_knop").click()
    return shown(app.run())


def test_without_a_draft_it_says_what_to_hand_in(small: object, open_page: OpenPage) -> None:
    app = open_page("controleer")
    html = shown(app)
    assert "Plak een concept of kies een bestand" in html
    assert "kv-concept" not in html
    assert not app.get("download_button")


def test_a_draft_comes_back_with_marks_verdicts_and_citations(small: object, open_page: OpenPage) -> None:
    app = open_page("controleer")
    html = hand_in(
        app,
        f"Hij schrijft «{DRONES}» (Aanhangsel 2023-2024, nr. 102).\n\n"
        "Ook: «Het leger koopt negentig drones van een Nederlandse fabrikant.»",
    )
    assert "2 citaten: 1 letterlijk en 1 gewijzigd" in html
    draft = html.partition("kv-concept")[2].partition("</div>")[0]
    assert f'<mark class="kv-goed" title="Letterlijk">{DRONES}</mark>' in draft
    assert '<span class="kv-anders">negentig</span>' in draft
    assert '<a href="#nr-1">[1]</a>' in draft and 'id="nr-1"' in html
    assert "«negentig» moet zijn «zestig»" in html
    assert "nr. 102" in app.code[0].value
    assert [button.label for button in app.get("download_button")] == ["Verslag als webpagina", "Word met opmerkingen"]
    assert not app.query_params, "a draft is nobody else's business"


def test_a_word_file_goes_before_the_text(small: object, open_page: OpenPage) -> None:
    app = open_page("controleer")
    app.text_area(key="controleer_tekst").set_value("Zonder citaat.")
    html = hand_in_file(app, "stuk.docx", word_draft(f"Hij schrijft «{DRONES}» (2023-2024, nr. 102)."))
    assert "1 citaat: 1 letterlijk" in html
    assert "Zonder citaat" not in html


def test_a_draft_without_quotations_or_one_that_stands_nowhere_is_told_so(small: object, open_page: OpenPage) -> None:
    app = open_page("controleer")
    assert "In dit concept staan geen citaten." in hand_in(app, "Hier staat niets bijzonders.")
    html = hand_in(app, "Hij schrijft: «De olifanten in de Noordzee krijgen allemaal een eigen eiland.»")
    assert "Niet in het corpus" in html
    assert app.get("download_button"), "the report can be kept all the same"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("leeg.txt", b"  \n ", "er staat geen tekst in"),
        ("stuk.docx", b"%PDF-1.7 ...", "een PDF"),
        ("stuk.md", bytes(range(1, 9)) * 50, "is geen tekst"),
    ],
)
def test_what_cannot_be_checked_says_why_and_leaves_the_page_standing(
    small: object, open_page: OpenPage, name: str, data: bytes, said: str
) -> None:
    app = open_page("controleer")
    html = hand_in_file(app, name, data)
    assert "Dit stuk kan niet worden gecontroleerd" in html
    assert said in html
    assert app.text_area(key="controleer_tekst")


def test_markup_in_a_draft_stays_text(small: object, open_page: OpenPage) -> None:
    html = hand_in(
        open_page("controleer"), "Hij zegt «een <b>vet</b> woord dat nergens staat» & <script>alert(1)</script>"
    )
    assert "<script>" not in html and "<b>vet" not in html


def test_the_report_is_still_there_after_another_page(small: object, open_page: OpenPage) -> None:
    app = open_page("controleer")
    hand_in(app, f"Hij schrijft «{DRONES}».")
    go_to(app, "over")
    app.run()
    go_to(app, "controleer")
    assert "1 citaat: 1 letterlijk" in shown(app.run())
