"""How the time of a function grows with the length of its worst input: a ratio, on a slow machine the same."""

from __future__ import annotations

import time
from collections.abc import Callable

SHORT, LONG = 5_000, 15_000
LINEAR = LONG / SHORT
SLACK = 2.0  # a processor that slows down for a moment; quadratic would be another factor of three
NEGLIGIBLE_S = 0.025
ATTEMPTS = 4


def assert_linear(read: Callable[[str], object], unit: str) -> None:
    """Reads the unit repeated to 5,000 and to 15,000 characters: three times the text, about three times the time.

    Fails only when several attempts do.
    """
    texts = [(unit * (length // len(unit) + 1))[:length] for length in (SHORT, LONG)]
    measured = []
    for _ in range(ATTEMPTS):
        short, long = (_processor_s(read, text) for text in texts)
        if long < NEGLIGIBLE_S or long < LINEAR * SLACK * short:
            return
        measured.append(f"{short:.3f} s became {long:.3f} s")
    raise AssertionError("; ".join(measured))


def assert_quick(read: Callable[[str], object], unit: str, length: int) -> None:
    """Reads the unit repeated to the longest text that is read at all: the best attempt takes next to nothing."""
    text = (unit * (length // len(unit) + 1))[:length]
    assert min(_processor_s(read, text) for _ in range(ATTEMPTS)) < NEGLIGIBLE_S


def _processor_s(read: Callable[[str], object], text: str) -> float:
    """Processor time: what else runs on the machine does not count."""
    started = time.process_time()
    read(text)
    return time.process_time() - started
