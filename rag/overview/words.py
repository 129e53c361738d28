"""The words that questions to the catalogue are made of."""

from __future__ import annotations

import re

from index.names.tables import word_lists
from rag.values import Extreme, Per, What

_VRAGEN = r"(?:kamer)?vra(?:ag|gen)"

QUESTIONS = re.compile(
    rf"\b(?:{_VRAGEN}|vragenstellers?|(?:ge|be)?antwoord\w*|vroeg(?:en)?|vraagt)\b|antwoordtijd|doorlooptijd"
)
"""Without one of these a query is no question to the catalogue."""

GROUPS = {
    Per.FRACTIE: re.compile(r"fracties?|partij(?:en)?"),
    Per.INDIENER: re.compile(r"kamerl(?:id|eden)|l(?:id|eden)|indieners?|vragenstellers?|parlementariers?|politici"),
    Per.MINISTERIE: re.compile(r"ministeries?|departement(?:en)?"),
    Per.BEWINDSPERSOON: re.compile(r"ministers?|bewinds(?:persoon|personen|lieden|man|vrouw)|staatssecretaris(?:sen)?"),
    Per.VERGADERJAAR: re.compile(r"vergaderja(?:ar|ren)"),
    Per.JAAR: re.compile(r"ja(?:ar|ren)"),
    Per.MAAND: re.compile(r"maand(?:en)?"),
    Per.SOORT: re.compile(r"soort(?:en)?"),
}
_GROUP = "|".join(pattern.pattern for pattern in GROUPS.values())

ASKER = re.compile(
    r"(?:\b(?:stelde|stelden|stelt|stellen|vroeg|vroegen|lid|leden|kamerlid|vragen\s(?:heeft|hebben))|\bvra(?:ag|gen)\svan)"
    r"(?:\s(?:de|het|lid|kamerlid|heer|mevrouw|fractie|van)){0,8}\s$"
)
"""Before the name of an asker, also one that the corpus does not have."""

PER = re.compile(
    rf"\b(?:(?:uitgesplitst|verdeeld|opgesplitst|gesplitst)\s)?"
    rf"(?:per|(?<=gesplitst\s)naar|(?<=verdeeld\s)(?:naar|over)|(?:voor|van|bij|door|in)\s(?:elke?|iedere?)|elke?|iedere?)"
    rf"\s(?:de\s)?(?P<groep>{_GROUP})\b"
)
"""`per fractie`, `uitgesplitst naar ministerie`, `elk jaar`."""

WHO = re.compile(rf"\b(?:wie\b(?P<wie>)|(?:welke?|hoeveel|top\s\d+)\s(?:verschillende\s)?(?P<groep>{_GROUP})\b)")
"""`wie stelde`, `welke partijen`, `hoeveel Kamerleden`."""

WHAT = re.compile(r"wat (?:vroeg|vroegen|heeft|hebben)\b")
SHARE = re.compile(r"\b(?:procent|percentage|aandeel)\b")
TO_WHOM = re.compile(r"\baan wie\b")
ASKS_ANSWERER = re.compile(
    rf"\bwie\s(?:heeft\s|hebben\s)?(?:de\s|het\s)?(?:meeste\s|minste\s)?(?:{_VRAGEN}\s)?(?:be)?antwoord"
)
"""`wie antwoordde op`, `wie beantwoordde`; not: `wie stelde vragen zonder antwoord`."""

COUNTS = re.compile(r"\b(?:hoeveel|hoe\sveel|aantal(?:len)?|hoe\svaak|hoe\sdikwijls)\b")
"""Example: "hoe vaak"; not: "hoe lang"."""
LISTS = re.compile(
    r"^(?:zijn|werden|werd|is) (?:er )?(?:\w+ ){0,2}(?:kamer)?vra(?:gen|ag) (?:\w+ ){0,3}(?:gesteld|ingediend)\b"
    r"|^(?:heeft|hebben) (?:\w+ ){0,4}(?:kamer)?vra(?:gen|ag) (?:\w+ ){0,3}(?:gesteld|ingediend)\b"
    r"|^(?:stelt|stelde|stelden|stellen) (?:\w+ ){0,4}(?:kamer)?vra(?:gen|ag)\b"
    r"|^(?:zijn|staan) er (?:\w+ ){0,2}(?:open\w*|onbeantwoorde|uitgestelde) (?:kamer)?vragen\b"
    r"|^wat (?:vroeg|vroegen|(?:heeft|hebben) (?:\w+ ){0,3}gevraagd)\b"
    r"|\b(?:welke|alle|lijst|overzicht|toon|geef|noem|zien|wanneer|eerste|laatste|nieuwste|recentste|recente|oudste)\b"
)
WHETHER_ALL = re.compile(
    r"^(?:hebben|heeft|zijn|is|gaven?|gaf)\b.{0,60}\b(?:alle|elk|elke|ieder|iedere)\s(?:ministeries?|departement(?:en)?)\b"
)
"""`hebben alle ministeries geantwoord`: a row for each tells, a number does not."""
LISTS_ALL = re.compile(r"(?:welke|alle) (?:kamer)?vragen (?:zijn )?(?:er )?(?:gesteld|beantwoord)")
"""Example: "welke vragen zijn er gesteld"; not: "welke vragen over stikstof"."""
LISTS_ENDS = re.compile(
    r"(?:(?:wat|welke) (?:zijn|waren|is|was) |toon |geef |laat |noem )?(?:mij |me )?(?:de )?"
    r"(?:nieuwste|laatste|recentste|recente|oudste|eerste) (?:schriftelijke )?(?:kamer)?vra(?:gen|ag)(?: zien)?"
)
"""Example: "wat zijn de nieuwste kamervragen"; not: "de eerste vragen over de brug"."""
BESIDE = re.compile(
    r"\b(?:meer|minder|vaker|evenveel|meeste|minste|hoeveel|hoe vaak|aantal(?:len)?|vergeleken|ten opzichte)\b"
)
"""What sets numbers of those that are named beside each other; not: "samen"."""
TOGETHER = re.compile(r"\b(?:samen|totaal|totale|opgeteld|gezamenlijk)\b")
WHEN = re.compile(r"\bwanneer\b")
BARE = re.compile(r"\b(?:\w+ )?(?:(?:kamer)?vragen|antwoorden)(?: \w+){0,6}")
"""`schriftelijke vragen van het lid`, with a name or period."""

