"""Writes a passage that was found: its pair, why it was found, what stands around it, and the series it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from index.values import Pair
from rag.compare.series import Member, Rol
from rag.dutch.writing import counted, enumerate_dutch, number
from rag.values import Hit, Why
from ui.app.view.facts import (
    SOORTEN,
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
from ui.app.view.markup import Matcher, esc, link, paragraphs

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
) -> str:
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
    badges += [badge(SOORTEN[publication.soort], "soort")] if hit.pair is None else []
    badges += [badge("fictief voorbeeld", "fictief")] if publication.fictief else []
    people = f"gevraagd door {esc(indieners(publication.indieners))}" if publication.indieners else ""
    facts = [esc(received(publication)), people, "" if publication.fictief else official_link(publication)]
    numbers = quoted.get(hit.pair_id, ())
    if numbers:
        facts.append("geciteerd als " + ", ".join(link(f"#citaat-{n}", f"[{n}]") for n in numbers))
    return (
        f'<article class="kv-hit" id="{prefix}passage-{hit.rank}" aria-label="Passage {hit.rank}">'
        f'<p class="kv-badges"><span class="kv-rank">{hit.rank}</span>{"".join(badges)}</p>'
        f"<h3>{esc(heading(publication))}</h3>"
        f'<p class="kv-facts">{" · ".join(fact for fact in facts if fact)}</p>'
        f'<div class="kv-vraag">{paragraphs(hit.vraag, matches)}</div>'
        f"{_answer_html(hit, matches)}{_siblings_html(hit)}"
        f'<p class="kv-why">{esc(why_text(hit.why))}</p>{_around_html(hit)}{_series_html(hit, series)}</article>'
    )


def _siblings_html(hit: Hit) -> str:
    """Where the same answer stands too."""
    if not hit.siblings:
        return ""
    links = [
        link(pair_url(sibling.pair_id), f"{short_name(sibling.publication)}, {vragen(sibling.vraagnummers)}")
        for sibling in hit.siblings
    ]
    return f'<p class="kv-facts">Hetzelfde antwoord ook in {enumerate_dutch(links)}.</p>'


def _around_html(hit: Hit) -> str:
    """The questions before and after it in the same publication, to read on the spot."""
    if hit.pair is None:
        return ""
    pairs = hit.publication.paren
    at = next((n for n, pair in enumerate(pairs) if pair.id == hit.pair.id), None)
    near = [] if at is None else [*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2]]
    if not near:
        return ""
    named = enumerate_dutch([vragen(pair.vraagnummers) for pair in near])
    texts = "".join(_near_html(pair) for pair in near)
    return f'<details class="kv-buren"><summary>Ervoor en erna: {esc(named)}</summary>{texts}</details>'


def _near_html(pair: Pair) -> str:
    answer = pair.antwoord
    rest = ""
    if len(answer) > SHORT_ANSWER_CHARS:
        answer = answer[:SHORT_ANSWER_CHARS].rsplit(maxsplit=1)[0]
        left = f"nog {number(len(pair.antwoord) - len(answer))} tekens in de publicatie"
        rest = f'<p class="kv-facts">… {link(pair_url(pair.id), left)}</p>'
    return (
        f'<section><p class="kv-label">{link(pair_url(pair.id), vragen(pair.vraagnummers).capitalize())}</p>'
        f'<div class="kv-vraag">{paragraphs(pair.vraagtekst)}</div>'
        f'<div class="kv-antwoord">{paragraphs(answer)}{rest}</div></section>'
    )


def _series_html(hit: Hit, series: Sequence[Member]) -> str:
    """How many were asked the same, with the way to all of them; empty when it stands alone."""
    if len(series) < 2:
        return ""
    roles = Counter(member.rol for member in series)
    named = enumerate_dutch([counted(roles[rol], *words) for rol, words in ROLES.items() if roles[rol]])
    way = link(f"{publication_url(hit.publication.id)}#{SERIES}", "bekijk de reeks")
    return f'<p class="kv-facts">In een reeks met dezelfde vragen: {esc(named)} · {way}</p>'


def _answer_html(hit: Hit, matches: Matcher) -> str:
    if hit.pair is None:
        text = hit.publication.mededeling or "Op deze vragen staat geen antwoord in het corpus."
        return f'<div class="kv-antwoord">{paragraphs(text, matches)}</div>'
    text = hit.antwoord
    is_whole = hit.passage_end - hit.passage_start >= len(text.strip())
    passage = None if is_whole else (hit.passage_start, hit.passage_end)
    whole = f'<div class="kv-antwoord">{paragraphs(text, matches, passage)}</div>'
    if len(text) <= SHORT_ANSWER_CHARS or is_whole:
        return whole
    before = "… " if hit.passage_start > 0 else ""
    after = " …" if hit.passage_end < len(text) else ""
    part = paragraphs(f"{before}{hit.passage}{after}", matches)
    return (
        f'<div class="kv-antwoord">{part}</div>'
        f"<details><summary>Het hele antwoord ({number(len(text))} tekens)</summary>{whole}</details>"
    )


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
