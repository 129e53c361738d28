"""The start page: a question, what was understood in it, the answer with its citations, and the passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import streamlit as st

from index.store.filters import Filters
from index.values import Soort
from rag.assistant import Assistant
from rag.dutch.filters import filters_in_words
from rag.dutch.writing import counted
from rag.values import Answer
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import VERGELIJK
from ui.app.parts import conversation, exporting, passages
from ui.app.parts.conversation import Asked
from ui.app.state.address import (
    MAX_LINE_CHARS,
    MAX_QUESTION_CHARS,
    PAGE_SIZE,
    Address,
    Sort,
    read_address,
    write_address,
)
from ui.app.state.resources import Facts
from ui.app.view.answers.answer import (
    list_heading_html,
    parts_lead_html,
    phrased_html,
    quoted_in,
    statements_html,
    timeline_html,
    verdict_html,
)
from ui.app.view.answers.comparison import chart_html, question_html, rows_html
from ui.app.view.answers.hit import hit_html
from ui.app.view.facts import SOORTEN
from ui.app.view.markup import make_matcher, plain_label
from ui.app.view.notices import lead_html, nothing_found_html, problems_html

QUESTION = "vraag_tekst"
PASTED = "kamervraag_tekst"
FIELDS = {
    "ministeries": "filter_ministerie",
    "vergaderjaren": "filter_jaar",
    "indieners": "filter_indiener",
    "fracties": "filter_fractie",
    "soorten": "filter_soort",
}
FROM, UNTIL = "filter_van", "filter_tot"
SORT = "volgorde"
PHRASED = "samenvatting"
SEEDED = "vraag_adres"


def main() -> None:
    """Draws the page."""
    st.title("Wat wilt u weten?", anchor=False)
    assistant, facts = frame.opened()
    address, problems = read_address(frame.params())
    filters, notes = conversation.filters_of(address, assistant)
    _seed(address, filters)
    _question_form()
    _filter_fields(facts, filters, address)
    problems = problems + notes
    draw_html(problems_html(problems))
    if address.vraag:
        frame.set_title(address.vraag)
        asked = conversation.follow(address, filters, assistant)
        conversation.draw_turns(address, asked, _go)
        _answer(assistant, address, asked, problems)
    else:
        _examples(facts)


def _seed(address: Address, filters: Filters) -> None:
    """Puts the address into the widgets when it did not come from them: a permalink, or the back button."""
    here = write_address(address)
    state = st.session_state
    if state.get(SEEDED) == here and QUESTION in state:
        return
    state[SEEDED] = state[frame.LAST_QUESTION] = here
    is_pasted = _is_pasted(address.vraag)
    state[QUESTION] = "" if is_pasted else address.vraag
    state[PASTED] = address.vraag if is_pasted else ""
    for field, key in FIELDS.items():
        state[key] = [str(value) for value in getattr(filters, field)]
    state[FROM], state[UNTIL] = address.van, address.tot
    state[SORT] = address.sort.value


def _is_pasted(text: str) -> bool:
    """Whether a question does not fit the field of one line."""
    return "\n" in text or len(text) > MAX_LINE_CHARS


def _ask() -> None:
    """A new question ends the conversation about the last one."""
    _changed(st.session_state[QUESTION].strip())


def _ask_pasted() -> None:
    _changed(st.session_state[PASTED].strip())


def _filtered() -> None:
    """A filter or order narrows what is being talked about."""
    here, _ = read_address(frame.params())
    _changed(here.vraag or st.session_state[QUESTION].strip(), here)


def _changed(question: str, here: Address | None = None) -> None:
    """Writes what the widgets say into the address."""
    state = st.session_state
    _go(
        Address(
            vraag=question,
            ministeries=tuple(state[FIELDS["ministeries"]]),
            vergaderjaren=tuple(state[FIELDS["vergaderjaren"]]),
            indieners=tuple(state[FIELDS["indieners"]]),
            fracties=tuple(state[FIELDS["fracties"]]),
            soorten=tuple(state[FIELDS["soorten"]]),
            van=state[FROM],
            tot=state[UNTIL],
            sort=Sort(state.get(SORT) or Sort.RELEVANTIE),
            vervolg=here.vervolg if here else (),
            negeer=here.negeer if here else (),
            bedoeld=here.bedoeld if here else "",
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
            max_chars=MAX_LINE_CHARS,
            placeholder="Stel een vraag, of noem een nummer",
            label_visibility="collapsed",
        )
        st.form_submit_button("Vraag", key="vraag_knop", type="primary", on_click=_ask)


def _paste_form(address: Address) -> None:
    is_pasted = _is_pasted(address.vraag)
    with (
        st.popover("Hele Kamervraag plakken", icon=":material/content_paste:", key="plakken", type="tertiary"),
        st.form("plak_formulier", border=False),
    ):
        st.text_area(
            "Plak de vragen zoals ze zijn ingediend; bij elke deelvraag komt wat eerder is geantwoord",
            key=PASTED,
            max_chars=MAX_QUESTION_CHARS,
            height=300,
            width=600,
        )
        st.form_submit_button("Zoek eerdere antwoorden", key="plak_knop", on_click=_ask_pasted)
    if is_pasted:
        st.caption(f"Geplakte Kamervraag van {counted(len(address.vraag), 'teken', 'tekens')}.")


def _filter_fields(facts: Facts, filters: Filters, address: Address) -> None:
    def field(label: str, name: str, known: tuple[str, ...], placeholder: str) -> None:
        options = list(dict.fromkeys([*known, *getattr(filters, name)]))
        st.multiselect(label, options, key=FIELDS[name], on_change=_filtered, placeholder=placeholder, select_all=False)

    with st.container(key="filter_rij"):
        left, right = st.columns(2)
    with left:
        field("Ministerie", "ministeries", facts.ministeries, "Alle ministeries")
    with right:
        field("Vergaderjaar", "vergaderjaren", facts.vergaderjaren, "Alle jaren")
    folded = (filters.indieners, filters.fracties, filters.soorten, filters.ontvangen_van, filters.ontvangen_tot)
    used = sum(map(bool, folded))
    with st.container(horizontal=True, vertical_alignment="center", key="onder_de_vraag"):
        with st.popover(
            f"Meer filters ({used} in gebruik)" if used else "Meer filters",
            icon=":material/filter_list:",
            key="meer_filters",
            type="tertiary",
        ):
            field("Indiener", "indieners", facts.indieners, "Alle indieners")
            field("Fractie", "fracties", facts.fracties, "Alle fracties")
            _date_field("Ontvangen vanaf", FROM, facts, filters)
            _date_field("Ontvangen tot en met", UNTIL, facts, filters)
            st.multiselect(
                "Soort",
                [soort.value for soort in Soort],
                key=FIELDS["soorten"],
                on_change=_filtered,
                format_func=lambda value: SOORTEN[Soort(value)],
                placeholder="Antwoorden",
                select_all=False,
            )
        _paste_form(address)


def _date_field(label: str, key: str, facts: Facts, filters: Filters) -> None:
    days = [facts.counts.eerste, facts.counts.laatste, filters.ontvangen_van, filters.ontvangen_tot]
    known = [day for day in days if day] or [date.today()]
    st.date_input(
        label,
        value=None,
        key=key,
        on_change=_filtered,
        format="DD-MM-YYYY",
        min_value=min(known),  # a day outside these, from an address, would be shown as none
        max_value=max(known),
    )


def _examples(facts: Facts) -> None:
    counts = facts.counts
    draw_html(
        lead_html(
            f"Zoek in {counted(counts.publications, 'publicatie', 'publicaties')} met "
            f"{counted(counts.pairs, 'antwoord', 'antwoorden')} op Kamervragen. Bijvoorbeeld:"
        )
    )
    for number, example in enumerate(facts.examples):
        st.button(
            plain_label(example),
            key=f"voorbeeld_{number}",
            on_click=_go,
            args=(Address(vraag=example),),
        )


def _answer(assistant: Assistant, address: Address, asked: Asked, problems: Sequence[str]) -> None:
    with st.spinner("Zoeken … de eerste keer wordt het taalmodel geladen."):
        answer = asked.answer(assistant, top=PAGE_SIZE)
        listed = passages.find_listed(assistant, address, asked, answer)
    conversation.draw_understood(address, answer.search.understood, _go)
    if answer.parts:
        _parts(assistant, address, answer, problems)
        return
    if not listed.hits and not answer.comparison:
        too_narrow = _too_narrow(assistant, asked)
        draw_html(nothing_found_html(asked.text, too_narrow))
        if listed.notes and not too_narrow:
            draw_html(problems_html(listed.notes))
        conversation.draw_follow_up(address, _go)
        return
    conversation.draw_facts(answer, asked.about)
    draw_html(verdict_html(answer))
    phrased = st.empty()
    if answer.comparison:
        draw_html(question_html(answer.comparison.vraag))
        draw_html(chart_html(answer.comparison.rows) + rows_html(answer.comparison.rows))
        st.page_link(
            VERGELIJK,
            label="Naast elkaar vergelijken, of een andere vraag kiezen",
            icon=":material/compare_arrows:",
            query_params=frame.flat(write_address(address)),
        )
    elif answer.statements:
        draw_html(statements_html(answer.statements, answer.search.hits))
    draw_html(timeline_html(answer.timeline))
    conversation.draw_follow_up(address, _go)
    shown = replace(answer, search=listed)
    _list_head(assistant, address, shown, answer.search.found, problems)
    passages.draw_hits(assistant, listed, quoted_in(answer.statements))
    passages.draw_more(address, listed, _go)
    if assistant.can_phrase:
        with phrased:
            _phrased(assistant, answer)


def _phrased(assistant: Assistant, answer: Answer) -> None:
    """The words of the configured language model, asked last: everything else is on the page by then."""
    known = st.session_state.setdefault(PHRASED, {})
    key = (answer.search.index.fingerprint, answer.statements)
    if key not in known:
        with st.spinner("Het taalmodel vat de citaten samen …"):
            known.clear()
            known[key] = assistant.phrased(answer).phrased
    if known[key]:
        draw_html(phrased_html(known[key]))


def _list_head(assistant: Assistant, address: Address, shown: Answer, found: int, problems: Sequence[str]) -> None:
    draw_html(list_heading_html(shown.search, shown.verdict, by_date_of=found if address.sort is Sort.DATUM else None))
    with st.container(horizontal=True, vertical_alignment="center", key="lijst_knoppen"):
        st.segmented_control(
            "Volgorde",
            [sort.value for sort in Sort],
            key=SORT,
            format_func={"relevantie": "Beste eerst", "datum": "Nieuwste eerst"}.__getitem__,
            on_change=_filtered,
            label_visibility="collapsed",
            required=True,
        )
        exporting.draw_export(assistant, shown, problems, "lijst")


def _parts(assistant: Assistant, address: Address, answer: Answer, problems: Sequence[str]) -> None:
    """Every sub-question of a pasted Kamervraag, each with what was answered before."""
    draw_html(verdict_html(answer))
    exporting.draw_export(assistant, answer, problems, "delen")
    for part in answer.parts:
        with st.container(border=True, key=f"deelvraag_{part.nummer}"):
            draw_html(parts_lead_html(part))
            hits = part.answer.search.hits
            if part.answer.statements:
                draw_html(statements_html(part.answer.statements, hits, prefix=f"deel-{part.nummer}-"))
            with st.expander(
                f"{counted(len(hits), 'eerder antwoord', 'eerdere antwoorden')}, ongewijzigd",
                key=f"eerder_{part.nummer}",
            ):
                _, lexical = assistant.corpus.stores()
                for hit in hits:
                    matches = make_matcher(hit.why.terms, cache(lexical.terms))
                    draw_html(hit_html(hit, matches, {}, prefix=f"deel-{part.nummer}-"))


def _too_narrow(assistant: Assistant, asked: Asked) -> list[str]:
    """The filters that each alone keep everything out; all together when no single one does."""
    named = filters_in_words(asked.filters)
    blank = Filters()
    alone = [
        text
        for field, text in named
        if asked.within(replace(asked.filters, **{field: getattr(blank, field)})).search(assistant, top=1).hits
    ]
    if alone or not named or not asked.within(blank).search(assistant, top=1).hits:
        return alone
    return [" en ".join(text for _, text in named)]


if __name__ == "__main__":
    main()
