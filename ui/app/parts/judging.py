"""Draws the results of a run for people to judge; every judgment goes into the user's own qrels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from eval.gold.beir import is_beir, read_any_gold
from eval.gold.gold import QRELS, QUERIES, GoldSet
from eval.gold.judging import DEPTH, LOG, add_judgment
from eval.measure.record import QueryRecord
from index.errors import InputError
from index.store.catalogue import Catalogue
from index.values import PairId
from rag.assistant.assistant import Assistant
from rag.dutch.writing import counted
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs import evaluations
from ui.app.jobs.evaluations import GoldEntry, RunEntry
from ui.app.state import resources
from ui.app.view.evaluation import (
    GRADES,
    NO_GRADE,
    candidate_html,
    gold_problems_html,
    judged_text,
    query_html,
)
from ui.app.widgets import choose_named, download_button

QUERY = "oordeel_vraag"
NAME = "oordeel_naam"
CHOICES = (NO_GRADE, *GRADES.values())


def draw(
    assistant: Assistant, gold: list[GoldEntry], runs: list[RunEntry], changed: Callable[[], None], gold_key: str
) -> None:
    """The queries of a gold set, and the first results of the first of these runs over it, with their judgments."""
    if not gold:
        return
    entry = choose_gold(gold, gold_key, changed)
    try:
        checked = read_any_gold(entry.folder, assistant.corpus.catalogue, allow_missing=True)
    except InputError as error:
        draw_html(gold_problems_html(str(error)))
        return
    _downloads(entry)
    if is_beir(entry.folder):
        frame.draw_lead("Een BEIR-map heeft eigen oordelen; beoordelen gaat alleen in onze eigen vorm.")
        return
    run = next((run for run in runs if evaluations.is_over(run, [query.query_id for query in checked.queries])), None)
    if run is None:
        frame.draw_lead("Meet eerst met deze gouden set: beoordeeld wordt wat een meting vond.")
        return
    _query(assistant, entry, checked, run, changed)


def choose_gold(gold: Sequence[GoldEntry], key: str, changed: Callable[[], None]) -> GoldEntry:
    """A list to choose a gold set from."""
    chosen = choose_named("Gouden set", {entry.key: entry.name for entry in gold}, key, on_change=changed)
    return next(entry for entry in gold if entry.key == chosen)


def _query(
    assistant: Assistant,
    entry: GoldEntry,
    gold: GoldSet,
    run: RunEntry,
    changed: Callable[[], None],
) -> None:
    queries = {query.query_id: query for query in gold.queries}
    left = {query_id: _open(gold, query_id, run.record.per_query[query_id]) for query_id in queries}
    if st.session_state.get(QUERY) not in queries:
        st.session_state[QUERY] = next((query_id for query_id in queries if left[query_id]), next(iter(queries)))
    frame.draw_lead(f"{counted(sum(left.values()), 'resultaat', 'resultaten')} wachten op een oordeel.")
    named = {query_id: f"{query_id} · {query.text} ({left[query_id]} open)" for query_id, query in queries.items()}
    query_id = choose_named("Vraag", named, QUERY, on_change=changed)
    query = queries[query_id]
    draw_html(query_html(query.text, query.type, is_answerable=query.answerable))
    results = [pair_id for pair_id, _ in run.record.per_query[query_id].top[:DEPTH]]
    grades = gold.qrels.get(query_id, {})
    st.session_state.setdefault(NAME, "")
    with st.form(f"oordeel_{query_id}", border=False):
        for rank, pair_id in enumerate(results, start=1):
            publication = assistant.corpus.catalogue.publication(PairId(pair_id).publication_id)
            pair = assistant.corpus.catalogue.pair(pair_id) if publication else None
            grade = grades.get(pair_id)
            with st.container(border=True, key=f"oordeel_kaart_{rank}"):
                draw_html(candidate_html(rank, pair_id, publication, pair))
                st.radio(
                    f"Oordeel over resultaat {rank}",
                    CHOICES,
                    index=0 if grade is None else CHOICES.index(GRADES[min(grade, 2)]),
                    key=_field("graad", query_id, pair_id),
                    horizontal=True,
                )
                st.text_input("Opmerking (mag leeg)", key=_field("noot", query_id, pair_id), max_chars=500)
        st.text_input("Uw naam, bij de oordelen bewaard", key=NAME, max_chars=80)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Bewaar de oordelen",
                key="oordeel_bewaar",
                type="primary",
                on_click=_save,
                args=(entry, query_id, results, dict(grades), assistant.corpus.catalogue, changed),
            )
    after = [*queries][[*queries].index(query_id) + 1 :]
    if after:
        st.button("Volgende vraag", key="oordeel_volgende", on_click=_go, args=(after[0], changed))


def _go(query_id: str, changed: Callable[[], None]) -> None:
    st.session_state[QUERY] = query_id
    changed()


def _save(
    entry: GoldEntry,
    query_id: str,
    results: list[str],
    grades: dict[str, int],
    catalogue: Catalogue,
    changed: Callable[[], None],
) -> None:
    """Adds what was changed; a gold set that came with the product is copied first."""
    state = st.session_state
    by_name = {name: grade for grade, name in GRADES.items()}
    given = [
        (pair_id, by_name[choice], state[_field("noot", query_id, pair_id)].strip())
        for pair_id in results
        if (choice := state[_field("graad", query_id, pair_id)]) in by_name
    ]
    fresh = [item for item in given if grades.get(item[0]) != item[1] or item[2]]
    if not fresh:
        frame.tell(judged_text(0))
        return
    if not state[NAME].strip():
        frame.tell("Vul onderaan uw naam in: een oordeel heeft een naam nodig.")
        return
    own = evaluations.own_copy(resources.get_settings().data_dir, entry)
    for pair_id, grade, note in fresh:
        add_judgment(own.folder, query_id, pair_id, grade, by=state[NAME], catalogue=catalogue, note=note)
        state[_field("noot", query_id, pair_id)] = ""
    state["evaluatie_gold"] = own.key
    changed()
    frame.tell(judged_text(len(fresh)))


def _downloads(entry: GoldEntry) -> None:
    with st.container(horizontal=True, key="oordeel_knoppen"):
        for name in (QRELS, QUERIES, LOG):
            path = entry.folder / name
            if path.is_file():
                download_button(name, f"gold_{name}", path.read_bytes, name, "text/plain")


def _open(gold: GoldSet, query_id: str, record: QueryRecord) -> int:
    """How many of the first results nobody judged."""
    judged = gold.qrels.get(query_id, {})
    return sum(pair_id not in judged for pair_id, _ in record.top[:DEPTH])


def _field(what: str, query_id: str, pair_id: str) -> str:
    return f"oordeel_{what}_{query_id}_{pair_id}"
