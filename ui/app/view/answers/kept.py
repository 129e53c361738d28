"""Writes a piece of a map: where it stands, its words, under which question it was kept, and whether it still is so."""

from __future__ import annotations

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from index.store.filters import Filters
from rag.export.collected.listed import FoundPiece, PieceStanding
from ui.app.state.pasted import fits_a_link
from ui.app.view.answers.counted import question_url
from ui.app.view.facts import badge, publication_url, short_citation
from ui.app.view.markup import NOTHING, html, link, paragraphs, quotation

LOOKS = {PieceStanding.LETTERLIJK: "", PieceStanding.ANDERS: "kv-let-op", PieceStanding.ONBEKEND: "kv-let-op"}


def piece_html(found: FoundPiece, place: int, words: CorpusWords | None = None) -> Markup:
    """A piece with its place in the map."""
    piece, publication = found.piece, found.publication
    if publication is None:
        cited = html("{}", piece.citation or piece.pair_id)
    else:
        number = found.pair.vraagnummers[0] if found.pair and found.pair.vraagnummers else None
        cited = link(publication_url(publication.id, number), short_citation(publication))
    is_so = found.standing is PieceStanding.LETTERLIJK
    return html(
        '<article class="kv-bewaard"><p class="kv-facts"><strong>{place}.</strong> {cited} {standing}</p>'
        "<blockquote>{quote}</blockquote>{query}</article>",
        place=place,
        cited=cited,
        standing=NOTHING if is_so else badge(found.standing.value, LOOKS[found.standing]),
        quote=paragraphs(piece.quote, words=words),
        query=_query_html(piece.query) if piece.query else NOTHING,
    )


def _query_html(query: str) -> Markup:
    """The question under which it was found, which can be asked again where a link can hold it."""
    asked = quotation(query)
    if fits_a_link(query):
        asked = html('<a href="{}">{}</a>', question_url(query, Filters()), asked)
    return html('<p class="kv-facts">Gevonden bij {}</p>', asked)
