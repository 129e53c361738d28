"""The threads of the model sleep while they wait, whatever door a program comes in by."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from index.embed.threads import POLICY
from index.sample import sample_dir
from tests.conftest import REPOSITORY

WATCH = f"""
import os, sys
from pathlib import Path
class Watch:
    '''Ends the process where a library that may load the threads is imported, and says how they would wait.'''
    def find_spec(self, name, path=None, target=None):
        if name in ("torch", "sklearn", "scipy", "streamlit"):
            maps = Path("/proc/self/maps")
            is_late = maps.exists() and "gomp" in maps.read_text()
            print(name, os.environ.get("{POLICY}"), "too late" if is_late else "in time", flush=True)
            os._exit(0)
sys.meta_path.insert(0, Watch())
"""
COMMAND = f"{WATCH}sys.argv = ['kamervragen', *sys.argv[1:]]\nfrom ui.cli.main import main\nmain()"
LIBRARY = f"""{WATCH}
from index.embed.embedding import SentenceEncoder
SentenceEncoder(model=sys.argv[1], cache_dir=Path(sys.argv[1])).dimension
"""
APP = f"""
import os, sys
from streamlit.testing.v1 import AppTest
from ui.app.serve import APP
AppTest.from_file(str(APP), default_timeout=60).run()
print("app", os.environ.get("{POLICY}"), "too late" if "torch" in sys.modules else "in time")
"""
TESTS = f"""
import os, sys
import tests.conftest
print("tests", os.environ.get("{POLICY}"), "too late" if "torch" in sys.modules else "in time")
"""
ROUNDS, PAUSE_S = 40, 0.01
WAITING = f"""
import sys, time
from pathlib import Path
from index.embed.embedding import SentenceEncoder
from index.errors import ModelError
try:
    SentenceEncoder(model=sys.argv[1], cache_dir=Path(sys.argv[1])).dimension
except ModelError:  # there is no model in the folder; its libraries are loaded by now
    pass
import torch
numbers = torch.rand(200_000)
torch.add(numbers, numbers)  # starts the threads
before = time.process_time()
for _ in range({ROUNDS}):
    torch.add(numbers, numbers)
    time.sleep({PAUSE_S})
print(time.process_time() - before)
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    """The last line that a fresh process prints, which inherits no wait policy."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_"))}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY,
        env=inherited | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (COMMAND, ["ingest", str(next(sample_dir().glob("*.xml")))]),
        (COMMAND, ["serve", "--port", "{port}"]),
        (APP, []),
        (TESTS, []),
        (LIBRARY, ["{folder}"]),
    ],
    ids=["command", "serve", "app", "tests", "library"],
)
def test_every_front_door_says_it_before_the_threads_are_loaded(
    code: str, arguments: list[str], tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [argument.format(folder=tmp_path, port=port) for argument in arguments]
    assert run(code, *arguments).split(maxsplit=1)[1] == "PASSIVE in time"


def test_what_the_user_chose_stays(tmp_path: Path) -> None:
    assert run(LIBRARY, str(tmp_path), **{POLICY: "ACTIVE"}).split()[1] == "ACTIVE"


def test_a_thread_that_waits_uses_no_processor(tmp_path: Path) -> None:
    spent_s = float(run(WAITING, str(tmp_path), OMP_NUM_THREADS="2"))
    # a thread that spins does so for some 10 ms after each round: then it is about as long as the pauses together
    assert spent_s < ROUNDS * PAUSE_S / 4
