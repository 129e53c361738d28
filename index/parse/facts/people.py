"""People in headings: the members who ask, the ministers and state secretaries who are asked or answer."""

from __future__ import annotations

import re
from datetime import date

from index.names.ministries import find, is_same_name, match_at
from index.parse.lines.normalise import squeeze
from index.values import Bewindspersoon, Indiener

FUNCTIE = r"(?:vice-?)?minister\s*+(?:-\s*+)?president | ministers? | staats?secretarissen | staats?secretaris"
"""Source of a pattern, verbose and without case, for a function. Example: "Staatsecretaris" (a slip that occurs)."""

_BETWEEN = re.compile(r"[\s,;]*(?:\b(?:en|alsmede|tevens|evenals|aan|de|het|mede|namens)(?:\b|(?=[A-Z]))[\s,]*)*")
"""What stands between two addressees. Example: ", en de "; not: "over"."""
_FUNCTIE = re.compile(rf"(?P<functie>{FUNCTIE})", re.VERBOSE | re.IGNORECASE)
_OF_OR_FOR = re.compile(r"\s*(?P<woord>van|voor)?\s*", re.IGNORECASE)
_TASK = re.compile(
    r"\s?[–—-]\s+(?P<taak>[A-Z][\w\s,]{0,100}?)(?=\s?(?:,\s|\(|\)|$|\ben\s+(?:de|van|voor)\b|\b(?:over|inzake|mede)\b))"
)
"""The task of a state secretary. Example: "Financiën – Toeslagen en Douane"; not: "Jeugd-en gezin"."""
_UNKNOWN = re.compile(
    r"""
    (?P<naam> [A-ZÀ-Þ][^()\n]{2,90}? ) (?<!\s)
    (?= \s* (?: , \s* (?:van|voor|mede|de)\b | \s en \s (?:van|voor|de)\b | \s (?:over|inzake|betreffende)\b |
      [().;] | $ ) )
    """,
    re.VERBOSE,
)
"""A portfolio that the register does not know, up to the next addressee or the subject."""

