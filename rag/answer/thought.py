"""Finds what can be quoted of an answer: whole thoughts, as runs of sentences with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.dutch.sentences import sentence_spans

MAX_LIST_CHARS = 1_500  # a longer list is not taken along: then its lead-in is no quote either
MAX_CHARS = 900  # of a run of sentences that are joined because one needs the other
SHORT_WORDS = 4
SHORT_OPENING_WORDS = 7  # "Ja, die mening deel ik." says little without the sentence after it
LOOK_BACK = 2
UNFINISHED_CHARS = 60

NEEDS_BEFORE = re.compile(
    r"""
    ^ [«“„"'‘(]* (?:
        (?: dit | dat | deze | die | daar(?:aan|bij|door|in|mee|na|naar|om|onder|op|over|toe|tegen|uit|van|voor)?
          | hier(?:aan|bij|door|in|mee|na|naar|om|onder|op|over|toe|tegen|uit|van|voor)?
          | zij | hij | ze | wel | echter | dus | toch | maar | en | want | immers | niettemin | desondanks | evenmin
          | daarentegen | tegelijkertijd | datzelfde | hetzelfde | zodoende | dergelijke ) \b
      | (?: ik | we | wij | het\skabinet | er ) \s \w+ \s (?: dit | daar(?!naast)\w* | hier\w* | dus | echter ) \b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Dit geldt ook voor ...`, `Daarom wordt ...`, `Ik heb daarover ...`; not: `De Kamer ...`, `Er zijn ...`"""
FORWARD = re.compile(
    r"""
    ^ \W* (?: dat | dit | die | deze ) \s (?: \w+ \s ){1,2} (?: ik | we | wij ) \b
    | ^ \W* (?: dat | dit ) \s (?: klopt | is \s (?: niet \s )? (?: juist | correct | waar ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Die mening deel ik niet.` answers the question: it needs no sentence before it."""
NUANCE = re.compile(
    r"""
    ^ \W* (?: wel | echter | maar | daarbij | tegelijkertijd | desalniettemin | niettemin | toch ) \b
    | ^ \W* (?: \w+ \s ){1,3} (?: wel | echter ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Wel is de uitslag besproken.`, `Ik ben echter ...`; not: `Welke gevolgen dat heeft ...`"""
POSITION = re.compile(r"^\W*(?:ja|nee|neen|deels|gedeeltelijk)\b", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?:[-–—•*·▪o]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s|_?[a-z])|;\s*(?:en|of)?$")
"""`- scholen;`, `2. Het toezicht ...`, `b) de kosten`; not: `De minister ...`"""
ENDS = re.compile(r"""[.!?…:;][»”"'’)\]_*\s\d\[¹²³⁰⁴-⁹]*$|[»”)]$""")
REFERENCE_ONLY = re.compile(
    r"""
    ^\W* (?: (?:ja|nee|neen)\W+ )?
    (?: zie | verwezen\swordt | ik\sverwijs | wij\sverwijzen | hiervoor\s(?:verwijs|wordt) | voor\shet\santwoord
      | voor\s.{0,80}\s(?:verwijs|wordt) )
    .{0,60} \b (?: antwoord\w* | vraag | vragen | beantwoording ) .{0,60} $
    | ^ \W* (?: niet\svan\stoepassing | n\.?v\.?t | idem ) \W* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`Zie het antwoord op vraag 2.`, `Niet van toepassing.`; not: `Zie de bijlage voor de aantallen per gemeente.`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """A run of sentences that can be read on its own, around the sentence that it was made for.

    Attributes:
        start, end: offsets of the run; core_start, core_end: of its sentence.
        place: number of the core sentence in the answer, from 0.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    place: int


def thoughts(text: str) -> list[Thought]:
    """One for every sentence that can be quoted: no headings, bare references or sentences that break off."""
    spans = sentence_spans(text)
    if spans and _breaks_off(text, spans):
        spans = spans[:-1]
    found: list[Thought] = []
    for n, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if REFERENCE_ONLY.fullmatch(sentence) or _is_heading(text, spans, n) or not re.search(r"[^\W\d_]{2}", sentence):
            continue
        run = _run(text, spans, n)
        if run is not None:
            found.append(Thought(start=run[0], end=run[1], core_start=start, core_end=end, place=n))
    return found


def _run(text: str, spans: list[tuple[int, int]], n: int) -> tuple[int, int] | None:
    """The sentence with those that it cannot be read without; None when what it needs is not there."""
    first, last = n, n
    while first > 0 and n - first < LOOK_BACK and _leans_back(text, spans, first):
        first -= 1
    if first > 0 and ITEM.search(text[slice(*spans[first])]):
        first = _lead_in(text, spans, first)
    while True:
        grown = _grown(text, spans, first, last)
        if grown is None:
            return None
        if grown == last:
            break
        last = grown
    start, end = spans[first][0], spans[last][1]
    limit = MAX_LIST_CHARS if ":" in text[start:end] else MAX_CHARS
    if end - start > limit:
        return spans[n] if not _leans_back(text, spans, n) and _grown(text, spans, n, n) == n else None
    return start, end


def _leans_back(text: str, spans: list[tuple[int, int]], n: int) -> bool:
    """Whether a sentence points at the one before it; the first of an answer points at the question."""
    sentence = text[slice(*spans[n])]
    return n > 0 and NEEDS_BEFORE.search(sentence) is not None and not FORWARD.search(sentence)


def _lead_in(text: str, spans: list[tuple[int, int]], n: int) -> int:
    """The sentence that opens the list that an item stands in; the item itself when there is none."""
    at = n
    while at > 0 and ITEM.search(text[slice(*spans[at])]):
        at -= 1
    return at if text[slice(*spans[at])].endswith(":") else n


def _grown(text: str, spans: list[tuple[int, int]], first: int, last: int) -> int | None:
    """The last sentence that the run must reach, at least one further when it cannot end here; None at the end."""
    run = text[spans[first][0] : spans[last][1]]
    here = text[slice(*spans[last])]
    is_open = here.endswith(":")
    if last + 1 == len(spans):
        return None if is_open else last
    following = text[slice(*spans[last + 1])]
    in_list = ITEM.search(here) is not None and (first < last or here.endswith(";")) and ITEM.search(following)
    opens_nuance = first == last and POSITION.search(run) and NUANCE.search(following)
    is_short = len(run.split()) < (SHORT_OPENING_WORDS if first == 0 else SHORT_WORDS)
    in_quotation = run.count("«") > run.count("»")
    return last + 1 if is_open or in_quotation or in_list or opens_nuance or is_short else last


def _breaks_off(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the source ends in the middle of a sentence: a long last one without a stop."""
    start, end = spans[-1]
    if ENDS.search(text[start:end]) or ITEM.search(text[start:end]):
        return False
    return len(spans) > 1 or end - start > UNFINISHED_CHARS


def _is_heading(text: str, spans: list[tuple[int, int]], n: int) -> bool:
    """A line of a few words without a stop that stands apart from what follows."""
    start, end = spans[n]
    if n + 1 == len(spans) or ENDS.search(text[start:end]) or ITEM.search(text[start:end]):
        return False
    return len(text[start:end].split()) <= 12 and "\n" in text[end : spans[n + 1][0]]
