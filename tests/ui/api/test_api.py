"""The HTTP API over the small corpus: the answers of the command line, paging, tags, limits and errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.build.builder import Builder
from index.settings import load_settings
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.values import Publication
from rag.assistant.asked import answer_to, search_for
from rag.assistant.assistant import Assistant
from rag.forms.contract import publication_json
from rag.question import Question
from rag.retrieve.settings import Retrieval
from tests.encoder import WordEncoder
from tests.factory import make_reading
from tests.ui.api.conftest import answering_over
from ui.api.app import make_app
from ui.server.access import MAX_BODY_BYTES

Serve = Callable[[FastAPI], TestClient]
TOKEN = "0123456789abcdef" * 2
QUERY = "Hoeveel drones koopt het leger?"


def test_a_search_is_what_the_command_line_prints_with_its_total(client: TestClient, corpus: Corpus) -> None:
    found = client.get("/v1/search", params={"query": QUERY, "top": 3}).json()
    printed = search_for(Assistant(corpus, Retrieval()), Question(QUERY, top=3)).to_json()
    assert {name: found[name] for name in printed} == printed
    assert found["total"] == printed["found"]


def test_an_answer_is_what_the_command_line_prints(client: TestClient, corpus: Corpus) -> None:
    printed = answer_to(Assistant(corpus, Retrieval()), Question(QUERY)).to_json()
    assert client.get("/v1/ask", params={"query": QUERY}).json() == printed


def test_pages_together_are_the_whole_list_in_its_order(client: TestClient) -> None:
    whole = client.get("/v1/search", params={"query": "minister", "top": 100}).json()
    assert whole["total"] == len(whole["results"]) > 4
    pages, cursor = [], None
    while True:
        page = client.get(
            "/v1/search", params={"query": "minister", "top": 2} | ({"cursor": cursor} if cursor else {})
        ).json()
        pages += page["results"]
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == whole["results"]


def test_a_cursor_holds_for_its_own_question_only(client: TestClient) -> None:
    cursor = client.get("/v1/search", params={"query": "minister", "top": 2}).json()["next"]
    other = client.get("/v1/search", params={"query": "drones", "cursor": cursor})
    assert other.status_code == 400
    assert "andere vraag" in other.json()["detail"]
    assert client.get("/v1/search", params={"query": "drones", "cursor": "zomaar"}).status_code == 400


def test_names_are_taken_as_typed_and_what_is_unknown_is_told(client: TestClient) -> None:
    found = client.get("/v1/search", params={"query": "drones", "ministerie": "Zeevaart"}).json()
    assert found["results"] == []
    assert any("Zeevaart" in note for note in found["notes"])


def test_publication_pair_and_series_are_read_by_id(client: TestClient, publications: list[Publication]) -> None:
    whole = next(one for one in publications if one.paren)
    assert client.get(f"/v1/publications/{whole.id.upper()}").json() == publication_json(whole)
    pair = client.get(f"/v1/pairs/{whole.id}%23v{whole.paren[0].vraagnummers[-1]}").json()
    assert (pair["pair_id"], pair["antwoord"]) == (whole.paren[0].id, whole.paren[0].antwoord)
    series = client.get(f"/v1/series/{whole.id}").json()
    assert whole.id in [member["publication_id"] for member in series["members"]]


@pytest.mark.parametrize("path", ["publications/ah-tk-1-1", "series/ah-tk-1-1", "pairs/ah-tk-1-1%23v1"])
def test_an_unknown_id_is_a_problem_that_names_it(client: TestClient, path: str) -> None:
    answer = client.get(f"/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "ah-tk-1-1" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("params", "status", "word"),
    [
        ({"query": "x", "vergaderjaar": "vorig jaar"}, 400, "2023-2024"),
        ({"query": "x", "van": "2024-02-01", "tot": "2024-01-01"}, 400, "periode"),
        ({"query": "x", "top": 101}, 422, "top: mag hoogstens 100 zijn"),
        ({"query": "x", "van": "gisteren"}, 422, "van: is geen datum"),
        ({"query": "x" * 8001}, 422, "query"),
        ({}, 422, "query: ontbreekt"),
        ({"query": "x", "bedoeld": "ah-tk-1-1#v1"}, 404, "ah-tk-1-1"),
        ({"query": "x", "ministry": "VWS"}, 422, "bedoelt u ministerie?"),
        ({"query": ["x", "y"]}, 422, "query: staat er meer dan eens"),
        ({"query": "x", "ministerie": ["VWS", ""]}, 422, "ministerie: moet minstens 1 teken lang zijn"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client: TestClient, params: dict[str, Any], status: int, word: str) -> None:
    answer = client.get("/v1/ask", params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert word in answer.json()["detail"]
    assert answer.json()["status"] == status


def test_the_same_index_is_not_answered_twice(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    serving: Serve,
) -> None:
    make_corpus(publications[:-1])
    client = serving(make_app(answering_over(data_dir)))
    first = client.get("/v1/search", params={"query": "drones"})
    again = {"If-None-Match": first.headers["etag"]}
    assert client.get("/v1/search", params={"query": "drones"}, headers=again).status_code == 304
    Builder(data_dir, WordEncoder()).ingest([make_reading(publications[-1])])
    fresh = client.get("/v1/search", params={"query": "drones"}, headers=again)
    assert fresh.status_code == 200
    assert fresh.json()["index"]["publications"] == first.json()["index"]["publications"] + 1


@pytest.mark.parametrize("known", ["*", '"another", {tag}', "{strong}"])
def test_a_tag_is_known_in_every_form_in_which_it_is_sent(client: TestClient, known: str) -> None:
    tag = client.get("/v1/status").headers["etag"]
    sent = known.format(tag=tag, strong=tag.removeprefix("W/"))
    assert client.get("/v1/status", headers={"If-None-Match": sent}).status_code == 304


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize(
    "path",
    [
        "/v1/search?query=minister",
        "/v1/ask?query=drones",
        "/v1/status",
        "/v1/facets",
        "/v1/feed?query=drones",
        "/v1/export?query=drones&format=csv",
        "/v1/searches",
        "/v1/openapi.json",
        "/v1/ask",
        "/v1/pairs/ah-tk-1-1%23v1",
        "/bestaat-niet",
    ],
)
def test_head_answers_as_get_without_the_body(client: TestClient, path: str, coding: str) -> None:
    sent = {"Accept-Encoding": coding}
    got, head = client.get(path, headers=sent), client.head(path, headers=sent)
    assert (head.status_code, head.headers) == (got.status_code, got.headers)
    assert got.content
    assert not head.content


def test_head_knows_the_tag_too(client: TestClient) -> None:
    tag = client.head("/v1/status").headers["etag"]
    assert client.head("/v1/status", headers={"If-None-Match": tag}).status_code == 304
    assert client.head("/v1/check").status_code == 405, "what only POST asks"


def test_another_method_is_refused_in_dutch(client: TestClient) -> None:
    answer = client.post("/v1/ask")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["detail"] == "POST kan niet op /v1/ask: vraag het met GET"


def test_answers_are_compressed_for_who_takes_that_and_not_shared_with_other_sites(client: TestClient) -> None:
    answer = client.get(
        "/v1/search", params={"query": "minister"}, headers={"Accept-Encoding": "gzip", "Origin": "https://elders.nl"}
    )
    assert answer.headers["content-encoding"] == "gzip"
    assert "access-control-allow-origin" not in answer.headers
    assert client.get("/v1/status", headers={"Host": "elders.nl"}).status_code == 421


def test_every_request_must_bear_the_token(corpus_dir: Path, serving: Serve) -> None:
    client = serving(make_app(answering_over(corpus_dir), token=TOKEN, hosts=()))
    for header in (None, TOKEN, f"Bearer {TOKEN}0", "Bearer é"):
        refused = client.get("/v1/status", headers={"Authorization": header.encode()} if header else {})
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/v1/status", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_draft_is_checked_and_one_that_is_too_large_is_refused(client: TestClient) -> None:
    report = client.post("/v1/check", json={"text": "Hij schreef: «Er zijn geen drones in dit land gezien.»"}).json()
    assert [one["quote"] for one in report["quotations"]] == ["Er zijn geen drones in dit land gezien."]
    large = b" " * (MAX_BODY_BYTES + 1)
    assert client.post("/v1/check", content=large).status_code == 413
    assert client.post("/v1/check", content=iter([large])).status_code == 413


def test_lists_come_in_every_form(client: TestClient) -> None:
    for form, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("html", b"<!")):
        answer = client.get("/v1/export", params={"query": QUERY, "format": form})
        assert answer.content.startswith(start)
        assert form in answer.headers["content-disposition"]


def test_a_feed_has_the_latest_first(client: TestClient) -> None:
    content = client.get("/v1/feed", params={"query": "minister"}).content
    assert not feedparser.parse(content).bozo
    root = ElementTree.fromstring(content)  # noqa: S314  # our own
    space = "{http://www.w3.org/2005/Atom}"
    days = [one.findtext(f"{space}updated") or "" for one in root.iter(f"{space}entry")]
    assert days == sorted(days, reverse=True)
    assert days[0] == root.findtext(f"{space}updated")
    ids = [one.findtext(f"{space}id") for one in root.iter(f"{space}entry")]
    assert len(set(ids)) == len(ids) > 2


def test_the_state_of_the_corpus_says_nothing_of_the_disk(client: TestClient, corpus_dir: Path) -> None:
    state = client.get("/v1/status")
    assert state.json()["publications"] == len(Catalogue(corpus_dir).ids())
    assert str(corpus_dir) not in state.text
    facets = {one["parameter"]: one["values"] for one in client.get("/v1/facets").json()["facets"]}
    assert "Defensie" in facets["ministerie"]
    assert client.get("/v1/termijnen", params={"per": "jaar"}).json()["per"] == "jaar"


def test_without_a_corpus_it_says_how_to_get_one(tmp_path: Path, serving: Serve) -> None:
    client = serving(make_app(answering_over(tmp_path / "leeg")))
    answer = client.get("/v1/search", params={"query": "drones"})
    assert answer.status_code == 503
    assert "kamervragen ingest" in answer.json()["detail"]


def test_who_waits_too_long_or_behind_too_many_is_told(
    corpus_dir: Path, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.api.routes.asking.search_for", lambda *_: time.sleep(0.6))
    client = serving(make_app(answering_over(corpus_dir, places=1, timeout_s=0.2, max_asking=3)))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.get("/v1/search", params={"query": "x"}), range(6)))
    assert {answer.status_code for answer in answers} == {503, 504}
    assert all(answer.json()["detail"] for answer in answers)


def test_twenty_clients_at_once_get_the_answer_of_one_alone(client: TestClient) -> None:
    queries = [f"drones {number}" for number in range(20)]

    def ask(query: str) -> object:
        return client.get("/v1/ask", params={"query": query}).json()

    alone = [ask(query) for query in queries]
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(ask, queries)) == alone


def test_a_corpus_that_is_built_underneath_gives_no_error(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    serving: Serve,
) -> None:
    make_corpus(publications[:2])
    client = serving(make_app(answering_over(data_dir)))
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(client.get, "/v1/ask", params={"query": f"drones {n}"}) for n in range(60)]
        builder = Builder(data_dir, WordEncoder())
        for publication in publications[2:]:
            builder.ingest([make_reading(publication)])
        builder.rebuild()
        assert {one.result().status_code for one in asked} == {200}
    status = client.get("/v1/status").json()
    assert status["publications"] == len(publications)


def test_metrics_count_by_address_and_only_where_they_are_asked_for(
    client: TestClient, corpus_dir: Path, serving: Serve
) -> None:
    client.get("/v1/status")
    assert 'kamervragen_requests_total{route="/v1/status",status="200"} 1' in client.get("/metrics").text
    assert serving(make_app(answering_over(corpus_dir))).get("/metrics").status_code == 404


def test_every_address_is_described_with_its_answer(app: FastAPI) -> None:
    described = app.openapi()
    assert described["openapi"].startswith("3.1")
    paths = {"search", "ask", "compare", "publications/{id}", "pairs/{id}", "series/{id}", "export", "facets", "status"}
    assert {path.removeprefix("/v1/") for path in described["paths"]} == paths | {
        "check",
        "termijnen",
        "feed",
        "searches",
        "searches/{name}",
        "searches/news",
        "searches/run",
        "searches/mark-seen",
    }
    names = {one["name"] for one in described["paths"]["/v1/search"]["get"]["parameters"]}
    assert {"query", "vervolg", "negeer", "bedoeld", "arm", "top", "cursor", "ministerie", "opgenomen_van"} <= names
    assert all(load_settings().data_dir.as_posix() not in str(path) for path in described["paths"].values())