_ANSWERER = re.compile(
    rf"""
    (?P<functie> {FUNCTIE} ) \s++ (?! (?-i: van | voor | en | zonder )\b
      (?! \s+ (?: de[rn]? | [’']t ) \s+ [A-ZÀ-Þ][\w-]+ \s* \( ) )
    (?P<naam> [^(),\s][^(),]{{1,59}}? ) \s*+
    (?: \( (?! ontvangen ) (?P<portefeuille> [^()]{{2,120}} ) \)? | (?= , | \( ontvangen | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Who answers. Example: "Minister Van Weel (Justitie en Veiligheid)"; not: "de Minister van Financiën"."""

_NEXT = re.compile(
    r"\)?\s?(?:,|\ben\b|,\s*en\b)\s+(?:van\s+)?(?P<naam>[A-ZÀ-Þ][^(),]{1,60}?)\s*\((?!ontvangen)(?P<portefeuille>[^()]{2,120})\)"
)
"""A further name under the same function. Example: " en Faas (Defensie)" after "de Ministers Emmen (Financiën)"."""
_PREMIER = re.compile(r"(?:,\s*+|(?<!\s)\s*+)(?:tevens\s++)?(?:vice-?)?minister-?\s?president$", re.IGNORECASE)
"""Example: "Algemene Zaken, Minister-President"."""

_FRACTIE = re.compile(r"(?:\A|(?<=[()]))(?P<namen>[^()]++)\((?P<fractie>[^()]++)\)")
"""Example: "Zandbelt en Brandstra (VDP)"; not: "Zandbelt"."""
_ADVERB = re.compile(r"^(?:beiden?|allen|alle\s+(?:twee|drie))\s+", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    r"^(?:[\s,]|\ben\b|(?:het|de)\s+(?:lid|leden)\b|\b(?:lid|leden)\b|\bvan\s+(?=het|de\s+l))+", re.IGNORECASE
)
"""Example: "het lid " before "Zandbelt"; not: "van " before "Dijk"."""
_BETWEEN_NAMES = re.compile(r",\s*+(?:en\s++)?|(?<!\s)\s++(?:,\s*+(?:en\s++)?|(?:en|&)\s++)")
"""Example: the comma and the "en" of "Zandbelt, Brandstra en Celik"; not: "Van den Ende"."""
_ON_BEHALF = re.compile(r"(?:,\s*+|(?<!\s)\s*+)(?:en\s++)?(?:mede\s*+)?namens\s++", re.IGNORECASE)
"""Example: ", mede namens "; not: "genaamd"."""


def _functie_of(tekst: str) -> str:
    bare = re.sub(r"[\s-]", "", tekst).lower()
    if bare.endswith("president"):
        return "Minister-President"
    return "Staatssecretaris" if bare.startswith("staat") else "Minister"


def make_bewindspersoon(
    functie: str, portefeuille: str | None, *, voor: bool = False, naam: str | None = None, op: date | None = None
) -> Bewindspersoon:
    """A bewindspersoon with the canonical ministry of the portfolio; the Minister-President has Algemene Zaken."""
    soort = _functie_of(functie)
    portefeuille = _PREMIER.sub("", portefeuille) if portefeuille else None
    row = find(portefeuille, op) if portefeuille else None
    ministerie = row.naam if row else None
    if row and portefeuille and is_same_name(portefeuille, row.naam):
        portefeuille = row.naam
    if soort == "Minister-President" and ministerie is None:
        ministerie = "Algemene Zaken"
    return Bewindspersoon(
        functie=soort,
        portefeuille=squeeze(portefeuille) if portefeuille else None,
        voor=voor or bool(row and row.voor),
        ministerie=ministerie,
        naam=squeeze(naam) if naam else None,
    )


def read_addressees(text: str, start: int = 0, op: date | None = None) -> tuple[tuple[Bewindspersoon, ...], int]:
    """Read "de Ministers van X, voor Y en de Staatssecretaris van Z" from a position on.

    Returns:
        The bewindspersonen and the position after the last one (`start` when there is none).
    """
    found: list[Bewindspersoon] = []
    functies: list[str] = []
    used = True
    position = end = start
    while position < len(text):
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        if functie := _FUNCTIE.match(text, position):
            functies = [functie["functie"]] if used else [*functies, functie["functie"]]
            used = False
            position = functie.end()
            if _functie_of(functie["functie"]) == "Minister-President":
                found.append(make_bewindspersoon(functie["functie"], None))
                functies.pop()
                used, end = not functies, position
            continue
        if not functies or (portefeuille := _read_portefeuille(text, position)) is None:
            break
        naam, voor, position = portefeuille
        found.extend(make_bewindspersoon(functie, naam, voor=voor, op=op) for functie in functies)
        used, end = True, position
    return tuple(dict.fromkeys(found)), end


def _read_portefeuille(text: str, start: int) -> tuple[str, bool, int] | None:
    """The portfolio at a position as (as written, whether "voor" precedes, end)."""
    begin = _OF_OR_FOR.match(text, start)
    if begin is None:
        return None
    word = (begin["woord"] or "").lower()
    if found := match_at(text, begin.end()):
        end, naam = found
    elif word and (unknown := _UNKNOWN.match(text, begin.end())):
        end, naam = unknown.end(), unknown["naam"]
    else:
        return None
    if task := _TASK.match(text, end):
        end, naam = task.end(), text[begin.end() : task.end()]
    return naam, word == "voor", end


def read_answerers(text: str, op: date | None = None) -> tuple[Bewindspersoon, ...]:
    """Read "Minister A (X) en van Staatssecretaris B (Y), mede namens de Minister voor Z"."""
    itself, *on_behalf = _ON_BEHALF.split(text, maxsplit=1)
    found: list[Bewindspersoon] = []
    for match in _ANSWERER.finditer(itself):
        found.append(make_bewindspersoon(match["functie"], match["portefeuille"], naam=match["naam"], op=op))
        end = match.end()
        while (following := _NEXT.match(itself, end)) and not _FUNCTIE.match(following["naam"]):
            found.append(
                make_bewindspersoon(match["functie"], following["portefeuille"], naam=following["naam"], op=op)
            )
            end = following.end()
    if not found:
        found.extend(read_addressees(re.sub(r"^\s*van\s+", "", itself), op=op)[0])
    for namens in on_behalf:
        found.extend(read_addressees(namens, op=op)[0])
    return tuple(dict.fromkeys(found))


_GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
"""Where extraction glued a first name to a surname. Example: "Lotte|Jansen"; not: "McDonald"."""


def read_indieners(text: str) -> tuple[Indiener, ...]:
    """Read "Beckerman (SP), Bushoff, Kröger (beiden GroenLinks-PvdA) en Teunissen (PvdD)"."""
    found: list[Indiener] = []
    rest = 0
    for group in _FRACTIE.finditer(text):
        fractie = _ADVERB.sub("", squeeze(group["fractie"]))
        found.extend(Indiener(naam=naam, fractie=fractie) for naam in _names_in(group["namen"]))
        rest = group.end()
    found.extend(Indiener(naam=naam) for naam in _names_in(text[rest:]))
    return tuple(dict.fromkeys(found))


def _names_in(text: str) -> list[str]:
    clean = _BEFORE_NAME.sub("", squeeze(text))
    names = [_BEFORE_NAME.sub("", part).removesuffix("c.s.").strip(" .;:") for part in _BETWEEN_NAMES.split(clean)]
    names = [_GLUED.sub(" ", naam) for naam in names]
    return [naam for naam in names if len(naam) > 1 and any(c.isupper() for c in naam)]
