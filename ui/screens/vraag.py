"""The start page: a question, filters, the answer with its citations, and the passages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import streamlit as st

from index.filters import Filters
from index.values import Soort
from rag.assistant import Assistant
from rag.understand import make_filters
from rag.values import Hit, SearchResult
from ui import frame
from ui.address import (
    MAX_QUESTION_CHARS,
    MAX_RESULTS,
    PAGE_SIZE,
    PAIR,
    PUBLICATION,
    Address,
    read_address,
    write_address,
)
from ui.resources import Facts
from ui.view.answer import (
    filters_text,
    hit_citation,
    hit_html,
    list_heading_html,
    quoted_in,
    statements_html,
    verdict_html,
)
from ui.view.facts import SOORTEN, counted
from ui.view.markup import Analyse, make_matcher, plain_label
from ui.view.notices import nothing_found_html, problems_html

QUESTION = "vraag_tekst"
FIELDS = {
    "ministeries": "filter_ministerie",
    "vergaderjaren": "filter_jaar",
    "indieners": "filter_indiener",
    "fracties": "filter_fractie",
    "soorten": "filter_soort",
}
FROM, UNTIL = "filter_van", "filter_tot"
SEEDED = "vraag_adres"


def main() -> None:
    """Draws the page."""
    st.title("Wat wilt u weten?", anchor=False)
    assistant, facts = frame.opened()
    address, problems = read_address(frame.params())
    filters, notes = make_filters(
        assistant.corpus.catalogue,
        ministeries=address.ministeries,
        vergaderjaren=address.vergaderjaren,
        indieners=address.indieners,
        fracties=address.fracties,
        soorten=address.soorten,
        van=address.van,
        tot=address.tot,
    )
    _seed(address, filters)
    _question_form()
    _filter_fields(facts, filters)
    problems = problems + notes
    if problems:
        st.html(problems_html(problems))
    if address.vraag:
        frame.set_title(address.vraag)
        _answer(assistant, address, filters)
    else:
        _examples(facts)


def _seed(address: Address, filters: Filters) -> None:
    """Puts the address into the widgets when it did not come from them: a permalink, or the back button."""
    here = write_address(address)
    state = st.session_state
    if state.get(SEEDED) == here and QUESTION in state:
        return
    state[SEEDED] = state[frame.LAST_QUESTION] = here
    state[QUESTION] = address.vraag
    for field, key in FIELDS.items():
        state[key] = [str(value) for value in getattr(filters, field)]
    state[FROM], state[UNTIL] = address.van, address.tot


def _changed() -> None:
    """Writes what the widgets say into the address."""
    state = st.session_state
    _go(
        Address(
            vraag=state[QUESTION].strip(),
            ministeries=tuple(state[FIELDS["ministeries"]]),
            vergaderjaren=tuple(state[FIELDS["vergaderjaren"]]),
            indieners=tuple(state[FIELDS["indieners"]]),
            fracties=tuple(state[FIELDS["fracties"]]),
            soorten=tuple(state[FIELDS["soorten"]]),
            van=state[FROM],
            tot=state[UNTIL],
        )
    )


def _go(address: Address) -> None:
    frame.set_params(write_address(address))
    st.session_state.pop(SEEDED, None)


def _question_form() -> None:
    with st.form("vraag_formulier", border=False), st.container(horizontal=True, key="vraag_rij"):
        st.text_input(
            "Uw vraag",
            key=QUESTION,
            max_chars=MAX_QUESTION_CHARS,
            placeholder="Stel een vraag, of noem een nummer",
            label_visibility="collapsed",
        )
        st.form_submit_button("Vraag", key="vraag_knop", type="primary", on_click=_changed)


def _filter_fields(facts: Facts, filters: Filters) -> None:
    def field(label: str, name: str, known: tuple[str, ...], placeholder: str) -> None:
        options = list(dict.fromkeys([*known, *getattr(filters, name)]))
        st.multiselect(label, options, key=FIELDS[name], on_change=_changed, placeholder=placeholder, select_all=False)

    left, right = st.columns(2)
    with left:
        field("Ministerie", "ministeries", facts.ministeries, "Alle ministeries")
    with right:
        field("Vergaderjaar", "vergaderjaren", facts.vergaderjaren, "Alle jaren")
    folded = (filters.indieners, filters.fracties, filters.soorten, filters.ontvangen_van, filters.ontvangen_tot)
    with st.expander("Meer filters", expanded=any(folded), key="meer_filters"):
        left, right = st.columns(2)
        with left:
            field("Indiener", "indieners", facts.indieners, "Alle indieners")
            _date_field("Ontvangen vanaf", FROM, facts, filters)
        with right:
            field("Fractie", "fracties", facts.fracties, "Alle fracties")
            _date_field("Ontvangen tot en met", UNTIL, facts, filters)
        st.multiselect(
            "Soort",
            [soort.value for soort in Soort],
            key=FIELDS["soorten"],
            on_change=_changed,
            format_func=lambda value: SOORTEN[Soort(value)],
            placeholder="Antwoorden",
            select_all=False,
        )


def _date_field(label: str, key: str, facts: Facts, filters: Filters) -> None:
    days = [facts.counts.eerste, facts.counts.laatste, filters.ontvangen_van, filters.ontvangen_tot]
    known = [day for day in days if day] or [date.today()]
    st.date_input(
        label,
        value=None,
        key=key,
        on_change=_changed,
        format="DD-MM-YYYY",
        min_value=min(known),  # a day outside these, from an address, would be shown as none
        max_value=max(known),
    )


def _examples(facts: Facts) -> None:
    counts = facts.counts
    st.html(
        f'<p class="kv-lead">Zoek in {counted(counts.publications, "publicatie", "publicaties")} met '
        f"{counted(counts.pairs, 'antwoord', 'antwoorden')} op Kamervragen. Bijvoorbeeld:</p>"
    )
    for number, example in enumerate(facts.examples):
        st.button(
            plain_label(example),
            key=f"voorbeeld_{number}",
            on_click=_go,
            args=(Address(vraag=example),),
        )


def _answer(assistant: Assistant, address: Address, filters: Filters) -> None:
    with st.spinner("Zoeken … de eerste keer wordt het taalmodel geladen."):
        answer = assistant.ask(address.vraag, filters, top=PAGE_SIZE)
        listed = answer.search
        if address.aantal > PAGE_SIZE and listed.found > PAGE_SIZE:
            listed = assistant.search(address.vraag, filters, top=address.aantal)
    if not listed.hits:
        too_narrow = _too_narrow(assistant, address.vraag, filters)
        st.html(nothing_found_html(address.vraag, too_narrow))
        if listed.notes and not too_narrow:
            st.html(problems_html(listed.notes))
        return
    st.html(verdict_html(answer))
    if answer.statements:
        st.html(statements_html(answer.statements, answer.search.hits))
    st.html(list_heading_html(listed, answer.verdict))
    _, lexical = assistant.corpus.stores()
    analyse = cache(lexical.terms)
    quoted = quoted_in(answer.statements)
    for hit in listed.hits:
        _hit(hit, analyse, quoted)
    _more(address, listed)


def _hit(hit: Hit, analyse: Analyse, quoted: dict[str, list[int]]) -> None:
    with st.container(border=True, key=f"kaart_{hit.rank}"):
        st.html(hit_html(hit, make_matcher(hit.why.terms, analyse), quoted))
        with st.container(horizontal=True, vertical_alignment="center", key=f"knoppen_{hit.rank}"):
            st.page_link(
                frame.PUBLICATIE,
                label="Hele publicatie",
                icon=":material/article:",
                query_params=_publication_params(hit),
            )
            with st.popover("Citeren", icon=":material/format_quote:", key=f"citeren_{hit.rank}", type="tertiary"):
                st.code(hit_citation(hit), language=None, wrap_lines=True)


def _publication_params(hit: Hit) -> dict[str, str]:
    params = {PUBLICATION: hit.publication.id}
    if hit.vraagnummers:
        params[PAIR] = str(min(hit.vraagnummers))
    return params


def _more(address: Address, listed: SearchResult) -> None:
    left = min(listed.found, MAX_RESULTS) - len(listed.hits)
    if left > 0:
        longer = replace(address, aantal=address.aantal + PAGE_SIZE)
        st.button(f"Meer resultaten (nog {left})", key="meer_resultaten", on_click=_go, args=(longer,))


def _too_narrow(assistant: Assistant, query: str, filters: Filters) -> list[str]:
    """The filters that each alone keep everything out; all together when no single one does."""
    named = filters_text(filters)
    blank = Filters()
    alone = [
        text
        for field, text in named
        if assistant.search(query, replace(filters, **{field: getattr(blank, field)}), top=1).hits
    ]
    if alone or not named or not assistant.search(query, Filters(), top=1).hits:
        return alone
    return [" en ".join(text for _, text in named)]


if __name__ == "__main__":
    main()
