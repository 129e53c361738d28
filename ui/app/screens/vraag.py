"""The start page: a question, what was understood in it, the answer with its citations, and the passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from textwrap import shorten

import streamlit as st
from markupsafe import Markup

from index.store.filters import FIELD, Filters
from rag.assistant.assistant import Assistant
from rag.dutch.filters import filters_in_words
from rag.dutch.writing import counted, enumerate_dutch
from rag.question import Question
from rag.understand.turns.followup import Conversation
from rag.values import Answer, SearchResult, Verdict
from ui.app import frame
from ui.app.draw import draw_html, focus_field, scroll_to_turn
from ui.app.pages import VERGELIJK, Page
from ui.app.parts import counting, exporting, following
from ui.app.parts.asking import conversation, field, start
from ui.app.parts.results import charts, passages, reading
from ui.app.state import recent
from ui.app.state.address import QUESTION_PARAMS, Address, Sort, write_address
from ui.app.state.resources import CorpusFacts, get_words
from ui.app.state.sources import ShownSource
from ui.app.view.answers.answer import (
    NEARBY,
    list_heading_html,
    nearby_html,
    notes_html,
    parts_lead_html,
    phrased_html,
    quoted_in,
    statements_html,
    timeline_html,
    verdict_html,
)
from ui.app.view.answers.comparison import chart_html, question_html, rows_html
from ui.app.view.answers.searched import attempts_html, searched_html
from ui.app.view.markup import NOTHING, html
from ui.app.view.notices import nothing_found_html
from ui.app.widgets import choose_one

PAGE = Page(title="Vraag", place=1, is_wide=True)

PHRASED = "samenvatting"
FIRST = {Sort.RELEVANTIE: "beste", Sort.DATUM: "nieuwste", Sort.OUDSTE: "oudste"}
"""What comes first in each order."""
MAX_TITLE_CHARS = 200
PANES = (5, 6)
"""Widths of the answer and of the source beside it."""


def main() -> None:
    """Draws the page."""
    frame.is_behind()
    address, problems = frame.address()
    title = shorten(address.question.text, MAX_TITLE_CHARS, placeholder=" …")
    draw_html(html('<h1 class="{}">{}</h1>', "kv-verborgen" if title else "", title or "Wat wilt u weten?"))
    assistant, facts = frame.opened()
    question, notes = conversation.spelt(address.question, assistant)
    asked = assistant.follow(question) if question.text else None
    field.seed(address)
    field.draw_form()
    field.draw_filter_row(assistant, facts, question, asked.question if asked else question)
    field.close_form()
    problems = problems + notes
    frame.draw_problems(QUESTION_PARAMS, problems)
    if asked:
        frame.set_title(question.text)
        start.remember(replace(question, follow_ups=()))
        conversation.draw_turns(address, asked, field.go)
        _answer(assistant, facts, address, asked, problems)
    else:
        focus_field()
        start.draw(assistant, facts, field.go)


def _answer(
    assistant: Assistant, facts: CorpusFacts, address: Address, asked: Conversation, problems: Sequence[str]
) -> None:
    """The answer with its passages, and the source of what is pointed at beside it."""
    question = asked.question
    with st.spinner("Zoeken … de eerste keer wordt het taalmodel geladen."):
        answer = recent.ask(assistant, question)
        listed = passages.find_listed(assistant, address, question, answer)
    conversation.draw_understood(address, answer.search.understood, field.go)
    if answer.counted and not listed.hits:
        draw_html(verdict_html(answer) + notes_html(answer))
        counting.draw_counted(answer.counted, partial(_count_menu, assistant, question, answer, problems))
    elif not answer.parts and not listed.hits and not answer.comparison:
        _nothing(assistant, question, listed.notes)
        draw_html(_searched(facts))
    else:
        with st.container(key="lezen"):
            left, right = st.columns(PANES, gap="large")
        with left:
            draw_html(verdict_html(answer))
            conversation.draw_near_words(address, answer.reason.near_words, field.go)
            if answer.parts:
                sources = _parts(assistant, question, answer, problems)
            else:
                sources = _single(assistant, facts, address, asked, answer, listed, problems)
        with right:
            is_found = answer.verdict is not Verdict.NIET_GEVONDEN
            reading.draw_source(tuple(dict.fromkeys(sources)), listed, begins_open=is_found)
    if not answer.parts:
        conversation.draw_follow_up(address, field.go)
    if asked.turns:
        scroll_to_turn(len(asked.turns))


def _count_menu(assistant: Assistant, question: Question, answer: Answer, problems: Sequence[str]) -> None:
    with st.container(horizontal=True, key="telling_knoppen"):
        following.draw_follow(assistant, question)
        exporting.draw_export(assistant, question, answer, problems, "telling")


def _searched(facts: CorpusFacts) -> Markup:
    return searched_html(facts.counts, facts.jaren, date.today())


def _nothing(assistant: Assistant, question: Question, notes: Sequence[str]) -> None:
    draw_html(nothing_found_html(question.text, _too_narrow(assistant, question), notes))
    following.draw_follow(assistant, question)


def _single(
    assistant: Assistant,
    facts: CorpusFacts,
    address: Address,
    asked: Conversation,
    answer: Answer,
    listed: SearchResult,
    problems: Sequence[str],
) -> list[ShownSource]:
    """The answer to one question; gives what can be read beside it, in order."""
    conversation.draw_facts(answer, asked.about)
    phrased = st.empty()
    is_answered = answer.verdict is Verdict.BEANTWOORD
    statements = answer.statements if is_answered else answer.statements[:NEARBY]
    cited = [ShownSource.of_statement(statement) for statement in statements]
    words = get_words(assistant)
    if answer.counted:
        counting.draw_counted(answer.counted, lambda: None)  # the list below has the menu for both
    elif answer.comparison:
        cited = [ShownSource.of_statement(row.statement) for row in answer.comparison.rows if row.statement]
        draw_html(question_html(answer.comparison.vraag, words))
        rows = answer.comparison.rows
        draw_html(chart_html(rows) + rows_html(rows, words, answer.comparison.per))
        frame.draw_link(
            VERGELIJK,
            "Naast elkaar vergelijken, of een andere vraag kiezen",
            icon=":material/compare_arrows:",
            query_params=frame.flat(write_address(replace(address, source=None))),
        )
    elif is_answered:
        draw_html(statements_html(statements, answer.search.hits, words=words))
    else:
        draw_html(nearby_html(statements, answer.search.hits, words) + _searched(facts))
        draw_html(attempts_html() if answer.verdict is Verdict.NIET_GEVONDEN else NOTHING)
    draw_html(notes_html(answer))
    draw_html(timeline_html(answer.timeline, words))
    shown = replace(answer, search=listed)
    by_date_of = answer.search.found if address.sort is not Sort.RELEVANTIE else None
    _list_head(assistant, asked.question, shown, by_date_of, address.sort, problems)
    quoted = quoted_in(statements) if is_answered and not answer.comparison else {}
    listed_sources = passages.draw_hits(assistant, listed.hits, quoted, cited)
    passages.draw_more(address, listed, field.go_on)
    if assistant.endpoint is not None:
        with phrased:
            _phrased(assistant, answer)
    return [*cited, *(ShownSource.of_statement(standing.statement) for standing in answer.timeline), *listed_sources]


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


def _list_head(
    assistant: Assistant,
    question: Question,
    shown: Answer,
    by_date_of: int | None,
    sort: Sort,
    problems: Sequence[str],
) -> None:
    draw_html(list_heading_html(shown.search, shown.verdict, by_date_of, first=FIRST[sort]))
    with st.container(horizontal=True, vertical_alignment="center", key="lijst_knoppen"):
        orders = {sort.value: FIRST[sort].capitalize() for sort in Sort}
        choose_one("Volgorde", orders, field.SORT, field.reorder, wrap=True)
        following.draw_follow(assistant, question)
        exporting.draw_export(assistant, question, shown, problems, "lijst")
    with st.expander("Per jaar en per ministerie", on_change="rerun", key="verdeling") as spread:
        if spread.open:
            fields = (FIELD["vergaderjaren"], FIELD["ministeries"])
            years, ministries = (passages.found_counts(assistant, question, one) for one in fields)
            of_year, of_ministry = (passages.found_unknown(assistant, question, one) for one in fields)
            charts.draw_years_and_ministries(years, ministries, (of_year, of_ministry), field.narrow, "verdeling")


def _parts(assistant: Assistant, question: Question, answer: Answer, problems: Sequence[str]) -> list[ShownSource]:
    """Every sub-question of a pasted Kamervraag, each with what was answered before; gives what can be read beside."""
    draw_html(notes_html(answer))
    exporting.draw_export(assistant, question, answer, problems, "delen")
    sources: list[ShownSource] = []
    for part in answer.parts:
        prefix = f"deel-{part.nummer}-"
        is_answered = part.answer.verdict is Verdict.BEANTWOORD
        statements = part.answer.statements if is_answered else part.answer.statements[:NEARBY]
        cited = [ShownSource.of_statement(statement) for statement in statements]
        with st.container(border=True, key=f"deelvraag_{part.nummer}"):
            draw_html(parts_lead_html(part))
            hits = part.answer.search.hits
            if cited and is_answered:
                draw_html(statements_html(statements, hits, prefix, get_words(assistant)))
            elif cited:
                draw_html(nearby_html(statements, hits, get_words(assistant)))
            if hits:
                label = f"{counted(len(hits), 'eerder antwoord', 'eerdere antwoorden')}, ongewijzigd"
                with st.expander(label, key=f"eerder_{part.nummer}"):
                    cited += passages.draw_hits(
                        assistant, hits, quoted_in(statements) if is_answered else {}, cited, prefix
                    )
        sources += cited
    return sources


def _too_narrow(assistant: Assistant, question: Question) -> list[str]:
    """The filters that each alone keep everything out; all together when no single one does."""

    def finds(filters: Filters) -> bool:
        return bool(recent.search(assistant, replace(question, filters=filters, top=1)).hits)

    blank = Filters()
    named = filters_in_words(question.filters)
    alone = [text for name, text in named if finds(replace(question.filters, **{name: getattr(blank, name)}))]
    if alone or not named or not finds(blank):
        return alone
    return [enumerate_dutch([text for _, text in named])]
