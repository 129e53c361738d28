"""The two heading sentences of a publication: who asks whom about what, and who answers when."""

from __future__ import annotations

import re

from index.names.dates import parse_date, vergaderjaar_of
from index.parse.content import StatedFacts
from index.parse.facts.ids import aanhangsel_id
from index.parse.facts.people import read_addressees, read_answerers, read_indieners
from index.parse.lines.normalise import squeeze
from index.values import Soort

QUESTION_HEADING = re.compile(
    r"""
    ^ (?: Nadere\s+ | Aanvullende\s+ | Schriftelijke\s+ )? Vra(?:ag|gen) \s+ van \s*+ (?: (?:de|het) \s*+ )?
    (?:leden|lid)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Start of the question heading. Example: "Vragen van het lid Ellian (VVD) aan"; not: "Vragen gesteld door"."""

ANSWER_HEADING = re.compile(
    r"""
    ^ (?: (?: Nader | Aanvullend | Voorlopig | Gezamenlijk | Gewijzigd | Gecorrigeerd | Aangepast | Herzien |
      Verbeterd ) e? \s+ )?
    (?P<soort> Antwoord(?:en)? | Mededeling | Nader\s+antwoord | Beantwoording | Reactie ) \s+ (?: van \s* | , \s*
      mede )
    (?= (?:de\s+)? (?:vice-?)? (?: minister | staats?secretaris ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Start of the answer heading. Example: "Mededeling van minister Wiersma (Landbouw"; not: "Antwoord van vraag 3"."""

_INGEZONDEN = re.compile(r"\(?\s?(?:ingezonden|ingediend|gesteld)\s*(?:op\s*)?(?P<datum>[^()]{6,40})\)?", re.IGNORECASE)
"""Example: "(ingezonden 7 oktober 2025)"; not: "(ontvangen 7 oktober 2025)"."""
_ONTVANGEN = re.compile(r"[(,]\s*ontvangen\s*(?:op\s*)?(?P<datum>[^()]{6,40})\)?", re.IGNORECASE)
"""Example: "(ontvangen 7 oktober 2025)", ", ontvangen op 7 oktober 2025"; not: "is ontvangen 7 oktober"."""
_ABOUT = re.compile(
    r"""
    (?: ^|[\s,] ) (?: over | inzake | betreffende | omtrent | met\s+betrekking\s+tot | naar\s+aanleiding\s+van |
      n\.a\.v\.? )
    \s+ (?= \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = re.compile(r"«[^»]{0,400}»|“[^”]{0,400}”|'[^']{0,400}'")
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|heb|zal|zullen|kan|kunnen|gaf|gaven|verwijs|ik)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:ingezonden|ontvangen)\b", re.IGNORECASE)
"""What a sentence has and a heading has not: `Vragen van het lid Zandbelt zijn eerder beantwoord.`"""
_ADDRESSED_TO = re.compile(
    r"""
    (?: \) | \s ) (?: op \s++ \w [\w\s]{4,28} \w \s++ )? (?: medegedeeld \s+ )? aan \s*+
    (?= (?: (?:de|het) \s*+ )? (?:vice-?)? (?: minister | staats?secr ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where the addressees begin. Example: "(PVV) op 2 juli 2019 medegedeeld aan de Minister"; not: "aan boeren"."""
ZIE_OOK = re.compile(
    r"""
    (?: Zie \s*+ ook:? | vervangt
      | (?:ter\s+)? (?:vervanging|correctie|rectificatie|verbetering|aanvulling) \s+ (?:van|op) )
    \s*+ (?: Kamervragen \s*+ (?:,\s*+)? )? Aanhangsels? \s*+ (?: van \s+ de \s*+ )? Handelingen \s*+ (?:,\s*+)?
      (?: (?:T|E)K \s*+ (?:,\s*+)? )?
    (?: vergaderjaar \s*+ (?P<jaar>\d{4}) \s*+ [-–—/] \s*+ (?P<tot>\d{2,4}) )? [\s,]*+ (?:nrs?\.?)? \s*+
    (?P<nummers> \d{1,5} (?: \s* (?:,\s*en|,|en|t/m|tot\s+en\s+met|[-–—]) \s* (?:nrs?\.\s*)? \d{1,5}\b )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A related publication. Example: "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1047", "nrs. 7–9"."""
_NUMBER_OR_RANGE = re.compile(r"(?P<van>\d{1,5})(?:\s*(?:t/m|tot\s+en\s+met|[-–—])\s*(?:nrs?\.\s*)?(?P<tot>\d{1,5}))?")
"""Example: "1068", "1059 t/m nr. 1064"; not: "vergaderjaar"."""
_LONGEST_RANGE = 60


def read_question_heading(text: str, facts: StatedFacts, herkomst: str = "vraagkop") -> None:
    """Facts of "Vragen van het lid X (P) aan de Minister van Y over Z (ingezonden D)."."""
    heading = squeeze(text)
    ingezonden = _INGEZONDEN.search(heading)
    datum = parse_date(ingezonden["datum"]) if ingezonden else None
    facts.keep(herkomst, ingezonden=datum)
    begin = QUESTION_HEADING.match(heading)
    body = heading[begin.end() if begin else 0 : ingezonden.start() if ingezonden and datum else len(heading)]
    aan = _ADDRESSED_TO.search(body)
    gevraagd, end = read_addressees(body, aan.end(), datum) if aan else ((), 0)
    rest = body[end:]
    over = _ABOUT.search(rest)
    asking = body[: aan.start() + 1] if aan else body[: over.start()] if over else body
    facts.keep(herkomst, indieners=read_indieners(asking), gevraagd=gevraagd)
    facts.keep(herkomst, onderwerp=_onderwerp_of(rest[over.end() :]) if over else None)


def _onderwerp_of(text: str) -> str | None:
    clean = squeeze(text).strip().rstrip(":;,").strip()
    clean = re.sub(r"(?<=[^.])\.$", "", clean)
    return clean or None


def is_heading(line: str) -> bool:
    """Whether a line begins as the heading of questions or of answers."""
    return bool(QUESTION_HEADING.match(line) or ANSWER_HEADING.match(line))


def is_sentence(text: str) -> bool:
    """Whether a text that begins as a heading is a sentence of an answer, by its verb outside titles and its end."""
    bare = _TITLE.sub("", text).rstrip()
    return bare.endswith(".") and _VERB.search(bare) is not None and _DATED.search(bare) is None


def read_answer_heading(text: str, facts: StatedFacts) -> None:
    """Facts of "Antwoord van Minister X (Y), mede namens Z (ontvangen D). Zie ook ..."."""
    heading = squeeze(text)
    begin = ANSWER_HEADING.match(heading)
    if begin:
        soort = Soort.MEDEDELING if begin["soort"].lower() == "mededeling" else Soort.ANTWOORD
        facts.keep("antwoordkop", soort=soort)
    ontvangen = _ONTVANGEN.search(heading)
    datum = parse_date(ontvangen["datum"]) if ontvangen else None
    facts.keep("antwoordkop", ontvangen=datum)
    zie_ook = ZIE_OOK.search(heading)
    end = min([match.start() for match in (ontvangen, zie_ook) if match], default=len(heading))
    body = heading[begin.end() if begin else 0 : end]
    facts.keep("antwoordkop", beantwoord_door=read_answerers(body, datum))
    _read_zie_ook(heading, facts)


def _read_zie_ook(text: str, facts: StatedFacts) -> None:
    """Ids of every "Zie ook Aanhangsel Handelingen, vergaderjaar J, nr. N"."""
    ids: list[str] = []
    for match in ZIE_OOK.finditer(squeeze(text)):
        if year := _year_of(match, facts):
            ids.extend(aanhangsel_id(facts.kamer, year, nummer) for nummer in _numbers(match["nummers"]))
    facts.keep("antwoordkop", zie_ook=tuple(dict.fromkeys(ids)))


def _numbers(tekst: str) -> list[int]:
    """The numbers of "1047, 1059 en 1061-1063", ranges written out; a range too long to be one counts as its ends."""
    nummers: list[int] = []
    for part in _NUMBER_OR_RANGE.finditer(tekst):
        first, last = int(part["van"]), int(part["tot"] or part["van"])
        nummers.extend(range(first, last + 1) if 0 <= last - first <= _LONGEST_RANGE else (first, last))
    return nummers


def _year_of(match: re.Match[str], facts: StatedFacts) -> str | None:
    if match["jaar"]:
        return f"{match['jaar']}-{int(match['jaar']) + 1}"
    return facts.vergaderjaar or (vergaderjaar_of(facts.ontvangen) if facts.ontvangen else None)
