"""Looks each piece of a map up in a corpus, and makes of a map the cited list that every format writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Pair, Publication
from rag.dutch.writing import counted, enumerate_dutch
from rag.export.collected.values import Collection, KeptPiece
from rag.export.make import export_list
from rag.export.values import ExportList
from rag.values import Hit, IndexState, SearchResult


class PieceStanding(StrEnum):
    """Whether a piece stands in this corpus as it was kept."""

    LETTERLIJK = "staat er letterlijk"
    ANDERS = "staat hier niet (meer) zo"
    ONBEKEND = "staat niet in dit corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPiece:
    """A piece with what the corpus has of it.

    Attributes:
        publication, pair: of which it is; the pair is None for a notice, both when the corpus lacks it.
        piece: with the offsets that its words have here.
    """

    piece: KeptPiece
    standing: PieceStanding
    publication: Publication | None = None
    pair: Pair | None = None


def look_up(corpus: Corpus, pieces: Sequence[KeptPiece]) -> list[FoundPiece]:
    """Each piece with what the corpus has of it, in their order."""
    ids = list(dict.fromkeys(piece.pair_id.publication_id for piece in pieces))
    known = {publication.id: publication for publication in corpus.catalogue.publications(ids)}
    return [_found(piece, known.get(piece.pair_id.publication_id)) for piece in pieces]


def list_of(corpus: Corpus, collection: Collection, *, made: datetime) -> ExportList:
    """A map as a cited list: what does not stand here word for word is left out, and the list says so."""
    found = look_up(corpus, collection.pieces)
    good = [one for one in found if one.standing is PieceStanding.LETTERLIJK and one.publication]
    hits = tuple(
        Hit(
            rank=rank,
            score=0.0,
            publication=one.publication,
            pair=one.pair,
            passage_start=one.piece.start,
            passage_end=one.piece.end,
        )
        for rank, one in enumerate(good, start=1)
        if one.publication
    )
    searched = SearchResult(
        query=collection.name,
        filters=Filters(),
        hits=hits,
        index=IndexState.of(corpus.manifest),
        found=len(hits),
    )
    queries = list(dict.fromkeys(piece.query for piece in collection.pieces if piece.query))
    listed = export_list(
        searched,
        made=made,
        counts=corpus.catalogue.counts(),
        settings=[("map", collection.name), ("verzameld bij", "; ".join(queries) or "niet bewaard")],
        messages=_left_out(found),
    )
    rows = [
        replace(row, quote=one.piece.quote, note=one.piece.note or None)
        for row, one in zip(listed.rows, good, strict=True)
    ]
    own = {"verdict": "Zelf verzameld, geen oordeel gevraagd", "aantal": counted(len(rows), "stuk", "stukken")}
    facts = [replace(fact, value=own.get(fact.key, fact.value)) for fact in listed.facts]
    return replace(listed, rows=tuple(rows), facts=tuple(facts))


def _found(piece: KeptPiece, publication: Publication | None) -> FoundPiece:
    if publication is None:
        return FoundPiece(piece=piece, standing=PieceStanding.ONBEKEND)
    pair = publication.pair(piece.pair_id)
    text = publication.text_of(pair)
    if pair is None and publication.paren:  # it has answers, but not to this question
        return FoundPiece(piece=piece, standing=PieceStanding.ONBEKEND)
    start = piece.start if text[piece.start : piece.end] == piece.quote else text.find(piece.quote)
    if start < 0 or not piece.quote.strip():
        return FoundPiece(piece=piece, standing=PieceStanding.ANDERS, publication=publication, pair=pair)
    here = replace(piece, start=start, end=start + len(piece.quote))
    return FoundPiece(piece=here, standing=PieceStanding.LETTERLIJK, publication=publication, pair=pair)


def _left_out(found: Sequence[FoundPiece]) -> list[str]:
    lacking = [one for one in found if one.standing is not PieceStanding.LETTERLIJK]
    if not lacking:
        return []
    named = enumerate_dutch([one.piece.citation or one.piece.pair_id for one in lacking])
    return [f"{counted(len(lacking), 'stuk', 'stukken')} weggelaten, want niet letterlijk in dit corpus: {named}."]
