"""The assistant: searches and answers over an opened corpus."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from index.store.corpus import Corpus
from index.store.sql.question_key import question_key
from rag.answer.compose import answer
from rag.answer.figure import with_figures
from rag.answer.pasted import MAX_SHARING, answer_parts
from rag.assistant.focused import answer_focused
from rag.check.check import check_draft
from rag.check.draft.values import Draft
from rag.check.values import CheckReport
from rag.compare.by_ministry import LOOKED_AT, answer_by_ministry
from rag.compare.sides import answer_sides
from rag.export.facts import search_settings
from rag.export.make import export_list
from rag.export.values import ExportList
from rag.overview.count import counted_answer
from rag.overview.recognise import recognise
from rag.phrase.answer import phrase
from rag.phrase.endpoint import Endpoint
from rag.question import Question
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from rag.understand.compared.contrast import read_contrast
from rag.understand.compared.every_ministry import Exhaustive, read_exhaustive
from rag.understand.given import spelt
from rag.understand.pasted import Pasted, read_paste
from rag.understand.query import understand
from rag.understand.talk import without_talk
from rag.understand.turns.focus import read_focus
from rag.understand.turns.followup import Conversation, follow, per_ministry
from rag.values import Answer, Ground, IndexState, SearchResult, Verdict


class Assistant:
    """Searches and answers over one corpus."""

    def __init__(self, corpus: Corpus, retrieval: Retrieval, endpoint: Endpoint | None = None) -> None:
        self.corpus = corpus
        self.retrieval = retrieval
        self.endpoint = endpoint

    def search(self, question: Question, *, without: Collection[str] = ()) -> SearchResult:
        """Ranked pairs for a question, or for the last of its follow-ups.

        `without` has ids of publications or pairs to act as if they were not there.
        """
        question = self.follow(question).question
        focus = read_focus(question.focus[-1], question.text) if question.focus else None
        if focus is not None:
            question = replace(question, text=focus.with_topic(question.text), focus=())
        return search(self.corpus, question, settings=self.retrieval, without=without)

    def ask(self, question: Question, *, without: Collection[str] = ()) -> Answer:
        """Verdict, checked statements, and the search under them; for a pasted Kamervraag per sub-question.

        With follow-ups the last one is answered; `follow` tells how each was read. A pasted Kamervraag does not heed
        `without`, which is as of `search`.

        Raises:
            UnknownIdError: `Question.meant` is no question of this corpus.
        """
        question = self.follow(question).question
        if question.focus:
            return self._ask_on(question)
        pasted = read_paste(question.text)
        if pasted is not None and not self._is_stored(question.text):
            return self._ask_parts(pasted, question)
        if question.meant is None and (counted := self.count(question, without)) is not None:
            return counted
        _, lexical = self.corpus.stores()
        if question.meant is None and (sides := read_contrast(question.text, self.corpus.catalogue, lexical)):
            return answer_sides(self.corpus, sides, question, lambda asked: self.search(asked, without=without))
        exhaustive = read_exhaustive(question.text)
        if question.meant is not None or (exhaustive is not None and exhaustive.text):
            asked = exhaustive if exhaustive and exhaustive.text else Exhaustive(text=question.text, typed="")
            wider = replace(question, text=asked.text, top=max(question.top, LOOKED_AT))
            return answer_by_ministry(self.corpus, asked, self.search(wider, without=without), question)
        return with_figures(answer(self.corpus, self.search(question, without=without)), question.text)

    def compare(self, question: Question, answered: Answer | None = None) -> Answer:
        """The answer by ministry, also where the question does not ask for it ("welke ministeries").

        It has no comparison where the corpus has nothing like it that was put to several ministries. `answered` is the
        answer to the question, where that is known already.

        Raises:
            UnknownIdError: `Question.meant` is no question of this corpus.
        """
        question = self.follow(question).question
        found = answered or self.ask(question)
        if found.comparison or found.parts or found.counted or found.reason.ground is Ground.COMPARED:
            return found
        return self.ask(replace(question, text=per_ministry(question.text), meant=None, focus=()))

    def _ask_on(self, question: Question) -> Answer:
        """The answer to the last follow-up on content, after the answer to what was asked before it."""
        topic = replace(question, focus=())
        first = shown = self.ask(topic)
        for asked in question.focus:
            focus = read_focus(asked, topic.text)
            if focus is None:
                continue
            cited = replace(first, statements=tuple(dict.fromkeys((*shown.statements, *first.statements))))
            found = answer_focused(self.corpus, topic, focus, cited, self.search)
            if asked == question.focus[-1] or found.verdict is Verdict.BEANTWOORD:
                shown = found
        return shown

    def follow(self, question: Question) -> Conversation:
        """The question with its follow-ups worked in."""
        return follow(question, self.corpus.catalogue)

    def spelt(self, question: Question) -> tuple[Question, tuple[str, ...]]:
        """The question with its filters as the catalogue spells them, and what the corpus does not know of them."""
        filters, notes = spelt(question.filters, self.corpus.catalogue)
        return replace(question, filters=filters), notes

    def export_list(
        self,
        found: Answer | SearchResult,
        question: Question,
        *,
        made: datetime,
        selected: Collection[str] | None = None,
        notes: Mapping[str, str] | None = None,
        messages: Sequence[str] = (),
    ) -> ExportList:
        """What was found as the list that every format writes (`rag.export.render`), with the account of the search.

        The arguments, and what is raised, are those of `rag.export.make.export_list`.
        """
        return export_list(
            found,
            made=made,
            counts=self.corpus.catalogue.counts(),
            settings=search_settings(self.retrieval, self.corpus.manifest, question),
            selected=selected,
            notes=notes,
            messages=messages,
        )

    def count(self, question: Question, without: Collection[str] = ()) -> Answer | None:
        """The answer of the catalogue, where the question is one to it; passages about its subject lie beside it."""
        _, lexical = self.corpus.stores()
        asked = recognise(replace(question, text=without_talk(question.text)), self.corpus.catalogue, lexical)
        if asked is None:
            return None
        beside = None
        if asked.wanted.subject:
            subject = replace(question, text=asked.wanted.subject, filters=asked.wanted.filters)
            beside = self.search(subject, without=without)
        return counted_answer(self.corpus, question.text, asked, beside)

    def _is_stored(self, text: str) -> bool:
        """Whether the whole text is one question of the corpus, which asks several things in one."""
        key = question_key(text)
        return key is not None and any(self.corpus.catalogue.sharing_questions([key], MAX_SHARING).values())

    def _ask_parts(self, pasted: Pasted, question: Question) -> Answer:
        """The answers to the sub-questions of a pasted Kamervraag; only the given filters hold for them."""

        def ask(text: str) -> Answer:
            named = understand(text, question.filters, self.corpus.catalogue).understood
            ignore = tuple(item.key for item in named if item.is_filter)
            found = answer(self.corpus, self.search(replace(question, text=text, ignore=ignore)))
            return with_figures(found, text)

        return answer_parts(pasted, question, ask, self.corpus.catalogue, IndexState.of(self.corpus.manifest))

    def check(self, draft: Draft | str) -> CheckReport:
        """The quotations and references of a draft, each with a verdict; asks no model.

        Raises:
            InputError: an empty draft, or one longer than a book.
        """
        return check_draft(self.corpus, draft)

    def phrased(self, given: Answer) -> Answer:
        """The answer with `Answer.phrased` filled by the configured language model; without one, the answer itself.

        Only here something leaves this computer, when the endpoint is elsewhere. It may take as long as
        `KAMERVRAGEN_LLM_TIMEOUT_S`: show the answer first.
        """
        if self.endpoint is None:
            return given
        _, lexical = self.corpus.stores()
        return phrase(given, self.endpoint, lexical.terms)

    def close(self) -> None:
        """Lets go of the stores."""
        self.corpus.close()
