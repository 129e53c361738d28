"""Puts back the line ends that PDF extraction lost, where the words around them stand glued or hyphenated.

In running text only where a line of the page can have ended. What stands glued elsewhere stays as the source has it,
and is told where it is shown (`damage.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.names.letters import fold
from index.parse.content import Content
from index.parse.lines.damage import CorpusWords
from index.parse.lines.glue import DamagedWord, WordMender

_ANY_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
_LEAST_DAMAGE = 5
"""Signs of damage that a document must show before anything is repaired in it."""
_ONE_LINE = range(40, 131)
"""Characters between two repairs that may be one line of a page."""
_LINE_CHARS = 72
"""Characters of a line of the official PDF, for a document that shows too few lines to tell."""
_LEAST_LINES = 5
_SPREAD = 0.17
"""How far lines differ in length, as a share of it."""
_CLOSING = ".?!"
"""What ends a paragraph, of which the last line is shorter."""


def mend_line_ends(content: Content) -> None:
    """Put the line ends back in the running text of a document, in place, when it shows that it lost them."""
    paragraphs = [paragraph for block in content.blocks for paragraph in block.paragraphs]
    everything = "\n".join(paragraphs)
    mender = WordMender(everything)
    if mender.damage(everything) < _LEAST_DAMAGE:
        return
    seen = Counter(fold(word) for word in _ANY_WORD.findall(everything))
    own = CorpusWords(word for word, count in seen.items() if count > 1)
    line_chars = _line_chars(mender.repairs(paragraph) for paragraph in paragraphs)
    count = 0
    for block in content.blocks:
        for place, paragraph in enumerate(block.paragraphs):
            repairs = list(_at_line_ends(paragraph, _repairs(paragraph, mender, own), line_chars))
            block.paragraphs[place] = _repaired(paragraph, repairs)
            count += len(repairs)
    facts = content.facts
    if count:
        facts.herkomst["tekst"] = f"{count} verloren regeleinden hersteld"
    facts.onderwerp = mender.mended(facts.onderwerp) if facts.onderwerp else None


def _repairs(paragraph: str, mender: WordMender, own: CorpusWords) -> list[DamagedWord]:
    """Every place where words are told to be glued or broken, in order."""
    gaps = {word.start: word for word in own.damage_in(paragraph) if word.is_gap}
    found = gaps | {repair.start: repair for repair in mender.repairs(paragraph)}
    return [found[place] for place in sorted(found)]


def _line_chars(found: Iterable[Sequence[DamagedWord]]) -> float:
    """The length of a line of the page, as the places of the repairs in its paragraphs tell."""
    distances = [
        there - here
        for repairs in found
        for here, there in pairwise((0, *(repair.start for repair in repairs)))
        if there - here in _ONE_LINE
    ]
    return median(distances) if len(distances) >= _LEAST_LINES else _LINE_CHARS


def _at_line_ends(paragraph: str, repairs: Iterable[DamagedWord], line_chars: float) -> Iterator[DamagedWord]:
    """The repairs that stand a whole number of lines behind the line end before, or where a paragraph ended."""
    previous = 0
    for repair in repairs:
        lines = (repair.start - previous) / line_chars
        whole = max(round(lines), 1)
        if abs(lines - whole) <= _SPREAD * whole or paragraph[repair.start - 1] in _CLOSING:
            yield repair
            previous = repair.start


def _repaired(text: str, repairs: Sequence[DamagedWord]) -> str:
    for repair in reversed(repairs):
        text = text[: repair.start] + (" " if repair.is_gap else "") + text[repair.end :]
    return text
