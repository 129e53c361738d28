"""What a report says, in words that every form of it shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.check.lookup.fit import Op
from rag.check.values import CheckedMention, CheckedQuotation, CheckReport, Oordeel, WordChange
from rag.dutch.writing import counted, enumerate_dutch

LABELS = {
    Oordeel.LETTERLIJK: "Letterlijk",
    Oordeel.GEWIJZIGD: "Gewijzigd",
    Oordeel.MET_WEGLATING: "Met weglating",
    Oordeel.SAMENGEVOEGD: "Samengevoegd uit twee antwoorden",
    Oordeel.VAN_EEN_ANDER: "Juist, maar van een ander",
    Oordeel.UIT_DE_VRAAG: "Uit de vraag, niet uit het antwoord",
    Oordeel.NIET_IN_CORPUS: "Niet in het corpus",
    Oordeel.INGEHAALD: "Ingehaald",
}
MENTION_LABELS = {
    Oordeel.LETTERLIJK: "Verwijzing klopt",
    Oordeel.VAN_EEN_ANDER: "Verwijzing klopt niet",
    Oordeel.NIET_IN_CORPUS: "Niet in het corpus",
    Oordeel.INGEHAALD: "Ingehaald",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A quotation or mention on which something is said, numbered from 1 in the order of the text."""

    number: int
    item: CheckedQuotation | CheckedMention

    @property
    def label(self) -> str:
        """The verdict in words."""
        return (MENTION_LABELS if isinstance(self.item, CheckedMention) else LABELS)[self.item.verdict]

    @property
    def tone(self) -> str:
        """How it is shown: `goed`, `let-op` or `fout`."""
        if self.item.verdict.is_right:
            return "goed"
        return "let-op" if self.item.verdict.is_open else "fout"

    @property
    def quoted(self) -> str:
        """The words of the draft."""
        return self.item.text if isinstance(self.item, CheckedMention) else self.item.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStretch:
    """A stretch of the draft's text within one and the same findings.

    Attributes:
        finding: the innermost; None for text on which nothing is said.
        is_changed: whether these words differ from the source.
        ends: the findings that end with it: their numbers come here.
    """

    text: str
    finding: Finding | None
    is_changed: bool
    ends: tuple[Finding, ...]


def findings(report: CheckReport) -> list[Finding]:
    """Quotations and mentions in the order of the text, numbered."""
    items: list[CheckedQuotation | CheckedMention] = [*report.quotations, *report.mentions]
    items.sort(key=lambda item: (item.span.start, -item.span.end))
    return [Finding(number=n, item=item) for n, item in enumerate(items, start=1)]


def pieces(report: CheckReport) -> list[MarkedStretch]:
    """The text of the draft cut where something begins or ends; together they are the text."""
    found = findings(report)
    changed = [
        change.span for item in report.quotations for change in item.changes if change.op in (Op.OTHER, Op.ADDED)
    ]
    edges = {0, len(report.draft.text)}
    edges |= {edge for span in [*(finding.item.span for finding in found), *changed] for edge in (span.start, span.end)}
    ordered = sorted(edges)
    made: list[MarkedStretch] = []
    active: list[Finding] = []
    waiting = found[::-1]
    for start, end in pairwise(ordered):
        active = [finding for finding in active if finding.item.span.end > start]
        while waiting and waiting[-1].item.span.start <= start:
            active.append(waiting.pop())
        made.append(
            MarkedStretch(
                text=report.draft.text[start:end],
                finding=active[-1] if active else None,
                is_changed=any(span.start <= start and end <= span.end for span in changed),
                ends=tuple(finding for finding in active if finding.item.span.end == end),
            )
        )
    return made


def summary(report: CheckReport) -> str:
    """The report in a sentence: `12 citaten: 9 letterlijk en 3 gewijzigd; 4 verwijzingen, waarvan 4 kloppen`."""
    verdicts = [f"{count} {verdict.value}" for verdict in Oordeel if (count := report.counts[verdict])]
    text = counted(len(report.quotations), "citaat", "citaten")
    text += f": {enumerate_dutch(verdicts)}" if verdicts else ""
    if report.unchecked:
        text += f"; {len(report.unchecked)} niet te controleren"
    right = sum(mention.verdict is Oordeel.LETTERLIJK for mention in report.mentions)
    if report.mentions:
        told = f"waarvan {right or 'er geen'} {'klopt' if right < 2 else 'kloppen'}"
        text += f"; {counted(len(report.mentions), 'verwijzing', 'verwijzingen')}, {told}"
    return f"{text}."


def sources(report: CheckReport) -> list[tuple[str, str | None]]:
    """The citations to take over, each once in the order of the draft, with the address of each."""
    found: dict[str, str | None] = {}
    for finding in findings(report):
        item = finding.item
        if isinstance(item, CheckedQuotation):
            found |= {place.citation: place.publication.url for place in item.places}
        elif item.citation:
            found.setdefault(item.citation, url_of(finding))
    return list(found.items())


def change_text(change: WordChange) -> str:
    """A change in a line: `«negentig» moet zijn «zestig»`."""
    if change.op is Op.ADDED:
        return f"«{change.draft}» staat er niet"
    if change.op is Op.OTHER:
        return f"«{change.draft}» moet zijn «{change.source}»"
    said = "weggelaten" if change.op is Op.OMITTED else "weggevallen zonder teken"
    return f"{said}: «{change.source}»"


def lines_of(finding: Finding) -> Iterator[tuple[str, str]]:
    """Everything that is said of a finding, as (what, text): note, changes, source, its words, what comes nearest."""
    item = finding.item
    if item.note:
        yield "Oordeel", item.note
    if isinstance(item, CheckedMention):
        if item.citation:
            yield "Bron", item.citation
        return
    for change in item.changes:
        yield "Verschil", change_text(change)
    if item.places and item.verdict is not Oordeel.LETTERLIJK:
        for place in item.places:
            yield "Er staat", f"«{place.found}»"
    for place in item.places:
        yield "Bron", place.citation
    if item.nearest is not None:
        yield "Komt het dichtst bij", f"«{item.nearest.found}» — {item.nearest.citation}"


def url_of(finding: Finding) -> str | None:
    """The address of what is found, else of what comes nearest."""
    item = finding.item
    if isinstance(item, CheckedMention):
        return item.publications[-1].url if item.publications else None
    place = item.place or item.nearest
    return place.publication.url if place else None
