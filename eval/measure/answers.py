"""Measures the answers themselves: are the quotes verbatim, are they relevant, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from eval.gold.gold import RELEVANT, GoldSet
from eval.gold.sentences import ANSWERS, JudgedSentence
from eval.measure.record import AnswerRecord, AnswersRecord
from eval.measure.run import QueryRun
from eval.measure.statistics import bootstrap_interval, ratio_interval
from rag.values import Statement, Verdict

Check = Callable[[Statement], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuoteCounts:
    """How one answer did: its statements, those on relevant pairs, and which relevant pairs are cited.

    Attributes:
        first_relevant: None when nothing is quoted.
        unjudged: statements on pairs that nobody judged.
        held: of each statement on a relevant pair with judged sentences the labels of those that it holds, with
            whether the answer has one that answers.
    """

    verdict: Verdict | None
    statements: int
    relevant_statements: int
    first_relevant: bool | None
    relevant_pairs: int
    cited_pairs: int
    unjudged: int
    held: Sequence[tuple[Sequence[int], bool]]


def measure_answers(
    gold: GoldSet, runs: Mapping[str, QueryRun], is_verbatim: Check, sentences: Sequence[JudgedSentence] = ()
) -> AnswersRecord:
    """Measures the statements of a run; `sentences` are those that were judged.

    Relevance is counted over the answerable queries with judgments; a statement on a pair that nobody judged counts
    as not relevant. Whether quotes are verbatim is counted over all queries, those that the answer dropped included.
    """
    measured = [query for query in gold.queries if gold.measured_qrels.get(query.query_id)]
    qrels, judged = gold.measured_qrels, _by_answer(sentences)
    quoted = {
        query.query_id: _quoted(query.query_id, runs[query.query_id], qrels[query.query_id], judged)
        for query in measured
    }
    statements = [statement for run in runs.values() for statement in run.statements]
    rejected = sum(run.rejected for run in runs.values())
    verbatim = sum(is_verbatim(statement) for statement in statements)
    total = len(statements) + rejected
    answers = list(quoted.values())
    overall = _summary(answers)
    firsts = [item for item in answers if item.first_relevant is not None]
    first = [float(item.first_relevant or False) for item in firsts]
    first_answered = [float(item.first_relevant or False) for item in firsts if item.verdict is Verdict.BEANTWOORD]
    made = [item.statements for item in answers]
    shares = {
        "relevant": ([item.relevant_statements for item in answers], made),
        "unjudged": ([item.unjudged for item in answers], made),
        "pairs_cited": ([item.cited_pairs for item in answers], [item.relevant_pairs for item in answers]),
        "sentence_answers": (
            [sum(ANSWERS in held for held, has_answer in item.held if has_answer) for item in answers],
            [sum(has_answer for _, has_answer in item.held) for item in answers],
        ),
        "sentence_tells": (
            [sum(any(held) for held, _ in item.held) for item in answers],
            [len(item.held) for item in answers],
        ),
        "sentences_idle": (
            [sum(held.count(0) for held, _ in item.held) for item in answers],
            [sum(len(held) for held, _ in item.held) for item in answers],
        ),
    }
    intervals = {
        **{name: ratio_interval(*parts) for name, parts in shares.items()},
        "first_relevant": bootstrap_interval(first),
        "answered_first_relevant": bootstrap_interval(first_answered),
    }
    # what is shown under "verwant" although the corpus does not answer
    beside = [len(runs[query.query_id].statements) for query in gold.queries if not query.answerable]
    return AnswersRecord(
        quotes=total,
        verbatim=verbatim / total if total else None,
        first_relevant=sum(first) / len(first) if first else None,
        answered_first_relevant=sum(first_answered) / len(first_answered) if first_answered else None,
        sentences_judged=sum(len(item.held) for item in answers),
        **{name: _share(*parts) for name, parts in shares.items()},
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


def _by_answer(sentences: Sequence[JudgedSentence]) -> dict[tuple[str, str], list[JudgedSentence]]:
    found: dict[tuple[str, str], list[JudgedSentence]] = {}
    for one in sentences:
        found.setdefault((one.query_id, one.pair_id), []).append(one)
    return found


def _share(parts: Sequence[int], wholes: Sequence[int]) -> float | None:
    return sum(parts) / sum(wholes) if sum(wholes) else None


def _quoted(
    query_id: str,
    run: QueryRun,
    grades: Mapping[str, int],
    judged: Mapping[tuple[str, str], Sequence[JudgedSentence]],
) -> _QuoteCounts:
    relevant = {pair_id for pair_id, grade in grades.items() if grade >= RELEVANT}
    cited = {statement.pair_id for statement in run.statements}
    held = []
    for statement in run.statements:
        if own := judged.get((query_id, statement.pair_id)) if statement.pair_id in relevant else None:
            labels = [one.label for one in own if one.is_in(statement.start, statement.end)]
            held.append((labels, any(one.label == ANSWERS for one in own)))
    return _QuoteCounts(
        verdict=run.verdict,
        statements=len(run.statements),
        relevant_statements=sum(statement.pair_id in relevant for statement in run.statements),
        first_relevant=run.statements[0].pair_id in relevant if run.statements else None,
        relevant_pairs=len(relevant),
        cited_pairs=len(relevant & cited),
        unjudged=sum(statement.pair_id not in grades for statement in run.statements),
        held=held,
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
