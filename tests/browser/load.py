"""Asks a running app many things at once, over the protocol of the browser: `python -m tests.browser.load ADDRESS`.

Every session is a connection of its own, as a browser window has it, and asks the same questions in another order. An
answer counts as right when it is, word for word, what one session alone was shown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

TIMEOUT_S = 120.0
DONE = ForwardMsg.FINISHED_SUCCESSFULLY
QUESTIONS = (
    "Welke ministeries hielden bijeenkomsten?",
    "Komt er statiegeld op sapflessen?",
    "mag een supermarkt mijn gezicht scannen",
    "wat wordt er gedaan tegen ganzen",
    "hoeveel wijkagenten zijn er",
    "wachttijden in de zorg",
    "wat kost het repareren van apparaten",
    "welke ministeries gebruiken algoritmes",
    "hoe staat het met de bouw van woningen",
    "Waarom rijden er minder bussen op het platteland?",
    "zwemles voor kinderen uit arme gezinnen",
    "kan een gemeente fatbikes verbieden",
    "drones boven een vliegbasis",
    "wie betaalt het onderhoud van bruggen en sluizen",
    "Hoe lang moet men wachten op een rijexamen?",
    "wat doet de minister voor dorpshuizen",
    "tekort aan leraren in Zeeland",
    "is het drinkwater nog veilig",
    "medicijnen die niet leverbaar zijn",
    "subsidie voor een laadpaal",
)
HIT = 'class="kv-hit"'
MARKS = ('class="kv-verdict', HIT)
"""What the answer is told from: the style sheet names these classes too, but not so."""


@dataclass
class Outcome:
    """What a load came to; seconds from asking until the page is complete.

    The processor time of the app tells its speed on a machine that others use too.
    """

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory_mib: float | None = None
    cpu_s: float | None = None

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    def to_json(self) -> dict[str, object]:
        return {
            "answers": len(self.seconds),
            "wrong": self.wrong,
            "p50_s": round(self.percentile(0.5), 3),
            "p95_s": round(self.percentile(0.95), 3),
            "max_s": round(max(self.seconds), 3),
            "memory_mib": self.memory_mib,
            "cpu_s_per_answer": None if self.cpu_s is None else round(self.cpu_s / len(self.seconds), 3),
        }


class Session:
    """One browser window on the start page."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def ask(self, question: str) -> tuple[str, float]:
        """What the page shows for a question, and after how many seconds it was complete."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode({"q": question})
        message.rerun_script.page_name = ""
        started = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        shown: dict[tuple[int, ...], str] = {}
        has_begun = False
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                forward = ForwardMsg()
                forward.ParseFromString(await self._connection.recv(decode=False))
                kind = forward.WhichOneof("type")
                if kind == "new_session":  # what came before is the end of an earlier run
                    shown.clear()
                    has_begun = True
                elif kind == "delta" and forward.delta.WhichOneof("type") == "new_element":
                    element = forward.delta.new_element
                    text = element.html.body if element.WhichOneof("type") == "html" else ""
                    shown[tuple(forward.metadata.delta_path)] = text
                elif kind == "script_finished" and has_begun and forward.script_finished == DONE:
                    break
        answer = [text for path, text in sorted(shown.items()) if any(mark in text for mark in MARKS)]
        return "\n".join(answer), time.perf_counter() - started


async def run_load(address: str, sessions: int, rounds: int, pid: int | None = None) -> Outcome:
    """Lets so many sessions ask at the same time.

    Args:
        address: of the app.
        sessions: how many at once.
        rounds: questions per session.
        pid: process of the app, to read its memory.
    """
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"

    def window() -> connect:
        return connect(url, subprotocols=["streamlit"], origin=address, max_size=None)  # type: ignore[arg-type, list-item]

    async with window() as connection:
        alone = Session(connection)
        await alone.ask(QUESTIONS[0])  # loads the model
        expected = {question: (await alone.ask(question))[0] for question in QUESTIONS}
    empty = [question for question, text in expected.items() if HIT not in text]
    assert not empty, f"questions without an answer prove nothing: {empty}"
    same = [question for question in QUESTIONS if list(expected.values()).count(expected[question]) > 1]
    assert not same, f"questions with one answer prove nothing: {same}; {expected[same[0]][:400]}"
    outcome = Outcome()
    before = cpu_seconds(pid) if pid is not None else 0.0

    async def visit(number: int) -> None:
        async with window() as connection:
            session = Session(connection)
            for turn in range(rounds):
                question = QUESTIONS[(number + turn) % len(QUESTIONS)]
                text, seconds = await session.ask(question)
                outcome.seconds.append(seconds)
                if text != expected[question]:
                    outcome.wrong.append(question)

    await asyncio.gather(*(visit(number) for number in range(sessions)))
    if pid is not None:
        outcome.memory_mib = peak_memory_mib(pid)
        outcome.cpu_s = cpu_seconds(pid) - before
    return outcome


def peak_memory_mib(pid: int) -> float:
    """The most memory that a process has held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return round(int(peak) / 1024, 1)


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--pid", type=int, default=None, help="process of the app, to report its memory")
    given = parser.parse_args()
    outcome = asyncio.run(run_load(given.address.rstrip("/"), given.sessions, given.rounds, given.pid))
    print(json.dumps(outcome.to_json(), ensure_ascii=False, indent=2))  # noqa: T201  # the report of this command


if __name__ == "__main__":
    main()
