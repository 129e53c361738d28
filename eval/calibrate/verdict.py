"""Calibrates the verdict: two logistic regressions on evidence of gold queries, cross-validated, written as TOML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.logistic import fit_logistic
from eval.gold.gold import RELEVANT, GoldSet
from eval.measure.statistics import auroc
from index.errors import InputError
from index.values import PairId
from rag.answer.logistic import LogisticRegression
from rag.answer.verdict import ANSWER, SUBJECT, Parameters, confidence, signs
from rag.question import Question
from rag.retrieve.search import search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.progress import Progress
    from rag.assistant import Assistant
    from rag.values import Evidence

L2 = 3.0  # between 1 and 10 the cross-validated AUROC differed by 0.02
FOLDS = 10
REPEATS = 20
SEED = 20240216
MAX_FALSE_REFUSAL = 0.03  # a search that hides what it has is worse than one that shows too much
MIN_OF_EACH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The evidence of the queries of a gold set.

    Attributes:
        answered: of the answerable queries.
        absent: of the same queries, in the same order, as if the publications that treat them were not there: the
            same words about a subject that the corpus lacks. None where nothing is left.
        unanswered: of the queries that people marked as unanswerable.
    """

    answered: tuple[Evidence, ...]
    absent: tuple[Evidence | None, ...]
    unanswered: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """How the verdict does on one kind of query that the corpus does not answer.

    Attributes:
        auroc: mean over repeats of cross-validation, against the answerable queries.
        false_answer: share with verdict beantwoord at the borders, in the first repeat.
        not_found: share with verdict niet_gevonden, likewise.
    """

    auroc: float
    false_answer: float
    not_found: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The parameters and how well they did on queries that they were not fitted on.

    Attributes:
        unanswered: on the queries that were marked as unanswerable.
        absent: on the answerable ones without the publications that treat them.
        both: on all of those together.
        auroc_range: lowest and highest repeat of `unanswered.auroc`.
        answered: share of the answerable queries with verdict beantwoord, in the first repeat.
        false_refusal: share of them with verdict niet_gevonden, likewise.
    """

    parameters: Parameters
    queries: int
    answerable: int
    unanswered: Errors
    absent: Errors
    both: Errors
    auroc_range: tuple[float, float]
    answered: float
    false_refusal: float


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """Probability of the subject and confidence of every query, by parameters that were fitted without it."""

    subject: NDArray[np.float64]
    sure: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Which rows of the evidence are of which kind; `query` numbers the queries, so that twins share a fold."""

    evidence: list[Evidence]
    answered: NDArray[np.bool_]
    absent: NDArray[np.bool_]
    unanswered: NDArray[np.bool_]
    query: NDArray[np.int_]


def gather(assistant: Assistant, gold: GoldSet, progress: Progress) -> Gathered:
    """Searches every query, and every answerable one again without each publication that holds a relevant pair."""
    answered: list[Evidence] = []
    absent: list[Evidence | None] = []
    unanswered: list[Evidence] = []
    for done, query in enumerate(gold.queries, start=1):
        evidence = _evidence(assistant, query.text, frozenset())
        if evidence is not None and query.answerable:
            relevant = [pair for pair, grade in gold.qrels.get(query.query_id, {}).items() if grade >= RELEVANT]
            answered.append(evidence)
            absent.append(_evidence(assistant, query.text, frozenset(PairId(pair).publication_id for pair in relevant)))
        elif evidence is not None:
            unanswered.append(evidence)
        progress(done, len(gold.queries))
    return Gathered(answered=tuple(answered), absent=tuple(absent), unanswered=tuple(unanswered))


def calibrate(gathered: Gathered, model: str) -> Calibration:
    """Fits the verdict on the evidence of queries.

    Raises:
        InputError: too few queries of a kind.
    """
    kinds = _kinds(gathered)
    counts = [int(kind.sum()) for kind in (kinds.answered, kinds.unanswered, kinds.absent)]
    if min(counts) < MIN_OF_EACH:
        raise InputError(
            f"er zijn {counts[0]} te beantwoorden en {counts[1]} niet te beantwoorden vragen, en {counts[2]} waarvan "
            f"de publicaties weg te laten zijn: ijken vraagt van elk minstens {MIN_OF_EACH}"
        )
    runs = [_cross_validate(kinds, np.random.default_rng(SEED + n)) for n in range(REPEATS)]
    first = runs[0]
    present = round(float(np.quantile(first.subject[kinds.answered], MAX_FALSE_REFUSAL)), 3)
    answered = round(_best_border(first.sure, kinds), 3)

    def errors(kind: NDArray[np.bool_]) -> tuple[Errors, list[float]]:
        scores = [auroc(run.sure[kinds.answered].tolist(), run.sure[kind].tolist()) or 0.0 for run in runs]
        refused = first.subject[kind] < present
        return Errors(
            auroc=float(np.mean(scores)),
            false_answer=float(((first.sure[kind] >= answered) & ~refused).mean()),
            not_found=float(refused.mean()),
        ), scores

    unanswered, scores = errors(kinds.unanswered)
    refused = first.subject[kinds.answered] < present
    return Calibration(
        parameters=_fit(kinds, np.ones(len(kinds.evidence), dtype=bool), model, answered=answered, present=present),
        queries=counts[0] + counts[1],
        answerable=counts[0],
        unanswered=unanswered,
        absent=errors(kinds.absent)[0],
        both=errors(~kinds.answered)[0],
        auroc_range=(min(scores), max(scores)),
        answered=float(((first.sure[kinds.answered] >= answered) & ~refused).mean()),
        false_refusal=float(refused.mean()),
    )


