from __future__ import annotations

from dataclasses import replace

from index.parse.lines.damage import CorpusWords
from index.store.filters import Filters
from rag.question import Question
from rag.values import AskedQuestion, Comparison, Row, Standpunt, Statement
from ui.app.state.address import Address
from ui.app.view.answers.comparison import chart_html, options_html, question_html, rows_html
from ui.app.view.markup import GAP

HOSTILE = "<script>alert(1)</script>"


def row(ministerie: str, standpunt: Standpunt | None, quote: str | None = None, **rest: str) -> Row:
    statement = (
        Statement(quote=quote, pair_id="ah-x-1#v2", start=0, end=len(quote), citation=f"Minister, {ministerie}")
        if quote
        else None
    )
    return Row(ministerie=ministerie, standpunt=standpunt, statement=statement, **rest)


def asked(pair_id: str, vraag: str = "Zijn er bijeenkomsten?", ministeries: int = 2) -> AskedQuestion:
    return AskedQuestion(
        pair_id=pair_id, vraag=vraag, onderwerp="bijeenkomsten", ministeries=tuple(f"M{n}" for n in range(ministeries))
    )


def test_who_are_set_beside_each_other_are_not_said_to_have_had_a_question_each() -> None:
    html = question_html(asked("ah-x-1#v2", ministeries=0))
    assert "bij elk antwoord staat de vraag waarop het kwam" in html
    assert "eigen vraag" not in html


def test_every_ministry_has_a_row_with_its_standpunt_quote_and_a_link_to_the_question() -> None:
    html = rows_html([row("Defensie", Standpunt.NEE, "Nee."), row("Financiën", Standpunt.JA, "Ja, twee.")])
    assert html.count("<tr>") == 1 + 2
    assert html.index("Defensie") < html.index("Financiën")
    assert ">Nee.</bdi>»" in html and ">Ja, twee.</bdi>»" in html
    assert 'href="publicatie?id=ah-x-1&amp;vraag=2"' in html
    assert ">Nee</span>" in html and ">Ja</span>" in html


def test_a_ministry_without_an_answer_says_why() -> None:
    late = row("Landbouw", Standpunt.UITGESTELD, reason="uitgesteld op 5 maart", publication_id="ah-x-9")
    html = rows_html([late, row("Justitie", Standpunt.NIET_IN_CORPUS, reason="niet in het corpus")])
    assert "uitgesteld op 5 maart" in html
    assert 'href="publicatie?id=ah-x-9"' in html
    assert "niet in het corpus" in html
    assert "<blockquote>" not in html


def test_who_has_only_something_near_is_not_said_to_be_missing_nor_to_answer() -> None:
    near = row("Landbouw", None, reason="het dichtst in de buurt ligt iets anders", publication_id="ah-x-9")
    html = rows_html([near, row("Defensie", None, "Twaalf.")])
    assert html.count(">Geen citaat</span>") == html.count(">Antwoord</span>") == 1
    assert "naar de publicatie" in html and "mededeling" not in html
    assert 'aria-label="1 geen citaat, 1 antwoord"' in chart_html([near, row("Defensie", None, "Twaalf.")])


def test_ministries_of_which_the_corpus_has_nothing_share_a_row() -> None:
    names = ("Justitie en Veiligheid", "Volksgezondheid, Welzijn en Sport")
    lacking = [row(name, Standpunt.NIET_IN_CORPUS, reason="niets gevonden") for name in names]
    html = rows_html([lacking[0], row("Defensie", Standpunt.NEE, "Nee."), lacking[1]])
    assert html.count("<tr>") == 1 + 2
    assert html.index("Defensie") < html.index("J&amp;V en VWS")


def test_what_is_compared_is_called_what_it_is() -> None:
    near = replace(row("2024", None, "Twaalf."), is_near=True)
    html = rows_html([row("2022", None, "Elf."), near], per="periode")
    assert '<th scope="col">Periode</th>' in html and "inisterie</th>" not in html and "per periode" in html
    assert ">In de buurt<" in html and html.count(">Antwoord<") == 1
    assert 'aria-label="1 antwoord, 1 in de buurt"' in chart_html([row("2022", None, "Elf."), near])


def test_the_chart_counts_every_row_once_and_says_so_in_words() -> None:
    rows = [row(f"M{n}", Standpunt.NEE, "Nee.") for n in range(3)] + [row("X", None, "Twaalf."), row("Y", Standpunt.JA)]
    html = chart_html(rows)
    assert 'aria-label="1 ja, 3 nee, 1 antwoord"' in html
    assert [html.count(f"flex-grow:{n}") for n in (1, 3)] == [2, 1]
    assert "Nee: 3" in html


def test_other_questions_are_links_that_keep_the_query() -> None:
    comparison = Comparison(
        vraag=asked("a#v1"), options=(asked("b#v2", "Wie waren erbij?", 1),), rows=(), summary="niets"
    )
    asked_for = Question("welke ministeries?", filters=Filters(ministeries=("Defensie", "Financiën")))
    html = options_html(Address(question=asked_for), comparison)
    assert "1 andere vraag" in html and "1 ministerie)" in html
    assert "bedoeld=b%23v2" in html and html.count("ministerie=") == 2
    assert options_html(Address(question=asked_for), replace(comparison, options=())) == ""


def test_text_of_documents_never_becomes_markup() -> None:
    bad = row(HOSTILE, Standpunt.JA, HOSTILE, reason=HOSTILE)
    question = asked("a#v1", HOSTILE)
    html = rows_html([bad]) + question_html(question)
    html += options_html(
        Address(question=Question(HOSTILE)), Comparison(vraag=question, options=(question,), rows=(), summary="")
    )
    assert "<script" not in html and "&lt;script" in html


def test_a_citation_is_short_and_whole_on_pointing_at_it() -> None:
    (one,) = [row("Defensie", Standpunt.NEE, "Nee.")]
    assert one.statement is not None
    html = rows_html(
        [replace(one, statement=replace(one.statement, nummer="7", vergaderjaar="2023-2024", vraagnummers=(2,)))]
    )
    assert 'title="Minister, Defensie">nr. 7 (2023-2024), vraag 2</a>' in html


def test_glued_words_of_a_quote_and_of_the_question_are_marked() -> None:
    glued, words = "Hetwetsvoorstel is er.", CorpusWords({"wetsvoorstel"})
    rows = [row("Defensie", Standpunt.JA, glued)]
    assert GAP in rows_html(rows, words) and GAP not in rows_html(rows)
    assert GAP in question_html(asked("ah-x-1#v1", glued), words)
