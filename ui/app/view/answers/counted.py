"""Writes a count or a list that the catalogue gave: the groups with a link for each number, and how was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from index.parse.facts.ids import is_official_id
from index.store.filters import Filters
from rag.dutch.labels import days_of, title_of
from rag.dutch.writing import capital, half_days, number, share_text
from rag.overview.in_words import GROUPS
from rag.question import Question
from rag.values import Counted, Listed, Per, Tally
from ui.app.state.address import Address, write_address
from ui.app.view.corpus.lists import AROUND_CHART, folded, notes_html, table_html
from ui.app.view.facts import publication_url, short_ministry
from ui.app.view.markup import NOTHING, html, items, link, relative_url

MOST_LISTED = 100
MOST_BARS = 15
SHORT = 20
BAR_PIXELS, AXIS_PIXELS, CHART_PIXELS, LABEL_PIXELS = 24, 84, 260, 190


def question_url(query: str, filters: Filters) -> str:
    """Address of the start page with this question."""
    return relative_url("", write_address(Address(question=Question(query, filters=filters))))


def groups_html(counted: Counted) -> Markup:
    """A row for each group, its number a link to a list of what it counts; empty without groups."""
    per = counted.wanted.per
    if per is None or not counted.rows:
        return NOTHING
    heads = [
        GROUPS[per][0].capitalize(),
        "aantal",
        *(["mediaan (dagen)", "op tijd"] if counted.wanted.is_times else []),
    ]
    return table_html(f"Aantal per {GROUPS[per][0]}", "kv-telling", heads, [_row(row, counted) for row in counted.rows])


def listed_html(counted: Counted) -> Markup:
    """What is counted, unfolded where a list was asked for or it is short; empty where nothing is."""
    if not counted.listed:
        return NOTHING
    body = html('<div class="kv-doc">{}</div>', notes_html(counted.listed, _publication, most=MOST_LISTED))
    return folded(
        f"Wat er geteld is ({number(counted.total)})", body, is_open=counted.wanted.is_list or counted.total <= SHORT
    )


def account_html(counted: Counted) -> Markup:
    """Under a count, how was counted."""
    return folded("Hoe er geteld is", html('<ul class="kv-notes">{}</ul>', items(counted.account)))


def chart_spec(counted: Counted) -> dict[str, Any] | None:
    """A bar for each of the first groups with a known name, as a Vega-Lite chart; None where one bar would be all.

    Years and months stand beside each other, the last of them; the rest below each other in their own order.
    """
    is_times, is_in_time = counted.wanted.is_times, counted.wanted.per in (Per.JAAR, Per.MAAND, Per.VERGADERJAAR)
    rows = [row for row in counted.rows if row.filters is not None and (not is_times or row.median_days is not None)]
    if counted.wanted.per is None or len(rows) < 2:
        return None
    chosen = rows[-MOST_BARS:] if is_in_time else rows[:MOST_BARS]
    title = "mediaan (dagen)" if is_times else "aantal"
    part = f"De {'laatste' if is_in_time else 'eerste'} {len(chosen)} van {len(rows)}; de tabel heeft alle"
    amount = {"field": "getal", "type": "quantitative", "title": title, "axis": {"tickMinStep": 1}}
    name = {"field": "naam", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": LABEL_PIXELS}}
    if is_in_time:
        name["axis"] = {"labelAngle": 0}
    return {
        **({"title": part} if len(chosen) < len(rows) else {}),
        "data": {
            "values": [
                {
                    "naam": short_ministry(row.name),
                    "heel": row.name,
                    "getal": (row.median_days or 0) if is_times else row.count,
                }
                for row in chosen
            ]
        },
        "padding": AROUND_CHART,
        "config": {"aria": False},  # it would tell axes and bars in English
        "mark": {"type": "bar", "color": "#4a86bd", "aria": False},
        "encoding": {
            **({"x": name, "y": amount} if is_in_time else {"x": amount, "y": name}),
            "tooltip": [{"field": "heel", "title": GROUPS[counted.wanted.per][0]}, {"field": "getal", "title": title}],
        },
        "height": CHART_PIXELS if is_in_time else BAR_PIXELS * len(chosen) + AXIS_PIXELS,
    }


def _row(row: Tally, counted: Counted) -> list[str | Markup]:
    shown = number(row.count)
    figure = link(question_url(counted.query, row.filters), shown) if row.filters is not None else shown
    times = [half_days(row.median_days), share_text(row.in_time)] if counted.wanted.is_times else []
    return [row.name, figure, *times]


def _publication(one: Listed) -> Markup:
    where = f"nr. {one.nummer} ({one.vergaderjaar})" if one.nummer and one.vergaderjaar else ""
    facts: Sequence[str] = (", ".join(one.indieners), ", ".join(one.ministeries), days_of(one), where)
    told = "; ".join(fact for fact in facts if fact)
    own_id = one.publication_id if is_official_id(one.publication_id) else "zonder onderwerp"
    name = title_of(one) or f"Kamervragen {where or own_id}"
    return html("{}{}", link(publication_url(one.publication_id), capital(name)), f": {told}" if told else "")
