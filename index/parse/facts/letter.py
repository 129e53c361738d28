"""Facts in the covering letter or title above the answers, where the official headings are absent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.content import Feiten
from index.parse.facts.dates import parse_datum
from index.parse.facts.headings import lees_vraagkop
from index.parse.facts.people import lees_aangesprokenen
from index.parse.lines.normalise import smal

_TITEL = re.compile(
    r"""
    \b (?: Antwoord(?:en)? | Beantwoording | Uitstel\s+(?:van\s+)?beantwoording | Reactie ) \s+
    (?:op\s+|van\s+)? (?:de\s+|een\s+)? (?: schriftelijke\s+ )? (?: Kamer )? vra(?:ag|gen) \s+
    (?P<rest> (?:door|van) \s* (?:het|de)? \s* (?:lid|leden) \b .{3,600} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A title that names the askers. Example: "Antwoorden op Kamervragen van het lid Zandbelt (VDP) over vlaggen"."""

_ONDERTEKENING = re.compile(
    r"^(?:Hoogachtend,?\s*)?(?:De|DE)\s+(?=(?:vice-?)?(?:minister|staatssecretaris)(?:-president)?\b)", re.IGNORECASE
)
"""A line of signature. Example: "De minister van Defensie,"; not: "De minister heeft gezegd"."""

_MEDE_NAMENS = re.compile(
    r"\bmede\s+namens\s+(?=(?:de\s+|mijn\s+)?(?:minister|staatssecretaris|collega))", re.IGNORECASE
)
_INGEZONDEN = re.compile(r"\bingezonden\s+(?:op\s+|d\.d\.\s+)?(?P<datum>\d{1,2}\s+\w+\s+\d{4})", re.IGNORECASE)


def lees_brief(regels: Sequence[str], feiten: Feiten) -> None:
    """Fill what the headings did not give: askers and subject from a title, the minister from the signature."""
    tekst = smal(" ".join(regels[:200]))[:20_000]
    if not feiten.indieners and (titel := _TITEL.search(tekst)):
        zin = re.split(r"(?<=[a-zà-ÿ0-9)»”’'])[.](?=\s+[A-Z]|$)", f"Vragen {titel['rest']}", maxsplit=1)[0]
        lees_vraagkop(re.sub(r"^Vragen door", "Vragen van", zin), feiten, "titel")
    if match := _INGEZONDEN.search(tekst):
        feiten.zet("brief", ingezonden=parse_datum(match["datum"]))
    if feiten.beantwoord_door:
        return
    for regel in regels:
        kaal = regel.strip()
        begin = _ONDERTEKENING.match(kaal) if len(kaal) < 160 else None
        if begin is None:
            continue
        personen, einde = lees_aangesprokenen(kaal, begin.end())
        if personen and not kaal[einde:].strip(" ,.;"):
            namens = _MEDE_NAMENS.search(tekst)
            extra = lees_aangesprokenen(tekst, namens.end())[0] if namens else ()
            feiten.zet("ondertekening", beantwoord_door=tuple(dict.fromkeys((*personen, *extra))))
            return
