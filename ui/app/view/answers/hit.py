"""Writes a passage that was found: its pair, why it was found, what stands around it, and the series it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.values import Pair
from rag.compare.series import Member, Rol
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import counted, enumerate_dutch, number
from rag.values import Hit, Why
from ui.app.view.facts import (
    badge,
    copy_citation,
    heading,
    indieners,
    official_link,
    pair_url,
    publication_url,
    received,
    short_name,
    vragen,
)
from ui.app.view.markup import NOTHING, Matcher, enumerated, html, joined, link, paragraphs

SHORT_ANSWER_CHARS = 1200
SERIES = "reeks"
"""Anchor of the series on the page of a publication."""

ROLES = {
    Rol.ANTWOORD: ("antwoord", "antwoorden"),
    Rol.UITSTEL: ("mededeling van uitstel", "mededelingen van uitstel"),
    Rol.INGETROKKEN: ("intrekking", "intrekkingen"),
    Rol.VRAAG: ("publicatie zonder antwoord", "publicaties zonder antwoord"),
}


def hit_html(
    hit: Hit,
    matches: Matcher,
    quoted: Mapping[str, Sequence[int]],
    *,
    series: Sequence[Member] = (),
    prefix: str = "",
) -> Markup:
    """A passage in its pair: facts, question, answer with the best passage set off, why it was found, what is around.

    Args:
        hit: the passage.
        matches: words to mark.
        quoted: pair id to the numbers of its citations.
        series: the publications with the same questions, its own among them.
        prefix: before the anchors, where a page holds more than one answer.
    """
    publication = hit.publication
    badges = [badge(short_name(publication), "nummer")]
    badges += [badge(name) for name in publication.ministeries or ("ministerie onbekend",)]
    badges += [badge(vragen(hit.vraagnummers))] if hit.vraagnummers else []
    badges += [badge(SOORTEN[publication.soort].capitalize(), "soort")] if hit.pair is None else []
    badges += [badge("fictief voorbeeld", "fictief")] if publication.fictief else []
    facts = [html("{}", received(publication))]
    facts += [html("gevraagd door {}", indieners(publication.indieners))] if publication.indieners else []
    facts += [] if publication.fictief else [official_link(publication)]
    if numbers := quoted.get(hit.pair_id, ()):
        facts.append(html("geciteerd als {}", joined((link(f"#citaat-{n}", f"[{n}]") for n in numbers), ", ")))
    return html(
        '<article class="kv-hit" id="{prefix}passage-{rank}" aria-label="Passage {rank}">'
        '<p class="kv-badges"><span class="kv-rank">{rank}</span>{badges}</p><h3>{heading}</h3>'
        '<p class="kv-facts">{facts}</p><div class="kv-vraag">{vraag}</div>{answer}{siblings}'
        '<p class="kv-why">{why}</p>{around}{series}</article>',
        prefix=prefix,
        rank=hit.rank,
        badges=joined(badges),
        heading=heading(publication),
        facts=joined(facts, " · "),
        vraag=paragraphs(hit.vraag, matches),
        answer=_answer_html(hit, matches),
        siblings=_siblings_html(hit),
        why=why_text(hit.why),
        around=_around_html(hit),
        series=_series_html(hit, series),
    )


def _siblings_html(hit: Hit) -> Markup:
    """Where the same answer stands too."""
    if not hit.siblings:
        return NOTHING
    links = [
        link(pair_url(sibling.pair_id), f"{short_name(sibling.publication)}, {vragen(sibling.vraagnummers)}")
        for sibling in hit.siblings
    ]
    return html('<p class="kv-facts">Hetzelfde antwoord ook in {}.</p>', enumerated(links))


def _around_html(hit: Hit) -> Markup:
    """The questions before and after it in the same publication, to read on the spot."""
    if hit.pair is None:
        return NOTHING
    pairs = hit.publication.paren
    at = next((n for n, pair in enumerate(pairs) if pair.id == hit.pair.id), None)
    near = [] if at is None else [*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2]]
    if not near:
        return NOTHING
    return html(
        '<details class="kv-buren"><summary>Ervoor en erna: {}</summary>{}</details>',
        enumerate_dutch([vragen(pair.vraagnummers) for pair in near]),
        joined(_near_html(pair) for pair in near),
    )


def _near_html(pair: Pair) -> Markup:
    answer = pair.antwoord
    rest = NOTHING
    if len(answer) > SHORT_ANSWER_CHARS:
        answer = answer[:SHORT_ANSWER_CHARS].rsplit(maxsplit=1)[0]
        left = f"nog {number(len(pair.antwoord) - len(answer))} tekens in de publicatie"
        rest = html('<p class="kv-facts">… {}</p>', link(pair_url(pair.id), left))
    return html(
        '<section><p class="kv-label">{}</p><div class="kv-vraag">{}</div>'
        '<div class="kv-antwoord">{}{}</div></section>',
        link(pair_url(pair.id), vragen(pair.vraagnummers).capitalize()),
        paragraphs(pair.vraagtekst),
        paragraphs(answer),
        rest,
    )


def _series_html(hit: Hit, series: Sequence[Member]) -> Markup:
    """How many were asked the same, with the way to all of them; empty when it stands alone."""
    if len(series) < 2:
        return NOTHING
    roles = Counter(member.rol for member in series)
    named = enumerate_dutch([counted(roles[rol], *words) for rol, words in ROLES.items() if roles[rol]])
    way = link(f"{publication_url(hit.publication.id)}#{SERIES}", "bekijk de reeks")
    return html('<p class="kv-facts">In een reeks met dezelfde vragen: {} · {}</p>', named, way)


def _answer_html(hit: Hit, matches: Matcher) -> Markup:
    if hit.pair is None:
        text = hit.publication.mededeling or "Op deze vragen staat geen antwoord in het corpus."
        return _answer_box(paragraphs(text, matches))
    text = hit.antwoord
    is_whole = hit.passage_end - hit.passage_start >= len(text.strip())
    passage = None if is_whole else (hit.passage_start, hit.passage_end)
    whole = _answer_box(paragraphs(text, matches, passage))
    if len(text) <= SHORT_ANSWER_CHARS or is_whole:
        return whole
    before = "… " if hit.passage_start > 0 else ""
    after = " …" if hit.passage_end < len(text) else ""
    part = paragraphs(f"{before}{hit.passage}{after}", matches)
    return html(
        "{}<details><summary>Het hele antwoord ({} tekens)</summary>{}</details>",
        _answer_box(part),
        number(len(text)),
        whole,
    )


def _answer_box(text: Markup) -> Markup:
    return html('<div class="kv-antwoord">{}</div>', text)


def why_text(why: Why) -> str:
    """Why a pair was found: by its words, by its meaning, by its number."""
    if why.dense is None and why.lexical is None:
        return "Gevonden op nummer."
    ways = [f"woorden ({', '.join(why.terms)})" if why.terms else "woorden"] if why.lexical is not None else []
    ways += ["betekenis"] if why.dense is not None else []
    also = f" Ook in de passage: {', '.join(why.terms)}." if why.terms and why.lexical is None else ""
    return f"Gevonden op {enumerate_dutch(ways)}.{also}"


def hit_citation(hit: Hit) -> str:
    """The citation of a hit to copy; a notice is cited as a whole, for it answers nothing."""
    return copy_citation(hit.publication, hit.vraagnummers if hit.pair is not None else ())
