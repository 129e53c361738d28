"""Compares what a draft says of a publication with what the publication says itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from index.names.letters import fold
from index.names.people import TUSSENVOEGSELS
from index.values import Pair, Publication
from rag.check import ministries
from rag.check.claims.mention import DraftMention, NamedDate, Precision
from rag.dutch.citation import answerer
from rag.dutch.spelling import edits
from rag.dutch.writing import dutch_date, enumerate_dutch

MIN_TYPO_CHARS = 5
NEAR_DATE = timedelta(days=5)
"""A letter is dated, sent, received and published on days that lie this near each other; each is called its date."""


def contradictions(mention: DraftMention, publication: Publication, pair: Pair | None = None) -> Iterator[str]:
    """What cannot be as a draft says of a publication, each in Dutch; nothing where the publication does not tell.

    Which publication the mention names is not looked at here. The pair is that in which the words stand; without it a
    question number is right when the publication has it.
    """
    if mention.ministeries and all(ministries.is_of(name, publication) is False for name in mention.ministeries):
        yield f"beantwoord door {answerer(publication)}, niet door {enumerate_dutch(mention.ministeries)}"
    if (
        mention.personen
        and (known := _names(publication))
        and not any(_is_named(name, known) for name in mention.personen)
    ):
        yield f"beantwoord door {enumerate_dutch(known)}, niet door {enumerate_dutch(mention.personen)}"
    if mention.vragen and (wrong := _wrong_questions(mention.vragen, publication, pair)):
        yield wrong
    if mention.vergaderjaren and publication.vergaderjaar and publication.vergaderjaar not in mention.vergaderjaren:
        yield f"het is van vergaderjaar {publication.vergaderjaar}, niet {enumerate_dutch(mention.vergaderjaren)}"
    if mention.datums and (wrong := _wrong_date(mention.datums, publication)):
        yield wrong


def _names(publication: Publication) -> list[str]:
    """Who answered by name; empty when not everyone is named, for then it may have been another."""
    names = [person.naam for person in publication.beantwoord_door]
    return [name for name in names if name] if names and all(names) else []


def _is_named(typed: str, known: Sequence[str]) -> bool:
    """Whether a typed name may be that of one of these people: they share a word that tells, give or take a letter."""
    return any(
        edits(word, other) <= (len(word) >= MIN_TYPO_CHARS)
        for word in _telling(typed)
        for name in known
        for other in _telling(name)
    )


def _telling(name: str) -> list[str]:
    return [word for word in fold(name).replace("-", " ").split() if word not in TUSSENVOEGSELS]


def _wrong_questions(vragen: Sequence[int], publication: Publication, pair: Pair | None) -> str | None:
    if pair is not None:
        if set(vragen) & set(pair.vraagnummers):
            return None
        return f"het is het antwoord op vraag {_numbers(pair.vraagnummers)}, niet op vraag {_numbers(vragen)}"
    every = [vraag.nummer for vraag in publication.vragen]
    beyond = [n for n in vragen if every and n not in every]
    return f"vraag {_numbers(beyond)} is er niet; de vragen gaan tot en met {max(every)}" if beyond else None


def _wrong_date(datums: Sequence[NamedDate], publication: Publication) -> str | None:
    if publication.ontvangen is None:
        return None
    days = [day for day in (publication.ontvangen, publication.ingezonden) if day is not None]
    for named in datums:
        for day in days:
            if named.precision is Precision.MONTH and (named.day.year, named.day.month) == (day.year, day.month):
                return None
            if named.precision is Precision.DAY and abs(named.day - day) <= NEAR_DATE:
                return None
    typed = enumerate_dutch([dutch_date(named.day) for named in datums])
    return f"het antwoord is van {dutch_date(publication.ontvangen)}, niet van {typed}"


def _numbers(numbers: Sequence[int]) -> str:
    return enumerate_dutch([str(number) for number in numbers])
