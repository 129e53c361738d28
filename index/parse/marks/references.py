"""Answers that refer to another answer of the same publication: "Zie het antwoord op vraag 7"."""

from __future__ import annotations

import re

from index.parse.marks.numbers import NUMMERS, parse_numbers

REFERS = r"verwijs|verwijzen|verwezen"
"""The verb by which an answer says that another text answers, for patterns of more than these."""

_REFERENCE = re.compile(
    rf"""
    \b (?: zie | {REFERS} | verwijzend | idem | kortheidshalve )\b
      [^.?!]{{0,90}}?
    \b (?: antwoord(?:en)? | beantwoording | reactie ) \b [\s,]*
    (?: (?:op|bij|van|onder|in|aan) \s+ )? (?: (?:de|het|uw|mijn|eerdere|bovenstaande|voorgaande|deel)\s+ )* (?:
      (?:vra(?:ag|gen)|antwoord) \s* )?
    (?: (?:nr|nrs|nummer|nummers) \.? \s* )? (?P<nummers> {NUMMERS} ) (?! \s*(?:miljoen|miljard|procent|%|euro|\d) )
    (?P<staart> [^.?!;]{{0,80}} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Example: "Nee, zie antwoord 6.", "verwijs u naar het antwoord op vragen 2, 5 en 8"; not: "in antwoord op vraag 3"."""

_PREVIOUS = re.compile(
    r"\bzie\b[^.?!]{0,40}\b(?:vorige|voorgaande|bovenstaande)\s+(?:vraag|antwoord)|\bzie\s+(?:hierboven|het\s+bovenstaande)",
    re.IGNORECASE,
)
"""Example: "Zie het antwoord op de vorige vraag."; not: "het vorige kabinet"."""

_ELSEWHERE = re.compile(
    r"""
    \b (?: van\s+(?:het\s+lid|de\s+leden|lid) | Aanhangsel | Kamerstuk | vergaderjaar | gesteld\s+door |
      eerdere\s+(?:schriftelijke|Kamer)
      | feitelijke\s+vragen | (?:schriftelijke|mondelinge)\s+vragen | Kamervragen | vragen\s+(?:van|over|met) |
        \d{4}Z\d{5}
      | ingezonden | d\.d\. | van\s+\d{1,2}\s+\w+\s+(?:19|20)\d{2} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A sign that the answer stands in another publication."""


def referred_numbers(antwoord: str) -> tuple[int, ...]:
    """Question numbers of this publication that an answer refers to as its answer; 0 means the one before."""
    nummers: list[int] = []
    for match in _REFERENCE.finditer(antwoord):
        voor = match[0][: match.start("nummers") - match.start()]
        if _ELSEWHERE.search(match["staart"]) or _ELSEWHERE.search(voor):
            continue
        nummers.extend(parse_numbers(match["nummers"]))
    if not nummers and len(antwoord) < 200 and _PREVIOUS.search(antwoord):
        nummers.append(0)
    return tuple(dict.fromkeys(nummers))
