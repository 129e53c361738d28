"""Joins what Tweede Kamer Open Data says to a publication: fills what it lacks, marks what differs, overwrites nothing.

What was filled has this source as its herkomst, and every difference is a doubt (`twijfels`) that begins with its name;
so both can be taken off again, and joining twice gives what joining once does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from index.names.enumeration import enumerate_dutch
from index.names.letters import fold
from index.names.ministries import houses_of, housing_ministry
from index.names.parties import is_same_party
from index.names.people import TUSSENVOEGSELS, heading_name
from index.parse.facts.answering import ministeries_of
from index.parse.facts.identity import same_publication_key
from index.parse.facts.people import read_addressees
from index.supplement.facts import Actor, TkFacts, document_from_json, is_zaaknummer, zaak_from_json
from index.values import Bewindspersoon, Indiener, Publication, Soort

if TYPE_CHECKING:
    from index.store.catalogue import Catalogue

SOURCE = "Tweede Kamer Open Data"
MARK = f"{SOURCE}: "
_PARTY_OF = "fractie van "
"""Before a name in the herkomst: the party of that member was filled."""
_FILLED_WITH = {
    "gevraagd": ("gevraagd", "gevraagde_ministeries"),
    "beantwoord_door": ("beantwoord_door", "ministeries"),
}
"""What is filled together, by the fact in the herkomst."""
INDIENERS = ("Indiener", "Medeindiener")
ADDRESSED_TO = "Gericht aan"

FIRST_YEAR = "2008-2009"
"""The source has nothing from before September 2008."""
_NUMBERED = re.compile(r"tk-(?P<jaar>\d{4}-\d{4})-\d+")
"""Example: "tk-2023-2024-1068"; not: "tk-2025D22261", the name of a file."""


def is_joinable(publication: Publication) -> bool:
    """Whether the source can know it: of the Tweede Kamer, real, and with a number to find it by."""
    if publication.fictief or publication.id.startswith(("ah-ek-", "kv-ek-")):
        return False
    number = _NUMBERED.fullmatch(same_publication_key(publication))
    is_numbered = number is not None and number["jaar"] >= FIRST_YEAR
    return is_numbered or is_zaaknummer(vraagnummer_of(publication))


def facts_for(catalogue: Catalogue, publication: Publication) -> TkFacts:
    """What the catalogue keeps of the source about a publication."""
    documents, zaken = catalogue.tk_facts(same_publication_key(publication), vraagnummer_of(publication))
    return TkFacts(
        zaken=tuple(zaak_from_json(text) for text in zaken),
        documents=tuple(document_from_json(text) for text in documents),
    )


def supplemented(publication: Publication, catalogue: Catalogue) -> Publication:
    """A publication as read, with what the catalogue keeps of the source; without that it stays as it is."""
    if not is_joinable(publication):
        return publication
    plain = bare(publication)
    facts = facts_for(catalogue, plain)
    return enriched(plain, facts) if facts else publication


def bare(publication: Publication) -> Publication:
    """The publication without anything that this source gave."""
    herkomst = dict(publication.herkomst)
    ours = {fact for fact, place in herkomst.items() if place == SOURCE}
    if not ours and not differences(publication):
        return publication
    members = {fact.removeprefix(_PARTY_OF) for fact in ours if fact.startswith(_PARTY_OF)}
    indieners = tuple(replace(i, fractie=None) if i.naam in members else i for i in publication.indieners)
    filled_in = {name for fact in ours for name in _FILLED_WITH.get(fact, (fact,))}
    emptied: dict[str, Any] = {one.name: one.default for one in fields(Publication) if one.name in filled_in}
    return replace(
        publication,
        **{"indieners": indieners} | emptied,
        herkomst=tuple(sorted((fact, place) for fact, place in herkomst.items() if place != SOURCE)),
        twijfels=tuple(doubt for doubt in publication.twijfels if not doubt.startswith(MARK)),
    )


def differences(publication: Publication) -> list[str]:
    """The differences with the source that were marked."""
    return [doubt for doubt in publication.twijfels if doubt.startswith(MARK)]


def filled(publication: Publication) -> list[str]:
    """The facts that were filled from the source."""
    return [fact for fact, place in publication.herkomst if place == SOURCE]


def enriched(publication: Publication, facts: TkFacts) -> Publication:
    """The publication with the facts of the source joined to it.

    Args:
        publication: without anything of this source (`bare`).
        facts: what the source says.
    """
    join = _Join(publication)
    numbers = [zaak.nummer for zaak in facts.zaken]
    own = vraagnummer_of(publication)
    linked = {nummer for document in facts.documents for nummer in document.zaken}
    if is_zaaknummer(own) and linked and own not in linked:
        # two keys that contradict each other: it is not sure that this is the same publication, so nothing is filled
        join.differs(f"bij dit nummer hoort vraagnummer {enumerate_dutch(sorted(linked))}, in het document staat {own}")
        return join.result()
    chosen = [zaak for zaak in facts.zaken if zaak.nummer == own] or list(facts.zaken)
    everyone = [actor for zaak in facts.zaken for actor in zaak.actoren]
    if publication.vraagnummer is None and len(set(numbers)) == 1:
        join.fill("vraagnummer", vraagnummer=numbers[0])
    elif publication.vraagnummer is None and len(set(numbers)) > 1:
        join.differs(f"hoort bij meer vraagnummers: {enumerate_dutch(sorted(set(numbers)))}")
    join.day("ingezonden", publication.ingezonden, [zaak.gestart for zaak in chosen])
    if facts.documents:
        join.day("ontvangen", publication.ontvangen, [document.ontvangen for document in facts.documents])
    if not publication.onderwerp and (subjects := {zaak.onderwerp for zaak in chosen if zaak.onderwerp}):
        join.fill("onderwerp", onderwerp=sorted(subjects)[0])
    _join_members(join, [actor for actor in everyone if actor.relatie in INDIENERS and actor.naam])
    _join_asked(join, [actor for actor in everyone if actor.relatie == ADDRESSED_TO and actor.functie])
    _join_answering(join, [actor for document in facts.documents for actor in document.ondertekenaars])
    return join.result()


class _Join:
    """A publication while facts are joined to it."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self._values: dict[str, object] = {}
        self._herkomst = dict(publication.herkomst)
        self._doubts: list[str] = []

    def fill(self, fact: str, **values: object) -> None:
        """Gives the publication what it lacks."""
        self._values.update(values)
        self._herkomst[fact] = SOURCE

    def differs(self, text: str) -> None:
        """Marks a difference."""
        self._doubts.append(MARK + text)

    def day(self, fact: str, own: date | None, theirs: Iterable[date | None]) -> None:
        """A date: filled when absent and the source has one, marked when it has another."""
        days = sorted({day for day in theirs if day is not None})
        if own is None and len(days) == 1:
            self.fill(fact, **{fact: days[0]})
        elif own is not None and days and own not in days:
            self.differs(
                f"{fact} op {enumerate_dutch([day.isoformat() for day in days])}, in het document {own.isoformat()}"
            )

    def result(self) -> Publication:
        doubts = tuple(dict.fromkeys((*self.publication.twijfels, *self._doubts)))
        herkomst = tuple(sorted(self._herkomst.items()))
        return replace(self.publication, twijfels=doubts, herkomst=herkomst, **self._values)  # type: ignore[arg-type]


