"""Reads the publications that a query names by number or id."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.letters import fold
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.understand.mentions import PUBLICATION_IDS
from rag.values import Understanding

PUBLICATION_ID = re.compile(
    r"""
    (?: https?:// [^\s?\#]* / )?                            # the address of its page
    \b (?P<id> (?: (?:ah|kv)- (?: (?:tk|ek)- )? | (?:tk|ek)- ) [0-9][0-9a-z]* (?: - [0-9a-z]+ )* ) \b
    (?: \.(?:html|xml|pdf|odt) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`ah-tk-20232024-1068`, `ah-1151601`, `kv-tk-2024Z18792`, `tk-2025D22261`; not: `ah-erlebnis`, `2023-2024`."""

VRAAGNUMMER = re.compile(r"\b(?:19|20)\d{2}[ZzDd]\d{4,6}\b")
"""`2024Z01294`; not: `2024-2025`."""

NUMMER = re.compile(
    r"""
    (?P<stuk> \b Kamerst(?:uk|ukken)\b [^?!;]{0,60}? )?   # "Kamerstuk 36 200, nr. 77" is another kind of document
    \b (?: nr | nrs | nummer | aanhangsel(?:nummer)? ) \b \.? \s*
    (?P<nummer> \d{1,5} ) \b (?! [\s.]* \d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`nr. 1068`, `nummer 1068`; not: `Kamerstuk 36 200, nr. 77`."""

BARE_NUMBER = re.compile(r"\s*\d{1,5}\s*")
JAREN = re.compile(r"\b((?:19|20)\d{2})\s*[-–/]\s*((?:19|20)?\d{2})\b")

FILLERS = frozenset(
    {
        "aanhangsel",
        "antwoord",
        "antwoorden",
        "handelingen",
        "kamervraag",
        "kamervragen",
        "nummer",
        "publicatie",
        "toon",
        "vergaderjaar",
        "vraag",
        "vragen",
    }
)
"""Words around a number that are not searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The publications that a query names.

    Attributes:
        text: what is left to search by meaning and words.
        publication_ids: None when none is named, or when the number may be of something else.
        notes: what was found or not found, for the user.
        understood: one for every number or id.
    """

    text: str
    publication_ids: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    understood: tuple[Understanding, ...] = ()


def read_references(query: str, catalogue: Catalogue, ignore: Collection[str] = ()) -> References:
    """Finds publications that the query names by number or id; those whose key is ignored are plain words."""
    rest = query
    typed: dict[str, str] = {}

    def taken(kind: str, value: str, match: re.Match[str]) -> bool:
        if _key(value) in ignore:
            return False
        typed.setdefault(f"{kind} {value}", match[0].strip())
        return True

    ids, vraagnummers, numbers = [], [], []
    for match in PUBLICATION_ID.finditer(query):
        if taken("id", value := match["id"].lower(), match):
            ids.append(value)
            rest = rest.replace(match[0], " ")
    for match in VRAAGNUMMER.finditer(rest):
        if taken("vraagnummer", value := match[0].upper(), match):
            vraagnummers.append(value)
            rest = rest.replace(match[0], " ")
    for match in [match for match in NUMMER.finditer(rest) if not match["stuk"]]:
        if taken("nummer", str(int(match["nummer"])), match):
            numbers.append(match)
            rest = rest.replace(match[0], " ")
    nummers = [str(int(match["nummer"])) for match in numbers]
    if (bare := BARE_NUMBER.fullmatch(query)) and taken("nummer", str(int(query)), bare):
        nummers, rest = [str(int(query))], ""
    if not (ids or vraagnummers or nummers):
        return References(text=query)
    found = catalogue.lookup(nummers=nummers, vraagnummers=vraagnummers, ids=ids)
    years = [
        f"{match[1]}-{int(match[1]) + 1}"
        for match in JAREN.finditer(rest)
        if (int(match[1]) + 1) % 100 == int(match[2][-2:])
    ]
    if years:
        found = catalogue.matching(found, Filters(vergaderjaren=tuple(years)))
        rest = JAREN.sub(" ", rest)
    named = ", ".join([*ids, *vraagnummers, *(f"nr. {nummer}" for nummer in nummers)])
    meaningful = [word for word in re.findall(r"\w{3,}", rest) if fold(word) not in FILLERS]
    if meaningful and (not found or _is_loose(numbers, query, has_other=bool(ids or vraagnummers))):
        # "nr. 12", and all the more "nummer 112", in a sentence may be the number of something else
        note = f"{named} is als tekst gezocht." if found else f"{named} staat niet in het corpus."
        return References(text=query, notes=(note,))
    return References(
        text=" ".join(meaningful) and rest.strip(),
        publication_ids=tuple(found),
        notes=(f"Alleen {named}.",) if found else (f"{named} staat niet in het corpus.",),
        understood=tuple(_understanding(name, words) for name, words in typed.items()),
    )


def _understanding(name: str, words: str) -> Understanding:
    kind, _, value = name.partition(" ")
    label = f"nr. {value}" if kind == "nummer" else value
    return Understanding(key=_key(value), field=PUBLICATION_IDS, value=value, typed=words, label=label)


def _key(value: str) -> str:
    return f"{PUBLICATION_IDS}:{value}"


def _is_loose(numbers: Sequence[re.Match[str]], query: str, *, has_other: bool) -> bool:
    """Whether a query has numbers only after the plain word "nummer", without a word that says of what."""
    plain = all(match[0].lower().lstrip().startswith("nummer") for match in numbers)
    named = any(fold(word) in FILLERS - {"nummer"} for word in re.findall(r"\w+", query))
    return bool(numbers) and plain and not named and not has_other
