"""Checks every page, in every state, with axe-core: no serious violation, light and dark; nothing sideways enlarged."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, TimeoutError, expect

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.settings import load_settings
from rag.assistant.compose import open_assistant
from tests.browser.conftest import QUICK_ENCODER, serve_app
from tests.browser.visitor import Visitor, visit, wait_until
from tests.encoder import WordEncoder
from tests.factory import make_reading, small_corpus
from ui.app.jobs import evaluations

pytestmark = pytest.mark.browser

QUESTION = "q=welke+ministeries+hielden+bijeenkomsten%3F"
PAGES = (
    "/",
    f"/?{QUESTION}",
    "/ontdek?ministerie=Defensie",
    "/vergelijk",
    f"/vergelijk?{QUESTION}",
    f"/vergelijk?{QUESTION}&beeld=antwoorden",
    "/controleer",
    "/termijnen",
    "/volgen",
    "/publicatie",
    "/publicatie?id=ah-tk-20232024-90006&vraag=6",
    "/publicatie?id=ah-tk-20232024-90011",
    "/corpus",
    "/evaluatie",
    "/over",
)
SERIOUS = {"serious", "critical"}
CONTRAST = "color-contrast"
HAS_SCHEME = """scheme => {
  const [red] = getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/\\d+/);
  return scheme === 'dark' ? red < 100 : red > 200;
}"""
ENLARGED = (640, 320)
"""Width in pixels of a window of 1280 enlarged to 200 and to 400 percent."""
WIDER = """width => [...document.querySelectorAll('main *, section *')].filter(one =>
  !one.closest('.table, [data-testid=stDataFrame]') && one.getBoundingClientRect().right > width + 1
).map(one => one.tagName + '.' + one.className)"""
AT_REST = "document.getAnimations().every(one => one.playState !== 'running')"

PASTED = """Vragen van het lid Evers (XYZ) aan de minister van Defensie over bijeenkomsten (ingezonden 4 maart 2024)

Vraag 1
Zijn er op uw ministerie bijeenkomsten gehouden naar aanleiding van de verkiezingsuitslag?

Vraag 2
Komt er statiegeld op sapflessen?
"""

DRAFT = """Zij: «Er zijn 86 oefenvluchten uitgevoerd, waarvan 19 na zonsondergang» (nr. 90023, antwoord op vraag 1).

