"""An answer: its verdict with the reason, its statements, and the parts of a pasted Kamervraag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.values import Publication
from rag.values.compared import Comparison, Standing
from rag.values.counted import Counted
from rag.values.found import SearchResult
from rag.values.said import Statement, Verdict


class Ground(StrEnum):
    """Why a verdict is what it is; `rag.dutch.reasons` words each."""

    BY_NUMBER = "looked up by number"
    NOTHING = "no hit"
    ABSENT = "the subject is not there"
    RELATED = "the subject is there, an answer is not certain"
    FAR = "the subject may be there, but no pair is near enough to be quoted"
    OTHER_LANGUAGE = "put in another language, where nearness tells less"
    ANSWERED = "the best pair answers"
    UNREAD = "the reader does not know these scores"
    NOTICE = "only notices and open questions"
    ONE_WORD = "a query of one word"
    ONE_WORD_APART = "a query of one word that nothing is certain to be about"
    NO_SUBJECT = "a query that names no subject"
    NOTHING_TO_QUOTE = "no answer with a sentence to quote"
    NAMES_LITTLE = "the quoted pairs name little of the query"
    NO_REAL_ANSWER = "every quote declines, defers or refers away"
    NO_NUMBER = "a number is asked and none is quoted"
    NO_NAME = "it is asked which, and none is quoted"
    NO_REASON = "it is asked why, and no reason is quoted"
    UNTOLD = "a thing is asked about that no quote tells of"
    OF_OTHERS = "who is named did not ask or give any of what is quoted"
    NOT_NAMED = "nothing that is quoted names what the query calls by its name"
    SAME_QUESTION = "this very question was answered"
    COMPARED = "a comparison by ministry"
    COUNTED = "a count in the catalogue"
    FOLLOWED = "a follow-up on what was cited"
    PARTS = "sub-questions"
    ONLY_HANDLING = "every sub-question asks how it is answered"
    HANDLING = "a sub-question that asks how it is answered"
    ACQUAINTANCE = "a sub-question that asks whether a report is known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much an answer quotes, of how many publications, and when the newest of them was received."""

    quotes: int
    publications: int
    newest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCounts:
    """How many sub-questions got which verdict, and how many ask nothing that is searched.

    Those ask only how they are answered, or whether a report is known. `left` has the numbers of those that were too
    many to be searched.
    """

    answered: int
    related: int
    nothing: int
    handling: int
    acquaintance: int = 0
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the verdict of an answer is what it is, and what goes with it.

    Attributes:
        asked_before: the stored question that the first quote answers, where it asks the same.
        extent: of what is quoted; None where it is not told.
        missing: words of the query that none of the first hits names.
        near_words: those of them that the corpus lacks, each with the nearest words that it has.
        check_number: whether the user must see to it that a number that was asked for is there.
        ways: for NO_REAL_ANSWER, what the quotes do instead of answering.
        untold: for UNTOLD and NOT_NAMED, the words of the query for what no quote tells of, or no publication names.
        publications: for SAME_QUESTION, where the question was answered.
        parts: for PARTS.
        summary: for COMPARED, the names and counts; for COUNTED the answer; for FOLLOWED, where it stands or what is
            missing.
        uncompared: ministries of the nearest answers, where a comparison was asked and there is none; else None.
    """

    ground: Ground
    asked_before: str | None = None
    extent: Extent | None = None
    missing: tuple[str, ...] = ()
    near_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    check_number: bool = False
    ways: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    publications: tuple[Publication, ...] = ()
    parts: PartCounts | None = None
    summary: str = ""
    uncompared: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a query: the verdict, its reason, the statements, and the search that they come from.

    Attributes:
        confidence: 0 to 1, how sure the verdict is that the corpus answers the query.
        rejected: quotes that did not stand in the catalogue as cited; they are not shown, only counted.
        comparison: for "welke ministeries ...?" only.
        timeline: the positions on one subject, newest first, where the corpus holds more than one; else empty.
        parts: for a pasted Kamervraag: each sub-question with its own answer; `statements` is empty then.
        phrased: the answer in the words of a language model; None unless one is configured.
        counted: for a question to the catalogue; what was found by searching then only lies beside it.
    """

    verdict: Verdict
    reason: Reason
    statements: tuple[Statement, ...]
    search: SearchResult
    confidence: float
    rejected: int = 0
    comparison: Comparison | None = None
    timeline: tuple[Standing, ...] = ()
    parts: tuple[Part, ...] = ()
    phrased: Phrased | None = None
    counted: Counted | None = None


def search_of(found: Answer | SearchResult) -> SearchResult:
    """The search itself, or the one under an answer."""
    return found.search if isinstance(found, Answer) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sub-question of a pasted Kamervraag with what was answered before."""

    nummer: int
    vraag: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasedSentence:
    """A sentence of a language model with the statements it cites (from 1), and whether they support it."""

    text: str
    cites: tuple[int, ...]
    is_supported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrased:
    """What a language model made of the statements, checked.

    Attributes:
        sentences: those that are kept; unsupported ones are marked.
        dropped: how many sentences were left out because what they cite does not support them.
        note: why there is no phrased answer, or what the user must know; None when all is well.
    """

    model: str
    sentences: tuple[PhrasedSentence, ...]
    dropped: int = 0
    note: str | None = None