def summary(made: Calibration) -> list[str]:
    """What the calibration came to, a line for each kind of query, in Dutch."""
    low, high = made.auroc_range
    named = (
        (f"niet te beantwoorden (tussen {low:.3f} en {high:.3f})", made.unanswered),
        ("onderwerp weggelaten", made.absent),
        ("samen", made.both),
    )
    lines = [
        f"AUROC {errors.auroc:.3f} {name}; ten onrechte beantwoord {errors.false_answer:.2f}, "
        f"niet gevonden {errors.not_found:.2f}"
        for name, errors in named
    ]
    return [
        *lines,
        f"van de te beantwoorden vragen: beantwoord {made.answered:.2f}, ten onrechte niet gevonden "
        f"{made.false_refusal:.2f}",
    ]


def to_toml(made: Calibration, gold_hash: str, command: str) -> str:
    """The parameters as a small file that says how it was made."""
    parameters = made.parameters
    low, high = made.auroc_range
    lines = [
        "# Parameters of the verdict; rag/answer/verdict.py says what they mean. Made by:",
        f"#   {command}",
        f"# on {made.queries} queries ({made.answerable} answerable, each again without what treats it),",
        f"# gold set {gold_hash}. Cross-validated by query ({REPEATS} times {FOLDS} folds),",
        f"# AUROC against the answerable: {made.unanswered.auroc:.3f} on the unanswerable (between {low:.3f} and "
        f"{high:.3f}),",
        f"# {made.absent.auroc:.3f} without the publications, {made.both.auroc:.3f} together.",
        f"# At the borders below: false answers {made.unanswered.false_answer:.2f} of the unanswerable and "
        f"{made.absent.false_answer:.2f} without the publications;",
        f"# of the answerable {made.answered:.2f} beantwoord, false refusals {made.false_refusal:.2f}.",
        f'model = "{parameters.model}"',
        "",
        "[borders]",
        f"beantwoord = {parameters.answered}  # confidence, the product of both probabilities",
        f"onderwerp = {parameters.present}  # probability of the subject",
    ]
    for title, says, regression in (
        ("subject", "does the corpus treat the subject", parameters.subject),
        ("answer", "does a corpus that treats it answer the query", parameters.answer),
    ):
        lines += ["", f"[{title}]  # {says}", f"intercept = {regression.intercept:.4f}"]
        for name in ("weights", "means", "spreads"):
            values = ", ".join(f"{key} = {value:.6f}" for key, value in getattr(regression, name).items())
            lines.append(f"{name} = {{ {values} }}")
    return "\n".join(lines) + "\n"


def _evidence(assistant: Assistant, text: str, without: frozenset[str]) -> Evidence | None:
    found = search(assistant.corpus, Question(text, top=1), settings=assistant.retrieval, without=without)
    return found.evidence if found.found else None


def _kinds(gathered: Gathered) -> _Kinds:
    rows: list[tuple[str, int, Evidence]] = []
    for n, (evidence, twin) in enumerate(zip(gathered.answered, gathered.absent, strict=True)):
        rows.append(("answered", n, evidence))
        if twin is not None:
            rows.append(("absent", n, twin))
    rows += [("unanswered", n, item) for n, item in enumerate(gathered.unanswered, start=len(gathered.answered))]
    kind = np.array([row[0] for row in rows], dtype="U10")
    return _Kinds(
        evidence=[row[2] for row in rows],
        answered=kind == "answered",
        absent=kind == "absent",
        unanswered=kind == "unanswered",
        query=np.array([row[1] for row in rows], dtype=int),
    )


def _cross_validate(kinds: _Kinds, random: np.random.Generator) -> _HeldOut:
    """Both kinds of queries are spread evenly over the folds; a query and its twin are held out together."""
    folds: dict[int, int] = {}
    for kind in (kinds.answered, kinds.unanswered):
        folds |= {int(query): n % FOLDS for n, query in enumerate(random.permutation(kinds.query[kind]))}
    fold = np.array([folds[int(query)] for query in kinds.query])
    subject, sure = np.empty(len(fold)), np.empty(len(fold))
    for held_out in range(FOLDS):
        parameters = _fit(kinds, fold != held_out, "", answered=0.5, present=0.5)
        for n in np.flatnonzero(fold == held_out):
            subject[n] = parameters.subject.probability(signs(kinds.evidence[int(n)]))
            sure[n] = confidence(kinds.evidence[int(n)], parameters)
    return _HeldOut(subject, sure)


def _fit(kinds: _Kinds, inside: NDArray[np.bool_], model: str, *, answered: float, present: float) -> Parameters:
    """The subject is there in answerable and unanswerable queries alike, and not in those left without it."""
    return Parameters(
        model=model,
        subject=_regress(kinds, SUBJECT, inside, ~kinds.absent),
        answer=_regress(kinds, ANSWER, inside & ~kinds.absent, kinds.answered),
        answered=answered,
        present=present,
    )


def _regress(
    kinds: _Kinds, names: Sequence[str], inside: NDArray[np.bool_], truth: NDArray[np.bool_]
) -> LogisticRegression:
    rows = np.flatnonzero(inside)
    told = [signs(kinds.evidence[int(n)]) for n in rows]
    inputs = np.array([[np.nan if one[name] is None else one[name] for name in names] for one in told], dtype=float)
    return fit_logistic(names, inputs, truth[rows], l2=L2, is_balanced=True)


def _best_border(scores: NDArray[np.float64], kinds: _Kinds) -> float:
    """The highest confidence at which the errors are fewest; both ways of not being answered weigh the same."""
    borders = np.unique(scores)[::-1]
    balanced = [
        (scores[kinds.answered] >= border).mean()
        + ((scores[kinds.unanswered] < border).mean() + (scores[kinds.absent] < border).mean()) / 2
        for border in borders
    ]
    return float(borders[int(np.argmax(balanced))])
