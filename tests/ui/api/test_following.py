"""`/v1/searches`: the saved searches of the command line, for who may see and change them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from typer.testing import CliRunner

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.values import Publication
from tests.encoder import WordEncoder
from tests.factory import make_reading
from tests.ui.api.conftest import ADDRESS, answering_over
from ui.api.app import make_app
from ui.cli.main import app as command_line

DRONES = {"name": "drones", "query": "drones", "filters": {"ministeries": ["Defensie"]}}


@pytest.fixture
def corpus_of_all_but_one(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication]
) -> Publication:
    """The publication that is left out: one of Defensie about drones, as others are."""
    late = next(one for one in publications if "drones" in str(one.paren) and "Defensie" in one.ministeries)
    make_corpus([one for one in publications if one.id != late.id])
    return late


def test_a_search_is_saved_told_once_and_removed(
    corpus_of_all_but_one: Publication, data_dir: Path, serving: Callable[[FastAPI], TestClient]
) -> None:
    client = serving(make_app(answering_over(data_dir)))
    made = client.post("/v1/searches", json=DRONES)
    assert (made.status_code, made.json()["filters"]) == (201, DRONES["filters"])
    assert client.get("/v1/searches").json()["searches"] == [made.json()]
    printed = CliRunner().invoke(command_line, ["volg", "list", "--json", "--data-dir", str(data_dir)]).stdout
    assert json.loads(printed) == client.get("/v1/searches").json()

    Builder(data_dir, WordEncoder()).ingest([make_reading(corpus_of_all_but_one)])
    looked = client.get("/v1/searches/news").json()
    told = client.post("/v1/searches/run", params={"name": "drones"}).json()
    assert looked == told
    assert {pair["publication_id"] for pair in told["searches"][0]["new"]} == {corpus_of_all_but_one.id}
    assert client.post("/v1/searches/run").json()["searches"][0]["new"] == []
    assert client.delete("/v1/searches/drones").status_code == 204
    assert client.get("/v1/searches").json() == {"searches": []}
    assert client.delete("/v1/searches/drones").status_code == 404


def test_what_is_marked_as_seen_is_not_told(
    corpus_of_all_but_one: Publication, data_dir: Path, serving: Callable[[FastAPI], TestClient]
) -> None:
    client = serving(make_app(answering_over(data_dir)))
    client.post("/v1/searches", json=DRONES | {"name": "a/b"})
    Builder(data_dir, WordEncoder()).ingest([make_reading(corpus_of_all_but_one)])
    assert client.post("/v1/searches/mark-seen").status_code == 204
    assert client.get("/v1/searches/news").json()["searches"][0]["new"] == []
    assert client.delete("/v1/searches/a/b").status_code == 204


@pytest.mark.parametrize(
    ("given", "status", "word"),
    [
        (DRONES | {"filters": {"ministry": ["VWS"]}}, 400, "ministry"),
        (DRONES | {"since": "gisteren"}, 422, "since"),
        (DRONES | {"wie": "ik"}, 422, "wie"),
        (DRONES | {"name": "x" * 101}, 422, "name"),
    ],
)
def test_what_cannot_be_followed_is_a_problem(client: TestClient, given: object, status: int, word: str) -> None:
    answer = client.post("/v1/searches", json=given)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    ("manage", "hosts", "status"), [("auto", (), 403), ("no", ("127.0.0.1",), 403), ("yes", (), 200)]
)
def test_only_who_may_manage_sees_what_is_followed(
    corpus_dir: Path, serving: Callable[[FastAPI], TestClient], manage: str, hosts: tuple[str, ...], status: int
) -> None:
    answering = answering_over(corpus_dir)
    answering.opened.settings = answering.opened.settings.model_copy(update={"manage": manage})
    client = serving(make_app(answering, hosts=hosts))
    assert client.get("/v1/searches").status_code == status
    assert client.post("/v1/searches/mark-seen").status_code == (204 if status == 200 else 403)


def test_no_page_of_another_site_changes_anything(client: TestClient) -> None:
    for origin, status in (("https://elders.nl", 403), ("null", 403), (ADDRESS, 204)):
        answer = client.post("/v1/searches/mark-seen", headers={"Origin": origin})
        assert answer.status_code == status
    as_text = client.post("/v1/searches", content=json.dumps(DRONES), headers={"Content-Type": "text/plain"})
    assert as_text.status_code == 422
