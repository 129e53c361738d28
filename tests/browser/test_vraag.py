from __future__ import annotations

import csv
import json
import zipfile
from io import StringIO
from pathlib import Path

import bibtexparser
import pytest
import rispy
from docx import Document
from lxml import html
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.visitor import QUESTION_MS, Visitor, visit
from ui.app.state.pasted import MAX_LINK_CHARS

pytestmark = [pytest.mark.browser, pytest.mark.model]

FACTS = ".kv-groep > .kv-facts"
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
QUESTION = "welke ministeries hielden bijeenkomsten?"
AT_ONCE = """new MutationObserver((_, drawn) => {
  const link = document.querySelector('.kv-statements .kv-cite a');
  if (link) { drawn.disconnect(); link.click(); }
}).observe(document, { childList: true, subtree: true })"""
"""Follows the first citation as soon as it is there."""
PARTS = 7


def test_a_question_gives_cited_passages_that_can_be_narrowed_and_opened(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)

    expect(page.locator(".kv-verdict h2")).to_have_text("Beantwoord")
    links = page.locator(".kv-vergelijking .kv-cite a[href*=vraag]")
    assert any("nr. 90002 (2023-2024)" in text for text in links.all_inner_texts()), "short on the page"
    citations = links.evaluate_all("links => links.map(link => link.title)")
    assert any(
        "Minister van Binnenlandse Zaken en Koninkrijksrelaties" in text and "nr. 90002" in text for text in citations
    )
    assert all("[fictief voorbeeld]" in text for text in citations)
    assert page.locator(".kv-vergelijking tbody tr").count() == 12

    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Ministerie", exact=True).fill("Defensie")
    page.get_by_role("option", name="Defensie").click()
    page.keyboard.press("Escape")
    page.wait_for_url("**ministerie=Defensie**")
    visitor.settle()
    facts = page.locator(FACTS).all_inner_texts()
    assert facts
    assert all("Defensie" in text for text in facts)
    assert "ministerie=Defensie" in page.url

    page.get_by_role("link", name="Hele publicatie").first.click()
    page.wait_for_selector(".kv-pair")
    visitor.settle()
    assert "/publicatie?id=ah-tk-" in page.url
    expect(page.locator(".kv-doc dl").first).to_contain_text("Defensie")

    assert visitor.leaks == []
    assert visitor.errors == []


def test_the_address_opens_the_same_answer_in_another_browser(visitor: Visitor, browser: Browser) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    page.get_by_role("button", name="Meer resultaten").click()
    page.wait_for_selector("#passage-20", state="attached")  # it may lie in a folded group
    visitor.settle()
    here = page.locator(FACTS).all_inner_texts()

    with visit(browser, "") as other:
        there = other.open(page.url)
        there.wait_for_selector("#passage-20", state="attached")
        other.settle()
        assert there.locator(FACTS).all_inner_texts() == here
        expect(there.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)


