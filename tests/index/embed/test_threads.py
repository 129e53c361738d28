from __future__ import annotations

import threading

import pytest

from index.embed.threads import PARTS, in_parts


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
