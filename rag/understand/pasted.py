"""Recognises a pasted Kamervraag: its sub-questions, and what its heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.errors import InputError
from index.names.letters import fold
from index.parse.assemble import make_publication
from index.parse.body.segment import has_label
from index.parse.facts.headings import QUESTION_HEADING, is_heading
from index.parse.formats.text import read_text
from index.parse.lines.furniture import is_markdown, without_markdown
from index.parse.lines.normalise import normalise
from index.parse.lines.reflow import to_paragraphs, width_of
from index.parse.marks.labels import BARE_NUMBER
from index.parse.marks.numbers import can_follow
from index.parse.marks.questions import is_question
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Publication, Vraag
from rag.dutch.acts import LEANS_ON_QUESTION
from rag.dutch.sentences import sentences_of
from rag.understand.asking import ASKING

MAX_PASTE_CHARS = 30_000
"""Longest text that may be asked: a typeset Kamervraag of sixty sub-questions stays below it."""

_NAME = "geplakt"
_LABEL_WORD = r"(?:Vraag|Vragen|VRAAG|VRAGEN)"
_INLINE_LABEL = re.compile(rf"(?<!\S){_LABEL_WORD}\s+(?P<nummer>\d{{1,3}})(?:\s*+[:.)])?\s++(?=[A-ZÀ-Þ«‘“\"'(])")
"""A label in running text. Example: "bekend? Vraag 2 Klopt het"; not: "zie vraag 2 van het lid"."""
_INLINE_NUMBER = re.compile(
    r"(?:(?:^|(?<=[?.!:»”)])|(?<=[?.!:»”)]\d))\s*+|(?<=\s)(?!\s))\(?(?P<nummer>\d{1,3})\s?[.)]\s++(?=[A-ZÀ-Þ«‘“\"'(])"
)
"""A number in running text. Example: "bekend? 2. Klopt het"; not: "op 2 mei", "nr. 12. Het"."""
_BULLET = re.compile(r"^\s*(?:[•▪●‒·*–—-]|o(?=\s+[A-Z])|\(?[a-z][.)])\s+(?P<rest>\S.*)$")
"""An item without a number. Example: "- Kent u het bericht", "a) Klopt dit"; not: "-5 graden"."""
_HEADING_END = re.compile(r"\((?:ingezonden|ontvangen)\s[^()]{4,40}\)\s*[.:]?\s*", re.IGNORECASE)
"""Example: "(ingezonden 7 oktober 2025)."; not: "(ingezonden)"."""
_GOES_ON = re.compile(r"^\W*(?:en|of|maar|dus|want|graag|gaarne)\b", re.IGNORECASE)
"""A line that goes on with the question above it. Example: "En wat kost dat?"; not: "Enkele burgers"."""
_FOLLOW_UP = re.compile(
    r"^\W*(?:zo\s+(?:ja|nee|niet)|indien|waarom\s+(?:wel|niet)|(?:en|of|maar|dus)\b)", re.IGNORECASE
)
"""Example: "Zo ja, wanneer?", "En waarom niet?"; not: "Klopt dit?"."""
_BELONGS = re.compile(r"^\W*(?:zo\s+(?:ja|nee|niet)|indien|waarom\s+(?:wel|niet))\b", re.IGNORECASE)
"""The same, but for `En wat kost dat?`: in running text that is the next question."""
_REQUEST = re.compile(
    r"^\W*(?:graag|gaarne|kunt|wilt|bent|heeft|deelt|is|zijn|indien|zo\s+(?:ja|nee)|wat|wanneer|waarom|hoe\w*|welke?)\b",
    re.IGNORECASE,
)
"""An item that asks, question mark or not. Example: "Graag een overzicht per jaar."; not: "NOS, 3 mei 2024"."""
_IN_WORDS = re.compile(
    r"""
    \b (?: vraag | vroeg | vragen ) \s (?: (?:ik|wij|we) \s )? (?:mij|me|ons) \s (?: \w+ \s ){0,2} af \b
    | \b weten \s (?: of | hoe\w* | wat | waar\w* | wanneer | welke? | wie ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Ook vraag ik mij af of de brug opengaat.`, `Ik wil weten wat dat kost.`; not: `Dat weten wij.`"""
MIN_RUNNING = 3
"""Running text is a Kamervraag from so many questions on that each ask something by themselves."""
MIN_OWN_WORDS = 2
"""Words of its own that such a question has at least."""
_SENTENCE = re.compile(r"(?<=\?)\d{0,2}\s+(?=[A-ZÀ-Þ«‘“\"'(])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A pasted Kamervraag.

    Attributes:
        vragen: the sub-questions with their numbers, in the order of the text; at least one.
        heading: what the text says about itself (indieners, gevraagd, onderwerp, dates, numbers); nothing in it is a
            filter, for the question may be new.
    """

    vragen: tuple[Vraag, ...]
    heading: Publication


def read_paste(text: str) -> Pasted | None:
    """The sub-questions of a pasted text; None for an ordinary question.

    A text is a Kamervraag when it has a heading ("Vragen van het lid ..."), or two or more questions that are labelled
    ("Vraag 1"), numbered, set as list items, or each in a paragraph of its own. Sentences after each other in one
    paragraph are one question, unless three or more of them each ask something by themselves, as in a letter.

    Raises:
        InputError: longer than `MAX_PASTE_CHARS`.
    """
    if len(text) > MAX_PASTE_CHARS:
        raise InputError(
            f"de tekst is {len(text)} tekens lang; hoogstens {MAX_PASTE_CHARS} tekens passen in een vraag: "
            "plak alleen de vragen zelf, of neem het document op met `kamervragen ingest`"
        )
    text = normalise(text).strip()
    if "?" not in text and "\n" not in text:
        return None
    if is_markdown(text):
        text = without_markdown(text)
    lines = _unfold(text).split("\n")
    # a label alone ("Vraag 3: ...") in a single line is an ordinary query
    labelled = lines if has_label(lines) else _with_labels(lines)
    if labelled is None:
        return None
    heading, _ = make_publication(read_text("\n".join(labelled)), _NAME)
    asked = (vraag for vraag in heading.vragen if vraag.tekst.strip())
    vragen = tuple(sorted(asked, key=lambda vraag: vraag.nummer))
    wanted = 1 if _has_heading(lines) else 2
    return Pasted(vragen=vragen, heading=heading) if len(vragen) >= wanted else None


def _unfold(text: str) -> str:
    """Text in which labels and counting numbers that lost their line ends stand on a line of their own again."""
    lines: list[str] = []
    for line in text.split("\n"):
        if QUESTION_HEADING.match(line.strip()) and (end := _HEADING_END.search(line)):
            lines += [line[: end.end()].rstrip(), ""]
            line = line[end.end() :]
        for pattern in (_INLINE_LABEL, _INLINE_NUMBER):
            starts = _counting(line, pattern)
            if len(starts) > 1:
                cuts = [0, *starts, len(line)]
                lines += [part for a, b in pairwise(cuts) if (part := line[a:b].strip())]
                break
        else:
            lines.append(line)
    return "\n".join(lines)


def _counting(line: str, pattern: re.Pattern[str]) -> list[int]:
    """Where the numbers of a line stand that count on from each other, each after an ended sentence."""
    starts: list[int] = []
    last: int | None = None
    for match in pattern.finditer(line):
        number = int(match["nummer"])
        before = line[: match.start()].rstrip()
        if (last is None or number == last + 1) and (not before or before[-1] in "?.!:»”)" or before[-1].isdigit()):
            starts.append(match.start() + len(match[0]) - len(match[0].lstrip()))
            last = number
    return starts if len(starts) > 1 and "?" in line else []


def _has_heading(lines: Sequence[str]) -> bool:
    return any(is_heading(line.strip(" |*_")) for line in lines)


def _with_labels(lines: Sequence[str]) -> list[str] | None:
    """Lines with a label before every question; None when the text holds no two questions."""
    wanted = 1 if _has_heading(lines) else 2
    for find in (_numbered, _listed, _paragraphs, _running):
        found = find(lines)
        if found is not None and sum(1 for line in found if line.startswith("Vraag ")) >= wanted:
            return found
    return None


def _numbered(lines: Sequence[str]) -> list[str] | None:
    """Questions by their bare number ("4. Hoe ...", "(4) Hoe ...", "4 Hoe ..."), which count on."""
    starts: dict[int, tuple[int, str]] = {}
    seen: set[int] = set()
    for at, line in enumerate(lines):
        match = BARE_NUMBER.match(line)
        if match is None:
            continue
        number = int(match["nummer"])
        rest = match["rest"] or next((other for other in lines[at + 1 :] if other.strip()), "")
        counts_on = bool(seen) and number == max(seen) + 1
        fits = counts_on or not seen or (can_follow(number, seen) and number > max(seen))
        if number > 0 and fits and (_asks(lines, at, rest) or (counts_on and _REQUEST.match(rest))):
            starts[at] = (number, match["rest"] or "")
            seen.add(number)
    return _labelled(lines, starts)


def _asks(lines: Sequence[str], at: int, first: str) -> bool:
    """Whether the item that begins at a line reads as a question, up to the next number."""
    text = [first]
    for line in lines[at + 1 :]:
        if BARE_NUMBER.match(line) or not line.strip():
            break
        text.append(line.strip())
    return is_question(" ".join(text)) or is_question(first)


def _listed(lines: Sequence[str]) -> list[str] | None:
    """Questions as list items, each a question by itself: items that only complete a question belong to it."""
    starts: dict[int, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        match = _BULLET.match(line)
        if match and is_question(match["rest"]) and match["rest"].lstrip("«‘“\"'(")[:1].isupper():
            starts[at] = (len(starts) + 1, match["rest"])
    return _labelled(lines, starts)


def _paragraphs(lines: Sequence[str]) -> list[str] | None:
    """Questions that are paragraphs of their own; after a heading also sentences in one paragraph."""
    top = _end_of_heading(lines)
    body = to_paragraphs(lines[top:], width_of(lines[top:]))
    if top and len(body) == 1:
        body = _sentences(body[0])
    found = list(lines[:top])
    count = 0
    for paragraph in body:
        if is_question(paragraph) and not (count and _GOES_ON.match(paragraph)):
            count += 1
            found += [f"Vraag {count}", paragraph]
        else:
            found += ["", paragraph]
    return found


def _running(lines: Sequence[str]) -> list[str] | None:
    """The questions in running text, as in a letter; what is told around them is left out."""
    text = " ".join(line.strip() for line in lines if line.strip())
    found: list[str] = []
    for sentence in sentences_of(text):
        if found and _BELONGS.match(sentence):
            found[-1] += f" {sentence}"
        elif sentence.rstrip().endswith("?") or _IN_WORDS.search(sentence):
            found.append(sentence)
    apart = [one for one in found if not LEANS_ON_QUESTION.search(one) and len(_own_words(one)) >= MIN_OWN_WORDS]
    if len(apart) < MIN_RUNNING:
        return None
    return [line for n, sentence in enumerate(found, start=1) for line in (f"Vraag {n}", sentence)]


def _own_words(question: str) -> set[str]:
    """The words of a question that say what it asks."""
    return {folded for word in WORD.findall(question) if (folded := fold(word)) not in STOPWORDS | ASKING}


def _end_of_heading(lines: Sequence[str]) -> int:
    """Position of the first line after the heading sentence; 0 without one."""
    for at, line in enumerate(lines):
        if QUESTION_HEADING.match(line.strip(" |*_")):
            for end in range(at, min(at + 8, len(lines))):
                if _HEADING_END.search(lines[end]) or not lines[end].strip():
                    return end + 1
            return at + 1
    return 0


def _sentences(paragraph: str) -> list[str]:
    """The questions of a paragraph; "Zo ja, wanneer?" stays with the question before it."""
    questions: list[str] = []
    for part in _SENTENCE.split(paragraph):
        if questions and _FOLLOW_UP.match(part):
            questions[-1] += f" {part}"
        else:
            questions.append(part)
    return questions


def _labelled(lines: Sequence[str], starts: dict[int, tuple[int, str]]) -> list[str] | None:
    if not starts:
        return None
    found: list[str] = []
    for at, line in enumerate(lines):
        if at in starts:
            number, rest = starts[at]
            found += [f"Vraag {number}", rest]
        else:
            found.append(line)
    return found
