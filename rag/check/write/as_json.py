"""The report on a draft as the JSON that other programs rely on."""

from __future__ import annotations

from rag.check.values import CheckedMention, CheckedQuotation, CheckReport, CorpusPlace
from rag.forms.plain import picked

FOUND = ("pair_id", "found", "citation")


def report_json(report: CheckReport) -> dict[str, object]:
    """`controleer --json`; every `start` and `end` is an offset into `draft.text` unless its object says `in`."""
    return {
        "quotations": [_quotation(quotation) for quotation in report.quotations],
        "mentions": [_mention(mention) for mention in report.mentions],
        "unchecked": [
            picked(one, "quote") | picked(one.span, "start", "end") | picked(one, "reason") for one in report.unchecked
        ],
        "counts": {verdict.value: count for verdict, count in sorted(report.counts.items())},
        **picked(report, "notes", "corpus", "index"),
        "draft": picked(report.draft, "form", "text"),
    }


def _quotation(quotation: CheckedQuotation) -> dict[str, object]:
    place = quotation.place
    return {
        "quote": quotation.quote,
        **picked(quotation.span, "start", "end"),
        **picked(quotation, "verdict"),
        **(picked(place, *FOUND) if place else dict.fromkeys(FOUND)),
        "note": quotation.note or None,
        "url": place.publication.url if place else None,
        "places": [_place(one) for one in quotation.places],
        "nearest": _place(quotation.nearest) if quotation.nearest else None,
        "changes": [
            picked(change, "op") | picked(change.span, "start", "end") | picked(change, "draft", "source")
            for change in quotation.changes
        ],
        **picked(quotation, "elsewhere"),
    }


def _place(place: CorpusPlace) -> dict[str, object]:
    return {
        "publication_id": place.publication.id,
        "pair_id": place.pair_id,
        "in": place.part.value,
        **picked(place, "start", "end", "found", "citation"),
        "url": place.publication.url,
    }


def _mention(mention: CheckedMention) -> dict[str, object]:
    return {
        "mention": mention.text,
        **picked(mention.span, "start", "end"),
        **picked(mention, "verdict"),
        "publication_ids": [publication.id for publication in mention.publications],
        **picked(mention, "citation"),
        "note": mention.note or None,
        "url": mention.publications[0].url if mention.publications else None,
    }