ASKS_TIMES = re.compile(
    r"\b(?:hoe\s?lang|hoe\s(?:snel|traag|vlot)|hoeveel\s(?:tijd|dagen|weken)|gemiddelde|mediane"
    r"|procent|percentage|aandeel|(?:be)?antwoord(?:ings)?(?:tijd|termijn|duur)(?:en)?|doorlooptijd(?:en)?)\b"
)
"""Example: "hoe lang", "antwoordtijden"; not: "hoe vaak"."""
TAKES = re.compile(r"\b(?:doet|doen|deed|deden|duurt|duurde)\b")
TAKES_TIME = re.compile(
    rf"\bover\s(?:(?:het|een|de|hun|zijn|haar)\s)*(?:(?:be)?antwoord\w*(?:\s(?:van|op)\s(?:(?:de|deze|schriftelijke)\s)*"
    rf"{_VRAGEN})?|(?:schriftelijke\s)?{_VRAGEN})(?!\sover)\b"
)
"""`doet Justitie` + `over een antwoord`: what takes the time, not a subject."""

ANSWERS = re.compile(r"\b(?:ge|be)?antwoord|doorlooptijd|\b(?:traagst|snelst|langzaamst)")

STATUS = {
    What.TE_LAAT: re.compile(r"\bte laat\b|\bniet op tijd\b|\bniet binnen\b"),
    What.OP_TIJD: re.compile(r"\bop tijd\b|\btijdig\b|\bbinnen (?:de |drie )?(?:termijn|weken)\b"),
    What.OPEN: re.compile(
        r"\bopen\w*\b|\bligg?(?:en|t)\b|\bmoet(?:en)? (?:nog )?beantwoorden\b|\bonbeantwoord\w*"
        r"|\bniet (?:zijn )?beantwoord\b|\b(?:geen|zonder) antwoord\b|\bwacht(?:en)? (?:\w+ ){0,2}op\b"
    ),
    What.UITGESTELD: re.compile(r"\buitgesteld\b|\buitstel\b|\bvertraagd\b"),
    What.INGETROKKEN: re.compile(r"\bingetrokken\b"),
}
EXTREMES = {
    Extreme.FIRST: re.compile(r"\b(?:eerste?|oudste)\b"),
    Extreme.LAST: re.compile(r"\blaatste?\b(?! tijd)|\b(?:nieuwste|recentste|recente)\b"),
    Extreme.MOST: re.compile(r"\b(?:meeste?|vaakst|top|grootste|actiefste)\b"),
    Extreme.LEAST: re.compile(r"\bminste?\b"),
    Extreme.SLOWEST: re.compile(r"\b(?:traagste?|langzaamste?|langste?)\b"),
    Extreme.FASTEST: re.compile(r"\b(?:snelste?|kortste?)\b"),
}

_LISTS = word_lists(__file__)
ALLOWED = _LISTS["allowed"]

_MEMBER = r"(?:(?:de|het|lid|leden|kamerlid|kamerleden|fractie|partij|van|heer|mevrouw)\s)*"
_MINISTER = r"(?:(?:de|het|minister|ministers|staatssecretaris|ministerie|van|voor)\s)*"
_DONE = r"(?:gesteld|ingediend|beantwoord|open|onbeantwoord|uitgesteld|ingetrokken|te\slaat)"

_END = rf"""
    (?= \s (?: (?:(?:in|uit|sinds|van|tijdens|gedurende|tussen|vanaf|na|voor|over)\s)? (?:(?:de|het)\s)? §t\d+ \b
             | (?:van|door|aan|bij|namens) \s (?: {_MEMBER} | {_MINISTER} ) §[ifmbx]\d+ \b
             | (?:heeft|hebben|had|stelde|stelden|stelt|stellen|diende|kreeg|kregen|beantwoordde) \s
                 (?: {_MEMBER} | {_MINISTER} ) §
             | (?:zijn|werden|werd|is) \s (?:(?:er|al|nog|ooit|niet|in|van|door)\s|§\S+\s)* {_DONE}
             | (?:gesteld|ingediend|beantwoord|ontvangen|gekregen|gevraagd) (?:\s|$)
             | hebben \s een \s antwoordtijd
             | (?:staan|zijn) \s (?:(?:er|nog|steeds)\s)* (?:open|onbeantwoord)
             | (?:zijn|waren) \s er
             | (?:per|uitgesplitst|verdeeld|opgesplitst) \s ) | $ )
"""
SUBJECT = re.compile(
    rf"""
    \b (?: (?:die\s)? (?:gaan|gingen|ging|gaat)\sover | over | inzake | betreffende | omtrent | rondom | aangaande
         | met\sbetrekking\stot | (?<=vroeg\s)naar | (?<=vroegen\s)naar ) \s (?P<subject> \S.*? ) {_END}
    """,
    re.VERBOSE,
)
"""`over stikstof` up to a period, an asker, an answerer or a verb: `over stikstof in §t0`, `over zorg van de §f1`."""
