"""The names of a corpus that a query may hold: of members, parties and ministries, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from index.names.letters import fold
from index.names.ministries import REGISTER, Ministerie, find
from index.names.offices import Office, held_office, is_called, register
from index.names.parties import SUCCESSORS, names_of
from index.names.people import DASH, person_in, surname_of
from rag.dutch.spelling import edits

MIN_FUZZY_CHARS = 5
MAX_FUZZY_CHARS = 60  # no surname is longer
TWO_TYPOS_CHARS = 9
EVERYDAY = {
    "zorg": "Volksgezondheid, Welzijn en Sport",
    "jeugd": "Volksgezondheid, Welzijn en Sport",
    "jeugdzorg": "Volksgezondheid, Welzijn en Sport",
    "preventie": "Volksgezondheid, Welzijn en Sport",
    "wonen": "Volkshuisvesting en Ruimtelijke Ordening",
    "toeslagen": "Financiën",
    "fiscaliteit": "Financiën",
    "belastingen": "Financiën",
    "ontwikkelingssamenwerking": "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "ontwikkelingshulp": "Buitenlandse Handel en Ontwikkelingshulp",
    "verkeer": "Infrastructuur en Waterstaat",
    "vervoer": "Infrastructuur en Waterstaat",
    "openbaar vervoer": "Infrastructuur en Waterstaat",
    "hoger onderwijs": "Onderwijs, Cultuur en Wetenschap",
    "media": "Onderwijs, Cultuur en Wetenschap",
    "emancipatie": "Onderwijs, Cultuur en Wetenschap",
    "digitalisering": "Binnenlandse Zaken en Koninkrijksrelaties",
    "digitale zaken": "Binnenlandse Zaken en Koninkrijksrelaties",
    "mijnbouw": "Economische Zaken en Klimaat",
}
"""What a post is called in everyday words, after "minister van" only, by the ministry that has it."""
ALSO = (frozenset({"Buitenlandse Handel en Ontwikkelingssamenwerking", "Buitenlandse Handel en Ontwikkelingshulp"}),)
"""Portfolios that are one under two names."""
NICKNAMES = {"forum": "FVD"}
"""What a party is called for short, where the words around it say that it is a party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """People by what they may be called; keys are made by `key_of`, values stand as the catalogue spells them.

    Attributes:
        by_key: by full name, surname, and the first half of a double surname.
        full: the keys that have a given name in front.
        deletions: surname keys by each of them with one letter left out, to find them back behind a typo.
    """

    by_key: Mapping[str, tuple[str, ...]]
    full: frozenset[str]
    deletions: Mapping[str, tuple[str, ...]]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names of a corpus by what people may type for them; keys are made by `key_of`.

    Attributes:
        indieners: the members who asked.
        bewindspersonen: those who answered, with their posts.
        fracties: parties as the catalogue spells them, by every name that a party has.
        ministeries: ministries as the catalogue spells them, by full name and abbreviation.
        parts: the same by the first words of a name ("Justitie", "Landbouw"), to be trusted after "minister van" only.
        posts: the same by its other words ("Welzijn") and by what a post is called every day ("zorg", "toeslagen").
    """

    indieners: People
    bewindspersonen: People
    fracties: Mapping[str, tuple[str, ...]]
    ministeries: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    posts: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def make_vocabulary(
    indieners: tuple[str, ...],
    fracties: tuple[str, ...],
    ministeries: tuple[str, ...],
    bewindspersonen: tuple[str, ...] = (),
) -> Vocabulary:
    """The names of a corpus, ready to be looked up; made once for the same values."""
    asking = _people((name, name) for name in indieners)
    parties = {  # "het lid Omtzigt" is the member, also where the party is called "Lid Omtzigt"
        key: names for key, names in _parties(fracties).items() if key.removeprefix("lid ") not in asking.by_key
    }
    parties |= {key_of(name): [name] for name in fracties if key_of(name) in asking.by_key}
    return Vocabulary(
        indieners=asking,
        bewindspersonen=_people((name, value) for value in bewindspersonen for name in _called(value)),
        fracties=_frozen(parties),
        ministeries=_frozen(_ministries(ministeries, lambda entry: (entry.naam, *entry.afkortingen))),
        parts=_frozen(_ministries(ministeries, _parts_of)),
        posts=_frozen(_posts(ministeries)),
    )


def _called(value: str) -> Iterator[str]:
    """A bewindspersoon as the catalogue has it, and with the name of every day where the register has one alone.

    `Hugo de Jonge` for `Minister De Jonge (Volksgezondheid, Welzijn en Sport)`.
    """
    name = person_in(value)
    if name is None:
        return
    yield name
    held = _offices_of(name) if held_office(surname_of(name)) else ()
    there = [office for office in held if f"({office.ministerie}" in value]
    firsts = {office.voornaam for office in there or held}
    if len(firsts) == 1 and name == surname_of(name):
        yield f"{firsts.pop()} {name[:1].lower()}{name[1:]}" if " " in name else f"{firsts.pop()} {name}"


@cache
def _offices_of(name: str) -> tuple[Office, ...]:
    return tuple(office for office in register() if is_called(office, name))


def _people(called: Iterable[tuple[str, str]]) -> People:
    """People by their names, each with the value that stands for it; several people may have one name."""
    values: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for name, value in called:
        values.setdefault(key_of(name), []).append(value)
        names[key_of(name)] = name
    surnames = {key: _surname_key(key, name, values) for key, name in names.items()}
    whole = set(surnames.values())  # "Bruinsma Slot" is a surname where "Hanke Bruinsma Slot" is known too
    full = {key for key, surname in surnames.items() if surname != key and key not in whole}
    table: dict[str, list[str]] = {key: list(found) for key, found in values.items()}
    for key in sorted(full):
        table.setdefault(surnames[key], []).extend(values[key])
        table[key] += values.get(surnames[key], [])  # "Anna Voorbeeld" is also who stands as "Voorbeeld" elsewhere
    deletions: dict[str, list[str]] = {}
    for key in table.keys() - full:
        for part in _without_a_letter(key):
            deletions.setdefault(part, []).append(key)
    for key in sorted(table.keys() - full):
        first, dash, _ = key.partition("-")
        if dash:
            table.setdefault(first, []).extend(table[key])
    return People(by_key=_frozen(table), full=frozenset(full), deletions=_frozen(deletions))


def _surname_key(key: str, name: str, known: Collection[str]) -> str:
    """The key of a surname: what `surname_of` makes, or a longer end of the name that stands alone elsewhere."""
    words = key.split()
    own = key_of(surname_of(name))
    ends = (" ".join(words[n:]) for n in range(1, len(words)))
    return next((end for end in ends if len(end) > len(own) and end in known), own)


def key_of(name: str) -> str:
    """A name as it is looked up: without case, accents, and the ways to write an apostrophe, a hyphen or "en"."""
    text = fold(name).replace("’", "'").replace("‘", "'").replace("'t ", "t ").replace("&", " en ")
    return " ".join(DASH.sub("-", text).split())


def _without_a_letter(key: str) -> set[str]:
    return {key} | {key[:n] + key[n + 1 :] for n in range(len(key))}


def _parties(known: Iterable[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for name in known:
        for other in {key_of(name), *map(key_of, names_of(name))}:
            table.setdefault(other, []).append(name)
    for party, successor in SUCCESSORS.items():
        for key in {key_of(name) for name in names_of(party)} & table.keys():
            table[key] += table.get(key_of(successor), [])
    for nickname, party in NICKNAMES.items():
        table.setdefault(nickname, []).extend(table.get(key_of(party), []))
    return {key: names for key, names in table.items() if names}


def _ministries(known: Iterable[str], names_of: Callable[[Ministerie], Iterable[str]]) -> dict[str, list[str]]:
    """By what people type for a ministry, its names in the catalogue: of that very entry, or of it in another time."""
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


def _parts_of(entry: Ministerie) -> tuple[str, ...]:
    """`Landbouw` of "Landbouw, Natuur en ..."; `Justitie`; `Sociale Zaken`; `Binnenlandse Zaken`."""
    first = re.split(r",| en ", entry.naam)[0].strip()
    return (first,) if first != entry.naam else ()


def _posts(ministeries: Iterable[str]) -> dict[str, list[str]]:
    """By every other part of a name, and by what its posts are called every day."""
    present = list(ministeries)
    table = _ministries(present, lambda entry: [part.strip() for part in re.split(r",| en ", entry.naam)[1:]])
    by_name = _ministries(present, lambda entry: [entry.naam])
    for word, name in EVERYDAY.items():
        same = next((names for names in ALSO if name in names), frozenset({name}))
        row = table.setdefault(word, [])
        row += [found for one in sorted(same) for found in by_name.get(key_of(one), []) if found not in row]
    return {key: names for key, names in table.items() if names}


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(names)) for key, names in table.items()}
