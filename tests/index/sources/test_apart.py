"""A process apart: what takes too long or too much memory fails alone, and the next is read again."""

from __future__ import annotations

import os
import time
from contextlib import closing

import pytest

from index.errors import UnreadableError
from index.sources.apart import SeparateProcess


def too_long() -> None:
    time.sleep(60)


def too_much() -> int:
    return len(bytearray(8 << 30))


def brought_down() -> None:
    os.abort()


def where() -> int:
    return os.getpid()


def test_what_fails_in_the_process_fails_alone() -> None:
    with closing(SeparateProcess(timeout_s=5)) as apart:
        first = apart.run(where)
        assert first == apart.run(where) != os.getpid(), "one process reads file after file"
        with pytest.raises(UnreadableError, match="te veel geheugen"):
            apart.run(too_much)
        with pytest.raises(UnreadableError, match="te veel geheugen"):
            apart.run(brought_down)
        assert apart.run(where) not in (first, os.getpid())


def test_what_takes_too_long_is_ended() -> None:
    begin = time.monotonic()
    with closing(SeparateProcess(timeout_s=1)) as apart, pytest.raises(UnreadableError, match="langer dan 1 seconden"):
        apart.run(too_long)
    assert time.monotonic() - begin < 20
