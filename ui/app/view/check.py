"""Writes the report on a draft: its text with marks, and every quotation and reference with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from rag.check.values import CheckedMention, CheckReport, Unchecked
from rag.check.write.words import Finding, MarkedStretch, findings, lines_of, pieces, sources, summary, url_of
from ui.app.view.facts import OFFICIAL_LABEL, badge, pair_url, publication_url
from ui.app.view.markup import NOTHING, html, joined, link, printable, quotation, safe_url, verbatim, with_breaks


def summary_html(report: CheckReport) -> Markup:
    """The report in a sentence, what the user must know besides, and what the corpus holds."""
    return html(
        '<section class="kv-meant" role="status"><h2>{}</h2>{}</section>',
        summary(report),
        joined(html("<p>{}</p>", note) for note in (*report.notes, report.corpus)),
    )


def draft_html(report: CheckReport) -> Markup:
    """The whole draft, with a mark and a number at everything on which something is said."""
    return html('<div class="kv-concept">{}</div>', joined(map(_piece, pieces(report))))


def findings_html(report: CheckReport) -> Markup:
    """Every quotation and reference in the order of the draft; empty when there are none."""
    found = findings(report)
    return html('<ol class="kv-statements">{}</ol>', joined(map(_finding, found))) if found else NOTHING


def sources_text(report: CheckReport) -> str:
    """The citations to take over, one a line, each with its address."""
    return "\n".join(
        printable(f"{text}, {url}" if (url := safe_url(address)) else text) for text, address in sources(report)
    )


def unchecked_html(unchecked: Sequence[Unchecked]) -> Markup:
    """The quotations on which nothing can be said, each with why; empty when there are none."""
    if not unchecked:
        return NOTHING
    rows = joined(html("<li>{}: {}</li>", quotation(one.quote), one.reason) for one in unchecked)
    return html('<ul class="kv-verder">{}</ul>', rows)


def _piece(piece: MarkedStretch) -> Markup:
    text = verbatim(piece.text)
    if piece.is_changed:
        text = html('<span class="kv-anders">{}</span>', text)
    if piece.finding is not None:
        text = html('<mark class="kv-{}" title="{}">{}</mark>', piece.finding.tone, piece.finding.label, text)
    return text + joined(
        html('<sup id="in-{0}"><a href="#nr-{0}">[{0}]</a></sup>', finding.number) for finding in piece.ends
    )


def _finding(finding: Finding) -> Markup:
    return html(
        '<li id="nr-{number}"><span class="kv-number">{number}</span><p class="kv-badges">{label}</p>{quoted}{told}'
        '<p class="kv-cite">{ways}</p></li>',
        number=finding.number,
        label=badge(finding.label, f"oordeel kv-{finding.tone}"),
        quoted=_quoted(finding),
        told=joined(
            html('<p class="kv-cite"><strong>{}:</strong> {}</p>', what, with_breaks(verbatim(text)))
            for what, text in lines_of(finding)
        ),
        ways=joined(_ways(finding), " · "),
    )


def _quoted(finding: Finding) -> Markup:
    if isinstance(finding.item, CheckedMention):
        return html("<p>{}</p>", verbatim(finding.quoted))
    return html("<blockquote>{}</blockquote>", quotation(finding.quoted))


def _ways(finding: Finding) -> Iterator[Markup]:
    """Back to the draft, to the publication in the app, to the official one."""
    yield link(f"#in-{finding.number}", "in het concept")
    item = finding.item
    if isinstance(item, CheckedMention):
        if item.publications:
            yield link(publication_url(item.publications[-1].id), "in de publicatie")
    elif place := item.place or item.nearest:
        yield link(
            pair_url(place.pair_id) if place.pair_id else publication_url(place.publication.id), "in de publicatie"
        )
    if url := safe_url(url_of(finding)):
        yield link(url, OFFICIAL_LABEL, is_external=True)
