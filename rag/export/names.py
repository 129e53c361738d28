"""Names the file of an export after its query, in a way that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from rag.export.formats import Format

MAX_STEM_CHARS = 60
UNSAFE = re.compile(r"[^a-z0-9]+")


def file_name(query: str, format_: Format, made: datetime) -> str:
    """`kamervragen-wachttijden-jeugdzorg-2024-03-01.xlsx`: letters, digits and dashes only.

    Args:
        query: what was asked, in whatever characters.
        format_: gives the suffix.
        made: gives the date.
    """
    folded = unicodedata.normalize("NFKD", query).encode("ascii", "ignore").decode("ascii").lower()
    words = UNSAFE.sub("-", folded).strip("-")
    if len(words) > MAX_STEM_CHARS:
        words = words[: MAX_STEM_CHARS + 1].rpartition("-")[0] or words[:MAX_STEM_CHARS]
    stem = "-".join(part for part in ("kamervragen", words, f"{made:%Y-%m-%d}") if part)
    return f"{stem}{format_.suffix}"
