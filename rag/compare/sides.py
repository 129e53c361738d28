"""Sets what ministers or years answered about one subject beside each other ("Zegt A hetzelfde als B over X?")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from textwrap import shorten

from index.names.letters import bare
from index.store.corpus import Corpus
from rag.answer.compose import answer
from rag.answer.figure import with_figure
from rag.compare.by_ministry import answer_by_ministry
from rag.compare.differences import same_words
from rag.compare.order import in_names
from rag.dutch.citation import short_reference
from rag.dutch.writing import enumerate_dutch
from rag.question import Question
from rag.understand.compared.contrast import Contrast, Side
from rag.understand.compared.every_ministry import Exhaustive
from rag.values import (
    Answer,
    AskedQuestion,
    Comparison,
    Ground,
    Reason,
    Row,
    SearchResult,
    Standpunt,
    Statement,
    Verdict,
)

MAX_ASKED_CHARS = 240
UNKNOWN = "van deze staat niets in het corpus"
NOTHING = "hierover geen antwoord gevonden in het corpus"
ONLY_NEAR = "hierover geen rechtstreeks antwoord gevonden; het dichtst in de buurt ligt"
NEAR = "ligt in de buurt, maar is geen rechtstreeks antwoord; "
APART = "Dit zijn antwoorden op verschillende vragen: lees die erbij."
SOME_APART = "Niet al deze antwoorden zijn op dezelfde vraag: lees die erbij."
ONE = "Dit is bij elk hetzelfde antwoord: zij gaven het samen."
ASKED_TOGETHER = "Dit is bij elk hetzelfde antwoord: zij stelden de vraag samen."
IN_BOTH = "Dit is bij elk hetzelfde antwoord: de perioden overlappen elkaar."
SAME = "De aangehaalde woorden zijn gelijkluidend."

Search = Callable[[Question], SearchResult]


def answer_sides(corpus: Corpus, asked: Contrast, question: Question, search: Search) -> Answer:
    """A row for each side: to the same question where one was put to all of them, else what each answered nearest.

    Whether they agree is left to the reader, but for a standpunt on the same question.
    """
    about = replace(question, text=asked.subject, focus=())
    return _shared(corpus, asked, about, search) or _apart(corpus, asked, about, question, search)


def _shared(corpus: Corpus, asked: Contrast, about: Question, search: Search) -> Answer | None:
    """The comparison of a question that was put to every side; None where there is none, or sides are no ministries."""
    names: list[str] = []
    for side in asked.sides:
        if side.filters is None or side.filters != replace(about.filters, ministeries=side.filters.ministeries):
            return None
        names += side.filters.ministeries
    narrowed = replace(about, filters=replace(about.filters, ministeries=tuple(names)))
    wide = search(narrowed)
    found = answer_by_ministry(corpus, Exhaustive(text=asked.subject, typed=""), wide, narrowed)
    rows = found.comparison.rows if found.comparison else ()
    is_all = sum(row.statement is not None for row in rows) >= len(asked.sides)
    return found if is_all and found.verdict is Verdict.BEANTWOORD else None


def _apart(corpus: Corpus, asked: Contrast, about: Question, question: Question, search: Search) -> Answer:
    """What each side answered nearest, each to its own question."""
    found = _together(corpus, asked, [_answered(corpus, side, about, search) for side in asked.sides])
    rows = tuple(_row(side, one) for side, one in zip(asked.sides, found, strict=True))
    statements = [row.statement for row in rows if row.statement is not None]
    there = [one for one in found if one is not None]
    is_answered = all(one is not None and one.verdict is Verdict.BEANTWOORD and one.statements for one in found)
    hits = sorted((hit for one in there for hit in one.search.hits), key=lambda hit: (-hit.score, hit.pair_id))
    unique = list({hit.pair_id: hit for hit in hits}.values())[: question.top]
    first = there[0].search if there else search(about)
    summary = " ".join([*_lacking(rows, found), *_how_alike(statements, there, asked)])
    is_near = any(one.verdict is not Verdict.NIET_GEVONDEN for one in there)
    verdict = Verdict.BEANTWOORD if is_answered else Verdict.VERWANT if is_near else Verdict.NIET_GEVONDEN
    return Answer(
        verdict=verdict,
        reason=Reason(ground=Ground.COMPARED, summary=summary),
        statements=tuple(dict.fromkeys(statements)),
        search=replace(
            first,
            query=question.text,
            filters=question.filters,
            hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(unique, start=1)),
            found=len(unique),
        ),
        confidence=min((one.confidence for one in there), default=0.0),
        rejected=sum(one.rejected for one in there),
        comparison=Comparison(
            vraag=AskedQuestion(
                pair_id=statements[0].pair_id, vraag=question.text, onderwerp=asked.subject, ministeries=()
            ),
            options=(),
            rows=rows,
            summary=summary,
            names=in_names(rows),
            order=tuple(row.ministerie for row in rows),
            per=asked.per,
        )
        if statements
        else None,
    )


def _lacking(rows: Sequence[Row], found: Sequence[Answer | None]) -> Iterator[str]:
    """Of whom no answer is shown, and why: nothing was found, or only what lies in the neighbourhood."""
    silent = [(row.ministerie, one) for row, one in zip(rows, found, strict=True) if row.statement is None]
    nothing = [name for name, one in silent if one is None or one.verdict is Verdict.NIET_GEVONDEN]
    near = [name for name, _ in silent if name not in nothing]
    if nothing:
        yield f"Hierover is niets gevonden bij {enumerate_dutch(nothing)}."
    if near:
        yield f"Hierover is geen rechtstreeks antwoord gevonden bij {enumerate_dutch(near)}, wel iets in de buurt."


def _how_alike(statements: Sequence[Statement], found: Sequence[Answer], asked: Contrast) -> Iterator[str]:
    """Whether the sides gave one answer, or said the same words, and whether each to a question of its own."""
    if len(statements) < 2:
        return
    if len({one.pair_id for one in statements}) == 1:
        filters = [side.filters for side in asked.sides if side.filters]
        is_joint = len({(one.ministeries, one.bewindspersonen) for one in filters}) > 1
        yield ONE if is_joint else ASKED_TOGETHER if len({one.fracties for one in filters}) > 1 else IN_BOTH
        return
    if len(same_words([one.quote for one in statements])) == 1:
        yield SAME
    vragen = {hit.pair_id: bare(hit.vraag) for one in found for hit in one.search.hits}
    answered = {vragen.get(one.pair_id) for one in statements}
    if len(answered) > 1:
        yield APART if len(answered) == len(statements) else SOME_APART


def _answered(corpus: Corpus, side: Side, about: Question, search: Search) -> Answer | None:
    """The answer within what a side answered; None for a side that the corpus lacks."""
    if side.filters is None:
        return None
    given = {field.name: values for field, values in side.filters.given()}
    filters = replace(about.filters, **given)  # type: ignore[arg-type]  # each of its own field
    return answer(corpus, search(replace(about, filters=filters)))


def _together(corpus: Corpus, asked: Contrast, found: list[Answer | None]) -> list[Answer | None]:
    """The answers, those of a side without one taken from another side with which it answered together."""
    given = [one for one in found if _first(one) is not None]
    filled = list(found)
    for n, (side, one) in enumerate(zip(asked.sides, found, strict=True)):
        if side.filters is not None and _first(one) is None:
            for other in given:
                shown = _first(other)
                if shown and corpus.catalogue.matching([shown.pair_id.publication_id], side.filters):
                    filled[n] = other
    return filled


def _row(side: Side, found: Answer | None) -> Row:
    shown = _first(found)
    if found is None or shown is None:
        why = UNKNOWN if found is None else NOTHING
        row = Row(ministerie=side.label, standpunt=Standpunt.NIET_IN_CORPUS, statement=None, reason=why)
        if found is None or found.verdict is Verdict.NIET_GEVONDEN or not found.search.hits:
            return row
        nearest = found.search.hits[0]
        where = (
            f"{ONLY_NEAR} het antwoord op de vraag: {_quoted(nearest.vraag)} ({short_reference(nearest.publication)})"
        )
        return replace(row, standpunt=None, reason=where, publication_id=nearest.publication.id)
    vraag = next((hit.vraag for hit in found.search.hits if hit.pair_id == shown.pair_id), "")
    asked = f"op de vraag: {_quoted(vraag)}" if vraag else None
    is_near = found.verdict is not Verdict.BEANTWOORD
    return Row(
        ministerie=side.label,
        standpunt=None,
        statement=with_figure(replace(shown, vraag=None), (found.search.text,)),
        reason=f"{NEAR * is_near}{asked or ''}".strip("; ") or None,
        publication_id=shown.pair_id.publication_id,
        nummer=shown.nummer,
        vergaderjaar=shown.vergaderjaar,
        vraagnummers=shown.vraagnummers,
        is_near=is_near,
    )


def _quoted(vraag: str) -> str:
    return f"«{shorten(vraag, MAX_ASKED_CHARS, placeholder=' …')}»"


def _first(found: Answer | None) -> Statement | None:
    """The best quote; none under niet gevonden."""
    if found is None or found.verdict is Verdict.NIET_GEVONDEN or not found.statements:
        return None
    return found.statements[0]