En: «In 2023 zijn veertig claims ingediend, waarvan er drie zijn toegekend» (2023-2024, nr. 90023). Zie ook nr. 4711 van
2023-2024. «De olifanten in de Noordzee krijgen allemaal een eigen eiland.» Het «zo heet dat» ook.
"""

Act = Callable[[Page], None]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def opened(name: str) -> Act:
    """Opens one of the small windows over an answer, after another of them was closed."""

    def act(page: Page) -> None:
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        page.get_by_role("button", name=name).first.click()
        page.get_by_test_id("stPopoverBody").wait_for()
        wait_until(page, AT_REST)

    return act


def charted(page: Page) -> None:
    page.get_by_text("Per jaar en per ministerie").click()
    page.get_by_role("combobox", name="Ministerie: kies er een").wait_for()


def add_files(page: Page) -> None:
    """Leaves a report with a file that was read and one that failed; the second visit finds it there."""
    if not page.get_by_text("2 bestanden toevoegen: klaar").count():
        page.locator("input[type=file]").set_input_files(
            [
                {"name": "stuk.xml", "mimeType": "text/xml", "buffer": b"<geen xml"},
                {
                    "name": "goed.jsonl",
                    "mimeType": "text/plain",
                    "buffer": b'{"paren": [{"vragen": [{"nummer": 1, "tekst": "Echt?"}], "antwoord": "Ja."}]}',
                },
            ]
        )
        page.get_by_role("button", name="Voeg toe").click()
        page.get_by_text("2 bestanden toevoegen: klaar").wait_for()
    unfold(page)


def check_draft(page: Page) -> None:
    """Has a draft checked that gets a verdict of every tone."""
    page.get_by_role("textbox", name="Uw tekst").fill(DRAFT)
    page.get_by_role("button", name="Controleer", exact=True).click()
    page.locator(".kv-concept").wait_for()
    page.get_by_text("Niet gecontroleerd").wait_for()


def question(**params: str | list[str]) -> str:
    return f"/?{urlencode(params, doseq=True)}"


STATES: dict[str, tuple[str, Act]] = {
    "report of a run": ("/evaluatie?deel=verslag", unfold),
    "two runs compared": ("/evaluatie?deel=vergelijken", unfold),
    "judging": ("/evaluatie?deel=beoordelen", unfold),
    "measuring": ("/evaluatie", unfold),
    "filters": (f"/?{QUESTION}", opened("Filters")),
    "pasting": (f"/?{QUESTION}", opened("Hele Kamervraag plakken")),
    "following": (f"/?{QUESTION}", opened("Volg deze vraag")),
    "exporting": (f"/?{QUESTION}", opened("Exporteren")),
    "citing": (f"/?{QUESTION}", opened("Citeren")),
    "pasted Kamervraag": (question(q=PASTED), unfold),
    "follow-ups": (question(q="ganzen", vervolg=["alleen 2023-2024", "wie vroeg dat?"]), unfold),
    "nothing found": (question(q="nr. 4711"), unfold),
    "filter too narrow": (question(q="sapflessen", ministerie="Toverij", jaar="2023-2029"), unfold),
    "charts": (f"/?{QUESTION}", charted),
    "newest first": (question(q="sapflessen", sort="datum"), unfold),
    "nothing to compare": ("/vergelijk?q=sapflessen&ministerie=Toverij", unfold),
    "checked draft": ("/controleer", check_draft),
    "side by side": ("/publicatie?id=ah-tk-20232024-90006&vraag=6&naast=ah-tk-20232024-90004", unfold),
    "unknown publication": ("/publicatie?id=ah-tk-20232024-99999", unfold),
    "report of an upload": ("/corpus", add_files),
}
SMALL_WINDOWS = ("filters", "pasting", "following", "exporting", "citing")
"""States that are opened one after the other on the same page: it takes longer to load than all of them."""
WIDE = (
    "report of a run",
    "two runs compared",
    "judging",
    "pasted Kamervraag",
    "checked draft",
    "side by side",
    "nothing found",
)
"""States that are looked at enlarged: those with tables, cards or long words that no other page has."""


@pytest.fixture(scope="module")
def measured_server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the quick encoder over the sample, with two runs to read."""
    data_dir = tmp_path_factory.mktemp("gemeten") / "data"
    Builder(data_dir, WordEncoder()).ingest(read_paths([sample_dir()]))
    assistant = open_assistant(load_settings(data_dir=data_dir), WordEncoder())
    (gold,) = evaluations.gold_sets(data_dir)
    for settings in ([], ["arm=lexical"]):
        evaluations.measure(data_dir, assistant, gold, settings, lambda phase, done, total: None)
    assistant.close()
    cwd = tmp_path_factory.mktemp("elders")
    yield from serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER)


@pytest.fixture(scope="module")
def measured(browser: Browser, measured_server: str) -> Iterator[Visitor]:
    with visit(browser, measured_server) as visitor:
        yield visitor


def violations(page: Page) -> list[str]:
    """What axe calls serious, and text of the app itself whose contrast it could not tell: light and dark."""
    checks = [lambda: _violations(page, "light"), lambda: _violations(page, "dark", rules=[CONTRAST])]
    is_dark = page.evaluate(HAS_SCHEME, "dark")  # every change of the colours draws all anew
    return [told for check in (reversed(checks) if is_dark else checks) for told in check()]


