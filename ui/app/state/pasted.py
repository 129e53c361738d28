"""Texts too long for a link: an address names one by what it says, and the process remembers them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from urllib.parse import quote_plus

TEXT = "q"
HELD = "tekst"
MAX_LINK_CHARS = 2000
"""So much of a text, written for an address, survives mail programs, chat windows and proxies."""

KEPT_CHARS = 5_000_000
"""Of all sessions together; the texts asked for longest ago go first."""


def fits_a_link(text: str) -> bool:
    """Whether a link can hold a text."""
    return len(text) <= MAX_LINK_CHARS and len(quote_plus(text, errors="replace")) <= MAX_LINK_CHARS


def text_params(text: str) -> dict[str, list[str]]:
    """The parameter for a text: itself, or where a link cannot hold it a name that nobody guesses without the text."""
    return {TEXT: [text]} if fits_a_link(text) else {HELD: [_name(text)]}


def with_text(params: Mapping[str, list[str]], find: Callable[[str], str | None]) -> dict[str, list[str]]:
    """The parameters with the text that they name; as they are where it is not known here."""
    name = params.get(HELD, [""])[-1]
    text = find(name) if name else None
    if text is None:
        return dict(params)
    return {TEXT: [text]} | {key: values for key, values in params.items() if key not in (TEXT, HELD)}


def named_among(texts: Sequence[str], name: str) -> str | None:
    """The text of these that a name stands for."""
    return next((text for text in texts if not fits_a_link(text) and _name(text) == name), None)


def _name(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()[:32]


class HeldTexts:
    """The long texts of the sessions of a process, by name.

    Args:
        kept_chars: of all together at most; the latest is always kept.
    """

    def __init__(self, kept_chars: int = KEPT_CHARS) -> None:
        self._kept_chars = kept_chars
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def hold(self, text: str) -> None:
        """Remembers a text that a link cannot hold."""
        if fits_a_link(text):
            return
        name = _name(text)
        with self._lock:
            self._texts[name] = text
            self._texts.move_to_end(name)
            held = sum(map(len, self._texts.values()))
            while held > self._kept_chars and len(self._texts) > 1:
                held -= len(self._texts.popitem(last=False)[1])

    def find(self, name: str) -> str | None:
        """The text with this name; None where it is not held (any more)."""
        with self._lock:
            if name in self._texts:
                self._texts.move_to_end(name)
            return self._texts.get(name)
