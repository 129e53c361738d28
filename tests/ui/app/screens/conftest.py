"""Pages of the app over a small corpus with the quick encoder, opened the way the app itself opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import ui
from index.build.builder import Builder
from index.values import Publication
from tests.encoder import WordEncoder
from tests.factory import make_reading

APP = Path(ui.__file__).with_name("app") / "app.py"
TIMEOUT_S = 30

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def installed_once() -> Iterator[None]:
    """For every page Streamlit looks anew through all that is installed: that took most of the time of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def fresh_caches(monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder) -> Iterator[None]:
    """No test sees what another opened, and none loads the real model."""
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: encoder)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def ingest(data_dir: Path, encoder: WordEncoder) -> Callable[[Sequence[Publication]], None]:
    """Puts publications into the corpus that the pages open."""

    def run(publications: Sequence[Publication]) -> None:
        Builder(data_dir, encoder).ingest([make_reading(publication) for publication in publications])

    return run


@pytest.fixture
def small(corpus_dir: Path, data_dir: Path, publications: list[Publication]) -> list[Publication]:
    """The small corpus, ready to be opened; a copy of its own."""
    shutil.copytree(corpus_dir, data_dir)
    return publications


@pytest.fixture
def open_page() -> OpenPage:
    """Opens a page of the app at an address."""

    def run(page: str = "", *, unfolded: Sequence[str] = (), **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
        for menu in unfolded:
            app.session_state[f"{menu}_geopend"] = params.get("q", "")
        if page:
            app.run()
            go_to(app, page)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return run


def go_to(app: AppTest, page: str) -> None:
    """Another page of the app, as a link to it would open it: `switch_page` knows only pages that are files."""
    app._page_hash = calc_hash(page)


def shown(app: AppTest) -> str:
    """All HTML on the page; also proves that nothing failed on the way."""
    assert not app.exception, app.exception
    bodies = [str(element.proto.body) for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def scripts(app: AppTest) -> str:
    """All scripts on the page."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return "\n".join(body for body in bodies if body.startswith("<script>"))
