"""Says which names in a query may be of more than one person, and which of nobody in the corpus."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.names.people import PARTICLE, by_person, person_in
from rag.dutch.writing import enumerate_dutch
from rag.understand.mentions import BEWINDSPERSONEN, INDIENERS, Mention

_WORD = r"[A-Z][\w'’-]*[a-z]\w*"
_NAME = rf"(?:(?!van\b){PARTICLE})*{_WORD}(?:\s+(?:{PARTICLE})*{_WORD})*"
MINISTER = re.compile(rf"\b(?i:minister|staatssecretaris)\s+(?P<naam>{_NAME})")
"""`minister Zonderland`; not: `minister van Zonderland`, which is a post."""
_NO_MEMBER = r"""
(?:(?:de|het)\s+)? (?:
    (?i: (?:tweede|eerste)\s+kamer\w* | kamer(?:lid|leden|fracties?)? | lid | leden | minister\w* ) \b
  | (?i: staatssecretaris\w* ) \b
  | (?: Burgers | Nederland | \w+landers | \w+ningers ) \b
  | \w+se \s+ (?! (?: aan | en | in | inzake | over | van ) \b ) [a-z]
)
"""
MEMBER = re.compile(
    rf"\b(?:(?i:lid|kamerlid)\s+(?P<naam>(?:van\s+)?{_NAME})"
    rf"|(?i:kamervragen|vragen)\s+(?:van|door)\s+(?!(?x:{_NO_MEMBER}))(?P<wie>{_NAME}))"
)
"""`het lid Zonderland`, `vragen van Zonderland`; not: `een lid van de raad`, `vragen van Groningse boeren`."""


def unknown_notes(query: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """A note for every minister or member that the query names and the corpus does not have."""
    notes = []
    for pattern, called in ((MINISTER, "bewindspersoon die antwoordde"), (MEMBER, "indiener")):
        for match in pattern.finditer(query):
            start, end = match.span(match.lastgroup or 0)
            if not any(mention.start < end and start < mention.end for mention in mentions):
                notes.append(
                    f"«{query[start:end]}» staat in dit corpus niet als {called}; er is op de woorden gezocht."
                )
    return tuple(notes)


def ambiguity_notes(query: str, mentions: Sequence[Mention], ignore: Collection[str] = ()) -> tuple[str, ...]:
    """A note for every name that may be of several people, but for the readings that the user took away."""
    members: dict[str, list[str]] = {}
    answerers: dict[str, list[str]] = {}
    for mention in mentions:
        table = {INDIENERS: members, BEWINDSPERSONEN: answerers}.get(mention.field)
        if table is not None:
            values = [value for value in mention.values if f"{mention.field}:{value}" not in ignore]
            table.setdefault(query[mention.start : mention.end], []).extend(values)
    notes = []
    for typed in dict.fromkeys((*members, *answerers)):
        people = [group[-1] for group in by_person(members.get(typed, ()))]
        ministers = answerers.get(typed, [])
        named = [group[-1] for group in by_person({person_in(value) or value for value in ministers})]
        if len(people) + len(named) < 2:
            continue
        told = [*people, *(ministers if people else named)]
        notes.append(f"«{typed}» kan meer dan één persoon zijn: {enumerate_dutch(told)}. Neem weg wie u niet bedoelt.")
    return tuple(notes)
