"""Recognises a query that asks for every ministry: "welke ministeries ...?", "per departement", "wie zei ja op ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from index.names.letters import fold
from rag.dutch.spelling import edits
from rag.values import Standpunt

VOCABULARY: dict[str, tuple[str, ...]] = {
    "MINISTERIES": ("ministeries", "ministerien", "departementen", "vakdepartementen"),
    "MINISTERIE": ("ministerie", "departement", "vakdepartement"),
    "MINISTERS": ("ministers", "bewindspersonen", "bewindslieden", "staatssecretarissen", "vakministers"),
    "MINISTER": ("minister", "bewindspersoon", "staatssecretaris", "vakminister"),
    "WELKE": ("welke",),
    "HOEVEEL": ("hoeveel",),
}
"""Words that a query may have with a typing error, by the class that the patterns below name them by."""
FORMS = {form: name for name, forms in VOCABULARY.items() for form in forms}

MIN_FUZZY_CHARS = 7  # "welke" and shorter words have too many neighbours; their usual errors stand below
MISTYPED = {"wleke": "WELKE", "welek": "WELKE", "wlke": "WELKE", "wekle": "WELKE", "weke": "WELKE", "hoveel": "HOEVEEL"}
NEARLY = {"mysterie": "", "mysteries": "", "ministerieel": "", "ministeriele": "", "departementaal": ""}
"""Words near to those of the vocabulary that are words of their own."""

_MANY = r"(?:MINISTERIES|MINISTERS)"
_ONE = r"(?:MINISTERIE|MINISTER)"
_OF = r"(?! \s (?:van|voor) \s (?!de\b|deze\b|die\b|dit\b|het\b))"  # "alle ministers van Financiën" is another question
_AT = r"(?: (?:aan|bij|binnen|door|in|op|van|voor) \s )?"
_BETWEEN = r"""
    (?: \s (?: van | de | deze | die | andere | overige | verschillende | diverse | betrokken | onze | \d+ | twaalf )
    ){0,3}
"""
_SAID = r"""
    (?: (?:be)?antwoord\w* | reageer\w* | zei | zeiden | zegt | zeggen | schreef | schreven | schrijven | schrijft
      | vind\w* | melden | meldden )
"""
_STANDPUNT = r"""
    (?: (?P<ja> ja | bevestigend | instemmend ) | (?P<nee> neen? | ontkennend | afwijzend )
      | (?P<deels> deels | gedeeltelijk ) ) \b
"""
_TO = r"""
    (?: \s (?:op|over|tegen|bij) (?: \s (?:de|deze|die|een|hun) )? (?: \s (?:kamer)?vra(?:ag|gen) )?
        (?: \s (?:over|of|naar|inzake|om) )? )?
