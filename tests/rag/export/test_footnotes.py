"""Footnotes in files: place and note lead to each other in Word, HTML and Markdown, and no quotation changes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from lxml import html

from index.values import Publication, Voetnoot
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import ExportList
from rag.values import Standing, Standpunt
from tests.factory import DEFENSIE, make_publication
from tests.rag.export.lists import make_answer, make_comparison, make_hits, make_list, make_row, make_statement

ANSWER = "Dat blijkt uit het rapport. <Daarna> volgde een brief. Meer is er niet."
NOTES = (
    Voetnoot(nummer="1", tekst="Kamerstuk 1, nr. 2 & meer", plaats=27),
    Voetnoot(nummer="2", tekst="Een brief", plaats=len(ANSWER)),
    Voetnoot(nummer="3", tekst="Zonder plaats"),
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def noted(answer: str = ANSWER) -> Publication:
    publication = make_publication(401, antwoorden=[({1: "Waaruit blijkt dat?"}, answer)])
    return replace(publication, paren=(replace(publication.paren[0], voetnoten=NOTES),))


@pytest.fixture
def listed() -> ExportList:
    """A quotation of the first forty characters, which refers to note 1, and the whole answer."""
    return make_list(make_answer(make_hits([noted()])))


def test_a_quotation_has_the_notes_that_it_refers_to_and_the_answer_all(listed: ExportList) -> None:
    assert [(note.nummer, note.place) for note in listed.quotes[0].footnotes] == [("1", 27)]
    assert [(note.nummer, note.place) for note in listed.rows[0].footnotes] == [("1", 27), ("2", 71), ("3", None)]
    anchors = [note.anchor for note in (*listed.quotes[0].footnotes, *listed.rows[0].footnotes)]
    assert len(set(anchors)) == len(anchors)


def test_html_links_place_and_note_both_ways(listed: ExportList) -> None:
    document = html.document_fromstring(render(listed, FORMATS["html"]))
    links = [link.get("href")[1:] for link in document.iter("a") if (link.get("href") or "").startswith("#noot")]
    ids = {element.get("id") for element in document.iter() if (element.get("id") or "").startswith("noot")}
    assert len(links) == 6  # three places, and three ways back
    assert set(links) <= ids
    quote = document.find(".//blockquote/span[@class='text']")
    assert re.sub(r"<sup.*?</sup>", "", html.tostring(quote, encoding="unicode")).count("&lt;Daarna") == 1
    assert "3. Zonder plaats" in document.text_content()


def test_word_links_place_and_note_both_ways_and_keeps_the_words(listed: ExportList) -> None:
    document = docx.Document(io.BytesIO(render(listed, FORMATS["docx"])))
    body = document.element.body
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    ways = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert set(ways) <= set(names)
    assert sum(way.startswith("noot") for way in ways) == 6
    raised = {run.getparent() for run in body.iter(f"{W}vertAlign")}
    assert len(raised) == 3
    assert any("Dat blijkt uit het rapport.1 <Daarna>" in paragraph.text for paragraph in document.paragraphs)


def test_markdown_has_the_notation_of_footnotes(listed: ExportList) -> None:
    text = render(listed, FORMATS["md"]).decode()
    used = re.findall(r"(?<!\n)\[\^(noot_\w+)\](?!:)", text)
    defined = re.findall(r"^\[\^(noot_\w+)\]: ", text, re.MULTILINE)
    assert len(used) == 3
    assert sorted(used) == sorted(defined)
    assert "rapport.[^" in text
    assert "Noot 3: Zonder plaats" in text


def test_other_files_keep_the_text_as_it_is(listed: ExportList) -> None:
    for form in (FORMATS["csv"], FORMATS["json"]):
        assert "rapport. <Daarna>" in render(listed, form).decode()


def test_a_text_with_marks_of_its_own_gets_no_references() -> None:
    listed = make_list(make_answer(make_hits([noted(f"{ANSWER}\U000f0001")])))
    assert [note.place for note in listed.rows[0].footnotes] == [None, None, None]
    assert [note.place for note in listed.quotes[0].footnotes] == [27], "the quotation stops before it"


@pytest.fixture
def compared() -> ExportList:
    """A comparison of a row and positions of one moment, both quoting the first forty characters."""
    (hit,) = make_hits([noted()])
    row = make_row(DEFENSIE, Standpunt.JA, make_statement(hit, 40))
    compared = replace(make_comparison(make_hits()), rows=(row,))
    standing = Standing(ontvangen=date(2024, 3, 1), statement=make_statement(hit, 40), standpunt=Standpunt.JA)
    return make_list(replace(make_answer(make_hits()), comparison=compared, timeline=(standing,)))


def test_rows_of_a_comparison_and_positions_in_time_have_their_notes(compared: ExportList) -> None:
    assert compared.comparison
    rows = (*compared.comparison.rows, *compared.timeline)
    assert [[(note.nummer, note.place) for note in row.footnotes] for row in rows] == [[("1", 27)], [("1", 27)]]
    anchors = [note.anchor for row in rows for note in row.footnotes]
    document = html.document_fromstring(render(compared, FORMATS["html"]))
    ids = {element.get("id") for element in document.iter()}
    links = {(link.get("href") or "")[1:] for link in document.iter("a")}
    assert {*anchors, *(f"{anchor}_plaats" for anchor in anchors)} <= ids & links
    text = render(compared, FORMATS["md"]).decode()
    assert all(f"rapport.[^{anchor}]" in text and f"\n[^{anchor}]: Kamerstuk" in text for anchor in anchors)
    body = docx.Document(io.BytesIO(render(compared, FORMATS["docx"]))).element.body
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    ways = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert {*anchors, *(f"{anchor}_plaats" for anchor in anchors)} <= names & ways
