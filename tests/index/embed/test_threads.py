from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.embed.threads import PARTS, POOLS, in_parts

POOLS_OF_THREADS = """
import ctypes, sys, threading
from index.embed.threads import prepare_threads
prepare_threads()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(12)

def work():
    together.wait()
    libc.malloc(5000)
    together.wait()

threads = [threading.Thread(target=work) for _ in range(12)]
[one.start() for one in threads]
[one.join() for one in threads]
out = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


@pytest.mark.parametrize(("length", "least"), [(0, 5), (1, 5), (5, 5), (6, 5), (100, 1), (101, 7)])
def test_every_item_is_in_one_part_in_order(length: int, least: int) -> None:
    parts = in_parts(lambda part: list(range(length))[part], length, least)
    assert [item for part in parts for item in part] == list(range(length))
    assert len(parts) <= PARTS
    assert all(len(part) >= least for part in parts[:-1])


def test_what_no_thread_begins_with_is_done_by_the_one_that_asked() -> None:
    """All threads are kept from working: the parts are done all the same."""
    free, begun = threading.Event(), threading.Semaphore(0)

    def wait(part: slice) -> None:
        begun.release()
        free.wait(30)

    keepers = [threading.Thread(target=in_parts, args=(wait, PARTS, 1)) for _ in range(PARTS)]
    for keeper in keepers:
        keeper.start()
    try:
        for _ in range(2 * PARTS if PARTS > 1 else 1):  # the keepers themselves, and every thread
            assert begun.acquire(timeout=30)
        done_by = in_parts(lambda part: threading.get_ident(), 10 * PARTS, 1)
        assert set(done_by) == {threading.get_ident()}
    finally:
        free.set()
        for keeper in keepers:
            keeper.join()


def test_a_part_that_fails_fails_the_whole() -> None:
    def work(part: slice) -> None:
        if part.stop == 2 * PARTS:
            raise ValueError(part)

    with pytest.raises(ValueError, match="slice"):
        in_parts(work, 2 * PARTS, 1)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another library of memory")
@pytest.mark.parametrize(("chosen", "most"), [(None, POOLS), ("5", 5)])
def test_threads_take_memory_from_a_few_pools(tmp_path: Path, chosen: str | None, most: int) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "MALLOC_ARENA_MAX"}
    if chosen:
        environment["MALLOC_ARENA_MAX"] = chosen
    told = tmp_path / "pools.xml"
    subprocess.run([sys.executable, "-c", POOLS_OF_THREADS, str(told)], check=True, env=environment)
    assert len(re.findall("<heap nr=", told.read_text())) == most
