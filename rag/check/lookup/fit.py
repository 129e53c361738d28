"""Aligns a quotation with a text: where it stands word for word, or else which words differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby

import numpy as np
from numpy.typing import NDArray

from rag.check.claims.quotation import Gap, Quotation
from rag.check.words import Words, joined

MAX_REPLACED = 8
"""So many words of the source a bracketed insertion may stand for."""
MAX_STEPS = 2_000
DROP, FURTHER, OTHER, ADDITION = 10, 1, 11, 12
"""Costs: of the first word that is passed over, of each further one, of another word, of a word added."""


class Op(StrEnum):
    """How words of a quotation differ from the source; the values are for the user."""

    SAME = "gelijk"
    OTHER = "anders"
    ADDED = "toegevoegd"
    DROPPED = "weggevallen"
    OMITTED = "weggelaten"


CHANGES = (Op.OTHER, Op.ADDED, Op.DROPPED)


LEFT_OUT = {Gap.OMISSION: (0, 0), Gap.INSERTION: (0, 1)}
"""The same costs where the quotation says that words were left out, or put in for others."""
_Step = tuple[Op, int | None, int | None]  # with the word of the quotation and that of the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Successive words that differ alike, by their places in draft and source; an empty place where one has none."""

    op: Op
    draft: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a quotation aligns with a text.

    Attributes:
        start, end: what it covers of the text.
        distance: how many words are other, added or dropped without a sign.
        cost: the same, but words dropped in one place cost little more than one.
        matched: how many of its words stand there.
        omitted: how many words were left out where the quotation says so.
        runs: in order; the first and last are of words of the quotation.
    """

    start: int
    end: int
    distance: int
    cost: float
    matched: int
    omitted: int
    runs: tuple[Run, ...]

    @property
    def is_exact(self) -> bool:
        """Whether no word differs."""
        return self.distance == 0


def exact_fit(quotation: Quotation, source: Words) -> Fit | None:
    """Where all words of a quotation stand in order, with nothing between them but what it says; None when nowhere."""
    places = _places(quotation, source)
    if places is None:
        return None
    runs: list[Run] = []
    omitted = 0
    for n, (segment, (first, last)) in enumerate(zip(quotation.segments, places, strict=True)):
        if n and quotation.gaps[n - 1] is Gap.OMISSION and (count := first - places[n - 1][1]):
            omitted += count
            left = (source.spans[places[n - 1][1]][0], source.spans[first - 1][1])
            runs.append(Run(op=Op.OMITTED, draft=(segment.spans[0][0],) * 2, source=left))
        draft = (segment.spans[0][0], segment.spans[-1][1])
        runs.append(Run(op=Op.SAME, draft=draft, source=(source.spans[first][0], source.spans[last - 1][1])))
    return Fit(
        start=source.spans[places[0][0]][0],
        end=source.spans[places[-1][1] - 1][1],
        distance=0,
        cost=0.0,
        matched=quotation.count,
        omitted=omitted,
        runs=tuple(runs),
    )


def _places(quotation: Quotation, source: Words) -> list[tuple[int, int]] | None:
    """First and last word of every segment, in order; None when they do not all stand there."""
    steps = 0

    def search(n: int, at: int) -> list[tuple[int, int]] | None:
        nonlocal steps
        if n == len(quotation.segments):
            return []
        for first, last in source.find(quotation.segments[n].key, at):
            steps += 1
            if steps > MAX_STEPS or (n and quotation.gaps[n - 1] is Gap.INSERTION and first - at > MAX_REPLACED):
                return None
            rest = search(n + 1, last)
            if rest is not None:
                return [(first, last), *rest]
        return None

    return search(0, 0) if quotation.segments else None


def near_fit(quotation: Quotation, source: Words) -> Fit | None:
    """The best place for a quotation in a text, with every word that differs; None when they share no word."""
    words = joined(quotation.segments)
    if not len(source) or not len(words):
        return None
    ends = accumulate(len(segment) for segment in quotation.segments)
    passes = {end: LEFT_OUT[gap] for end, gap in zip(ends, quotation.gaps, strict=False)}
    steps = list(_same_letters(list(_align(words.tokens, source.tokens, passes)), words.tokens, source))
    return _fit(steps, words.spans, source)


def _align(quote: Sequence[str], source: Sequence[str], passes: Mapping[int, tuple[int, int]]) -> Iterator[_Step]:
    """The least changes that make the quoted words a stretch of the source.

    `passes` tells after how many quoted words words of the source may be passed over, and what the first and each
    further one cost.

    Source: Sellers 1980, approximate matching (the source may begin and end anywhere); Gotoh 1982 for the words that
    are passed over: who leaves out a clause makes one change, not twenty.
    """
    numbers = {token: n for n, token in enumerate(dict.fromkeys([*quote, *source]))}
    wanted = np.array([numbers[token] for token in quote], dtype=np.int32)
    given = np.array([numbers[token] for token in source], dtype=np.int32)
    table = _table(wanted, given, passes)
    i, j = len(quote), int(np.argmin(table[-1]))
    steps: list[_Step] = []
    while i > 0:
        here = table[i, j]
        if j > 0 and here == table[i - 1, j - 1] + OTHER * int(wanted[i - 1] != given[j - 1]):
            i, j = i - 1, j - 1
            steps.append((Op.SAME if wanted[i] == given[j] else Op.OTHER, i, j))
        elif here == table[i - 1, j] + ADDITION:
            i -= 1
            steps.append((Op.ADDED, i, None))
        else:
            first, further = passes.get(i, (DROP, FURTHER))
            passed = table[i, :j] + first + further * np.arange(j - 1, -1, -1)
            start = int(np.flatnonzero(passed == here)[-1])
            op = Op.OMITTED if i in passes else Op.DROPPED
            steps += [(op, None, n) for n in range(j - 1, start - 1, -1)]
            j = start
    yield from reversed(steps)


def _table(
    wanted: NDArray[np.int32], given: NDArray[np.int32], passes: Mapping[int, tuple[int, int]]
) -> NDArray[np.int32]:
    """What it costs to turn every head of the quoted words into a stretch that ends at each word of the source."""
    columns = np.arange(len(given) + 1, dtype=np.int32)
    table = np.zeros((len(wanted) + 1, len(given) + 1), dtype=np.int32)
    table[:, 0] = ADDITION * np.arange(len(wanted) + 1)
    for i, token in enumerate(wanted, start=1):
        first, further = passes.get(i, (DROP, FURTHER))
        row = table[i]
        row[1:] = np.minimum(table[i - 1, :-1] + OTHER * (given != token), table[i - 1, 1:] + ADDITION)
        passed = np.minimum.accumulate(row - further * columns)[:-1] + further * columns[1:] + first - further
        row[1:] = np.minimum(row[1:], passed)
    return table


def _same_letters(steps: Sequence[_Step], quote: Sequence[str], source: Words) -> Iterator[_Step]:
    """Takes as the same what differs in spaces and hyphens alone: `sociaal economisch`, `sociaaleconomisch`."""
    for is_changed, group in groupby(steps, key=lambda step: step[0] in CHANGES):
        run = list(group)
        ours = [i for _, i, _ in run if i is not None]
        theirs = [j for _, _, j in run if j is not None]
        if is_changed and ours and "".join(quote[i] for i in ours) == "".join(source.tokens[j] for j in theirs):
            yield from ((Op.SAME, i, None) for i in ours)
            yield from ((Op.SAME, None, j) for j in theirs)
        else:
            yield from run


def _fit(steps: Sequence[_Step], spans: Sequence[tuple[int, int]], source: Words) -> Fit | None:
    covered = [source.spans[j] for _, _, j in steps if j is not None]
    if not any(op is Op.SAME for op, _, _ in steps):
        return None
    runs: list[Run] = []
    draft_at, source_at = spans[0][0], covered[0][0]
    for op, group in groupby(steps, key=lambda step: step[0]):
        run = list(group)
        ours = [spans[i] for _, i, _ in run if i is not None]
        theirs = [source.spans[j] for _, _, j in run if j is not None]
        draft = (ours[0][0], ours[-1][1]) if ours else (draft_at, draft_at)
        place = (theirs[0][0], theirs[-1][1]) if theirs else (source_at, source_at)
        runs.append(Run(op=op, draft=draft, source=place))
        draft_at, source_at = draft[1], place[1]
    return Fit(
        start=covered[0][0],
        end=covered[-1][1],
        distance=sum(op in CHANGES for op, _, _ in steps),
        cost=sum(_cost(op, len(list(run))) for op, run in groupby(op for op, _, _ in steps)),
        matched=sum(op is Op.SAME and i is not None for op, i, _ in steps),
        omitted=sum(op is Op.OMITTED for op, _, _ in steps),
        runs=tuple(runs),
    )


def _cost(op: Op, count: int) -> float:
    if op is Op.DROPPED:
        return 1 + (count - 1) * FURTHER / DROP
    return float(count) if op in CHANGES else 0.0
