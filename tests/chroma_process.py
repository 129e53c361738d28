"""A real Chroma server that a test starts, stops, kills and starts again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

START_S = 60


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class ChromaProcess:
    """`chroma run` on loopback; as a context it runs within.

    Args:
        folder: of its files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Starts it, on the same port every time."""
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self._folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self._port), "--host", "127.0.0.1"],
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up = time.monotonic() + START_S
        while wait and not self._answers():
            assert self.process.poll() is None, "the server stopped"
            assert time.monotonic() < give_up, "the server does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends it as a machine that goes down does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=20)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=2):  # noqa: S310  # loopback
                return True
        except OSError:
            return False

    def __enter__(self) -> ChromaProcess:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
