"""Reads facts from a covering letter or title above the answers, where the official headings are absent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names.dates import parse_date
from index.parse.content import Block, BlockKind, Content, StatedFacts
from index.parse.facts.headings import read_question_heading
from index.parse.facts.people import read_addressees
from index.parse.lines.normalise import squeeze
from index.values import Bewindspersoon

_TITLE = re.compile(
    r"""
    \b (?: Antwoord(?:en)? | Beantwoording | Uitstel\s+(?:van\s+)?beantwoording | Reactie ) \s+
    (?:op\s+|van\s+)? (?:de\s+|een\s+)? (?: schriftelijke\s+ )? (?: Kamer )? vra(?:ag|gen) \s+
    (?P<rest> (?:door|van) \s*+ (?: (?:het|de) \s*+ )? (?:lid|leden) \b .{3,600} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A title that names the askers. Example: "Antwoorden op Kamervragen van het lid Zandbelt (VDP) over vlaggen"."""

_SIGNATURE = re.compile(
    r"^(?:Hoogachtend,?\s*)?(?:(?:De|DE)\s+)?(?=(?:vice-?)?(?:minister|staatssecretaris)(?:-president)?\b)",
    re.IGNORECASE,
)
"""A line of signature. Example: "De minister van Defensie,"; not: "De minister heeft gezegd"."""

_ALSO_ON_BEHALF = re.compile(
    r"\bmede\s+namens\s+(?=(?:de\s+|mijn\s+)?(?:minister|staatssecretaris|collega))", re.IGNORECASE
)
"""Example: "mede namens de minister van"; not: "mede namens de gemeente"."""
_DATE = re.compile(r"^\W*Datum\W+(?P<datum>\d{1,2}\s+\w+\s+\d{4})\W*$", re.IGNORECASE)
"""The date of a letter. Example: "| Datum | 24 maart 2024 |"; not: "Datum publicatie"."""
_INGEZONDEN = re.compile(r"\bingezonden\s+(?:op\s+|d\.d\.\s+)?(?P<datum>\d{1,2}\s+\w+\s+\d{4})", re.IGNORECASE)
"""Example: "ingezonden d.d. 7 oktober 2025"; not: "ingezonden stukken"."""

_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9)»”’'])[.](?=\s+[A-Z]|$)")
"""Example: the stop of "over de brug. Hierbij"; not: "nr. 3", "A. Zandbelt"."""


def read_letter(lines: Sequence[str], facts: StatedFacts) -> None:
    """Fill what the headings did not give: askers and subject from a title, the minister from the signature."""
    text = squeeze(" ".join(lines[:200]))[:20_000]
    if not facts.indieners and (titel := _TITLE.search(text)):
        sentence = _SENTENCE_END.split(f"Vragen {titel['rest']}", maxsplit=1)[0]
        read_question_heading(re.sub(r"^Vragen door", "Vragen van", sentence), facts, "titel")
    if match := _INGEZONDEN.search(text):
        facts.keep("brief", ingezonden=parse_date(match["datum"]))
    if dated := next((match for line in lines if (match := _DATE.match(line.strip()))), None):
        facts.keep("brief", ontvangen=parse_date(dated["datum"]))
    if facts.beantwoord_door:
        return
    if people := next((signed for line in lines if (signed := read_signature(line))), ()):
        namens = _ALSO_ON_BEHALF.search(text)
        extra = read_addressees(text, namens.end())[0] if namens else ()
        facts.keep("ondertekening", beantwoord_door=tuple(dict.fromkeys((*people, *extra))))


def read_signature(line: str) -> tuple[Bewindspersoon, ...]:
    """Who signs on a line; nobody when it is no line of signature."""
    bare = line.strip()
    begin = _SIGNATURE.match(bare) if len(bare) < 160 else None
    if begin is None:
        return ()
    people, end = read_addressees(bare, begin.end())
    return people if not bare[end:].strip(" ,.;") else ()


def take_signature(blocks: Sequence[Block], content: Content) -> None:
    """Take the signature from behind the last answer: who signs answers, when nothing before says who does."""
    last = next((block for block in reversed(blocks) if block.soort is BlockKind.ANTWOORD), None)
    if last is None or last is not blocks[-1]:
        return
    for place in range(len(last.paragraphs) - 1, max(0, len(last.paragraphs) - 1 - _SIGNATURE_PARAGRAPHS), -1):
        if people := read_signature(last.paragraphs[place]):
            content.facts.keep("ondertekening", beantwoord_door=people)
            content.restant.extend(last.paragraphs[place:])
            del last.paragraphs[place:]
            return


_SIGNATURE_PARAGRAPHS = 4
"""Paragraphs from the end in which a signature stands: function, name, perhaps a place and a day."""
