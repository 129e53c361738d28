"""Writes the citation of a pair, and checks that a quote stands where it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.store.catalogue import Catalogue
from index.values import Bewindspersoon, Publication
from rag.dutch.writing import dutch_date, enumerate_dutch
from rag.values import Statement


def answerer(publication: Publication) -> str:
    """Who answered: "Minister van Financiën", else "Ministerie van Financiën", else "Onbekend ministerie"."""
    if publication.beantwoord_door:
        return enumerate_dutch([_functie(person) for person in publication.beantwoord_door])
    if publication.ministeries:
        return enumerate_dutch([f"Ministerie van {name}" for name in publication.ministeries])
    return "Ministerie onbekend"


def citation(publication: Publication, vraagnummers: Sequence[int], *, what: str = "antwoord op vraag") -> str:
    """The citation of an answer, or with another `what` of something else about these questions.

    `Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 1 en 2 (16 februari 2024)`;
    facts that the document does not give are left out.
    """
    parts = [answerer(publication)]
    if publication.nummer:
        kamer = " (Eerste Kamer)" if publication.id.startswith("ah-ek-") else ""
        jaar = f" {publication.vergaderjaar}" if publication.vergaderjaar else ""
        parts.append(f"Aanhangsel Handelingen{jaar}{kamer}, nr. {publication.nummer}")
    elif publication.vraagnummer:
        parts.append(f"Kamervragen {publication.vraagnummer}")
    else:
        parts.append(publication.id)
    if vraagnummers:
        parts.append(f"{what} {enumerate_dutch([str(number) for number in vraagnummers])}")
    text = ", ".join(parts)
    if publication.ontvangen:
        text += f" ({dutch_date(publication.ontvangen)})"
    return f"{text} [fictief voorbeeld]" if publication.fictief else text


def is_verbatim(statement: Statement, catalogue: Catalogue) -> bool:
    """Whether the quote stands in the answer of its pair at exactly its offsets."""
    pair = catalogue.pair(statement.pair_id)
    if pair is None or not 0 <= statement.start < statement.end:
        return False
    return pair.antwoord[statement.start : statement.end] == statement.quote


def checked(statements: Iterable[Statement], catalogue: Catalogue) -> tuple[list[Statement], list[Statement]]:
    """Parts statements into those whose quote stands in the catalogue as cited, and those that fail; in order."""
    verbatim: list[Statement] = []
    failed: list[Statement] = []
    for statement in statements:
        (verbatim if is_verbatim(statement, catalogue) else failed).append(statement)
    return verbatim, failed


def _functie(person: Bewindspersoon) -> str:
    portefeuille = person.portefeuille or person.ministerie
    if person.functie == "Minister-President" or portefeuille is None:
        return person.functie if person.naam is None or portefeuille else f"{person.functie} {person.naam}"
    return f"{person.functie} {'voor' if person.voor else 'van'} {portefeuille}"
