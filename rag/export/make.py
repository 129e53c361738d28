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
from rag.compare.order import NEAR, absent_lines, in_names
from rag.dutch.citation import citation
from rag.dutch.labels import SOORTEN, verdict_label
from rag.dutch.reasons import reason_in_words
from rag.export.clean import web_link
from rag.export.facts import list_facts
from rag.export.footnotes import notes_of_answer, notes_of_quote
from rag.export.values import ComparedRow, ComparedTable, ExportList, ExportRow, PartSaid, Quote, Source, StandingRow
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
    maker = _Maker(chosen, remarks, _ministries(parts, found))
    # numbered in order of appearance: first the quotations
    quotes = [quote for label, part in parts for quote in maker.quotes(label, part)]
    comparison, timeline = maker.comparison(found), maker.timeline(found)
    rows = [row for label, part in parts for row in maker.rows(label, part)]
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
            summary=maker.summary(found) if chosen is None else "",
            has_fictional=has_fictional,
        ),
        quotes=tuple(quotes),
        parts=tuple(_said_of_parts(parts, None if chosen is None else {quote.part for quote in quotes})),
        rows=tuple(rows),
        comparison=comparison,
        timeline=timeline,
        sources=maker.sources,
        found=found,
        messages=tuple(messages),
        selected=chosen,
        made=made,
        has_fictional=has_fictional,
    )


