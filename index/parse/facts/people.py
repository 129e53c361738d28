"""People in headings: the members who ask, the ministers and state secretaries who are asked or answer."""

from __future__ import annotations

import re
from datetime import date

from index.names.ministries import find, is_zelfde, match_at
from index.parse.lines.normalise import smal
from index.values import Bewindspersoon, Indiener

FUNCTIE = r"(?:vice-?)?minister\s*-?\s*president | ministers? | staats?secretarissen | staats?secretaris"
"""Source of a pattern, verbose and without case, for a function. Example: "Staatsecretaris" (a slip that occurs)."""

_TUSSEN = re.compile(r"[\s,;]*(?:\b(?:en|alsmede|tevens|evenals|aan|de|het|mede|namens)(?:\b|(?=[A-Z]))[\s,]*)*")
"""What stands between two addressees. Example: ", en de "; not: "over"."""
_FUNCTIE = re.compile(rf"(?P<functie>{FUNCTIE})", re.VERBOSE | re.IGNORECASE)
_VAN_VOOR = re.compile(r"\s*(?P<woord>van|voor)?\s*", re.IGNORECASE)
_TAAK = re.compile(
    r"\s*[–—-]\s+(?P<taak>[A-Z][\w\s,]*?)(?=\s*(?:,\s|\(|\)|$|\ben\s+(?:de|van|voor)\b|\b(?:over|inzake|mede)\b))"
)
"""The task of a state secretary. Example: "Financiën – Toeslagen en Douane"; not: "Jeugd-en gezin"."""
_ONBEKEND = re.compile(
    r"""
    (?P<naam> [A-ZÀ-Þ][^()\n]{2,90}? )
    (?= \s* (?: , \s* (?:van|voor|mede|de)\b | \s en \s (?:van|voor|de)\b | \s (?:over|inzake|betreffende)\b |
      [().;] | $ ) )
    """,
    re.VERBOSE,
)
"""A portfolio that the register does not know, up to the next addressee or the subject."""

