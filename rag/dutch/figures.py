"""Recognises figures in running text by kind: amounts, counts, shares, lengths of time, moments, sizes."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from index.names.dates import MONTH
from rag.dutch.caseless import Caseless
from rag.values import Figure

REFERENCES = re.compile(
    rf"""
    \[ [\d,\s]+ \] | \( (?: [^()]*? \b (?: kamerstuk | aanhangsel | stcrt | stb | nr\. ) [^()]* ) \)
    | \b (?: kamerstuk(?:ken)? | aanhangsel | artikel(?:en)? | vra(?:ag|gen) | nrs?\. | lid | bijlage | punt
           | (?: brief | brieven | debat | motie ) \s (?: [\w-]+ \s ){{0,3}}? van
           | (?: \w*(?: brief | brieven | debat | rapport | bericht ) | motie | overleg | vonnis | arrest ) \s
             (?: [\w-]+ \s ){{0,3}}? (?: van (?: \s d\.?d\. )? | d\.?d\. )
             (?= \s \d{{1,2}} (?: \s (?: en | tot ) \s | \s (?: {MONTH} ) \b | [-/] \d ) | \s (?: 19 | 20 )\d\d \b )
           | (?<! [dtn]\s ) d\.d\. ) \s
      \d [\d\s–-]* (?: (?: ,\s | \s (?: en | of | tot | t/m | tot\sen\smet ) \s ) \d+ )* \w?
      (?: \s (?: {MONTH} ) (?: \s \d{{4}} )? )?
    | \b \d+ (?: e | de | ste )? \s kamer \b | \b [A-Za-z]+ - \d+ \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`[3]`, `(Kamerstuk 12 345, nr. 6)`, `vragen 2 en 3`, `de Kamerbrief van d.d. 3 mei 2022`, `F-35`: say nothing."""

_WORD = (
    r"(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)?tien"
    r"|\w*(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|\w*(?:honderd|duizend)|anderhal(?:f|ve)"
    r"|tientallen|honderden|duizenden)"
)
_YEAR = r"(?:19|20)\d\d(?![.\d])"
_NUMBER = rf"(?<![\w.,/-])(?!{_YEAR}\b)\d[\d.]*(?:,\d+)?"
_COUNT = rf"(?:{_NUMBER}|\b{_WORD}\b)"
_LARGE = r"(?:\s?(?:miljoen|miljard|mln\.?|mld\.?))"
_TIME = r"(?:seconden?|minu(?:ut|ten)|u(?:ur|ren)|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|jaren)\b"
_SIZE = (
    r"(?:graden|°|k?m[23²³]?\b|(?:kilo|centi|milli)?meter|hectare|ha\b|ton\b|kilo(?:ton)?\b|kg\b|(?:micro|milli)?gram|mg\b"
    r"|liter|[kmgt]?wh?\b|megawatt|gigawatt|terawattuur|decibel|db\b|kubieke|vierkante|km/u|procentpunt|mol\b)"
)
_UNITS = rf"(?:%|procent|euro\b|eur\b|dollar|€|(?:{MONTH})\b|{_TIME}|{_SIZE}|uur\b)"

_SEASON = "voorjaar|zomer|najaar|herfst|winter|zomerreces|kerstreces|kwartaal"
_LEADS = f"{MONTH}|begin|medio|eind|halverwege|jaar|in|sinds|vanaf|tot|per|voor"
_PART = r"(?:een|één|twee|drie|vier)\s?(?:derde|kwart|vijfde)n?"

_UNCOUNTED = (
    r"aanleiding|aantal(?:len)?|antwoord|beeld|behoefte|bezwaar|cijfers?|data|gegevens|idee|informatie|inschatting|inzicht"
    r"|mening|mogelijkheid|noodzaak|oordeel|overzicht|percentages?|reden(?:en)?|registratie|schatting|sprake|twijfel"
    r"|uitspra(?:ak|ken)|uitsplitsing|zicht"
)
"""`Er is geen zicht op` counts nothing."""

PATTERNS = {
    Figure.BEDRAG: (
        rf"€\s?\d|{_COUNT}{_LARGE}?\s?(?:euro|eur\b|dollar)|{_COUNT}{_LARGE}(?!\s(?:mensen|personen|kinderen))"
        r"|\b(?:eur|usd)\s\d"
    ),
    Figure.AANDEEL: (
        rf"{_NUMBER}\s?(?:%|procent)|\b(?:helft|kwart|{_PART})\b|{_COUNT}\s(?:van|op)\s(?:de|elke|iedere)\s{_COUNT}"
    ),
    Figure.DUUR: rf"(?:{_COUNT}|\b(?:een|enkele|paar|half)\b)\s(?:\w+\s)?{_TIME}",
    Figure.DATUM: (
        rf"\b\d{{1,2}}\s(?:{MONTH})\b|\b(?:{_LEADS})\s(?:{_YEAR}|(?:van\s)?(?:{MONTH}))\b|\b(?:{_SEASON})\b"
        r"|\b(?:dit|volgend|komend|vorig|deze|volgende|komende|vorige)\s(?:jaar|week|maand|kabinetsperiode)\b"
    ),
    Figure.MAAT: rf"{_COUNT}\s?{_SIZE}",
    Figure.AANTAL: (
        rf"{_COUNT}(?:{_LARGE}\b|(?!{_LARGE}))\s(?!{_UNITS})(?:\w+\s){{0,2}}?\w{{3,}}"
        rf"|\b(?:geen(?:\senkele?)?\b(?!\s(?:\w+e?\s)?(?:{_UNCOUNTED})\b)|nul\b|niemand\b)"
    ),
}
"""What each kind looks like once references are left out; `geen` is a count too."""


EVERY_KIND = frozenset(PATTERNS)


@lru_cache(maxsize=512)  # a sentence stands in several windows of an answer
def figures(text: str, among: frozenset[Figure] = EVERY_KIND) -> frozenset[Figure]:
    """Which of some kinds of figure a text has, references to other texts left out; each kind is a search by itself."""
    plain = REFERENCES.sub(" ", text)
    return frozenset(kind for kind in among if _pattern(kind).is_in(plain))


@cache
def _pattern(kind: Figure) -> Caseless:
    return Caseless.of(PATTERNS[kind], re.NOFLAG)