def _violations(page: Page, scheme: Literal["light", "dark"], rules: list[str] | None = None) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    wait_until(page, HAS_SCHEME, scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    wanted = {"resultTypes": ["violations", "incomplete"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("wanted => axe.run(document, wanted)", wanted)
    told = [
        f"{scheme}: {item['id']} ({item['impact']}): {node['target']} {node['html'][:200]}"
        for item in found["violations"]
        if item["impact"] in SERIOUS
        for node in item["nodes"]
    ]
    unsure = [node for item in found["incomplete"] if item["id"] == CONTRAST for node in item["nodes"]]
    is_own = "selector => !!document.querySelector(selector)?.closest('[class*=kv-]')"
    told += [
        f"{scheme}: unknown contrast: {node['html']}" for node in unsure if page.evaluate(is_own, node["target"][0])
    ]
    assert any(item["id"] == CONTRAST for item in found["passes"]), "the rule has run"
    assert page.evaluate("document.documentElement.lang") == "nl"
    return told


def too_wide(page: Page) -> list[str]:
    """What sticks out at the right when enlarged; a wide table scrolls within its own frame."""
    told: list[str] = []
    for width in ENLARGED:
        page.set_viewport_size({"width": width, "height": 900})
        try:  # a chart is drawn anew, on a busy machine some seconds later
            wait_until(page, f"width => !({WIDER})(width).length", width, timeout_ms=20_000)
        except TimeoutError:
            told += [f"{one} at {width} pixels" for one in page.evaluate(WIDER, width)]
    page.set_viewport_size({"width": 1280, "height": 900})
    return told


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_serious_violation_and_does_not_scroll_sideways(measured: Visitor, path: str) -> None:
    page = measured.open(path)
    assert violations(page) == []
    unfold(page)
    assert too_wide(page) == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_no_serious_violation_and_does_not_scroll_sideways(measured: Visitor, state: str) -> None:
    path, act = STATES[state]
    is_there = state in SMALL_WINDOWS and measured.page.url == measured.base + path
    page = measured.page if is_there else measured.open(path)
    act(page)
    measured.settle()
    assert violations(page) == []
    if state in WIDE:
        assert too_wide(page) == []


def test_neither_an_empty_corpus_nor_an_error_has_a_serious_violation(
    browser: Browser, chromium_path: str, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    for address in serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=tmp_path, preparation=QUICK_ENCODER):
        with visit(browser, address) as visitor:
            for path, text in (("/", "Er staan nog geen publicaties"), ("/corpus", "Bestanden toevoegen"), ("/", "")):
                if not text:
                    Builder(data_dir, WordEncoder()).ingest([make_reading(one) for one in small_corpus()])
                    shutil.rmtree(data_dir / "chroma")
                    text = "De index is beschadigd of onvolledig"
                page = visitor.open(path)
                page.get_by_text(text).first.wait_for()
                assert violations(page) == [], text


@pytest.mark.parametrize("path", [f"/?{QUESTION}", "/ontdek", "/publicatie"])
def test_the_field_is_one_tab_away_where_the_cursor_does_not_stand_in_it(
    browser: Browser, measured_server: str, path: str
) -> None:
    with visit(browser, measured_server) as visitor:
        page = visitor.open(path)
        page.keyboard.press("Tab")
        expect(page.get_by_test_id("stSkipToContent")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("[data-testid=stMain] input[type=text]").first).to_be_focused()


def test_the_field_has_the_cursor_a_slash_leads_back_to_it_and_enter_asks(
    browser: Browser, measured_server: str
) -> None:
    with visit(browser, measured_server) as visitor:
        page = visitor.open()
        field = page.get_by_role("textbox", name="Uw vraag")
        expect(field).to_be_focused()
        page.keyboard.press("Tab")
        expect(field).not_to_be_focused()
        page.keyboard.press("/")
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        page.keyboard.type("komt er statiegeld op sapflessen?")
        page.keyboard.press("Enter")
        page.wait_for_selector(".kv-verdict")
