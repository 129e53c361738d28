"""The list of passages on the page: which ones in which order, grouped, and more of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import streamlit as st

from index.names.succession import line_names
from index.store.field import FilterField
from index.store.filters import Filters
from rag.assistant.assistant import Assistant
from rag.compare.series import find_rounds
from rag.question import Question
from rag.values import Answer, Hit, SearchResult
from ui.app.draw import draw_html
from ui.app.state import recent, resources
from ui.app.state.address import DATE_POOL, MAX_RESULTS, PAGE_SIZE, Address, Go, Sort
from ui.app.state.sources import ShownSource
from ui.app.view.answers.listing import Rounds, grouped, listing_html


def find_listed(assistant: Assistant, address: Address, question: Question, answer: Answer) -> SearchResult:
    """The passages to list: those of the answer, more of them, or the best ones in order of date."""
    if address.sort is not Sort.RELEVANTIE:
        best = recent.search(assistant, replace(question, top=max(DATE_POOL, address.aantal, question.top)))
        is_newest = address.sort is Sort.DATUM
        unknown = date.min if is_newest else date.max  # without a date comes last
        by_date = sorted(best.hits, key=lambda hit: hit.publication.ontvangen or unknown, reverse=is_newest)
        shown = by_date[: max(address.aantal, question.top)]
        # what is further down hardly touches the question: it stays out, and the heading says so
        return replace(
            best, hits=tuple(replace(hit, rank=n) for n, hit in enumerate(shown, start=1)), found=len(by_date)
        )
    if address.aantal > PAGE_SIZE and answer.search.found > PAGE_SIZE:
        return recent.search(assistant, replace(question, top=max(address.aantal, question.top)))
    return answer.search


def found_counts(assistant: Assistant, question: Question, field: FilterField) -> Mapping[str, int]:
    """How many of all passages found for a question have each value of a field, whatever is chosen in that field.

    Without a question: how many publications.
    """
    if field.is_group and question.text:
        return _line_counts(assistant, question, field)
    if field.facts is None or field.kind.is_day:
        return {}
    if not question.text:
        return assistant.corpus.catalogue.count_values(field.name, _without(question, field).filters)
    found = recent.search(assistant, _without(question, field))
    counts = Counter(value for hit in found.hits for value in field.facts(hit.publication))
    return {str(value): count for value, count in counts.most_common()}


def found_unknown(assistant: Assistant, question: Question, field: FilterField) -> int:
    """Of how many of those passages nothing is known for a field."""
    found = recent.search(assistant, _without(question, field))
    return sum(not field.facts(hit.publication) for hit in found.hits)


def _without(question: Question, field: FilterField) -> Question:
    """The question for all that can be listed, whatever is chosen in a field."""
    filters = replace(question.filters, **{field.name: getattr(Filters(), field.name)})
    return replace(question, filters=filters, top=MAX_RESULTS)


def _line_counts(assistant: Assistant, question: Question, field: FilterField) -> Mapping[str, int]:
    """How many of the passages are of a ministry, its predecessors or successors; not of one that stands alone."""
    found = recent.search(assistant, _without(question, field))
    lines = {value: set(line_names(value)) for value in assistant.corpus.catalogue.values_of(field.name)}
    counts = Counter(
        value
        for hit in found.hits
        for value, line in lines.items()
        if len(line) > 1 and not line.isdisjoint(hit.publication.ministeries)
    )
    return dict(counts.most_common())


def draw_hits(
    assistant: Assistant,
    hits: Sequence[Hit],
    quoted: Mapping[str, Sequence[int]],
    cited: Sequence[ShownSource],
    prefix: str = "",
) -> list[ShownSource]:
    """A group for every publication or series; gives what opens beside it, in the order of the list.

    Args:
        quoted: pair id to the numbers of its citations above.
        cited: what opens beside those citations: the same passage opens the same.
        prefix: before the anchors, where a page holds more than one answer.
    """
    _, lexical = assistant.corpus.stores()
    rounds = _rounds(assistant, hits)
    groups = grouped(hits, rounds)
    sources = {source.pair_id: source for source in reversed(cited)}
    draw_html(
        listing_html(groups, rounds, cache(lexical.terms), quoted, sources, prefix, resources.get_words(assistant))
    )
    return [sources.get(hit.pair_id) or ShownSource.of_hit(hit) for group in groups for hit in group]


def draw_more(address: Address, listed: SearchResult, go: Go) -> None:
    """The button for a longer list, which says how many there are."""
    left = min(listed.found, MAX_RESULTS) - len(listed.hits)
    if left > 0:
        longer = replace(address, aantal=max(address.aantal, len(listed.hits)) + PAGE_SIZE)
        st.button(f"Meer resultaten (nog {left})", key="meer_resultaten", on_click=go, args=(longer,))


def _rounds(assistant: Assistant, hits: Sequence[Hit]) -> Rounds:
    """The series of the publications in the list."""
    ids = tuple(dict.fromkeys(hit.publication.id for hit in hits))
    return recent.recall(assistant, ("rounds", ids), lambda: find_rounds(assistant.corpus.catalogue, ids))
