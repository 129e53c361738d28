"""The page that checks a draft: whether every quotation stands so, and every reference to a Kamervraag is right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial

import streamlit as st

from index.errors import InputError, SourceError
from index.sources.limits import MIB
from rag.check.draft.read import MAX_BYTES, MAX_CHARS, SUFFIXES, read_draft
from rag.check.values import CheckReport
from rag.check.write.as_html import write_html
from rag.check.write.as_word import write_word
from rag.export.formats import FORMATS
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs.uploads import safe_name
from ui.app.pages import Page
from ui.app.state import recent
from ui.app.view.check import draft_html, findings_html, sources_text, summary_html, unchecked_html
from ui.app.widgets import download_button

PAGE = Page(title="Controleer", place=4)

TEXT, FILE = "controleer_tekst", "controleer_bestand"
DRAFT = "controleer_stuk"
PASTED = "uw tekst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A draft as it was handed in, with what to call it."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """The name of the draft without its suffix: for the files that are made of it."""
        return "concept" if self.name == PASTED else self.name.rpartition(".")[0] or self.name


def main() -> None:
    """Draws the page."""
    st.title("Controleer uw stuk", anchor=False)
    assistant, _ = frame.opened()
    frame.draw_problems(())
    frame.draw_lead(
        "Plak een concept of kies een bestand. Van elk citaat ziet u of het zo in een antwoord staat, van elke "
        "verwijzing naar een Kamervraag of zij klopt. Het stuk verlaat deze computer niet."
    )
    _form()
    handed: Handed | None = st.session_state.get(DRAFT)
    if handed is None:
        return
    try:
        with st.spinner("Controleren …"):
            report = recent.recall(
                assistant,
                ("check", handed.name, hashlib.sha256(handed.data).digest()),
                lambda: assistant.check(read_draft(handed.data, handed.name)),
            )
    except (InputError, SourceError) as error:
        frame.draw_status("Dit stuk kan niet worden gecontroleerd", f"{error}.")
        return
    _report(report, handed)


def _form() -> None:
    with st.form("controleer_formulier", border=False):
        st.text_area(
            "Uw tekst",
            key=TEXT,
            height=220,
            max_chars=MAX_CHARS,
            placeholder="De minister schrijft: «…» (Aanhangsel 2023-2024, nr. …).",
        )
        st.file_uploader(
            "Of een bestand: tekst, Markdown, HTML of Word (.docx); dat gaat voor de tekst hierboven",
            type=list(SUFFIXES),
            key=FILE,
            max_upload_size=MAX_BYTES // MIB,
        )
        st.form_submit_button("Controleer", key="controleer_knop", type="primary", on_click=_hand_in)


def _hand_in() -> None:
    """Keeps the draft for this session, also while another page is open."""
    file = st.session_state[FILE]
    if file is not None:
        st.session_state[DRAFT] = Handed(name=safe_name(file.name), data=file.getvalue())
    else:
        st.session_state[DRAFT] = Handed(name=PASTED, data=st.session_state[TEXT].encode(errors="replace"))


def _report(report: CheckReport, handed: Handed) -> None:
    frame.set_title(f"Controle van {handed.name}")
    draw_html(summary_html(report))
    with st.container(horizontal=True, key="controleer_bewaren"):
        page = partial(write_html, report, title=f"Controle van {handed.name}")
        name = f"{handed.stem}-controle"
        download_button("Verslag als webpagina", "controleer_html", page, f"{name}.html", "text/html")
        remarks = partial(write_word, report, handed.data)
        download_button("Word met opmerkingen", "controleer_docx", remarks, f"{name}.docx", FORMATS["docx"].media_type)
    frame.draw_part("Het concept", draft_html(report))
    frame.draw_part("Citaten en verwijzingen", findings_html(report))
    if cited := sources_text(report):
        frame.draw_heading("Bronvermeldingen om over te nemen")
        st.code(cited, language=None, wrap_lines=True)
    frame.draw_part("Niet gecontroleerd", unchecked_html(report.unchecked))
