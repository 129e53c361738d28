"""Moves the sources that askers list behind the last answer to the questions that refer to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.parse.content import BlockKind
from index.parse.lines.footnotes import LIKE_SOURCE
from index.values import Voetnoot

_SOURCE = re.compile(r"^\s*(?P<nummer>\d{1,2})[.)]\s+(?P<tekst>\S.*)$")
"""Example: "1) Aanhangsel Handelingen, nr. 1121", "2. NRC, 4 maart 2024"; not: "[1] NRC"."""
_REFERENCES = re.compile(r"(?<=[\w?.!»”’)])(?P<nummers>(?:\s*+(?:,\s*+)?\(?\d{1,2}\)){1,40})\s*+$")
"""What a question ends in. Example: "bedoeld? 1) 2)", "bekend? (1)"; not: "bekend (1)?"."""
_SENTENCE_END = re.compile(r"[.?!»”)\]]\W*$")
"""What stands above a list of sources; not: "Ik neem drie maatregelen:"."""


def take_sources(parts: Sequence[tuple[BlockKind, list[str]]]) -> dict[int, list[Voetnoot]]:
    """Take the list from the end of the last answer and the references from the questions, in place.

    Nothing is taken unless the list is numbered from 1, reads as one of sources and a question refers to it: an answer
    may end in a list.

    Args:
        parts: questions and answers with their lines, in the order of the document.

    Returns:
        The sources of each question, by its position; one that no question refers to is with the last question.
    """
    if not parts or parts[-1][0] is not BlockKind.ANTWOORD:
        return {}
    answer = parts[-1][1]
    begin, listed = _list_at_end(answer)
    found: dict[int, list[int]] = {}
    for place, (soort, lines) in enumerate(parts):
        last = next((n for n in reversed(range(len(lines))) if lines[n].strip()), None)
        if soort is not BlockKind.VRAAG or last is None or (match := _REFERENCES.search(lines[last])) is None:
            continue
        numbers = [int(number) for number in re.findall(r"\d+", match["nummers"])]
        if set(numbers) <= set(listed):
            found[place] = numbers
    if not found or begin == 0 or _is_of_answer(answer[:begin], listed.values()):
        return {}
    del answer[begin:]
    for place in found:
        lines = parts[place][1]
        last = next(n for n in reversed(range(len(lines))) if lines[n].strip())
        lines[last] = _REFERENCES.sub("", lines[last])
    referred = {number for numbers in found.values() for number in numbers}
    found[max(found)].extend(number for number in listed if number not in referred)
    return {
        place: [Voetnoot(nummer=f"{number})", tekst=listed[number]) for number in numbers]
        for place, numbers in found.items()
    }


def _is_of_answer(above: Sequence[str], entries: Collection[str]) -> bool:
    """Whether a list is one of the answer: its last line announces it, or few entries look like sources."""
    last = next((line for line in reversed(above) if line.strip()), "")
    like_sources = sum(LIKE_SOURCE.search(entry) is not None for entry in entries)
    return _SENTENCE_END.search(last) is None or 2 * like_sources < len(entries)


def _list_at_end(lines: Sequence[str]) -> tuple[int, dict[int, str]]:
    """Where the list begins that a text ends in, numbered from 1, and its entries."""
    listed: dict[int, str] = {}
    for place in reversed(range(len(lines))):
        if not lines[place].strip():
            continue
        match = _SOURCE.match(lines[place])
        if match is None or (listed and int(match["nummer"]) != min(listed) - 1):
            break
        listed[int(match["nummer"])] = match["tekst"].strip()
        if min(listed) == 1:
            return place, dict(sorted(listed.items()))
    return 0, {}
