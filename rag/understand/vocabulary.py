"""The names of a corpus that a query may hold: of members, parties and ministries, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.names.letters import fold
from index.names.ministries import REGISTER, Ministerie, find
from index.names.parties import SUCCESSORS, names_of
from index.names.people import surname_of
from rag.understand.spelling import edits

MIN_FUZZY_CHARS = 5
MAX_FUZZY_CHARS = 60  # no surname is longer
TWO_TYPOS_CHARS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names of a corpus by what people may type for them; keys are made by `key_of`.

    Attributes:
        indieners: names as the catalogue spells them, by full name and by surname.
        volledig: the keys of `indieners` that have a given name in front.
        deletions: surname keys by each of them with one letter left out, to find them back behind a typo.
        fracties: parties as the catalogue spells them, by every name that a party has.
        ministeries: ministries as the catalogue spells them, by full name and abbreviation.
        delen: the same by the first words of a name ("Justitie", "Landbouw"), to be trusted after "minister van" only.
    """

    indieners: dict[str, tuple[str, ...]]
    volledig: frozenset[str]
    deletions: dict[str, tuple[str, ...]]
    fracties: dict[str, tuple[str, ...]]
    ministeries: dict[str, tuple[str, ...]]
    delen: dict[str, tuple[str, ...]]

    def near(self, key: str) -> str | None:
        """The one surname that a mistyped one must be; None when there is none, or more than one as near."""
        if not MIN_FUZZY_CHARS <= len(key) <= MAX_FUZZY_CHARS:
            return None
        allowed = 2 if len(key) >= TWO_TYPOS_CHARS else 1
        found = {name for part in _without_a_letter(key) for name in self.deletions.get(part, ())}
        distances = sorted((edits(key, name), name) for name in found)
        if not distances or distances[0][0] > allowed:
            return None
        if len(distances) > 1 and distances[1][0] == distances[0][0]:
            return None
        return distances[0][1]


@lru_cache(maxsize=4)
def make_vocabulary(indieners: tuple[str, ...], fracties: tuple[str, ...], ministeries: tuple[str, ...]) -> Vocabulary:
    """The names of a corpus, ready to be looked up; made once for the same values."""
    people: dict[str, list[str]] = {}
    full: set[str] = set()
    for name in indieners:
        surname = surname_of(name)
        people.setdefault(key_of(name), []).append(name)
        if surname != name:
            full.add(key_of(name))
            people.setdefault(key_of(surname), []).append(name)
    for key in full:  # "Anna Voorbeeld" is also who stands as "Voorbeeld" in other publications
        bare = key_of(surname_of(people[key][0]))
        people[key] += [name for name in people.get(bare, ()) if key_of(name) == bare]
    deletions: dict[str, list[str]] = {}
    for key in people.keys() - full:
        for part in _without_a_letter(key):
            deletions.setdefault(part, []).append(key)
    spelt = set(map(key_of, fracties))
    parties = {  # "Omtzigt" alone is the member, also where the party is called "Lid Omtzigt"
        key: names for key, names in _parties(fracties).items() if key in spelt or key not in people
    }
    return Vocabulary(
        indieners=_frozen(people),
        volledig=frozenset(full),
        deletions=_frozen(deletions),
        fracties=_frozen(parties),
        ministeries=_frozen(_ministries(ministeries, _names_of)),
        delen=_frozen(_ministries(ministeries, _parts_of)),
    )


def key_of(name: str) -> str:
    """A name as it is looked up: without case, accents, and the ways to write an apostrophe or "en"."""
    return " ".join(fold(name).replace("’", "'").replace("‘", "'").replace("&", " en ").split())


def _without_a_letter(key: str) -> set[str]:
    return {key} | {key[:n] + key[n + 1 :] for n in range(len(key))}


def _parties(known: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for name in known:
        for other in {key_of(name), *map(key_of, names_of(name))}:
            table.setdefault(other, []).append(name)
    for party, successor in SUCCESSORS.items():
        if key_of(party) in table:
            table[key_of(party)] += table.get(key_of(successor), [])
    return table


def _ministries(known: Iterable[str], names_of: Callable[[Ministerie], Iterable[str]]) -> dict[str, list[str]]:
    """What is typed -> names in the catalogue: of that entry itself, or of the same ministry in another time."""
    by_code: dict[str, list[str]] = {}
    present = list(known)
    for name in present:
        entry = find(name)
        by_code.setdefault(entry.code or entry.naam if entry else name, []).append(name)
    table: dict[str, list[str]] = {}
    for entry in REGISTER:
        mine = [name for name in present if key_of(name) == key_of(entry.naam)]
        same = by_code.get(entry.code or entry.naam, [])
        for typed in names_of(entry):
            # a full name means the ministry of that name, an abbreviation whoever bore it
            exact = mine if key_of(typed) == key_of(entry.naam) and mine else [*mine, *same]
            row = table.setdefault(key_of(typed), [])
            row += [name for name in exact if name not in row]
    for name in present:
        table.setdefault(key_of(name), [name])
    return {key: names for key, names in table.items() if names}


def _names_of(entry: Ministerie) -> Iterator[str]:
    yield entry.naam
    yield from entry.afkortingen


def _parts_of(entry: Ministerie) -> Iterator[str]:
    """`Landbouw` of "Landbouw, Natuur en ..."; `Justitie`; `Sociale Zaken`; `Binnenlandse Zaken`."""
    first = re.split(r",| en ", entry.naam)[0].strip()
    if first != entry.naam:
        yield first


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(names)) for key, names in table.items()}
