"""Reads the publications that a query names by number or id."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.names.letters import fold
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.understand.mentions import PUBLICATION_IDS
from rag.values import Understanding

PUBLICATION_ID = re.compile(
    r"""
    (?: https?:// [^\s?\#]{0,200} / )?                       # the address of its page
    \b (?P<id> (?: (?:ah|kv)- (?: (?:tk|ek)- )? | (?:tk|ek)- ) [0-9][0-9a-z]* (?: - [0-9a-z]+ )*
      | (?:ah|kv) [\s-] (?:tk|ek) [\s-] [0-9]{8} [\s-] [0-9]+ ) \b
    (?: \.(?:html|xml|pdf|odt) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`ah-tk-20232024-1068`, `ah-1151601`, `kv-tk-2024Z18792`, `tk-2025D22261`; not: `ah-erlebnis`, `2023-2024`."""

WORD = re.compile(r"[^\s#]+")
FILE_ENDING = re.compile(r"\.(?:html?|xml|pdf|odt|docx?|rtf|txt|md)$", re.IGNORECASE)
EDGES = ".,:;?!()[]\"'«»„“”‘’"

VRAAGNUMMER = re.compile(r"\b(?P<jaar>(?:19|20)\d{2})(?:[Dd](?=\d{4,6}\b)|(?P<z>\s?[Zz]\s?))(?P<nummer>\d{1,6})\b")
"""`2024Z01294`, `2024 z 1294`; not: `2024-2025`."""

NUMMER = re.compile(
    r"""
    (?P<stuk> \b Kamerst(?:uk|ukken)\b [^?!;]{0,60}? )?   # "Kamerstuk 36 200, nr. 77" is another kind of document
    \b (?: (?: nr | nrs | nummer | aanhangsel(?:-?nummer)? (?: \s van \s de \s handelingen )? | ah ) \b \.? | no\. ) \s*
    (?P<nummers> \d{1,5} \b (?! [\s.]* \d )
      (?: \s* (?: , | & | \b en \b | \b of \b ) \s* (?! (?:19|20)\d{2} \b ) \d{1,5} \b
          (?= \s* (?: $ | [,;?!()&] | \.(?!\d) | (?: en | of | van | uit | in ) \b ) ) )*
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`nr. 1068`, `nummer 1068`, `nrs. 563 en 577`; not: `Kamerstuk 36 200, nr. 77`, the day of `nr. 12, 16 februari`."""

_YEARS = r"(?:19|20)\d{2} \s? [-–/] \s? (?:(?:19|20)\d{2}|\d{2})"
BARE_NUMBER = re.compile(
    rf"""
    \s* (?: (?: aanhangsel | kamervra(?:ag|gen) | publicatie | antwoord(?:en)? ) \s+ (?! (?:19|20)\d{{2}} \b )
       | {_YEARS} \s*+ [,/:]? \s*+ )?
    (?P<nummer> \d{{1,5}} ) (?: \s*+ ,? \s*+ \(? {_YEARS} \)? )? \s*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A whole query. Example: "1068", "kamervraag 1068", "2023-2024/1068", "1068 (2023-2024)"; not: "kamervragen 2024"."""
YEARS = re.compile(r"\b((?:19|20)\d{2})\s*[-–/]\s*((?:19|20)?\d{2})\b")
"""Example: "2023-2024", "2023/24"; not: "1068-1070"."""

_FILLERS = """
aanhangsel antwoord antwoorden handelingen kamervraag kamervragen nummer publicatie toon vergaderjaar vraag vragen
"""
FILLERS = frozenset(_FILLERS.split())
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
    typed: dict[tuple[str, str], str] = {}
    loose: list[str] = []

    def take(kind: str, value: str, words: str) -> str:
        """Notes what is named; what is left of the words in the query."""
        if _key(value) in ignore:
            return words
        typed.setdefault((kind, value), words.strip())
        return " "

    def take_number(match: re.Match[str]) -> str:
        if match["stuk"]:
            return match[0]
        numbers = re.findall(r"\d+", match["nummers"])
        words = [match[0]] if len(numbers) == 1 else [f"nr. {number}" for number in numbers]
        rests = [take("nummer", str(int(number)), said) for number, said in zip(numbers, words, strict=True)]
        if rests != words:
            loose.append(match[0])
        return " ".join(rests)

    def take_other(match: re.Match[str]) -> str:
        id = next((id for id in _possible_ids(match[0]) if id.lower() in others), None)
        return take("id", id, match[0]) if id else match[0]

    if bare := BARE_NUMBER.fullmatch(query):
        left = f"{query[: bare.start('nummer')]} {query[bare.end('nummer') :]}"
        rest = take("nummer", str(int(bare["nummer"])), query).strip() or left
    else:
        rest = PUBLICATION_ID.sub(lambda match: take("id", _official(match["id"]), match[0]), query)
        others = _other_ids(rest, catalogue)
        rest = WORD.sub(take_other, rest) if others else rest
        rest = VRAAGNUMMER.sub(lambda match: take("vraagnummer", _vraagnummer(match), match[0]), rest)
        rest = NUMMER.sub(take_number, rest)
    if not typed:
        return References(text=query)
    ids, vraagnummers, nummers = (
        [value for kind, value in typed if kind == wanted] for wanted in ("id", "vraagnummer", "nummer")
    )
    # a file without an official id may be named as its number: "2024Z01294.pdf"
    found = catalogue.lookup(nummers=nummers, vraagnummers=vraagnummers, ids=[*ids, *vraagnummers, *nummers])
    years = [
        f"{match[1]}-{int(match[1]) + 1}"
        for match in YEARS.finditer(rest)
        if (int(match[1]) + 1) % 100 == int(match[2][-2:])
    ]
    if years:
        found = catalogue.matching(found, Filters(vergaderjaren=tuple(years)))
        rest = YEARS.sub(" ", rest)
    named = ", ".join([*ids, *vraagnummers, *(f"nr. {nummer}" for nummer in nummers)])
    meaningful = [word for word in re.findall(r"\w{3,}", rest) if fold(word) not in FILLERS]
    if meaningful and (not found or _is_loose(loose, query, has_other=bool(ids or vraagnummers))):
        # "nr. 12", and all the more "nummer 112", in a sentence may be the number of something else
        note = f"{named} is als tekst gezocht." if found else f"{named} staat niet in het corpus."
        return References(text=query, notes=(note,))
    return References(
        text=" ".join(meaningful) and rest.strip(),
        publication_ids=tuple(found),
        notes=(f"Alleen {named}.",) if found else (f"{named} staat niet in het corpus.",),
        understood=tuple(_understanding(kind, value, words) for (kind, value), words in typed.items()),
    )


def _other_ids(query: str, catalogue: Catalogue) -> frozenset[str]:
    """Ids in lower case, of the corpus but not official, that a query names.

    A publication may be called as any file is. A word that writers use too ("covid-19") names one only alone.
    """
    words = WORD.findall(query)
    typed = {id for word in words for id in _possible_ids(word) if len(words) == 1 or _is_odd(id)}
    return frozenset(id.lower() for id in catalogue.lookup(ids=sorted(typed))) if typed else frozenset()


def _possible_ids(word: str) -> tuple[str, ...]:
    """A word as it stands, without the marks around it, and without the ending of a file; nothing for a plain word."""
    bare = word.strip(EDGES)
    return () if bare.isalpha() else tuple(dict.fromkeys((word, bare, FILE_ENDING.sub("", bare))))


def _is_odd(word: str) -> bool:
    """Whether no writer would use it as a word: it has two marks in it, and more than digits."""
    return len(re.findall(r"[-_.]", word)) >= 2 and not re.fullmatch(r"[\d.,:–-]+", word)


def _understanding(kind: str, value: str, words: str) -> Understanding:
    label = f"nr. {value}" if kind == "nummer" else value
    return Understanding(key=_key(value), field=PUBLICATION_IDS, value=value, typed=words, label=label)


def _official(id: str) -> str:
    return re.sub(r"\s", "-", id.lower())


def _vraagnummer(match: re.Match[str]) -> str:
    """`2024Z01294` for `2024 z 1294`."""
    return f"{match['jaar']}Z{match['nummer']:0>5}" if match["z"] else match[0].upper()


def _key(value: str) -> str:
    return f"{PUBLICATION_IDS}:{value}"


def _is_loose(numbers: Sequence[str], query: str, *, has_other: bool) -> bool:
    """Whether a query has numbers only after the plain word "nummer", without a word that says of what."""
    plain = all(words.lower().lstrip().startswith("nummer") for words in numbers)
    named = any(fold(word) in FILLERS - {"nummer"} for word in re.findall(r"\w+", query))
    return bool(numbers) and plain and not named and not has_other
