"""Finds the ministry of who answers where no heading gives it: in the answers, or in the register of offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.names.ministries import canonical, existed, find_all, houses_of, housing_ministry
from index.names.offices import Office, office_of, offices_of
from index.parse.content import StatedFacts
from index.values import Bewindspersoon, Pair, Publication

REGISTER = "register van bewindspersonen"
"""Where a ministry comes from that only the name and the day give."""

_OWN_MINISTRY = re.compile(r"\b(?:ministerie|departement)\s+van\s*$", re.IGNORECASE)
"""Before a name: "mijn ministerie van "; not: "de minister van "."""
_AS_MINISTER = re.compile(
    r"\b(?:als|mijn\s+(?:positie|rol)\s+als)\s+(?:minister|staatssecretaris)\s+(?:van|voor)\s*$", re.IGNORECASE
)
"""Before a name: "als minister van ", "mijn rol als staatssecretaris voor "; not: "de minister van "."""
_AS_PREMIER = re.compile(r"\bals\s+minister-?\s?president\b", re.IGNORECASE)
_MYSELF = re.compile(r"\b(?:ik|mij|mijn)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:die|hij|zij|ze|toen|toenmalige?|destijds|collega)\b[^,]*$", re.IGNORECASE)
"""Somebody else is meant. Example: "mijn collega, die als minister van"; not: "Ik heb als minister voor"."""
_PREDECESSOR = re.compile(
    r"""
    \b mijn \s+ (?:ambts)? voorganger ,? \s+ (?:de\s+)? (?P<functie> minister | staatssecretaris ) \s+
    (?P<naam> (?-i: (?: [Vv]an | [Dd]er? | [Dd]en | [Tt]er? | ['’]t ) \s+ )* (?-i: [A-ZÀ-Þ][\w’'-]+ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Who held it before. Example: "mijn ambtsvoorganger Staatssecretaris De Jager"; not: "mijn voorganger heeft"."""
_ANSWER_WITHIN = timedelta(days=120)
"""How long after the questions an answer of which no day is known may have come."""


def fill_answering(facts: StatedFacts, paren: Sequence[Pair], twijfels: list[str]) -> None:
    """Complete who answers: the ministry of a name by the register, else what the answers themselves say."""
    if facts.herkomst.get("beantwoord_door") == "openkamer" and len(facts.beantwoord_door) > 2:
        _limit_to_mentioned(facts, paren, twijfels)
    begin, end = _period(facts.ontvangen, facts.ingezonden, facts.vergaderjaar)
    named = tuple(_with_office(person, begin, end) for person in facts.beantwoord_door)
    if facts.ontvangen:
        named = tuple(_of_the_day(person, facts.ontvangen, twijfels) for person in named)
    if named != facts.beantwoord_door:
        facts.beantwoord_door = named
        facts.herkomst["ministeries"] = REGISTER
    if facts.beantwoord_door or not paren:
        return
    if person := _as_minister(paren, facts.ontvangen) or _counted(paren, facts.ontvangen):
        facts.keep("lopende tekst", beantwoord_door=(person,))
        twijfels.append(f"ministerie {person.ministerie} alleen in de lopende tekst gevonden")
    elif person := _succeeding(paren, begin, end):
        facts.keep(REGISTER, beantwoord_door=(person,))
        twijfels.append(f"ministerie {person.ministerie} afgeleid van de ambtsvoorganger die de antwoorden noemen")


def with_ministry(publication: Publication) -> Publication:
    """A publication that came without who answers or without ministry, completed where a name or the answers say it."""
    p = publication
    if p.ministeries:
        return p
    begin, end = _period(p.ontvangen, p.ingezonden, p.vergaderjaar)
    people = tuple(_with_office(person, begin, end) for person in p.beantwoord_door)
    herkomst, twijfels = REGISTER, p.twijfels
    if not people and (person := _as_minister(p.paren, p.ontvangen)):
        people, herkomst = (person,), "lopende tekst"
        twijfels = (*twijfels, f"ministerie {person.ministerie} alleen in de lopende tekst gevonden")
    ministeries = ministeries_of(people)
    if not ministeries:
        return p
    origins = tuple(sorted({**dict(p.herkomst), "ministeries": herkomst}.items()))
    return replace(p, beantwoord_door=people, ministeries=ministeries, herkomst=origins, twijfels=twijfels)


def addressed(names: Sequence[str], ingezonden: date | None, ontvangen: date | None) -> tuple[Bewindspersoon, ...]:
    """The offices of the people that the questions are addressed to, nobody when the register leaves one in doubt."""
    begin, end = (ingezonden, ingezonden) if ingezonden else _period(ontvangen, None, None)
    held = [office_of(naam, None, begin, end) for naam in names]
    if None in held or not (ingezonden or ontvangen):
        return ()
    return tuple(_holder(office) for office in held if office)


def _holder(office: Office) -> Bewindspersoon:
    """Who holds an office, without the name."""
    return _in_office(Bewindspersoon(functie=office.functie), office)


def contradicted(person: Bewindspersoon, on: date) -> str | None:
    """The ministry of who answers by the register, where a document names another; None where they agree or it is open.

    A page that is put together afterwards may give someone the office of another day.
    """
    if person.naam is None or person.ministerie is None:
        return None
    held = {office.ministerie for office in offices_of(person.naam, person.functie, on, on)}
    houses = houses_of(held, on)
    return None if not held or housing_ministry(person.ministerie, on) in houses else sorted(held)[0]


def ministeries_of(people: Sequence[Bewindspersoon]) -> tuple[str, ...]:
    """The ministries of these bewindspersonen, each once."""
    return tuple(dict.fromkeys(person.ministerie for person in people if person.ministerie))


def _period(ontvangen: date | None, ingezonden: date | None, vergaderjaar: str | None) -> tuple[date, date]:
    """The first and last day on which the answer may have been given."""
    if ontvangen:
        return ontvangen, ontvangen
    if ingezonden:
        return ingezonden, ingezonden + _ANSWER_WITHIN
    if vergaderjaar:
        first, last = (int(year) for year in vergaderjaar.split("-"))
        return date(first, 9, 1), date(last, 12, 31)
    return date.min, date.max


def _with_office(person: Bewindspersoon, begin: date, end: date) -> Bewindspersoon:
    """A person of whom only name and function are known, with the office that the register gives without doubt."""
    if person.naam is None or person.ministerie or person.portefeuille:
        return person
    office = office_of(person.naam, person.functie, begin, end)
    if office is None:
        return person
    return _in_office(person, office)


def _of_the_day(person: Bewindspersoon, on: date, twijfels: list[str]) -> Bewindspersoon:
    """Someone whose ministry as written did not exist that day, with the office that the register gives."""
    if person.naam is None or person.ministerie is None or existed(person.ministerie, on):
        return person
    office = office_of(person.naam, person.functie, on, on)
    if office is None or office.ministerie == person.ministerie:
        return person
    twijfels.append(
        f"de kop noemt {person.ministerie}, dat op {on:%d-%m-%Y} niet bestond;"
        f" {person.naam} was toen volgens het register van {office.ministerie}"
    )
    return _in_office(person, office)


def _in_office(person: Bewindspersoon, office: Office) -> Bewindspersoon:
    return replace(person, portefeuille=office.portefeuille, voor=office.voor, ministerie=office.ministerie)


def _as_minister(paren: Sequence[Pair], on: date | None) -> Bewindspersoon | None:
    """Who answers by their own words: "Ik heb als Minister voor X"; None where nobody or several say so."""
    found = [person for pair in paren for person in _first_person(pair.antwoord, on)]
    return found[0] if len({person.ministerie for person in found}) == 1 else None


def _first_person(text: str, on: date | None) -> Iterator[Bewindspersoon]:
    for begin, end, row in find_all(text, on):
        as_minister = _AS_MINISTER.search(text[max(0, begin - 60) : begin])
        if as_minister and _speaks_of_self(text, begin - len(as_minister[0]), end):
            functie = "Staatssecretaris" if "staatssecretaris" in as_minister[0].lower() else "Minister"
            yield Bewindspersoon(functie=functie, portefeuille=row.naam, voor=row.voor, ministerie=row.naam)
    for premier in _AS_PREMIER.finditer(text):
        if _speaks_of_self(text, premier.start(), premier.end()):
            yield Bewindspersoon(functie="Minister-President", ministerie="Algemene Zaken")


def _speaks_of_self(text: str, begin: int, end: int) -> bool:
    before = re.split(r"[.?!]\s", text[max(0, begin - 80) : begin])[-1]
    after = re.split(r"[.?!]\s", text[end : end + 30])[0]
    return _ANOTHER.search(before) is None and _MYSELF.search(before if before.strip() else after) is not None


def _counted(paren: Sequence[Pair], on: date | None) -> Bewindspersoon | None:
    """The ministry that the answers call by name twice, and twice as often as all others."""
    tally = Counter(_own_ministries(paren, on))
    if not tally:
        return None
    (naam, count), *others = tally.most_common()
    if count < 2 or count <= 2 * sum(n for _, n in others):
        return None
    return Bewindspersoon(functie="Minister", portefeuille=naam, ministerie=naam)


def _own_ministries(paren: Sequence[Pair], on: date | None) -> Iterator[str]:
    """The names in "mijn ministerie van X", each as often as the answers say it."""
    for pair in paren:
        for begin, _, row in find_all(pair.antwoord, on):
            if _OWN_MINISTRY.search(pair.antwoord[max(0, begin - 60) : begin]):
                yield row.naam


def _succeeding(paren: Sequence[Pair], begin: date, end: date) -> Bewindspersoon | None:
    """Who holds the office of the predecessors that the answers name, where these held one, still called the same."""
    named = {
        (match["functie"].capitalize(), match["naam"])
        for pair in paren
        for match in _PREDECESSOR.finditer(pair.antwoord)
    }
    held = [office for functie, naam in named for office in offices_of(naam, functie, date.min, end)]
    then = {(office.functie, office.ministerie) for office in held}
    now = {(office.functie, canonical(office.portefeuille, day)) for office in held for day in (begin, end)}
    if len(then | now) != 1:
        return None
    return _holder(held[0])


def _limit_to_mentioned(facts: StatedFacts, paren: Sequence[Pair], twijfels: list[str]) -> None:
    """Keeps of the ministers on an openkamer page those of the one ministry that the answers speak of, if any."""
    mentioned = set(_own_ministries(paren, facts.ontvangen))
    people = tuple(person for person in facts.beantwoord_door if person.ministerie in mentioned)
    if len(mentioned) == 1 and people:
        facts.beantwoord_door = people
        facts.herkomst["beantwoord_door"] = "openkamer en lopende tekst"
        twijfels.append(
            f"van de bewindspersonen op de pagina alleen {people[0].ministerie} gehouden, op grond van de tekst"
        )
