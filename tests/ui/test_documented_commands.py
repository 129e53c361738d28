"""The commands of docs/api.md, docs/mcp.md and docs/volgen.md, run one after the other over the sample."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from tests.loop import run_apart
from tests.ui.mcp.test_mcp import TOOLS
from ui.server.listen import free_port

PROGRAM = """
import rag.assistant.compose
from tests.encoder import WordEncoder
rag.assistant.compose.make_encoder = lambda settings: WordEncoder()
from ui.cli.main import main
main()
"""
"""The command line with the quick encoder."""

SERVER = re.compile(r"kamervragen (?:api|serve|mcp\b.*--http)\b")
PORT = re.compile(r"(?<=:)850\d\b|(?<=--port )\d+")
COMMENT = re.compile(r"\s{2,}#.*")
OF_A_CLIENT = "claude "
"""The one command that is not ours; what it is told to start is."""

CURLRC = "fail\nsilent\nshow-error\n"
TIMEOUT_S = 120


class Shell:
    """Runs lines as a user would, in a folder of its own; a server keeps running until the next one, or the end.

    Attributes:
        environment: what a line finds in its environment.
        printed: what every line printed.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self.environment = environment
        self._port = str(free_port("127.0.0.1", 0))
        self._server: subprocess.Popen[str] | None = None
        self.printed: dict[str, str] = {}

    def run(self, line: str) -> None:
        """Runs a line; the port in it becomes a free one."""
        here = PORT.sub(self._port, line)
        if SERVER.match(here):
            self.stop()
            self._port = str(free_port("127.0.0.1", 0))
            here = PORT.sub(self._port, line) if PORT.search(line) else f"{line} --port {self._port}"
            self._server = self._start(f"exec {here}")
            assert self._server.stdout is not None
            self.printed[line] = self._server.stdout.readline()
            assert self._port in self.printed[line]
            return
        with self._start(here) as done:
            out, errors = done.communicate(timeout=TIMEOUT_S)
        assert done.returncode == 0, f"{line}\n{out}{errors}"
        self.printed[line] = out

    def stop(self) -> None:
        """Ends the server."""
        if self._server is not None:
            self._server.terminate()
            assert self._server.wait(TIMEOUT_S) == 0
            self._server.communicate()
            self._server = None

    def _start(self, line: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["/bin/sh", "-c", line],
            cwd=self._folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voorbeelden")
    Builder(folder, WordEncoder()).ingest(read_paths([sample_dir()]))
    return folder


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """`kamervragen`, in a folder to find it in."""
    path = tmp_path / "bin" / "kamervragen"
    path.parent.mkdir()
    path.write_text(f"#!{sys.executable}\n{PROGRAM}", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def shell(tmp_path: Path, sample: Path, command: Path) -> Iterator[Shell]:
    (tmp_path / ".curlrc").write_text(CURLRC, encoding="utf-8")
    opened = Shell(
        tmp_path,
        os.environ
        | {
            "PATH": f"{command.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
            "CURL_HOME": str(tmp_path),
            "KAMERVRAGEN_DATA": str(shutil.copytree(sample, tmp_path / "corpus")),
        },
    )
    yield opened
    opened.stop()


def page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """What a page tells to type, without its comments."""
    blocks = re.findall(r"```console\n(.*?)```", page(name), re.DOTALL)
    found = [COMMENT.sub("", line) for block in blocks for line in block.splitlines() if line.strip()]
    assert len(found) > 1
    return [line for line in found if not line.startswith(OF_A_CLIENT)]


def needs(*programs: str) -> None:
    if missing := [name for name in programs if shutil.which(name) is None]:
        pytest.skip(f"{', '.join(missing)} is missing: the commands of this page are not tried")


def test_the_commands_of_the_page_about_the_api_answer(shell: Shell) -> None:
    needs("curl", "openssl")
    for line in lines("api.md"):
        shell.run(line)
    answers = [json.loads(out) for line, out in shell.printed.items() if line.startswith("curl")]
    assert len(answers) > 3
    assert answers[0]["rows"], "it asks which ministries did something"
    assert all(answer for answer in answers)


def test_the_commands_of_the_page_about_following_tell_what_is_new(shell: Shell, tmp_path: Path) -> None:
    with mail_server() as environment:
        shell.environment |= environment
        for line in lines("volgen.md"):
            shell.run(line)
    assert "jeugdzorg" in shell.printed["kamervragen volg list"]
    assert (tmp_path / "nieuw.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in (tmp_path / "feeds").iterdir()) == ["jeugdzorg.atom", "mijn-vraag.atom"]


def test_the_commands_and_configurations_of_the_page_about_mcp_start_the_server(
    shell: Shell, command: Path, sample: Path
) -> None:
    for line in lines("mcp.md"):
        shell.run(line)
    configurations = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", page("mcp.md"), re.DOTALL)]
    for configuration in configurations:
        ((described,),) = (servers.values() for servers in configuration.values())
        assert (
            run_apart(tools_of, command, [arg.replace("/path/to/data", str(sample)) for arg in described["args"]])
            == TOOLS
        )


async def tools_of(command: Path, args: list[str]) -> set[str]:
    parameters = StdioServerParameters(command=str(command), args=args, env={"PYTHONPATH": str(REPOSITORY)})
    async with Client(stdio_client(parameters)) as client:
        return {tool.name for tool in (await client.list_tools()).tools}


@contextmanager
def mail_server() -> Iterator[dict[str, str]]:
    """The settings of a mail server on this computer."""
    running = Controller(Sink(), hostname="127.0.0.1", port=free_port("127.0.0.1", 0))
    running.start()
    try:
        yield {
            "KAMERVRAGEN_SMTP_HOST": "127.0.0.1",
            "KAMERVRAGEN_SMTP_PORT": str(running.port),
            "KAMERVRAGEN_SMTP_SECURITY": "none",
            "KAMERVRAGEN_MAIL_FROM": "van@example.org",
            "KAMERVRAGEN_MAIL_TO": "aan@example.org",
        }
    finally:
        running.stop()


class Sink(Message):
    """Takes mail and does nothing with it."""

    def handle_message(self, message: object) -> None:
        """Nothing."""
