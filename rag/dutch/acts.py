"""Patterns for what a sentence does: ask how it is answered, say yes or no, qualify, need the sentence before it.

Each act is recognised here and nowhere else. The rules that are data name these patterns in braces: `{asks_handling}`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from index.parse.marks.delay import DELAYS
from index.parse.marks.references import REFERS
from rag.dutch.caseless import Caseless

FLAGS = re.VERBOSE | re.IGNORECASE | re.DOTALL

YES, NO, PARTLY = r"ja\b", r"neen?\b", r"(?:deels|gedeeltelijk|ten\sdele)\b"
"""The words by which an answer says its position at once, for patterns of more than these."""

_PREPOSITION = "aan|bij|door|in|mee|na|naar|om|onder|op|over|toe|tegen|uit|van|voor"
_POINTING = rf"(?:daar|hier)(?:{_PREPOSITION})"
_ER = rf"er(?:{_PREPOSITION})"

ASKS_HANDLING = re.compile(
    r"""
    ^ \W* (?: kunt | wilt | zou | bent | gaat | zult | kan | wil | kunnen ) \s
    (?= .{0,160} \b (?: vragen | vraag ) \b ) (?= .{0,300} beantwoord (?: en | t )? \b )
    (?! .{0,120} \b aangeven \s (?: hoe | wat | wie | waar ) )
    """,
    FLAGS,
)
"""`Kunt u deze vragen een voor een beantwoorden?`; not: `Wanneer beantwoordt u de vragen van de Ombudsman?`"""

ASKS_OPENLY = re.compile(
    r"""
    ^ \W* (?: (?: aan | achter | bij | binnen | door | gedurende | in | met | na | naar | om | onder | op | over | per
          | sinds | tegen | ten | tot | tussen | uit | van | vanaf | voor | volgens | wegens | vanwege ) \s )?
    (?: hoe | hoeveel | hoelang | hoezeer | hoever | hoeverre | wat | welke? | waarom | wanneer | wie | wiens | waar
      | waaraan | waarbij | waardoor | waarin | waarmee | waarop | waarover | waartoe | waaruit | waarvan | waarvoor
      | waarnaar | vanwaar ) \b
    (?! \s*+ (?: , \s*+ )? (?: de | het | u | een | er ) \b .{10,200} , \s (?: bent | kunt | is | klopt | deelt ) \b )
    """,
    FLAGS,
)
"""`Op welke wijze gaat u ...?`, which yes or no does not answer; not: `Bent u bereid ...?`, `Waarschuwt u ...?`"""

SAYS_YES_OR_NO = re.compile(rf"^\W*(?:{YES}|{NO})", FLAGS)
"""`Nee, daarover zijn geen gegevens.`; not: `Neem de trein.`"""

CONFIRMS = re.compile(rf"^\W*(?:{YES} | inderdaad\b | (?:dat|dit)\s+klopt\b (?! \s+(?:niet|deels)\b ) )", FLAGS)
"""`Ja.`, `Inderdaad is ...`, `Dat klopt.`; not: `Dat klopt niet.`"""

DENIES = re.compile(rf"^\W*(?:{NO} | (?:dat|dit)\s+klopt\s+niet\b )", FLAGS)
"""`Nee.`, `Dat klopt niet.`; not: `Ik deel die mening niet.`"""

TAKES_POSITION = re.compile(
    rf"""
    ^ \W* (?: {YES} | {NO} | {PARTLY} )
    | ^ \W* (?: dat | dit | die | deze ) \s .{{0,40}} \b (?: klopt | juist | deel | deelt | herken ) \b
    | \b (?: deel | onderschrijf | herken ) \s (?: ik | het\skabinet ) \b | \b ik \s ben \s (?: niet \s )? bereid \b
    """,
    FLAGS,
)
"""`Nee, ...`, `Die mening deel ik niet.`; not: `De minister deelt informatie.`"""

TURNS = re.compile(
    r"""
    ^ \W* (?: wel | echter | maar | toch | tegelijk(?:ertijd)? | desalniettemin | niettemin | desondanks | ondanks
            | evenwel | daarentegen | anderzijds | (?:daar|hier)bij \s (?: plaats | past ) | hoewel ) \b (?! \s eens )
    | ^ \W*+ (?: \S++ \s ){1,4}? (?: wel | echter | daarentegen | evenwel ) \b (?! \s eens )
    | ^ \W* (?: dat | dit | daarmee | hiermee ) \s (?: \w+ \s ){0,3}? (?: niet | geen ) \b
    | ^ \W* (?: dat | dit ) \s (?: laat \s onverlet | neemt \s niet \s weg ) | ^ \W* daar \s staat \s tegenover
    """,
    FLAGS,
)
"""A sentence that qualifies or turns the one before it: `Wel is de brug ...`, `Ik zie echter ...`, `Dat betekent niet
...`; not: `Welke gevolgen dat heeft ...`"""

LEANS_ON_SENTENCE = re.compile(
    rf"""
    ^ [\W_]*+ (?:
        (?: dit | dat | deze | die | daar(?:{_PREPOSITION})? | hier(?:{_PREPOSITION})?
          | zij | hij | ze | wel | echter | dus | toch | maar | en | want | immers | niettemin | desondanks | evenmin
          | daarentegen | tegelijk(?:ertijd)? | datzelfde | hetzelfde | zodoende | dergelijke | ook | zo | anderzijds
          | beide | laatstgenoemde | bovendien | zodat | denk | ten \s (?: tweede | derde ) ) \b
      | (?: \S++ \s ){{1,4}}?
          (?: dit | deze | dergelijke | zulke | echter | dus | daarentegen | eveneens | beide | immers | namelijk
            | {_POINTING} ) \b
          (?! \s (?: jaar | moment | kabinet\w* | kamer\w* | najaar | voorjaar | kwartaal | vra(?:ag|gen) | land ) \b )
      | (?: \S++ \s ){{0,3}}? (?: aan | bij | door | in | langs | met | naar | om | op | uit | van | voor )
          \s (?: die | dat ) \s \w
      | (?: \S++ \s ){{1,3}}? (?: is | zijn | was | waren ) \s dat \s (?: al | er | nog | ongeveer | ook | ruim | \d )
      | een \s (?: \w+ \s )? voorbeeld \s is \b
    )
    """,
    FLAGS,
)
"""A sentence of an answer that the one before it explains: `Dit geldt ook voor ...`, `Ik heb daarover ...`, `Om die
reden ...`, `In 2022 was dat nog 40.`; not: `Op dit moment ...`, `Feit is dat de brug ...`"""

LEANS_ON_QUESTION = re.compile(
    rf"""
    ^ \W* zo \s (?: ja | nee | niet ) \b
    | \b (?: dit | deze | daar\w+ | hier\w* | {_ER} | genoemde | voornoemde | bovenstaande | hetzelfde | dergelijke
          | vraag \s \d+ ) \b
    """,
    FLAGS,
)
"""A question that another of the same text explains: `Wat vindt u hiervan?`; not: `Deelt u de mening dat drones duur
zijn?`"""

LEANS_ON_TURN = re.compile(
    rf"""
    ^ \W* (?: en | maar | ook | of | dus | oké | ok | alleen | uitsluitend | enkel | nu | dan ) \b
    | \b (?: dat | die | dit | deze | zo ) \W* $ | \b (?: die | dat | deze | dit ) \s \w+ \W* $
    | \b (?: daar\w* | {_ER} | hij | zij | ze | hun | diezelfde | dezelfde | hetzelfde ) \b
    """,
    FLAGS,
)
"""Something typed that the question before it explains: `en in Utrecht?`, `wat kost dat?`; not: `hoeveel ganzen zijn
er?`"""

_NAMED = {
    "yes": YES,
    "no": NO,
    "partly": PARTLY,
    "asks_handling": ASKS_HANDLING.pattern,
    "asks_openly": ASKS_OPENLY.pattern,
    "delays": DELAYS.pattern,
    "refers": REFERS,
}


def filled_in(pattern: str) -> str:
    """A pattern of a data file with the acts that it names in braces."""
    for name, act in _NAMED.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{act})")
    return pattern


@lru_cache
def load_patterns(file: Path) -> tuple[tuple[str, Caseless], ...]:
    """The patterns of a data file, each with its kind, in the order of the file."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["kind"]
    return tuple((row["kind"], Caseless.of(filled_in(row["pattern"]), FLAGS)) for row in rows)
