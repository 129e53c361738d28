from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import tomllib
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep

import pytest
from typer.testing import CliRunner

from index.errors import InputError
from index.settings import Settings, load_settings
from tests.conftest import REPOSITORY
from ui.app.serve import _announce, environment, options, serve, unset_variables
from ui.cli.main import app
from ui.server.listen import free_port

SERVE = (
    "from index.settings import load_settings; from ui.app.serve import serve; serve(load_settings(), '127.0.0.1', 0)"
)
STOP_S = 20


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_the_address_is_told_also_where_the_first_answer_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sleep(1.5)
            self.send_response(200)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever).start()
        _announce(f"http://127.0.0.1:{server.server_port}", "; elders")
        server.shutdown()
    assert capsys.readouterr().out == f"Kamervragen staat op http://127.0.0.1:{server.server_port}; elders\n"


def test_a_taken_port_is_named_with_the_option_to_choose_another(taken_port: int) -> None:
    with pytest.raises(InputError, match=rf"{taken_port}.*--port"):
        serve(load_settings(), "127.0.0.1", taken_port)


@pytest.mark.parametrize(("host", "port"), [("256.1.1.1", 8501), ("127.0.0.1", 70_000), ("127.0.0.1", -1)])
def test_a_host_or_port_that_cannot_be_is_named(host: str, port: int) -> None:
    with pytest.raises(InputError, match=re.escape(f"{port}")):
        free_port(host, port)


def test_port_zero_takes_a_free_one() -> None:
    assert free_port("127.0.0.1", 0) > 0


def test_settings_come_back_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(
        data_dir=tmp_path / "data",
        cache_dir=tmp_path / "cache",
        model="x/y",
        dense_weight=0.25,
        candidates=7,
        llm_key="geheim",
    )
    monkeypatch.setenv("KAMERVRAGEN_CHROMA_URL", "http://127.0.0.1:1")
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    for name in unset_variables(settings):
        monkeypatch.delenv(name, raising=False)
    assert load_settings() == settings
    assert set(environment(settings)) | set(unset_variables(settings)) >= {"KAMERVRAGEN_DATA", "KAMERVRAGEN_CHROMA_URL"}
    assert len(environment(settings)) + len(unset_variables(settings)) == len(Settings.model_fields)


def test_a_checkout_and_the_command_have_the_same_options() -> None:
    written = tomllib.loads((REPOSITORY / ".streamlit/config.toml").read_text(encoding="utf-8"))
    given = options("127.0.0.1")
    assert {name.partition(".")[0] for name in given} == set(written)
    assert given["theme.light.primaryColor"] == written["theme"]["light"]["primaryColor"]
    for name in ("address", "allowedHosts", "maxUploadSize"):  # the command says these itself
        assert given[f"server.{name}"] == written["server"][name]


def test_only_on_loopback_is_the_name_of_the_host_fixed() -> None:
    assert "127.0.0.1" in str(options("localhost")["server.allowedHosts"])
    assert options("0.0.0.0")["server.allowedHosts"] == []  # noqa: S104  # what a user may ask for


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The app over an empty data directory, started from a folder that has nothing to do with it."""
    folder = tmp_path_factory.mktemp("elders")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit/config.toml").write_text("[browser]\ngatherUsageStats = true\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=folder,
        env=os.environ | {"KAMERVRAGEN_DATA": str(folder / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        yield process, line
    finally:
        process.kill()
        process.communicate()


def test_the_server_prints_its_address_once_it_answers_in_dutch_and_safely(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, line = served
    match = re.fullmatch(r"Kamervragen staat op (http://127\.0\.0\.1:\d+)\n", line)
    assert match is not None, process.communicate()
    request = urllib.request.Request(match[1], headers={"Accept": "text/html", "Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  # the server started above
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert '<html lang="nl">' in page
    assert "default-src 'self'" in policy
    assert "https:" not in policy, "nothing from elsewhere"

    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=STOP_S)
    assert rest == "", "the address is the only line on stdout"
    assert "Traceback" not in errors
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_an_hour_that_is_none_is_told_before_anything_starts(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--bijwerken", "25:00", "--data-dir", str(tmp_path)])
    assert isinstance(result.exception, InputError) and "06:00" in str(result.exception)
