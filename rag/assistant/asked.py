"""Searches and answers for a front door: filters as the catalogue spells them, follow-ups worked in, notes gathered."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answer.about import Fact, facts_about
from rag.assistant.assistant import Assistant
from rag.forms.contract import answer_json, conversation_json, search_json
from rag.question import Question, check_asked
from rag.understand.turns.followup import Conversation
from rag.values import Answer, SearchResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A search as a front door shows it.

    Attributes:
        conversation: the question as it was searched, with how each follow-up was read.
        notes: what the user must know beside the notes of the search.
    """

    conversation: Conversation
    result: SearchResult
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """`search --json`."""
        notes = [*self.notes, *self.result.notes]
        return search_json(self.result) | conversation_json(self.conversation) | {"notes": notes}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithNotes:
    """An answer as a front door shows it.

    Attributes:
        conversation, notes: as of `Searched`.
        facts: where the last follow-up asks about the answer itself.
    """

    conversation: Conversation
    answer: Answer
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """`ask --json`."""
        notes = [*self.notes, *self.answer.search.notes]
        return answer_json(self.answer) | conversation_json(self.conversation, self.facts) | {"notes": notes}


def search_for(assistant: Assistant, question: Question) -> Searched:
    """Searches; a question that was chosen to compare is not looked at, and a note says so.

    Raises:
        InputError: nothing is asked.
    """
    check_asked(question)
    question, notes = assistant.spelt(question)
    if question.meant is not None:
        notes = (*notes, "Zoeken vergelijkt niet: wat met --bedoeld is gekozen, telt bij `ask` en `export`.")
    conversation = assistant.follow(question)
    return Searched(conversation=conversation, result=assistant.search(conversation.question), notes=notes)


def answer_to(
    assistant: Assistant, question: Question, *, llm: bool = False, per_ministry: bool = False
) -> AnswerWithNotes:
    """Answers a question whose filters are spelt as typed.

    With `llm` the configured language model may phrase it; `per_ministry` compares the ministries, also where the
    question does not ask for it.

    Raises:
        InputError: nothing is asked.
        UnknownIdError: `Question.meant` is no question of this corpus.
    """
    check_asked(question)
    question, notes = assistant.spelt(question)
    conversation = assistant.follow(question)
    asked = assistant.compare if per_ministry else assistant.ask
    answer = asked(conversation.question)
    about = conversation.about
    if llm and about is None:
        answer = assistant.phrased(answer)
    facts = facts_about(answer, about) if about else ()
    return AnswerWithNotes(conversation=conversation, answer=answer, facts=facts, notes=notes)
