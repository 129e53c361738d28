"""Lines that label a part of the body: "Vraag 2, 3 en 4", "Antwoord vraag 1:", "Mededeling", "Toelichting:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.parse.content import BlokSoort
from index.parse.marks.numbers import NUMMERS, parse_nummers

_KAL = r"[\s•▪*_#>|\-–]*"

_LABEL = re.compile(
    rf"""
    ^ {_KAL} (?: (?: gezamenlijk | gecombineerd | nader | aanvullend ) e? \s+ )?
    (?P<woord> vra(?:ag|gen) | antwoord(?:en)? | beantwoording | reactie ) \b
    (?: \s* (?:op|bij|van|voor) \b )? (?: \s* (?:de|het|uw)\b )? (?: \s* (?: vra(?:ag|gen) | antwoord(?:en)? )
      (?![a-z]) )?
    \s* (?: (?:nr|nrs|nummer|nummers)\b \.? )? \s*
    (?P<nummers> {NUMMERS} )? (?P<letter> \s?[a-e]\b )?
    (?P<teken> \s* [:.)] )? [\s*_]* (?P<rest> .* ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A question or answer label. Example: "Antwoord op de vragen 4, 5, 7 en 8:"; not: "Antwoord van Minister Blok"."""

_HERHAALD = re.compile(
    r"(?<=\d)(?P<teken>\s*(?:,|en|&|t/m)\s+)(?:op\s+)?(?:de\s+)?vra(?:ag|gen)\s+(?=\d)", re.IGNORECASE
)
"""The word said again before a number. Example: "Antwoord op vraag 1 en vraag 2"."""

_TOELICHTING = re.compile(rf"^{_KAL}Toelichting\s*(?:(?P<teken>[:.])\s*(?P<rest>.*)|)$", re.IGNORECASE)
"""Example: "Toelichting: Deze vragen dienen ter aanvulling op"; not: "Toelichting op de cijfers"."""
_MEDEDELING = re.compile(rf"^{_KAL}Mededeling\s*(?:(?P<teken>[:.])\s*(?P<rest>.*)|)$", re.IGNORECASE)
_BIJLAGE = re.compile(rf"^{_KAL}Bijlagen?(?:\s+\d{{1,2}})?\s*(?::\s*(?P<rest>.{{0,120}})|)$", re.IGNORECASE)
"""Start of an annex. Example: "Bijlage 1:"; not: "Bijlage 1 bij Kamerstuk 31 066"."""

KAAL_NUMMER = re.compile(r"^\s*(?:\(?(?P<nummer>\d{1,3})\s?[.)]?)(?:\s+(?P<rest>\S.*))?$")
"""A question by its bare number. Example: "4. Hoe bent u betrokken"; not: "2024 was"."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label line: what it opens, for which numbers, and the text that follows on the same line.

    `zeker` is False where the line could as well be running text ("Vraag 3 Kunt u", no colon).
    """

    soort: BlokSoort
    nummers: tuple[int, ...] = ()
    rest: str = ""
    zeker: bool = True


def lees_label(regel: str) -> Label | None:
    """The label that a line is or begins with, or None."""
    if len(regel) < 3:
        return None
    for patroon, soort in ((_TOELICHTING, BlokSoort.TOELICHTING), (_MEDEDELING, BlokSoort.MEDEDELING)):
        if match := patroon.match(regel):
            return Label(soort, rest=(match["rest"] or "").strip())
    if match := _BIJLAGE.match(regel):
        return Label(BlokSoort.REST, rest=regel.strip())
    return _vraag_of_antwoord(regel)


def _vraag_of_antwoord(regel: str) -> Label | None:
    match = _LABEL.match(_HERHAALD.sub(r"\g<teken> ", regel))
    if match is None:
        return None
    woord = match["woord"].lower()
    soort = BlokSoort.VRAAG if woord.startswith("vra") else BlokSoort.ANTWOORD
    nummers = parse_nummers(match["nummers"] or "")
    rest = match["rest"].strip(" *_|")
    teken = (match["teken"] or "").strip()
    if rest in {"", ",", "en", ", en", "&", "t/m"}:
        if not nummers and (
            (soort is BlokSoort.VRAAG and woord == "vragen") or woord in {"antwoorden", "beantwoording"}
        ):
            return Label(soort, zeker=False)
        return Label(soort, nummers)
    if not match["woord"][0].isupper():
        return None
    if teken == ":" and (nummers or len(regel) - len(rest) < 30):
        return Label(soort, nummers, rest)
    if nummers and (rest[0].isupper() or rest[0] in "«‘“\"'("):
        return Label(soort, nummers, rest, zeker=False)
    return None


def is_voortzetting(regel: str) -> str | None:
    """The numbers of a label whose line was broken ("7 en 8" after "Vraag 4, 5,"), or None."""
    kaal = regel.strip()
    return kaal if re.fullmatch(NUMMERS + r"\s*[:.]?", kaal) else None
