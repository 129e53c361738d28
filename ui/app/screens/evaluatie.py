"""Measures how well is searched: choose a gold set, run it, read the report, compare runs, judge results."""

from __future__ import annotations

import streamlit as st

from eval.compare.runs import compare_runs
from eval.gold.excerpts import excerpts_of
from eval.report.comparison import comparison_sections
from eval.report.run import report_page, report_sections
from index.errors import InputError
from rag.assistant.assistant import Assistant
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs import evaluations
from ui.app.jobs.evaluations import GoldEntry, RunEntry
from ui.app.jobs.jobs import Job, Lane
from ui.app.jobs.uploads import Upload
from ui.app.pages import Page
from ui.app.parts import judging, work
from ui.app.parts.notice import draw_failure
from ui.app.state import resources
from ui.app.state.address import read_choice
from ui.app.state.uploaded import forget
from ui.app.view.evaluation import chart_html, gold_problems_html, report_html, run_label
from ui.app.view.markup import html
from ui.app.widgets import choose_named, choose_one, download_button

PAGE = Page(title="Evaluatie", place=10)

MEASURE, REPORT, COMPARE, JUDGE = "meten", "verslag", "vergelijken", "beoordelen"
PARTS = {MEASURE: "Meten", REPORT: "Verslag", COMPARE: "Vergelijken", JUDGE: "Beoordelen"}
FIELDS = {
    "deel": "evaluatie_deel",
    "gold": "evaluatie_gold",
    "meting": "evaluatie_meting",
    "tegen": "evaluatie_tegen",
    "vraag": judging.QUERY,
}
"""Parameters of the address with the widgets that they fill."""
OF_PARTS = {"meting": (REPORT, COMPARE), "tegen": (COMPARE,), "vraag": (JUDGE,)}
"""Those that only some parts of the page have."""

SEEDED = "evaluatie_adres"
ROUND = "evaluatie_ronde"  # counts the uploads: a new key empties the field
PROBLEM = "evaluatie_probleem"
VARIANTS = {
    "Zoals ingesteld": (),
    "Alleen op betekenis": ("arm=dense",),
    "Alleen op woorden": ("arm=lexical",),
    "Zonder herordening": ("rerank=false",),
}


def main() -> None:
    """Draws the page."""
    st.session_state.setdefault(ROUND, 0)
    st.title("Evaluatie", anchor=False)
    assistant, _ = frame.opened()
    problems: list[str] = []
    read_choice(st.query_params.get("deel", ""), PARTS, "onderdeel", problems)
    frame.draw_problems(FIELDS, problems)
    data_dir = resources.get_settings().data_dir
    gold, runs = evaluations.gold_sets(data_dir), evaluations.runs(data_dir)
    _seed(gold, runs)
    part = choose_one("Onderdeel", PARTS, FIELDS["deel"], _changed)
    work.draw(Lane.MEASURE, _done, _failed)
    if part in (MEASURE, JUDGE) and not resources.is_manageable():
        frame.draw_status(
            "Dit kan hier niet",
            "Deze server is ook voor andere computers bereikbaar; meten en beoordelen schrijft op de server. De "
            "beheerder kan het toestaan met KAMERVRAGEN_MANAGE=yes.",
        )
    elif part == MEASURE:
        _measure(assistant, gold)
    elif part == JUDGE:
        judging.draw(assistant, gold, runs, _changed, FIELDS["gold"])
    elif not runs:
        frame.draw_lead("Er is nog niets gemeten. Kies hierboven Meten om te beginnen.")
    elif part == REPORT:
        _report(assistant, runs)
    else:
        _compare(assistant, runs)


def _seed(gold: list[GoldEntry], runs: list[RunEntry]) -> None:
    """Puts the address into the widgets when it did not come from them, and drops choices that are gone."""
    state = st.session_state
    here = {name: st.query_params[name] for name in FIELDS if name in st.query_params}
    if state.get(SEEDED) != here or any(key not in state for key in FIELDS.values()):
        state[SEEDED] = here
        for name, key in FIELDS.items():
            state[key] = here.get(name)
    keys = [run.key for run in runs]
    choices = {"deel": list(PARTS), "gold": [entry.key for entry in gold], "meting": keys, "tegen": keys}
    for name, known in choices.items():
        if state[FIELDS[name]] not in known:
            state[FIELDS[name]] = (
                known[min(1, len(known) - 1)] if name == "tegen" and known else next(iter(known), None)
            )


def _changed() -> None:
    """Writes what the widgets say into the address."""
    state = st.session_state
    part = state.get(FIELDS["deel"])
    here = {
        name: str(state[key])
        for name, key in FIELDS.items()
        if state.get(key) is not None and (name not in OF_PARTS or part in OF_PARTS[name])
    }
    st.query_params.from_dict(here)
    state[SEEDED] = here


def _done(job: Job) -> None:
    frame.draw_status("De meting is klaar", "Het verslag staat klaar.")
    if isinstance(job.result, str):
        st.button("Lees het verslag", key="lees_verslag", type="primary", on_click=_open_report, args=(job.result,))


def _failed(error: Exception) -> None:
    if isinstance(error, InputError):
        draw_html(gold_problems_html(str(error)))
    else:
        draw_failure(error)


def _open_report(key: str) -> None:
    st.session_state[FIELDS["deel"]] = REPORT
    st.session_state[FIELDS["meting"]] = key
    _changed()
    resources.get_jobs().put_away(Lane.MEASURE)


