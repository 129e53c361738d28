"""Writes the source beside an answer: question and whole answer with the quote marked, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from index.values import Pair, Publication
from rag.compare.series import Member
from rag.dutch.citation import answerer
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import enumerate_dutch, number
from rag.values import Sibling, Why
from ui.app.state.sources import ShownSource
from ui.app.view.answers.listing import SERIES
from ui.app.view.facts import (
    badge,
    heading,
    known_facts,
    official_link,
    pair_url,
    publication_url,
    short_name,
    vragen,
)
from ui.app.view.markup import NOTHING, Matcher, enumerated, html, joined, link, paragraphs
from ui.app.view.profile import people_html

SHORT_ANSWER_CHARS = 1200


def source_html(
    publication: Publication,
    source: ShownSource,
    matches: Matcher,
    *,
    remarks: Sequence[Markup] = (),
    is_quote: bool = True,
    words: CorpusWords | None = None,
) -> Markup:
    """The pair that was pointed at, in its publication.

    Args:
        source: the pair with the words to set off.
        matches: words to mark lightly.
        remarks: what else there is to say of it, a line each.
        is_quote: whether the words to set off are quoted in the answer; else they are only the best passage.
    """
    pair = publication.pair(source.pair_id)
    facts = known_facts(publication, answerer(publication))
    facts += [html("gevraagd door {}", people_html(publication.indieners))] if publication.indieners else []
    facts += [official_link(publication)]
    return html(
        '<article class="kv-bron{kind}" data-van="{source}" aria-label="Bron"><h2>{heading}</h2>'
        '<p class="kv-facts">{facts}</p>'
        "{body}{remarks}{around}</article>",
        kind=" kv-geciteerd" if is_quote else "",
        source=str(source),
        heading=heading(publication),
        facts=joined(facts, " · "),
        body=_pair_html(pair, source, matches, words) if pair else _notice_html(publication, matches, words),
        remarks=joined(html('<p class="kv-facts">{}</p>', remark) for remark in remarks),
        around=_around_html(publication, pair, words) if pair else NOTHING,
    )


def _pair_html(pair: Pair, source: ShownSource, matches: Matcher, words: CorpusWords | None) -> Markup:
    passage = (source.start, source.end) if source.start < source.end <= len(pair.antwoord) else None
    return html(
        '<p class="kv-label">{}</p><div class="kv-vraag">{}</div><p class="kv-label">Antwoord</p>'
        '<div class="kv-antwoord">{}</div>',
        vragen(pair.vraagnummers).capitalize(),
        paragraphs(pair.vraagtekst, matches, words=words),
        paragraphs(pair.antwoord, matches, passage, words=words),
    )


def _notice_html(publication: Publication, matches: Matcher, words: CorpusWords | None) -> Markup:
    """A publication that answers nothing: its notice, and the questions that it leaves open."""
    asked = "\n\n".join(f"{vraag.nummer}. {vraag.tekst}" for vraag in publication.open_vragen if vraag.tekst)
    return html(
        '<p class="kv-label">{}</p><div class="kv-antwoord">{}</div>{}',
        badge(SOORTEN[publication.soort].capitalize(), "soort"),
        paragraphs(publication.mededeling or "Op deze vragen staat geen antwoord in het corpus.", matches, words=words),
        html('<p class="kv-label">Vragen</p><div class="kv-vraag">{}</div>', paragraphs(asked, matches, words=words))
        if asked
        else NOTHING,
    )


def siblings_html(siblings: Sequence[Sibling]) -> Markup:
    """Where the same answer stands too."""
    links = [
        link(pair_url(sibling.pair_id), f"{short_name(sibling.publication)}, {vragen(sibling.vraagnummers)}")
        for sibling in siblings
    ]
    return html("Hetzelfde antwoord ook in {}.", enumerated(links)) if links else NOTHING


def series_remark_html(publication: Publication, series: Sequence[Member]) -> Markup:
    """The way to all publications with the same questions; empty when it stands alone."""
    if len(series) < 2:
        return NOTHING
    way = link(f"{publication_url(publication.id)}#{SERIES}", "bekijk de reeks")
    return html("Dezelfde vragen staan in {} publicaties · {}", len(series), way)


def _around_html(publication: Publication, pair: Pair, words: CorpusWords | None) -> Markup:
    """The questions before and after it in the same publication, to read on the spot."""
    pairs = publication.paren
    at = pairs.index(pair)
    near = [("Ervoor", one) for one in pairs[max(0, at - 1) : at]] + [("Erna", one) for one in pairs[at + 1 : at + 2]]
    return joined(_near_html(where, one, words) for where, one in near)


def _near_html(where: str, pair: Pair, words: CorpusWords | None) -> Markup:
    answer = pair.antwoord
    rest = NOTHING
    if len(answer) > SHORT_ANSWER_CHARS:
        answer = answer[:SHORT_ANSWER_CHARS].rsplit(maxsplit=1)[0]
        left = f"nog {number(len(pair.antwoord) - len(answer))} tekens in de publicatie"
        rest = html('<p class="kv-facts">… {}</p>', link(pair_url(pair.id), left))
    return html(
        '<details class="kv-buren"><summary>{}: {}</summary><div class="kv-vraag">{}</div>'
        '<div class="kv-antwoord">{}{}</div></details>',
        where,
        vragen(pair.vraagnummers),
        paragraphs(pair.vraagtekst, words=words),
        paragraphs(answer, words=words),
        rest,
    )


def why_text(why: Why) -> str:
    """Why a pair was found: by its words, by its meaning, by its number."""
    if why.dense is None and why.lexical is None:
        return "Gevonden op nummer."
    ways = [f"woorden ({', '.join(why.terms)})" if why.terms else "woorden"] if why.lexical is not None else []
    ways += ["betekenis"] if why.dense is not None else []
    also = f" Ook in de passage: {', '.join(why.terms)}." if why.terms and why.lexical is None else ""
    return f"Gevonden op {enumerate_dutch(ways)}.{also}"
