"""Texts for the terminal: an answer with its citations, or a list of what was found."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rag.dutch.citation import citation
from rag.dutch.labels import VERDICTS, standpunt_label
from rag.dutch.reasons import reason_in_words
from rag.dutch.writing import dutch_date, enumerate_dutch
from rag.values import Answer, Hit, SearchResult, Standing, Verdict
from ui.terminal.comparison import comparison_text, statement_lines
from ui.terminal.conversation import parts_text, phrased_text
from ui.terminal.counted import counted_blocks
from ui.terminal.lines import clean, wrapped

MAX_QUESTION_CHARS = 240


def search_text(result: SearchResult, notes: Sequence[str] = ()) -> str:
    """Ranked pairs, readable."""
    blocks = [*notes, *result.notes, *understood_lines(result)]
    blocks.append(_count_line(result))
    blocks += [_hit_text(hit) for hit in result.hits]
    return clean("\n\n".join(blocks))


def answer_text(answer: Answer, notes: Sequence[str] = (), *, in_fixed_order: bool = False) -> str:
    """Verdict, reason, statements with their citations, then the pairs that they come from."""
    blocks = [f"{VERDICTS[answer.verdict].upper()}: {reason_in_words(answer.reason)}", *notes, *answer.search.notes]
    blocks += understood_lines(answer.search)
    figures = [f"{one.lifted.text} [{n}]" for n, one in enumerate(answer.statements, start=1) if one.lifted]
    blocks += [f"Gevraagd: {'; '.join(figures)}"] if figures and not answer.comparison else []
    blocks += [phrased_text(answer.phrased)] if answer.phrased else []
    blocks += parts_text(answer.parts)
    blocks += comparison_text(answer.comparison, in_fixed_order=in_fixed_order) if answer.comparison else []
    blocks += counted_blocks(answer.counted) if answer.counted else ()
    if answer.verdict is Verdict.VERWANT and answer.statements and not answer.comparison:
        blocks.append("Ligt in de buurt, maar is geen rechtstreeks antwoord:")
    questions = {hit.pair_id: hit.vraag for hit in answer.search.hits}
    for number, statement in enumerate(() if answer.comparison else answer.statements, start=1):
        question = textwrap.shorten(
            questions.get(statement.pair_id) or statement.vraag or "", MAX_QUESTION_CHARS, placeholder=" …"
        )
        asked = wrapped(question, f"{number}. ") if question else f"{number}."
        blocks.append("\n".join([asked, *statement_lines(statement)]))
    if answer.timeline:
        blocks.append(_timeline_text(answer.timeline))
    if answer.rejected:
        blocks.append(f"{answer.rejected} citaten stonden niet zo in de catalogus en zijn weggelaten.")
    if answer.counted and not answer.search.hits:
        return clean("\n\n".join(blocks))
    heading = "Dichtstbijzijnde antwoorden" if not answer.statements else "Gevonden antwoorden"
    if answer.counted:
        heading = "Antwoorden over het onderwerp, ernaast"
    rows = [
        wrapped(": ".join(filter(None, (citation(h.publication, h.vraagnummers), _subject(h)))), "  - ")
        for h in answer.search.hits
    ]
    blocks.append("\n".join([f"{heading} ({_count_line(answer.search)})", *rows]))
    return clean("\n\n".join(blocks))


def _timeline_text(standings: Sequence[Standing]) -> str:
    """The positions on one question, newest first, a line each."""
    lines = ["Standpunt door de tijd, nieuwste eerst"]
    for standing in standings:
        says = f" ({standpunt_label(standing.standpunt)})" if standing.standpunt else ""
        lines.append(wrapped(f"{dutch_date(standing.ontvangen)}{says}: «{standing.statement.quote}»", "  - "))
        lines.append(wrapped(standing.statement.citation, "      — "))
    return "\n".join(lines)


def understood_lines(result: SearchResult) -> list[str]:
    """What was read in the query, with the key by which it can be taken away; publications have a note of their own."""
    shown = [item for item in result.understood if item.field != "publication_ids"]
    lines = []
    for title, wanted in (("alleen", True), ("bij voorkeur", False)):
        parts = [f"{item.label} (--negeer '{item.key}')" for item in shown if item.is_filter is wanted]
        lines += [wrapped(", ".join(parts), f"Begrepen als {title}: ")] if parts else []
    return lines


def _count_line(result: SearchResult) -> str:
    if not result.hits:
        return "geen resultaten"
    more = "" if len(result.hits) == result.found else f" van {result.found}; meer met --top"
    return f"{len(result.hits)} resultaten{more}"


def _subject(hit: Hit) -> str | None:
    """What the publication of a passage is about, where it says so; its question stands below."""
    return hit.publication.onderwerp or hit.publication.titel


def _hit_text(hit: Hit) -> str:
    head = f"{hit.rank}. {citation(hit.publication, hit.vraagnummers)}"
    found = [name for name, score in (("betekenis", hit.why.dense), ("woorden", hit.why.lexical)) if score is not None]
    why = f"   gevonden op {enumerate_dutch(found)}" if found else ""
    terms = f": {', '.join(hit.why.terms)}" if hit.why.terms else ""
    subject = [f"   {subject}"] if (subject := _subject(hit)) else []
    lines = [head, *subject, wrapped(hit.vraag, "   V: "), wrapped(hit.passage or "-", "   A: ")]
    lines += [
        wrapped(f"ook in {citation(sibling.publication, sibling.vraagnummers)}", "   ") for sibling in hit.siblings
    ]
    lines += [line for line in (why + terms if why else "", f"   {hit.publication.url or ''}") if line.strip()]
    return "\n".join(lines)
