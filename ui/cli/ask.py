"""One run of `ask`: the question from an argument, a file or stdin, with its follow-ups and the facts they ask for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError, MissingPathError
from index.parse.lines.normalise import decode
from index.store.filters import Filters
from rag.answer.about import Fact, facts_about
from rag.assistant import Assistant
from rag.understand.followup import Question, Refined, replay
from rag.understand.pasted import MAX_PASTE_CHARS
from rag.values import Answer, Arm

STDIN = "-"
_MAX_BYTES = 4 * MAX_PASTE_CHARS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer at the end of a conversation.

    Attributes:
        turns: how each follow-up was read.
        facts: what the last one asks about the answer ("wie vroeg dat?"); else empty.
    """

    answer: Answer
    turns: tuple[Refined, ...] = ()
    facts: tuple[Fact, ...] = ()

    def to_json(self) -> dict[str, object]:
        """What `ask --json` has besides the answer, when there were follow-ups."""
        if not self.turns:
            return {}
        return {
            "turns": [
                {
                    "typed": turn.typed,
                    "note": turn.note,
                    "is_new": turn.is_new,
                    "query": turn.question.text,
                    "filters": turn.question.filters.to_json(),
                    "understood": [{"key": item.key, "label": item.label} for item in turn.understood],
                }
                for turn in self.turns
            ],
            "facts": [{"text": fact.text, "citation": fact.citation, "url": fact.url} for fact in self.facts],
        }


def read_question(query: str | None, bestand: str | None) -> str:
    """The text to ask.

    Raises:
        InputError: none, or two; or a file that is far too long.
        MissingPathError: the file is not there.
    """
    if (query is None) == (bestand is None):
        raise InputError('geef een vraag, of met --bestand een bestand ("-" leest van stdin)')
    if query is not None:
        return query
    if bestand == STDIN:
        data = sys.stdin.buffer.read(_MAX_BYTES + 1)
    else:
        path = Path(bestand or "")
        try:
            with path.open("rb") as file:
                data = file.read(_MAX_BYTES + 1)
        except OSError as error:
            raise MissingPathError(f"{path}: kan niet worden gelezen ({error.strerror}); controleer de naam") from error
    if len(data) > _MAX_BYTES:
        raise InputError(f"{bestand}: te lang voor een vraag; hoogstens {MAX_PASTE_CHARS} tekens")
    text = decode(data)
    if not text.strip():
        raise InputError(f"{bestand}: er staat niets in om te vragen")
    return text


def ask(
    assistant: Assistant,
    text: str,
    filters: Filters,
    turns: Sequence[str],
    *,
    top: int,
    arm: Arm,
    with_model: bool,
    meant: str | None = None,
    ignore: Sequence[str] = (),
) -> Asked:
    """Asks a question and its follow-ups; the answer is that of the last. `meant`: pair id of what is compared."""
    question = Question(text=text, filters=filters, top=top, meant=meant, ignore=tuple(ignore))
    refined = replay(question, turns, assistant.corpus.catalogue, base=filters, ignore=ignore)
    last = refined[-1] if refined else None
    answer = assistant.ask_question(last.question if last else question, arm=arm)
    if with_model and not (last and last.about):
        answer = assistant.phrased(answer)
    facts = facts_about(answer, last.about) if last and last.about else ()
    return Asked(answer=answer, turns=refined, facts=facts)
