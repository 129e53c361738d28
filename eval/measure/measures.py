"""Measures a ranking against judgments, by the standard names of ir_measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.gold.gold import Query

MEASURES = {
    "nDCG@10": "how well the first ten are ordered; the grade is the gain, log2(rank + 1) the discount",
    "MRR@10": "one over the rank of the first relevant pair, 0 below rank 10",
    "R@20": "share of the relevant pairs among the first 20",
    "R@100": "share of the relevant pairs among the first 100",
    "P@5": "share of the first five that is relevant",
}
"""Any measure of ir_measures with what it says: tables, JSON, reports and documents are made of this."""

IR_MEASURES_NAMES = {"MRR@10": "RR@10"}  # ir_measures names a measure after its value for one query

PerQuery = Mapping[str, Mapping[str, float]]
"""Value by measure by query id."""


def per_query(
    qrels: Mapping[str, Mapping[str, int]], ranking: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """The value of every measure for every query of the qrels; grades 1 and 2 are relevant.

    A query that the ranking lacks counts 0. nDCG has the grade as gain and log2(rank + 1) as discount.

    The order of the ranking is taken as it stands.
    """
    import ir_measures

    by_measure = {ir_measures.parse_measure(IR_MEASURES_NAMES.get(name, name)): name for name in MEASURES}
    # trec_eval breaks ties its own way: falling whole scores make the order the one given
    run = {
        query_id: {pair_id: float(len(pair_ids) - n) for n, pair_id in enumerate(pair_ids)}
        for query_id, pair_ids in ranking.items()
        if query_id in qrels
    }
    values = {query_id: dict.fromkeys(MEASURES, 0.0) for query_id in qrels}
    for metric in ir_measures.iter_calc(list(by_measure), {q: dict(grades) for q, grades in qrels.items()}, run):
        values[metric.query_id][by_measure[metric.measure]] = float(metric.value)
    return values


def means(values: PerQuery) -> dict[str, float]:
    """The mean over the queries; 0 when there is none."""
    count = max(len(values), 1)
    return {name: sum(query[name] for query in values.values()) / count for name in MEASURES}


def by_type(values: PerQuery, queries: Sequence[Query]) -> dict[str, dict[str, int | float]]:
    """The means per type of query, with how many queries each type has."""
    types: dict[str, dict[str, Mapping[str, float]]] = {}
    for query in queries:
        if query.query_id in values:
            types.setdefault(query.type, {})[query.query_id] = values[query.query_id]
    return {name: {"queries": len(own), **means(own)} for name, own in sorted(types.items())}