def _measure(assistant: Assistant, gold: list[GoldEntry]) -> None:
    frame.draw_lead(
        html(
            "Een gouden set is een lijst vragen met beoordeelde antwoorden. Meten stelt al die vragen aan dit corpus "
            "en telt hoe hoog de juiste antwoorden staan. Het zijn dezelfde maten als van "
            "<code>kamervragen eval</code>."
        )
    )
    if gold:
        with st.container(border=True, key="meten"):
            chosen = judging.choose_gold(gold, FIELDS["gold"], _changed)
            st.selectbox("Zoeken", list(VARIANTS), key="evaluatie_variant")
            with st.expander("Andere instellingen", key="evaluatie_meer"):
                st.text_input(
                    "Instellingen als naam=waarde, met komma’s ertussen",
                    key="evaluatie_instellingen",
                    max_chars=300,
                    placeholder="dense_weight=0.6, candidates=200",
                )
                st.checkbox("Paren die niet in dit corpus staan tellen als niet gevonden", key="evaluatie_ontbrekend")
            st.button(
                "Meet",
                key="evaluatie_meet",
                type="primary",
                disabled=resources.get_jobs().is_busy(Lane.MEASURE),
                on_click=_start,
                args=(assistant, chosen),
            )
    _add_gold()


def _start(assistant: Assistant, gold: GoldEntry) -> None:
    state = st.session_state
    typed = [part.strip() for part in state["evaluatie_instellingen"].split(",") if part.strip()]
    settings = [*VARIANTS[state["evaluatie_variant"]], *typed]
    allow_missing = bool(state["evaluatie_ontbrekend"])
    data_dir = resources.get_settings().data_dir
    work.start(
        Lane.MEASURE,
        f"Meten met {gold.name}",
        lambda tell: evaluations.measure(data_dir, assistant, gold, settings, tell, allow_missing=allow_missing),
    )


def _add_gold() -> None:
    with st.expander("Eigen gouden set toevoegen", key="gold_toevoegen", expanded=PROBLEM in st.session_state):
        draw_html(
            html(
                '<p class="kv-lead kv-klein">Een ZIP, of de bestanden <code>queries.jsonl</code> en '
                "<code>qrels.tsv</code> samen. Alle regels worden nagekeken voordat de set wordt bewaard.</p>"
            )
        )
        st.text_input("Naam van de set", key="gold_naam", max_chars=60)
        files = st.file_uploader(
            "Bestanden van de gouden set",
            type=["zip", "jsonl", "tsv"],
            accept_multiple_files=True,
            key=f"gold_bestanden_{st.session_state[ROUND]}",
            max_upload_size=evaluations.MAX_GOLD_BYTES // 2**20,
        )
        if st.button("Controleer en bewaar", key="gold_bewaar", disabled=not files):
            st.session_state.pop(PROBLEM, None)
            uploads = [Upload(name=file.name, data=file.getvalue()) for file in files]
            try:
                added = evaluations.add_gold(resources.get_settings().data_dir, st.session_state["gold_naam"], uploads)
            except InputError as error:
                st.session_state[PROBLEM] = str(error)
            else:
                forget(files)
                st.session_state[ROUND] += 1
                st.query_params["gold"] = added.key
                frame.tell(f"De gouden set {added.name} is in orde en bewaard.")
            st.rerun()
        if PROBLEM in st.session_state:
            draw_html(gold_problems_html(st.session_state[PROBLEM]))


def _choose_run(label: str, name: str, runs: list[RunEntry]) -> RunEntry:
    named = {run.key: run_label(run.record) for run in runs}
    chosen = choose_named(label, named, FIELDS[name], on_change=_changed)
    return next(run for run in runs if run.key == chosen)


def _report(assistant: Assistant, runs: list[RunEntry]) -> None:
    run = _choose_run("Meting", "meting", runs)
    best = [query.top[0][0] for query in run.record.per_query.values() if query.top]
    shown = excerpts_of(assistant.corpus.catalogue, best)
    with st.container(horizontal=True, key="verslag_knoppen"):
        downloads = (
            ("Verslag (HTML)", lambda: report_page(run.record, shown).encode(), "html", "text/html"),
            ("Meting (JSON)", run.path.read_bytes, "json", "application/json"),
            ("Ranglijst (TREC)", lambda: run.trec.read_bytes() if run.trec.is_file() else b"", "run", "text/plain"),
        )
        for label, data, suffix, mime in downloads:
            download_button(label, f"meting_{suffix}", data, f"{run.key}.{suffix}", mime)
    draw_html(report_html(report_sections(run.record, shown, chart_html)))


def _compare(assistant: Assistant, runs: list[RunEntry]) -> None:
    if len(runs) < 2:
        frame.draw_lead("Vergelijken vraagt twee metingen. Meet nog eens, met een andere instelling.")
        return
    first = _choose_run("Meting A", "meting", runs)
    second = _choose_run("Meting B", "tegen", runs)
    try:
        comparison = compare_runs(evaluations.compared_run(first), evaluations.compared_run(second))
    except InputError as error:
        draw_html(gold_problems_html(str(error)))
        return
    shown = excerpts_of(assistant.corpus.catalogue, comparison.shown_pairs)
    draw_html(report_html(comparison_sections(comparison, shown, chart_html)))
