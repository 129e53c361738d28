"""Guards against leakage: a query that copies its passage is found by its words, not by its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from eval.gold.gold import RELEVANT, GoldSet
from eval.measure.record import Leak
from index.store.catalogue import Catalogue
from index.values import PairId

COPIED_WORDS = 6
SOURCE_GRADE = 2  # the publication of such a pair counts as the source of the query
WORD = re.compile(r"\w+")


def copied_words(gold: GoldSet, catalogue: Catalogue) -> list[Leak]:
    """Every relevant pair whose question or answer shares a run of words with its query; the longest run of each."""
    leaks: list[Leak] = []
    texts: dict[str, list[list[str]]] = {}
    for query in gold.queries:
        asked = words(query.text)
        if len(asked) < COPIED_WORDS:
            continue
        for pair_id, grade in gold.qrels.get(query.query_id, {}).items():
            if grade < RELEVANT:
                continue
            if pair_id not in texts:
                pair = catalogue.pair(pair_id)
                texts[pair_id] = [words(pair.vraagtekst), words(pair.antwoord)] if pair else []
            shared = max((longest_run(asked, text, COPIED_WORDS) for text in texts[pair_id]), key=len, default=())
            if shared:
                leaks.append(Leak(query_id=query.query_id, pair_id=pair_id, grade=grade, words=" ".join(shared)))
    return leaks


def source_publications(leaks: Iterable[Leak]) -> Mapping[str, frozenset[str]]:
    """The publications that each query was copied from, by query id."""
    found: dict[str, set[str]] = {}
    for leak in leaks:
        if leak.grade >= SOURCE_GRADE:
            found.setdefault(leak.query_id, set()).add(PairId(leak.pair_id).publication_id)
    return {query_id: frozenset(publications) for query_id, publications in found.items()}


def words(text: str) -> list[str]:
    """The words of a text, without case or punctuation."""
    return WORD.findall(text.casefold())


def longest_run(first: Sequence[str], second: Sequence[str], at_least: int) -> tuple[str, ...]:
    """The longest run of consecutive words that both hold; empty when it is shorter than `at_least`."""
    match = SequenceMatcher(None, second, first, autojunk=False).find_longest_match()
    return tuple(second[match.a : match.a + match.size]) if match.size >= at_least else ()
