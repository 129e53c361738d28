"""Tells papers of parliament that look like written questions but are not: lists of a committee, question time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.facts.headings import is_heading
from index.parse.marks.labels import is_answer_label

_BEGIN = 60
"""Lines from the top in which a paper says what it is."""
_LIST = re.compile(
    r"^\W*(?:verslag\s+houdende\s+een\s+)?lijst\s+van\s+vragen(?:\s+en\s+antwoorden)?\W*$", re.IGNORECASE
)
"""Example: "LIJST VAN VRAGEN EN ANTWOORDEN"; not: "een lijst van vragen over"."""
_CONSULTATION = re.compile(
    r"^\W*(?:(?:nader\s+)?verslag\s+van\s+een\s+(?:nader\s+)?schriftelijk\s+overleg"
    r"|(?:nadere\s+)?(?:nota\s+naar\s+aanleiding\s+van\s+het\s+(?:nader\s+|eind)?verslag|memorie\s+van\s+antwoord))\W*$",
    re.IGNORECASE,
)
"""Example: "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Memorie van antwoord"; not: "in het verslag van"."""
_BY_GROUP = re.compile(
    r"^\W*(?:vragen\s+en\s+opmerkingen|inbreng)\s+van\s+de\s+(?:leden\s+van\s+de\s+)?.{0,80}fracties?\W*$",
    re.IGNORECASE,
)
"""Who asks in a consultation. Example: "Vragen en opmerkingen van de leden van de VDP-fractie"."""
_QUESTION_TIME = re.compile(
    r"^\W*(?:(?:het\s+)?vragenuur|vragen\s+uit\s+de\s+kamer|aan\s+de\s+orde\s+(?:is|zijn)\s+(?:het\s+vragenuur"
    r"|de\s+mondelinge\s+vragen)|mondelinge\s+vragen\s+aan\b.{0,200})\W*$",
    re.IGNORECASE,
)
"""Example: "Vragenuur", "Aan de orde is het vragenuur"; not: "Mondelinge vragen van het lid X (gesteld op"."""
_ORALLY = re.compile(r"^\W*mondelinge\s+vragen(?:\s+van\s+(?:het\s+lid|de\s+leden)\b.{0,300})?\W*$", re.IGNORECASE)
"""What a paper of question time is headed by. Example: "Mondelinge vragen van het lid Zandbelt (VDP) aan"."""
_NUMMER = re.compile(r"^\W*20\d{2}Z\d{5}\W*$")
_SUBMITTED = re.compile(r"^\W*Ingediend\s+\d{1,2}\s+\w+\s+\d{4}\b")
"""What a page of openkamer says of each of the questions that it lists."""
ORAL = "mondelinge vragen: die worden in het vragenuur beantwoord; een schriftelijk antwoord komt er niet"
"""The doubt of such a paper."""
OVERVIEW = (
    "een overzicht van {} Kamervragen, zonder de vragen en antwoorden zelf; bewaar de pagina van elke vraag apart en "
    "lees die in"
)
_SPEAKER = re.compile(r"^\W*(?:De|Minister|Mevrouw)\s*(?:heer\s+|voorzitter)?[^.:]{0,60}:\W*$", re.IGNORECASE)
"""Example: "De heer Zandbelt (VDP):"; not: "De vragen luiden als volgt. Het gaat om:"."""
_CHAIR = re.compile(r"^\W*(?:De|Mevrouw\s+de)\s+voorzitter:", re.IGNORECASE)
"""Who gives the floor. Example: "De voorzitter:"; not: "Aan de voorzitter"."""
_SPEAKERS = 3
"""Speakers that a report of question time has at least."""


def other_kind(lines: Sequence[str]) -> str | None:
    """Why a text is no publication of written questions; None when it may be one."""
    filled = [line.strip() for line in lines if line.strip()]
    top, heading = _begin(lines)
    if _is_question_time(top, filled):
        return "een verslag van het vragenuur (Handelingen); alleen schriftelijke Kamervragen worden opgenomen"
    if heading is not None:
        return None
    if (listed := sum(1 for line in filled if _SUBMITTED.match(line))) > 1:
        return OVERVIEW.format(listed)
    if any(_LIST.match(line) for line in top):
        return (
            "een lijst van vragen en antwoorden van een commissie (een Kamerstuk); alleen Kamervragen worden opgenomen"
        )
    groups = sum(1 for line in filled if _BY_GROUP.match(line))
    if any(_CONSULTATION.match(line) for line in top) or (groups > 1 and not any(map(is_answer_label, filled))):
        return (
            "een schriftelijk overleg of de behandeling van een wet (een Kamerstuk);"
            " alleen Kamervragen worden opgenomen"
        )
    return None


def _is_question_time(top: Sequence[str], filled: Sequence[str]) -> bool:
    """Whether people speak in turn, who do so nowhere in written questions; its heading is that of written ones."""
    if sum(1 for line in filled if _SPEAKER.match(line)) < _SPEAKERS or any(map(is_answer_label, filled)):
        return False
    return any(_QUESTION_TIME.match(line) for line in top) or any(_CHAIR.match(line) for line in filled)


def is_oral(lines: Sequence[str]) -> bool:
    """Whether the heading of a paper says oral, or the word stands right above it: not in the menu of a page."""
    top, heading = _begin(lines)
    for place, line in enumerate(top if heading is None else top[:heading]):
        if _ORALLY.match(line):
            below = [one for one in top[place + 1 : place + 4] if not _NUMMER.match(one)]
            if " " in line.strip()[16:].strip() or (heading is not None and below and below[0] == top[heading]):
                return True
    return False


def _begin(lines: Sequence[str]) -> tuple[list[str], int | None]:
    """The first lines with something on them, and which of them is the heading."""
    top = [line.strip() for line in lines if line.strip()][:_BEGIN]
    return top, next((n for n, line in enumerate(top) if is_heading(line)), None)
