"""Writes the passages that were found as a compact list, grouped by the publication or series that they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from index.values import PairId
from rag.compare.series import Member, Rol
from rag.dutch.citation import departments
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import counted, enumerate_dutch, shortened, shown_quote
from rag.values import Hit
from ui.app.state.sources import ShownSource
from ui.app.view.facts import (
    badge,
    heading,
    indieners,
    known_facts,
    publication_url,
    short_citation,
    short_name,
    source_link,
    vragen,
)
from ui.app.view.markup import NOTHING, Analyse, Matcher, html, in_line, joined, link, make_matcher

OPEN_PASSAGES = 3
"""So many of a group are in sight; the others are folded, and counted."""

PREVIEW_CHARS = 400
ASKED_CHARS = 160
SERIES = "reeks"
"""Anchor of the series on the page of a publication."""

ROLES = {
    Rol.ANTWOORD: ("antwoord", "antwoorden"),
    Rol.UITSTEL: ("mededeling van uitstel", "mededelingen van uitstel"),
    Rol.INGETROKKEN: ("intrekking", "intrekkingen"),
    Rol.VRAAG: ("publicatie zonder antwoord", "publicaties zonder antwoord"),
}

Rounds = Mapping[str, Sequence[Member]]
"""Publication id to the publications with the same questions, its own among them."""


def grouped(hits: Sequence[Hit], rounds: Rounds) -> list[list[Hit]]:
    """The passages by series, else by publication: the group of the best passage first, its best one on top."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        series = rounds.get(hit.publication.id, ())
        name = min((member.publication.id for member in series), default=hit.publication.id)
        groups.setdefault(name, []).append(hit)
    return list(groups.values())


def listing_html(
    groups: Sequence[Sequence[Hit]],
    rounds: Rounds,
    analyse: Analyse,
    quoted: Mapping[str, Sequence[int]],
    sources: Mapping[PairId, ShownSource],
    prefix: str = "",
    words: CorpusWords | None = None,
) -> Markup:
    """The groups, each with its facts once and a line for every passage.

    Args:
        rounds: the series of their publications.
        quoted: pair id to the numbers of its citations.
        sources: pair id to what opens beside the list; else the passage.
        prefix: before the anchors, where a page holds more than one answer.
    """

    def line(hit: Hit, *, is_series: bool) -> Markup:
        source = sources.get(hit.pair_id) or ShownSource.of_hit(hit)
        return _passage_html(hit, make_matcher(hit.why.terms, analyse), quoted, source, prefix, words, is_series)

    parts: list[Markup] = []
    for group in groups:
        is_series = len({hit.publication.id for hit in group}) > 1
        lines = [line(hit, is_series=is_series) for hit in group]
        parts.append(
            html(
                '<article class="kv-groep"><h3>{}</h3><p class="kv-facts">{}</p><ol class="kv-passages">{}</ol>{}'
                "</article>",
                heading(group[0].publication),
                _facts_html(group[0], rounds.get(group[0].publication.id, ()), is_series=is_series),
                joined(lines[:OPEN_PASSAGES]),
                _folded_html(lines[OPEN_PASSAGES:], is_series=is_series),
            )
        )
    return html('<div class="kv-lijst">{}</div>', joined(parts))


def _folded_html(lines: Sequence[Markup], *, is_series: bool) -> Markup:
    if not lines:
        return NOTHING
    more = counted(len(lines), "passage", "passages")
    return html(
        '<details><summary>Nog {} uit deze {}</summary><ol class="kv-passages">{}</ol></details>',
        more,
        "reeks" if is_series else "publicatie",
        joined(lines),
    )


def _facts_html(hit: Hit, series: Sequence[Member], *, is_series: bool) -> Markup:
    publication = hit.publication
    facts: list[Markup | str] = []
    if not is_series:
        facts += known_facts(publication, departments(publication, " · "))
    if publication.indieners:
        facts.append(indieners(publication.indieners))
    if publication.fictief and not is_series:
        facts.append(badge("fictief voorbeeld", "fictief"))
    if len(series) > 1:
        roles = Counter(member.rol for member in series)
        named = enumerate_dutch([counted(roles[rol], *words) for rol, words in ROLES.items() if roles[rol]])
        facts.append(link(f"{publication_url(publication.id)}#{SERIES}", f"reeks met dezelfde vragen: {named}"))
    return joined((html("{}", fact) for fact in facts), " · ")


def _passage_html(
    hit: Hit,
    matches: Matcher,
    quoted: Mapping[str, Sequence[int]],
    source: ShownSource,
    prefix: str,
    words: CorpusWords | None,
    is_series: bool,
) -> Markup:
    flat = " ".join(shown_quote(hit.passage).split())
    numbers = joined(html(' <span class="kv-verwijzing">[{}]</span>', n) for n in quoted.get(hit.pair_id, ()))
    notice = html("{} ", badge(SOORTEN[hit.publication.soort].capitalize(), "soort")) if hit.pair is None else NOTHING
    where = _member_html(hit) if is_series else NOTHING
    return html(
        '<li class="kv-hit" id="{prefix}passage-{rank}">{where}{notice}{way}{numbers}'
        '<p class="kv-fragment">{fragment}</p></li>',
        prefix=prefix,
        rank=hit.rank,
        where=where,
        notice=notice,
        way=source_link(source, in_line(_asked(hit), words), flat[:PREVIEW_CHARS]),
        numbers=numbers,
        fragment=in_line(flat[:PREVIEW_CHARS], words, matches)
        if flat
        else "Op deze vragen staat geen antwoord in het corpus.",
    )


def _member_html(hit: Hit) -> Markup:
    """Which publication of a series a line is of."""
    mark = html("{} ", badge("fictief voorbeeld", "fictief")) if hit.publication.fictief else NOTHING
    return html('<span class="kv-waar">{}</span> {}', short_citation(hit.publication), mark)


def _asked(hit: Hit) -> str:
    """The question on one line, with its number."""
    flat = shortened(hit.vraag, ASKED_CHARS)
    numbers = vragen(hit.vraagnummers).capitalize()
    return f"{numbers}: {flat}" if numbers and flat else numbers or flat or short_name(hit.publication)
