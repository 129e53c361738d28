"""Measures the answers themselves: are the quotes verbatim, are they relevant, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from eval.gold.gold import RELEVANT, GoldSet
from eval.measure.record import AnswerRecord, AnswersRecord
from eval.measure.run import QueryRun
from eval.measure.statistics import bootstrap_interval, ratio_interval
from rag.values import Statement, Verdict

Check = Callable[[Statement], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuoteCounts:
    """How one answer did: its statements, those on relevant pairs, and which relevant pairs are cited.

    `first_relevant` is None when nothing is quoted.
    """

    verdict: Verdict | None
    statements: int
    relevant_statements: int
    first_relevant: bool | None
    relevant_pairs: int
    cited_pairs: int


def measure_answers(gold: GoldSet, runs: Mapping[str, QueryRun], is_verbatim: Check) -> AnswersRecord:
    """Measures the statements of a run.

    Relevance is counted over the answerable queries with judgments; a statement on a pair that nobody judged counts
    as not relevant. Whether quotes are verbatim is counted over all queries, those that the answer dropped included.
    """
    measured = [query for query in gold.queries if gold.measured_qrels.get(query.query_id)]
    quoted = {query.query_id: _quoted(runs[query.query_id], gold.measured_qrels[query.query_id]) for query in measured}
    statements = [statement for run in runs.values() for statement in run.statements]
    rejected = sum(run.rejected for run in runs.values())
    verbatim = sum(is_verbatim(statement) for statement in statements)
    total = len(statements) + rejected
    answers = list(quoted.values())
    overall = _summary(answers)
    firsts = [item for item in answers if item.first_relevant is not None]
    first = [float(item.first_relevant or False) for item in firsts]
    first_answered = [float(item.first_relevant or False) for item in firsts if item.verdict is Verdict.BEANTWOORD]
    intervals = {
        "relevant": ratio_interval(
            [item.relevant_statements for item in answers], [item.statements for item in answers]
        ),
        "first_relevant": bootstrap_interval(first),
        "answered_first_relevant": bootstrap_interval(first_answered),
        "pairs_cited": ratio_interval(
            [item.cited_pairs for item in answers], [item.relevant_pairs for item in answers]
        ),
    }
    # what is shown under "verwant" although the corpus does not answer
    beside = [len(runs[query.query_id].statements) for query in gold.queries if not query.answerable]
    return AnswersRecord(
        quotes=total,
        verbatim=verbatim / total if total else None,
        relevant=overall.relevant,
        first_relevant=sum(first) / len(first) if first else None,
        answered_first_relevant=sum(first_answered) / len(first_answered) if first_answered else None,
        pairs_cited=overall.cited,
        verdicts={
            name: {
                verdict.value: sum(
                    runs[query.query_id].verdict is verdict for query in gold.queries if query.answerable is answerable
                )
                for verdict in Verdict
            }
            for name, answerable in (("answerable", True), ("unanswerable", False))
        },
        intervals={name: interval for name, interval in intervals.items() if interval},
        overall=overall,
        by_type={
            kind: _summary([quoted[query.query_id] for query in measured if query.type == kind])
            for kind in sorted({query.type for query in measured})
        },
        unanswerable=sum(beside) / len(beside) if beside else None,
    )


def _quoted(run: QueryRun, grades: Mapping[str, int]) -> _QuoteCounts:
    relevant = {pair_id for pair_id, grade in grades.items() if grade >= RELEVANT}
    cited = {statement.pair_id for statement in run.statements}
    return _QuoteCounts(
        verdict=run.verdict,
        statements=len(run.statements),
        relevant_statements=sum(statement.pair_id in relevant for statement in run.statements),
        first_relevant=run.statements[0].pair_id in relevant if run.statements else None,
        relevant_pairs=len(relevant),
        cited_pairs=len(relevant & cited),
    )


def _summary(answers: Collection[_QuoteCounts]) -> AnswerRecord:
    statements = sum(item.statements for item in answers)
    pairs = sum(item.relevant_pairs for item in answers)
    return AnswerRecord(
        queries=len(answers),
        statements=statements / len(answers) if answers else 0.0,
        relevant=sum(item.relevant_statements for item in answers) / statements if statements else None,
        cited=sum(item.cited_pairs for item in answers) / pairs if pairs else None,
        without=sum(item.statements == 0 for item in answers),
    )
