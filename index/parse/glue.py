"""Words that PDF extraction glued together or left hyphenated inside a line."""

from __future__ import annotations

from index.parse.content import Inhoud


def herstel_woorden(inhoud: Inhoud) -> None:
    """Repair the blocks in place."""
