"""Calibrates the reader: order of pairs, probability that one answers, borders of the verdict; cross-validated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.close import NEVER, parts_of
from eval.calibrate.folds import REPEATS, folds, scale_of
from eval.calibrate.gathered import Gathered, ReadRun
from eval.gold.gold import RELEVANT, GoldSet
from eval.measure.measures import per_query
from eval.measure.statistics import auroc, auroc_interval, permutation_p
from index.errors import InputError
from index.values import publication_of
from rag.answer.weigh import NOT_SOLID
from rag.retrieve.reader import (
    ORDER_SIGNS,
    READ_SIGNS,
    VERDICT_PAIRS,
    Reader,
    Weights,
    beside_best,
    logistic,
    order_totals,
    probabilities,
)
from rag.retrieve.signs import SIGNS

if TYPE_CHECKING:
    from numpy.typing import NDArray


ANSWERS_L2 = 10.0  # on the sum of the losses; 10 and 50 differed by 0.01 in AUROC
ORDER_L2 = 0.001  # on their mean; 0.0003 to 0.003 differed by 0.005 in nDCG@10
MIN_OF_EACH = 10
MAX_FALSE_REFUSAL = 0.03  # a search that hides what it has is worse than one that shows too much
MAX_FALSE_ANSWER = 0.15  # of the queries without an answer of a set that may be called answered
QUOTED = 0.3  # the border of a quote: lower ones show more that is beside the point than what answers
ANSWERED = 0.5  # the border of `beantwoord`: probabilities are raised or lowered to it
KINDS = ("unanswerable", "detail", "absent")
NEAREST = 3  # pairs of a query that the verdict is learned from
LATE, CLOSE = SIGNS.index("late"), SIGNS.index("close")
CLOSE_SHARE = 0.2  # of 0.2, 0.4 and 0.6 the best near the topic over the measured sets, details within 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """How a gold set did, read by what was fitted without it; of one set alone, by folds.

    Attributes:
        auroc: by kind of query without an answer, with its interval.
        answered: share called answered, by kind.
        first: share of the answered with an answer whose first pair is relevant.
        quoted: share of the quoted pairs that is relevant, and of the relevant pairs that is quoted.
    """

    part: int
    answerable: int
    unanswerable: int
    auroc: dict[str, tuple[float, tuple[float, float]]]
    answered: dict[str, float]
    first: float
    quoted: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A reader and how it did on queries that it was not fitted on, of the sets with pooled judgments.

    Attributes:
        queries, answerable: that were learned from.
        ndcg: nDCG@10 before and after reading, and p of the difference.
        figures: of each set.
    """

    reader: Reader
    queries: int
    answerable: int
    ndcg: tuple[float, float, float]
    figures: tuple[SetFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _HeldOutRun:
    """A run with what readers that were fitted without its query say of it.

    They say in which order its pairs come, how likely each answers, and how sure the verdict is.
    """

    run: ReadRun
    ranked: Sequence[str]
    answers: NDArray[np.float64]
    sure: float

    def raised(self, higher: float) -> _HeldOutRun:
        """The same with every logit raised."""
        answers = _raised(self.answers, higher)
        return replace(self, answers=answers, sure=_confidence(self.run, answers))


def calibrate(gathered: Gathered, model: str) -> Calibration:
    """Fits a reader on what was read; an InputError where there are too few queries of a kind."""
    told = _held_out(gathered)
    counts = {kind: sum(one.run.kind == kind for one in told) for kind in ("full", *KINDS)}
    if min(counts.values()) < MIN_OF_EACH:
        raise InputError(
            f"er zijn {counts['full']} vragen met en {counts['unanswerable']} zonder antwoord: ijken vraagt van elk "
            f"minstens {MIN_OF_EACH}"
        )
    border = _answered_border(_unanswerable(gathered, told))
    higher = math.log((1 - border) / border)  # so that the border of every logit is `ANSWERED`
    told = [one.raised(higher) for one in told]
    full = [one for one in told if one.run.kind == "full" and one.run.query in gathered.qrels]
    fitted = _fit_answers(gathered.runs, gathered.sets)
    return Calibration(
        reader=Reader(
            model=model,
            order=_fit_order(gathered.runs),
            answers=replace(fitted, intercept=fitted.intercept + higher),
            answered=ANSWERED,
            quoted=QUOTED,
            subject=_subject_border(gathered, full),
        ),
        queries=len(gathered.groups),
        answerable=len(gathered.qrels),
        ndcg=_ndcg(full, gathered.qrels),
        figures=tuple(_figures(gathered, told, part) for part in sorted(gathered.pooled)),
    )


def _held_out(gathered: Gathered) -> list[_HeldOutRun]:
    """Every run of the sets with pooled judgments, with the mean of what readers without its query say of it."""
    pooled, foldings = gathered.pooled, _foldings(gathered)
    orders = [np.zeros(len(run.signs)) for run in gathered.runs]
    answers = [np.zeros(len(run.signs)) for run in gathered.runs]
    for fold in foldings:
        for part in sorted(set(fold) - {NEVER}):
            outside = [run for run in gathered.runs if fold[run.query] != part]
            order = _fit_order(outside)
            answer = _fit_answers(outside, gathered.sets)
            for n, run in enumerate(gathered.runs):
                if fold[run.query] == part and len(run.signs):
                    orders[n] += order_totals(order, run.signs) / len(foldings)
                    answers[n] += probabilities(answer, run.signs) / len(foldings)
    return [
        _HeldOutRun(
            run=run,
            ranked=[
                *(run.pair_ids[k] for k in np.argsort(-orders[n], kind="stable")),
                *run.pair_ids[len(orders[n]) :],
            ],
            answers=answers[n],
            sure=_confidence(run, answers[n]),
        )
        for n, run in enumerate(gathered.runs)
        if gathered.sets[run.query] in pooled
    ]


def _ndcg(full: Sequence[_HeldOutRun], qrels: Mapping[int, Mapping[str, int]]) -> tuple[float, float, float]:
    """nDCG@10 before and after reading, and p of the difference."""
    wanted = {str(one.run.query): dict(qrels[one.run.query]) for one in full}
    before, after = (
        [one["nDCG@10"] for one in per_query(wanted, dict(zip(wanted, lists, strict=True))).values()]
        for lists in ([list(one.run.pair_ids) for one in full], [list(one.ranked) for one in full])
    )
    return float(np.mean(before)), float(np.mean(after)), permutation_p(after, before)


def _figures(gathered: Gathered, told: Sequence[_HeldOutRun], part: int) -> SetFigures:
    """How one set did, by a border that was chosen on the others where there are others."""
    others = [one for one in told if gathered.sets[one.run.query] != part] or told
    border = _answered_border(_unanswerable(gathered, others))
    own = [one for one in told if gathered.sets[one.run.query] == part]
    by_kind = {kind: [one.sure for one in own if one.run.kind == kind] for kind in ("full", *KINDS)}
    paired = {one.run.query for one in own if one.run.kind == "detail"}
    twins = [one.sure for one in own if one.run.kind == "full" and one.run.query in paired]
    firsts = [
        gathered.qrels[one.run.query].get(one.ranked[0], 0) > 0
        for one in own
        if one.run.query in paired and one.run.kind == "full" and one.sure >= border
    ]
    return SetFigures(
        part=part,
        answerable=len(by_kind["full"]),
        unanswerable=len(by_kind["unanswerable"]),
        auroc={kind: _separation(by_kind, twins, kind) for kind in KINDS},
        answered={kind: float(np.mean([sure >= border for sure in sures])) for kind, sures in by_kind.items() if sures},
        first=float(np.mean(firsts)) if firsts else 0.0,
        quoted=_quoted([one for one in own if one.run.kind == "full" and one.run.query in paired], gathered.qrels),
    )


def _separation(
    by_kind: Mapping[str, Sequence[float]], twins: Sequence[float], kind: str
) -> tuple[float, tuple[float, float]]:
    """AUROC against a kind of queries without an answer, with its interval; twins against the queries they are of."""
    own, others = by_kind["full"] if kind == "unanswerable" else twins, by_kind[kind]
    is_paired = kind != "unanswerable" and len(twins) == len(others)
    return auroc(own, others) or 0.0, auroc_interval(own, others, paired=is_paired) or (0.0, 1.0)


def summary(made: Calibration, names: Sequence[str]) -> list[str]:
    """What the calibration came to, in Dutch; `names` are of the gold sets."""
    before, after, p = made.ndcg
    lines = [f"nDCG@10 {before:.3f} zonder lezen, {after:.3f} met (p {p:.4f})"]
    for one in made.figures:
        shares = [f"{one.answered[kind]:.2f}" for kind in ("full", *KINDS) if kind in one.answered]
        aurocs = [f"{value:.3f} ({low:.3f} - {high:.3f})" for value, (low, high) in one.auroc.values()]
        lines += [
            f"{names[one.part]}: {one.answerable} vragen met en {one.unanswerable} zonder antwoord",
            f"  AUROC tegen die zonder antwoord, zonder de paren, zonder de publicaties: {', '.join(aurocs)}",
            f"  beantwoord, met antwoord en die drie: {', '.join(shares)}; eerste paar relevant {one.first:.2f}",
            f"  geciteerde paren relevant {one.quoted[0]:.2f}, relevante paren geciteerd {one.quoted[1]:.2f}",
        ]
    return lines


def to_toml(made: Calibration, golds: Sequence[GoldSet], command: str) -> str:
    """The reader as a small file that says how it was made."""
    reader = made.reader
    lines = [
        "# Weights of the reader; rag/retrieve/signs.py says what the signs mean. Made by:",
        f"#   {command}",
        f"# on {made.queries} queries of gold sets {', '.join(gold.hash for gold in golds)}, {made.answerable} with an",
        "# answer. Sets with pooled judgments, each measured by what was fitted without it (of one set: folds):",
        *(f"#   {line}" for line in summary(made, [gold.folder.name for gold in golds])),
        f'model = "{reader.model}"',
        "",
        "[borders]",
        f"answered = {reader.answered}  # probability of the best pair",
        f"quoted = {reader.quoted}  # probability of a pair",
        f"subject = {reader.subject}  # nearness of the nearest pair, in spreads above an arbitrary passage",
    ]
    for title, weights, names in (("order", reader.order, ORDER_SIGNS), ("answers", reader.answers, SIGNS)):
        lines += ["", f"[{title}]", f"intercept = {weights.intercept:.4f}"]
        for column in ("weights", "means", "spreads"):
            lines += ["", f"[{title}.{column}]"]
            lines += [f"{name} = {value:.5f}" for name, value in zip(names, getattr(weights, column), strict=True)]
    return "\n".join(lines) + "\n"


def _foldings(gathered: Gathered) -> list[Sequence[int]]:
    """Of each query the part that is held apart with it: its gold set, or one of ten folds, three times."""
    if len(set(gathered.sets)) > 1:
        return [parts_of(gathered)]
    return [folds(gathered.groups, repeat) for repeat in range(REPEATS)]


def _fit_answers(runs: Sequence[ReadRun], sets: Sequence[int]) -> Weights:
    """Logistic: whether one of the nearest pairs answers the query; a pair read twice for a query counts once.

    Of the nearest alone, for the verdict rests on them: far ones would teach that what is near is right. Every gold
    set weighs the same.
    """
    rows: dict[tuple[int, str], tuple[NDArray[np.float64], bool]] = {}
    for run in runs:
        for n in np.argsort(-run.signs[:, LATE], kind="stable")[:NEAREST]:
            rows[run.query, run.pair_ids[n]] = (run.signs[n, : len(SIGNS)], bool(run.grades[n] >= RELEVANT))
    inputs = np.stack([signs for signs, _ in rows.values()])
    others = np.arange(len(SIGNS)) != CLOSE
    truth = np.array([true for _, true in rows.values()], dtype=float)
    parts = np.array([sets[query] for query, _ in rows])
    names, numbers, counts = np.unique(parts, return_inverse=True, return_counts=True)
    weight = (len(rows) / len(names) / counts)[numbers]
    means, spreads = np.average(inputs, axis=0, weights=weight), np.maximum(inputs.std(axis=0), 1e-9)
    design = np.column_stack([np.ones(len(inputs)), (inputs - means) / spreads * others])
    beta = _newton(design, truth, weight, np.array([1e-6, *[ANSWERS_L2] * len(SIGNS)]))
    signs = Weights(intercept=float(beta[0]), weights=beta[1:], means=means, spreads=spreads)
    return _with_close(signs)


def _with_close(signs: Weights) -> Weights:
    """A fixed share of the verdict is the close reader's: fitted, it counts for less, as most wrong pairs are far."""
    shares = np.where(np.arange(len(SIGNS)) == CLOSE, CLOSE_SHARE * signs.spreads, (1 - CLOSE_SHARE) * signs.weights)
    intercept = (1 - CLOSE_SHARE) * signs.intercept + CLOSE_SHARE * float(signs.means[CLOSE])
    return replace(signs, intercept=intercept, weights=shares)


def _fit_order(runs: Sequence[ReadRun]) -> Weights:
    """Pairwise logistic: a better pair before a worse one of the same query, every query weighing the same.

    Source: Burges et al. 2005, "Learning to Rank using Gradient Descent" (RankNet), with a linear score.
    """
    own = [run for run in runs if run.kind == "full" and len(run.signs)]
    columns = [READ_SIGNS.index(name) for name in ORDER_SIGNS]
    inputs = np.concatenate([run.signs[:, columns] for run in own])
    means, spreads = scale_of(inputs)
    differences: list[NDArray[np.float64]] = []
    weights: list[NDArray[np.float64]] = []
    for run in own:
        better, worse = np.nonzero(run.grades[:, None] > run.grades[None, :])
        if len(better):
            scaled = (run.signs[:, columns] - means) / spreads
            differences.append(scaled[better] - scaled[worse])
            weights.append(np.full(len(better), 1 / len(better)))
    weight = np.concatenate(weights) / len(weights)
    design = np.concatenate(differences)
    beta = _newton(design, np.ones(len(design)), weight, np.full(design.shape[1], 2 * ORDER_L2))
    return Weights(intercept=0.0, weights=beta, means=means, spreads=spreads)


def _newton(
    design: NDArray[np.float64], truth: NDArray[np.float64], weight: NDArray[np.float64], penalty: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method on the weighted L2-penalised likelihood of a logistic regression."""
    beta = np.zeros(design.shape[1])
    for _ in range(60):
        predicted = logistic(design @ beta)
        gradient = design.T @ (weight * (predicted - truth)) + penalty * beta
        curvature = (design * (weight * predicted * (1 - predicted))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        beta = beta - step
        if float(np.abs(step).max()) < 1e-8:  # nothing moves any more
            break
    return beta


def _confidence(run: ReadRun, answers: NDArray[np.float64]) -> float:
    """How sure the verdict is, as `rag.answer.weigh.sureness` has it."""
    own, solid = answers[:VERDICT_PAIRS], run.solid[:VERDICT_PAIRS]
    if not len(own):
        return 0.0
    return float(max(own[solid & _beside(run, own)], default=NOT_SOLID * own.max()))


def _beside(run: ReadRun, answers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the first pairs of a run may be quoted."""
    return np.array(beside_best(answers.tolist(), [publication_of(one) for one in run.pair_ids[: len(answers)]]))


def _unanswerable(gathered: Gathered, told: Sequence[_HeldOutRun]) -> list[list[float]]:
    """How sure the verdict is of the queries without an answer, by set."""
    found: dict[int, list[float]] = {}
    for one in told:
        if one.run.kind == "unanswerable":
            found.setdefault(gathered.sets[one.run.query], []).append(one.sure)
    return list(found.values())


def _raised(answers: NDArray[np.float64], higher: float) -> NDArray[np.float64]:
    own = np.clip(answers, 1e-9, 1 - 1e-9)
    return logistic(np.log(own / (1 - own)) + higher)


def _answered_border(unanswerable: Sequence[Sequence[float]]) -> float:
    """The lowest border at which few enough queries without an answer are called answered, of every set."""
    ordered = [np.sort(own) for own in unanswerable]
    for border in np.arange(0.05, 1.0, 0.001):
        false = [1 - np.searchsorted(own, border) / len(own) for own in ordered]
        if max(false) <= MAX_FALSE_ANSWER:
            return round(float(border), 3)
    return 1.0


def _subject_border(gathered: Gathered, full: Sequence[_HeldOutRun]) -> float:
    """The nearness of the nearest pair below which only few queries with an answer lie, of every set."""
    nearest: dict[int, list[float]] = {}
    for one in full:
        if len(one.run.signs):
            near = float(one.run.signs[:, SIGNS.index("late_z")].max())
            nearest.setdefault(gathered.sets[one.run.query], []).append(near)
    return round(min(float(np.quantile(own, MAX_FALSE_REFUSAL)) for own in nearest.values()), 2)


def _quoted(full: Sequence[_HeldOutRun], qrels: Mapping[int, Mapping[str, int]]) -> tuple[float, float]:
    """The share of the quoted pairs that is relevant, and the share of the relevant pairs that is quoted."""
    quoted = right = 0
    for one in full:
        sure = one.answers[:VERDICT_PAIRS]
        if len(sure):
            taken = _beside(one.run, sure)
            quoted += int(taken.sum())
            right += int((one.run.grades[: len(sure)][taken] >= RELEVANT).sum())
    return right / max(1, quoted), right / max(1, sum(len(qrels[one.run.query]) for one in full))
