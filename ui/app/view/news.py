"""Writes what a saved search has to tell: what is answered at last, what is new, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from index.values import Publication
from rag.dutch.citation import departments
from rag.dutch.filters import filters_in_words
from rag.dutch.writing import counted, dutch_date, enumerate_dutch
from rag.follow.news import MOST_NEW, Changed, News
from rag.follow.searches import SavedSearch
from rag.values import Hit
from ui.app.view.corpus.lists import SHOWN, rest_html
from ui.app.view.facts import badge, heading, pair_url, publication_url, received, short_name, vragen
from ui.app.view.markup import NOTHING, html, joined, link, quotation


def followed_html(search: SavedSearch) -> Markup:
    """What is followed, unless it is named so, with its filters and since when."""
    within = enumerate_dutch([text for _, text in filters_in_words(search.question.filters)])
    told = [quotation(search.question.text)] if search.question.text != search.name else []
    told += [html("{}", within)] if within else []
    since = f"nieuw sinds {dutch_date(search.since)}"
    return html('<p class="kv-facts">{}{}{}</p>', joined(told, ", "), "; " if told else "", since)


def news_html(news: News) -> Markup:
    """Everything that a search has to tell, as a list; a line when there is nothing."""
    told = [*_told(news)]
    if not told:
        return html('<p class="kv-telling">Niets nieuws</p>')
    return html(
        '<p class="kv-telling">{}</p><ul class="kv-verder">{}{}</ul>{}',
        counted(len(told), "bericht", "berichten"),
        joined(told[:SHOWN]),
        rest_html(len(told) - SHOWN),
        html('<p class="kv-facts">De eerste {} zijn bekeken; er is meer: maak de vraag nauwer.</p>', MOST_NEW)
        if news.is_cut
        else NOTHING,
    )


def _told(news: News) -> Iterator[Markup]:
    for change in news.answered:
        before = link(publication_url(change.before), "wat toen openstond") if change.before else NOTHING
        yield html("<li>{} {} ({})</li>", badge("beantwoord"), _changed(change), before)
    together: dict[str, list[Hit]] = {}
    for hit in news.new:
        together.setdefault(hit.publication.id, []).append(hit)
    for hits in together.values():
        yield _new(hits)
    for change in news.changed:
        yield html("<li>{} {}</li>", badge("gewijzigd"), _changed(change))


def _new(hits: Sequence[Hit]) -> Markup:
    """The pairs of one publication that came in, each to be opened."""
    publication = hits[0].publication
    pairs = sorted(hits, key=lambda hit: hit.vraagnummers)
    return html(
        "<li>{} {}: {} {}</li>",
        badge("nieuw"),
        heading(publication),
        joined((link(pair_url(hit.pair_id), vragen(hit.vraagnummers)) for hit in pairs), ", "),
        _facts(publication),
    )


def _changed(change: Changed) -> Markup:
    publication = change.publication
    return html("{} {}", link(publication_url(publication.id), heading(publication)), _facts(publication))


def _facts(publication: Publication) -> Markup:
    facts = f"{short_name(publication)}, {departments(publication)}, {received(publication)}"
    return html('<span class="kv-plek">{}</span>', facts)