def test_back_returns_to_the_answer(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    page.get_by_role("link", name="Hele publicatie").first.click()
    page.wait_for_selector(".kv-pair")
    visitor.settle()
    page.go_back()
    page.wait_for_selector(".kv-hit")
    visitor.settle()
    expect(page.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)
    assert "q=welke" in page.url


def test_back_returns_to_the_question_before(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    before = page.locator(FACTS).all_inner_texts()
    visitor.ask("komt er statiegeld op sapflessen?")
    assert page.locator(FACTS).all_inner_texts() != before
    page.go_back()
    expect(page.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)
    visitor.settle()
    assert page.locator(FACTS).all_inner_texts() == before


@pytest.mark.parametrize("path", ["/", f"/?q={QUESTION}", "/publicatie?id=ah-tk-20232024-90006&vraag=6", "/over"])
def test_a_phone_shows_every_page_without_scrolling_sideways(browser: Browser, sample_server: str, path: str) -> None:
    with visit(browser, sample_server, width=390, height=844) as visitor:
        page = visitor.open(path)
        wider = page.evaluate(
            "[...document.querySelectorAll('main *, section *')].filter(e => e.getBoundingClientRect().right > 391)"
            ".map(e => e.tagName + '.' + e.className)"
        )
        assert wider == []
        expect(page.get_by_role("link", name="Over", exact=True)).to_be_visible()
        expect(page.get_by_text("Let op: fictieve voorbeeldpublicaties.")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "nl"


def test_a_citation_opens_its_words_beside_the_list_which_stays_where_it_is(visitor: Visitor) -> None:
    page = visitor.open()
    page.set_viewport_size({"width": 1440, "height": 900})
    visitor.ask("komt er statiegeld op sapflessen?")
    quote = page.locator(".kv-statements blockquote").first.inner_text().strip("«»")
    pane = page.locator(".kv-bron")
    assert " ".join(quote.split()) in " ".join(pane.inner_text().split())
    expect(pane.locator(".kv-passage").first).to_be_in_viewport()

    lines = page.locator(".kv-passages > li > a:visible")
    lines.last.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.kv-lijst').dataset.zelfde = 'ja'")
    place = page.evaluate(SCROLLED)
    named = lines.last.get_attribute("data-bron")
    lines.last.click()
    expect(pane).to_have_attribute("data-van", named or "")
    expect(lines.last).to_have_attribute("aria-current", "true")
    assert page.evaluate(SCROLLED) == place
    assert page.evaluate("document.querySelector('.kv-lijst').dataset.zelfde") == "ja", "the list was not drawn again"
    page.wait_for_url("**bron=**")

    page.keyboard.press("k")
    expect(pane).not_to_have_attribute("data-van", named or "")
    page.keyboard.press("j")
    expect(pane).to_have_attribute("data-van", named or "")
    page.go_back()
    expect(pane).not_to_have_attribute("data-van", named or "")
    assert visitor.errors == []


def test_back_from_a_whole_publication_lands_at_the_citation_that_was_read(visitor: Visitor) -> None:
    page = visitor.open()
    page.set_viewport_size({"width": 1440, "height": 700})
    visitor.ask("komt er statiegeld op sapflessen?")
    last = page.locator(".kv-passages > li > a:visible").last
    named = last.get_attribute("data-bron")
    last.click()
    expect(page.locator(".kv-bron")).to_have_attribute("data-van", named or "")
    page.get_by_role("link", name="Hele publicatie").click()
    page.wait_for_selector(".kv-pair.kv-gezocht")
    visitor.settle()
    page.get_by_role("link", name="Terug naar de antwoorden").click()
    expect(page.locator(".kv-bron")).to_have_attribute("data-van", named or "")
    expect(page.locator(f'.kv-passages a[data-bron="{named}"]')).to_be_in_viewport()


def test_on_a_phone_the_source_opens_over_the_list_and_closes_to_the_same_place(
    browser: Browser, sample_server: str
) -> None:
    with visit(browser, sample_server, width=390, height=844) as visitor:
        page = visitor.open("/?q=komt+er+statiegeld+op+sapflessen%3F")
        pane = page.locator(".kv-bron")
        expect(pane).to_be_hidden()
        line = page.locator(".kv-passages > li > a:visible").nth(1)
        line.scroll_into_view_if_needed()
        place = page.evaluate(SCROLLED)
        line.click()
        expect(pane).to_be_visible()
        covers = page.locator(".st-key-bron").bounding_box()
        assert covers is not None and covers["width"] == 390 and covers["y"] == 0
        page.get_by_role("button", name="Sluiten").click()
        expect(pane).to_be_hidden()
        assert page.evaluate(SCROLLED) == place


def test_a_follow_up_goes_on_is_shared_by_its_address_and_can_be_taken_back(visitor: Visitor, browser: Browser) -> None:
    page = visitor.open()
    visitor.ask("komt er statiegeld op sapflessen?")
    follow_up = page.get_by_role("textbox", name="Vraag door")
    follow_up.fill("alleen 2024-2025")
    follow_up.press("Enter")
    page.wait_for_selector("text=Opgevat als")
    visitor.settle()
    assert all("2024-2025" in text for text in page.locator(FACTS).all_inner_texts())

    with visit(browser, "") as other:
        there = other.open(page.url)
        there.wait_for_selector(".kv-hit")
        other.settle()
        assert there.locator(FACTS).all_inner_texts() == page.locator(FACTS).all_inner_texts()

    page.get_by_role("button", name="Terugnemen").click()
    page.wait_for_selector("text=Opgevat als", state="detached")
    visitor.settle()
    assert any("2021-2022" in text for text in page.locator(FACTS).all_inner_texts())
    assert visitor.errors == []


def test_every_export_downloads_opens_elsewhere_and_leaves_the_page_as_it_was(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open()
    visitor.ask("komt er statiegeld op sapflessen?")
    first = page.locator(".kv-groep h3").first.inner_text()
    page.get_by_role("button", name="Exporteren").click()
    readers = {
        "CSV": lambda path: list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")),
        "CSV, alle tabellen (ZIP)": lambda path: zipfile.ZipFile(path).namelist()[1:],
        "Excel": lambda path: list(load_workbook(path).active.values)[1:],
        "Word": lambda path: [p.text for p in Document(str(path)).paragraphs if "nr. 90130" in p.text],
        "Markdown": lambda path: [line for line in path.read_text().splitlines() if "nr. 90130" in line],
        "JSON": lambda path: json.loads(path.read_text())["results"],
        "RIS (Zotero, EndNote)": lambda path: rispy.loads(path.read_text()),
        "BibTeX": lambda path: bibtexparser.parse_string(path.read_text()).entries,
        "HTML": lambda path: [p for p in html.fromstring(path.read_bytes()).itertext() if "90130" in p],
    }
    for label, read in readers.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.name.startswith("kamervragen-komt-er-statiegeld-op-sapflessen-"), label
        assert read(path), label
    page.keyboard.press("Escape")
    assert page.locator(".kv-groep h3").first.inner_text() == first
    assert visitor.errors == []
    assert visitor.leaks == []


def test_what_stands_around_a_passage_is_read_on_the_spot_and_its_series_opens(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    around = page.locator(".kv-bron .kv-buren").first
    around.locator("summary").click()
    expect(around.locator(".kv-antwoord").first).to_be_visible()
    page.get_by_role("link", name="bekijk de reeks").click()
    page.wait_for_selector("#reeks")
    visitor.settle()
    expect(page.locator("#reeks")).to_be_in_viewport()
    expect(page.locator("#reeks tbody tr").first).to_contain_text("nr. 9000")
    assert visitor.errors == []


def test_a_citation_followed_while_the_page_is_drawn_opens_beside_the_answer(visitor: Visitor) -> None:
    page = visitor.open()
    page.evaluate(AT_ONCE)
    visitor.ask("komt er statiegeld op sapflessen?")
    page.wait_for_url("**bron=**")
    expect(page.locator(".kv-statements .kv-cite a").first).to_have_attribute("aria-current", "true")


def test_a_citation_is_copied_without_a_mouse_to_hover_with(browser: Browser, sample_server: str) -> None:
    with visit(browser, sample_server, width=390, height=844) as visitor:
        visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = visitor.open("/?q=komt+er+statiegeld+op+sapflessen%3F")
        page.locator(".kv-statements .kv-cite a").first.click()
        page.get_by_role("button", name="Citeren").click()
        copy = page.get_by_test_id("stCode").first.get_by_role("button")
        expect(copy).to_be_visible()
        copy.focus()
        page.keyboard.press("Enter")
        expect(copy).to_have_accessible_name("Gekopieerd")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "Aanhangsel Handelingen" in copied
        assert " ".join(copied.split()) == " ".join(
            page.get_by_test_id("stCode").first.locator("pre").inner_text().split()
        )


def test_keeping_and_another_order_and_back_leave_the_list_as_it_was(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask("komt er statiegeld op sapflessen?")
    before = page.locator(".kv-groep h3").all_inner_texts()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("button", name="Bewaard in")).to_be_visible()
    visitor.settle()
    assert page.locator(".kv-groep h3").all_inner_texts() == before
    page.get_by_text("Nieuwste", exact=True).click()
    page.wait_for_url("**sort=datum**")
    visitor.settle()
    years = [text.split("(")[1][:4] for text in page.locator(f"{FACTS} strong").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) > 1
    page.get_by_text("Beste", exact=True).click()
    page.wait_for_url(lambda url: "sort=" not in url)
    visitor.settle()
    assert page.locator(".kv-groep h3").all_inner_texts() == before


def test_what_was_understood_can_be_left_out(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask("wat zei de minister van Defensie over bijeenkomsten?")
    chip = page.get_by_role("button", name="ministerie Defensie")
    expect(chip).to_be_visible()
    chip.click()
    page.get_by_role("button", name="Weggelaten terugzetten").wait_for()
    visitor.settle()
    expect(chip).to_have_count(0)
    assert "negeer=" in page.url


def test_a_pasted_kamervraag_closes_its_form_and_answers_each_part(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Hele Kamervraag plakken").click()
    page.get_by_label("Plak de vragen").fill("1\nKomt er statiegeld op sapflessen?\n\n2\nHoeveel wijkagenten zijn er?")
    page.get_by_role("button", name="Zoek eerdere antwoorden").click()
    expect(page.locator(".kv-verdict").first).to_be_in_viewport()
    visitor.settle()
    expect(page.get_by_label("Plak de vragen")).to_have_count(0)
    expect(page.locator("[class*=st-key-deelvraag_]")).to_have_count(2)


def test_a_text_of_any_length_pasted_into_the_field_is_asked_and_what_is_left_out_is_told(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked = "Hoeveel wijkagenten zijn er in gemeenten waar " + "het druk is en " * 100 + "men wacht?"
    for text in (asked, asked * 20):
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.get_by_role("textbox", name="Uw vraag").focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("ControlOrMeta+v")
        page.keyboard.press("Enter")
        visitor.settle(begins_ms=QUESTION_MS)
        expect(page.get_by_text("Geplakte Kamervraag van")).to_be_visible()
    assert f"Van de {len(asked * 20)} tekens" in page.inner_text("body")


def test_a_long_pasted_text_stays_out_of_the_address_through_reload_and_back(visitor: Visitor) -> None:
    page = visitor.open()
    place = "in een winkel waar " + "het druk is en " * 20 + "men wacht"
    long = "\n\n".join(f"{n}\nKomt er statiegeld op sapflessen van {n} liter, {place}?" for n in range(1, PARTS + 1))
    assert len(long) > MAX_LINK_CHARS
    page.get_by_role("button", name="Hele Kamervraag plakken").click()
    page.get_by_label("Plak de vragen").fill(long)
    page.get_by_role("button", name="Zoek eerdere antwoorden").click()
    parts = page.locator("[class*=st-key-deelvraag_]")
    expect(parts).to_have_count(PARTS)
    pasted = page.url
    assert "tekst=" in pasted and len(pasted) < 200
    expect(page.get_by_text("Te lang voor een link")).to_be_visible()
    page.reload()
    expect(parts).to_have_count(PARTS)
    visitor.settle()
    visitor.ask("hoeveel wijkagenten zijn er?")
    expect(parts).to_have_count(0)
    page.go_back()
    expect(parts).to_have_count(PARTS)
    assert page.url == pasted
    page.go_forward()
    expect(parts).to_have_count(0)
    visitor.open("/?tekst=" + "0" * 32)
    expect(page.get_by_text("Plak de tekst opnieuw")).to_be_visible()


def test_what_a_chart_shows_is_chosen_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open("/?q=bijeenkomsten")
    page.locator("summary", has_text="Per jaar en per ministerie").focus()
    page.keyboard.press("Enter")
    choice = page.get_by_role("combobox", name="Ministerie: kies er een")
    expect(choice).to_be_visible()
    visitor.settle()  # the chart is drawn beside it, and takes the focus with it
    for _ in range(12):
        page.keyboard.press("Tab")
        if choice.evaluate("one => one === document.activeElement"):
            break
    expect(choice).to_be_focused()
    page.keyboard.type("Defen")
    expect(page.get_by_role("option", name="Defensie (")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**ministerie=Defensie**")
    expect(page.locator(".st-key-chip_ministeries_Defensie button")).to_be_visible()
    assert visitor.errors == []
