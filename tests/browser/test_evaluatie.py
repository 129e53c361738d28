from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from index.build.builder import Builder
from tests.browser.conftest import QUICK_ENCODER, serve_app
from tests.browser.visitor import visit
from tests.encoder import WordEncoder
from tests.factory import make_reading, small_corpus

pytestmark = pytest.mark.browser

QUERIES = [
    {"query_id": "q1", "text": "sluiten de sporthallen?", "type": "vraag", "answerable": True},
    {
        "query_id": "q2",
        "text": "<img src=x onerror=window.hit=1> drones :smile: $x$",
        "type": "vraag",
        "answerable": True,
    },
]
QRELS = "q1\t0\tah-tk-20232024-101#v1\t2\nq2\t0\tah-tk-20232024-102#v1\t2\n"


@pytest.fixture(scope="module")
def small_server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The app over the small corpus with the quick encoder, and its data directory."""
    data_dir = tmp_path_factory.mktemp("klein") / "data"
    Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    cwd = tmp_path_factory.mktemp("elders")
    for address in serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER):
        yield address, data_dir


def test_a_gold_set_is_uploaded_measured_read_and_judged(browser: Browser, small_server: tuple[str, Path]) -> None:
    address, data_dir = small_server
    queries = "\n".join(json.dumps(query) for query in QUERIES)
    files: list[FilePayload] = [
        {"name": "queries.jsonl", "mimeType": "application/json", "buffer": queries.encode()},
        {"name": "qrels.tsv", "mimeType": "text/plain", "buffer": QRELS.encode()},
    ]
    with visit(browser, address) as visitor:
        page = visitor.open("/evaluatie")
        page.get_by_text("Eigen gouden set toevoegen").click()
        page.get_by_role("textbox", name="Naam van de set").fill("Proef")
        page.locator("input[type=file]").set_input_files(files)
        keep = page.get_by_role("button", name="Controleer en bewaar")
        expect(keep).to_be_enabled()
        keep.click()
        page.wait_for_url("**gold=proef**")
        visitor.settle()

        page.get_by_role("button", name="Meet", exact=True).click()
        page.get_by_role("button", name="Lees het verslag").click()
        page.wait_for_selector(".kv-verslag")
        expect(page.locator("img.kv-grafiek").first).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Meting (JSON)").click()
        record = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert record["queries"] == len(QUERIES)
        expect(page.locator(".kv-verslag")).to_contain_text("drones :smile: $x$")

        visitor.open("/evaluatie?deel=beoordelen&gold=proef&vraag=q2")
        page.locator(".kv-hit").first.wait_for()
        card = (
            page.locator("[class*=st-key-oordeel_kaart_]")
            .filter(has_not=page.locator("input[value='3']:checked"))
            .first
        )
        card.get_by_text("deels relevant").click()
        page.get_by_role("textbox", name="Uw naam").fill("Anna")
        page.get_by_role("button", name="Bewaar de oordelen").click()
        page.get_by_text("1 oordeel bewaard").wait_for()
        (line,) = (data_dir / "eval" / "gold" / "proef" / "judgments.jsonl").read_text().splitlines()
        assert json.loads(line)["by"] == "Anna"

        assert page.evaluate("window.hit") is None
        assert visitor.leaks == []
        assert visitor.errors == []
