"""Front doors of a product that is served over a corpus, and what a right answer to a question is."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.store.catalogue import Catalogue
from index.values import PairId
from ui.server.listen import free_port

ANSWER_S = 300.0
START_S = 300.0
LOOK_S = 5.0
TOP = 10
OFFICIAL = "ah-tk-"
LOOKED_AT = 1_000  # publications; of many in a real corpus no ministry is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what its answer must be.

    Attributes:
        first: the publication that must come first; None: any.
        ministerie: what every result must be from; None: any.
    """

    text: str
    first: str | None = None
    ministerie: str | None = None

    def fault(self, answer: Mapping[str, Any]) -> str | None:
        """What is wrong with the answer of a search; None: nothing."""
        results = answer.get("results", [])
        if not results:
            return "nothing found"
        if self.first is not None and results[0]["publication_id"] != self.first:
            return f"{results[0]['publication_id']} came first"
        if self.first is None and len(results) != TOP:
            return f"{len(results)} results"
        for result in results:
            if self.ministerie is not None and self.ministerie not in result["ministeries"]:
                return f"{result['pair_id']} is not from {self.ministerie}"
            if not (result["antwoord"] and result["pair_id"].startswith(result["publication_id"])):
                return f"{result['pair_id']} has no answer"
        return None


def going_round(
    stop: threading.Event, faults: list[str], work: Callable[[], None], pause_s: Callable[[], float]
) -> threading.Thread:
    """A thread that does some work again and again, until it must stop; what it raises is a fault."""

    def run() -> None:
        while not stop.wait(pause_s()):
            try:
                work()
            except Exception as error:
                faults.append(f"{type(error).__name__}: {error}")

    return threading.Thread(target=run)


def run_together(threads: Sequence[threading.Thread], stop: threading.Event, seconds: float) -> None:
    """Lets threads go round for so many seconds, or until one of them says stop; then waits for each."""
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()


def run_patiently(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Runs a command; what it stands in line for a processor does not count as its time.

    Raises:
        subprocess.TimeoutExpired: it could have run for `ANSWER_S` and is not done.
    """
    begun, in_line_s = time.monotonic(), 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while True:
            try:
                said, errors = process.communicate(timeout=min(LOOK_S, ANSWER_S))
                return subprocess.CompletedProcess(command, process.returncode, said, errors)
            except subprocess.TimeoutExpired:
                in_line_s = max(in_line_s, stood_in_line_s(process.pid))
                if time.monotonic() - begun - in_line_s > ANSWER_S:
                    process.kill()
                    raise


def stood_in_line_s(pid: int) -> float:
    """How long the threads of a process could have run, had a processor been free.

    Source: `schedstat` in proc(5): time on the processor, time in line, turns.
    """
    found = 0.0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # it ended meanwhile
            found += int(path.read_text(encoding="utf-8").split()[1]) / 1e9
    return found


def questions_about(data_dir: Path, chance: random.Random) -> list[Asked]:
    """Some by number (of those with an official id), some by words, some from one ministry."""
    with closing(Catalogue(data_dir)) as catalogue:
        ids = catalogue.ids()
        sampled = catalogue.publications(chance.sample(ids, min(LOOKED_AT, len(ids))))
        chosen = [publication for publication in sampled if publication.paren and publication.ministeries][:60]
        (often, *_) = catalogue.values_of("ministeries")
    numbered = [publication for publication in chosen if publication.id.startswith(OFFICIAL)][:15]
    questions = [Asked(text=publication.id, first=publication.id) for publication in numbered]
    others = [publication for publication in chosen if publication not in numbered]
    texts = [" ".join(publication.paren[0].vraagtekst.split()[:12]) for publication in others]
    questions += [Asked(text=text) for text in texts[::2]]
    return questions + [Asked(text=text, ministerie=often) for text in texts[1::2]]


def ask_api(address: str, asked: Asked) -> str | None:
    """Searches by the API; what was wrong with the answer."""
    parameters = {"query": asked.text, "top": str(TOP)} | ({"ministerie": asked.ministerie} if asked.ministerie else {})
    with urllib.request.urlopen(  # noqa: S310  # our own
        f"{address}/v1/search?{urllib.parse.urlencode(parameters)}", timeout=ANSWER_S
    ) as answer:
        return asked.fault(json.load(answer))


def ask_mcp(address: str, asked: Asked) -> str | None:
    """Searches by the tool of the MCP server; what was wrong with the answer."""
    arguments = {"query": asked.text, "max_results": TOP}
    arguments |= {"ministerie": [asked.ministerie]} if asked.ministerie else {}
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "search_answers", "arguments": arguments},
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    request = urllib.request.Request(f"{address}/mcp", json.dumps(call).encode(), headers)  # noqa: S310  # our own
    with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:  # noqa: S310
        said = json.load(answer)["result"]
    if said.get("isError"):
        return str(said["content"])[:300]
    results = said["structuredContent"]["results"]
    return asked.fault({"results": [_as_found(result) for result in results]})


def _as_found(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result of the tool in the shape of the API."""
    return dict(result) | {"publication_id": PairId(result["pair_id"]).publication_id, "antwoord": result["passage"]}


@contextmanager
def serving(data_dir: Path, options: Sequence[str] = ("--api",)) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The app, with what the options put beside it, in one process; when it answers."""
    port = str(free_port("127.0.0.1", 0))
    command = [sys.executable, "-m", "ui.cli.main", "serve", *options, "--port", port, "--data-dir", str(data_dir)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        give_up = time.monotonic() + START_S
        while True:
            try:
                with urllib.request.urlopen(f"{address}/v1/search?query=start", timeout=START_S):  # noqa: S310
                    break
            except urllib.error.URLError:
                assert server.poll() is None, "the app ended"
                assert time.monotonic() < give_up, "the app does not answer"
                time.sleep(0.5)
        yield server, address
    finally:
        server.terminate()
        server.wait()


def own_mb(pid: int) -> float:
    """Memory that a process shares with nobody."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024


def passages_of(data_dir: Path) -> int:
    """How many passages the catalogue has."""
    with closing(Catalogue(data_dir)) as catalogue:
        return catalogue.totals().passages


def differences_in(data_dir: Path) -> int:
    """The exit code of `verify`."""
    command = [sys.executable, "-m", "ui.cli.main", "verify", "--data-dir", str(data_dir)]
    return subprocess.run(command, capture_output=True, check=False).returncode
