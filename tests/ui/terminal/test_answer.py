"""An answer as lines for the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.store.filters import Filters
from index.values import PairId
from rag.values import (
    Answer,
    AskedQuestion,
    Comparison,
    Figure,
    Ground,
    IndexState,
    Lifted,
    Part,
    Reason,
    Row,
    SearchResult,
    Standing,
    Standpunt,
    Statement,
    Verdict,
)
from ui.terminal.answer import answer_text
from ui.terminal.comparison import comparison_text
from ui.terminal.conversation import parts_text


def test_an_answer_shows_remarks_and_positions_over_time() -> None:
    quote = Statement(
        quote="Dat kan ik niet aangeven.",
        pair_id="ah-tk-20232024-1#v1",
        start=0,
        end=25,
        citation="Minister van Defensie, nr. 1",
        kanttekening="zegt dat het niet bekend is",
    )
    search = SearchResult(
        query="brug", filters=Filters(), hits=(), index=IndexState(fingerprint="f", publications=1, pairs=1)
    )
    moments = (
        Standing(ontvangen=date(2024, 11, 5), statement=quote, standpunt=Standpunt.JA),
        Standing(ontvangen=date(2021, 2, 3), statement=quote, standpunt=None),
    )
    text = answer_text(
        Answer(
            verdict=Verdict.VERWANT,
            reason=Reason(ground=Ground.RELATED),
            statements=(quote,),
            search=search,
            confidence=0.5,
            timeline=moments,
        )
    )
    assert "let op: zegt dat het niet bekend is" in text
    assert "Standpunt door de tijd, nieuwste eerst" in text
    assert text.index("5 november 2024 (ja): «Dat kan") < text.index("3 februari 2021: «Dat kan")


def test_a_figure_that_was_asked_for_stands_above_the_quotes() -> None:
    lifted = Lifted(text="450 euro", start=12, end=20, kind=Figure.BEDRAG)
    said = Statement(
        quote="Dat kostte 450 euro.", pair_id=PairId("ah-x-1#v1"), start=0, end=20, citation="bron", lifted=lifted
    )
    search = SearchResult(
        query="wat kostte dat?", filters=Filters(), hits=(), index=IndexState(fingerprint="f", publications=1, pairs=1)
    )
    text = answer_text(
        Answer(
            verdict=Verdict.BEANTWOORD,
            reason=Reason(ground=Ground.ANSWERED),
            statements=(said,),
            search=search,
            confidence=0.9,
        )
    )
    assert text.index("Gevraagd: 450 euro [1]") < text.index("«Dat kostte 450 euro.»")


def test_a_comparison_folds_what_is_missing_and_can_keep_the_fixed_order() -> None:
    asked = AskedQuestion(pair_id=PairId("ah-x-1#v1"), vraag="Was er een borrel?", onderwerp="borrel", ministeries=())
    given = (("Financiën", Standpunt.JA), ("Defensie", Standpunt.NEE))
    rows = [Row(ministerie=name, standpunt=standpunt, statement=None) for name, standpunt in given]
    lacking = [
        Row(ministerie=name, standpunt=Standpunt.NIET_IN_CORPUS, statement=None, reason="niets gevonden")
        for name in ("Algemene Zaken", "Klimaat en Groene Groei")
    ]
    order = ("Algemene Zaken", "Defensie", "Financiën", "Klimaat en Groene Groei")
    comparison = Comparison(vraag=asked, options=(), rows=(*rows, *lacking), summary="", order=order)
    text = "\n".join(comparison_text(comparison))
    assert text.index("Financiën: ja") < text.index("Defensie: nee")
    assert "Algemene Zaken en Klimaat en Groene Groei: niets gevonden" in text
    near = Row(ministerie="Financiën", standpunt=None, statement=None, reason="iets anders")
    assert "Financiën: geen citaat" in "\n".join(comparison_text(replace(comparison, rows=(near,))))
    fixed = "\n".join(comparison_text(comparison, in_fixed_order=True))
    assert fixed.index("Defensie: nee") < fixed.index("Financiën: ja")


def test_a_sub_question_that_was_not_searched_is_not_called_not_found() -> None:
    search = SearchResult(
        query="?", filters=Filters(), hits=(), index=IndexState(fingerprint="f", publications=1, pairs=1)
    )
    told = Answer(
        verdict=Verdict.NIET_GEVONDEN,
        reason=Reason(ground=Ground.ACQUAINTANCE),
        statements=(),
        search=search,
        confidence=0.0,
    )
    (text,) = parts_text([Part(nummer=1, vraag="Kent u dit bericht?", answer=told)])
    assert "=> niet gezocht: " in text and "niet gevonden" not in text
