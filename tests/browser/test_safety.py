"""Documents, questions, addresses and files made to deceive: they stay text, in their order and in their place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from index.values import Bewindspersoon, Indiener, Pair, Publication, Soort, Voetnoot, Vraag
from tests.browser.visitor import Visitor, visit, watched
from tests.factory import make_publication
from ui.app.jobs.uploads import MAX_FILE_BYTES
from ui.app.pages import PAGES, VRAAG

pytestmark = pytest.mark.browser

Served = tuple[str, Callable[[Sequence[Publication]], None]]

KINDS = (Publication, Pair, Vraag, Indiener, Bewindspersoon, Voetnoot)
ID = "ah-tk-20232024-667"
EVIL_ID = "stuk<img/src=x/onerror=window.hit=1><svg/onload=window.hit=1>\"'"
SPOOF = "nr. \u202e8601\u202c en \u2067vals\u2069 10\u200f68 \u2066\u202b1-2\u061c3 \u05d0\u05d1 12"
"""Would show as `nr. 1068`, and turn around what comes after it."""

HIDDEN = "nul\u200bbreed\u200d en \u2060\ufeffbom\u00adbaar"
UNSENDABLE = "nul\x00 half\ud800 \ufffe"
MARKUP = (
    "<script>window.hit=1</script><img src=//elders.example/a.png onerror=window.hit=1><svg/onload=window.hit=1> "
    "</p></div></article></style><style>*{display:none!important}</style>"
    '<article class="kv-hit" id="nep"><h2 class="kv-kop">Beantwoord</h2></article> '
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe><base href=//elders.example/> "
    "background:url(//elders.example/b.png) &lt;b&gt; &amp;lt;i&amp;gt; &#60;u&#62; "
    "[klik](javascript:window.hit=1) ![x](https://elders.example/c.png) $\\href{javascript:alert(1)}{x}$ :smile: "
    ":material/home: :red[rood] `code` **vet** {{7*7}} ${7*7} \\u003cb\\u003e =1+1"
)
NESTED = "<div><b>" * 200 + "diep"
LONG = "onafbreekbaar" * 800
QUESTION = {1: f"Is het water schoon? {SPOOF}"}

LINES_TURNED = """() => {
  const found = [];
  const blocks = 'h1, h2, h3, p, li, dd, dt, td, th, caption, summary, blockquote, code';
  for (const block of document.querySelectorAll('[data-testid=stMainBlockContainer] :is(' + blocks + ')')) {
    if (block.querySelector(blocks) || block.innerText.length > 3000) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let before = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (range.getClientRects().length > 1) { before = null; continue; } // broken at a soft hyphen: two lines
        if (!box.width || /[\\s\\u0590-\\u05ff]/.test(node.data[at])) continue;
        if (before && Math.abs(before.top - box.top) < 3 && box.left < before.left - 1)
          found.push(block.tagName + ': ' + node.data.slice(Math.max(0, at - 12), at + 4));
        before = box;
      }
    }
  }
  return found;
}"""
"""Letters and digits that stand left of the one before them on the same line; Hebrew may."""

FOREIGN = (
    "img, iframe, object, embed, base, meta, link, marquee, .katex, #nep, [onload], [onerror], [srcdoc], article.kv-hit"
)


def hostile_corpus() -> list[Publication]:
    """One publication in which every text deceives, and the same question to another ministry."""
    evil = f"{SPOOF} {HIDDEN} {MARKUP}"
    name = evil.replace("(", "").replace(")", "").replace(" namens ", " ")  # they part a name from an office
    minister = Bewindspersoon(functie="Minister", portefeuille=name, ministerie=name, naam=name)
    note = Voetnoot(nummer=f"1{evil}", tekst=f"{evil} {LONG}")
    publication = make_publication(
        667,
        onderwerp=f"water {evil}",
        antwoorden=[
            (QUESTION, f"Ja, het water is schoon {SPOOF}. {HIDDEN} {MARKUP}\n\n{NESTED} {LONG} {UNSENDABLE}"),
            ({2: f"Waarom? {MARKUP} {LONG}"}, f"Nee. {evil} {UNSENDABLE}"),
        ],
        indieners=[(f"Jan {evil} {LONG}", f"P {evil}")],
        ministeries=(f"Financiën {SPOOF} {MARKUP}",),
    )
    referring = replace(publication.paren[1], verwijst_naar=(f"{ID}#v1", f"{ID}#{MARKUP}"), voetnoten=(note,))
    everywhere = replace(
        publication,
        nummer=f"667 {evil}",
        vraagnummer=f"2024Z00667 {evil}",
        titel=evil,
        paren=(publication.paren[0], referring),
        gevraagd=(minister,),
        gevraagde_ministeries=(evil,),
        beantwoord_door=(*publication.beantwoord_door, minister),
        toelichting=f"{evil} {LONG}",
        mededeling=evil,
        open_vragen=(Vraag(nummer=3, tekst=evil),),
        voetnoten=(note,),
        twijfels=(evil,),
        herkomst=(("nummer", evil), (evil, evil)),
        zie_ook=("ah-tk-20232024-668", f"ah-{MARKUP}"),
        url="javascript:window.hit=1",
    )
    return [
        everywhere,
        make_publication(
            668,
            onderwerp=f"water {SPOOF}",
            antwoorden=[(QUESTION, "Nee, het water is niet schoon.")],
            ministeries=("Defensie",),
        ),
        replace(everywhere, id=EVIL_ID, soort=Soort.MEDEDELING, paren=(), ontvangen=None),
    ]


CHECKED = {"Publication.soort", "Publication.vergaderjaar", "Publication.url", "Pair.id", "Bewindspersoon.functie"}
"""Texts that hold nothing but what they must; an address that would run is in the corpus too."""


def texts_of(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text that a value holds, under the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name), f"{type(value).__name__}.{field.name}")


def test_every_field_of_a_document_holds_a_stored_script() -> None:
    texts: dict[str, list[str]] = {}
    for publication in hostile_corpus():
        for name, text in texts_of(publication):
            texts.setdefault(name, []).append(text)
    known = {f"{kind.__name__}.{field.name}" for kind in KINDS for field in fields(kind) if "str" in str(field.type)}
    assert known - {"Vraag.nummer"} <= texts.keys() | CHECKED
    assert {name for name, held in texts.items() if not any("window.hit=1" in text for text in held)} <= CHECKED


@pytest.fixture(scope="module")
def hostile_server(word_server: Served) -> str:
    address, ingest = word_server
    ingest(hostile_corpus())
    return address


@pytest.fixture(scope="module")
def window(browser: Browser, hostile_server: str) -> Iterator[Visitor]:
    with visit(browser, hostile_server) as visiting:
        yield visiting


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    yield from watched(window)


def assert_only_text(page: Page) -> None:
    """Nothing on the page was made by text, and no line is turned around."""
    content = page.locator("[data-testid=stMainBlockContainer]")
    assert page.evaluate("window.hit") is None
    assert content.locator(FOREIGN).evaluate_all("all => all.map(one => one.outerHTML.slice(0, 200))") == []
    links = content.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert [link for link in links if link.startswith("javascript") or "//elders.example" in link.split("?")[0]] == []
    assert page.locator("[data-testid=stException]").count() == 0
    assert "Traceback" not in content.inner_text()
    assert "Er ging iets mis" not in content.inner_text()
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate(LINES_TURNED) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1280


@pytest.mark.parametrize(
    ("path", "awaited"),
    [
        (f"/?{urlencode({'q': 'is het water schoon?'})}", ".kv-hit"),
        (
            f"/vergelijk?{urlencode({'q': 'is het water schoon?', 'bedoeld': 'ah-tk-20232024-668#v1'})}",
            ".kv-vergelijking",
        ),
        (f"/publicatie?id={ID}&vraag=2&naast=ah-tk-20232024-668", ".kv-kolommen"),
        (f"/publicatie?{urlencode({'id': EVIL_ID})}", "h1"),
        ("/ontdek", "h1"),
        ("/termijnen", "h1"),
        ("/corpus", ".st-key-corpus_cijfers"),
        ("/over", ".kv-tekst"),
    ],
)
def test_a_stored_script_in_every_field_stays_text_in_its_order_and_its_place(
    visitor: Visitor, path: str, awaited: str
) -> None:
    page = visitor.open(path)
    page.locator(awaited).first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert_only_text(page)


def test_an_answer_is_shown_character_for_character_and_a_mark_that_turns_it_is_seen(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={ID}")
    answer = page.locator(".kv-antwoord").nth(1)
    assert f"Ja, het water is schoon {SPOOF}. {HIDDEN}" in answer.evaluate("one => one.textContent")
    expect(answer.locator(".kv-richting").first).to_have_attribute("title", "Teken dat de leesrichting keert (U+202E)")
    shown = answer.locator(".kv-richting").first.evaluate("one => getComputedStyle(one, '::before').content")
    assert shown == '"⇄"'


def test_a_citation_to_copy_cannot_be_turned_around(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={ID}")
    citation = page.locator("[data-testid=stCode] code").last.inner_text()
    assert "nr. \ufffd8601\ufffd en" in citation, "what would turn it is visible"
    assert "Aanhangsel Handelingen 2023-2024, nr. 667" in citation
    assert not set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(citation)


PARAMETERS = (
    *("q", "ministerie", "jaar", "indiener", "fractie", "soort", "van", "tot", "sort", "n", "negeer", "bedoeld"),
    *("vervolg", "id", "vraag", "naast", "deel", "gold", "meting", "tegen", "onbekend"),
)
BYTES = "%ED%A0%80%FF%00%C0%AE%2e%2e%2f%E2%80%AE"
"""Half a character, bytes that are no text, a null, a way up, a mark that turns."""


@pytest.mark.parametrize("page_name", ["" if page == VRAAG else page for page in PAGES])
def test_a_reflected_script_in_an_address_stays_text_on_a_page_that_works(visitor: Visitor, page_name: str) -> None:
    evil = quote(f"water {SPOOF} {HIDDEN} {MARKUP}")
    for value in (evil, BYTES, LONG):
        if value == LONG and page_name not in ("", "publicatie"):
            continue
        names = ("q", "id", "vervolg", "ministerie") if value == LONG else PARAMETERS
        page = visitor.open(f"/{page_name}?" + "&".join(f"{name}={value}" for name in names))
        assert_only_text(page)
        expect(page.get_by_role("link", name="Over", exact=True)).to_be_visible()
        assert "Technische melding" not in page.inner_text("body")


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><a>&j;</a>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://elders.example/a.dtd" [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
)
HOSTILE_FILES = {
    "leeg.xml": (b"", "leeg"),
    "gelach.xml": (LAUGHS, ""),
    "buitenshuis.xml": (OUTSIDE + b"<a>&b;</a>", ""),
    "geen.pdf": (b"%PDF-1.7 en verder niets", ""),
    "geen.docx": (b"PK\x03\x04 kapot", ""),
    "bom.zip": (zipped("bom.xml", b"\0" * 20_000_000), "samengeperst"),
    "uitweg.zip": (zipped("../../../tmp/uitweg.xml", b"<a/>"), "buiten het archief"),
    "half.jsonl": (b'{"id": "half-1", "paren"', ""),
}


def test_hostile_files_each_get_a_reason_and_harm_nothing(visitor: Visitor) -> None:
    page = visitor.open("/corpus")
    before = page.locator(".st-key-corpus_cijfers").inner_text()
    files: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        for name, (data, _) in HOSTILE_FILES.items()
    ]
    page.locator("input[type=file]").set_input_files(files)
    add = page.get_by_role("button", name="Voeg toe")
    expect(add).to_be_enabled()
    add.click()
    page.get_by_text(f"{len(files)} bestanden toevoegen: klaar").wait_for()
    visitor.settle()
    report = page.locator(".kv-notice").first
    expect(report).to_contain_text(f"{len(files)} niet gelezen")
    reasons = report.locator("li").all_inner_texts()
    for name, (_, reason) in HOSTILE_FILES.items():
        (told,) = [text for text in reasons if name in text]
        assert reason in told
        assert len(told) > len(name) + 10, "every file has its reason"
        assert "Traceback" not in told
    assert "root:" not in report.inner_text()
    assert page.locator(".st-key-corpus_cijfers").inner_text() == before
    assert_only_text(page)
    page.get_by_role("button", name="Sluit dit bericht").click()
    visitor.open(f"/?{urlencode({'q': 'is het water schoon?'})}")
    page.locator(".kv-hit").first.wait_for()


def test_a_file_that_is_too_big_or_of_another_kind_is_refused_on_the_spot(visitor: Visitor, tmp_path: Path) -> None:
    big, strange = tmp_path / "groot.xml", tmp_path / "virus.exe"
    with big.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    strange.write_bytes(b"MZ")
    page = visitor.open("/corpus")
    page.locator("input[type=file]").set_input_files([big, strange])
    refused = page.locator("[data-testid=stFileChip][aria-invalid=true]")
    expect(refused).to_have_count(2)
    told = page.get_by_test_id("stFileUploader").evaluate("one => getComputedStyle(one, '::after').content")
    assert "te groot, of van een soort die niet gelezen kan worden" in told
    expect(page.get_by_role("button", name="Voeg toe")).to_be_disabled()
