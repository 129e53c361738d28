"""Writes the citation of a pair, and checks that a quote stands where it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.parse.facts.ids import is_official_id, split_aanhangsel_id
from index.store.catalogue import Catalogue
from index.values import Bewindspersoon, Publication, Soort
from rag.dutch.writing import dutch_date, enumerate_dutch, opening
from rag.values import Listed, Statement

VERSIONS = {"h": " (herdruk)", "n": " (gecorrigeerd)"}
"""What the letter behind a number says of the print: `ah-tk-20232024-1068-h1`."""
_UNANSWERED = (Soort.VRAAG, Soort.INGETROKKEN)


_ASKED_UNDER = re.compile(r"kv-[a-z]{2}-(\d{4}z\d{5})", re.IGNORECASE)
"""The number under which questions were put, in an id. Example: "kv-tk-2024z18891"."""

OPENING_WORDS = 8
"""Of a question, by which questions are told apart that have no number, subject or asker."""


def answerer(publication: Publication) -> str:
    """Who answered: "Minister van Financiën", else "Ministerie van Financiën", else "Ministerie onbekend".

    Questions without an answer name whom they were put to ("Vragen aan de Minister van Financiën"), else who asked.
    """
    if publication.beantwoord_door:
        return enumerate_dutch([_functie(person) for person in publication.beantwoord_door])
    if publication.ministeries:
        return enumerate_dutch([f"Ministerie van {name}" for name in publication.ministeries])
    return _put_to(publication) or "Ministerie onbekend"


def why_unknown(publication: Publication) -> str | None:
    """Why it is not known which ministry answered; None when it is, or when nothing was answered."""
    if publication.ministeries or not publication.paren:
        return None
    told = next((doubt for doubt in publication.twijfels if "ministerie" in doubt), None)
    return told or "de bron noemt geen ministerie en niet wie antwoordde, en de antwoorden zeggen het niet"


def departments(publication: Publication, between: str = ", ") -> str:
    """The ministries that answered; of questions without an answer those asked; else "ministerie onbekend"."""
    if not publication.ministeries and publication.soort in _UNANSWERED and publication.gevraagde_ministeries:
        return f"gevraagd aan {between.join(publication.gevraagde_ministeries)}"
    return between.join(publication.ministeries) or "ministerie onbekend"


def _put_to(publication: Publication) -> str:
    """To whom questions without an answer were put, else by whom; nothing of what was answered."""
    if publication.soort not in _UNANSWERED:
        return ""
    if publication.gevraagd:
        return f"Vragen aan de {enumerate_dutch([_functie(person) for person in publication.gevraagd])}"
    if publication.gevraagde_ministeries:
        return f"Vragen aan het {enumerate_dutch([f'Ministerie van {x}' for x in publication.gevraagde_ministeries])}"
    askers = enumerate_dutch([person.naam for person in publication.indieners])
    return f"Vragen van {askers}" if askers else ""


def citation(publication: Publication, vraagnummers: Sequence[int], *, what: str = "antwoord op vraag") -> str:
    """The citation of an answer, or with another `what` of something else about these questions.

    `Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 1 en 2 (16 februari 2024)`;
    `Minister van Defensie, brief aan de Tweede Kamer over vlaggen, Kamervragen 2024Z90010, ...`; facts that the
    document does not give are left out, and the name of a file is no fact: without any the first words of the question
    tell which it is.
    """
    parts = [answerer(publication), reference(publication)]
    if vraagnummers:
        parts.append(f"{what} {enumerate_dutch([str(number) for number in vraagnummers])}")
    text = ", ".join(parts)
    if publication.ontvangen:
        text += f" ({dutch_date(publication.ontvangen)})"
    elif publication.ingezonden:
        text += f" (ingezonden {dutch_date(publication.ingezonden)})"
    return f"{text} [fictief voorbeeld]" if publication.fictief else text


def citation_of_listed(one: Listed) -> str:
    """The citation of a whole publication, as a list of the catalogue knows it.

    `Ministerie van Defensie, Aanhangsel Handelingen 2023-2024, nr. 1, gevraagd door Evers (XYZ) (16 februari 2024)`.
    """
    _, year, number, version = split_aanhangsel_id(one.publication_id) or (None, None, None, "")
    jaar = f" {jaar}" if (jaar := one.vergaderjaar or year) else ""
    over = f" over {one.onderwerp.rstrip('. ')}" if one.onderwerp else ""
    asked_under = _ASKED_UNDER.fullmatch(one.publication_id)
    if nummer := one.nummer or number:
        where = f"Aanhangsel Handelingen{jaar}, nr. {nummer}{VERSIONS.get(version[1:2], '')}"
    elif asked_under is not None:
        where = f"Kamervragen {asked_under[1].upper()}"
    elif is_official_id(one.publication_id):
        where = one.publication_id
    else:
        where = f"Kamervragen{over}" if over else f"Kamervragen zonder nummer ({one.publication_id})"
    who = enumerate_dutch([f"Ministerie van {name}" for name in one.ministeries])
    asked = f"gevraagd door {enumerate_dutch(one.indieners)}" if one.indieners else ""
    day = dutch_date(one.ontvangen) if one.ontvangen else one.ingezonden and f"ingezonden {dutch_date(one.ingezonden)}"
    return ", ".join(part for part in (who, where, asked) if part) + (f" ({day})" if day else "")


def short_reference(publication: Publication) -> str:
    """Which publication is meant, within a sentence: `nr. 1068`, `2024Z90010`, else by what it says of itself."""
    return f"nr. {publication.nummer}" if publication.nummer else publication.vraagnummer or reference(publication)


def reference(publication: Publication) -> str:
    """Where a publication is found: its number, else the letter or the questions by what they say of themselves."""
    _, year, number, version = split_aanhangsel_id(publication.id) or (None, None, None, "")
    if nummer := publication.nummer or number:
        kamer = " (Eerste Kamer)" if publication.id.startswith("ah-ek-") else ""
        jaar = f" {jaar}" if (jaar := publication.vergaderjaar or year) else ""
        return f"Aanhangsel Handelingen{jaar}{kamer}, nr. {nummer}{VERSIONS.get(version[1:2], '')}"
    over = f" over {publication.onderwerp.rstrip('. ')}" if publication.onderwerp else ""
    origins = dict(publication.herkomst)
    if {"brief", "ondertekening"} & {origins.get("ontvangen"), origins.get("beantwoord_door")}:
        kamer = "Eerste" if publication.id.startswith("ah-ek-") else "Tweede"
        letter = f"brief aan de {kamer} Kamer{over}"
        return f"{letter}, Kamervragen {publication.vraagnummer}" if publication.vraagnummer else letter
    if publication.vraagnummer:
        return f"Kamervragen {publication.vraagnummer}"
    if is_official_id(publication.id):
        return publication.id
    askers = enumerate_dutch([person.naam for person in publication.indieners])
    if askers or over:
        return f"Kamervragen{f' van {askers}' if askers else ''}{over}"
    return f"Kamervragen {opening(publication.eerste_vraag, OPENING_WORDS)}".rstrip()


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
