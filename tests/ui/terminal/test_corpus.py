"""What an ingest came to, as lines for the terminal."""

from __future__ import annotations

from index.build.report import FileRead, Report
from index.values import Vorm
from ui.terminal.corpus import report_text


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
    report.passed_over = [("map/metadata.xml", "metadata zonder het document erbij")]
    text = report_text(report)
    assert text.startswith("3 nieuw, "), "what went well comes first"
    assert text.index("zonder twijfel: 1 van 3") < text.index("gelezen met twijfel:") < text.index("? vraag 4")
    assert "overgeslagen: map/metadata.xml: metadata zonder het document erbij" in text
    assert "ah-tk-20232024-2 (gelezen als pdf uit map/ah-tk-20232024-2)" in text
    assert "? vraag 4 ontbreekt" in text
    assert f"{len('Bijlage: een tabel')} tekens tekst over" in text
    assert "vervallen: map/kopie.pdf" in text
    assert "gelezen als: 2 xml, 1 pdf; zonder twijfel: 1 van 3" in text
    assert "3 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 dubbel, 1 mislukt; 9 vraag-antwoordparen en 12 passages" in text
