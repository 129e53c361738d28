"""Measures the API against asking in process, and twenty clients at once: `python -m tests.ui.api.speed DATA_DIR`."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import httpx
import uvicorn

from index.embed.threads import prepare_threads
from index.settings import load_settings
from rag.assistant.assistant import Assistant
from rag.question import Question
from ui.api.app import make_app
from ui.server.answering import Answering
from ui.server.opened import OpenedCorpus
from ui.server.turns import Turns, processors

QUERIES = 60
CLIENTS = 20
ASKED_EACH = 6
TIMEOUT_S = 120.0


def main(data_dir: Path) -> None:
    """Prints the medians, their ratio, and how long the unluckiest of many clients waits."""
    prepare_threads()
    opened = OpenedCorpus(load_settings(data_dir=data_dir))
    queries = opened.read(_queries)
    opened.read(lambda assistant: assistant.ask(Question(queries[0])))
    address = _serve(opened)
    with httpx.Client(base_url=address, timeout=TIMEOUT_S) as client:

        def over_http(query: str) -> None:
            client.get("/v1/ask", params={"query": query}).raise_for_status()

        def in_process(query: str) -> None:
            opened.read(lambda assistant: assistant.ask(Question(query)))

        times: dict[Callable[[str], None], list[tuple[float, float]]] = {over_http: [], in_process: []}
        for number, query in enumerate(queries):
            for ask in list(times)[:: 1 if number % 2 else -1]:
                times[ask].append(_seconds(ask, query))
        for clock, name in enumerate(("wall", "processor")):
            http, process = (median(one[clock] for one in times[ask]) for ask in (over_http, in_process))
            sys.stdout.write(
                f"p50 {name}: over HTTP {http * 1000:.1f} ms, in process {process * 1000:.1f} ms, "
                f"ratio {http / process:.2f}\n"
            )
        with ThreadPoolExecutor(CLIENTS) as pool:
            asked = [queries[number % len(queries)] for number in range(CLIENTS * ASKED_EACH)]
            waits = list(pool.map(lambda query: _seconds(over_http, query)[0], asked))
    share = max(waits) / median(waits)
    sys.stdout.write(f"{CLIENTS} clients: median {median(waits):.1f} s, longest {max(waits):.1f} s, {share:.2f}\n")
    sys.stdout.flush()
    os._exit(0)  # the server of this measurement has nothing to end


def _queries(assistant: Assistant) -> list[str]:
    """Questions about subjects of the corpus, spread over it."""
    catalogue = assistant.corpus.catalogue
    subjects = [publication.onderwerp for publication in catalogue.publications() if publication.onderwerp]
    step = max(1, len(subjects) // QUERIES)
    return [f"Wat is er geantwoord over {subject}?" for subject in subjects[::step][:QUERIES]]


def _serve(opened: OpenedCorpus) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = make_app(Answering(opened, Turns(processors()), timeout_s=TIMEOUT_S))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def _seconds(ask: Callable[[str], None], query: str) -> tuple[float, float]:
    """On the wall, and of the processors: of server and client together, where others keep them busy too."""
    started, used = time.perf_counter(), time.process_time()
    ask(query)
    return time.perf_counter() - started, time.process_time() - used


if __name__ == "__main__":
    main(Path(sys.argv[1]))
