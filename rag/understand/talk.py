"""Takes away the talk around a question: a greeting, `ik vroeg me af`, thanks."""

from __future__ import annotations

import re

OPENING = re.compile(
    r"""
    ^ [\s,.!:-]* (?:
        (?: hoi | hallo | hey | hee | hé | hi | hello | goede(?:morgen|middag|navond) ) \b (?: \s allemaal )?
      | (?: dag | beste (?: \s \w+ )? | geachte (?: \s \w+ ){1,3} ) (?= [,!] )
      | (?: nou | zeg | trouwens ) \b
      | (?: even \s )? (?: een \s )? (?: kort(?:e)? \s | snel(?:le)? \s )? vraagje (?= [\s,:] )
      | ik \s (?: vroeg | vraag ) \s (?: me | mij ) \s (?: eigenlijk \s | wel \s | nou \s | even \s )* af \b
      | ik \s (?: wil(?:de)? | zou ) \s (?: eigenlijk \s | graag \s | wel \s | eens \s | even \s )*
        (?: willen \s )? weten \b
      | (?: weet \s (?: iemand | je | jij ) | weten \s jullie ) \b (?: \s (?: misschien | toevallig | ook ) \b )*
      | (?: kun | kan | kunt | kunnen | zou | zouden ) \s (?: je | jij | u | jullie | iemand ) \s (?: me | mij ) \s
        (?: misschien \s | even \s )* (?: zeggen | vertellen | uitleggen ) \b
      | vertel (?: \s (?: me | mij | ons ) )? (?: \s (?: eens | even | iets | wat | meer | alles ) )* \s over \b
      | (?: ik \s zoek | heb \s je | hebben \s jullie | is \s er ) (?: \s (?: graag | ook | nog | wat | meer ) )*
        \s informatie \s over \b
      | mag \s ik \s (?: eens \s | even \s )? vragen \b
      | (?: can | could ) \s you \s (?: please \s )? tell \s me \b
      | i (?: \s would | 'd ) \s like \s to \s know \b | i \s was \s wondering \b | do \s you \s know \b
    )
    [\s,.!:]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Hoi, ik wil graag weten hoeveel ...`, `Kunt u mij vertellen waarom ...`; not: `Kunt u uitleggen waarom ...`, as
Kamervragen say, nor `dag van de arbeid`."""
CLOSING = re.compile(
    r"""
    (?: (?<! [\s,.!] ) [\s,.!]++ (?: alvast \s | heel \s erg \s ){1,3} | (?: [,.!] | (?<= [?] ) ) \s*+ )
        (?: bedankt | dank \s (?:je|u) (?: \s? wel )? | dank(?:je|u)wel )
        [\s,.!]* $
    | (?<! [\s,.!] ) [\s,.!]++ (?:
        alsjeblieft | alstublieft | s\.?v\.?p\.? | a\.?u\.?b\.?
      | (?: met \s )? (?: vriendelijke \s )? groet(?:en|jes)?
      | please | thanks | thank \s you
    )
    [\s,.!]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`... alvast bedankt!`; not: `waarom is de minister bedankt voor ...`"""
SAYING = re.compile(r"\w{3}")
"""What is left must have a word: `hoi` alone is left as it is."""


def without_talk(query: str) -> str:
    """The question itself; a query that is all talk comes back as it was."""
    text = query
    for pattern in (OPENING, CLOSING):
        while SAYING.search(shorter := pattern.sub("", text, count=1)) and shorter != text:
            text = shorter
    return text
