"""Marks in the quotes of an answer the date, amount or number that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rag.dutch.lifting import asked_figure, lift
from rag.values import Answer, Statement, Verdict


def with_figures(answer: Answer, query: str) -> Answer:
    """The answer with what the query asks lifted out of each quote that has it; only where the quotes do answer."""
    if answer.verdict is not Verdict.BEANTWOORD or asked_figure(query) is None:
        return answer
    return replace(answer, statements=tuple(with_figure(one, (query,)) for one in answer.statements))


def with_figure(statement: Statement, questions: Iterable[str]) -> Statement:
    """A quote with the figure that the first of the questions which finds one asks for."""
    found = (lift(question, statement.quote) for question in questions)
    return replace(statement, lifted=next((one for one in found if one is not None), None))
