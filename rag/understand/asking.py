"""Recognises what a query asks for, apart from its subject: a figure of a kind, a view, yes or no."""

from __future__ import annotations

import re

from index.names.tables import word_lists
from rag.values import Figure

_LISTS = word_lists(__file__)
SAYS_NOTHING = _LISTS["says_nothing"]
"""Words that name no subject where a query has no other: it could be about anything."""
ASKING = _LISTS["asking"]
"""Words that say nothing of the subject of a query."""

FILLERS = _LISTS["fillers"]
"""Words of talking, in Dutch and in English: never what an answer fails to name."""

ENGLISH = _LISTS["english"]
MIN_ENGLISH = 2

_REASON = re.compile(
    r"\b(?:waarom|waardoor|hoe\s(?:komt|kan|kunnen|denkt|kijkt|wordt|worden)|wat\s(?:doet|doen|vindt|gebeurt))\b", re.I
)
"""`Waardoor daalt het aantal bruggen?` names a number and asks for something else."""

_ASKED = (
    (
        r"""
        \b (?: (?: hoeveel | welk | wat \s is \s het ) \s procent | hoeveel \s % | welk \s (?: deel | aandeel )
              | \w*percentage | \w*aandeel ) \b
        """,
        {Figure.AANDEEL, Figure.AANTAL},
    ),
    (
        r"""
        \b (?: hoe \s? lang | hoe \s oud | welke \s termijn
              | hoeveel \s (?: seconden | minuten | uren | uur | dagen | weken | maanden | jaar | jaren | tijd ) ) \b
        """,
        {Figure.DUUR, Figure.DATUM},
    ),
    (
        r"""
        ^ (?! .* \b (?: wat | hoe | hoeveel | waarom | welke? | wie | mag | kan | moet ) \b .* \b wanneer \b )
          .* \b wanneer \b
        | \b (?: welke? \s (?: datum | dag | jaar | maand ) | wat \s is \s de \s datum | hoe \s laat ) \b
        """,
        {Figure.DATUM, Figure.DUUR},
    ),
    (
        r"""
        \b (?: hoe \s duur | wat \s kost\w* | bedrag | \w*tarief | welke \s prijs
              | hoeveel \s (?: \w+ \s ){0,2}? (?: euro | \w*geld | miljoen | miljard | \w*belasting | subsidie | budget
                  | kost | kosten | kostte | verdien(?:t|en|de) )
              | (?: welk | wat \s is \s (?: het | de ) ) \s (?: bedrag | tarief | prijs )
              | hoe \s hoog \s (?: is | was | zijn | waren ) \s (?: de | het ) \s \w* (?: boete | subsidie | kosten
                  | bedrag | tarief | prijs | vergoeding | toeslag | premie | accijns ) ) \b
        """,
        {Figure.BEDRAG},
    ),
    (
        r"\b (?: hoeveel | hoe \s (?: vaak | veel ) | aantal(?:len)? ) \b",
        {Figure.AANTAL, Figure.AANDEEL, Figure.BEDRAG, Figure.MAAT},
    ),
    (r"\b hoe \s hoog \b (?! .* \b straf )", {Figure.BEDRAG, Figure.AANDEEL, Figure.MAAT}),
    (
        r"""
        \b hoe \s (?: hoog | groot | ver | snel | zwaar | warm | diep | breed ) \b
        | \b per \s (?: uur | jaar | maand ) \b
        """,
        {Figure.AANTAL, Figure.AANDEEL, Figure.BEDRAG, Figure.MAAT, Figure.DUUR},
    ),
)
"""What asks for a figure, tried in order, and the kinds of which one answers it: `hoeveel bedden`, `wat kost`; not:
`hoe denkt u over`, `welke ministeries`."""

