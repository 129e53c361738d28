"""What saved searches have to tell, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.values import Publication
from rag.dutch.citation import departments, reference
from rag.dutch.writing import counted, dutch_date
from rag.follow.news import MOST_NEW, News
from ui.terminal.lines import clean, wrapped


def news_text(found: Sequence[News]) -> str:
    """A heading per search, and a line for each thing that it has to tell."""
    return clean("\n".join(line for one in found for line in _lines(one)) or "er wordt niets gevolgd")


def _lines(one: News) -> Iterator[str]:
    total = len(one.new) + len(one.changed) + len(one.answered)
    what = counted(total, "bericht", "berichten") if total else "niets nieuws"
    yield f"{one.search.name} («{one.search.question.text}», sinds {dutch_date(one.search.since)}): {what}"
    for change in one.answered:
        yield wrapped(f"{_publication(change.publication)} (antwoord op {change.before})", "  beantwoord: ")
    for hit in one.new:
        yield wrapped(f"{_publication(hit.publication)}; vraag {', '.join(map(str, hit.vraagnummers))}", "  nieuw: ")
    for change in one.changed:
        yield wrapped(_publication(change.publication), "  gewijzigd: ")
    if one.is_cut:
        yield f"  de eerste {MOST_NEW} zijn bekeken; er is meer: maak de vraag nauwer"


def _publication(publication: Publication) -> str:
    when = f", {dutch_date(publication.ontvangen)}" if publication.ontvangen else ""
    return f"{publication.naam} — {departments(publication)}, {reference(publication)}{when}"
