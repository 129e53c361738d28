"""The HTML file as lxml reads it: complete, self-contained, fit to print, and without anything that runs."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

from lxml import html

from rag.export.clean import clean
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import ExportList
from tests.rag.export.lists import (
    NASTY,
    QUERY,
    make_answer,
    make_comparison,
    make_hits,
    make_list,
    make_timeline,
    nasty_list,
)


def read(listed: ExportList) -> html.HtmlElement:
    document: html.HtmlElement = html.document_fromstring(render(listed, FORMATS["html"]).decode())
    return document


def test_every_row_is_there_with_its_facts() -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    document = read(listed)
    assert document.get("lang") == "nl"
    assert document.findtext(".//title") == document.findtext(".//h1") == QUERY
    articles = document.findall(".//article")
    assert len(articles) == len(listed.rows)
    for row, article in zip(listed.rows, articles, strict=True):
        text = article.text_content()
        assert {row.quote in text, row.antwoord in text, row.vraag in text, row.pair_id in text} == {True}
        assert row.url in [link.get("href") for link in article.iter("a")]
    assert "Notitie: nabellen" in articles[2].text_content()
    facts = document.find(".//dl").text_content()
    assert all(fact.value in facts for fact in listed.facts if fact.key not in ("query", "verdict", "reason"))


def test_citations_lead_to_the_source_list() -> None:
    document = read(make_list())
    places = {item.get("id") for item in document.iterfind(".//ol/li")}
    links = {link.get("href") for link in document.iter("a") if (link.get("href") or "").startswith("#")}
    assert links == {f"#{place}" for place in places} == {f"#bron-{n}" for n in (1, 2, 3, 4)}


def test_the_comparison_and_the_timeline_are_tables() -> None:
    hits = make_hits()
    document = read(
        make_list(replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits)))
    )
    compared, timeline = document.findall(".//table")
    assert [row[1].text_content() for row in compared.iterfind("tbody/tr")] == [
        "ja",
        "nee",
        "uitgesteld",
    ]
    assert "Ja: VWS. Nee: Defensie." in document.text_content()
    assert "Algemene Zaken: onbekend" in document.text_content()
    assert [row[0].text_content() for row in timeline.iterfind("tbody/tr")] == ["1 maart 2024", "16 februari 2024"]


def test_the_results_of_a_pasted_question_stand_under_their_part() -> None:
    listed = make_list()
    parts = ["1", "1", "2"]
    rows = [replace(row, part=part) for row, part in zip(listed.rows, parts, strict=False)]
    document = read(replace(listed, rows=tuple(rows)))
    titles = [title.text_content() for title in document.findall(".//h2")]
    assert [title for title in titles if title.startswith("Deelvraag")] == ["Deelvraag 1", "Deelvraag 2"]


def test_nothing_comes_from_elsewhere_and_nothing_runs() -> None:
    data = render(nasty_list(), FORMATS["html"]).decode()
    document = html.document_fromstring(data)
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p", "strong", "dl"}
    allowed |= {"dt", "dd", "blockquote", "span", "a", "article", "div", "ol", "li", "br", "em"}
    assert {element.tag for element in document.iter()} <= allowed
    names = {name for element in document.iter() for name in element.attrib}
    assert names == {"lang", "charset", "http-equiv", "name", "content", "href", "rel", "id", "class"}
    assert all(link.get("href", "").startswith(("https://", "#")) for link in document.iter("a"))


def test_the_policy_allows_its_own_style_alone() -> None:
    document = read(make_list())
    style = document.findtext(".//style") or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = document.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert "@media print" in style
    assert not re.search(r"url\(|@import", style)


def test_nasty_texts_are_shown_as_they_are() -> None:
    articles = read(nasty_list()).findall(".//article")
    for text, article in zip(NASTY.values(), articles, strict=True):
        assert clean(text) in article.text_content()


def test_a_link_that_is_no_web_page_is_none() -> None:
    hits = [replace(hit, publication=replace(hit.publication, url="javascript:alert(1)")) for hit in make_hits()]
    assert "javascript" not in render(make_list(make_answer(hits)), FORMATS["html"]).decode()
