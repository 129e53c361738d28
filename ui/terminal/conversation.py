"""Texts for the terminal: sub-questions, the words of a language model, follow-ups as they were read."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer.about import Fact
from rag.dutch.labels import SHORT_VERDICTS, verdict_label
from rag.dutch.reasons import reason_in_words
from rag.understand.turns.followup import Refined
from rag.values import Part, Phrased
from ui.terminal.lines import wrapped

PART_STATEMENTS = 3


def turns_text(turns: Sequence[Refined]) -> list[str]:
    """How each follow-up was read."""
    return ["\n".join(wrapped(f"{turn.typed!r}: {turn.note}", "> ") for turn in turns)] if turns else []


def facts_text(facts: Sequence[Fact]) -> list[str]:
    """What a follow-up asked about the answer itself."""
    if not facts:
        return ["Het laatste antwoord citeert niets; daar is dus niets over te zeggen."]
    lines = [line for fact in facts for line in (wrapped(fact.text, "  - "), wrapped(fact.citation, "      — "))]
    return ["\n".join(lines)]


def parts_text(parts: Sequence[Part]) -> list[str]:
    """Every sub-question with its verdict and what was answered before, word for word."""
    blocks: list[str] = []
    for part in parts:
        lines = [wrapped(part.vraag, f"Vraag {part.nummer}. ")]
        verdict = verdict_label(part.answer, SHORT_VERDICTS)
        lines.append(wrapped(f"{verdict}: {reason_in_words(part.answer.reason)}", "   => "))
        lines += [wrapped(note, "      ") for note in part.answer.search.notes]
        for statement in part.answer.statements[:PART_STATEMENTS]:
            lines += [wrapped(f"«{statement.quote}»", "   - "), wrapped(statement.citation, "     — ")]
            lines += [wrapped(statement.kanttekening, "     let op: ")] if statement.kanttekening else []
        more = len(part.answer.statements) - PART_STATEMENTS
        if more > 0:
            lines.append(f"   en nog {more}: vraag deze deelvraag apart, of gebruik --json")
        blocks.append("\n".join(lines))
    return blocks


def phrased_text(phrased: Phrased) -> str:
    """What a language model made of the quotes; what it cites is numbered as the quotes are."""
    lines = []
    for sentence in phrased.sentences:
        cites = "".join(f"[{number}]" for number in sentence.cites)
        doubt = "" if sentence.is_supported else " (niet door een citaat gedragen)"
        lines.append(wrapped(f"{sentence.text} {cites}{doubt}", "  "))
    if lines:
        lines.insert(0, f"Samengevat door {phrased.model}, elke zin vergeleken met de citaten hieronder:")
    if phrased.dropped and phrased.sentences:
        lines.append(f"  {phrased.dropped} zinnen weggelaten: de citaten dragen die niet.")
    if phrased.note:
        lines.append(wrapped(phrased.note, ""))
    return "\n".join(lines)