# ---------------------------------------------------------------------- members


def _join_members(join: _Join, actors: Sequence[Actor]) -> None:
    ordered = sorted(actors, key=lambda actor: INDIENERS.index(actor.relatie))  # who asks first stays first
    theirs = list(
        dict.fromkeys(Indiener(naam=heading_name(actor.naam or ""), fractie=actor.fractie) for actor in ordered)
    )
    own = join.publication.indieners
    if not theirs:
        return
    if not own:
        join.fill("indieners", indieners=tuple(theirs))
        return
    joined: list[Indiener] = []
    given: list[str] = []
    met: set[Indiener] = set()
    for member in own:
        match = next((other for other in theirs if other not in met and is_same_member(member.naam, other.naam)), None)
        joined.append(member)
        if match is None:
            continue
        met.add(match)
        if member.fractie is None and match.fractie and [other.naam for other in own].count(member.naam) == 1:
            joined[-1] = replace(member, fractie=match.fractie)
            given.append(member.naam)
        elif member.fractie and match.fractie and not is_same_party(member.fractie, match.fractie):
            join.differs(f"{member.naam} is van {match.fractie}, in het document van {member.fractie}")
    for name in given:
        join.fill(f"{_PARTY_OF}{name}", indieners=tuple(joined))
    unmet_own = [member.naam for member in own if not any(is_same_member(member.naam, t.naam) for t in theirs)]
    unmet_theirs = [
        member.naam_en_fractie for member in theirs if not any(is_same_member(member.naam, o.naam) for o in own)
    ]
    if unmet_theirs:
        join.differs(f"ook ingediend door {enumerate_dutch(unmet_theirs)}, niet in het document")
    if unmet_own:
        join.differs(f"{enumerate_dutch(unmet_own)} niet onder de indieners, wel in het document")


