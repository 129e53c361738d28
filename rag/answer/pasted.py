"""Answers a pasted Kamervraag: for each of its sub-questions what was answered before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from index.names.letters import fold
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.store.sql.question_key import question_key
from index.store.words.compounds import WORD
from index.values import Publication, Vraag
from rag.answer.compose import MAX_RELATED
from rag.dutch.acts import ASKS_HANDLING, LEANS_ON_QUESTION, LEANS_ON_TURN
from rag.dutch.lifting import has_figure
from rag.dutch.reasons import named_publications
from rag.dutch.writing import enumerate_dutch
from rag.question import Question
from rag.standpunt.formality import asks_acquaintance
from rag.standpunt.nonanswer import kanttekening
from rag.understand.asking import ASKING, SAYS_NOTHING, asked_figures
from rag.understand.pasted import Pasted
from rag.understand.talk import IN_FRAME
from rag.understand.turns.focus import FILLERS, read_focus, says_something
from rag.values import (
    Answer,
    Figure,
    Ground,
    Hit,
    IndexState,
    Part,
    PartCounts,
    Reason,
    SearchResult,
    Statement,
    Verdict,
)

BARE_WORDS = 2
"""A sub-question of at most so many words of its own is searched together with the subject ("Waarom niet?")."""

LEANING_WORDS = 7
"""One that points elsewhere ("Zo ja, wanneer komt dit onderzoek?") is so up to this many."""

MAX_SHARING = 40
"""A question that more publications ask word for word ("Bent u bekend met dit bericht?") tells none of them apart."""

MAX_SEARCHED = 40
"""So many sub-questions of one text are searched, at a tenth of a second each; the user is told of the rest."""

MAX_SUBJECT_CHARS = 160
MIN_STEM = 4  # letters by which a word is known in another form: "boetes" by "boet"
EDGES = ".,:;?!()\"'«»„“”‘’"

_TITLE = re.compile(r"[«“\"](?P<titel>[^«»“”\"]{12,200})[»”\"]")
"""Example: "«Brug over de Aa gaat dicht»"; not: "«brug»"."""


def answer_parts(
    pasted: Pasted,
    question: Question,
    ask: Callable[[str], Answer],
    catalogue: Catalogue,
    index: IndexState,
) -> Answer:
    """The answers to all sub-questions under one verdict.

    The filters of the question hold; what the heading of the text says is none, nor is anything in what `ask` is given.
    The catalogue tells whether these questions stand in the corpus themselves.
    """
    own = _own_publications(pasted, catalogue)
    own_ids = {publication.id for publication in own}
    parts: list[Part] = []
    left: list[int] = []
    searched = 0
    for number, vraag in enumerate(pasted.vragen):
        if (ground := _unsearched(vraag.tekst)) is not None:
            procedure = _procedure(vraag, ground, question.filters, index)
            parts.append(Part(nummer=vraag.nummer, vraag=vraag.tekst, answer=procedure))
            continue
        if searched == MAX_SEARCHED:
            left.append(vraag.nummer)
            continue
        searched += 1
        text, note = _searchable(vraag, pasted.vragen[:number], pasted.heading)
        found = ask(text)
        if note:
            found = replace(found, search=replace(found.search, notes=(*found.search.notes, note)))
            found = _fitting(found, vraag, text)
        parts.append(Part(nummer=vraag.nummer, vraag=vraag.tekst, answer=_marked(found, vraag, own_ids)))
    verdict, reason, confidence = _together(parts, left)
    hits = _best_hits(parts, question.top)
    return Answer(
        verdict=verdict,
        reason=reason,
        statements=(),
        confidence=confidence,
        parts=tuple(parts),
        rejected=sum(part.answer.rejected for part in parts),
        search=SearchResult(
            query=question.text,
            filters=question.filters,
            hits=hits,
            index=index,
            notes=(*_heading_notes(pasted), *_own_notes(own)),
            found=len(hits),
        ),
    )


def _unsearched(text: str) -> Ground | None:
    """Why a sub-question is not searched: it asks how it is answered, or only whether a report is known."""
    if ASKS_HANDLING.search(text):
        return Ground.HANDLING
    return Ground.ACQUAINTANCE if asks_acquaintance(text) else None


def _searchable(vraag: Vraag, before: Sequence[Vraag], heading: Publication) -> tuple[str, str | None]:
    """What to search a sub-question by, and a note when the subject was added to it."""
    text = " ".join(vraag.tekst.split())
    own = len(_own_words(text))
    leans = LEANS_ON_QUESTION.search(text) or LEANS_ON_TURN.search(text)
    if own >= LEANING_WORDS or (own > BARE_WORDS and not leans):
        return text, None
    subject = heading.onderwerp or _subject(before)
    if not subject or fold(subject) in fold(text):
        return text, None
    return f"{subject}: {text}", f"Gezocht met het onderwerp erbij: «{subject}»."


def _fitting(found: Answer, vraag: Vraag, text: str) -> Answer:
    """The answer to a sub-question that was searched with the subject: beantwoord by quotes on what itself asks only.

    Such a quote, or the question that it answers, has a word of its own, and the quote the kind of thing that it asks
    for: a reason, a number, a date, a name. They come first.
    """
    own = {word for word in _own_words(vraag.tekst) if word not in ASKING | SAYS_NOTHING | IN_FRAME}
    focus = read_focus(" ".join(vraag.tekst.split()))
    questions = {hit.pair_id: hit.vraag for hit in found.search.hits}

    def fits(one: Statement) -> bool:
        asked = questions.get(one.pair_id, "")
        named = fold(f"{one.quote} {asked}")
        is_named = not own or any(
            re.search(rf"\b{re.escape(word[: max(MIN_STEM, len(word) - 2)])}", named) for word in own
        )
        has_number = has_figure(one.quote) or not asked_figures(vraag.tekst) - {Figure.DATUM, Figure.DUUR}
        return is_named and has_number and (focus is None or focus.is_carried(one.quote, asked, text))

    fitting = [one for one in found.statements if fits(one)]
    others = [one for one in found.statements if one not in fitting]
    found = replace(found, statements=(*fitting, *others))
    if found.verdict is not Verdict.BEANTWOORD or fitting:
        return found
    nearest = found.statements[:MAX_RELATED]
    return replace(found, verdict=Verdict.VERWANT, reason=Reason(ground=Ground.RELATED), statements=nearest)


def _subject(before: Sequence[Vraag]) -> str | None:
    """What the questions before are about: the title of the article that they name, else the words of the nearest.

    Its asking words are left out: what is asked is for the sub-question to say.
    """
    for vraag in before:
        if title := _TITLE.search(vraag.tekst):
            return " ".join(title["titel"].split())
    asked = [text for vraag in before if not _unsearched(text := " ".join(vraag.tekst.split()))]
    full = (
        text for text in reversed(asked) if not LEANS_ON_QUESTION.search(text) and len(_own_words(text)) > BARE_WORDS
    )
    words = next(full, asked[0] if asked else "").split()
    kept = [word for n, word in enumerate(words) if says_something(word.strip(EDGES)) or (n and word[:1].isupper())]
    subject = " ".join(kept).strip(EDGES)
    return (subject if len(subject) <= MAX_SUBJECT_CHARS else subject[:MAX_SUBJECT_CHARS].rsplit(" ", 1)[0]) or None


def _own_words(text: str) -> set[str]:
    """The words of a question that say what it asks about."""
    return {folded for word in WORD.findall(text) if says_something(word) and (folded := fold(word)) not in FILLERS}


def _own_publications(pasted: Pasted, catalogue: Catalogue) -> list[Publication]:
    """The publications of the corpus in which these very questions stand, those with most of them first."""
    keys = {key for vraag in pasted.vragen if (key := question_key(vraag.tekst)) is not None}
    counts = Counter(chain.from_iterable(catalogue.sharing_questions(sorted(keys), MAX_SHARING).values()))
    enough = max(1, -(-len(keys) // 2)) if len(pasted.vragen) == 1 else max(2, -(-len(keys) // 2))
    ids = sorted((i for i, count in counts.items() if count >= enough), key=lambda i: (-counts[i], i))
    if pasted.heading.vraagnummer:
        ids = [*catalogue.lookup(vraagnummers=[pasted.heading.vraagnummer]), *ids]
    return list(catalogue.publications(list(dict.fromkeys(ids))))


def _marked(found: Answer, vraag: Vraag, own_ids: Collection[str]) -> Answer:
    """Puts what was answered to this very question first, and gives that as the reason; else the answer as it is.

    An answer that only declines, defers or refers away is none, here as for any question.
    """
    key = question_key(vraag.tekst)
    same = [
        hit.publication
        for hit in found.search.hits
        if hit.publication.id in own_ids and hit.pair and key in {question_key(v.tekst) for v in hit.pair.vragen}
    ]
    if key is None or not same or not found.statements:
        return found
    same_ids = {publication.id for publication in same}
    statements = sorted(found.statements, key=lambda statement: statement.pair_id.publication_id not in same_ids)
    own = [statement for statement in statements if statement.pair_id.publication_id in same_ids]
    ways = [way for statement in own if (way := kanttekening(statement.quote))]
    if len(ways) == len(own):
        if not own:
            return found
        reason = Reason(ground=Ground.NO_REAL_ANSWER, ways=tuple(dict.fromkeys(ways)))
        return replace(found, verdict=Verdict.VERWANT, reason=reason, statements=tuple(statements))
    return replace(
        found,
        verdict=Verdict.BEANTWOORD,
        reason=Reason(ground=Ground.SAME_QUESTION, publications=tuple(dict.fromkeys(same))),
        confidence=1.0,
        statements=tuple(statements),
    )


def _together(parts: Sequence[Part], left: Sequence[int]) -> tuple[Verdict, Reason, float]:
    """One verdict over all sub-questions that ask for something, where these numbers were left out."""
    grounds = [_unsearched(part.vraag) for part in parts]
    asked = [part.answer for part, ground in zip(parts, grounds, strict=True) if ground is None]
    if not asked:
        return Verdict.NIET_GEVONDEN, Reason(ground=Ground.ONLY_HANDLING), 0.0
    verdicts = Counter(answer.verdict for answer in asked)
    counts = PartCounts(
        answered=verdicts[Verdict.BEANTWOORD],
        related=verdicts[Verdict.VERWANT],
        nothing=verdicts[Verdict.NIET_GEVONDEN],
        handling=grounds.count(Ground.HANDLING),
        acquaintance=grounds.count(Ground.ACQUAINTANCE),
        left=tuple(left),
    )
    if counts.answered == len(asked) and not left:
        verdict = Verdict.BEANTWOORD
    else:
        verdict = Verdict.VERWANT if counts.answered or counts.related else Verdict.NIET_GEVONDEN
    confidence = sum(answer.confidence for answer in asked) / len(asked)
    return verdict, Reason(ground=Ground.PARTS, parts=counts), confidence


def _procedure(vraag: Vraag, ground: Ground, filters: Filters, index: IndexState) -> Answer:
    return Answer(
        verdict=Verdict.NIET_GEVONDEN,
        reason=Reason(ground=ground),
        statements=(),
        search=SearchResult(query=vraag.tekst, filters=filters, hits=(), index=index),
        confidence=0.0,
    )


def _best_hits(parts: Sequence[Part], top: int) -> tuple[Hit, ...]:
    """The best hits of all sub-questions, taken from each in turn so that none fills the list; each pair once."""
    found: dict[str, Hit] = {}
    for hit in chain.from_iterable(zip_longest(*(part.answer.search.hits for part in parts))):
        if hit is not None and len(found) < top:
            found.setdefault(hit.pair_id, hit)
    ranked = sorted(found.values(), key=lambda hit: (-hit.score, hit.pair_id))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ranked, start=1))


def _heading_notes(pasted: Pasted) -> list[str]:
    heading = pasted.heading
    told = [f"{len(pasted.vragen)} deelvragen" if len(pasted.vragen) > 1 else "één vraag"]
    if heading.indieners:
        names = [i.naam_en_fractie for i in heading.indieners]
        told.append(f"van {enumerate_dutch(names)}")
    if heading.gevraagde_ministeries:
        told.append(f"aan {enumerate_dutch(heading.gevraagde_ministeries)}")
    if heading.onderwerp:
        told.append(f"over {heading.onderwerp}")
    scope = " Wie het vroeg en aan wie, beperkt het zoeken niet." if len(told) > 1 else ""
    return [f"Gelezen als Kamervraag: {' '.join(told)}.{scope}"]


def _own_notes(own: Sequence[Publication]) -> list[str]:
    answered = [publication for publication in own if publication.paren]
    waiting = [publication for publication in own if not publication.paren]
    return [
        f"Deze vragen staan {how} antwoord in het corpus: {named_publications(found)}."
        for how, found in (("met", answered), ("zonder", waiting))
        if found
    ]
