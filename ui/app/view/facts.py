"""Writes the facts of a publication as people read them: number, people, dates, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from index.names.ministries import find
from index.values import Indiener, PairId, Publication, Voetnoot
from rag.dutch.citation import citation, short_reference
from rag.dutch.writing import capital, dutch_date, enumerate_dutch
from rag.values import Statement
from ui.app.pages import PUBLICATIE
from ui.app.state.address import PAIR, PUBLICATION
from ui.app.state.sources import ShownSource
from ui.app.view.markup import NOTHING, html, link, printable, relative_url, safe_url

BARE = "Kamervragen"
UNNAMED = "Kamervragen zonder nummer en onderwerp"
"""What a document is called that gives neither."""
OFFICIAL_LABEL = "officiële publicatie"


def short_name(publication: Publication) -> str:
    """How a publication is called in one phrase: "nr. 1068 (2023-2024)"."""
    jaar = f" ({publication.vergaderjaar})" if publication.nummer and publication.vergaderjaar else ""
    return f"{short_reference(publication)}{jaar}"


def heading(publication: Publication) -> str:
    """The subject with a capital, else the title; without both its short name."""
    name = publication.onderwerp or publication.titel
    if name is None:
        short = short_name(publication)
        name = f"Kamervragen {short}" if publication.nummer or publication.vraagnummer else short
    return UNNAMED if name == BARE else capital(name)


def known_facts(publication: Publication, who: str) -> list[Markup]:
    """Its short name, who answered and when, for a line below its heading: what is unknown is said once.

    Args:
        who: answered, when it is known.
    """
    short = short_name(publication)
    named = [] if heading(publication) in (UNNAMED, short) else [html("<strong>{}</strong>", short)]
    if not publication.ministeries and not publication.ontvangen and not publication.ingezonden:
        return [*named, html("{}", "ministerie en datum onbekend")]
    return [*named, html("{}", who), html("{}", received(publication))]


def vragen(numbers: Sequence[int]) -> str:
    """Vraag 1, vraag 2 en 3."""
    return f"vraag {enumerate_dutch([str(n) for n in numbers])}" if numbers else ""


def indieners(people: Sequence[Indiener]) -> str:
    """Zandbelt (VDP) en Brandstra (NLB)."""
    return enumerate_dutch([i.naam_en_fractie for i in people])


def publication_url(publication_id: str, vraagnummer: int | None = None) -> str:
    """Address of a publication within the app, at one of its questions if given."""
    params = {PUBLICATION: publication_id}
    if vraagnummer is not None:
        params[PAIR] = str(vraagnummer)
    return relative_url(PUBLICATIE, params)


def note_anchor(note: Voetnoot, question: int) -> str:
    """Id of the element of a note of the pair with this lowest question."""
    return f"noot-{question}-{note.nummer}"


def raised_notes(notes: Iterable[Voetnoot], write: Callable[[Voetnoot], Markup], start: int = 0) -> dict[int, Markup]:
    """By their place in a text that begins at `start`, the numbers of notes; several at one place stand together."""
    found: dict[int, Markup] = {}
    for note in notes:
        if note.plaats is not None:
            found[note.plaats - start] = found.get(note.plaats - start, NOTHING) + write(note)
    return found


def pair_url(pair_id: str) -> str:
    """Address of a publication within the app, at the first question of a pair."""
    named = PairId(pair_id)
    return publication_url(named.publication_id, named.number or 1)


def source_link(source: ShownSource, text: str | Markup, preview: str = "") -> Markup:
    """Link to a pair in its publication; where the page reads beside its answers, the pair opens there instead.

    Args:
        preview: what is told while the link is pointed at.
    """
    title = html(' title="{}"', preview) if preview else NOTHING
    return html('<a href="{}" data-bron="{}"{}>{}</a>', pair_url(source.pair_id), str(source), title, text)


def statement_link(statement: Statement) -> Markup:
    """The way to what a statement quotes, by number and question; its whole citation shows on pointing at it."""
    if statement.nummer is None:
        return source_link(ShownSource.of_statement(statement), statement.citation)
    year = f" ({statement.vergaderjaar})" if statement.vergaderjaar else ""
    asked = f", {vragen(statement.vraagnummers)}" if statement.vraagnummers else ""
    return source_link(ShownSource.of_statement(statement), f"nr. {statement.nummer}{year}{asked}", statement.citation)


def official_link(publication: Publication) -> Markup:
    """Link to the official page; a fictional example has none, and says so."""
    if publication.fictief:
        return html('<span class="kv-fictief">fictief voorbeeld</span>')
    url = safe_url(publication.url)
    return link(url, OFFICIAL_LABEL, is_external=True) if url else html("geen link bekend")


def short_ministry(name: str) -> str:
    """A ministry by its abbreviation where the register has one: VWS."""
    entry = find(name)
    return entry.afkortingen[0] if entry and entry.afkortingen and entry.naam == name else name


def short_citation(publication: Publication) -> str:
    """Number, ministry and date on one short line: "nr. 563, VWS, 15 november 2024"."""
    day = publication.ontvangen or publication.ingezonden
    number = short_reference(publication)
    number = UNNAMED if number == BARE else number
    ministeries = enumerate_dutch([short_ministry(name) for name in publication.ministeries])
    return ", ".join(part for part in (number, ministeries, dutch_date(day) if day else "") if part)


def copy_citation(publication: Publication, vraagnummers: Sequence[int]) -> str:
    """The citation to copy, with the address of the official page."""
    text = citation(publication, vraagnummers)
    url = safe_url(publication.url)
    return printable(f"{text}, {url}" if url else text)


def received(publication: Publication) -> str:
    """When the answer came, or what there is instead."""
    if publication.ontvangen:
        return f"ontvangen {dutch_date(publication.ontvangen)}"
    if publication.ingezonden:
        return f"ingezonden {dutch_date(publication.ingezonden)}"
    return "datum onbekend"


def badge(text: str, kind: str = "") -> Markup:
    """A short label in a frame."""
    return html('<span class="{}">{}</span>', f"kv-badge kv-{kind}" if kind else "kv-badge", text)