def is_same_member(one: str, other: str) -> bool:
    """Whether two names can be of one member: the same surname, and no given names that contradict each other.

    A surname of two parts is the same as one of them: "Yeşilgöz" is "Dilan Yeşilgöz-Zegerius".
    """
    first, second = _parts(one), _parts(other)
    if not first or not second or not (first[-1] & second[-1]):
        return False
    given = [min(words[0]) for words in (first, second) if len(words) > 1 and len(min(words[0])) > 1]
    return len(given) < 2 or given[0][0] == given[1][0]


def _parts(naam: str) -> list[set[str]]:
    """The words of a name but its particles, each as the set of its parts; the surname last."""
    words = [word for word in re.split(r"[\s.]+", heading_name(naam)) if word]
    plain = [{_plain(part) for part in re.split(r"[-–]", word) if _plain(part)} for word in words]
    return [part for word, part in zip(words, plain, strict=True) if part and word.lower() not in TUSSENVOEGSELS]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text).replace("ı", "i"))


# ---------------------------------------------------------------------- ministers


def _join_asked(join: _Join, actors: Sequence[Actor]) -> None:
    publication = join.publication
    asked = _bewindspersonen(actors, join.result().ingezonden)
    ministeries = ministeries_of(asked)
    if not asked:
        return
    if not publication.gevraagd and not publication.gevraagde_ministeries:
        join.fill("gevraagd", gevraagd=asked, gevraagde_ministeries=ministeries)
        return
    if any(person.ministerie is None for person in (*asked, *publication.gevraagd)):
        return  # what the register does not know cannot be compared
    on = publication.ingezonden
    theirs = {housing_ministry(name, on): name for name in ministeries}
    own = {housing_ministry(name, on): name for name in publication.gevraagde_ministeries}
    if extra := [name for house, name in theirs.items() if house not in own]:
        join.differs(f"ook gericht aan {enumerate_dutch(extra)}, niet in het document")
    if lacking := [name for house, name in own.items() if house not in theirs]:
        join.differs(f"niet gericht aan {enumerate_dutch(lacking)}, wel in het document")


def _join_answering(join: _Join, actors: Sequence[Actor]) -> None:
    publication = join.publication
    if publication.soort not in (Soort.ANTWOORD, Soort.MEDEDELING):
        return
    day = join.result().ontvangen
    signed = _bewindspersonen([actor for actor in actors if actor.functie], day, is_named=True)
    ministeries = ministeries_of(signed)
    if not signed:
        return
    if not publication.beantwoord_door and not publication.ministeries:
        join.fill("beantwoord_door", beantwoord_door=signed, ministeries=ministeries)
        return
    own = houses_of(publication.ministeries, day)
    if own and ministeries and not own & houses_of(ministeries, day):
        theirs, ours = enumerate_dutch(ministeries), enumerate_dutch(publication.ministeries)
        join.differs(f"ondertekend door {theirs}, in het document {ours}")


def _bewindspersonen(actors: Sequence[Actor], op: date | None, *, is_named: bool = False) -> tuple[Bewindspersoon, ...]:
    found: dict[Bewindspersoon, None] = {}
    for actor in actors:
        people, _ = read_addressees(actor.functie or "", op=op)
        for person in people[:1] if is_named else people:
            found.setdefault(replace(person, naam=heading_name(actor.naam)) if is_named and actor.naam else person)
    return tuple(found)


def vraagnummer_of(publication: Publication) -> str:
    """The number of its set of questions as the source writes it; empty where it has none."""
    return (publication.vraagnummer or "").upper()
