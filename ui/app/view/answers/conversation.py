"""Writes what was asked one after the other, and what a follow-up asks about the publications cited."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rag.answer.about import Fact
from ui.app.view.facts import publication_url
from ui.app.view.markup import html, items, link


def first_turn_html(question: str) -> Markup:
    """The question that the conversation began with."""
    return html('<p class="kv-beurt"><span class="kv-facts">U vroeg</span> {}</p>', question)


def turn_html(typed: str, note: str) -> Markup:
    """A follow-up, and how it was read."""
    return html(
        '<p class="kv-beurt"><span class="kv-facts">Daarna</span> {} <span class="kv-facts">{}</span></p>', typed, note
    )


def asked_facts_html(about: str, facts: Sequence[Fact]) -> Markup:
    """What a follow-up asks about the publications cited: who asked, when, who answered, where it stands."""
    told = items(
        html(
            '{}<br><span class="kv-cite">{}</span>',
            fact.text,
            link(publication_url(fact.publication_id), fact.citation),
        )
        for fact in facts
    )
    nothing = html("<p>Er is geen geciteerde publicatie om dat van te zeggen.</p>")
    return html(
        '<section class="kv-feiten" aria-label="{}">{}</section>',
        about,
        html("<ul>{}</ul>", told) if facts else nothing,
    )