_FIRMS = r"""
    leveranciers? | bedrij(?:f|ven) | merk(?:en)? | school | scholen | universiteit(?:en)?
    | (?:zieken|slacht)hui(?:s|zen) | bank(?:en)? | fabrikant(?:en)? | producent(?:en)? | bureaus?
    | maatschappij(?:en)? | kanto(?:or|ren) | museum
    | musea | waterschap(?:pen)? | clubs? | vervoerders? | verzekeraars? | investeerders? | platforms? | kliniek(?:en)?
    | denktanks? | fabriek(?:en)?
"""
_BODIES = r"""
    organisaties? | partij(?:en)? | perso(?:on|nen) | namen? | stichting(?:en)? | politic(?:us|i) | vakbond(?:en)?
    | vereniging(?:en)? | instelling(?:en)? | institu(?:ut|uten|ten) | aanbieders?
"""
_PLACES = r"""
    gemeenten? | provincies? | stad | steden | regio(?:['’]?s)? | dorp(?:en)? | eiland(?:en)? | gebied(?:en)?
    | locaties? | havens?
"""
_COUNTRIES = r"land(?:en)? | lidsta(?:at|ten)"
_ASKS_NAME = re.compile(
    rf"""
    \b welke? \s (?: \d+ \s )? (?: \w+ e \s )?
    [\w-]* (?: (?P<country> {_COUNTRIES} ) | (?P<place> {_PLACES} ) | (?P<firm> {_FIRMS} ) | {_BODIES} ) \b
    | \b waar \s
      (?P<spot> worden | wordt | werden | liggen | ligt | lag | (?: gaan | gaat | ging ) (?! .* \bover\b ) ) \b
    | \b namen \W* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Welke 27 gemeenten ...`, `welke softwareleverancier ...`; not: `welke maatregelen ...`, `welke ministeries ...`"""

ASKS_REASON = re.compile(r"\b(?:waarom|waardoor|hoezo|hoe\skomt\shet)\b", re.IGNORECASE)

_ASKS_WHICH = re.compile(
    r"""
    \b welke? \s (?: \w+ e \s )?
    (?P<what> \w* (?: straf(?:fen)? | boetes? | sancties? | ministers? | ministeries?
                    | rechter | rechtbank | instanties? | diensten? | wet(?:ten)? | regeling(?:en)? | verdrag(?:en)?
                    | vaccins? | medicijn(?:en)? | stof(?:fen)? | wapens? | voertuig(?:en)? | ziektes?
                    | diersoort(?:en)? ) ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Welke straf ...`, `welke vaccins ...`: what an answer names; not: `welke maatregelen ...`, `op welke manier ...`"""

ASKS_AHEAD = re.compile(
    r"""
    \b (?: (?<! sinds \s ) wanneer | welke? \s (?: datum | dag | jaar | maand ) ) \s
    (?: (?: gaat | gaan | komt | komen | treedt | treden | wordt | worden | begint | beginnen | start | starten | zal
          | zullen | krijgt | krijgen | laat | laten | beslist | besluit | verschijnt | verschijnen | horen ) \b
      | (?: is | zijn ) \s [^?]{0,80} \b (?: klaar | af | gereed ) \W* $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Wanneer komt de wet ...`, `wanneer is de brug klaar`; not: `wanneer kwam ...`, `wanneer is de brug gesloten`."""
ASKS_VIEW = re.compile(
    r"""
    \b (?: wat \s (?: vindt | vind | denkt | is \s (?: de | het | uw ) \s (?: reactie | mening | standpunt | oordeel ) )
         | hoe \s (?: kijkt | denkt | oordeelt | beoordeelt | reageert | staat | belangrijk | waardeert )
         | (?: mening | standpunt | oordeel | opvatting | reactie ) \s (?: van | over | op )
         | belang(?:rijk)? | waarde ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Asks what somebody thinks of it, or whether it matters: `Wat vindt het kabinet van ...`; not: `Wat kost ...`"""

_ASKS_YES_OR_NO = re.compile(
    r"""
    (?: ^ | [,:;] \s | \b (?: en | of | \d{4} ) \s ) \W{0,10}
    (?: is | zijn | was | waren | heeft | hebben | heb | had | ben | bent | kan | kun | kunt | kunnen | mag | mogen
      | moet | moeten | wil | wilt | willen | zal | zou | zouden | gaat | gaan | komt | komen | wordt | worden | werd
      | doet | doen | klopt | geldt | krijgt | krijgen | krijg | staat | staan | zitten | zit | bestaat | steunt | deelt
      | vindt | neemt | blijft | weet | herkent ) \s
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Mag een school ...`, `SP 2024: komt er ...`"""
_ASKS_OPENLY = re.compile(
    r"\b(?:hoe(?:lang|ver|veel|zo)?|wat|waar(?:aan|bij|door|in|mee|naar|om|op|over|toe|uit|van|voor)?|wanneer|wie|welke?)\b",
    re.IGNORECASE,
)
"""`Wat`, `waarom`; not: `waarde`, `Hoekstra`."""

ASKS_SENT = re.compile(
    r"\b(?:kamer)?vragen\b[^?]*\b(?:gesteld|ingediend|stelden?|stelt)\b|\b(?:stelden?|stelt)\b[^?]*\b(?:kamer)?vragen\b",
    re.IGNORECASE,
)
"""Is about the asking of questions, so that a period is of that day: `hoeveel vragen stelde`; not: `vragen over`."""


def is_english(query: str) -> bool:
    """Whether the query is put in English, by the words in it that Dutch has not."""
    words = re.findall(r"[a-z]+", query.casefold())
    return len(ENGLISH.intersection(words)) >= MIN_ENGLISH


def asks_number(query: str) -> bool:
    """Whether the query asks for a number, amount or date."""
    return bool(asked_figures(query))


def asked_figures(query: str) -> frozenset[Figure]:
    """The kinds of figure of which one answers the query; empty when it asks for none."""
    reason = _REASON.search(query)
    for pattern, kinds in _ASKED:
        found = re.search(pattern, query, re.VERBOSE | re.IGNORECASE)
        if found is not None:
            return frozenset() if reason is not None and reason.start() < found.start() else frozenset(kinds)
    return frozenset()


def asked_name(query: str) -> str | None:
    """What the query asks the name of, so that only a name answers it: `country`, `place`, `firm`, `body`; else None.

    A `spot` is a place where something is or goes to, which need not be called by its name.
    """
    found = _ASKS_NAME.search(query)
    if found is None or asked_figures(query):
        return None
    return found.lastgroup or "body"


def asked_which(query: str) -> str | None:
    """The thing of which the query asks which one it is: `straf` of `Welke straf kreeg ...`."""
    found = _ASKS_WHICH.search(query)
    return found["what"] if found else None


def asks_yes_or_no(query: str) -> bool:
    """Whether yes or no answers the query."""
    return _ASKS_YES_OR_NO.search(query) is not None and not _ASKS_OPENLY.search(query)
