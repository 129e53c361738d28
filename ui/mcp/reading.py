"""Makes the answers of the tools that read what stands in the corpus: by id, by number, by field."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate, takewhile

from index.errors import InputError, UnknownIdError
from index.store.field import FieldKind
from index.store.filters import FIELDS, read_filters
from index.values import Pair, PairId, Publication
from rag.assistant.assistant import Assistant
from rag.compare.series import find_series
from rag.dutch.citation import citation
from rag.question import Question
from rag.understand.by_number import read_references
from ui.mcp import shapes
from ui.mcp.fit import (
    ANSWER_CHARS,
    FACET_VALUES,
    KEPT_CHARS,
    QUOTE_CHARS,
    coverage,
    cursor_after,
    cut_note,
    fitting,
    page_of,
)
from ui.mcp.text import MAX_ANSWER_CHARS, short, shown

VALUE_MARKUP_CHARS = 12  # the line of a value: its place in the list, a comma, the line end


def get_publication(assistant: Assistant, id: str, cursor: str) -> shapes.PublicationPage:
    """A publication, as many pairs as fit; a pair id gives that pair alone."""
    publication, part = _publication(assistant, id)
    pairs = [part] if part else list(publication.paren)
    page = page_of(assistant, cursor, max(1, len(pairs)), Question(id))
    texts = fitting([_pair_text(publication, pair) for pair in pairs[page.start :]])
    return shapes.PublicationPage(
        id=publication.id,
        soort=publication.soort.value,
        citation=citation(publication, ()),
        url=publication.url,
        onderwerp=shown(publication.onderwerp) if publication.onderwerp else None,
        mededeling=short(publication.mededeling, QUOTE_CHARS) if publication.mededeling else None,
        pairs=texts,
        total=len(pairs),
        next_cursor=cursor_after(page, texts, len(pairs)),
        coverage=coverage(assistant),
    )


def get_series(assistant: Assistant, id: str, cursor: str) -> shapes.SeriesAnswer:
    """The series of a publication, as many members as fit."""
    publication, _ = _publication(assistant, id)
    series = find_series(assistant.corpus.catalogue, publication.id)
    members = [
        _line(one.publication, one.rol.value, one.link.value, later_answers=one.later_answers) for one in series.members
    ]
    page = page_of(assistant, cursor, max(1, len(members)), Question(f"reeks {publication.id}"))
    shown_members = fitting(members[page.start :])
    missing = [one.id for one in series.missing[:FACET_VALUES]]
    return shapes.SeriesAnswer(
        members=shown_members,
        total=len(members),
        next_cursor=cursor_after(page, shown_members, len(members)),
        missing=missing,
        is_cut=series.is_cut,
        notes=cut_note(len(missing), len(series.missing), "van wat ontbreekt de eerste"),
        coverage=coverage(assistant),
    )


def find_by_number(assistant: Assistant, number: str, vergaderjaar: str) -> shapes.Numbered:
    """The publications with a number, vraagnummer or id."""
    catalogue = assistant.corpus.catalogue
    named = read_references(f"nr. {number.strip()}" if number.strip().isdigit() else number, catalogue)
    ids = list(named.publication_ids or ())
    if vergaderjaar:
        ids = catalogue.matching(ids, read_filters({"vergaderjaren": [vergaderjaar]}))
    lines = [_line(one, one.soort.value, "nummer") for one in catalogue.publications(ids)]
    notes = list(named.notes) or [f"{shown(number)} is geen nummer, vraagnummer of id: zoek met search_answers."]
    found = fitting(lines)
    notes += cut_note(len(found), len(lines), "noem een vergaderjaar")
    return shapes.Numbered(publications=found, notes=notes, coverage=coverage(assistant))


def list_filters(assistant: Assistant, parameter: str) -> shapes.FilterLists:
    """The values of every parameter, or more of one."""
    fields = [field for field in FIELDS if field.option and not field.kind.is_day and field.kind is not FieldKind.IDS]
    if parameter:
        fields = [field for field in fields if field.option == parameter]
        if not fields:
            raise InputError(f"parameter {parameter!r} bestaat niet: laat hem weg om alles te zien")
    room = (MAX_ANSWER_CHARS - KEPT_CHARS) // len(fields)
    lists = []
    for field in fields:
        values = assistant.corpus.catalogue.values_of(field.name)
        ends = accumulate(len(json.dumps(shown(value), ensure_ascii=False)) + VALUE_MARKUP_CHARS for value in values)
        fit = sum(1 for _ in takewhile(lambda end: end < room, ends))
        lists.append(
            shapes.FilterValues(
                parameter=field.option or "",
                label=field.label,
                values=list(map(shown, values[:fit])),
                total=len(values),
            )
        )
    return shapes.FilterLists(filters=lists, coverage=coverage(assistant))


def corpus_status(assistant: Assistant) -> shapes.CorpusStatus:
    """What is in the corpus."""
    counts = assistant.corpus.catalogue.counts()
    return shapes.CorpusStatus(
        publications=counts.publications,
        pairs=counts.pairs,
        per_vergaderjaar=counts.per_vergaderjaar,
        per_ministerie=dict(list(counts.per_ministerie.items())[:FACET_VALUES]),
        per_soort=counts.per_soort,
        notes=cut_note(
            FACET_VALUES, len(counts.per_ministerie), "van de ministeries die met de meeste; zie list_filters"
        ),
        coverage=coverage(assistant),
    )


def fetch(assistant: Assistant, id: str) -> shapes.Document:
    """A pair, or a whole publication, as one text."""
    publication, part = _publication(assistant, id)
    pairs = [part] if part else list(publication.paren)
    texts = [f"Vraag: {pair.vraagtekst}\n\nAntwoord: {pair.antwoord}" for pair in pairs]
    texts += [publication.mededeling] if publication.mededeling and not part else []
    text, told = "\n\n".join(texts), coverage(assistant)
    return shapes.Document(
        id=part.id if part else publication.id,
        title=shown(publication.onderwerp or publication.id),
        text=short(text, ANSWER_CHARS),
        url=publication.url or f"kamervraag://{publication.id}",
        metadata={
            "citation": citation(publication, part.vraagnummers if part else ()),
            "ontvangen": publication.ontvangen.isoformat() if publication.ontvangen else "onbekend",
            "corpus": told.corpus,
            "reminder": told.reminder,
            "text": shapes.DATA,
        }
        | ({"more": f"Ingekort: get_publication {publication.id} geeft alles."} if len(text) > ANSWER_CHARS else {}),
    )


def _publication(assistant: Assistant, typed: str) -> tuple[Publication, Pair | None]:
    """A publication by its id, with the pair where a pair id was given."""
    catalogue = assistant.corpus.catalogue
    asked = PairId(typed.removeprefix("kamervraag://"))
    try:
        (spelt,) = catalogue.resolve_ids([asked.publication_id])
    except UnknownIdError as error:
        raise UnknownIdError(
            f"{shown(typed)} staat niet in dit corpus: zoek het id met find_by_number of search_answers"
        ) from error
    publication = catalogue.publication(spelt)
    pair_id = asked.of_spelling(spelt)
    pair = catalogue.pair(pair_id) if pair_id else None
    if publication is None or (pair_id and pair is None):
        raise UnknownIdError(f"{typed} staat niet in het corpus: vraag {spelt} zonder vraagnummer")
    return publication, pair


def _pair_text(publication: Publication, pair: Pair) -> shapes.PairText:
    return shapes.PairText(
        pair_id=pair.id,
        citation=citation(publication, pair.vraagnummers),
        vraag=short(pair.vraagtekst, QUOTE_CHARS),
        antwoord=short(pair.antwoord, ANSWER_CHARS),
    )


def _line(publication: Publication, rol: str, link: str, *, later_answers: Sequence[str] = ()) -> shapes.MemberLine:
    return shapes.MemberLine(
        publication_id=publication.id,
        rol=rol,
        link=link,
        ministeries=list(publication.ministeries),
        citation=citation(publication, ()),
        url=publication.url,
        later_answers=list(later_answers),
    )
