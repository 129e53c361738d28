"""The texts of the terminal, as pure functions."""

from __future__ import annotations

from datetime import date

from index.build.report import FileRead, Report
from index.store.filters import Filters
from index.values import Vorm
from rag.values import Answer, IndexState, SearchResult, Standing, Standpunt, Statement, Verdict
from tests.factory import make_publication
from ui.terminal.answer import answer_text, publication_text, report_text


def a_file(publication_id: str, *, vorm: Vorm = Vorm.XML, twijfels: tuple[str, ...] = (), rest: str = "") -> FileRead:
    return FileRead(
        bron=f"map/{publication_id}", vorm=vorm, id=publication_id, twijfels=twijfels, restant=(rest,) if rest else ()
    )


def test_the_report_names_every_doubt_and_counts_what_was_read_without() -> None:
    report = Report(new=3, pairs=9, passages=12, seconds=1.5)
    report.files = [
        a_file("ah-tk-20232024-1"),
        a_file("ah-tk-20232024-2", vorm=Vorm.PDF, twijfels=("vraag 4 ontbreekt",)),
        a_file("ah-tk-20232024-3", rest="Bijlage: een tabel"),
    ]
    report.dropped = [("map/kopie.pdf", "ah-tk-20232024-1 is er al, uit map/ah-tk-20232024-1")]
    report.failed = [("map/leeg.xml", "leeg")]
    text = report_text(report)
    assert "ah-tk-20232024-2 (gelezen als pdf uit map/ah-tk-20232024-2)" in text
    assert "? vraag 4 ontbreekt" in text
    assert f"{len('Bijlage: een tabel')} tekens tekst over" in text
    assert "vervallen: map/kopie.pdf" in text
    assert "gelezen als: 2 xml, 1 pdf; zonder twijfel: 1 van 3" in text
    assert "3 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 dubbel, 1 mislukt; 9 vraag-antwoordparen en 12 passages" in text


def test_control_characters_of_a_document_do_not_reach_the_terminal() -> None:
    text = publication_text(make_publication(1, antwoorden=[({1: "Klopt dit?"}, "Ja.\x1b[31m rood \x07")]))
    assert "Ja.[31m rood" in text
    assert "\x1b" not in text
    assert "\x07" not in text


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
            reason="Er is weinig.",
            statements=(quote,),
            search=search,
            confidence=0.5,
            timeline=moments,
        )
    )
    assert "let op: zegt dat het niet bekend is" in text
    assert "Standpunt door de tijd, nieuwste eerst" in text
    assert text.index("5 november 2024 (ja): «Dat kan") < text.index("3 februari 2021: «Dat kan")
