"""Makes the answers of the tools that ask: what was found, answered, compared, counted and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.errors import InputError
from index.store.filters import Filters
from rag.assistant.asked import answer_to, search_for
from rag.assistant.assistant import Assistant
from rag.check.check import check_quote
from rag.dutch.citation import citation
from rag.dutch.labels import standpunt_label
from rag.dutch.reasons import reason_in_words
from rag.forms.contract import times_json
from rag.overview import answer_times as overview
from rag.overview.answer_times import account_of
from rag.question import Question
from rag.understand.given import spelt
from rag.values import Hit, Verdict
from rag.values.counted import Counted as CatalogueAnswer
from ui.mcp import shapes
from ui.mcp.fit import QUOTE_CHARS, VRAAG_CHARS, coverage, cursor_after, cut_note, fitting, page_of
from ui.mcp.text import short, shown

PASSAGE_CHARS = 2_000
SEARCHED = 10
TOP = 25
GROUPS = 50
LISTED = 25
LONGEST_OPEN = 10


def search_answers(
    assistant: Assistant, query: str, max_results: int, cursor: str, filters: Filters
) -> shapes.SearchAnswers:
    """A page of ranked pairs."""
    question = Question(query, filters=filters, top=max_results)
    assistant.corpus.stores()  # takes notice of a build that ended meanwhile
    page = page_of(assistant, cursor, question.top, question)
    found = search_for(assistant, replace(question, top=page.end))
    result = found.result
    results = fitting([_found(hit) for hit in result.hits[page.start : page.end]])
    return shapes.SearchAnswers(
        results=results,
        total=result.found,
        next_cursor=cursor_after(page, results, result.found),
        notes=[*found.notes, *result.notes],
        coverage=coverage(assistant),
    )


def ask(assistant: Assistant, query: str, filters: Filters) -> shapes.Asked:
    """The verdict and the quotations."""
    asked = answer_to(assistant, Question(query, filters=filters, top=TOP))
    answer = asked.answer
    statements = [
        (statement, one.verdict is Verdict.VERWANT)
        for one in ([part.answer for part in answer.parts] or [answer])
        for statement in one.statements
    ]
    quoted = fitting(
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
    )
    notes = cut_note(len(quoted), len(statements), "stel de vraag smaller, of lees de related_pair_ids")
    if counted := answer.counted:
        notes += cut_note(GROUPS, len(counted.rows), "groepen; noem een filter, of zie answer_times")
        notes += cut_note(LISTED, len(counted.listed), "publicaties; noem een filter, of zoek met search_answers")
    return shapes.Asked(
        verdict=answer.verdict.value,
        reason=reason_in_words(answer.reason),
        statements=quoted,
        related_pair_ids=[hit.pair_id for hit in answer.search.hits],
        counted=_counted(assistant, counted) if counted else None,
        notes=[*asked.notes, *answer.search.notes, *notes],
        coverage=coverage(assistant),
    )


def compare_ministries(
    assistant: Assistant, query: str, bedoeld: str, cursor: str, filters: Filters
) -> shapes.Compared:
    """A row for every ministry asked."""
    question = Question(query, filters=filters, top=TOP, meant=bedoeld or None)
    assistant.corpus.stores()
    page = page_of(assistant, cursor, question.top, question)
    asked = answer_to(assistant, question, per_ministry=True)
    compared = asked.answer.comparison
    all_rows = compared.rows if compared else ()
    rows = fitting(
        [
            shapes.MinistryRow(
                ministerie=row.ministerie,
                standpunt=standpunt_label(row.standpunt) if row.standpunt else None,
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
        per=compared.per if compared else "ministerie",
        rows=rows,
        other_questions=[option.pair_id for option in compared.options] if compared else [],
        next_cursor=cursor_after(page, rows, len(all_rows)),
        notes=[*asked.notes, *asked.answer.search.notes],
        coverage=coverage(assistant),
    )


def answer_times(assistant: Assistant, per: str, peildatum: str, cursor: str, filters: Filters) -> shapes.AnswerTimes:
    """How long answers took, a page of groups at a time, and what has been open longest."""
    on = _day(peildatum)
    catalogue = assistant.corpus.catalogue
    known, notes = spelt(filters, catalogue)
    times = overview.answer_times(catalogue.sent(known), overview.read_per(per), on)
    page = page_of(assistant, cursor, GROUPS, Question(f"termijnen {per} {on}", filters=filters))
    rows = fitting([shapes.TimesRow(**times_json(one)) for one in times.groups[page.start : page.end]])
    return shapes.AnswerTimes(
        peildatum=on.isoformat(),
        termijn_dagen=overview.TERM.days,
        totaal=shapes.TimesRow(**times_json(times.total)),
        groepen=rows,
        total=len(times.groups),
        next_cursor=cursor_after(page, rows, len(times.groups)),
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
        notes=[*notes, *account_of(times, catalogue.counts())],
        coverage=coverage(assistant),
    )


def verify_quote(assistant: Assistant, quote: str, source: str) -> shapes.CheckedQuote:
    """The verdict on one quotation."""
    report = check_quote(assistant.corpus, quote, source)
    if not report.quotations:
        reason = (
            report.unchecked[0].reason if report.unchecked else "te kort; noem in source het nummer van de publicatie"
        )
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


def _day(text: str) -> date:
    """The day that a text names, today without one.

    Raises:
        InputError: it names none.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise InputError(f"peildatum {text!r} is geen datum: schrijf 2024-01-31") from error


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


def _found(hit: Hit) -> shapes.FoundPair:
    publication = hit.publication
    return shapes.FoundPair(
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