_ANTWOORDER = re.compile(
    rf"""
    (?P<functie> {FUNCTIE} ) \s+ (?! (?-i: van | voor | en | zonder )\b
      (?! \s+ (?: de[rn]? | [’']t ) \s+ [A-ZÀ-Þ][\w-]+ \s* \( ) )
    (?P<naam> [^(),]{{2,60}}? ) \s*
    (?: \( (?! ontvangen ) (?P<portefeuille> [^()]{{2,120}} ) \)? | (?= , | \( ontvangen | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Who answers. Example: "Minister Van Weel (Justitie en Veiligheid)"; not: "de Minister van Financiën"."""

_VOLGENDE = re.compile(
    r"\)?\s*(?:,|\ben\b|,\s*en\b)\s+(?:van\s+)?(?P<naam>[A-ZÀ-Þ][^(),]{1,60}?)\s*\((?!ontvangen)(?P<portefeuille>[^()]{2,120})\)"
)
"""A further name under the same function. Example: " en Faas (Defensie)" after "de Ministers Emmen (Financiën)"."""
_PREMIER = re.compile(r",?\s*(?:tevens\s+)?(?:vice-?)?minister-?\s?president$", re.IGNORECASE)
"""Example: "Algemene Zaken, Minister-President"."""

_FRACTIE = re.compile(r"(?P<namen>[^()]+?)\s*\(\s*(?P<fractie>[^()]+?)\s*\)")
_BIJWOORD = re.compile(r"^(?:beiden?|allen|alle\s+(?:twee|drie))\s+", re.IGNORECASE)
_VOOR_NAAM = re.compile(
    r"^(?:[\s,]|\ben\b|(?:het|de)\s+(?:lid|leden)\b|\b(?:lid|leden)\b|\bvan\s+(?=het|de\s+l))+", re.IGNORECASE
)
_TUSSEN_NAMEN = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+|\s+&\s+")


def _functie(tekst: str) -> str:
    kaal = re.sub(r"[\s-]", "", tekst).lower()
    if kaal.endswith("president"):
        return "Minister-President"
    return "Staatssecretaris" if kaal.startswith("staat") else "Minister"


def bewindspersoon(
    functie: str, portefeuille: str | None, *, voor: bool = False, naam: str | None = None, op: date | None = None
) -> Bewindspersoon:
    """A bewindspersoon with the canonical ministry of the portfolio; the Minister-President has Algemene Zaken."""
    soort = _functie(functie)
    portefeuille = _PREMIER.sub("", portefeuille) if portefeuille else None
    rij = find(portefeuille, op) if portefeuille else None
    ministerie = rij.naam if rij else None
    if rij and portefeuille and is_zelfde(portefeuille, rij.naam):
        portefeuille = rij.naam
    if soort == "Minister-President" and ministerie is None:
        ministerie = "Algemene Zaken"
    return Bewindspersoon(
        functie=soort,
        portefeuille=smal(portefeuille) if portefeuille else None,
        voor=voor or bool(rij and rij.voor),
        ministerie=ministerie,
        naam=smal(naam) if naam else None,
    )


def lees_aangesprokenen(text: str, start: int = 0, op: date | None = None) -> tuple[tuple[Bewindspersoon, ...], int]:
    """Read "de Ministers van X, voor Y en de Staatssecretaris van Z" from a position on.

    Returns:
        The bewindspersonen and the position after the last one (`start` when there is none).
    """
    gevonden: list[Bewindspersoon] = []
    functies: list[str] = []
    gebruikt = True
    positie = einde = start
    while positie < len(text):
        tussen = _TUSSEN.match(text, positie)
        positie = tussen.end() if tussen else positie
        if functie := _FUNCTIE.match(text, positie):
            functies = [functie["functie"]] if gebruikt else [*functies, functie["functie"]]
            gebruikt = False
            positie = functie.end()
            if _functie(functie["functie"]) == "Minister-President":
                gevonden.append(bewindspersoon(functie["functie"], None))
                functies.pop()
                gebruikt, einde = not functies, positie
            continue
        if not functies or (portefeuille := _lees_portefeuille(text, positie, eerste=not gebruikt)) is None:
            break
        naam, voor, positie = portefeuille
        gevonden.extend(bewindspersoon(functie, naam, voor=voor, op=op) for functie in functies)
        gebruikt, einde = True, positie
    return tuple(dict.fromkeys(gevonden)), einde


def _lees_portefeuille(text: str, start: int, *, eerste: bool) -> tuple[str, bool, int] | None:
    """The portfolio at a position as (as written, whether "voor" precedes, end)."""
    begin = _VAN_VOOR.match(text, start)
    if begin is None:
        return None
    woord = (begin["woord"] or "").lower()
    if gevonden := match_at(text, begin.end()):
        einde, naam = gevonden
    elif (woord or eerste) and (onbekend := _ONBEKEND.match(text, begin.end())) and woord:
        einde, naam = onbekend.end(), onbekend["naam"]
    else:
        return None
    if taak := _TAAK.match(text, einde):
        einde, naam = taak.end(), text[begin.end() : taak.end()]
    return naam, woord == "voor", einde


def lees_beantwoorders(text: str, op: date | None = None) -> tuple[Bewindspersoon, ...]:
    """Read "Minister A (X) en van Staatssecretaris B (Y), mede namens de Minister voor Z"."""
    zelf, _, namens = _splits_namens(text)
    gevonden: list[Bewindspersoon] = []
    for match in _ANTWOORDER.finditer(zelf):
        gevonden.append(bewindspersoon(match["functie"], match["portefeuille"], naam=match["naam"], op=op))
        einde = match.end()
        while (volgende := _VOLGENDE.match(zelf, einde)) and not _FUNCTIE.match(volgende["naam"]):
            gevonden.append(bewindspersoon(match["functie"], volgende["portefeuille"], naam=volgende["naam"], op=op))
            einde = volgende.end()
    if not gevonden:
        gevonden.extend(lees_aangesprokenen(_na_van(zelf), op=op)[0])
    gevonden.extend(lees_aangesprokenen(namens, op=op)[0])
    return tuple(dict.fromkeys(gevonden))


def _splits_namens(text: str) -> tuple[str, str, str]:
    delen = re.split(r"(,?\s*(?:en\s+)?(?:mede\s*)?namens\s+)", text, maxsplit=1, flags=re.IGNORECASE)
    return (delen[0], delen[1], delen[2]) if len(delen) == 3 else (text, "", "")


def _na_van(text: str) -> str:
    return re.sub(r"^\s*van\s+", "", text)


_GEPLAKT = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
"""Where extraction glued a first name to a surname. Example: "Lotte|Jansen"; not: "McDonald"."""


def lees_indieners(text: str) -> tuple[Indiener, ...]:
    """Read "Beckerman (SP), Bushoff, Kröger (beiden GroenLinks-PvdA) en Teunissen (PvdD)"."""
    gevonden: list[Indiener] = []
    rest = 0
    for groep in _FRACTIE.finditer(text):
        fractie = _BIJWOORD.sub("", smal(groep["fractie"]))
        gevonden.extend(Indiener(naam=naam, fractie=fractie) for naam in _namen(groep["namen"]))
        rest = groep.end()
    gevonden.extend(Indiener(naam=naam) for naam in _namen(text[rest:]))
    return tuple(dict.fromkeys(gevonden))


def _namen(text: str) -> list[str]:
    schoon = _VOOR_NAAM.sub("", smal(text))
    namen = [_VOOR_NAAM.sub("", deel).removesuffix("c.s.").strip(" .;:") for deel in _TUSSEN_NAMEN.split(schoon)]
    namen = [_GEPLAKT.sub(" ", naam) for naam in namen]
    return [naam for naam in namen if len(naam) > 1 and any(c.isupper() for c in naam)]
