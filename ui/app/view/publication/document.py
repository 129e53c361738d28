"""Writes a whole publication as it was read, with an anchor at every question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from index.values import Pair, PairId, Publication, Soort, Voetnoot, Vraag
from rag.dutch.citation import answerer, why_unknown
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import counted, dutch_date, enumerate_dutch
from ui.app.view.facts import (
    badge,
    heading,
    note_anchor,
    official_link,
    publication_url,
    raised_notes,
    short_name,
    vragen,
)
from ui.app.view.markup import NOTHING, enumerated, esc, html, items, joined, link, paragraphs, verbatim
from ui.app.view.profile import ministries_html, people_html

OFFICIAL_ID = re.compile(r"(?:ah|kv)-[0-9a-z-]+")
"""`ah-tk-20232024-1068`; an id in another form has no official page."""

OFFICIAL_PAGE = "https://zoek.officielebekendmakingen.nl/{id}.html"
FACT_NAMES = {"beantwoord_door": "beantwoord door", "zie_ook": "zie ook", "fictief": "fictief voorbeeld"}


def anchor(vraagnummer: int) -> str:
    """Id of the element of a question."""
    return f"v{vraagnummer}"


def facts_html(publication: Publication) -> Markup:
    """The facts of the heading; what the document does not say is left out."""
    asked = publication.gevraagde_ministeries
    rows = [
        ("Soort", SOORTEN[publication.soort].capitalize()),
        ("Nummer" if publication.nummer else "Vergaderjaar", _number(publication)),
        ("Vraagnummer", publication.vraagnummer or ""),
        ("Beantwoord door" if publication.paren else "Bericht van", _answered_by(publication)),
        ("Ministerie", ministries_html(publication.ministeries) or _unknown(publication)),
        ("Gevraagd aan", ministries_html(asked) if set(asked) != set(publication.ministeries) else ""),
        ("Ingediend door", people_html(publication.indieners)),
        ("Ingezonden", dutch_date(publication.ingezonden) if publication.ingezonden else ""),
        ("Ontvangen", dutch_date(publication.ontvangen) if publication.ontvangen else ""),
        ("Bron", official_link(publication)),
        ("Id", publication.id),
    ]
    found = joined(html("<dt>{}</dt><dd>{}</dd>", name, value) for name, value in rows if value)
    return html('<div class="kv-doc"><dl>{}</dl></div>', found)


def _unknown(publication: Publication) -> str:
    reason = why_unknown(publication)
    return f"onbekend: {reason}" if reason else ""


def doubts_html(publication: Publication) -> Markup:
    """What the reader of the document was not sure of; empty when there is nothing."""
    if not publication.twijfels:
        return NOTHING
    return html(
        '<section class="kv-doc kv-problems-box" aria-label="Twijfels bij het inlezen"><h2>{} bij het inlezen</h2>'
        '<ul class="kv-notes">{}</ul></section>',
        counted(len(publication.twijfels), "twijfel", "twijfels"),
        items(publication.twijfels),
    )


def body_html(publication: Publication, sought: int | None = None, words: CorpusWords | None = None) -> Markup:
    """Notice, pairs, open questions, explanation and footnotes, in that order; `sought` is the one come for."""
    parts = []
    if publication.mededeling:
        title = SOORTEN[publication.soort].capitalize() if publication.soort is not Soort.ANTWOORD else "Mededeling"
        parts.append(_section(title, paragraphs(publication.mededeling, words=words)))
    parts += [_pair_html(pair, publication, words, is_sought=sought in pair.vraagnummers) for pair in publication.paren]
    if publication.open_vragen:
        parts.append(_open_html(publication.open_vragen, words, has_pairs=bool(publication.paren)))
    if publication.toelichting:
        parts.append(_section("Toelichting van de indiener", paragraphs(publication.toelichting, words=words)))
    if publication.voetnoten:
        parts.append(_section("Voetnoten", _footnotes(publication.voetnoten)))
    return html('<div class="kv-doc">{}</div>', joined(parts))


def outline_html(publication: Publication, sought: int | None = None) -> Markup:
    """Links to the questions; empty when there is only one."""
    if len(publication.paren) < 2:
        return NOTHING
    links = [
        html("<strong>{}</strong>", way) if sought in pair.vraagnummers else way
        for pair in publication.paren
        if (way := link(f"#{anchor(min(pair.vraagnummers))}", "-".join(_range(pair.vraagnummers))))
    ]
    return html('<nav class="kv-doc kv-outline" aria-label="Vragen">Naar vraag: {}</nav>', joined(links, " "))


def links_html(publications: Sequence[Publication]) -> Markup:
    """A link to each; a page link of the app would leave the old address standing, for it stays on the same page."""
    links = (link(publication_url(other.id), f"{short_name(other)}: {heading(other)}") for other in publications)
    return html('<div class="kv-doc"><ul class="kv-verder">{}</ul></div>', items(links))


def see_also_html(publication: Publication, present: Collection[str]) -> Markup:
    """References that are not in the corpus."""
    missing = [reference for reference in publication.zie_ook if reference not in present]
    if not missing:
        return NOTHING
    named = (
        link(OFFICIAL_PAGE.format(id=reference), reference, is_external=True)
        if OFFICIAL_ID.fullmatch(reference) and not publication.fictief
        else esc(reference)
        for reference in missing
    )
    found = items(html("{} (niet in dit corpus)", reference) for reference in named)
    return html('<div class="kv-doc"><ul class="kv-notes">{}</ul></div>', found)


def origin_html(publication: Publication) -> Markup:
    """Where in the document each fact was found."""
    if not publication.herkomst:
        return NOTHING
    return html(
        '<table class="kv-table kv-herkomst"><tr><th>Gegeven</th><th>Gevonden in</th></tr>{}</table>',
        joined(
            html("<tr><td>{}</td><td>{}</td></tr>", FACT_NAMES.get(fact, fact), place)
            for fact, place in publication.herkomst
        ),
    )


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


def _pair_html(pair: Pair, publication: Publication, words: CorpusWords | None, *, is_sought: bool) -> Markup:
    first = min(pair.vraagnummers)
    asked = [vraag for vraag in pair.vragen if vraag.tekst]
    return html(
        '<section class="{kind}" id="{first}">{anchors}<h2><span>{vragen} {mark}</span>{permalink}</h2>{questions}'
        '<p class="kv-label">Antwoord</p><div class="kv-antwoord">{answer}</div>{references}{notes}</section>',
        kind="kv-pair kv-gezocht" if is_sought else "kv-pair",
        first=anchor(first),
        anchors=joined(html('<span id="{}"></span>', anchor(n)) for n in pair.vraagnummers if n != first),
        vragen=vragen(pair.vraagnummers).capitalize(),
        mark=badge("fictief voorbeeld", "fictief") if publication.fictief else NOTHING,
        permalink=link(publication_url(publication.id, first), "permalink"),
        questions=joined(_question(vraag, words, is_alone=len(asked) == 1) for vraag in asked),
        answer=paragraphs(pair.antwoord, inserts=_note_references(pair, first), words=words),
        references=_references(pair.verwijst_naar),
        notes=_footnotes(pair.voetnoten, first) if pair.voetnoten else NOTHING,
    )


def _references(pair_ids: Sequence[str]) -> Markup:
    numbers = list(dict.fromkeys(n for pair_id in pair_ids if (n := PairId(pair_id).number) is not None))
    if not numbers:
        return NOTHING
    links = enumerated([link(f"#{anchor(number)}", f"vraag {number}") for number in numbers])
    return html('<p class="kv-facts">Verwijst naar het antwoord op {}.</p>', links)


def _open_html(open_vragen: Sequence[Vraag], words: CorpusWords | None, *, has_pairs: bool) -> Markup:
    title = "Vragen zonder antwoord in deze publicatie" if has_pairs else "Vragen"
    return _section(
        title, joined(_question(vraag, words, html(' id="{}"', anchor(vraag.nummer))) for vraag in open_vragen)
    )


def _question(
    vraag: Vraag, words: CorpusWords | None, attributes: Markup = NOTHING, *, is_alone: bool = False
) -> Markup:
    number = NOTHING if is_alone else html('<span class="kv-vraagnummer">{}</span>', vraag.nummer)
    return html('<div class="kv-vraag"{}>{}{}</div>', attributes, number, paragraphs(vraag.tekst, words=words))


def _section(title: str, body: Markup) -> Markup:
    return html('<section class="kv-pair"><h2>{}</h2><div class="kv-antwoord">{}</div></section>', title, body)


def _footnotes(notes: Sequence[Voetnoot], question: int | None = None) -> Markup:
    found = items(_footnote(note, question) for note in notes)
    return html('<ul class="kv-notes kv-voetnoten">{}</ul>', found)


def _footnote(note: Voetnoot, question: int | None) -> Markup:
    text = html("<b>{}</b> {}", note.nummer, verbatim(note.tekst))
    if question is None or note.plaats is None:
        return text
    back = link(f"#{note_anchor(note, question)}-plaats", "terug naar de plaats")
    return html('<span id="{}">{} {}</span>', note_anchor(note, question), text, back)


def _note_references(pair: Pair, question: int) -> dict[int, Markup]:
    """A raised number where the answer refers to a note, which leads to it."""

    def number(note: Voetnoot) -> Markup:
        name = note_anchor(note, question)
        return html('<sup class="kv-noot" id="{}-plaats">{}</sup>', name, link(f"#{name}", note.nummer))

    return raised_notes(pair.voetnoten, number)


def _range(numbers: Sequence[int]) -> list[str]:
    low, high = min(numbers), max(numbers)
    return [str(low)] if low == high else [str(low), str(high)]
