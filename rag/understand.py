"""Understands a query: exact numbers and ids in it, and filter values as the catalogue spells them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.catalogue import Catalogue
from index.errors import InputError
from index.filters import Filters
from index.lexical import fold
from index.ministries import canonical
from index.values import Soort

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A query with the exact references taken out.

    Attributes:
        text: what is left to search by meaning and words.
        filters: the given ones, narrowed to the publications that the query names.
        notes: what was understood or not found, for the user.
    """

    text: str
    filters: Filters
    notes: tuple[str, ...] = ()


def understand(query: str, filters: Filters, catalogue: Catalogue) -> Understood:
    """Finds publications that the query names by number or id."""
    ids = [match["id"].lower() for match in PUBLICATION_ID.finditer(query)]
    rest = PUBLICATION_ID.sub(" ", query)
    vraagnummers = [match[0].upper() for match in VRAAGNUMMER.finditer(rest)]
    rest = VRAAGNUMMER.sub(" ", rest)
    numbers = [match for match in NUMMER.finditer(rest) if not match["stuk"]]
    nummers = [str(int(match["nummer"])) for match in numbers]
    for match in numbers:
        rest = rest.replace(match[0], " ")
    if BARE_NUMBER.fullmatch(query):
        nummers, rest = [str(int(query))], ""
    if not (ids or vraagnummers or nummers):
        return Understood(text=query, filters=filters)
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
    meaningful = [word for word in re.findall(r"\w{3,}", rest) if fold(word) not in _FILLERS]
    if meaningful and (not found or _is_loose(numbers, query, has_other=bool(ids or vraagnummers))):
        # "nr. 12", and all the more "nummer 112", in a sentence may be the number of something else
        note = f"{named} is als tekst gezocht." if found else f"{named} staat niet in het corpus."
        return Understood(text=query, filters=filters, notes=(note,))
    notes = (f"Alleen {named}.",) if found else (f"{named} staat niet in het corpus.",)
    narrowed = replace(filters, publication_ids=tuple(found))
    return Understood(text=" ".join(meaningful) and rest.strip(), filters=narrowed, notes=notes)


def _is_loose(numbers: Sequence[re.Match[str]], query: str, *, has_other: bool) -> bool:
    """Whether a query has numbers only after the plain word "nummer", without a word that says of what."""
    plain = all(match[0].lower().lstrip().startswith("nummer") for match in numbers)
    named = any(fold(word) in _FILLERS - {"nummer"} for word in re.findall(r"\w+", query))
    return bool(numbers) and plain and not named and not has_other


_FILLERS = frozenset(
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


def make_filters(
    catalogue: Catalogue,
    *,
    ministeries: Sequence[str] = (),
    vergaderjaren: Sequence[str] = (),
    indieners: Sequence[str] = (),
    fracties: Sequence[str] = (),
    soorten: Sequence[str] = (),
    van: date | None = None,
    tot: date | None = None,
) -> tuple[Filters, tuple[str, ...]]:
    """Filters from what a user typed, spelt as the catalogue spells them.

    A value that the corpus does not know stays as typed: it matches nothing, and the note says what comes near.

    Raises:
        InputError: a vergaderjaar or soort that cannot exist.
    """
    notes: list[str] = []
    known_ministeries = catalogue.values_of("ministeries") if ministeries else []
    filters = Filters(
        ministeries=tuple(
            dict.fromkeys(
                name for value in ministeries for name in _resolve_ministerie(value, known_ministeries, notes)
            )
        ),
        vergaderjaren=tuple(_vergaderjaar(value) for value in vergaderjaren),
        indieners=_resolve_all("indiener", indieners, catalogue.values_of("indieners") if indieners else [], notes),
        fracties=_resolve_all("fractie", fracties, catalogue.values_of("fracties") if fracties else [], notes),
        soorten=tuple(_soort(value) for value in soorten),
        ontvangen_van=van,
        ontvangen_tot=tot,
    )
    return filters, tuple(notes)


def _resolve_ministerie(value: str, known: Sequence[str], notes: list[str]) -> list[str]:
    wanted = fold(value)
    exact = [name for name in known if fold(name) == wanted]
    if exact:
        return exact
    name = canonical(value) or value
    return [name] if name in known else list(_resolve_all("ministerie", [name], known, notes))


def _resolve_all(kind: str, values: Sequence[str], known: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    by_fold = {fold(name): name for name in known}
    resolved = []
    for value in values:
        match = by_fold.get(fold(value))
        if match is None:
            near = difflib.get_close_matches(fold(value), by_fold, n=3, cutoff=0.6)
            hint = f"; bedoelt u {' of '.join(by_fold[name] for name in near)}?" if near else ""
            notes.append(f"Geen publicatie met {kind} {value!r} in het corpus{hint}")
        resolved.append(match or value)
    return tuple(dict.fromkeys(resolved))


def _vergaderjaar(value: str) -> str:
    match = re.fullmatch(r"\s*(\d{4})\s*[-–/]?\s*(\d{2}|\d{4})\s*", value)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2][-2:]):
        raise InputError(f"vergaderjaar {value!r} bestaat niet: schrijf het als 2023-2024")
    return f"{match[1]}-{int(match[1]) + 1}"


def _soort(value: str) -> Soort:
    try:
        return Soort(value.strip().lower())
    except ValueError as error:
        allowed = ", ".join(soort.value for soort in Soort)
        raise InputError(f"soort {value!r} bestaat niet: kies uit {allowed}") from error
