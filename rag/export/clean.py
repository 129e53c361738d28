"""Makes text of documents and users fit for files: nothing that cannot be written, nothing that misleads a reader."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Every way to end a line but the plain one."""

UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, half characters that UTF-8 and XML cannot hold, and marks that turn the reading direction of what follows.

`naar\u202efdp.exe` shows as `naarexe.pdf`; not: tab, newline, «», emoji, soft hyphen.
"""

REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """Text that any format can hold; what cannot be written is replaced by a visible mark, never left out."""
    return UNFIT.sub(REPLACEMENT, NEWLINE.sub("\n", text))


def one_line(text: str) -> str:
    """Clean text without line breaks or tabs."""
    return " ".join(clean(text).split())


def web_link(url: str | None) -> str | None:
    """The address when it is one of a web page, with everything escaped that may not stand in one; else None."""
    if url is None or UNFIT.search(url):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url.strip(), safe="%/:=&?~#+!$,;'@()*[]")
