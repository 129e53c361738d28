"""Telling a question from an answer where no label does: by its end and its first words."""

from __future__ import annotations

import re

from index.parse.marks.notes import without_marks

_END = re.compile(r"""\?[\s»”’"')\]]*+(?:\[?\d{0,3}[\])]?)\s*(?:\([^()?]{3,80}\)\s*)?$""")
"""Example: "Klopt dit?1"; not: "De vraag is wat dit kost."."""

_YOU_DO = r"""
    Bent | Kunt | Kent | Deelt | Heeft | Hebt | Herinnert | Erkent | Wilt | Gaat | Beseft | Vindt | Ziet | Acht | Weet
    | Onderschrijft | Realiseert | Beschikt | Denkt | Begrijpt | Neemt | Zult | Herkent | Beaamt | Ontkent | Steunt
    | Houdt
"""
"""Verbs of what is asked of "u", for verbose patterns."""
_BEGIN = re.compile(
    rf"""
    ^ [\s–«“"‘'(]* (?:
      (?: {_YOU_DO} | Ben | Kan | Klopt | Is | Zijn | Was | Waren | Wil | Zou | Wordt | Worden | Werd | Moet | Mag
        | Komt | Staat | Betekent | Geldt | Bestaat | Bestaan ) \s
    | (?: Wat | Hoe(?:veel)? | Waarom | Welke? | Wanneer | Wie | Waar\w* | In\s+hoeverre |
      (?:Op|In|Aan|Uit|Met|Door|Voor|Van|Bij|Sinds|Om)\s+welke?
        | Zo\s+(?:ja|nee|niet) | Indien | Mocht | Hoezo ) \b
    )
    """,
    re.VERBOSE,
)
"""First words of a question. Example: "Kunt u aangeven"; not: "Ja, dat klopt"."""

_ADDRESSES_YOU = re.compile(
    rf"""
    ^ [\s–«“"‘'(]* (?:
        (?: {_YOU_DO} | Bevestigt | Blijft | Hoe\s+beoordeelt | Wat\s+vindt | Welke\s+\w+\s+neemt ) \s+ u \b
      | Klopt\s+(?:het|dit)\b | Is\s+het\s+(?:waar|juist|correct)\b )
    """,
    re.VERBOSE,
)
"""First words that only a question has, however it ends. Example: "Erkent u dat «...»"; not: "Is dat zo, dan"."""

_AFTERTHOUGHT = re.compile(r"(?:Zo\s(?:ja|nee)|Graag|Gaarne|Kunt\su|Wilt\su|Indien|Waarom)\b[^.?!]{0,500}+\.?\s*$")
"""Example: "Graag een toelichting."; not: "Graag. Dat klopt niet."."""


def is_question(paragraph: str) -> bool:
    """Whether a paragraph reads as a question of a member."""
    paragraph = without_marks(paragraph)
    if _END.search(paragraph) or _ADDRESSES_YOU.match(paragraph):
        return True
    if _BEGIN.match(paragraph) is None:
        return False
    return "?" in paragraph and _AFTERTHOUGHT.search(paragraph) is not None


def split_questions_at_end(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """Paragraphs as (answer, the questions that stand after it)."""
    place = len(paragraphs)
    while place and is_question(paragraphs[place - 1]):
        place -= 1
    return paragraphs[:place], paragraphs[place:]
