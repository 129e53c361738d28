"""Draws the forms of the page about the corpus that ask the official sources, and starts what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from index.errors import SourceError
from index.harvest.official.completeness import HarvestReport
from index.names.dates import vergaderjaar_of
from index.supplement.join import FIRST_YEAR as FIRST_JOINED_YEAR
from rag.dutch.writing import counted, duration, enumerate_dutch, number
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs.harvesting import Harvest, HarvestOrder
from ui.app.jobs.jobs import Lane
from ui.app.parts import notice, work
from ui.app.state import resources
from ui.app.view.corpus.harvest import failed_html, unfinished
from ui.app.view.notices import problems_html

FIRST_YEAR = 1994
SINCE_LAST = "Wat nieuw of gewijzigd is sinds de vorige keer"
WHOLE = "Het hele corpus"
ANSWER_TIME = timedelta(days=60)
YEAR, AMOUNT, JOIN_YEAR, CONTACT = "ophalen_jaar", "ophalen_aantal", "aanvullen_jaar", "ophalen_contact"
FAULT = "ophalen_fout"
RECENT, RECENT_PUBLICATIONS = "3m", 1_000
"""The last three months, and about how many publications those are."""
CONTACT_LABEL = "Uw e-mailadres of webadres (de bron wil weten wie er ophaalt; alleen de bron krijgt het te zien)"


def draw(account: HarvestReport, vergaderjaren: Sequence[str], *, is_begun: bool = True) -> None:
    """Offers to fetch publications, also those that an earlier run left, and to join Tweede Kamer Open Data.

    Args:
        is_begun: the corpus has real publications; else `draw_recent` stands above this, with the address.
    """
    with st.container(border=True, key="bronnen"):
        if is_begun:
            _draw_contact()
        _draw_fetch(bool(account.jaren))
        _draw_retry(*unfinished(account.to_json()))
        years = [year for year in vergaderjaren if year >= FIRST_JOINED_YEAR]
        if years:
            _draw_join(years)


def draw_recent() -> None:
    """Offers a corpus without real publications the last three months with one click, and says how long it takes."""
    settings = resources.get_settings()
    seconds = RECENT_PUBLICATIONS * settings.harvest_window_s / settings.harvest_requests
    with st.container(border=True, key="recent"):
        _draw_contact()
        order = ("De laatste drie maanden ophalen", HarvestOrder(recent=RECENT))
        st.button("Haal de laatste drie maanden op", key="haal_recent", type="primary", on_click=_start, args=order)
        st.caption(
            f"Echte Kamervragen uit de officiële bron, over het internet: ongeveer {number(RECENT_PUBLICATIONS)} "
            f"publicaties, in het tempo dat de bron vraagt zo'n {duration(seconds)}. Het nieuwste komt eerst en is "
            "meteen te doorzoeken; stoppen en later verdergaan kan."
        )


def draw_failure(error: Exception) -> None:
    """Says why work on the corpus failed."""
    if isinstance(error, SourceError):
        draw_html(failed_html(error))
    else:
        notice.draw_failure(error)


def _draw_contact() -> None:
    if resources.get_settings().harvest_contact is None:
        st.text_input(CONTACT_LABEL, key=CONTACT, max_chars=200, placeholder="naam@voorbeeld.nl")
    fault = st.session_state.pop(FAULT, None)
    if fault:
        draw_html(problems_html([f"Nog niet begonnen: {fault}."]))


def _draw_fetch(has_earlier: bool) -> None:
    last = int(vergaderjaar_of(date.today())[:4])
    years = [f"{year}-{year + 1}" for year in range(last, FIRST_YEAR - 1, -1)]
    choices = [SINCE_LAST, *years] if has_earlier else years
    usual = SINCE_LAST if has_earlier else vergaderjaar_of(date.today() - ANSWER_TIME)
    with st.form("ophalen_formulier", border=False):
        label = "Ophalen uit de officiële bron (dit gaat over het internet)"
        st.selectbox(label, choices, key=YEAR, index=choices.index(usual))
        st.number_input("Hoogstens zoveel publicaties", min_value=1, max_value=100_000, value=500, key=AMOUNT)
        st.form_submit_button("Haal op", key="haal_op", on_click=_start_fetch)


def _draw_retry(failed: int, left: int) -> None:
    parts = [f"{counted(failed, 'publicatie', 'publicaties')} mislukt"] if failed else []
    parts += [f"{counted(left, 'publicatie', 'publicaties')} nog niet opgehaald"] if left else []
    if parts:
        frame.draw_lead(f"Van eerdere keren: {enumerate_dutch(parts)}.")
        order = ("Opnieuw ophalen", HarvestOrder(is_retry=True))
        st.button("Haal die alsnog op", key="herstel", on_click=_start, args=order)


def _draw_join(years: Sequence[str]) -> None:
    with st.form("aanvullen_formulier", border=False):
        label = "Aanvullen uit Tweede Kamer Open Data: wie vroeg, aan wie, wanneer (dit gaat over het internet)"
        st.selectbox(label, [WHOLE, *years], key=JOIN_YEAR)
        st.form_submit_button("Vul aan", key="vul_aan", on_click=_start_join)


def _start_fetch() -> None:
    year = st.session_state[YEAR]
    years = () if year == SINCE_LAST else (year,)
    _start("Publicaties ophalen", HarvestOrder(vergaderjaren=years, limit=int(st.session_state[AMOUNT])))


def _start_join() -> None:
    year = st.session_state[JOIN_YEAR]
    years = () if year == WHOLE else (year,)
    _start("Aanvullen uit Tweede Kamer Open Data", HarvestOrder(vergaderjaren=years, is_join=True))


def _start(title: str, order: HarvestOrder) -> None:
    from index.harvest.compose import contact_fault

    settings = resources.get_settings()
    order = replace(order, contact=st.session_state.get(CONTACT, "").strip() or None)
    fault = contact_fault(settings, order.contact)
    if fault:
        st.session_state[FAULT] = fault
        return
    harvest = Harvest(settings.data_dir, order)
    work.start(Lane.CORPUS, title, harvest.run, harvest.stop)
