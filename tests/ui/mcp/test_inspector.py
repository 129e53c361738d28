"""The MCP server through the reference inspector in command mode, where Node has it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.ui.mcp.test_mcp import TOOLS
from ui.mcp.text import MAX_ANSWER_CHARS

INSPECTOR = "@modelcontextprotocol/inspector@0.15.0"
PROGRAM = """
import sys
import rag.assistant.compose
from tests.encoder import WordEncoder
rag.assistant.compose.make_encoder = lambda settings: WordEncoder()
from ui.cli.main import main
sys.argv = ["kamervragen", "mcp"]
main()
"""
TIMEOUT_S = 120


@pytest.fixture(scope="module")
def inspector() -> list[str]:
    """The command; the tests fetch nothing, so it must be in npm's cache."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("Node is missing: the reference inspector of MCP is not tried")
    command = [npx, "--offline", "--yes", INSPECTOR]
    tried = subprocess.run([*command, "--help"], capture_output=True, timeout=TIMEOUT_S, check=False)
    if tried.returncode:
        pytest.skip(f"the reference inspector of MCP is not tried; fetch it once: npx --yes {INSPECTOR} --help")
    return command


def inspect(inspector: list[str], data_dir: Path, *asked: str) -> dict[str, Any]:
    """What the inspector prints."""
    own = ["-e", f"KAMERVRAGEN_DATA={data_dir}", "-e", f"PYTHONPATH={REPOSITORY}"]
    done = subprocess.run(
        [*inspector, "--cli", *own, sys.executable, "-c", PROGRAM, *asked],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        cwd=REPOSITORY,
        env=os.environ,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def test_the_inspector_lists_every_tool_with_closed_schemas(inspector: list[str], corpus_dir: Path) -> None:
    tools = inspect(inspector, corpus_dir, "--method", "tools/list")["tools"]
    assert {tool["name"] for tool in tools} == TOOLS
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    assert all(tool["inputSchema"]["additionalProperties"] is False for tool in tools)


def test_the_inspector_calls_a_tool_and_reads_what_it_cites(inspector: list[str], corpus_dir: Path) -> None:
    call = ("--method", "tools/call", "--tool-name", "search_answers", "--tool-arg")
    found = inspect(inspector, corpus_dir, *call, "query=drones")
    first = found["structuredContent"]["results"][0]
    assert first["citation"]
    assert len(found["content"][0]["text"]) < MAX_ANSWER_CHARS
    publication_id = first["pair_id"].partition("#")[0]
    read = inspect(inspector, corpus_dir, "--method", "resources/read", "--uri", f"kamervraag://{publication_id}")
    assert read["contents"][0]["text"]
    prompts = inspect(inspector, corpus_dir, "--method", "prompts/list")["prompts"]
    assert len(prompts) == 2


def test_the_inspector_sees_an_error_as_one(inspector: list[str], corpus_dir: Path) -> None:
    call = ("--method", "tools/call", "--tool-name", "get_publication", "--tool-arg", "id=ah-tk-1-1")
    assert inspect(inspector, corpus_dir, *call)["isError"]