class _Maker:
    """Makes the parts of a list, of the chosen pairs, and numbers what they cite in order of appearance."""

    def __init__(
        self, chosen: frozenset[str] | None, remarks: Mapping[str, str], ministries: Mapping[str, Sequence[str]]
    ) -> None:
        self._chosen = chosen
        self._remarks = remarks
        self._ministries = ministries
        self._by_pair: dict[str, Source] = {}
        self._anchors = (f"noot_{n}" for n in count(1))  # of what has notes, each in the file once

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._by_pair.values())

    def quotes(self, label: str | None, part: Answer | SearchResult) -> Iterator[Quote]:
        if not isinstance(part, Answer):
            return
        questions = {hit.pair_id: hit.vraag for hit in part.search.hits}
        for statement in part.statements:
            if self._keeps(statement.pair_id):
                yield Quote(
                    text=statement.quote,
                    pair_id=statement.pair_id,
                    source=self._number_of(statement),
                    vraag=questions.get(statement.pair_id) or statement.vraag or "",
                    kanttekening=statement.kanttekening,
                    part=label,
                    lifted=statement.lifted.text if statement.lifted else None,
                    oordeel=verdict_label(part),
                    footnotes=notes_of_quote(statement, next(self._anchors)),
                )

    def comparison(self, found: Answer | SearchResult) -> ComparedTable | None:
        """The whole comparison, or the chosen rows of it; none where no row was chosen."""
        comparison = found.comparison if isinstance(found, Answer) else None
        if comparison is None:
            return None
        answered = [row.ministerie for row in comparison.rows if row.statement]
        ranks = {ministerie: rank for rank, ministerie in enumerate(answered, start=1)}
        kept = [
            row
            for row in comparison.rows
            if self._chosen is None or (row.statement is not None and self._keeps(row.statement.pair_id))
        ]
        if self._chosen is not None and not kept:
            return None
        told = {row.ministerie: (row.statement.kanttekening if row.statement else None, row.reason) for row in kept}
        rows = [
            ComparedRow(
                rank=ranks.get(row.ministerie),
                ministerie=row.names,
                standpunt=row.standpunt.value if row.standpunt else NEAR if row.is_near else None,
                reason="; ".join(filter(None, told[row.ministerie])) or None,
                nummer=row.nummer,
                vergaderjaar=row.vergaderjaar,
                vraagnummers=row.vraagnummers,
                **(self._said(row.statement) if row.statement else {}),
            )
            for row in kept
        ]
        left = len(comparison.rows) - len(rows)
        of_all = f"{len(comparison.rows)}{' ministeries' * (comparison.per == 'ministerie')}"
        cut = f" Hieronder {len(rows)} gekozen van de {of_all}." if left else ""
        return ComparedTable(
            vraag=comparison.vraag.vraag,
            onderwerp=comparison.vraag.onderwerp,
            names=in_names(kept),
            summary=f"{comparison.summary}{cut}",
            per=comparison.per,
            rows=tuple(rows),
            absent=absent_lines(kept),
        )

    def timeline(self, found: Answer | SearchResult) -> tuple[StandingRow, ...]:
        standings = found.timeline if isinstance(found, Answer) else ()
        return tuple(
            StandingRow(
                ontvangen=standing.ontvangen,
                standpunt=standing.standpunt.value if standing.standpunt else None,
                nummer=standing.statement.nummer,
                vergaderjaar=standing.statement.vergaderjaar,
                vraagnummers=standing.statement.vraagnummers,
                **self._said(standing.statement),
            )
            for standing in standings
            if self._keeps(standing.statement.pair_id)
        )

    def rows(self, label: str | None, part: Answer | SearchResult) -> Iterator[ExportRow]:
        # a passage ends anywhere, within a sentence too: beside the quotations of an answer it would pass for one
        statements = part.statements if isinstance(part, Answer) else None
        quoted = {statement.pair_id: statement.quote for statement in reversed(statements or ())}
        oordeel = verdict_label(part) if isinstance(part, Answer) else ""
        for hit in search_of(part).hits:
            if self._keeps(hit.pair_id):
                quote = quoted.get(hit.pair_id, hit.passage if statements is None else "")
                yield replace(self._row(hit, quote, label), oordeel=oordeel)

    def summary(self, found: Answer | SearchResult) -> str:
        """What a language model made of the quotations, each sentence with the sources that it cites."""
        phrased = found.phrased if isinstance(found, Answer) else None
        if not isinstance(found, Answer) or phrased is None or not phrased.sentences:
            return ""
        numbers = [self._number_of(statement) for statement in found.statements]
        sentences = []
        for sentence in phrased.sentences:
            cited = dict.fromkeys(numbers[cite - 1] for cite in sentence.cites if 0 < cite <= len(numbers))
            doubt = "" if sentence.is_supported else " (niet door de bron gedekt)"
            sentences.append(f"{sentence.text}{''.join(f' [{number}]' for number in cited)}{doubt}")
        return f"{' '.join(sentences)} (Verwoord door taalmodel {phrased.model}; lees de citaten.)"

    def _keeps(self, pair_id: str) -> bool:
        return self._chosen is None or pair_id in self._chosen

    def _row(self, hit: Hit, quote: str, label: str | None) -> ExportRow:
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
            source=self._number(hit.pair_id, cited, publication.url),
            note=self._remarks.get(hit.pair_id),
            is_fictional=publication.fictief,
            part=label,
            footnotes=notes_of_answer(hit.pair, next(self._anchors)),
        )

    def _said(self, statement: Statement) -> dict[str, Any]:
        """What a row has of its statement."""
        return {
            "quote": statement.quote,
            "pair_id": statement.pair_id,
            "citation": statement.citation,
            "source": self._number_of(statement),
            "url": web_link(statement.url),
            "note": self._remarks.get(statement.pair_id),
            "footnotes": notes_of_quote(statement, next(self._anchors)),
        }

    def _number_of(self, statement: Statement) -> int:
        return self._number(statement.pair_id, statement.citation, statement.url)

    def _number(self, pair_id: str, cited: str, url: str | None) -> int:
        """The number of a pair in the list of sources, which has each pair once."""
        if pair_id not in self._by_pair:
            self._by_pair[pair_id] = Source(
                number=len(self._by_pair) + 1,
                pair_id=pair_id,
                citation=cited,
                url=web_link(url),
                ministeries=tuple(self._ministries.get(PairId(pair_id).publication_id, ())),
            )
        return self._by_pair[pair_id].number


def _parts(found: Answer | SearchResult) -> list[Found]:
    """What was found as one list, or one per sub-question of a pasted Kamervraag."""
    if isinstance(found, Answer) and found.parts:
        return [(f"{part.nummer}. {part.vraag}", part.answer) for part in found.parts]
    return [(None, found)]


def _said_of_parts(parts: Sequence[Found], chosen: Collection[str | None] | None) -> Iterator[PartSaid]:
    """The sub-questions with their verdicts; of a choice of pairs those that have one of them."""
    for label, part in parts:
        if label is not None and isinstance(part, Answer) and (chosen is None or label in chosen):
            yield PartSaid(vraag=label, oordeel=verdict_label(part), reason=reason_in_words(part.reason))


def _ministries(parts: Sequence[Found], found: Answer | SearchResult) -> dict[str, Sequence[str]]:
    """The ministries that answered, by publication, as far as the results and the comparison tell."""
    comparison = found.comparison if isinstance(found, Answer) else None
    compared = comparison.rows if comparison and comparison.per == "ministerie" else ()
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
