"""How the time of a function grows with the length of its worst input: a ratio, on a slow machine the same."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

SHORT, LONG = 5_000, 15_000
LINEAR = LONG / SHORT
SLACK = 2.0  # a processor that slows down for a moment; quadratic would be another factor of three
NEGLIGIBLE_S = 0.025
ATTEMPTS = 4
_USUAL = re.compile(r"\b(?:aap|noot|mies)\w*\s+(?:van|op)\b"), "een aap op de noot van mies " * 1_800
USUAL_S = 0.001
"""What a quick processor that nothing else wants takes for it."""


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


def slower() -> float:
    """How many times more processor time than usual a pattern takes here and now: at least 1.

    An older processor, or one that others share, takes up to three times as much for the same.
    """
    pattern, text = _USUAL
    return max(1.0, min(_processor_s(pattern.findall, text) for _ in range(ATTEMPTS)) / USUAL_S)


def _processor_s(read: Callable[[str], object], text: str) -> float:
    """Processor time: what else runs on the machine does not count."""
    started = time.process_time()
    read(text)
    return time.process_time() - started
