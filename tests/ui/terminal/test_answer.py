"""An answer as lines for the terminal."""

from __future__ import annotations

from datetime import date

from index.store.filters import Filters
from rag.values import (
    Answer,
    Ground,
    IndexState,
    Reason,
    SearchResult,
    Standing,
    Standpunt,
    Statement,
    Verdict,
)
from ui.terminal.answer import answer_text


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
