"""How the time of a function grows with the length of its worst input, and how often it is what a usual pattern takes.

Every bound is a ratio of times of this thread that were measured in the same moment: on a slow processor, or beside
others at work, both are longer.
"""

from __future__ import annotations

import gc
import math
import re
import signal
import time
from collections.abc import Callable

LENGTHS = 2_000, 20_000
"""In proportion to the length the longer takes ten times as long, with its square a hundred times; between is 32."""
NEGLIGIBLE = 25.0
"""So often what is usual is next to nothing, however it came about."""
GIVE_UP = 5_000.0
ATTEMPTS = 6
_USUAL = re.compile(r"\b(?:aap|noot|mies)\w*\s+(?:van|op)\b"), "een aap op de noot van mies " * 1_800

Read = Callable[[str], object]


def assert_linear(read: Read, unit: str, lengths: tuple[int, int] = LENGTHS, most: float = math.inf) -> None:
    """Reads the unit repeated to two lengths, as `why_slow` says."""
    if why := why_slow(read, lambda length: repeated(unit, length), lengths, most):
        raise AssertionError(why)


def assert_quick(read: Read, unit: str, length: int) -> None:
    """Reads the unit repeated to the longest text that is read at all: the best attempt takes next to nothing."""
    text = repeated(unit, length)
    assert min(seconds(read, text) / usual_s() for _ in range(ATTEMPTS)) < NEGLIGIBLE


def why_slow(read: Read, text: Callable[[int], str], lengths: tuple[int, int], most: float) -> str | None:
    """Whether the longer text takes more than `most` times what is usual, or too much more than the shorter one.

    Too much is halfway between growth with the length and growth with its square. None as soon as one attempt is good.
    """
    short, long = map(text, lengths)
    grown, told = (lengths[1] / lengths[0]) ** 1.5, ""
    for _ in range(ATTEMPTS):
        usual = usual_s()
        before = seconds(read, short, min(most, GIVE_UP) * usual)
        after = seconds(read, long, 2 * min(max(grown * before, NEGLIGIBLE * usual), min(most, GIVE_UP) * usual))
        usual = max(usual, usual_s())
        if after < NEGLIGIBLE * usual or after < min(grown * before, most * usual):
            return None
        told = f"{before:.4f} s became {after:.4f} s, where {usual:.4f} s is usual"
    return told


def repeated(unit: str, length: int) -> str:
    """The unit, again and again, up to this length."""
    return (unit * (length // len(unit) + 1))[:length]


def usual_s() -> float:
    """What a usual pattern takes for 50,000 characters here and now: a thousandth of a second on a quick processor."""
    pattern, text = _USUAL
    return seconds(pattern.findall, text)


class _LateError(Exception):
    pass


def seconds(read: Read, text: str, give_up_s: float = math.inf) -> float:
    """Processor time of this thread, without the collection of what others left; infinite when it was broken off."""

    def late(*_: object) -> None:
        raise _LateError

    collects, before = gc.isenabled(), signal.signal(signal.SIGVTALRM, late)
    gc.disable()
    started = time.thread_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, min(give_up_s, 600))
        read(text)
        return time.thread_time() - started
    except _LateError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()
