"""Compares two runs query by query: means, wins and losses, a paired test, and the queries that moved most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from eval.gold.excerpts import Excerpt
from eval.gold.ranked import Ranked
from eval.measure.measures import MEASURES, PerQuery
from eval.measure.statistics import EXACT_UP_TO, ROUNDING, bootstrap_interval, permutation_p
from index.errors import InputError

MOVED = 10
MOVED_BY = "nDCG@10"
SHOWN_RESULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRun:
    """One of the two runs.

    Attributes:
        values: by measure by measured query; the rest by query.
        ranking: (pair id, score), best first; of a record only the first ten.
        grades: of judged pairs; of a record only of the first ten.
    """

    name: str
    values: PerQuery
    ranking: Mapping[str, Ranked]
    texts: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The value of a measure in both runs; `difference` is B minus A.

    Attributes:
        interval: 95% bootstrap interval of the difference.
        win, tie, loss: queries on which B is better, the same, worse.
        p: of the two-sided paired permutation test.
        is_exact: every way to swap was counted; else a seeded sample of them.
    """

    a: float
    b: float
    difference: float
    interval: tuple[float, float]
    win: int
    tie: int
    loss: int
    p: float
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPair:
    """A result of a query: the pair, with its grade when it was judged."""

    pair_id: str
    grade: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A query that moved, with its best results on both sides."""

    query_id: str
    text: str
    a: float
    b: float
    top_a: tuple[RankedPair, ...]
    top_b: tuple[RankedPair, ...]

    @property
    def difference(self) -> float:
        """B minus A."""
        return self.b - self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """Two runs over the same queries.

    Attributes:
        differences: by measure.
        by_type: nDCG@10 by type of query.
        moves: every query by how far it moved, the farthest first; those that did not move are left out.
    """

    name_a: str
    name_b: str
    queries: int
    differences: Mapping[str, Difference]
    by_type: Mapping[str, Difference]
    moves: tuple[Move, ...]

    @property
    def most_moved(self) -> tuple[Move, ...]:
        """The ten queries that moved most."""
        return self.moves[:MOVED]

    @property
    def shown_pairs(self) -> list[str]:
        """The pairs among the first results of those queries."""
        return [result.pair_id for move in self.most_moved for result in (*move.top_a, *move.top_b)]

    def to_json(self, excerpts: Mapping[str, Excerpt]) -> dict[str, object]:
        """What `eval compare --json` prints."""
        return {
            "a": self.name_a,
            "b": self.name_b,
            "queries": self.queries,
            "measures": {name: asdict(difference) for name, difference in self.differences.items()},
            "by_type": {name: asdict(difference) for name, difference in self.by_type.items()},
            "moved": [
                {
                    "query_id": move.query_id,
                    "text": move.text,
                    "measure": MOVED_BY,
                    "a": move.a,
                    "b": move.b,
                    "difference": move.difference,
                    "top_a": [_result_json(result, excerpts) for result in move.top_a],
                    "top_b": [_result_json(result, excerpts) for result in move.top_b],
                }
                for move in self.most_moved
            ],
        }


def compare_runs(a: ComparedRun, b: ComparedRun) -> RunComparison:
    """Compares two runs over the same queries; an InputError where they are not over the same, or over none."""
    only_a, only_b = sorted(a.values.keys() - b.values.keys()), sorted(b.values.keys() - a.values.keys())
    if only_a or only_b:
        raise InputError(
            f"{a.name} en {b.name} gaan niet over dezelfde vragen (alleen in de eerste: {', '.join(only_a) or 'geen'}; "
            f"alleen in de tweede: {', '.join(only_b) or 'geen'}); meet ze opnieuw met dezelfde gouden set"
        )
    if not a.values:
        raise InputError("er is geen enkele gemeten vraag om te vergelijken")
    queries = list(a.values)
    types: dict[str, list[str]] = {}
    for query_id in queries:
        name = a.types.get(query_id) or b.types.get(query_id)
        if name:
            types.setdefault(name, []).append(query_id)
    moves = [
        Move(
            query_id=query_id,
            text=a.texts.get(query_id) or b.texts.get(query_id) or query_id,
            a=a.values[query_id][MOVED_BY],
            b=b.values[query_id][MOVED_BY],
            top_a=_top(a, query_id),
            top_b=_top(b, query_id),
        )
        for query_id in queries
    ]
    moves = [move for move in moves if abs(move.difference) > ROUNDING]
    return RunComparison(
        name_a=a.name,
        name_b=b.name,
        queries=len(queries),
        differences={name: _difference(a, b, name, queries) for name in MEASURES},
        by_type={name: _difference(a, b, MOVED_BY, own) for name, own in sorted(types.items())},
        moves=tuple(sorted(moves, key=lambda move: (-abs(move.difference), move.query_id))),
    )


def _difference(run_a: ComparedRun, run_b: ComparedRun, measure: str, queries: Sequence[str]) -> Difference:
    a = [run_a.values[query_id][measure] for query_id in queries]
    b = [run_b.values[query_id][measure] for query_id in queries]
    moved = [second - first for first, second in zip(a, b, strict=True)]
    interval = bootstrap_interval(moved)
    win, loss = sum(d > ROUNDING for d in moved), sum(d < -ROUNDING for d in moved)
    return Difference(
        a=sum(a) / len(a),
        b=sum(b) / len(b),
        difference=sum(moved) / len(moved),
        interval=interval or (0.0, 0.0),
        win=win,
        tie=len(moved) - win - loss,
        loss=loss,
        p=permutation_p(b, a),
        is_exact=win + loss <= EXACT_UP_TO,
    )


def _top(run: ComparedRun, query_id: str) -> tuple[RankedPair, ...]:
    grades = run.grades.get(query_id, {})
    return tuple(
        RankedPair(pair_id=pair_id, grade=grades.get(pair_id))
        for pair_id, _ in run.ranking.get(query_id, ())[:SHOWN_RESULTS]
    )


def _result_json(result: RankedPair, excerpts: Mapping[str, Excerpt]) -> dict[str, object]:
    return asdict(excerpts.get(result.pair_id, Excerpt(pair_id=result.pair_id))) | {"grade": result.grade}
