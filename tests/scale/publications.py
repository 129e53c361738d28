"""Makes the publications of a synthetic record: answers, delay notices, and series put to several ministries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from index.names.ministries import MINISTERIES
from index.values import Bewindspersoon, Indiener, Pair, Publication, Soort, Vraag
from tests.scale.vocabulary import (
    ASPECTS,
    CLAUSES,
    LINKS,
    OPENINGS,
    TAILS,
    TOPICS,
    filled,
    member,
    place,
)

BLOCK = 100
"""Publications that are made together: those of one stretch of days, with each other's notices and series."""

FIRST_DAY, LAST_DAY = date(1994, 9, 1), date(2025, 6, 30)
NOTICE_SHARE = 0.24
SERIES_SHARE = 0.07
STOCK_SHARE = 0.25  # of the questions in words that others use too
MEMBERS = 900
SEATED = 150
PAIRS = (3, 5, 7, 9, 11, 14, 18)  # per answer; with the notices, which have none, about seven a publication
ANSWER_CHARS = (390.0, 0.85)  # median and spread of the logarithm
TOPIC_SKEW = 0.7  # the nth subject is as frequent as n to this power is small


@dataclass(frozen=True, slots=True)
class _Asked:
    """A set of questions, sent in on one day."""

    onderwerp: str
    topic: str
    vragen: tuple[Vraag, ...]
    indieners: tuple[Indiener, ...]
    ingezonden: date
    vraagnummer: str


