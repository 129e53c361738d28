"""Judgments by people: what still needs one, and how one is added to a gold set."""

from __future__ import annotations

from collections.abc import Mapping

from eval.gold import GoldSet
from eval.trec import Ranked

DEPTH = 10


def unjudged(gold: GoldSet, ranking: Mapping[str, Ranked], depth: int = DEPTH) -> dict[str, list[str]]:
    """The pairs in the top of each measured query that nobody judged, best first; queries without are left out."""
    found = {
        query.query_id: [
            pair_id
            for pair_id, _ in ranking.get(query.query_id, ())[:depth]
            if pair_id not in gold.qrels[query.query_id]
        ]
        for query in gold.measured
    }
    return {query_id: pair_ids for query_id, pair_ids in found.items() if pair_ids}
