from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tests.chaos.load import CLIENTS, MAX_SOCKETS, Load

GOOD = Load(answers=Counter(dict.fromkeys(CLIENTS, 3)), memory_mb=[100.0] * 10, files=[90] * 10, harvests=2, rebuilds=1)


def test_the_load_holds_only_when_every_door_answered_and_nothing_stayed() -> None:
    assert GOOD.is_good
    for bad in (
        replace(GOOD, answers=Counter({"app": 3, "api": 3})),
        replace(GOOD, memory_mb=[100.0] * 8 + [106.0] * 2),
        replace(GOOD, files=[90] * 8 + [96] * 2),
        replace(GOOD, sockets=[MAX_SOCKETS - 100] * 9 + [MAX_SOCKETS + 1]),
        replace(GOOD, faults=["api: nothing found"]),
        replace(GOOD, late=1),
        replace(GOOD, rebuilds=0),
        replace(GOOD, differences=1),
    ):
        assert not bad.is_good
    assert replace(GOOD, answers=Counter(dict.fromkeys(CLIENTS, 100)), late=15).is_good, (
        "told as late, on a busy machine"
    )
    assert replace(GOOD, memory_mb=[100.0] * 4 + [150.0] + [104.0] * 5).is_good, "a peak that goes away again"
    assert replace(GOOD, sockets=[40] * 5 + [MAX_SOCKETS] * 5).is_good, "of windows that were closed a moment ago"
