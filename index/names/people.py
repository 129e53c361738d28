"""Names of people: what stands before a surname."""

from __future__ import annotations

TUSSENVOEGSELS = frozenset(
    {
        "van", "de", "den", "der", "het", "'t", "’t", "ten", "ter", "te", "op", "in", "aan", "bij",
        "el", "al", "la", "le", "les", "du", "da", "dos", "di", "bin", "ben", "von", "zu",
    }
)  # fmt: skip


def surname_of(name: str) -> str:
    """The name without what comes before the surname: `Lisa van der Voorbeeld` -> `van der Voorbeeld`."""
    words = name.split()
    for n, word in enumerate(words):
        if word.lower().strip(".") in TUSSENVOEGSELS:
            return " ".join(words[n:])
    return words[-1] if words else name
