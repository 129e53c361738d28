"""Makes the answers of the tools from what the assistant finds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import TypeVar

from pydantic import BaseModel

from index.errors import InputError, UnknownIdError
from index.store.corpus import Corpus
from index.store.field import Kind
from index.store.filters import FIELDS, Filters, read_filters
from index.values import Pair, Publication
from rag.assistant.asked import answer_to, search_for
from rag.assistant.assistant import Assistant
from rag.check.check import check_quote
from rag.check.lookup.coverage import Coverage as CorpusCoverage
from rag.compare.series import find_series
from rag.dutch.citation import citation
from rag.dutch.reasons import reason_in_words
from rag.overview import answer_times as overview
from rag.question import Question
from rag.understand.by_number import read_references
from rag.understand.given import spelt
from rag.values import Hit, Verdict
from rag.values.counted import Counted as CatalogueAnswer
from ui.mcp import shapes
from ui.mcp.text import MAX_ANSWER_CHARS, short, shown
from ui.server.paging import Page, next_cursor, read_page

VRAAG_CHARS = 600
PASSAGE_CHARS = 2_000
QUOTE_CHARS = 3_000
ANSWER_CHARS = 30_000
FACET_VALUES = 300
SEARCHED = 10
GROUPS = 50
LISTED = 25
LONGEST_OPEN = 10
KEPT_CHARS = 4_000  # for what stands around a list
VALUE_MARKUP_CHARS = 12  # the line of a value: its place in the list, a comma, the line end
Item = TypeVar("Item", bound=BaseModel)


def search_answers(assistant: Assistant, question: Question, cursor: str) -> shapes.SearchAnswers:
    """A page of ranked pairs."""
    assistant.corpus.stores()  # takes notice of a build that ended meanwhile
    page = read_page(cursor or None, question.top, question, assistant.corpus.manifest.fingerprint)
    found = search_for(assistant, replace(question, top=page.end))
    result = found.result
    results = _fitting([_found(hit) for hit in result.hits[page.start : page.end]])
    return shapes.SearchAnswers(
        results=results,
        total=result.found,
        next_cursor=next_cursor(_taken(page, results), result.found, question, result.index.fingerprint),
        notes=[*found.notes, *result.notes],
        coverage=coverage(assistant),
    )


def ask(assistant: Assistant, question: Question) -> shapes.Asked:
    """The verdict and the quotations."""
    asked = answer_to(assistant, question)
    answer = asked.answer
    statements = [
        (statement, one.verdict is Verdict.VERWANT)
        for one in ([part.answer for part in answer.parts] or [answer])
        for statement in one.statements
    ]
    return shapes.Asked(
        verdict=answer.verdict.value,
        reason=reason_in_words(answer.reason),
        statements=_fitting(
            [
                shapes.Quoted(
                    quote=short(one.quote, QUOTE_CHARS),
                    citation=one.citation,
                    url=one.url,
                    pair_id=one.pair_id,
                    kanttekening=one.kanttekening,
                    in_de_buurt=is_near,
                )
                for one, is_near in statements
            ]
        ),
        related_pair_ids=[hit.pair_id for hit in answer.search.hits],
        counted=_counted(assistant, answer.counted) if answer.counted else None,
        notes=[*asked.notes, *answer.search.notes],
        coverage=coverage(assistant),
    )


def compare(assistant: Assistant, question: Question, cursor: str) -> shapes.Compared:
    """A row for every ministry asked."""
    assistant.corpus.stores()
    fingerprint = assistant.corpus.manifest.fingerprint
    page = read_page(cursor or None, question.top, question, fingerprint)
    asked = answer_to(assistant, question, per_ministry=True)
    compared = asked.answer.comparison
    all_rows = compared.rows if compared else ()
    rows = _fitting(
        [
            shapes.MinistryRow(
                ministerie=row.ministerie,
                standpunt=row.standpunt.value if row.standpunt else None,
                quote=short(row.statement.quote, QUOTE_CHARS) if row.statement else None,
                citation=row.statement.citation if row.statement else None,
                url=row.statement.url if row.statement else None,
                pair_id=row.statement.pair_id if row.statement else None,
                reason=row.reason,
            )
            for row in all_rows[page.start : page.end]
        ]
    )
    return shapes.Compared(
        vraag=shown(compared.vraag.vraag) if compared else None,
        summary=f"{compared.names} {compared.summary}"
        if compared
        else "Geen vraag gevonden die aan meer ministeries is gesteld.",
        rows=rows,
        other_questions=[option.pair_id for option in compared.options] if compared else [],
        next_cursor=next_cursor(_taken(page, rows), len(all_rows), question, fingerprint),
        notes=[*asked.notes, *asked.answer.search.notes],
        coverage=coverage(assistant),
    )


def answer_times(assistant: Assistant, per: str, on: date, filters: Filters, cursor: str) -> shapes.AnswerTimes:
    """How long answers took, a page of groups at a time, and what has been open longest."""
    catalogue, fingerprint = assistant.corpus.catalogue, assistant.corpus.manifest.fingerprint
    known, notes = spelt(filters, catalogue)
    times = overview.answer_times(catalogue.sent(known), overview.read_per(per), on)
    asked = Question(f"termijnen {per} {on}", filters=filters)
    page = read_page(cursor or None, GROUPS, asked, fingerprint)
    rows = _fitting([shapes.TimesRow(**overview.times_json(one)) for one in times.groups[page.start : page.end]])
    return shapes.AnswerTimes(
        peildatum=on.isoformat(),
        termijn_dagen=overview.TERM.days,
        totaal=shapes.TimesRow(**overview.times_json(times.total)),
        groepen=rows,
        total=len(times.groups),
        next_cursor=next_cursor(_taken(page, rows), len(times.groups), asked, fingerprint),
        langst_open=[
            shapes.OpenLine(
                publication_id=one.sent.id,
                onderwerp=shown(one.sent.onderwerp) if one.sent.onderwerp else None,
                ministeries=list(one.sent.ministeries),
                dagen=one.days,
                te_laat=one.is_overdue,
                url=one.sent.url,
            )
            for one in times.open[:LONGEST_OPEN]
        ],
        onmogelijk=len(times.impossible),
        zonder_datum=times.undated,
        mondeling=times.oral,
        notes=list(notes),
        coverage=coverage(assistant),
    )


def get_publication(assistant: Assistant, typed: str, cursor: str) -> shapes.PublicationPage:
    """A publication, as many pairs as fit; a pair id gives that pair alone."""
    publication, part = _publication(assistant, typed)
    question, fingerprint = Question(typed), assistant.corpus.manifest.fingerprint
    pairs = [part] if part else list(publication.paren)
    page = read_page(cursor or None, max(1, len(pairs)), question, fingerprint)
    texts = _fitting([_pair_text(publication, pair) for pair in pairs[page.start :]])
    return shapes.PublicationPage(
        id=publication.id,
        soort=publication.soort.value,
        citation=citation(publication, ()),
        url=publication.url,
        onderwerp=shown(publication.onderwerp) if publication.onderwerp else None,
        mededeling=short(publication.mededeling, QUOTE_CHARS) if publication.mededeling else None,
        pairs=texts,
        total=len(pairs),
        next_cursor=next_cursor(_taken(page, texts), len(pairs), question, fingerprint),
        coverage=coverage(assistant),
    )


def get_series(assistant: Assistant, typed: str) -> shapes.SeriesAnswer:
    """The series of a publication."""
    publication, _ = _publication(assistant, typed)
    series = find_series(assistant.corpus.catalogue, publication.id)
    members = [
        _line(one.publication, one.rol.value, one.link.value, later_answers=one.later_answers) for one in series.members
    ]
    return shapes.SeriesAnswer(
        members=_fitting(members),
        missing=[one.id for one in series.missing[:FACET_VALUES]],
        is_cut=series.is_cut,
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
    return shapes.Numbered(publications=_fitting(lines), notes=notes, coverage=coverage(assistant))


def verify_quote(assistant: Assistant, quote: str, source: str) -> shapes.CheckedQuote:
    """The verdict on one quotation."""
    report = check_quote(assistant.corpus, quote, source)
    if not report.quotations:
        reason = report.unchecked[0].reason if report.unchecked else "er is geen citaat in te vinden"
        raise InputError(f"dit citaat is niet te controleren: {reason}")
    checked = report.quotations[0]
    place, nearest = checked.place, checked.nearest
    return shapes.CheckedQuote(
        verdict=checked.verdict.value,
        note=checked.note or None,
        found=short(place.found, QUOTE_CHARS) if place else None,
        citation=place.citation if place else None,
        url=place.publication.url if place else None,
        pair_id=place.pair_id if place else None,
        nearest=short(nearest.found, QUOTE_CHARS) if nearest else None,
        nearest_citation=nearest.citation if nearest else None,
        notes=list(report.notes),
        coverage=coverage(assistant),
    )


def list_filters(assistant: Assistant, parameter: str) -> shapes.FilterLists:
    """The values of every parameter, or more of one."""
    fields = [field for field in FIELDS if field.option and not field.kind.is_day and field.kind is not Kind.IDS]
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
        coverage=coverage(assistant),
    )


def search(assistant: Assistant, query: str) -> shapes.SearchList:
    """The results of a search as ids for `fetch`."""
    result = search_for(assistant, Question(query, top=SEARCHED)).result
    return shapes.SearchList(
        results=[
            shapes.SearchItem(
                id=hit.pair_id,
                title=short(f"{hit.publication.onderwerp or hit.vraag} — {_cited(hit)}", VRAAG_CHARS),
                url=hit.publication.url or f"kamervraag://{hit.publication.id}",
            )
            for hit in result.hits
        ],
        coverage=coverage(assistant),
    )


def fetch(assistant: Assistant, typed: str) -> shapes.Document:
    """A pair, or a whole publication, as one text."""
    publication, part = _publication(assistant, typed)
    pairs = [part] if part else list(publication.paren)
    texts = [f"Vraag: {pair.vraagtekst}\n\nAntwoord: {pair.antwoord}" for pair in pairs]
    texts += [publication.mededeling] if publication.mededeling and not part else []
    told = coverage(assistant)
    return shapes.Document(
        id=part.id if part else publication.id,
        title=shown(publication.onderwerp or publication.id),
        text=short("\n\n".join(texts), ANSWER_CHARS),
        url=publication.url or f"kamervraag://{publication.id}",
        metadata={
            "citation": citation(publication, part.vraagnummers if part else ()),
            "ontvangen": publication.ontvangen.isoformat() if publication.ontvangen else "onbekend",
            "corpus": told.corpus,
            "reminder": told.reminder,
            "text": shapes.DATA,
        },
    )


def coverage(assistant: Assistant) -> shapes.Coverage:
    """How complete the corpus is; counted once for each state of the index."""
    return _coverage(assistant.corpus, assistant.corpus.manifest.fingerprint)


@lru_cache(maxsize=1)
def _coverage(corpus: Corpus, fingerprint: str) -> shapes.Coverage:
    latest = corpus.catalogue.counts().laatste
    return shapes.Coverage(corpus=CorpusCoverage(corpus).whole, received_until=latest.isoformat() if latest else None)


def _publication(assistant: Assistant, typed: str) -> tuple[Publication, Pair | None]:
    """A publication by its id, with the pair where a pair id was given."""
    catalogue = assistant.corpus.catalogue
    publication_id, _, number = typed.removeprefix("kamervraag://").partition("#")
    try:
        (spelt,) = catalogue.resolve_ids([publication_id])
    except UnknownIdError as error:
        raise UnknownIdError(
            f"{shown(typed)} staat niet in dit corpus: zoek het id met find_by_number of search_answers"
        ) from error
    publication = catalogue.publication(spelt)
    pair = catalogue.pair(f"{spelt}#{number}") if number else None
    if publication is None or (number and pair is None):
        raise UnknownIdError(f"{typed} staat niet in het corpus: vraag {spelt} zonder vraagnummer")
    return publication, pair


def _counted(assistant: Assistant, counted: CatalogueAnswer) -> shapes.Counted:
    ids = [one.publication_id for one in counted.listed[:LISTED]]
    return shapes.Counted(
        total=counted.total,
        account=list(counted.account),
        groups=[
            shapes.CountedGroup(name=shown(row.name), count=row.count, median_days=row.median_days, in_time=row.in_time)
            for row in counted.rows[:GROUPS]
        ],
        listed=[
            shapes.CountedPublication(
                publication_id=one.id,
                onderwerp=short(one.onderwerp, VRAAG_CHARS) if one.onderwerp else None,
                citation=citation(one, ()),
                url=one.url,
            )
            for one in assistant.corpus.catalogue.publications(ids)
        ],
    )


def _found(hit: Hit) -> shapes.Found:
    publication = hit.publication
    return shapes.Found(
        pair_id=hit.pair_id,
        citation=_cited(hit),
        url=publication.url,
        onderwerp=shown(publication.onderwerp) if publication.onderwerp else None,
        ministeries=list(publication.ministeries),
        ontvangen=publication.ontvangen.isoformat() if publication.ontvangen else None,
        vraag=short(hit.vraag, VRAAG_CHARS),
        passage=short(hit.passage, PASSAGE_CHARS),
    )


def _cited(hit: Hit) -> str:
    return citation(hit.publication, hit.vraagnummers, what="antwoord op vraag" if hit.pair else "vraag")


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


def _fitting(items: Sequence[Item]) -> list[Item]:
    """The first items that fit in an answer together; at least one."""
    left = MAX_ANSWER_CHARS - KEPT_CHARS
    kept: list[Item] = []
    for item in items:
        left -= len(json.dumps(item.model_dump(mode="json"), ensure_ascii=False, indent=2))
        if left < 0 and kept:
            break
        kept.append(item)
    return kept


def _taken(page: Page, items: Sequence[object]) -> Page:
    """The page as far as it fitted."""
    return Page(start=page.start, size=len(items)) if items else page
