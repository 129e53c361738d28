"""How much of an input is read, so that no file can exhaust time or memory."""

from __future__ import annotations

MIB = 1024 * 1024

TEXT_BYTES = 5 * MIB
"""Largest XML or HTML document; the longest publication known is under 1 MiB."""
TEXT_CHARS = 2_000_000
TEXT_LINES = 30_000
"""Most characters and lines of a text that is read for its layout."""
MOST_BLOCKS = 3_000
"""Most questions and answers of one publication; the longest known has under 400."""
PDF_BYTES = 60 * MIB
PDF_PAGES = 600
PACKAGE_BYTES = 60 * MIB
"""Largest DOCX or ODT file."""
PART_BYTES = 40 * MIB
"""Largest part inside a DOCX or ODT, unpacked."""
READING_TIME_S = 120.0
READING_MEMORY_BYTES = 2048 * MIB
"""Time and memory that reading one file may take, where it is read in a process apart."""
JSONL_LINE_BYTES = 10 * MIB
ARCHIVE_MEMBERS = 200_000
ARCHIVE_BYTES = 8 * 1024 * MIB
"""Largest ZIP unpacked, all members together."""
MOST_RATIO = 200
"""Largest ratio of unpacked to packed size of a ZIP member above 1 MiB."""


def size_text(count: int) -> str:
    """A size as people say it: "12,3 MB"."""
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")
