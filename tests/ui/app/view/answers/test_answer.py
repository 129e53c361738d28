from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.parse.lines.damage import CorpusWords
from index.store.filters import Filters
from index.values import Voetnoot
from rag.values import (
    Answer,
    Figure,
    Ground,
    IndexState,
    Lifted,
    Part,
    Phrased,
    PhrasedSentence,
    Reason,
    SearchResult,
    Standing,
    Standpunt,
    Statement,
    Verdict,
)
from tests.factory import make_publication
from tests.ui.app.view.answers.hits import make_hit
from ui.app.view.answers.answer import (
    NEARBY,
    SHORT_QUESTION_CHARS,
    count_text,
    list_heading_html,
    nearby_html,
    notes_html,
    parts_lead_html,
    phrased_html,
    statements_html,
    timeline_html,
    verdict_html,
)
from ui.app.view.markup import GAP

INDEX = IndexState(fingerprint="x", publications=1, pairs=1)


def make_result(hits: int, found: int) -> SearchResult:
    return SearchResult(
        query="klopt dit?",
        filters=Filters(),
        hits=tuple(make_hit(rank=n) for n in range(1, hits + 1)),
        index=INDEX,
        notes=("nr. 12 staat <niet> in het corpus.",),
        found=found,
    )


def test_a_figure_that_was_asked_for_stands_first_with_its_source() -> None:
    lifted = Lifted(text="450 <euro>", start=0, end=10, kind=Figure.BEDRAG)
    said = Statement(quote="450 <euro>", pair_id="ah-x-1#v2", start=0, end=10, citation="bron A", lifted=lifted)
    answer = Answer(
        verdict=Verdict.BEANTWOORD,
        reason=Reason(ground=Ground.COMPARED, summary="Daarom."),
        statements=(replace(said, lifted=None), said),
        search=make_result(1, 1),
        confidence=0.9,
    )
    html = verdict_html(answer)
    assert ">bron A</a>" in html and "<strong>450 &lt;euro&gt;</strong> [2] <a" in html
    assert html.index("450") < html.index("Daarom.")


def test_the_verdict_gives_reason_notes_and_what_was_dropped() -> None:
    answer = Answer(
        verdict=Verdict.VERWANT,
        reason=Reason(ground=Ground.COMPARED, summary="Iets & anders."),
        statements=(),
        search=make_result(1, 1),
        confidence=0.4,
        rejected=1,
    )
    html = verdict_html(answer)
    assert "kv-verwant" in html
    assert "Verwant, geen rechtstreeks antwoord gevonden" in html
    assert "Iets &amp; anders." in html
    notes = notes_html(answer)
    assert "nr. 12 staat &lt;niet&gt; in het corpus." in notes
    assert "1 citaat stond niet letterlijk in de bron" in notes


def test_a_statement_opens_its_source_and_leads_to_its_question_in_the_publication() -> None:
    hit = make_hit(rank=3)
    statement = Statement(quote="Ja, dat <klopt>.", pair_id=hit.pair_id, start=0, end=9, citation="Minister, nr. 1")
    html = statements_html([statement], [hit])
    assert '<li id="citaat-1">' in html
    assert ">Ja, dat &lt;klopt&gt;.</bdi>»" in html
    assert 'href="publicatie?id=ah-tk-20232024-1068&amp;vraag=1" data-bron="ah-tk-20232024-1068#v1@0-9"' in html
    assert ">nr. 1068, FIN, 16 februari 2024</a>" in html, "short on the page, the full form on pointing at it"
    assert 'title="Minister, nr. 1"' in html


def test_a_question_stands_above_the_first_quote_of_its_answer_only() -> None:
    hit = make_hit()
    statement = Statement(quote="Ja", pair_id=hit.pair_id, start=0, end=2, citation="c")
    assert statements_html([statement, replace(statement, start=1)], [hit]).count("kv-asked") == 1


def test_a_quotation_refers_to_the_note_on_the_page_of_its_publication() -> None:
    hit = make_hit()
    assert hit.pair is not None
    notes = tuple(Voetnoot(nummer=f"{place}", tekst="Kamerstuk", plaats=place) for place in (1, 2, 99))
    hit = replace(hit, pair=replace(hit.pair, voetnoten=notes))
    html = statements_html([Statement(quote="Ja", pair_id=hit.pair_id, start=0, end=2, citation="c")], [hit])
    assert 'J<sup class="kv-noot"><a href="publicatie?' in html
    assert '#noot-1-2">2</a></sup></bdi>»' in html
    assert "#noot-1-99" not in html


def test_what_only_lies_near_is_quiet_few_and_without_numbers() -> None:
    html = nearby_html([make_statement(f"Zin {n}.") for n in range(5)], [])
    assert "<h2>Ligt in de buurt</h2>" in html
    assert html.count("<blockquote>") == NEARBY
    assert "kv-number" not in html
    assert nearby_html([], []) == ""