"""

PATTERNS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # "welke ministeries hielden ...", "hoeveel van de departementen", "welke ministers zeiden nee op ..."
        rf"""
        \b {_AT} (?:WELKE|HOEVEEL|wie) {_BETWEEN} \s {_MANY} \b {_OF}
        (?: (?: \s (?:hebben|heeft|er) ){{0,2}} \s {_SAID} (?: \s (?:hebben|er|met) ){{0,2}} \s {_STANDPUNT} {_TO} )?
        """,
        # "welk departement hield ..."; not: "welk ministerie gaat over ..."
        rf"""
        \b {_AT} welk \s (?:ander\s)? MINISTERIE \b {_OF}
        (?! \s (?: gaat | is | was | valt | hoort | behandelt | beheert | over ) \b )
        """,
        rf"\b bij \s (?:welk|WELKE) \s {_ONE} \b {_OF}",
        # "per ministerie", "van elke minister", "geen enkel ministerie"; not: "een ministerie"
        rf"""
        \b (?: (?:verdeeld|uitgesplitst|opgesplitst|overzicht|vergelijk\w*) \s )?
        (?: per | {_AT} (?: elke? | iedere? | geen\senkele? | enige? ) ) \s {_ONE} \b {_OF}
        """,
        # "alle ministeries"; not: "alle ministers van Financiën"
        rf"\b {_AT} alle {_BETWEEN} \s {_MANY} \b {_OF}",
        # "hoeveel borrels hielden de ministeries"; not: "wat doen de ministers"
        rf"""
        (?<! ^ ) \b (?: hielden | hebben | hadden | gaven | deden | kregen | organiseerden | gebruik(?:t)?en | huurden )
        \s (?:de|deze|die|onze) \s MINISTERIES \b {_OF}
        """,
        rf"\b (?:is|zijn) \s er \s (?: een \s {_ONE} | {_MANY} ) \s (?:die|dat|waar) \b",
        rf"^ (?:hebben|hielden|waren|zijn) {_BETWEEN} \s {_MANY} \b {_OF}",
        rf"^ (?: (?:lijst|overzicht|tabel) \s (?:van|met) {_BETWEEN} \s )? {_MANY} \s (?:die|dat|met|zonder) \b",
        rf"\b vergelijk\w* {_BETWEEN} (?: \s antwoorden )? {_BETWEEN} \s {_MANY} \b {_OF}",
        rf"\b (?:wat|hoe) \s (?:hebben\s)? {_SAID} {_BETWEEN} \s {_MANY} \b {_OF} {_TO}",
        rf"\b (?:wat|hoe) \s hebben {_BETWEEN} \s {_MANY} \s (?:ge{_SAID}|gezegd) \b {_TO}",
        # "wie antwoordde nee op de vraag over ...", "wie heeft er ja gezegd op ..."; not: "wie antwoordde op ..."
        rf"""
        \b wie \s (?: (?:heeft|hebben|er|allemaal) \s ){{0,3}} {_SAID} (?: \s (?:er|allemaal|met) ){{0,2}} \s
        {_STANDPUNT} {_TO}
        """,
        rf"""
        \b wie \s (?:heeft|hebben) (?: \s (?:er|allemaal|met) ){{0,2}} \s {_STANDPUNT} \s (?:gezegd|geantwoord) \b {_TO}
        """,
    )
)
"""In a text where words of the vocabulary stand as their class: `WELKE MINISTERIES hielden bijeenkomsten`."""

_WORD = re.compile(r"[\w'’-]+")
_CONTENT = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhaustive:
    """A query that asks for every ministry.

    Attributes:
        text: the query without the words that ask for the ministries: what to search by; may be empty.
        typed: those words.
        standpunt: the answer that is asked for ("wie zei nee op ..."); None for all.
    """

    text: str
    typed: str
    standpunt: Standpunt | None = None


def read_exhaustive(query: str) -> Exhaustive | None:
    """What a query asks of every ministry; None for any other query, such as one that only names a ministry."""
    words = list(_WORD.finditer(query))
    forms = [_form(match[0]) for match in words]
    line = " ".join(forms)
    starts = list(accumulate((len(form) + 1 for form in forms), initial=0))[:-1]
    for pattern in PATTERNS:
        match = pattern.search(line)
        if match is None:
            continue
        inside = [n for n, start in enumerate(starts) if match.start() <= start < match.end()]
        first, last = inside[0], inside[-1]
        begin, end = words[first].start(), words[last].end()
        rest = f"{query[:begin].rstrip()} {query[end:].lstrip(' ,:')}".strip(" ,:;")
        return Exhaustive(
            text=rest if _CONTENT.search(rest) else "", typed=query[begin:end], standpunt=_standpunt(match.groupdict())
        )
    return None


def _form(word: str) -> str:
    """A word as the patterns know it: its class, corrected where it is mistyped, else in lower case."""
    flat = fold(word)
    if flat in MISTYPED:
        return MISTYPED[flat]
    if flat in FORMS:
        return FORMS[flat]
    if len(flat) < MIN_FUZZY_CHARS or flat in NEARLY:
        return flat
    near = [(form, name) for form, name in FORMS.items() if len(form) >= MIN_FUZZY_CHARS and _is_one_slip(flat, form)]
    # "ministeris" lies as near to one ministry as to several: whoever mistypes asks for several more often
    near.sort(key=lambda item: (not item[1].endswith("S"), item[0]))
    return near[0][1] if near else flat


def _is_one_slip(word: str, form: str) -> bool:
    """Whether one letter too many, too few, wrong, or two letters in the wrong order lead to the form."""
    return abs(len(word) - len(form)) <= 1 and word[0] == form[0] and edits(word, form) <= 1


def _standpunt(groups: dict[str, str | None]) -> Standpunt | None:
    named = {"ja": Standpunt.JA, "nee": Standpunt.NEE, "deels": Standpunt.DEELS}
    return next((standpunt for name, standpunt in named.items() if groups.get(name)), None)
