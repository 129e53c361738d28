"""Answers of ministries as columns beside each other."""

from __future__ import annotations

from index.parse.lines.damage import CorpusWords
from rag.values import Row, Standpunt, Statement
from ui.app.view.answers.columns import columns_html, columns_of, commonest_of
from ui.app.view.markup import GAP

HOSTILE = "<script>alert(1)</script>"
NO = "Nee, er zijn geen bijeenkomsten gehouden op mijn ministerie."


def answered(ministerie: str, text: str, standpunt: Standpunt | None = Standpunt.NEE) -> tuple[Row, str]:
    quote = text.split(".")[0]
    statement = Statement(quote=quote, pair_id="ah-x-1#v2", start=0, end=len(quote), citation=f"Minister, {ministerie}")
    return Row(ministerie=ministerie, standpunt=standpunt, statement=statement), text


def test_ministries_that_answer_in_the_same_words_share_a_column() -> None:
    columns = columns_of([answered("Defensie", NO), answered("VWS", "Ja, twee keer."), answered("Financiën", NO)])
    assert [column.names for column in columns] == ["Defensie en Financiën", "VWS"]
    assert commonest_of(columns) is columns[0]
    html = columns_html(columns, columns[0])
    assert html.count("<article") == 2 and "an deze 2 is het antwoord gelijkluidend" in html


def test_only_the_words_that_differ_from_the_reference_are_marked() -> None:
    columns = columns_of([answered("Defensie", NO), answered("VWS", NO.replace("geen", "negen"), Standpunt.JA)])
    html = columns_html(columns, columns[0])
    assert html.index("Defensie") < html.index("VWS")
    assert html.count("<mark>") == 1 and "negen" in html[html.index("<mark>") : html.index("</mark>")]
    assert "% van de woorden is gelijk" in html
    other = columns_html(columns, columns[1])
    assert other.index("VWS") < other.index("Defensie"), "what is compared with comes first"


def test_an_answer_with_nothing_in_common_is_not_marked_from_end_to_end() -> None:
    columns = columns_of([answered("Defensie", NO), answered("VWS", "Daarover spreekt de Kamer in mei.")])
    html = columns_html(columns, columns[0])
    assert "<mark>" not in html and "niet gemarkeerd" in html


def test_a_standpunt_says_on_which_words_it_rests() -> None:
    html = columns_html(columns := columns_of([answered("Defensie", f"{NO} Wel is er gepraat.")]), columns[0])
    assert ">Nee</span> gezegd in de onderstreepte woorden" in html
    assert html.count("<u>") == 1 and "Wel is er gepraat" not in html[html.index("<u>") : html.index("</u>")]
    unsaid = columns_of([answered("Defensie", NO, Standpunt.ONZEKER)])
    html = columns_html(unsaid, unsaid[0])
    assert "Niet met zoveel woorden gezegd" in html and "<u>" not in html


def test_answers_never_become_markup() -> None:
    columns = columns_of([answered(HOSTILE, HOSTILE), answered("B", f"{HOSTILE} twee")])
    assert "<script" not in columns_html(columns, columns[0])


def test_glued_words_are_marked_in_every_column_beside_what_differs() -> None:
    glued = "Hetwetsvoorstel komt er niet snel."
    columns = columns_of([answered("Defensie", glued), answered("VWS", glued.replace("niet", "wel"))])
    html = columns_html(columns, columns[0], CorpusWords({"wetsvoorstel"}))
    assert html.count(GAP) == 2 and html.count("<mark>") == 1
