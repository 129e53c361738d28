"""Texts for the terminal: the report on a draft."""

from __future__ import annotations

from rag.check.draft.values import Span
from rag.check.values import CheckedMention, CheckReport
from rag.check.write.words import Finding, findings, lines_of, sources, summary, url_of
from rag.dutch.writing import shortened
from ui.terminal.lines import clean, wrapped

SIGNS = {"goed": "✓", "let-op": "?", "fout": "✗"}
MAX_QUOTE_CHARS = 400


def report_text(report: CheckReport) -> str:
    """The findings in the order of the draft, each with its line, then what was not checked."""
    blocks = [wrapped(text, "") for text in (summary(report), *report.notes)]
    blocks += [_finding(report, finding) for finding in findings(report)]
    if cited := sources(report):
        blocks.append("\n".join(["Bronvermeldingen om over te nemen", *(wrapped(text, "  - ") for text, _ in cited)]))
    if report.unchecked:
        rows = [wrapped(f"{_short(one.quote)}: {one.reason}", "  - ") for one in report.unchecked]
        blocks.append("\n".join(["Niet gecontroleerd", *rows]))
    blocks.append(wrapped(report.corpus, ""))
    return clean("\n\n".join(blocks))


def _finding(report: CheckReport, finding: Finding) -> str:
    head = f"{SIGNS[finding.tone]} regel {_line(report, finding.item.span)}: {finding.label}"
    lines = [
        head,
        wrapped(finding.quoted if isinstance(finding.item, CheckedMention) else _short(finding.quoted), "    "),
    ]
    lines += [wrapped(text, f"    {what}: ") for what, text in lines_of(finding)]
    if url := url_of(finding):
        lines.append(f"    {url}")
    return "\n".join(lines)


def _short(quote: str) -> str:
    return f"«{shortened(quote, MAX_QUOTE_CHARS)}»"


def _line(report: CheckReport, span: Span) -> int:
    return report.draft.text.count("\n", 0, span.start) + 1
