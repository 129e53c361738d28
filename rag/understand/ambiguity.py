"""Says which names in a query may be of more than one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.names.people import by_person, person_in
from rag.dutch.writing import enumerate_dutch
from rag.understand.mentions import BEWINDSPERSONEN, INDIENERS, Mention


def ambiguity_notes(query: str, mentions: Sequence[Mention], ignore: Collection[str] = ()) -> tuple[str, ...]:
    """A note for every name that may be of several people; those to be ignored are already chosen against."""
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
