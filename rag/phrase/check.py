"""Judges whether a sentence says no more than the quotes it cites: numbers, names, negation, force and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.names.letters import fold
from index.names.ministries import canonical, find_all
from index.names.tables import word_lists
from index.store.words.stopwords import STOPWORDS
from rag.dutch.acts import CONFIRMS, DENIES, NO, PARTLY, YES
from rag.dutch.sentences import sentences_of
from rag.phrase.claims import (
    ADMITS,
    NOT_ONLY,
    NUMBER_WORDS,
    QUALIFIERS,
    TOKEN,
    is_negated,
    joined_verbs,
    names_of,
    numbers_of,
    opposite_of,
    qualifiers_of,
    words_of,
)
from rag.phrase.numbers import other_number, other_order, other_year, same_word, sentence_of, wrong_number
from rag.phrase.structure import Terms, misplaced

MIN_COVERAGE = 0.85
"""Share of the content words of a sentence that the quotes must hold; measured in tests/rag/phrase/test_check.py."""

NAME_PREFIX_CHARS = 5
FORM_CHARS = 5
NAME_PREFIX_SHARE = 0.7

_CLAUSE = re.compile(
    rf"""
    (?<!\s) \s*+ [;:] \s+
    | (?: , | (?<!\s) ) \s++
      (?= (?: maar | terwijl | hoewel | omdat | tenzij | mits | echter | behalve | zonder \s dat ) \b )
    | , \s+ (?= (?: met \s een | wel | en | want | waarbij | waardoor | waarvan | zodat | zolang | dan | tegen ) \b )
    | , \s+ (?= (?: [\w.]+ \s ){{1,5}} (?: niet | wel ) \W* $ )
    | (?<!\s) \s++ (?= en \s \d )
    | (?: ^ | (?<=[.!?]\s) ) (?P<answer> {YES} | {NO} | {PARTLY} ) \s*+ [,.:] \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where a clause ends. Example: "Nee, |wel is ...", "..., |maar niet ..."; not: "brood, kaas en melk"."""

_LISTS = word_lists(__file__)
_REPORTING = _LISTS["reporting"]
"""Words in which a sentence tells who says it; they claim nothing."""


class Judgement(StrEnum):
    """Whether quotes support a sentence."""

    SUPPORTED = "gedragen"
    DOUBTFUL = "twijfelachtig"
    UNSUPPORTED = "niet gedragen"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """A checked quote with the citation that tells who said it and when."""

    quote: str
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCheck:
    """The judgement of a sentence, and in Dutch why it is not supported."""

    judgement: Judgement
    reason: str | None = None


def judge(sentence: str, sources: Sequence[CitedQuote], terms: Terms) -> SentenceCheck:
    """Judges one sentence against the quotes that it cites.

    What contradicts the quotes or adds a number, name, denial or force to them is unsupported. What leaves out a
    reservation, or says it in words that the quotes hardly have, is doubtful.
    """
    if not sources:
        return SentenceCheck(judgement=Judgement.UNSUPPORTED, reason="noemt geen citaat")
    sources = _of_the_named_ministries(sentence, sources)
    pool = " \n".join(f"{source.quote} \n{source.citation}" for source in sources)
    quotes = " \n".join(source.quote for source in sources)
    texts = [text for source in sources for text in (source.quote, source.citation)]
    wrong = wrong_number(sentence, texts, STOPWORDS | _REPORTING) or _wrong_name(sentence, pool)
    if wrong := wrong or _wrong_answer_word(sentence, sources) or _opposite(sentence, quotes):
        return SentenceCheck(judgement=Judgement.UNSUPPORTED, reason=wrong)
    doubt: str | None = None
    for clause in _clauses(sentence):
        nearest = _nearest(clause, quotes, terms)
        if not nearest:
            continue
        same = {is_negated(other) == is_negated(clause) for other in nearest}
        if same == {False} and not _is_said_elsewhere(clause, nearest, quotes, terms):
            word = "ontkent" if is_negated(clause) else "ontkent niet"
            return SentenceCheck(judgement=Judgement.UNSUPPORTED, reason=f"{word} wat er staat: «{nearest[0]}»")
        if len(same) > 1:
            doubt = doubt or f"ontkent of niet: er staat «{nearest[0]}» en «{nearest[-1]}»"
        doubt = doubt or _left_out(sentence, nearest) or _lost_condition(clause, sentence, quotes, terms)
        doubt = doubt or _other_subject(clause, nearest, quotes, terms) or other_number(clause, nearest, quotes)
        doubt = doubt or _other_polarity(clause, nearest, quotes, terms) or other_order(sentence, nearest, quotes)
    if reason := _added_force(sentence, pool):
        return SentenceCheck(judgement=Judgement.UNSUPPORTED, reason=reason)
    if (coverage := _coverage(sentence, pool, terms)) < MIN_COVERAGE:
        reason = f"maar {coverage:.0%} van de woorden staat in de citaten"
        return SentenceCheck(judgement=Judgement.DOUBTFUL, reason=reason)
    doubt = doubt or other_year(sentence, quotes) or misplaced(sentence, quotes, terms, _REPORTING)
    return SentenceCheck(judgement=Judgement.DOUBTFUL if doubt else Judgement.SUPPORTED, reason=doubt)


def _of_the_named_ministries(sentence: str, sources: Sequence[CitedQuote]) -> Sequence[CitedQuote]:
    """The sources of the ministries that a sentence names: what another minister said carries nothing of it."""
    named = {entry.naam for _, _, entry in find_all(sentence)}
    theirs = [s for s in sources if named & {entry.naam for _, _, entry in find_all(s.citation)}]
    return theirs or sources


def _wrong_name(sentence: str, pool: str) -> str | None:
    words = words_of(pool)
    names = [fold(name) for name, _ in names_of(pool)]
    for name, opens in names_of(sentence):
        folded = fold(name)
        if _is_named(folded, words) or fold(canonical(name) or name) in fold(pool):
            continue
        if not opens:
            return f"«{name}» staat niet in de citaten"
        if folded in STOPWORDS or folded in _REPORTING:
            continue
        claimed = words_of(sentence)
        # an unknown first word, while a name of the quote is gone: it may have taken its place
        gone = any(not _is_named(other, claimed) for other in names if other not in _REPORTING)
        if gone and _is_likely_name(name, sentence):
            return f"«{name}» staat niet in de citaten"
    return None


def _is_named(folded: str, words: Sequence[str]) -> bool:
    for word in words:
        if word == folded or word in (f"{folded}s", f"{folded}se") or folded in (f"{word}s", f"{word}’s", f"{word}'s"):
            return True
        shared = _shared_prefix(word, folded)
        if shared >= NAME_PREFIX_CHARS and shared >= NAME_PREFIX_SHARE * max(len(word), len(folded)):
            return True
    return False


def _shared_prefix(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_SINGULAR = re.compile(r"^\w+\s+(?:is|was|heeft|had|wordt|werd|zal|gaat|krijgt|kreeg|wil|deed|\w{2,}t)\b")
_FINITE = re.compile(r"^\w+\s+(?:zijn|waren|hebben|hadden|worden|werden|kan|kunnen|moet|mag|hield|\w{3,}de)\b")


def _is_likely_name(word: str, sentence: str) -> bool:
    """Whether an opening word stands where a name stands: without an article, right before a verb, no plural."""
    if _SINGULAR.match(sentence):
        return True
    return _FINITE.match(sentence) is not None and not fold(word).endswith(("en", "s"))


def _wrong_answer_word(sentence: str, sources: Sequence[CitedQuote]) -> str | None:
    affirmed = any(CONFIRMS.match(source.quote) for source in sources)
    denied = any(DENIES.match(source.quote) for source in sources)
    if denied and not affirmed and (CONFIRMS.match(sentence) or (ADMITS.search(sentence) and not is_negated(sentence))):
        return "zegt ja waar het citaat nee zegt"
    if affirmed and not denied and (DENIES.match(sentence) or re.search(r"\bontken\w*", sentence, re.IGNORECASE)):
        return "zegt nee waar het citaat ja zegt"
    if CONFIRMS.match(sentence) and not affirmed and any(is_negated(source.quote) for source in sources):
        return "zegt ja waar het citaat dat niet zegt"
    return None


def _opposite(sentence: str, quotes: str) -> str | None:
    found = opposite_of(words_of(joined_verbs(sentence)), words_of(joined_verbs(quotes)))
    return f"«{found[0]}», waar het citaat «{found[1]}» heeft" if found else None


def _added_force(sentence: str, pool: str) -> str | None:
    """Why a sentence is too forceful: a limit or duty that its quotes do not have, or have for something else."""
    present = words_of(pool)
    for name, members in QUALIFIERS.items():
        if name in _SOFT:
            continue
        claimed = words_of(sentence)
        for at, word in enumerate(claimed):
            if word not in members:
                continue
            if not members & set(present):
                return f"«{word}» staat niet in de citaten"
            target = next(iter(_content_words(claimed[at + 1 :])), None)
            places = [n for n, other in enumerate(present) if target and same_word(other, target)]
            if places and name in _LIMITS and not any(members & set(present[max(0, n - 3) : n]) for n in places):
                return f"«{word} {target}» staat niet in de citaten"
    return None


_SOFT = frozenset({"kan", "voornemen"})
_LIMITS = frozenset({"alle", "sommige", "meeste", "weinig", "alleen"})


def _content_words(words: Sequence[str]) -> list[str]:
    return [w for w in words if w not in STOPWORDS and w not in _REPORTING and w not in NUMBER_WORDS]


def _left_out(sentence: str, nearest: Sequence[str]) -> str | None:
    """A reservation of the quotes, beside something that the sentence says, that the sentence does not make."""
    kept = qualifiers_of(sentence)
    claimed = _content_words(words_of(sentence))
    found: str | None = None
    for clause in nearest:
        gone = _reservation(clause, kept, claimed)
        if gone is None:
            return None
        found = found or gone
    return f"laat «{found}» weg" if found else None


def _reservation(clause: str, kept: set[str], claimed: Sequence[str]) -> str | None:
    words = words_of(NOT_ONLY.sub(" ", clause))
    for name, members in QUALIFIERS.items():
        if name in kept or (name in _SOFT and kept & _SOFT) or name == "alle":
            continue
        for at, word in enumerate(words):
            if word not in members or (word == "aantal" and words[max(0, at - 1)] != "een"):
                continue
            beside = [*_content_words(words[at + 1 :])[:1], *_content_words(words[:at])[-1:]]
            if any(same_word(other, mine) for other in beside for mine in claimed):
                return word
    return None


_CONDITION = re.compile(
    r"^(?:maar\s+)?(?:(?:alleen|slechts|uitsluitend)\s+(?:als|wanneer|indien|voor|in|bij)|behalve|tenzij|mits)\b"
)
"""A clause that limits the one before it. Example: "maar alleen als de prijs daalt"; not: "maar twee directies"."""


def _lost_condition(clause: str, sentence: str, quotes: str, terms: Terms) -> str | None:
    """The condition that the quotes set to a clause, when the sentence says nothing of it."""
    every = _clauses(quotes)
    for near in _nearest(clause, quotes, terms):
        at = every.index(near)
        if at + 1 < len(every) and _CONDITION.match(every[at + 1]):
            said = _content(every[at + 1], terms)
            if said and not said & _content(sentence, terms):
                return f"laat weg: «{every[at + 1]}»"
    return None


def _clauses(text: str) -> list[str]:
    found: list[str] = []
    for sentence in sentences_of(text):
        at = 0
        for match in _CLAUSE.finditer(sentence):
            if not match["answer"]:  # "Nee," denies the question, not what follows
                found.append(sentence[at : match.start()])
            at = match.end()
        found.append(sentence[at:])
    return [clause.strip() for clause in found if clause.strip()]


def _nearest(clause: str, quotes: str, terms: Terms) -> list[str]:
    """The clauses of the quotes that share most with a clause; none when they share too little to compare."""
    wanted, numbers = _content(clause, terms), {number.value for number in numbers_of(clause)}
    shared = [(len(wanted & _content(other, terms)), other) for other in _clauses(quotes)]
    most = max((count for count, _ in shared), default=0)
    if not most or most * 2 < len(wanted):
        return []
    found = [other for count, other in shared if count == most]
    with_number = [other for other in found if numbers & {number.value for number in numbers_of(other)}]
    return with_number or found


def _elsewhere(clause: str, nearest: Sequence[str], quotes: str, terms: Terms) -> list[str]:
    """The other clauses of the quotes that hold something of a clause that the nearest do not."""
    rest = _content(clause, terms).difference(*(_content(near, terms) for near in nearest))
    return [other for other in _clauses(quotes) if other not in nearest and rest & _content(other, terms)]


def _is_said_elsewhere(clause: str, nearest: Sequence[str], quotes: str, terms: Terms) -> bool:
    """Whether another clause, of what the nearest lacks, denies or affirms as this one does: "..., en niet in ..."."""
    return any(is_negated(other) == is_negated(clause) for other in _elsewhere(clause, nearest, quotes, terms))


def _other_polarity(clause: str, nearest: Sequence[str], quotes: str, terms: Terms) -> str | None:
    counted = {number.value for number in numbers_of(clause)}
    if counted and all(counted <= {number.value for number in numbers_of(near)} for near in nearest):
        return None  # its number says which part of the quotes it is
    for other in _elsewhere(clause, nearest, quotes, terms):
        if is_negated(other) != is_negated(clause) and not any(
            is_negated(near) == is_negated(other) for near in nearest
        ):
            return f"neemt samen wat het citaat tegenover elkaar zet: «{other}»"
    return None


def _other_subject(clause: str, nearest: Sequence[str], quotes: str, terms: Terms) -> str | None:
    """Why a clause is about something else: the quotes say this, but not of the first thing that the clause names."""
    first = next(iter(_content_words(words_of(clause))), None)
    if first is None or first[0].isdigit():
        return None
    wanted = set(terms(first))
    if not wanted & set(terms(quotes)) or any(wanted & set(terms(sentence_of(near, quotes))) for near in nearest):
        return None
    return f"zegt van «{first}» wat het citaat van iets anders zegt"


def _coverage(sentence: str, pool: str, terms: Terms) -> float:
    wanted = _content(sentence, terms)
    present = set(terms(pool))
    held = sum(1 for term in wanted if term in present or any(_is_form_of(term, other) for other in present))
    return held / len(wanted) if wanted else 1.0


def _is_form_of(term: str, other: str) -> bool:
    """Whether two stems are of one word that the stemmer keeps apart: `onderzocht`, `onderzoek`; `leg`, `opleg`."""
    term, other = (word.removeprefix("ge") if len(word) > FORM_CHARS else word for word in (term, other))
    if len(term) > 2 and other.endswith(term) and len(other) - len(term) < FORM_CHARS:
        return True
    shared = _shared_prefix(term, other)
    return shared >= FORM_CHARS and shared >= NAME_PREFIX_SHARE * min(len(term), len(other))


def _content(text: str, terms: Terms) -> set[str]:
    """Analysed words that claim something: no stop words, numbers, or words of reporting."""
    words = [match[0] for match in TOKEN.finditer(text) if not match[0][0].isdigit()]
    kept = [w for w in words if (f := fold(w)) not in STOPWORDS and f not in _REPORTING and f not in NUMBER_WORDS]
    return {term for word in kept for term in terms(word)}
