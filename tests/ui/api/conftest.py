from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.settings import load_settings
from tests.encoder import WordEncoder
from ui.api.app import make_app
from ui.server.answering import Answering
from ui.server.opened import OpenedCorpus
from ui.server.turns import Turns

ADDRESS = "http://127.0.0.1"


def answering_over(data_dir: Path, *, places: int = 2, timeout_s: float = 20.0, max_asking: int = 64) -> Answering:
    opened = OpenedCorpus(load_settings(data_dir=data_dir), WordEncoder())
    return Answering(opened, Turns(places), timeout_s=timeout_s, max_asking=max_asking)


@pytest.fixture
def app(corpus_dir: Path) -> FastAPI:
    return make_app(answering_over(corpus_dir), with_metrics=True)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS) as opened:
        yield opened


@pytest.fixture
def serving() -> Iterator[Callable[[FastAPI], TestClient]]:
    """Opens clients of other applications."""
    opened: list[TestClient] = []

    def serve(app: FastAPI) -> TestClient:
        opened.append(TestClient(app, base_url=ADDRESS).__enter__())
        return opened[-1]

    yield serve
    for one in opened:
        one.__exit__(None, None, None)
