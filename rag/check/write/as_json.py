"""The report on a draft as the JSON that other programs rely on."""

from __future__ import annotations

from rag.check.values import Change, CheckedMention, CheckedQuotation, Place, Report, Unchecked
from rag.forms.plain import plain


def report_json(report: Report) -> dict[str, object]:
    """`controleer --json`; every `start` and `end` is an offset into `draft.text` unless its object says `in`."""
    return {
        "quotations": [_quotation(quotation) for quotation in report.quotations],
        "mentions": [_mention(mention) for mention in report.mentions],
        "unchecked": [_unchecked(one) for one in report.unchecked],
        "counts": {verdict.value: count for verdict, count in sorted(report.counts.items())},
        "notes": list(report.notes),
        "corpus": report.corpus,
        "index": plain(report.index),
        "draft": {"form": report.draft.form.value, "text": report.draft.text},
    }


def _quotation(quotation: CheckedQuotation) -> dict[str, object]:
    place = quotation.place
    return {
        "quote": quotation.quote,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "verdict": quotation.verdict.value,
        "pair_id": place.pair_id if place else None,
        "found": place.found if place else None,
        "citation": place.citation if place else None,
        "note": quotation.note or None,
        "url": place.publication.url if place else None,
        "places": [_place(one) for one in quotation.places],
        "nearest": _place(quotation.nearest) if quotation.nearest else None,
        "changes": [_change(change) for change in quotation.changes],
        "elsewhere": quotation.elsewhere,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "publication_id": place.publication.id,
        "pair_id": place.pair_id,
        "in": place.part.value,
        "start": place.start,
        "end": place.end,
        "found": place.found,
        "citation": place.citation,
        "url": place.publication.url,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "op": change.op.value,
        "start": change.span.start,
        "end": change.span.end,
        "draft": change.draft,
        "source": change.source,
    }


def _mention(mention: CheckedMention) -> dict[str, object]:
    return {
        "mention": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "verdict": mention.verdict.value,
        "publication_ids": [publication.id for publication in mention.publications],
        "citation": mention.citation,
        "note": mention.note or None,
        "url": mention.publications[0].url if mention.publications else None,
    }


def _unchecked(one: Unchecked) -> dict[str, object]:
    return {"quote": one.quote, "start": one.span.start, "end": one.span.end, "reason": one.reason}
