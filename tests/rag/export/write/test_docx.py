"""The Word document as python-docx reads it: text, numbered citations, links, tables, language."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx

from rag.export.clean import clean
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import ExportList
from tests.rag.export.lists import NASTY, QUERY, make_answer, make_comparison, make_hits, make_list, nasty_list

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(listed: ExportList) -> Any:
    return docx.Document(io.BytesIO(render(listed, FORMATS["docx"])))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def headings(document: Any, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def test_it_opens_with_query_verdict_and_facts() -> None:
    listed = make_list()
    document = read(listed)
    assert document.paragraphs[0].text == QUERY
    assert document.paragraphs[0].style.name == "Title"
    assert texts(document)[1] == "Beantwoord. De gevonden antwoorden sluiten aan bij wat de vraag noemt."
    for fact in listed.facts[1:3]:
        assert f"{fact.label}: {fact.value}" in texts(document)[2].split("\n")
    assert "Vingerafdruk van de index: woorden-1/900/nl-2/7" in texts(document)[2]


def test_header_and_footer() -> None:
    section = read(make_list()).sections[0]
    assert section.header.paragraphs[0].text == f"Kamervragen: «{QUERY}» — 6 mei 2024"
    assert section.footer.paragraphs[0].text.startswith("Pagina ")
    assert round(section.page_width.mm) == 210


def test_every_row_is_there_in_order() -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    document = read(listed)
    assert headings(document, 1) == ["Antwoord in citaten", "Resultaten", "Bronnen"]
    assert headings(document, 2) == [
        "1. Bijeenkomsten over de uitslag",
        "2. Bijeenkomsten over de uitslag",
        "3. De waterkwaliteit van sloten",
        "4. De waterkwaliteit van sloten",
    ]
    found = texts(document)
    assert "Notitie: nabellen" in found
    assert {"Er namen tien mensen deel.", "De reden was overleg."} <= set(found)
    (facts,) = [text for text in found if "Paar: ah-tk-20232024-201#v2" in text]
    assert facts.split("\n") == [
        "Nummer: 201 (2023-2024)",
        "Vraag: 2 en 3",
        "Ministerie: Volksgezondheid, Welzijn en Sport",
        "Beantwoord door: Minister van Volksgezondheid, Welzijn en Sport",
        "Gevraagd door: Aalders (ABC) en Dé Bruin",
        "Ontvangen: 16 februari 2024",
        "Paar: ah-tk-20232024-201#v2",
        "Link: https://zoek.officielebekendmakingen.nl/ah-tk-20232024-201.html",
    ]


def test_citations_lead_to_the_source_list() -> None:
    listed = make_list()
    document = read(listed)
    body = document.element.body
    places = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    anchors = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    assert places == {f"bron_{source.number}" for source in listed.sources}
    assert anchors[:2] == ["bron_1", "bron_2"]
    assert set(anchors) <= places
    assert texts(document)[-len(listed.sources) :] == [
        f"[{source.number}] {source.citation} {source.url}" for source in listed.sources
    ]


def test_links_are_real() -> None:
    document = read(make_list())
    links = [link for p in document.paragraphs for link in p.hyperlinks if link.address]
    assert {link.address for link in links} == {row.url for row in make_list().rows}
    assert all(link.text == link.address for link in links)


def test_the_comparison_is_a_table() -> None:
    hits = make_hits()
    document = read(make_list(replace(make_answer(hits), comparison=make_comparison(hits))))
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Ministerie", "Standpunt", "Wat het zegt", "Bron"]
    behind = "— Minister van Volksgezondheid, Welzijn en Sport, Aanhangsel Handelingen 2023-2024, nr. 201"
    assert cells[1][1] == "ja"
    assert cells[1][2].startswith(f"«{hits[0].antwoord}»\n{behind}")
    assert cells[1][3] == "[1]"
    assert cells[3] == ["Financiën", "uitgesteld", "uitgesteld op 5 maart", ""]
    assert len(cells) == 4, "ministries of which the corpus has nothing share a line under the table"
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Ja: VWS. Nee: Defensie. Uitgesteld: Financiën. Niet in het corpus: AZ." in texts
    assert "Algemene Zaken: onbekend" in texts


def test_the_language_is_dutch() -> None:
    with zipfile.ZipFile(io.BytesIO(render(make_list(), FORMATS["docx"]))) as file:
        styles = file.read("word/styles.xml").decode()
    assert re.findall(r'<w:lang w:val="([^"]+)"', styles) == ["nl-NL"]


def test_nasty_texts_are_shown_as_they_are() -> None:
    document = read(nasty_list())
    whole = "\n".join(texts(document))
    for name, text in NASTY.items():
        for paragraph in re.split(r"\n\s*\n", clean(text).strip("\n")):
            assert paragraph in whole, name


def test_marks_of_a_wrong_direction_are_replaced() -> None:
    assert not set("\u202e\u2066") & set("\n".join(texts(read(nasty_list()))))


def test_an_empty_list_is_a_document_with_the_account() -> None:
    document = read(make_list(make_answer([])))
    assert headings(document, 1) == []
    assert "Aantal: 0 van 8 gevonden" in texts(document)[2]
