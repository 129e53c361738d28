"""Writes names and numbers as a list in a Dutch sentence."""

from __future__ import annotations

from collections.abc import Sequence


def enumerate_dutch(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: `1`, `1 en 2`, `4, 5, 7 en 8`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"
