"""Compares two runs query by query: means, wins and losses, a paired test, and the queries that moved most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.measures import MEASURES, PerQuery
from eval.showing import Shown
from eval.statistics import EXACT_UP_TO, ROUNDING, bootstrap_interval, permutation_p
from eval.trec import Ranked
from index.errors import InputError

MOVED = 10
MOVED_BY = "nDCG@10"
SHOWN_RESULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two runs.

    Attributes:
        values: by measure by measured query.
        ranking: (pair id, score) by query; of a record only the first ten.
    """

    name: str
    values: PerQuery
    ranking: Mapping[str, Ranked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a measure came to on both sides; `difference` is B minus A.

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
class Move:
    """A query that moved, with its best results on both sides."""

    query_id: str
    a: float
    b: float
    top_a: tuple[str, ...]
    top_b: tuple[str, ...]

    @property
    def difference(self) -> float:
        """B minus A."""
        return self.b - self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs over the same queries.

    Attributes:
        differences: by measure.
        moves: every query by how far it moved, the farthest first; those that did not move are left out.
    """

    name_a: str
    name_b: str
    queries: int
    differences: Mapping[str, Difference]
    moves: tuple[Move, ...]

    @property
    def most_moved(self) -> tuple[Move, ...]:
        """The ten queries that moved most."""
        return self.moves[:MOVED]

    def to_json(self, texts: Mapping[str, str], shown: Mapping[str, Shown]) -> dict[str, object]:
        """What `eval compare --json` prints."""
        return {
            "a": self.name_a,
            "b": self.name_b,
            "queries": self.queries,
            "measures": {name: asdict(difference) for name, difference in self.differences.items()},
            "moved": [
                {
                    "query_id": move.query_id,
                    "text": texts.get(move.query_id),
                    "measure": MOVED_BY,
                    "a": move.a,
                    "b": move.b,
                    "difference": move.difference,
                    "top_a": [asdict(shown.get(i, Shown(pair_id=i))) for i in move.top_a],
                    "top_b": [asdict(shown.get(i, Shown(pair_id=i))) for i in move.top_b],
                }
                for move in self.most_moved
            ],
        }


def compare(a: Side, b: Side) -> Comparison:
    """Compares two runs over the same queries.

    Raises:
        InputError: they are not over the same queries, or over none.
    """
    only_a, only_b = sorted(a.values.keys() - b.values.keys()), sorted(b.values.keys() - a.values.keys())
    if only_a or only_b:
        raise InputError(
            f"{a.name} en {b.name} gaan niet over dezelfde vragen (alleen in de eerste: {', '.join(only_a) or 'geen'}; "
            f"alleen in de tweede: {', '.join(only_b) or 'geen'}); meet ze opnieuw met dezelfde gouden set"
        )
    if not a.values:
        raise InputError("er is geen enkele gemeten vraag om te vergelijken")
    queries = list(a.values)
    differences = {
        name: _difference([a.values[q][name] for q in queries], [b.values[q][name] for q in queries])
        for name in MEASURES
    }
    moves = [
        Move(
            query_id=query_id,
            a=a.values[query_id][MOVED_BY],
            b=b.values[query_id][MOVED_BY],
            top_a=_top(a.ranking, query_id),
            top_b=_top(b.ranking, query_id),
        )
        for query_id in queries
    ]
    moves = [move for move in moves if abs(move.difference) > ROUNDING]
    return Comparison(
        name_a=a.name,
        name_b=b.name,
        queries=len(queries),
        differences=differences,
        moves=tuple(sorted(moves, key=lambda move: (-abs(move.difference), move.query_id))),
    )


def _difference(a: Sequence[float], b: Sequence[float]) -> Difference:
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


def _top(ranking: Mapping[str, Ranked], query_id: str) -> tuple[str, ...]:
    return tuple(pair_id for pair_id, _ in ranking.get(query_id, ())[:SHOWN_RESULTS])
