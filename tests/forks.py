"""Work in a process of its own that starts at once: a fork of one that has imported all it needs and has no threads."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from multiprocessing.connection import Connection
from unittest.mock import patch

from index.errors import KamervragenError
from index.store.check import probe

in_a_new_process = probe._done


def apart(work: Callable[..., str], *args: object) -> str:
    """What some work says, in a process of its own; its error, or "signal N" when that was ended."""
    processes = multiprocessing.get_context("forkserver")  # a clean one: threads of this process do not come along
    processes.set_forkserver_preload(["tests.chaos.warm"])
    receiving, sending = processes.Pipe(duplex=False)
    process = processes.Process(target=_say, args=(sending, work, args))
    process.start()
    sending.close()
    try:
        said = str(receiving.recv())
    except EOFError:
        said = ""
    process.join()
    return f"signal {-process.exitcode}" if process.exitcode and process.exitcode < 0 else said


@contextmanager
def probed_in_forks() -> Iterator[None]:
    """Whoever looks at a Chroma from another process does so from a fork: a new one takes a second to import."""
    with patch.object(probe, "_done", _probed):
        yield


def _probed(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """What the command would do, by a fork."""
    said = apart(_probe, command[command.index(probe.__name__) + 1 :])
    signal = said.removeprefix("signal ")
    code, out, err = (-int(signal), "", "") if signal != said else json.loads(said)
    return subprocess.CompletedProcess(command, code, out, err)


def _probe(arguments: Sequence[str]) -> str:
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            probe.main(arguments)
    except SystemExit as error:
        return json.dumps([1, "", str(error)])
    return json.dumps([0, printed.getvalue(), ""])


def _say(sending: Connection, work: Callable[..., str], args: Sequence[object]) -> None:
    try:
        said = work(*args)
    except KamervragenError as error:
        said = str(error)
    except BaseException as error:  # a traceback is what a user must never see
        said = f"traceback:\n{error!r}"
    sending.send(said)
