"""Takes the headings that name a theme out of the text above them, at the end of which they were read.

A line that ends an answer may be its last words. It is a heading only where nothing in it is of a sentence, the line
above ends one, and the document has more such lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.names.tables import word_lists
from index.parse.body.sets import SET_HEADING
from index.parse.content import BlockKind
from index.parse.facts.headings import is_heading, is_sentence
from index.parse.marks.labels import read_label
from index.parse.marks.notes import without_marks

_MARKDOWN = "#*_ \t"
_NUMBERING = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)]\s+")
"""Example: "2. Handhaving", "II. Toezicht"; not: "12 kisten"."""
_THEME = re.compile(r"(?:Thema|Onderwerp|Vragen\s+over)?:?\s*[A-ZÀ-Þ«‘“][^.?!:;|=\d]{1,70}[a-zà-ÿA-Z)»’”]")
"""Example: "Gevolgen voor de gemeenten (financieel)"; not: "De gemeenten zijn bereid.", "Totaal 12", "– een punt"."""
_LISTS = word_lists(__file__)
_OF_A_SENTENCE = _LISTS["of_a_sentence"]
"""Words that a heading has none of. Example: "Zie het antwoord op vraag"; not: "Toezicht en handhaving"."""
_SIGNATURE = re.compile(
    r"^(?:de\s+)?(?:vice-?)?(?:minister|staatssecretaris|hoogachtend|namens|bijlage|noot)\b", re.IGNORECASE
)
_OF_A_LETTER = re.compile(r"vra(?:ag|gen)\b|antwoord|\b(?:brief|kamer|lid|leden|staten)\b", re.IGNORECASE)
"""Words of the heading of a letter, that stands above its first question."""
_SENTENCE_END = re.compile(r"[.?!][»”’\"')\]]*\s*$|[.?!»”)]\s*\d{1,2}$")
_ANNOUNCES = re.compile(r"\b(?:volgende|onderstaande?|hieronder|als\s+volgt)\b[^.]*\.?\W*$", re.IGNORECASE)
"""What comes next is told by it: "De volgende partijen zijn betrokken."."""
_LAST_LINES = 4
"""Lines from the end in which the heading of another set of questions begins: it may run on."""
_MOST_WORDS = 10
_LEAST_HEADINGS = 2
"""Headings that a document must have before any leaves its text: one line could be the end of an answer."""


def take_themes(preamble: Sequence[str], parts: Sequence[tuple[BlockKind, list[str]]]) -> list[str]:
    """Take the headings between questions out of the parts above them, in place; and tell which they are.

    Args:
        preamble: what stands before the first part; it may end in the first heading, and keeps it.
        parts: questions and answers with their lines or paragraphs, in the order of the document.
    """
    above_questions = [texts for (_, texts), (below, _) in pairwise(parts) if below is BlockKind.VRAAG]
    sets = [line for texts in above_questions for line in _take_set_heading(texts)]
    ends = [(texts, place) for texts in above_questions if (place := _theme_at_end(texts)) is not None]
    above_first = next((line for line in reversed(preamble) if line.strip()), "")
    has_first = is_theme(above_first) and _OF_A_LETTER.search(above_first) is None
    if len(ends) + has_first < _LEAST_HEADINGS:
        return sets
    taken = [texts[place].strip(_MARKDOWN) for texts, place in ends]
    for texts, place in ends:
        del texts[place:]
    return [*sets, *taken]


def _take_set_heading(texts: list[str]) -> list[str]:
    """Takes the heading of another set of questions from the end of a text: it says who asks, and is no answer."""
    filled = [place for place, text in enumerate(texts) if text.strip()]
    for place in filled[1:][-_LAST_LINES:]:
        line = without_marks(texts[place]).strip(_MARKDOWN)
        taken = [text for text in texts[place:] if text.strip()]
        if (is_heading(line) or SET_HEADING.match(line)) and not is_sentence(" ".join(taken)):
            del texts[place:]
            return taken
    return []


def _theme_at_end(texts: Sequence[str]) -> int | None:
    """Where the heading stands that a text ends in, a sentence above it."""
    filled = [place for place, text in enumerate(texts) if text.strip()]
    if len(filled) < 2 or not is_theme(texts[filled[-1]]):
        return None
    above = without_marks(texts[filled[-2]])
    return filled[-1] if _SENTENCE_END.search(above) and not _ANNOUNCES.search(above) else None


def is_theme(line: str) -> bool:
    """Whether a line reads as a heading and in no way as a sentence, a label or a signature."""
    bare = _NUMBERING.sub("", line.strip(_MARKDOWN))
    if len(bare.split()) > _MOST_WORDS or _THEME.fullmatch(bare) is None or without_marks(bare) != bare:
        return False
    words = {word.strip("(),").lower() for word in bare.split()}
    return not (words & _OF_A_SENTENCE or _SIGNATURE.match(bare) or read_label(bare))
