"""Reads the position of an answer to a yes/no question from its own words, by rules that are data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.values import Pair, Publication, Soort, Vraag
from rag.dutch.acts import TURNS
from rag.dutch.sentences import sentence_spans
from rag.standpunt.declining import NOT_APPLICABLE, declined, declined_of_others, no_answer, put_off
from rag.standpunt.nonanswer import is_delay, sentence_kind
from rag.standpunt.question import Deelvraag, deelvragen
from rag.standpunt.reading import (
    BARE,
    EXPLICIT,
    LATER_SENTENCE,
    READ_SENTENCES,
    SURE,
    Interpretation,
    applied_to,
    asked_of,
    readings_of,
)
from rag.standpunt.repetition import repeated_share
from rag.standpunt.rules import load_rules
from rag.values import Position, Standpunt

ASIDE = 0.55  # weight that a yes/no question needs when an open one comes first
DISPUTED = 0.85
HEARD = 0.4  # weight from which on a sentence says too much to be read as declining


def standpunt(vraag: str, antwoord: str) -> Position:
    """What the answer says to the question; `waarde` is None when that is not a yes/no question."""
    parts = _parts(Vraag(nummer=1, tekst=vraag))
    return _best_of(parts, antwoord, readings(parts, antwoord))


def pair_position(pair: Pair) -> Position:
    """The position of a pair on the yes/no question that its answer's words belong to.

    All sub-questions of all its questions compete: a bare "ja" or "nee" belongs to the first, "dat beeld herken ik"
    to the one about a view. References to other answers are not followed.
    """
    parts = _parts(*pair.vragen)
    return _best_of(parts, pair.antwoord, readings(parts, pair.antwoord))


def question_position(pair: Pair, vraag: Vraag) -> Position:
    """The position on one question of a pair: of several that are answered together, by the words that are about it."""
    own, parts = _parts(vraag), _parts(*pair.vragen)
    if len(own) == len(parts):
        return _best_of(own, pair.antwoord, readings(own, pair.antwoord))
    before = _parts(*takewhile(lambda other: other != vraag, pair.vragen))
    numbers = {None: None} | {len(before) + number: number for number in range(len(own))}
    found = readings(parts, pair.antwoord, of_each=True)
    return _best_of(own, pair.antwoord, [replace(one, part=numbers[one.part]) for one in found if one.part in numbers])


def pair_positions(pair: Pair) -> tuple[Position, ...]:
    """The position on each yes/no sub-question of a pair, in order; those that lapse are left out ("Zo nee, ...")."""
    parts = _parts(*pair.vragen)
    found = readings(parts, pair.antwoord, of_each=True)
    positions: list[Position] = []
    main: Standpunt | None = None
    for number, part in enumerate(parts):
        if not part.kind.is_yes_no or (part.lapses is not None and part.lapses is main):
            continue
        own = [reading for reading in found if reading.part in {number, None}]
        position = _said(pair.antwoord, part, own[0] if own else None, own)
        main = main if part.is_follow_up else position.waarde
        positions.append(position)
    return tuple(positions)


def notice_position(publication: Publication) -> Position:
    """The position of a delay notice: uitgesteld, with the words of the notice; for anything else no position."""
    text = publication.mededeling
    if publication.soort is not Soort.MEDEDELING:
        return Position(waarde=None)
    if not text or not text.strip():
        return Position(waarde=Standpunt.UITGESTELD)
    spans = sentence_spans(text)
    start, end = next((span for span in spans if is_delay(text[span[0] : span[1]])), spans[0])
    return Position(waarde=Standpunt.UITGESTELD, quote=text[start:end], start=start, end=end)


def readings(vragen: Sequence[Deelvraag], antwoord: str, *, of_each: bool = False) -> list[Interpretation]:
    """The readings of the answer, likeliest first; it is read on while a later sentence could still outweigh them.

    With `of_each` every sub-question wants its reading: then all of the answer is read.
    """
    rules = load_rules()
    asked = asked_of(vragen, rules)
    applied = applied_to(asked, rules)
    spans = sentence_spans(antwoord)
    found: list[Interpretation] = []
    for n, (start, end) in enumerate(spans):
        is_last = n == len(spans) - 1
        if n < READ_SENTENCES or is_last:
            found.extend(readings_of(antwoord[start:end], n, asked, applied, is_last=is_last, of_each=of_each))
        if not of_each and any(reading.weight >= rules.heaviest_later * LATER_SENTENCE for reading in found):
            break
    later = [] if any(reading.weight >= SURE for reading in found) else list(put_off(vragen, antwoord, spans))
    found.extend(later or no_answer(vragen, antwoord))
    if of_each:
        found.extend(declined_of_others(vragen, antwoord, spans, found))
    if not any(reading.weight >= SURE for reading in found):
        said = {reading.sentence for reading in found if reading.weight >= HEARD}
        found.extend(one for one in declined(vragen, antwoord, spans) if one.sentence not in said)
    return sorted(found, key=lambda reading: (-reading.weight, reading.sentence, reading.rule))


def _parts(*vragen: Vraag) -> list[Deelvraag]:
    return [part for vraag in vragen if vraag.tekst for part in deelvragen(vraag.tekst, load_rules().questions)]


def _best_of(parts: Sequence[Deelvraag], antwoord: str, found: Sequence[Interpretation]) -> Position:
    best = found[0] if found else None
    if not _is_asked(parts, best):
        return Position(waarde=None)
    first = next((part for part in parts if part.kind.is_yes_no), parts[0] if parts else None)
    part = parts[best.part] if best is not None and best.part is not None else first
    return _said(antwoord, part, best, found) if part is not None else Position(waarde=None)


def _said(antwoord: str, part: Deelvraag, best: Interpretation | None, found: Sequence[Interpretation]) -> Position:
    """The position of the best reading when it is sure; else unsure, with the sentence that comes nearest to one."""
    spans = sentence_spans(antwoord)
    if not spans:
        return Position(waarde=Standpunt.ONZEKER, deelvraag=part.tekst)
    is_sure = best is not None and best.weight >= SURE and not _is_disputed(best, found)
    waarde = best.waarde if best is not None and is_sure else Standpunt.ONZEKER
    sentence = best.sentence if best is not None else _telling(antwoord, spans, part)
    start, end = _quote(antwoord, spans, sentence)
    return Position(waarde=waarde, quote=antwoord[start:end], start=start, end=end, deelvraag=part.tekst)


def _is_disputed(best: Interpretation, found: Sequence[Interpretation]) -> bool:
    """Whether another sentence of the answer says something else with nearly the same weight."""
    return any(
        other.waarde is not best.waarde and other.sentence != best.sentence and other.weight >= DISPUTED * best.weight
        for other in found
    )


def _telling(antwoord: str, spans: Sequence[tuple[int, int]], part: Deelvraag) -> int:
    """The number of the sentence that repeats most of the question; the first when none does."""
    shares = [repeated_share(part.tekst, antwoord[start:end]) for start, end in spans[:READ_SENTENCES]]
    return max(range(len(shares)), key=lambda n: (shares[n], -n))


def _is_asked(parts: Sequence[Deelvraag], best: Interpretation | None) -> bool:
    """Whether yes or no was asked for: by the first sub-question, or by another one that the answer goes into."""
    if parts and parts[0].kind.is_yes_no:
        return True
    if best is None or best.waarde is Standpunt.UITGESTELD:
        return False
    if best.waarde is Standpunt.GEEN_ANTWOORD:
        return best.weight >= NOT_APPLICABLE and any(part.kind.is_yes_no for part in parts)
    return best.waarde is not Standpunt.ONZEKER and best.weight >= (
        ASIDE if any(part.kind.is_yes_no for part in parts) else EXPLICIT
    )


def _quote(text: str, spans: Sequence[tuple[int, int]], n: int) -> tuple[int, int]:
    """The sentence that shows it, with the next one when that qualifies it or it says nothing by itself."""
    start, end = spans[n]
    if n + 1 < len(spans):
        following = text[spans[n + 1][0] : spans[n + 1][1]]
        is_bare = len(text[start:end].split()) < BARE
        if TURNS.search(following) or (is_bare and sentence_kind(following) is None):
            end = spans[n + 1][1]
    return start, end
