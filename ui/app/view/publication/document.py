"""Writes a whole publication as it was read, with an anchor at every question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.values import Pair, PairId, Publication, Soort, Voetnoot, Vraag
from rag.dutch.citation import answerer
from rag.dutch.writing import counted, dutch_date, enumerate_dutch
from ui.app.view.facts import SOORTEN, badge, heading, indieners, official_link, publication_url, short_name, vragen
from ui.app.view.markup import esc, link, paragraphs, verbatim

OFFICIAL_ID = re.compile(r"(?:ah|kv)-[0-9a-z-]+")
"""`ah-tk-20232024-1068`; an id in another form has no official page."""

OFFICIAL_PAGE = "https://zoek.officielebekendmakingen.nl/{id}.html"
FACT_NAMES = {"beantwoord_door": "beantwoord door", "zie_ook": "zie ook", "fictief": "fictief voorbeeld"}


def anchor(vraagnummer: int) -> str:
    """Id of the element of a question."""
    return f"v{vraagnummer}"


def facts_html(publication: Publication) -> str:
    """The facts of the heading; what the document does not say is left out."""
    asked = publication.gevraagde_ministeries
    rows = [
        ("Soort", esc(SOORTEN[publication.soort])),
        ("Nummer", esc(_number(publication))),
        ("Vraagnummer", esc(publication.vraagnummer or "")),
        ("Beantwoord door" if publication.paren else "Bericht van", esc(_answered_by(publication))),
        ("Ministerie", _dotted(publication.ministeries)),
        ("Gevraagd aan", _dotted(asked) if set(asked) != set(publication.ministeries) else ""),
        ("Ingediend door", esc(indieners(publication.indieners))),
        ("Ingezonden", esc(dutch_date(publication.ingezonden)) if publication.ingezonden else ""),
        ("Ontvangen", esc(dutch_date(publication.ontvangen)) if publication.ontvangen else ""),
        ("Bron", official_link(publication)),
        ("Id", esc(publication.id)),
    ]
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<div class="kv-doc"><dl>{items}</dl></div>'


def doubts_html(publication: Publication) -> str:
    """What the reader of the document was not sure of; empty when there is nothing."""
    if not publication.twijfels:
        return ""
    items = "".join(f"<li>{esc(doubt)}</li>" for doubt in publication.twijfels)
    title = counted(len(publication.twijfels), "twijfel", "twijfels")
    return (
        f'<section class="kv-doc kv-problems-box" aria-label="Twijfels bij het inlezen"><h2>{title} bij het inlezen'
        f'</h2><ul class="kv-notes">{items}</ul></section>'
    )


def body_html(publication: Publication, sought: int | None = None) -> str:
    """Notice, pairs, open questions, explanation and footnotes, in that order.

    Args:
        publication: the publication.
        sought: number of the question that the reader came for.
    """
    parts = []
    if publication.mededeling:
        title = SOORTEN[publication.soort] if publication.soort is not Soort.ANTWOORD else "Mededeling"
        parts.append(_section(title, paragraphs(publication.mededeling)))
    parts += [_pair_html(pair, publication, is_sought=sought in pair.vraagnummers) for pair in publication.paren]
    if publication.open_vragen:
        parts.append(_open_html(publication.open_vragen, has_pairs=bool(publication.paren)))
    if publication.toelichting:
        parts.append(_section("Toelichting van de indiener", paragraphs(publication.toelichting)))
    if publication.voetnoten:
        parts.append(_section("Voetnoten", _footnotes(publication.voetnoten)))
    return f'<div class="kv-doc">{"".join(parts)}</div>'


def outline_html(publication: Publication, sought: int | None = None) -> str:
    """Links to the questions; empty when there is only one."""
    if len(publication.paren) < 2:
        return ""
    links = [
        f"<strong>{way}</strong>" if sought in pair.vraagnummers else way
        for pair in publication.paren
        if (way := link(f"#{anchor(min(pair.vraagnummers))}", "-".join(_range(pair.vraagnummers))))
    ]
    return f'<nav class="kv-doc kv-outline" aria-label="Vragen">Naar vraag: {" ".join(links)}</nav>'


def links_html(publications: Sequence[Publication]) -> str:
    """A link to each; a page link of the app would leave the old address standing, for it stays on the same page."""
    items = "".join(
        f"<li>{link(publication_url(other.id), f'{short_name(other)}: {heading(other)}')}</li>"
        for other in publications
    )
    return f'<div class="kv-doc"><ul class="kv-verder">{items}</ul></div>'


def see_also_html(publication: Publication, present: Collection[str]) -> str:
    """References that are not in the corpus."""
    missing = [reference for reference in publication.zie_ook if reference not in present]
    items = "".join(
        f"<li>{link(OFFICIAL_PAGE.format(id=reference), reference, is_external=True)} (niet in dit corpus)</li>"
        if OFFICIAL_ID.fullmatch(reference) and not publication.fictief
        else f"<li>{esc(reference)} (niet in dit corpus)</li>"
        for reference in missing
    )
    return f'<div class="kv-doc"><ul class="kv-notes">{items}</ul></div>' if items else ""


def origin_html(publication: Publication) -> str:
    """Where in the document each fact was found."""
    rows = "".join(
        f"<tr><td>{esc(FACT_NAMES.get(fact, fact))}</td><td>{esc(place)}</td></tr>"
        for fact, place in publication.herkomst
    )
    return (
        f'<table class="kv-table kv-herkomst"><tr><th>Gegeven</th><th>Gevonden in</th></tr>{rows}</table>'
        if rows
        else ""
    )


def _dotted(names: Sequence[str]) -> str:
    """Set apart by dots: names of ministries hold commas themselves."""
    return " · ".join(esc(name) for name in names)


def _number(publication: Publication) -> str:
    if publication.nummer is None:
        return publication.vergaderjaar or ""
    jaar = f", vergaderjaar {publication.vergaderjaar}" if publication.vergaderjaar else ""
    return f"{publication.nummer}{jaar}"


def _answered_by(publication: Publication) -> str:
    if not publication.beantwoord_door:
        return ""
    names = [person.naam for person in publication.beantwoord_door if person.naam]
    return f"{answerer(publication)}{f' ({enumerate_dutch(names)})' if names else ''}"


def _pair_html(pair: Pair, publication: Publication, *, is_sought: bool) -> str:
    first = min(pair.vraagnummers)
    anchors = "".join(f'<span id="{anchor(n)}"></span>' for n in pair.vraagnummers if n != first)
    asked = [vraag for vraag in pair.vragen if vraag.tekst]
    questions = "".join(
        _question(vraag) if len(asked) > 1 else f'<div class="kv-vraag">{paragraphs(vraag.tekst)}</div>'
        for vraag in asked
    )
    references = _references(pair.verwijst_naar)
    notes = _footnotes(pair.voetnoten) if pair.voetnoten else ""
    permalink = link(publication_url(publication.id, first), "permalink")
    mark = badge("fictief voorbeeld", "fictief") if publication.fictief else ""
    return (
        f'<section class="kv-pair{" kv-gezocht" if is_sought else ""}" id="{anchor(first)}">{anchors}'
        f"<h2><span>{esc(vragen(pair.vraagnummers).capitalize())} {mark}</span>{permalink}</h2>{questions}"
        f'<p class="kv-label">Antwoord</p><div class="kv-antwoord">{paragraphs(pair.antwoord)}</div>'
        f"{references}{notes}</section>"
    )


def _references(pair_ids: Sequence[str]) -> str:
    numbers = list(dict.fromkeys(n for pair_id in pair_ids if (n := PairId(pair_id).number) is not None))
    if not numbers:
        return ""
    links = enumerate_dutch([link(f"#{anchor(number)}", f"vraag {number}") for number in numbers])
    return f'<p class="kv-facts">Verwijst naar het antwoord op {links}.</p>'


def _open_html(open_vragen: Sequence[Vraag], *, has_pairs: bool) -> str:
    title = "Vragen zonder antwoord in deze publicatie" if has_pairs else "Vragen"
    return _section(title, "".join(_question(vraag, f' id="{anchor(vraag.nummer)}"') for vraag in open_vragen))


def _question(vraag: Vraag, attributes: str = "") -> str:
    return (
        f'<div class="kv-vraag"{attributes}><span class="kv-vraagnummer">{vraag.nummer}</span>'
        f"{paragraphs(vraag.tekst)}</div>"
    )


def _section(title: str, html: str) -> str:
    return f'<section class="kv-pair"><h2>{esc(title)}</h2><div class="kv-antwoord">{html}</div></section>'


def _footnotes(notes: Sequence[Voetnoot]) -> str:
    items = "".join(f"<li><b>{esc(note.nummer)}</b> {verbatim(note.tekst)}</li>" for note in notes)
    return f'<ul class="kv-notes kv-voetnoten">{items}</ul>'


def _range(numbers: Sequence[int]) -> list[str]:
    low, high = min(numbers), max(numbers)
    return [str(low)] if low == high else [str(low), str(high)]
