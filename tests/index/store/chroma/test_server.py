"""A Chroma server that is stopped, killed, started again, guarded by a token, or slow."""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from index.build.builder import Builder
from index.errors import CorruptStoreError, InputError, StoreError, UnreachableError
from index.passages import PassageKind
from index.store.chroma.server import ChromaServer
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.store.vectors import VectorStore
from tests.chroma_process import ChromaProcess, free_port
from tests.encoder import WordEncoder
from tests.factory import make_reading, small_corpus
from tests.index.store.test_vectors import FILTERS, MATERIAL, PASSAGES, QUERIES, K
from ui.cli.main import main

TOKEN = uuid.uuid4().hex
HURRIED = {"connect_s": 1.0, "timeout_s": 1.0, "attempts": 2}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaProcess]:
    """A server of this test alone."""
    with ChromaProcess(tmp_path / "server") as started:
        yield started


def opened(folder: Path, server: ChromaServer, *, create: bool = True, name: str = "") -> VectorStore:
    return VectorStore(folder=folder, server=server, collection=name or f"test-{uuid.uuid4().hex[:8]}", create=create)


def filled(folder: Path, server: ChromaServer) -> VectorStore:
    store = opened(folder, server)
    store.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    return store


@contextmanager
def proxy(url: str, answer: Callable[[BaseHTTPRequestHandler], int | None]) -> Iterator[str]:
    """Before a server: what `answer` gives is the status that is answered; None passes the request on."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = answer(self)
            if status is None:
                headers = {"Content-Type": self.headers.get("Content-Type", "")}
                passed = httpx.request(self.command, url + self.path, content=body, headers=headers, timeout=20)
                status, body = passed.status_code, passed.content
            else:
                body = b"nee"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _pass_on  # noqa: N815  # so http.server calls them

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    listening.server_close()
    thread.join()


def is_one_line(error: BaseException) -> bool:
    return "\n" not in str(error) and "httpx" not in str(error) and "Traceback" not in str(error)


# ---------------------------------------------------------------------- the same answers


def test_a_server_ranks_as_the_mapped_files_do(chroma_url: str, tmp_path: Path, encoder: WordEncoder) -> None:
    readings = [make_reading(publication) for publication in small_corpus()]
    found = []
    for folder, chroma in ((tmp_path / "a", None), (tmp_path / "b", ChromaServer(url=chroma_url))):
        Builder(folder, encoder, chroma=chroma).ingest(readings)
        corpus = Corpus(folder, encoder, chroma=chroma)
        vectors, _ = corpus.stores()
        found.append(
            [
                vectors.query(encoder.encode_query(text), 20, filters, kind)
                for text in ("drones boven Nederland", "wachttijden", "accijns op diesel")
                for filters in (Filters(), Filters(ministeries=("Defensie",)), Filters(vergaderjaren=("2023-2024",)))
                for kind in PassageKind
            ]
        )
        assert corpus.verify() == []
        corpus.close()
    here, there = found
    assert sum(map(len, here)) > 50
    assert there == here


# ---------------------------------------------------------------------- killed and started again


def test_killed_in_the_middle_of_queries_it_is_waited_for(server: ChromaProcess, tmp_path: Path) -> None:
    store = filled(tmp_path, ChromaServer(url=server.url))
    before = [store.query(query, K, FILTERS["combined"]) for query in QUERIES]

    def restart() -> None:
        time.sleep(0.2)
        server.kill()
        server.start(wait=False)

    restarting = threading.Thread(target=restart)
    restarting.start()
    rounds = 0
    while restarting.is_alive() or rounds < 3:
        assert [store.query(query, K, FILTERS["combined"]) for query in QUERIES] == before
        rounds += 1
    restarting.join()
    store.close()


def test_killed_in_the_middle_of_an_ingest_nothing_is_lost_or_doubled(
    server: ChromaProcess, tmp_path: Path, encoder: WordEncoder
) -> None:
    readings = [make_reading(publication) for publication in small_corpus()]
    chroma = ChromaServer(url=server.url)
    batches = 0

    def kill_once(done: int, total: int) -> None:
        nonlocal batches
        batches += 1
        if batches == 2:
            server.kill()
            threading.Timer(0.3, server.start, kwargs={"wait": False}).start()

    Builder(tmp_path, encoder, chroma=chroma, batch_publications=1).ingest(readings, kill_once)
    corpus = Corpus(tmp_path, encoder, chroma=chroma)
    assert batches > 3
    assert corpus.verify() == []
    corpus.close()


def test_an_ingest_that_the_server_ends_is_finished_by_the_next(
    server: ChromaProcess, tmp_path: Path, encoder: WordEncoder
) -> None:
    readings = [make_reading(publication) for publication in small_corpus()]
    hurried = ChromaServer(url=server.url, **HURRIED)

    def kill(done: int, total: int) -> None:
        server.kill()

    with pytest.raises(UnreachableError) as raised:
        Builder(tmp_path, encoder, chroma=hurried, batch_publications=1).ingest(readings, kill)
    assert is_one_line(raised.value)
    server.start()
    Builder(tmp_path, encoder, chroma=hurried).ingest(readings)
    corpus = Corpus(tmp_path, encoder, chroma=hurried)
    assert corpus.manifest.publications == len(readings)
    assert corpus.verify() == []
    corpus.close()


def test_a_rebuild_beside_a_dead_server_takes_nothing_away(
    server: ChromaProcess, tmp_path: Path, encoder: WordEncoder
) -> None:
    hurried = ChromaServer(url=server.url, **HURRIED)
    Builder(tmp_path, encoder, chroma=hurried).ingest([make_reading(publication) for publication in small_corpus()])
    server.kill()
    with pytest.raises(UnreachableError):
        Builder(tmp_path, encoder, chroma=hurried).rebuild()
    server.start()
    corpus = Corpus(tmp_path, encoder, chroma=hurried)
    assert corpus.verify() == []
    corpus.close()


# ---------------------------------------------------------------------- silent, dead, busy


def test_a_server_that_hangs_is_not_waited_for_longer_than_told(server: ChromaProcess, tmp_path: Path) -> None:
    store = filled(tmp_path, ChromaServer(url=server.url, **HURRIED))
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(UnreachableError, match=r"binnen 1 seconden geen antwoord.*KAMERVRAGEN_CHROMA_TIMEOUT_S"):
        store.query(QUERIES[0], K, Filters())
    with pytest.raises(UnreachableError):
        opened(tmp_path, ChromaServer(url=server.url, **HURRIED))
    assert time.monotonic() - started < 20  # else for ever
    os.kill(server.process.pid, signal.SIGCONT)
    assert len(store.query(QUERIES[0], K, Filters())) == K
    store.close()


def test_a_dead_server_ends_as_one_clear_line(server: ChromaProcess, tmp_path: Path) -> None:
    store = filled(tmp_path, ChromaServer(url=server.url, **HURRIED))
    server.kill()
    asked: list[Callable[[], object]] = [
        lambda: store.query(QUERIES[0], K, Filters()),
        lambda: store.get([MATERIAL.passages[0].id]),
        store.count,
        lambda: list(store.ids()),
        lambda: store.add(MATERIAL.passages[:1], MATERIAL.vectors[:1], MATERIAL.publications),
        lambda: store.delete_publications(["ah-tk-20232024-1"]),
        lambda: opened(tmp_path, ChromaServer(url=server.url, **HURRIED)),
    ]
    for ask in asked:
        with pytest.raises(UnreachableError, match=rf"{server.url} is niet te bereiken .*start hem") as raised:
            ask()
        assert is_one_line(raised.value)
    store.close()


def test_the_command_line_says_it_too(
    corpus_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("KAMERVRAGEN_CHROMA_URL", url)
    monkeypatch.setenv("KAMERVRAGEN_CHROMA_ATTEMPTS", "1")
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())
    monkeypatch.setattr("sys.argv", ["kamervragen", "search", "drones", "--data-dir", str(corpus_dir)])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert ended.value.code == 1
    assert printed.out == ""
    assert f"de Chroma-server op {url} is niet te bereiken" in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def test_a_busy_server_is_asked_again(chroma_url: str, tmp_path: Path) -> None:
    statuses = iter([503, None, 429, 502])
    with proxy(chroma_url, lambda request: next(statuses, None)) as url:
        store = filled(tmp_path, ChromaServer(url=url))
        assert store.count() == PASSAGES
        assert next(statuses, None) is None, "all of them were met"
        store.drop()
        store.close()


def test_an_answer_that_is_no_answer_is_said(chroma_url: str, tmp_path: Path) -> None:
    with (
        proxy(chroma_url, lambda request: 500) as url,
        pytest.raises(CorruptStoreError, match=f"{url} antwoordt niet zoals verwacht") as raised,
    ):
        opened(tmp_path, ChromaServer(url=url, **HURRIED))
    assert is_one_line(raised.value)


# ---------------------------------------------------------------------- who may ask, and where


def test_a_token_opens_a_guarded_server(chroma_url: str, tmp_path: Path) -> None:
    def guard(request: BaseHTTPRequestHandler) -> int | None:
        is_known = request.headers.get("Authorization") == f"Bearer {TOKEN}"
        return None if is_known and request.headers.get("X-Chroma-Token") == TOKEN else 401

    with proxy(chroma_url, guard) as url:
        store = filled(tmp_path, ChromaServer(url=url, token=TOKEN))
        assert len(store.query(QUERIES[0], K, Filters())) == K
        store.drop()
        store.close()
        for wrong in (None, "anders"):
            with pytest.raises(UnreachableError, match=r"HTTP 401.*KAMERVRAGEN_CHROMA_TOKEN"):
                opened(tmp_path, ChromaServer(url=url, token=wrong))
    assert TOKEN not in repr(ChromaServer(url=url, token=TOKEN))


def test_tenants_and_databases_are_kept_apart(chroma_url: str, tmp_path: Path) -> None:
    places = [("ons", "kamer"), ("ons", "proef"), ("ander", "kamer")]
    for n, (tenant, database) in enumerate(places, start=1):
        store = opened(tmp_path, ChromaServer(url=chroma_url, tenant=tenant, database=database), name="zelfde")
        store.add(MATERIAL.passages[:n], MATERIAL.vectors[:n], MATERIAL.publications)
        store.close()
    for n, (tenant, database) in enumerate(places, start=1):
        store = opened(tmp_path, ChromaServer(url=chroma_url, tenant=tenant, database=database), name="zelfde")
        assert store.count() == n
        store.close()
    with pytest.raises(CorruptStoreError, match=r"geen database 'weg' van 'ons'.*KAMERVRAGEN_CHROMA_DATABASE"):
        opened(tmp_path, ChromaServer(url=chroma_url, tenant="ons", database="weg"), create=False).count()


def test_what_is_written_goes_in_parts_that_the_server_takes(
    chroma_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def watch(request: BaseHTTPRequestHandler) -> int | None:
        sizes.extend([1] if request.path.endswith("/add") else [])
        return None

    monkeypatch.setattr("index.store.chroma.client.ServerClient.get_max_batch_size", lambda self: 70)
    with proxy(chroma_url, watch) as url:
        store = filled(tmp_path, ChromaServer(url=url))
        assert len(sizes) == -(-PASSAGES // 70)
        assert sorted(store.ids()) == sorted(passage.id for passage in MATERIAL.passages)
        store.drop()
        store.close()


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="KAMERVRAGEN_CHROMA_URL"):
        ChromaServer(url=url)


def test_every_error_of_a_server_is_an_error_of_the_store() -> None:
    assert issubclass(UnreachableError, StoreError)
