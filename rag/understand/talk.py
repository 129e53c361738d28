"""Strips a query of what surrounds its subject: a greeting, `ik vroeg me af`, thanks, `wat zei minister X over`."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.store.words.compounds import WORD

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
OF_WHOM = re.compile(
    r"""
    ^ \W*+ (?P<frame> [^?.!\n]{2,160}? ) \s
    (?: over | inzake | betreffende | omtrent | rondom | naar \s aanleiding \s van ) \s++ (?P<subject> \S .* ) $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`wat zei minister Veldwijk in 2023 over ` + `de bruggen`."""
_IN_FRAME = """
aan alle antwoord antwoordde antwoordden antwoorden antwoordt beantwoord beantwoordde beantwoording bewindspersoon door
de een en er fractie geantwoord gegeven geschreven gesteld gevraagd gezegd hebben heeft heer het hoe in ingediend
kabinet kamerleden kamerlid kamervraag kamervragen leden lid mevrouw minister ministerie ministeries ministers namens of
op partij reageerde reageert regering schreef schrijft sinds staatssecretaris stelde stelden stelt tijdens toen
uit van voor vraag vraagt vragen vroeg vroegen wat welke zegt zei zeiden
"""
IN_FRAME = frozenset(_IN_FRAME.split())
"""The words beside names that ask for what somebody asked or answered, and say nothing of the subject."""
NAME_WORDS = 2
"""In small letters: `wat zei jan veldwijk over`."""
SAYS_WHO = re.compile(
    r"\b(?:\w*vra(?:gen|ag|agt)|vroeg(?:en)?|gevraagd|zei(?:den)?|zegt|gezegd|\w*antwoord\w*)\b", re.IGNORECASE
)
"""`wat vroeg Aalders over `; not: `Aalders over `, which may as well be what it is about."""

ASKED_BY = re.compile(r"\b(?:vroeg(?:en)?|vragen\s(?:van|door))\s(?:\w+\s)?$", re.IGNORECASE)
"""`wat vroeg |Aalders`, `vragen van |Aalders`; not: `vragen aan |Veldwijk`."""


def without_talk(query: str) -> str:
    """The question itself; a query that is all talk comes back as it was."""
    text = query
    for pattern in (OPENING, CLOSING):
        while SAYING.search(shorter := pattern.sub("", text, count=1)) and shorter != text:
            text = shorter
    return text


def may_say_of_whom(query: str) -> bool:
    """Whether a query may open with who asked or answered, as far as can be told before names are looked for.

    `Kent u het bericht over de brug?` has too many words before its subject that neither belong there nor are a name.
    """
    match = OF_WHOM.match(query)
    if match is None:
        return False
    first, *others = WORD.findall(match["frame"]) or [""]
    words = [first, *(word for word in others if not word[0].isupper())]
    return sum(word.lower() not in IN_FRAME for word in words) <= NAME_WORDS


def subject_start(query: str, names: Collection[tuple[int, int]]) -> int:
    """Where the subject of a query begins that opens with who asked or answered; 0 where none does.

    `names` are the stretches of the query that name a person, party, ministry or period: `Veldwijk` and `2023` of `wat
    zei minister Veldwijk in 2023 over de bruggen?`.
    """
    match = OF_WHOM.match(query)
    if match is None or SAYING.search(match["subject"]) is None:
        return 0
    frame = query[: match.end("frame")]
    for start, end in names:
        if end <= len(frame):
            frame = frame[:start] + " " * (end - start) + frame[end:]
    return match.start("subject") if all(word in IN_FRAME for word in WORD.findall(frame.lower())) else 0
