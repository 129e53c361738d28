"""Answers a question about the last answer itself from metadata: who asked, when, who answered, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from index.values import Publication
from rag.dutch.citation import answerer, citation
from rag.dutch.writing import dutch_date, enumerate_dutch
from rag.understand.turns.followup import About
from rag.values import Answer

FACT_PUBLICATIONS = 6
"""Of so many of the cited publications "wie vroeg dat?" tells who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact about a cited publication, from its metadata."""

    text: str
    citation: str
    publication_id: str
    url: str | None = None


def facts_about(answer: Answer, about: About) -> tuple[Fact, ...]:
    """What the publications that an answer cites say about themselves; nothing when it cites none."""
    cited = {statement.pair_id.publication_id for statement in answer.statements}
    if answer.comparison:
        cited |= {row.publication_id for row in answer.comparison.rows if row.publication_id}
    found: dict[str, Fact] = {}
    for hit in answer.search.hits:
        publication = hit.publication
        if publication.id in cited and publication.id not in found:
            found[publication.id] = Fact(
                text=_fact(publication, about),
                citation=citation(publication, ()),
                publication_id=publication.id,
                url=publication.url,
            )
    return tuple(found.values())[:FACT_PUBLICATIONS]


def _fact(publication: Publication, about: About) -> str:
    on = f" op {dutch_date(publication.ingezonden)}" if publication.ingezonden else ""
    if about is About.VRAGER:
        names = [i.naam_en_fractie for i in publication.indieners]
        return f"Gevraagd door {enumerate_dutch(names)}{on}." if names else "Wie het vroeg, staat er niet bij."
    if about is About.MOMENT:
        if publication.ontvangen is None:
            return (
                f"Gevraagd{on}; wanneer het antwoord kwam, staat er niet bij." if on else "Een datum staat er niet bij."
            )
        return f"Beantwoord op {dutch_date(publication.ontvangen)}{f', gevraagd{on}' if on else ''}."
    if about is About.ANTWOORDER:
        names = [person.naam for person in publication.beantwoord_door if person.naam]
        who = answerer(publication)
        return f"Beantwoord door de {who}{f' ({enumerate_dutch(names)})' if names else ''}."
    where = publication.url or "een adres staat er niet bij"
    return f"Dit staat in {publication.naam}: {where}."
