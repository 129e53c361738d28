"""Makes the list to export from an answer or a search: the chosen rows, their quotations, and one list of sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from index.errors import UnknownIdError
from index.store.sql.counts import Counts
from index.values import PairId
from rag.compare.order import absent_lines, in_names
from rag.dutch.citation import citation
from rag.dutch.labels import SOORTEN
from rag.export.clean import web_link
from rag.export.facts import list_facts
from rag.export.footnotes import notes_of_answer, notes_of_quote
from rag.export.values import ComparedRow, ComparedTable, ExportList, ExportRow, Quote, Source, StandingRow
from rag.standpunt.position import notice_position, pair_position
from rag.values import Answer, Hit, SearchResult, Statement, search_of

Found = tuple[str | None, Answer | SearchResult]
"""A part of what was found, with the sub-question that it answers."""


def export_list(
    found: Answer | SearchResult,
    *,
    made: datetime,
    counts: Counts | None = None,
    settings: Sequence[tuple[str, str]] = (),
    selected: Collection[str] | None = None,
    notes: Mapping[str, str] | None = None,
    messages: Sequence[str] = (),
) -> ExportList:
    """The list as it will be written, whatever the format.

    Args:
        found: what is on screen.
        made: the moment to write in it.
        counts: what the corpus covers (`Catalogue.counts`); without it the list cannot say until when.
        settings: how was searched, as (label, value): `search_settings`.
        selected: pair ids to keep; None keeps all. Any question number of a pair names it.
        notes: what the user wrote, by pair id.
        messages: what the user was told beside the notes of the search.

    Raises:
        UnknownIdError: a pair id is not among what was found; all of them are named.
    """
    parts = _parts(found)
    names = _pair_names(parts, found)
    chosen = None if selected is None else frozenset(_known(selected, names, "gekozen"))
    noted = _known((notes or {}).keys(), names, "met een notitie")
    remarks = {pair_id: text for pair_id, text in zip(noted, (notes or {}).values(), strict=True) if text}
    sources = _Sources(_ministries(parts, found))
    anchors = (f"noot_{n}" for n in count(1))  # of what has notes, each in the file once
    quotes = [
        quote for label, part in parts for quote in _quotes(label, part, chosen, sources, anchors)
    ]  # numbered in order of appearance: first the quotations
    comparison = _comparison(found, chosen, remarks, sources, anchors)
    timeline = _timeline(found, chosen, remarks, sources, anchors)
    rows = [row for label, part in parts for row in _rows(label, part, chosen, remarks, sources, anchors)]
    has_fictional = bool(counts and counts.fictief) or any(row.is_fictional for row in rows)
    return ExportList(
        query=search_of(found).query,
        facts=list_facts(
            found,
            shown=len(rows),
            available=sum(len(search_of(part).hits) for _, part in parts),
            is_selection=chosen is not None,
            made=made,
            counts=counts,
            settings=settings,
            messages=messages,
            summary=_summary(found, sources) if chosen is None else "",
            has_fictional=has_fictional,
        ),
        quotes=tuple(quotes),
        rows=tuple(rows),
        comparison=comparison,
        timeline=timeline,
        sources=sources.all(),
        found=found,
        messages=tuple(messages),
        selected=chosen,
        made=made,
        has_fictional=has_fictional,
    )


class _Sources:
    """Numbers what is cited, in order of appearance, each pair once."""

    def __init__(self, ministries: Mapping[str, Sequence[str]]) -> None:
        self._ministries = ministries
        self._by_pair: dict[str, Source] = {}

    def number(self, pair_id: str, citation_text: str, url: str | None) -> int:
        known = self._by_pair.get(pair_id)
        if known is None:
            known = Source(
                number=len(self._by_pair) + 1,
                pair_id=pair_id,
                citation=citation_text,
                url=web_link(url),
                ministeries=tuple(self._ministries.get(PairId(pair_id).publication_id, ())),
            )
            self._by_pair[pair_id] = known
        return known.number

    def of(self, statement: Statement) -> int:
        return self.number(statement.pair_id, statement.citation, statement.url)

    def all(self) -> tuple[Source, ...]:
        return tuple(self._by_pair.values())


def _summary(found: Answer | SearchResult, sources: _Sources) -> str:
    """What a language model made of the quotations, each sentence with the sources that it cites."""
    phrased = found.phrased if isinstance(found, Answer) else None
    if not isinstance(found, Answer) or phrased is None or not phrased.sentences:
        return ""
    numbers = [sources.of(statement) for statement in found.statements]
    sentences = []
    for sentence in phrased.sentences:
        cited = dict.fromkeys(numbers[cite - 1] for cite in sentence.cites if 0 < cite <= len(numbers))
        doubt = "" if sentence.is_supported else " (niet door de bron gedekt)"
        sentences.append(f"{sentence.text}{''.join(f' [{number}]' for number in cited)}{doubt}")
    return f"{' '.join(sentences)} (Verwoord door taalmodel {phrased.model}; lees de citaten.)"


def _parts(found: Answer | SearchResult) -> list[Found]:
    """What was found as one list, or one per sub-question of a pasted Kamervraag."""
    if isinstance(found, Answer) and found.parts:
        return [(f"{part.nummer}. {part.vraag}", part.answer) for part in found.parts]
    return [(None, found)]


def _ministries(parts: Sequence[Found], found: Answer | SearchResult) -> dict[str, Sequence[str]]:
    """The ministries that answered, by publication, as far as the results and the comparison tell."""
    compared = found.comparison.rows if isinstance(found, Answer) and found.comparison else ()
    told: dict[str, Sequence[str]] = {}
    for row in compared:
        if row.publication_id:
            told[row.publication_id] = (*told.get(row.publication_id, ()), row.ministerie)
    hits = [hit for _, part in parts for hit in search_of(part).hits]
    return told | {hit.publication.id: hit.publication.ministeries for hit in hits}


def _pair_names(parts: Sequence[Found], found: Answer | SearchResult) -> dict[str, str]:
    """Pair ids by every name in lower case: its own, and one for each of its question numbers."""
    names: dict[str, str] = {}
    for _, part in parts:
        for hit in search_of(part).hits:
            for number in hit.vraagnummers:
                names.setdefault(PairId.of(hit.publication.id, number).lower(), hit.pair_id)
        if isinstance(part, Answer):
            names |= {statement.pair_id.lower(): statement.pair_id for statement in part.statements}
    for _, part in parts:
        names |= {hit.pair_id.lower(): hit.pair_id for hit in search_of(part).hits}
    if isinstance(found, Answer):
        extra = [row.statement for row in found.comparison.rows if row.statement] if found.comparison else []
        extra += [standing.statement for standing in found.timeline]
        names |= {statement.pair_id.lower(): statement.pair_id for statement in extra}
    return names


def _known(wanted: Collection[str], names: Mapping[str, str], what: str) -> list[str]:
    unknown = [name for name in wanted if name.strip().lower() not in names]
    if unknown:
        raise UnknownIdError(
            f"niet in deze resultaten, wel {what}: {', '.join(unknown)}; "
            "vraag er met --top meer, of kijk met `kamervragen search` welke er zijn"
        )
    return [names[name.strip().lower()] for name in wanted]


def _quotes(
    label: str | None,
    part: Answer | SearchResult,
    chosen: frozenset[str] | None,
    sources: _Sources,
    anchors: Iterator[str],
) -> Iterator[Quote]:
    if not isinstance(part, Answer):
        return
    questions = {hit.pair_id: hit.vraag for hit in part.search.hits}
    for statement in part.statements:
        if chosen is None or statement.pair_id in chosen:
            yield Quote(
                text=statement.quote,
                pair_id=statement.pair_id,
                source=sources.of(statement),
                vraag=questions.get(statement.pair_id) or statement.vraag or "",
                kanttekening=statement.kanttekening,
                part=label,
                lifted=statement.lifted.text if statement.lifted else None,
                footnotes=notes_of_quote(statement, next(anchors)),
            )


def _rows(
    label: str | None,
    part: Answer | SearchResult,
    chosen: frozenset[str] | None,
    remarks: Mapping[str, str],
    sources: _Sources,
    anchors: Iterator[str],
) -> Iterator[ExportRow]:
    statements: Sequence[Statement] = part.statements if isinstance(part, Answer) else ()
    quoted = {statement.pair_id: statement.quote for statement in reversed(statements)}
    for hit in search_of(part).hits:
        if chosen is None or hit.pair_id in chosen:
            row = _row(hit, quoted.get(hit.pair_id, hit.passage), label, remarks.get(hit.pair_id), sources)
            yield replace(row, footnotes=notes_of_answer(hit.pair, next(anchors)))


def _row(hit: Hit, quote: str, label: str | None, note: str | None, sources: _Sources) -> ExportRow:
    publication = hit.publication
    cited = citation(publication, hit.vraagnummers if hit.pair is not None else ())
    position = pair_position(hit.pair) if hit.pair is not None else notice_position(publication)
    return ExportRow(
        rank=hit.rank,
        soort=SOORTEN[publication.soort],
        nummer=publication.nummer,
        vergaderjaar=publication.vergaderjaar,
        vraagnummers=hit.vraagnummers,
        ministeries=publication.ministeries,
        bewindspersonen=tuple(person.als_tekst for person in publication.beantwoord_door),
        indieners=tuple(i.naam_en_fractie for i in publication.indieners),
        onderwerp=publication.onderwerp or publication.titel or "",
        standpunt=position.waarde.value if position.waarde else None,
        quote=quote,
        vraag=hit.vraag,
        antwoord=publication.text_of(hit.pair),
        ontvangen=publication.ontvangen,
        url=web_link(publication.url),
        pair_id=hit.pair_id,
        publication_id=publication.id,
        citation=cited,
        source=sources.number(hit.pair_id, cited, publication.url),
        note=note,
        is_fictional=publication.fictief,
        part=label,
    )


def _comparison(
    found: Answer | SearchResult,
    chosen: frozenset[str] | None,
    remarks: Mapping[str, str],
    sources: _Sources,
    anchors: Iterator[str],
) -> ComparedTable | None:
    """The whole comparison, or the chosen rows of it; none where no row was chosen."""
    comparison = found.comparison if isinstance(found, Answer) else None
    if comparison is None:
        return None
    answered = [row.ministerie for row in comparison.rows if row.statement]
    ranks = {ministerie: rank for rank, ministerie in enumerate(answered, start=1)}
    kept = [
        row
        for row in comparison.rows
        if chosen is None or (row.statement is not None and row.statement.pair_id in chosen)
    ]
    rows = [
        ComparedRow(
            rank=ranks.get(row.ministerie),
            ministerie=row.names,
            standpunt=row.standpunt.value if row.standpunt else None,
            reason=row.reason,
            nummer=row.nummer,
            vergaderjaar=row.vergaderjaar,
            vraagnummers=row.vraagnummers,
            **(_said(row.statement, remarks, sources, anchors) if row.statement else {}),
        )
        for row in kept
    ]
    if chosen is not None and not rows:
        return None
    left = len(comparison.rows) - len(rows)
    cut = f" Hieronder {len(rows)} gekozen van de {len(comparison.rows)} ministeries." if left else ""
    return ComparedTable(
        vraag=comparison.vraag.vraag,
        onderwerp=comparison.vraag.onderwerp,
        names=in_names(kept),
        summary=f"{comparison.summary}{cut}",
        rows=tuple(rows),
        absent=absent_lines(kept),
    )


def _timeline(
    found: Answer | SearchResult,
    chosen: frozenset[str] | None,
    remarks: Mapping[str, str],
    sources: _Sources,
    anchors: Iterator[str],
) -> tuple[StandingRow, ...]:
    standings = found.timeline if isinstance(found, Answer) else ()
    return tuple(
        StandingRow(
            ontvangen=standing.ontvangen,
            standpunt=standing.standpunt.value if standing.standpunt else None,
            nummer=standing.statement.nummer,
            vergaderjaar=standing.statement.vergaderjaar,
            vraagnummers=standing.statement.vraagnummers,
            **_said(standing.statement, remarks, sources, anchors),
        )
        for standing in standings
        if chosen is None or standing.statement.pair_id in chosen
    )


def _said(
    statement: Statement, remarks: Mapping[str, str], sources: _Sources, anchors: Iterator[str]
) -> dict[str, Any]:
    """What a row has of its statement."""
    return {
        "quote": statement.quote,
        "pair_id": statement.pair_id,
        "citation": statement.citation,
        "source": sources.of(statement),
        "url": web_link(statement.url),
        "note": remarks.get(statement.pair_id),
        "footnotes": notes_of_quote(statement, next(anchors)),
    }
