"""Writes what the start page shows of the corpus: newest answers, series, what is new for what one follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from index.store.sql.listing import ListedPublication
from rag.dutch.writing import capital, counted, dutch_date
from rag.follow.news import News
from ui.app.pages import ONTDEK, VERGELIJK, VOLGEN
from ui.app.state.address import Address, write_address
from ui.app.view.answers.shared import SharedRow, comparison_url, subject_of
from ui.app.view.facts import publication_url, short_ministry
from ui.app.view.listed import subject
from ui.app.view.markup import NOTHING, html, items, link, relative_url


def newest_html(listed: Sequence[ListedPublication]) -> Markup:
    """The newest answers, each with its date and ministries, and the way to all."""
    lines = [
        _line_html(
            publication_url(one.id),
            subject(one),
            _facts(one.dag, ", ".join(short_ministry(name) for name in one.ministeries)),
        )
        for one in listed
    ]
    return _block_html("Nieuwste antwoorden", lines, link(ONTDEK, "Alle publicaties"))


def shared_html(listed: Sequence[SharedRow]) -> Markup:
    """Questions put to several ministries, each with the way to its comparison, and to all; empty without any."""
    lines = [
        _line_html(
            comparison_url(one),
            subject_of(one.shared, one.publication),
            _facts(one.shared.dag, counted(one.shared.ministeries, "ministerie", "ministeries")),
        )
        for one in listed
    ]
    return _block_html("Aan meer ministeries gevraagd", lines, link(VERGELIJK, "Alle reeksen"))


def followed_news_html(found: Sequence[News]) -> Markup:
    """What one follows, each with how many new answers; empty when nothing is followed."""
    lines = [
        html(
            "{} <span class='kv-facts'>{}</span>",
            link(relative_url("", write_address(Address(question=one.search.question))), one.search.name),
            counted(len(one.new) + len(one.answered), "nieuw antwoord", "nieuwe antwoorden")
            if one.new or one.answered
            else "niets nieuws",
        )
        for one in found
    ]
    return _block_html("Wat u volgt", lines, link(VOLGEN, "Naar wat u volgt"))


def _facts(day: date | None, ministeries: str) -> str:
    return " · ".join(part for part in (dutch_date(day) if day else "", ministeries) if part)


def _line_html(url: str, subject: str, facts: str) -> Markup:
    return html("{}<br><span class='kv-facts'>{}</span>", link(url, capital(subject)), facts)


def _block_html(title: str, lines: Sequence[Markup], way: Markup = NOTHING) -> Markup:
    if not lines:
        return NOTHING
    return html('<section class="kv-begin"><h2>{}</h2><ul>{}</ul>{}</section>', title, items(lines), way)
