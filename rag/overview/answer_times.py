"""How long answers took, how many came in time, and what is still open: only of what the corpus holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from index.store.sql.answers import SentPublication
from index.store.sql.counts import Counts
from index.values import Soort
from rag.dutch.writing import counted, dutch_date
from rag.values import Per
from rag.values.choice import read_choice

TERM = timedelta(weeks=3)
"""Within which a minister answers written questions: Reglement van Orde van de Tweede Kamer."""


GROUPS_OF: Mapping[Per, Callable[[SentPublication], tuple[str, ...]]] = {
    Per.MINISTERIE: lambda sent: sent.ministeries,
    Per.BEWINDSPERSOON: lambda sent: sent.bewindspersonen,
    Per.JAAR: lambda sent: (str(sent.ingezonden.year),) if sent.ingezonden else (),
    Per.FRACTIE: lambda sent: sent.fracties,
    Per.INDIENER: lambda sent: sent.indieners,
    Per.VERGADERJAAR: lambda sent: (sent.vergaderjaar,) if sent.vergaderjaar else (),
    Per.MAAND: lambda sent: (f"{sent.ingezonden:%Y-%m}",) if sent.ingezonden else (),
    Per.SOORT: lambda sent: (sent.soort.value,),
}
"""The groups that a publication is in."""
UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The answer times of one group.

    Attributes:
        answered: answers with both dates.
        median_days: from sent in to received; None without answers.
        p90_days: nine in ten came within so many days.
        in_time: share of the answers that came within the term, 0 to 1; None without answers.
        delayed: answers before which a notice of delay came.
        open: without an answer in the corpus.
        overdue: open, and the term is over.
    """

    name: str
    answered: int
    median_days: float | None
    p90_days: int | None
    in_time: float | None
    delayed: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What has no answer in the corpus."""

    sent: SentPublication
    days: int
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """The answer times of publications, in total and per group.

    Attributes:
        on: the day on which is looked.
        total: over everything.
        groups: the most answers first; a publication of two ministries counts in both.
        open: the longest open first.
        impossible: ids of answers from before their question: left out.
        undated: answers left out because a date is missing.
        oral: questions for question time, left out: they get no written answer.
    """

    on: date
    per: Per
    total: Times
    groups: tuple[Times, ...]
    open: tuple[Open, ...]
    impossible: tuple[str, ...]
    undated: int
    oral: int


def read_per(text: str) -> Per:
    """What to group by; an InputError where it is none of those that exist."""
    return read_choice(Per, text, "per")


def answer_times(all_sent: Iterable[SentPublication], per: Per, on: date) -> AnswerTimes:
    """Counts the answer times of publications, and what is open on a day."""
    # by group; None: of all together
    days: dict[str | None, list[int]] = defaultdict(list)
    delayed: dict[str | None, int] = defaultdict(int)
    waiting: dict[str | None, list[Open]] = defaultdict(list)
    undated = oral = 0
    impossible: list[str] = []
    for sent in all_sent:
        names = (None, *(GROUPS_OF[per](sent) or (UNKNOWN,)))
        if sent.soort is Soort.ANTWOORD:
            if sent.ingezonden is None or sent.ontvangen is None:
                undated += 1
                continue
            took = (sent.ontvangen - sent.ingezonden).days
            if took < 0:
                impossible.append(sent.id)
                continue
            for name in names:
                days[name].append(took)
                delayed[name] += sent.is_delayed
        elif sent.soort in (Soort.MEDEDELING, Soort.VRAAG) and sent.answered_by is None:
            if sent.is_oral:
                oral += 1
                continue
            since = sent.ingezonden or sent.ontvangen
            if since is None or since > on:
                continue
            for name in names:
                waiting[name].append(Open(sent=sent, days=(on - since).days, is_overdue=on - since > TERM))
    groups = [_times(name, days[name], delayed[name], waiting[name]) for name in {*days, *waiting} if name is not None]
    return AnswerTimes(
        on=on,
        per=per,
        total=_times("alles", days[None], delayed[None], waiting[None]),
        groups=tuple(sorted(groups, key=lambda group: (-group.answered, -group.open, group.name))),
        open=tuple(sorted(waiting[None], key=lambda one: (-one.days, one.sent.id))),
        impossible=tuple(impossible),
        undated=undated,
        oral=oral,
    )


def account_of(times: AnswerTimes, counts: Counts) -> Iterator[str]:
    """What answer times are of, and what they leave out, each in a sentence."""
    until = f" tot en met {dutch_date(counts.laatste)}" if counts.laatste else ""
    yield f"Alleen van wat het corpus bevat{until}: een antwoord dat er niet in staat telt als open."
    if times.undated:
        yield f"{counted(times.undated, 'antwoord telt', 'antwoorden tellen')} niet mee: een datum ontbreekt."
    if times.oral:
        told = counted(times.oral, "stuk met mondelinge vragen telt", "stukken met mondelinge vragen tellen")
        yield f"{told} niet mee: die worden in het vragenuur beantwoord."
    if times.impossible:
        shown = ", ".join(times.impossible[:5]) + (" ..." if len(times.impossible) > 5 else "")
        yield f"Het antwoord is van voor de vraag, en telt niet mee: {shown}."
    yield "Een publicatie van twee ministeries telt bij beide."


def _times(name: str, days: list[int], delayed: int, waiting: list[Open]) -> Times:
    ordered = sorted(days)
    return Times(
        name=name,
        answered=len(ordered),
        median_days=median(ordered) if ordered else None,
        p90_days=ordered[-(-9 * len(ordered) // 10) - 1] if ordered else None,
        in_time=sum(took <= TERM.days for took in ordered) / len(ordered) if ordered else None,
        delayed=delayed,
        open=len(waiting),
        overdue=sum(one.is_overdue for one in waiting),
    )
