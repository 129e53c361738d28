"""Names of people: what stands before a surname, and what a bewindspersoon is called in short."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.names.letters import fold

TUSSENVOEGSELS = frozenset(
    {
        "van", "de", "den", "der", "het", "'t", "’t", "ten", "ter", "te", "op", "in", "aan", "bij",
        "el", "al", "la", "le", "les", "du", "da", "dos", "di", "bin", "ben", "von", "zu",
    }
)  # fmt: skip

PARTICLE = r"(?i:van|de|der|den|te|ter|ten|[’']t|el|al)\s+"
"""Those by which a surname in a running text may begin; the others (`het`, `in`) are common words there."""

DASH = re.compile(r"\s?[-–—]\s?")
"""Between the halves of a double surname, also as some headings write it: `Voorbeeld - van der Molen`."""

_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.\s?)+|[A-Z]{1,6}")
"""Example: "S.P.R.A.", "EMH"; not: "Romke"."""

BEWINDSPERSOON = re.compile(
    r"(?P<functie>Minister-President|Minister|Staatssecretaris) (?!van |voor )(?P<naam>[^()]+?)(?: \(.+\))?"
)
"""`Minister Veldwijk (Defensie)`; not: `Minister van Defensie`, who is not named."""


def heading_name(naam: str) -> str:
    """A name as headings write it: "Van Weyenberg" for "S.P.R.A. van Weyenberg" and for "Weyenberg, S.P.R.A. van".

    A given name between brackets stands in front: "R.H. (Romke) de Jong" is "Romke de Jong"; initials do not.
    """
    roepnaam = ""
    if found := re.search(r"\(([^()]*)\)", naam):
        roepnaam = "" if _INITIALS.fullmatch(found[1].strip()) else found[1].strip()
    plain = re.sub(r"(?<!\s)\s*+\([^()]*\)", "", naam).strip()
    if "," in plain:
        behind, _, voor = plain.partition(",")
        plain = f"{voor.strip()} {behind.strip()}"
    words = [word for word in plain.split() if not _INITIALS.fullmatch(word) or "." not in word] or plain.split()
    name = " ".join([*([roepnaam] if roepnaam and roepnaam not in words else []), *words])
    return name[:1].upper() + name[1:]


def surname_of(name: str) -> str:
    """The name without what comes before the surname: `Lisa van der Voorbeeld` -> `van der Voorbeeld`.

    Of `Lisa Voorbeeld-Van der Molen` both halves are the surname.
    """
    words = DASH.sub("-", name).split()
    for n, word in enumerate(words):
        if word.lower().strip(".").rpartition("-")[2] in TUSSENVOEGSELS:
            return " ".join(words[n:])
    return words[-1] if words else name


def person_in(bewindspersoon: str) -> str | None:
    """The name in `Minister Veldwijk (Defensie)`; None where only the post is named."""
    match = BEWINDSPERSOON.fullmatch(bewindspersoon)
    return match["naam"] if match else None


def short_names(bewindspersoon: str) -> tuple[str, ...]:
    """What else a bewindspersoon is called: `Veldwijk`, `Minister Veldwijk`; nothing where only the post is named."""
    match = BEWINDSPERSOON.fullmatch(bewindspersoon)
    if match is None:
        return ()
    names = dict.fromkeys((match["naam"], surname_of(match["naam"])))
    return tuple(text for name in names for text in (name, f"{match['functie']} {name}"))


def by_person(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups names by person: a bare surname goes with the one full name that ends in it.

    `Voorbeeld` and `Anna Voorbeeld` are one; where `Jan Voorbeeld` asked too, they are three.
    """
    known: dict[str, list[str]] = {}
    for name in sorted(names):
        known.setdefault(fold(DASH.sub("-", name)), []).append(name)
    longer: dict[str, list[str]] = {key: [] for key in known}
    for key in known:
        words = key.split()
        ends = (" ".join(words[n:]) for n in range(1, len(words)) if words[n - 1] not in TUSSENVOEGSELS)
        surname = next((end for end in ends if end in known), None)
        if surname is not None:
            longer[surname].append(key)
    joined = {keys[0]: surname for surname, keys in longer.items() if len(keys) == 1}
    return [
        (*known[key], *(name for full, surname in joined.items() if surname == key for name in known[full]))
        for key in known
        if key not in joined
    ]
