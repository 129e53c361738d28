"""Says of answer times what they are of, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator

from index.store.sql.counts import Counts
from rag.dutch.writing import counted, dutch_date
from rag.overview.answer_times import AnswerTimes


def account_of(times: AnswerTimes, counts: Counts) -> Iterator[str]:
    """Each thing in a sentence."""
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
