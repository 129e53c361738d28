"""What is in the corpus and until when, what is missing, and the ways to add and remove publications."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from index.build.report import Report
from index.errors import EmptyCorpusError
from index.harvest.official.completeness import HarvestReport, harvest_report
from index.harvest.tweede_kamer.store import tk_account
from index.store.catalogue import Catalogue
from index.store.filters import FIELD, Filters
from rag.assistant.assistant import Assistant
from rag.dutch.writing import counted
from rag.understand.query import understand
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs import upkeep
from ui.app.jobs.harvesting import Harvested
from ui.app.jobs.jobs import Job, Lane
from ui.app.jobs.uploads import MAX_FILE_BYTES, SUFFIXES, Upload
from ui.app.pages import ONTDEK, Page
from ui.app.parts import first_start, harvest_panel, work
from ui.app.parts.results import charts
from ui.app.state import resources
from ui.app.state.resources import CorpusFacts
from ui.app.state.uploaded import forget
from ui.app.view.corpus.changes import confirm_html, failures_html, not_manageable_html, removed_html, report_html
from ui.app.view.corpus.contents import figures, gaps_html, kinds_html, unknown_facts, years_of
from ui.app.view.corpus.harvest import account_html, harvested_html, join_html
from ui.app.view.facts import heading, short_name
from ui.app.view.markup import plain_label
from ui.app.view.notices import heading_html
from ui.app.view.work import job_banner_html

PAGE = Page(title="Corpus", place=9)

ROUND = "corpus_ronde"  # counts the uploads: a new key empties the field
SOUGHT = "verwijder_nummer"
CHOSEN = "verwijder_gekozen"
MAX_LISTED = 50
LISTED = "corpus_staaf"
FIGURE_PX = 160
MANAGE = "beheer"  # name of the place on the page, for links to it


def main() -> None:
    """Draws the page."""
    if listed := st.session_state.pop(LISTED, None):
        st.switch_page(frame.page_of(ONTDEK), query_params=[listed])
    st.session_state.setdefault(ROUND, 0)
    st.session_state.setdefault(CHOSEN, ())
    st.title("Het corpus", anchor=False)
    try:
        assistant, facts = frame.opened()
        frame.draw_problems(())
    except EmptyCorpusError as error:
        resources.forget()
        first_start.draw(error)
        if resources.is_manageable() and not resources.get_jobs().is_busy(Lane.CORPUS):
            _add()
            harvest_panel.draw(HarvestReport(), (), is_begun=False)
        return
    job = resources.get_jobs().last(Lane.CORPUS)
    if job is not None:
        draw_html(job_banner_html(job, MANAGE))
    account = harvest_report(assistant.corpus.data_dir)
    _contents(assistant, facts, account)
    draw_html(heading_html("Toevoegen, ophalen en verwijderen", place=MANAGE))
    if not resources.is_manageable():
        draw_html(not_manageable_html(resources.get_settings().manage))
    elif not work.draw(Lane.CORPUS, _done, harvest_panel.draw_failure):
        is_begun = facts.counts.fictief < facts.counts.publications
        if not is_begun:
            harvest_panel.draw_recent()
        _add()
        harvest_panel.draw(account, facts.values["vergaderjaren"], is_begun=is_begun)
        _remove(assistant.corpus.catalogue)


def _contents(assistant: Assistant, facts: CorpusFacts, harvest: HarvestReport) -> None:
    counts = facts.counts
    with st.container(horizontal=True, key="corpus_cijfers"):
        for name, figure in figures(counts):
            st.metric(name, figure, border=True, width=FIGURE_PX)
    draw_html(unknown_facts(counts.zonder_datum, "wanneer het antwoord kwam"))
    years, unknown = years_of(counts)
    _bars("Per vergaderjaar", years, "vergaderjaren", flat=False)
    draw_html(unknown_facts(unknown, "welk vergaderjaar het is"))
    _bars("Per ministerie dat antwoordde", counts.per_ministerie, "ministeries")
    draw_html(unknown_facts(counts.zonder_ministerie, "welk ministerie antwoordde"))
    draw_html(kinds_html(counts.per_soort))
    frame.draw_link(ONTDEK, "Alle publicaties", icon=":material/list:")
    frame.draw_part("Wat er ontbreekt", gaps_html(facts.jaren))
    frame.draw_part("Opgehaald uit de officiële bron", account_html(harvest.to_json()))
    catalogue = assistant.corpus.catalogue
    joined = tk_account(assistant.corpus.data_dir, most=MAX_LISTED)
    different, not_found = (list(catalogue.publications(ids)) for ids in (joined.verschillend, joined.niet_gevonden))
    frame.draw_part("Aangevuld uit Tweede Kamer Open Data", join_html(joined.jaren, different, not_found))
    frame.draw_part("Wat niet kon worden gelezen", failures_html(catalogue.failures()))


def _bars(title: str, counts: Mapping[str, int], field: str, *, flat: bool = True) -> None:
    """A chart of which each bar leads to the list of what it counts."""
    if counts:
        charts.draw_bars(title, counts, field, _pick, f"corpus_{field}", flat=flat, named=str)


def _pick(field: str, value: str) -> None:
    st.session_state[LISTED] = (FIELD[field].param or field, value)


def _done(job: Job) -> None:
    if isinstance(job.result, Report):
        draw_html(report_html(job.title, job.result))
    elif isinstance(job.result, tuple):
        draw_html(removed_html(job.result))
    elif isinstance(job.result, Harvested):
        draw_html(harvested_html(job.result))


def _add() -> None:
    with st.container(border=True, key="toevoegen"):
        files = st.file_uploader(
            "Bestanden toevoegen: officiële XML of HTML, ODT, DOCX, PDF, tekst, JSONL, of een ZIP daarvan",
            type=list(SUFFIXES),
            accept_multiple_files=True,
            key=f"bestanden_{st.session_state[ROUND]}",
            max_upload_size=MAX_FILE_BYTES // 2**20,
        )
        if st.button("Voeg toe", key="voeg_toe", type="primary", disabled=not files):
            uploads = [Upload(name=file.name, data=file.getvalue()) for file in files]
            builder = resources.get_builder(upkeep.BATCH_PUBLICATIONS)
            title = f"{counted(len(uploads), 'bestand', 'bestanden')} toevoegen"
            work.start(Lane.CORPUS, title, lambda tell: upkeep.add_uploads(builder, uploads, tell))
            forget(files)
            st.session_state[ROUND] += 1
            st.rerun()


def _remove(catalogue: Catalogue) -> None:
    with st.container(border=True, key="verwijderen"):
        with st.form("verwijder_formulier", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                "Publicatie verwijderen: zoek op nummer, vraagnummer of id",
                key=SOUGHT,
                max_chars=200,
                placeholder="1068",
            )
            st.form_submit_button("Zoek", key="verwijder_zoek", on_click=_choose, args=((),))
        typed = st.session_state[SOUGHT].strip()
        if st.session_state[CHOSEN]:
            _confirm(catalogue, st.session_state[CHOSEN])
        elif typed:
            _list(catalogue, typed)


def _list(catalogue: Catalogue, typed: str) -> None:
    found = catalogue.lookup(ids=[typed]) or understand(typed, Filters(), catalogue).filters.publication_ids or ()
    if not found:
        frame.draw_lead(f"Geen publicatie in dit corpus heeft het nummer of id «{typed}».")
        return
    chosen = []
    for publication in catalogue.publications(found[:MAX_LISTED]):
        label = plain_label(f"{short_name(publication)}: {heading(publication)} ({publication.id})")
        if st.checkbox(label, key=f"kies_{publication.id}"):
            chosen.append(publication.id)
    st.button(
        f"Verwijder {counted(len(chosen), 'publicatie', 'publicaties')} …",
        key="verwijder_knop",
        disabled=not chosen,
        on_click=_choose,
        args=(tuple(chosen),),
    )


def _confirm(catalogue: Catalogue, ids: tuple[str, ...]) -> None:
    draw_html(confirm_html(list(catalogue.publications(ids))))
    with st.container(horizontal=True):
        st.button("Ja, verwijder", key="verwijder_ja", type="primary", on_click=_start_removal, args=(ids,))
        st.button("Nee, laat staan", key="verwijder_nee", on_click=_choose, args=((),))


def _choose(ids: tuple[str, ...]) -> None:
    st.session_state[CHOSEN] = ids


def _start_removal(ids: tuple[str, ...]) -> None:
    builder = resources.get_builder(upkeep.BATCH_PUBLICATIONS)
    work.start(Lane.CORPUS, "Publicaties verwijderen", lambda tell: upkeep.remove(builder, ids, tell))
    _choose(())
    st.session_state[SOUGHT] = ""
