"""`kamervragen api` as a process: it says where it stands, refuses what is unsafe, and stops when told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from mcp.client import Client
from typer.testing import CliRunner

from index.errors import InputError
from tests.conftest import REPOSITORY
from tests.loop import run_apart
from ui.cli.main import app
from ui.server.listen import free_port

PROGRAM = "import sys; from ui.cli.main import main; sys.argv = ['kamervragen', *sys.argv[1:]]; main()"
STOP_S = 30
QUICK = """
import sys
import rag.assistant.compose, ui.app.state.resources
from tests.encoder import WordEncoder
rag.assistant.compose.make_encoder = lambda settings: WordEncoder()
opening = ui.app.state.resources.open_assistant
def opened(*given):
    print("geopend", file=sys.stderr, flush=True)
    return opening(*given)
ui.app.state.resources.open_assistant = opened
"""
"""The quick encoder, and a line on stderr each time that the corpus is opened."""
IN_THE_LIBRARY = """
import threading, torch
def compute(table=torch.rand(200, 200)):
    sys.stdin.readline()
    print("bezig", file=sys.stderr, flush=True)
    while True:
        table = torch.mm(table, table)
threading.Thread(target=compute, daemon=True).start()
"""
"""A thread that, once told to, is in the library of the model at every moment: an interpreter that ends beside it
aborts.
"""
ELSEWHERE = "192.0.2.1"


@pytest.mark.parametrize(("command", "path"), [(["api"], "/v1/openapi.json"), (["mcp", "--http"], "/mcp")])
def test_it_says_where_it_stands_and_stops_in_order_on_sigterm(command: list[str], path: str, corpus_dir: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *command, "--port", "0", "--data-dir", str(corpus_dir)],
        cwd=REPOSITORY,
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[-1]
            assert address.startswith("http://127.0.0.1:")
            assert address.endswith(path)
            if path.endswith(".json"):
                with urllib.request.urlopen(address, timeout=STOP_S) as answer:  # noqa: S310  # our own
                    length = answer.headers["content-length"]
                    assert json.load(answer)["info"]["title"] == "Kamervragen"
                head = urllib.request.Request(address, method="HEAD")  # noqa: S310  # our own
                with urllib.request.urlopen(head, timeout=STOP_S) as answer:  # noqa: S310  # our own
                    assert (answer.headers["content-length"], answer.read()) == (length, b"")
            else:
                assert "verify_quote" in run_apart(_tools, address)
            server.send_signal(signal.SIGTERM)
            assert server.wait(STOP_S) == 0
        finally:
            server.kill()


def test_the_app_serves_api_and_mcp_beside_itself_over_one_opened_corpus(corpus_dir: Path) -> None:
    port = str(free_port("127.0.0.1", 0))
    with subprocess.Popen(
        [sys.executable, "-c", QUICK + PROGRAM, "serve", "--api", "--mcp", "--port", port, "--data-dir", corpus_dir],
        cwd=REPOSITORY,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            app_at, api_at, mcp_at = server.stdout.readline().removeprefix("Kamervragen staat op ").split("; ")
            page = urllib.request.Request(app_at, headers={"Accept": "text/html"})  # noqa: S310  # our own
            with urllib.request.urlopen(page, timeout=STOP_S) as answer:  # noqa: S310  # our own
                assert '<html lang="nl">' in answer.read().decode()
            with urllib.request.urlopen(f"{api_at}/search?query=drones", timeout=STOP_S) as answer:  # noqa: S310
                found = json.load(answer)["results"]
            assert found
            told = run_apart(_search, mcp_at.strip())
            assert [one["pair_id"] for one in told] == [one["pair_id"] for one in found][: len(told)]
            server.send_signal(signal.SIGTERM)
            rest, errors = server.communicate(timeout=STOP_S)
            assert (server.returncode, rest) == (0, "")
            assert errors.splitlines().count("geopend") == 1
        finally:
            server.kill()


@pytest.mark.parametrize("command", ["api", "serve"])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_while_the_model_is_at_work(command: str, sent: signal.Signals, corpus_dir: Path) -> None:
    port = str(free_port("127.0.0.1", 0))
    with subprocess.Popen(
        [sys.executable, "-c", QUICK + IN_THE_LIBRARY + PROGRAM, command, "--port", port, "--data-dir", corpus_dir],
        cwd=REPOSITORY,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdin is not None and server.stdout is not None and server.stderr is not None
            assert "http://127.0.0.1:" in server.stdout.readline()
            print("reken", file=server.stdin, flush=True)
            assert "bezig\n" in iter(server.stderr.readline, "")
            server.send_signal(sent)
            _, errors = server.communicate(timeout=STOP_S)
            assert server.returncode == 0, errors
        finally:
            server.kill()


@pytest.mark.parametrize("command", [["api"], ["mcp", "--http"], ["serve", "--api"], ["serve", "--mcp"]])
def test_beyond_loopback_it_does_not_start_without_a_token(command: list[str], tmp_path: Path) -> None:
    refused = CliRunner().invoke(app, [*command, "--host", ELSEWHERE])
    assert isinstance(refused.exception, InputError)
    assert "--token-file" in str(refused.exception)
    token = tmp_path / "token"
    token.write_text("kort")
    weak = CliRunner().invoke(app, [*command, "--host", ELSEWHERE, "--token-file", str(token)])
    assert isinstance(weak.exception, InputError)
    assert "openssl" in str(weak.exception)


async def _tools(address: str) -> list[str]:
    async with Client(address) as client:
        return [tool.name for tool in (await client.list_tools()).tools]


async def _search(address: str) -> list[dict[str, str]]:
    async with Client(address) as client:
        found = await client.call_tool("search_answers", {"query": "drones"})
        assert found.structured_content is not None
        return list(found.structured_content["results"])