def test_a_statement_stands_under_its_question() -> None:
    hit = make_hit()
    statement = Statement(quote="Nee.", pair_id=hit.pair_id, start=0, end=4, citation="c")
    assert '<p class="kv-asked">Klopt dit? Zeker?</p>' in statements_html([statement], [hit])
    long = replace(
        hit, publication=make_publication(), pair=make_publication(antwoorden=[({1: "lang " * 99}, "Ja.")]).paren[0]
    )
    html = statements_html([replace(statement, pair_id=long.pair_id)], [long])
    assert "lang lang …</p>" in html
    assert html.count("lang") == SHORT_QUESTION_CHARS // len("lang ")
    assert "kv-asked" not in statements_html([statement], [])


@pytest.mark.parametrize(
    ("hits", "found", "expected"),
    [
        (1, 1, "1 passage"),
        (3, 3, "3 passages"),
        (10, 99, "10 van 99 gevonden passages, de beste bovenaan"),
        (1, 1234, "1 van 1.234 gevonden passages, de beste bovenaan"),
    ],
)
def test_the_list_says_how_many_of_how_many(hits: int, found: int, expected: str) -> None:
    assert count_text(make_result(hits, found)) == expected


def test_passages_that_do_not_answer_are_called_the_nearest() -> None:
    assert '<h2 class="kv-kop">Passages</h2>' in list_heading_html(make_result(1, 1), Verdict.VERWANT)
    assert "Dichtstbijzijnde passages" in list_heading_html(make_result(1, 1), Verdict.NIET_GEVONDEN)


def make_statement(quote: str = "Ja, dat klopt.", kanttekening: str | None = None) -> Statement:
    return Statement(
        quote=quote, pair_id="ah-x-1#v3", start=0, end=len(quote), citation="Minister van X", kanttekening=kanttekening
    )


def test_a_quote_that_is_no_real_answer_says_so() -> None:
    html = statements_html([make_statement(kanttekening="verwijst naar een <Kamerbrief>")], [])
    assert "Let op: verwijst naar een &lt;Kamerbrief&gt;" in html
    assert "Let op" not in statements_html([make_statement()], [])


def test_a_list_in_order_of_date_says_of_how_many_it_is() -> None:
    shown = count_text(make_result(2, 50), by_date_of=130, first="nieuwste")
    assert shown == "2 van de 50 best passende passages, de nieuwste bovenaan (130 gevonden)"
    assert (
        count_text(make_result(2, 30), by_date_of=30, first="nieuwste")
        == "2 van 30 gevonden passages, de nieuwste bovenaan"
    )
    assert count_text(make_result(2, 2), by_date_of=2, first="oudste") == "2 passages, de oudste bovenaan"


def test_the_timeline_marks_the_newest_position_and_only_that() -> None:
    standings = [
        Standing(ontvangen=date(2024, 5, 1), statement=make_statement("Ja."), standpunt=Standpunt.JA),
        Standing(ontvangen=date(2022, 5, 1), statement=make_statement("Nee."), standpunt=None),
    ]
    html = timeline_html(standings)
    assert html.index("1 mei 2024") < html.index("nieuwste") < html.index("1 mei 2022")
    assert html.count("nieuwste") == 1
    assert "publicatie?id=ah-x-1&amp;vraag=3" in html
    assert timeline_html([]) == ""
    glued = replace(standings[0], statement=make_statement("Hetwetsvoorstel komt."))
    assert GAP in timeline_html([glued], CorpusWords({"wetsvoorstel"}))


def test_the_words_of_a_language_model_are_marked_as_such_and_linked_to_the_quotes() -> None:
    sentences = (
        PhrasedSentence(text="Dat klopt <b>.", cites=(1, 2), is_supported=True),
        PhrasedSentence(text="Het zijn er vijf.", cites=(1,), is_supported=False),
    )
    html = phrased_html(Phrased(sentences=sentences, model="klein-model", dropped=2, note="Traag."))
    assert "klein-model" in html and "&lt;b&gt;" in html
    assert 'href="#citaat-1"' in html and 'href="#citaat-2"' in html
    assert html.count("niet door een citaat gedragen") == 1
    assert "2 zinnen zijn weggelaten" in html and "Traag." in html
    assert phrased_html(Phrased(sentences=(), model="m", note="Geen verbinding.")) == (
        '<p class="kv-facts">Geen verbinding.</p>'
    )


def test_parts_of_a_pasted_question_keep_their_anchors_apart() -> None:
    result = make_result(1, 1)
    answer = Answer(
        verdict=Verdict.VERWANT,
        reason=Reason(ground=Ground.RELATED),
        statements=(make_statement(),),
        search=result,
        confidence=0.5,
    )
    html = parts_lead_html(Part(nummer=2, vraag="Klopt <dit>?", answer=answer))
    assert "Vraag 2" in html and "Klopt &lt;dit&gt;?" in html and "niet zeker" in html
    assert 'id="deel-2-citaat-1"' in statements_html([make_statement()], [], prefix="deel-2-")
    unsearched = replace(answer, verdict=Verdict.NIET_GEVONDEN, reason=Reason(ground=Ground.ACQUAINTANCE))
    html = parts_lead_html(Part(nummer=1, vraag="Kent u het bericht?", answer=unsearched))
    assert "Niet gezocht." in html and "Niet gevonden" not in html
