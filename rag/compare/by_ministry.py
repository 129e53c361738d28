"""Answers a query that asks for every ministry: the question that is meant, and what each ministry answered to it."""

from __future__ import annotations

import re
from dataclasses import replace

from index.names.ministries import find_all
from index.store.corpus import Corpus
from rag.answer.compose import answer
from rag.answer.verdict import decide
from rag.compare.shared_question import find_shared_questions, shared_questions_of
from rag.compare.table import compare
from rag.dutch.lifting import FIGURES, asked_figure, has_figure
from rag.question import Question
from rag.retrieve.reader import load_reader
from rag.understand.compared.every_ministry import Exhaustive
from rag.values import Answer, Figure, Ground, Reason, SearchResult, Verdict

LOOKED_AT = 50  # hits among which the question that is meant is looked for
BESIDE = "Naar dit getal of deze datum is niet aan verschillende ministeries gevraagd; wel dit."
UNTOLD = "Geen van deze citaten noemt een getal of datum."
REFERENCE = re.compile(r"\bvra(?:ag|gen)\s\d+(?:(?:,|\sen|\st/m|\stot\sen\smet)\s\d+)*", re.IGNORECASE)
"""`zoals in het antwoord op vragen 1 en 2`."""
FAR = "Dit is niet zo aan verschillende ministeries gevraagd; wel dit."


def answer_by_ministry(corpus: Corpus, asked: Exhaustive, wide: SearchResult, question: Question) -> Answer:
    """The comparison by ministry; an ordinary answer that says so when no question was put to several ministries.

    That is beantwoord only by a quote that names a ministry.

    `wide` is the search for `asked.text`, with at least `LOOKED_AT` hits where there are so many. Unless the question
    says which is meant, the likeliest is compared.

    Raises:
        UnknownIdError: `question.meant` is no question of this corpus.
    """
    if question.meant is not None:
        candidates, confidence = shared_questions_of(corpus, question.meant), 1.0
    else:
        candidates, confidence = find_shared_questions(corpus, wide), _confidence(wide)
    shown = replace(wide, hits=wide.hits[: question.top])
    if not candidates:
        found = answer(corpus, shown)
        verdict, reason = found.verdict, found.reason
        if verdict is Verdict.BEANTWOORD and not any(find_all(one.quote) for one in found.statements):
            verdict, reason = Verdict.VERWANT, Reason(ground=Ground.RELATED)  # no quote tells which ministry
        if verdict is not Verdict.NIET_GEVONDEN:
            reason = replace(reason, uncompared=_answering(wide))
        return replace(found, verdict=verdict, reason=reason, search=replace(found.search, query=question.text))
    is_joined = question.is_joined or bool(wide.filters.ministerielijnen)
    comparison, rejected = compare(
        corpus.catalogue, candidates, wide.filters, asked.standpunt, asked.text, is_joined=is_joined
    )
    statements = dict.fromkeys(row.statement for row in comparison.rows if row.statement is not None)
    summary = f"{comparison.names} {comparison.summary}"
    kind = asked_figure(asked.text)
    beside = FAR if question.meant is None and _is_far(wide) else ""
    if kind is not None and not any(statement.lifted for statement in statements):
        if asked_figure(comparison.vraag.vraag) is None:
            beside = BESIDE
        elif statements and not any(_has_any(one.quote, kind) for one in statements):
            beside = UNTOLD
    return Answer(
        verdict=Verdict.BEANTWOORD if statements and not beside else Verdict.VERWANT,
        reason=Reason(ground=Ground.COMPARED, summary=f"{beside} {summary}".strip()),
        statements=tuple(statements),
        search=replace(shown, query=question.text),
        confidence=confidence,
        rejected=rejected,
        comparison=comparison,
    )


def _has_any(quote: str, kind: Figure) -> bool:
    """Whether a quote has a figure of some kind, or one of this kind; the number of a question is none."""
    quote = REFERENCE.sub(" ", quote)
    return has_figure(quote) or (kind is not Figure.AANTAL and FIGURES[kind].search(quote) is not None)


def _confidence(wide: SearchResult) -> float:
    if wide.evidence is None:
        return 1.0 if wide.hits else 0.0
    return decide(wide.evidence, load_reader())[2]


def _is_far(wide: SearchResult) -> bool:
    """Whether no answer is near enough to be quoted for what is asked."""
    answers = wide.evidence.answers if wide.evidence else None
    return answers is not None and answers < load_reader().quoted


def _answering(wide: SearchResult) -> tuple[str, ...]:
    """The ministries that the nearest answers come from."""
    near = [hit for hit in wide.hits if hit.pair and hit.score >= 0.8 * wide.hits[0].score]
    return tuple(dict.fromkeys(name for hit in near for name in hit.publication.ministeries))