def blocks(total: int) -> int:
    """In how many blocks so many publications are made."""
    return -(-total // BLOCK)


def make_block(number: int, total: int) -> list[Publication]:
    """The publications of a block; always the same for the same number and total."""
    random = Random(f"{number}/{total}")  # noqa: S311  # repeatable, not secret
    span = (LAST_DAY - FIRST_DAY).days
    first = FIRST_DAY + timedelta(days=span * number * BLOCK // total)
    days = max(1, span * BLOCK // total)
    ids = iter(range(number * BLOCK, min(total, (number + 1) * BLOCK)))
    made: list[Publication] = []
    for nummer in ids:
        asked = _asked(random, first + timedelta(days=random.randrange(days)), nummer, number / blocks(total))
        draw = random.random()
        if draw < SERIES_SHARE / 8:
            made += _series(random, asked, nummer, ids)
        elif draw < SERIES_SHARE / 8 + NOTICE_SHARE:
            made += _delayed(random, asked, nummer, ids)
        else:
            made.append(_answer(random, asked, nummer, (_house(random, asked.ingezonden),)))
    return made


def _asked(random: Random, day: date, nummer: int, progress: float) -> _Asked:
    topic = TOPICS[min(len(TOPICS) - 1, int(len(TOPICS) * random.random() ** (1 / (1 - TOPIC_SKEW))))]
    vragen = tuple(Vraag(nummer=n, tekst=_question(random, topic)) for n in range(1, random.choice(PAIRS) + 1))
    seat = int(progress * (MEMBERS - SEATED))
    people = [member(seat + random.randrange(SEATED)) for _ in range(random.choice((1, 1, 1, 2, 2, 3)))]
    return _Asked(
        onderwerp=f"{random.choice(ASPECTS)} de {topic} in {place(random)}",
        topic=topic,
        vragen=vragen,
        indieners=tuple(Indiener(naam=naam, fractie=fractie) for naam, fractie in dict(people).items()),
        ingezonden=day,
        vraagnummer=f"{day.year}Z{nummer:06d}",
    )


def _series(random: Random, asked: _Asked, nummer: int, ids: Iterator[int]) -> list[Publication]:
    """One answer per ministry; each names those before it."""
    houses = _houses(asked.ingezonden)
    made: list[Publication] = []
    for ministerie in random.sample(houses, random.randint(5, len(houses))):
        number = nummer if not made else next(ids, None)
        if number is not None:
            made.append(_answer(random, asked, number, (ministerie,), tuple(p.id for p in made[-2:])))
    return made


def _delayed(random: Random, asked: _Asked, nummer: int, ids: Iterator[int]) -> list[Publication]:
    """A delay notice, and mostly the answer that follows it."""
    ministeries = (_house(random, asked.ingezonden),)
    notice = Publication(
        **_facts(asked, nummer, ministeries, asked.ingezonden + timedelta(days=random.randint(15, 22))),
        soort=Soort.MEDEDELING,
        mededeling=f"De vragen over {asked.onderwerp} kunnen niet binnen de gebruikelijke termijn worden beantwoord, "
        "omdat de afstemming met andere partijen meer tijd vraagt. Ik streef ernaar ze zo spoedig mogelijk te "
        "beantwoorden.",
        open_vragen=asked.vragen,
    )
    later = next(ids, None) if random.random() < 0.9 else None
    return [notice] if later is None else [notice, _answer(random, asked, later, ministeries, days=40)]


def _answer(
    random: Random,
    asked: _Asked,
    nummer: int,
    ministeries: tuple[str, ...],
    zie_ook: tuple[str, ...] = (),
    days: int = 14,
) -> Publication:
    facts = _facts(asked, nummer, ministeries, asked.ingezonden + timedelta(days=days + random.randint(0, 30)))
    return Publication(**facts, soort=Soort.ANTWOORD, zie_ook=zie_ook, paren=tuple(_pairs(random, facts["id"], asked)))


def _pairs(random: Random, publication_id: str, asked: _Asked) -> Iterator[Pair]:
    """The answers; one in twelve answers two questions together, and one in thirty refers to the one before."""
    at = 0
    while at < len(asked.vragen):
        count = 2 if random.random() < 1 / 12 else 1
        vragen = asked.vragen[at : at + count]
        refers = at > 0 and random.random() < 1 / 30
        yield Pair(
            id=f"{publication_id}#v{vragen[0].nummer}",
            vragen=vragen,
            antwoord=f"Zie het antwoord op vraag {at}." if refers else _text(random, asked.topic),
            verwijst_naar=(f"{publication_id}#v1",) if refers else (),
        )
        at += count


def _facts(asked: _Asked, nummer: int, ministeries: tuple[str, ...], ontvangen: date) -> dict[str, Any]:
    start = ontvangen.year if ontvangen.month >= 9 else ontvangen.year - 1
    publication_id = f"ah-tk-{start}{start + 1}-{nummer + 1}"
    return {
        "id": publication_id,
        "vergaderjaar": f"{start}-{start + 1}",
        "nummer": str(nummer + 1),
        "vraagnummer": asked.vraagnummer,
        "onderwerp": asked.onderwerp,
        "indieners": asked.indieners,
        "gevraagd": tuple(_minister(naam) for naam in ministeries),
        "beantwoord_door": tuple(_minister(naam) for naam in ministeries),
        "ministeries": ministeries,
        "gevraagde_ministeries": ministeries,
        "ingezonden": asked.ingezonden,
        "ontvangen": ontvangen,
        "url": f"https://voorbeeld.invalid/{publication_id}",
        "fictief": True,
    }


def _minister(ministerie: str) -> Bewindspersoon:
    return Bewindspersoon(functie="Minister", portefeuille=ministerie, ministerie=ministerie)


def _houses(day: date) -> list[str]:
    """The ministries of that day."""
    return [entry.naam for entry in MINISTERIES if entry.van <= day < entry.tot]


def _house(random: Random, day: date) -> str:
    """One ministry of that day; some are asked more often than others."""
    houses = _houses(day)
    return random.choices(houses, [1 / (n + 3) for n in range(len(houses))])[0]


def _question(random: Random, topic: str) -> str:
    opening = f"{random.choice(OPENINGS)} {random.choice(ASPECTS)} de {topic}"
    if random.random() < STOCK_SHARE:
        return f"{opening}?"
    asked = f"{opening} {filled(random.choice(TAILS), topic, random)}"
    return asked if random.random() < 0.5 else f"{filled(random.choice(CLAUSES), topic, random)}. {asked}"


def _text(random: Random, topic: str) -> str:
    """An answer: clauses until it is as long as drawn, a paragraph every few of them."""
    median, spread = ANSWER_CHARS
    wanted = min(6_000.0, random.lognormvariate(0.0, spread) * median)
    parts: list[str] = []
    length = 0
    while not parts or length < wanted:
        clause = filled(random.choice(CLAUSES), topic, random)
        parts += [clause, ".\n\n" if len(parts) % 12 == 10 else random.choice(LINKS)]
        length += len(clause) + 2
    return "".join(parts[:-1]) + "."
