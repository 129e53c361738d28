from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from index.values import Publication, Voetnoot
from tests.browser.conftest import QUICK_ENCODER, serve_app_with_pid
from tests.browser.visitor import visit
from tests.factory import make_publication

pytestmark = pytest.mark.browser

Served = tuple[str, Callable[[Sequence[Publication]], None]]

HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=1</script><svg onload=window.hit=1> $\\frac{1}{2}$ '
    ":smile: :material/home: :red[rood] **vet** [klik](javascript:window.hit=1) `code` www.voorbeeld.nl "
    "https://elders.example a@b.nl ![x](https://elders.example/x.png) </article></style>"
)


def hostile_corpus() -> list[Publication]:
    publication = make_publication(
        666,
        onderwerp=f"water {HOSTILE}",
        antwoorden=[({1: f"Is het water schoon? {HOSTILE}"}, f"Het water is schoon. {HOSTILE}\n\n{HOSTILE}")],
        indieners=[(f"Jan {HOSTILE}", f"P {HOSTILE}")],
        ministeries=(f"Financiën {HOSTILE}",),
    )
    return [
        replace(
            publication,
            toelichting=HOSTILE,
            mededeling=HOSTILE,
            voetnoten=(Voetnoot(nummer="1", tekst=HOSTILE),),
            twijfels=(HOSTILE,),
            herkomst=(("nummer", HOSTILE),),
            zie_ook=("ah-tk-20232024-667", "ah-<b>x</b>"),
            url="javascript:window.hit=1",
        ),
        make_publication(667, onderwerp=":smile: $x$ **b** www.a.nl <b>", antwoorden=[({1: "Waar?"}, "In het water.")]),
    ]


def test_an_empty_corpus_says_so_and_a_reload_shows_what_was_added(browser: Browser, word_server: Served) -> None:
    """The first visit of this server is to an inner page: it must have the app around it too."""
    address, ingest = word_server
    with visit(browser, address) as visitor:
        page = visitor.open("/publicatie?id=ah-tk-20232024-666")
        expect(page.get_by_role("alert")).to_contain_text("Er staan nog geen publicaties in het corpus")
        expect(page.get_by_role("link", name="Vraag", exact=True)).to_be_visible()

        ingest(hostile_corpus())
        page.reload()
        page.wait_for_selector(".kv-pair")
        assert visitor.errors == []


def test_text_of_documents_and_questions_never_becomes_markup_or_script(browser: Browser, word_server: Served) -> None:
    address, ingest = word_server
    ingest(hostile_corpus())
    with visit(browser, address) as visitor:
        page = visitor.open()
        assert ":smile: $x$ **b** www.a.nl <b>" in page.get_by_test_id("stButton").last.inner_text().replace(
            "\u2060", ""
        )
        visitor.ask(f"is het water schoon? {HOSTILE}")
        for path in (None, "/publicatie?id=ah-tk-20232024-666"):
            if path:
                visitor.open(path)
                page.wait_for_selector(".kv-pair")
            content = page.locator("[data-testid=stMainBlockContainer]")
            assert HOSTILE.replace("\n", "") in content.inner_text().replace("\n", "")
            assert page.evaluate("window.hit") is None
            assert content.locator("img, svg[onload], script[src], .katex, [onerror]").count() == 0
            links = content.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
            elsewhere = [link for link in links if not re.match(r"(?:vraag|publicatie|profiel)?\?|#", link)]
            assert not [link for link in elsewhere if link.startswith("javascript") or "elders.example" in link]
        assert visitor.leaks == []
        assert visitor.errors == []


def test_a_program_that_stopped_is_told_in_dutch(
    browser: Browser, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data_dir, cwd = tmp_path_factory.mktemp("leeg"), tmp_path_factory.mktemp("elders")
    serving = serve_app_with_pid({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER)
    with visit(browser, next(serving)[0]) as visitor:
        page = visitor.open()
        serving.close()
        expect(page.get_by_role("dialog")).to_contain_text("Het programma antwoordt niet")


ENGLISH = re.compile(
    r"\b(?:skip|upload|per file|shortcut|help for|day,|month,|year,|press|axis|choose|select|copy)\b", re.I
)
WORDS = """() => [...document.querySelectorAll('*')]
  .filter(one => !one.closest('[data-testid=stHtml], [data-testid=stIconMaterial], style, script'))
  .flatMap(one => [...['aria-label', 'title', 'placeholder', 'alt'].map(name => one.getAttribute(name)),
    one.children.length || one.closest('[data-testid=InputInstructions]') ? null : one.textContent])
  .filter(Boolean)"""


@pytest.mark.parametrize("path", ["/?q=is+het+water+schoon%3F", "/ontdek", "/corpus", "/vergelijk?q=water"])
def test_the_words_of_streamlit_itself_are_dutch(browser: Browser, word_server: Served, path: str) -> None:
    address, ingest = word_server
    ingest([make_publication(n, ministeries=(f"Ministerie {n}",)) for n in (668, 669)])
    with visit(browser, address) as visitor:
        page = visitor.open(path)
        if "/?q" in path:
            page.get_by_role("button", name="Filters").click()
            page.get_by_text("Ontvangen vanaf").wait_for()
        expect(page.get_by_test_id("stSkipToContent")).to_have_text("Naar de inhoud")
        said = [text for text in page.evaluate(WORDS) if ENGLISH.search(text) and "<" not in text]
        assert said == []
