"""Text of documents made fit to hand to a model: within a size, and with nothing hidden in it."""

from __future__ import annotations

import re

MAX_ANSWER_CHARS = 45_000
"""Under 25,000 tokens for any tokeniser that needs a token for two characters; some clients refuse more."""

HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
"""Characters that steer or hide: control, reading direction, zero width, tags; not: tab, newline, é."""


def shown(text: str) -> str:
    """The text with each hidden character as a visible mark: `nr. ⟦U+202E⟧8601`."""
    return HIDDEN.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", text)


def short(text: str, chars: int) -> str:
    """A text without hidden characters, cut to at most so many, the cut marked."""
    whole = shown(text)
    return whole if len(whole) <= chars else f"{whole[:chars].rstrip()} […]"
