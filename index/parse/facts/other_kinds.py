"""Tells papers of parliament that look like written questions but are not: lists of a committee, question time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.facts.headings import ANTWOORDKOP, VRAAGKOP

_BEGIN = 60
"""Lines from the top in which a paper says what it is."""
_LIJST = re.compile(
    r"^\W*(?:verslag\s+houdende\s+een\s+)?lijst\s+van\s+vragen(?:\s+en\s+antwoorden)?\W*$", re.IGNORECASE
)
"""Example: "LIJST VAN VRAGEN EN ANTWOORDEN"; not: "een lijst van vragen over"."""
_VRAGENUUR = re.compile(
    r"^\W*(?:(?:het\s+)?vragenuur|vragen\s+uit\s+de\s+kamer|aan\s+de\s+orde\s+(?:is|zijn)\s+(?:het\s+vragenuur"
    r"|de\s+mondelinge\s+vragen)|mondelinge\s+vragen\s+aan\b.{0,200})\W*$",
    re.IGNORECASE,
)
"""Example: "Vragenuur", "Aan de orde is het vragenuur"; not: "Mondelinge vragen van het lid X (gesteld op"."""
_SPREKER = re.compile(r"^\W*(?:De|Minister|Mevrouw)\s*(?:heer\s+|voorzitter)?[^.:]{0,60}:\W*$", re.IGNORECASE)


def other_kind(lines: Sequence[str]) -> str | None:
    """Why a text is no publication of written questions; None when it may be one."""
    filled = [line.strip() for line in lines if line.strip()]
    top = filled[:_BEGIN]
    if any(VRAAGKOP.match(line) or ANTWOORDKOP.match(line) for line in top):
        return None
    if any(_LIJST.match(line) for line in top):
        return (
            "een lijst van vragen en antwoorden van een commissie (een Kamerstuk); alleen Kamervragen worden opgenomen"
        )
    speakers = sum(1 for line in filled if _SPREKER.match(line))
    if any(_VRAGENUUR.match(line) for line in top) and speakers >= 3:
        return "een verslag van het vragenuur (Handelingen); alleen schriftelijke Kamervragen worden opgenomen"
    return None
