"""The two heading sentences of a publication: who asks whom about what, and who answers when."""

from __future__ import annotations

import re

from index.parse.content import Feiten
from index.parse.facts.dates import parse_datum, vergaderjaar_van
from index.parse.facts.people import lees_aangesprokenen, lees_beantwoorders, lees_indieners
from index.parse.lines.normalise import smal
from index.values import Soort

VRAAGKOP = re.compile(
    r"""
    ^ (?: Nadere\s+ | Aanvullende\s+ | Schriftelijke\s+ )? Vra(?:ag|gen) \s+ van \s* (?: de | het )? \s* (?:leden|lid)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Start of the question heading. Example: "Vragen van het lid Ellian (VVD) aan"; not: "Vragen gesteld door"."""

ANTWOORDKOP = re.compile(
    r"""
    ^ (?: Nader\s+ | Aanvullend\s+ | Voorlopig\s+ | Gezamenlijk\s+ )?
    (?P<soort> Antwoord(?:en)? | Mededeling | Nader\s+antwoord | Beantwoording | Reactie ) \s+ (?: van \s* | , \s*
      mede )
    (?= (?:de\s+)? (?:vice-?)? (?: minister | staats?secretaris ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Start of the answer heading. Example: "Mededeling van minister Wiersma (Landbouw"; not: "Antwoord van vraag 3"."""

_INGEZONDEN = re.compile(r"\(?\s*(?:ingezonden|ingediend|gesteld)\s*(?:op\s*)?(?P<datum>[^()]{6,40})\)?", re.IGNORECASE)
_ONTVANGEN = re.compile(r"[(,]\s*ontvangen\s*(?:op\s*)?(?P<datum>[^()]{6,40})\)?", re.IGNORECASE)
_OVER = re.compile(
    r"""
    (?: ^|[\s,] ) (?: over | inzake | betreffende | omtrent | met\s+betrekking\s+tot | naar\s+aanleiding\s+van |
      n\.a\.v\.? )
    \s+ (?= \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AAN = re.compile(
    r"(?:\)|\s)(?:op\s+[\w\s]{6,30}\s+)?(?:medegedeeld\s+)?aan\s*(?=(?:de|het)?\s*(?:vice-?)?(?:minister|staats?secr))",
    re.IGNORECASE,
)
"""Where the addressees begin. Example: "(PVV) op 2 juli 2019 medegedeeld aan de Minister"; not: "aan boeren"."""
ZIE_OOK = re.compile(
    r"""
    Zie \s* ook:? \s* (?:Kamervragen\s*,?\s*)? Aanhangsels? \s* (?:van\s+de\s*)? Handelingen \s* ,? \s*
      (?:(?:T|E)K\s*,?\s*)?
    (?: vergaderjaar \s* (?P<jaar>\d{4}) \s* [-–—/] \s* (?P<tot>\d{2,4}) )? [\s,]* (?:nrs?\.?)? \s*
    (?P<nummers> \d{1,5} (?: \s* (?:,\s*en|,|en|t/m|tot\s+en\s+met|[-–—]) \s* (?:nrs?\.\s*)? \d{1,5}\b )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A related publication. Example: "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1047", "nrs. 7–9"."""
_NUMMER_OF_BEREIK = re.compile(r"(?P<van>\d{1,5})(?:\s*(?:t/m|tot\s+en\s+met|[-–—])\s*(?:nrs?\.\s*)?(?P<tot>\d{1,5}))?")
_LANGSTE_BEREIK = 60


def lees_vraagkop(text: str, feiten: Feiten, herkomst: str = "vraagkop") -> None:
    """Facts of "Vragen van het lid X (P) aan de Minister van Y over Z (ingezonden D)."."""
    kop = smal(text)
    ingezonden = _INGEZONDEN.search(kop)
    datum = parse_datum(ingezonden["datum"]) if ingezonden else None
    feiten.zet(herkomst, ingezonden=datum)
    begin = VRAAGKOP.match(kop)
    romp = kop[begin.end() if begin else 0 : ingezonden.start() if ingezonden and datum else len(kop)]
    aan = _AAN.search(romp)
    if aan is None:
        over = _OVER.search(romp)
        feiten.zet(herkomst, indieners=lees_indieners(romp[: over.start()] if over else romp))
        feiten.zet(herkomst, onderwerp=_onderwerp(romp[over.end() :]) if over else None)
        return
    feiten.zet(herkomst, indieners=lees_indieners(romp[: aan.start() + 1]))
    gevraagd, einde = lees_aangesprokenen(romp, aan.end(), datum)
    feiten.zet(herkomst, gevraagd=gevraagd)
    rest = romp[einde:]
    if over := _OVER.search(rest):
        feiten.zet(herkomst, onderwerp=_onderwerp(rest[over.end() :]))


def _onderwerp(text: str) -> str | None:
    schoon = smal(text).strip().rstrip(":;,").strip()
    schoon = re.sub(r"(?<=[^.])\.$", "", schoon)
    return schoon or None


def lees_antwoordkop(text: str, feiten: Feiten, herkomst: str = "antwoordkop") -> None:
    """Facts of "Antwoord van Minister X (Y), mede namens Z (ontvangen D). Zie ook ..."."""
    kop = smal(text)
    begin = ANTWOORDKOP.match(kop)
    if begin:
        soort = Soort.MEDEDELING if begin["soort"].lower() == "mededeling" else Soort.ANTWOORD
        feiten.zet(herkomst, soort=soort)
    ontvangen = _ONTVANGEN.search(kop)
    datum = parse_datum(ontvangen["datum"]) if ontvangen else None
    feiten.zet(herkomst, ontvangen=datum)
    zie_ook = ZIE_OOK.search(kop)
    einde = min([match.start() for match in (ontvangen, zie_ook) if match], default=len(kop))
    romp = kop[begin.end() if begin else 0 : einde]
    feiten.zet(herkomst, beantwoord_door=lees_beantwoorders(romp, datum))
    lees_zie_ook(kop, feiten, herkomst)


def lees_zie_ook(text: str, feiten: Feiten, herkomst: str) -> None:
    """Ids of every "Zie ook Aanhangsel Handelingen, vergaderjaar J, nr. N"."""
    ids: list[str] = []
    for match in ZIE_OOK.finditer(smal(text)):
        if jaar := _jaar(match, feiten):
            ids.extend(f"ah-{feiten.kamer or 'tk'}-{jaar}-{nummer}" for nummer in _nummers(match["nummers"]))
    feiten.zet(herkomst, zie_ook=tuple(dict.fromkeys(ids)))


def _nummers(tekst: str) -> list[int]:
    """The numbers of "1047, 1059 en 1061-1063", ranges written out; a range too long to be one counts as its ends."""
    nummers: list[int] = []
    for deel in _NUMMER_OF_BEREIK.finditer(tekst):
        van, tot = int(deel["van"]), int(deel["tot"] or deel["van"])
        nummers.extend(range(van, tot + 1) if 0 <= tot - van <= _LANGSTE_BEREIK else (van, tot))
    return nummers


def _jaar(match: re.Match[str], feiten: Feiten) -> str | None:
    if match["jaar"]:
        return f"{match['jaar']}{int(match['jaar']) + 1}"
    if feiten.vergaderjaar:
        return feiten.vergaderjaar.replace("-", "")
    return vergaderjaar_van(feiten.ontvangen).replace("-", "") if feiten.ontvangen else None
