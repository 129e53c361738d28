"""Fits text to the width of a terminal, and keeps a document from steering it."""

from __future__ import annotations

import shutil
import textwrap

MAX_WIDTH = 100
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])


def wrapped(text: str, prefix: str) -> str:
    """A paragraph after a prefix; its further lines begin under its first word."""
    return textwrap.fill(" ".join(text.split()), _width(), initial_indent=prefix, subsequent_indent=" " * len(prefix))


def filled(text: str) -> str:
    """Text of more paragraphs, each line of it fitted on its own."""
    return "\n".join(textwrap.fill(line, _width()) if line.strip() else "" for line in text.split("\n"))


def clean(text: str) -> str:
    """Without control characters: a document must not steer the terminal."""
    return text.translate(CONTROL).encode("utf-8", "replace").decode("utf-8")


def _width() -> int:
    return min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns)
