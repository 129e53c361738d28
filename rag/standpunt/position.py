"""The position of an answer to a yes/no question, read from its own words by rules that are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.values import Pair, Publication, Soort
from rag.dutch.acts import TURNS
from rag.dutch.sentences import sentence_spans
from rag.standpunt.nonanswer import EXPLAINABLE, NonAnswer, answer_kind, is_delay, sentence_kind
from rag.standpunt.question import Deelvraag, Vraagsoort, deelvragen
from rag.standpunt.repetition import content_stems, negated_stems, past_events, repeated_share
from rag.standpunt.rules import Rule, Rules, load_rules
from rag.values import Position, Standpunt

READ_SENTENCES = 8  # what comes later is rarely the answer to the question
READ_CHARACTERS = 1000  # of a sentence: a table or a page without full stops is no longer one
LATER_SENTENCE = 0.8  # each sentence further on counts less
LATER_QUESTION = 0.93  # each sub-question further on counts less: an answer takes the first one first
FOLLOW_UP = 0.6
SURE = 0.55  # below it the position is unsure
MIN_OVERLAP = {
    Vraagsoort.FEIT: 0.5,
    Vraagsoort.MENING: 0.5,
    Vraagsoort.KENNIS: 0.5,
    Vraagsoort.BEREID: 0.4,
    Vraagsoort.PROCES: 0.5,
}
MIN_OVERLAP_DENIED = 0.35  # a denial that repeats less of the question is still about it
MIN_OVERLAP_DECLINED = 0.25
ASIDE = 0.55  # weight that a yes/no question needs when an open one comes first
EXPLICIT = 1.2  # from this weight on a rule also makes a position of an answer to a request or an open question
LATE_IN_SENTENCE = 0.2  # a main clause tells more than what follows in the sentence
OFF_TOPIC = 0.7
TURNED = 0.8  # a repetition of a negated question
TURNED_VIEW = 0.6  # who denies something does not thereby share the view that it should not be
SUMMED_UP = 1  # the last sentence counts as the second one for a rule that looks for a summing up
NOT_APPLICABLE = 0.9
NOT_ITS_OWN = 0.4  # "Ja, ik ken het bericht." says yes to the first sub-question only
RIVAL = 0.7  # of the share of another sub-question: with less a sentence is about that one
FOR_BOTH = re.compile(r"\b(?:beide|allebei|alle\s(?:drie|vragen))\b", re.IGNORECASE)
OPPOSITE = {Standpunt.JA: Standpunt.NEE, Standpunt.NEE: Standpunt.JA}
NON_ANSWERS: Mapping[NonAnswer, Standpunt] = {
    NonAnswer.UITSTEL: Standpunt.UITGESTELD,
    NonAnswer.ONBEKEND: Standpunt.GEEN_ANTWOORD,
    NonAnswer.GEEN_UITSPRAAK: Standpunt.GEEN_ANTWOORD,
    NonAnswer.ANDER_ANTWOORD: Standpunt.GEEN_ANTWOORD,
    NonAnswer.ANDER_STUK: Standpunt.GEEN_ANTWOORD,
    NonAnswer.NIET_VAN_TOEPASSING: Standpunt.GEEN_ANTWOORD,
}
"""The position of an answer that answers nothing."""
NO_ANSWER = 0.75
DECLINE_SENTENCES = 3  # where an answer says that it declines, if it does so
DISPUTED = 0.85
DECLINES = re.compile(r"^\W*(?:dat|dit|daar\w*|hier\w*)\b(?:\W+\w+){1,12}\W*$", re.IGNORECASE)
"""`Dat kan ik niet aangeven.`; not: `De cijfers zijn niet bekend.`"""
CANNOT_CONFIRM = re.compile(r"^\W*(?:dat|dit)\skan\sik\s(?:\w+\s){0,2}niet\sbevestigen\W*$", re.IGNORECASE)
"""`Dat kan ik niet bevestigen.` withholds where the rest declines too; else it may deny."""
OCCASION = re.compile(r",\s(?:aangezien|terwijl|omdat|nu|gezien|gelet|waardoor|zodat|met\salle)\b", re.IGNORECASE)
CLAUSE = re.compile(r"^[^.;:]{0,40}?\b(?:dat|om)\b(?P<clause>.*)", re.IGNORECASE | re.DOTALL)
"""`Ik deel de mening| dat de brug te laag is.`; not: `Die mening deel ik|.`"""
SUGGESTION = re.compile(
    r"\b(?:suggestie|stelling|beeld|bewering|conclusie|veronderstelling|indruk)\s(?:\w+\s){0,3}?dat\b(?P<clause>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""`De suggestie |dat de brug dicht gaat| is onjuist.`"""
HEAD = re.compile(r",\s|\s\(")
"""`de grens hoger ligt|, binnen de regels van de wet`: what comes after the comma may be new."""
HALVES = re.compile(
    r",?\s(?:en|maar)\s(?=(?:dat|de|het|er|hij|zij|hem|haar|hen|deze|daarmee)\s(?:\S+\s){2,})", re.IGNORECASE
)
MIN_CLAUSE = 2
MIN_HALF = 3
SAME_CLAUSE = 0.35
BARE = 4  # an opening of fewer words says nothing without the sentence after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read an answer.

    Attributes:
        weight: how likely it is.
        sentence: number of the sentence that shows it; rule: the rule by which it does.
        part: number of the sub-question that it is about; None when the answer says nothing to any.
    """

    waarde: Standpunt
    weight: float
    sentence: int
    rule: str
    part: int | None = None


def standpunt(vraag: str, antwoord: str) -> Position:
    """What the answer says to the question; `waarde` is None when that is not a yes/no question."""
    return _position(_parts([vraag]), antwoord)


def pair_position(pair: Pair) -> Position:
    """The position of a pair on the yes/no question that its answer's words belong to.

    All sub-questions of all its questions compete: a bare "ja" or "nee" belongs to the first, "dat beeld herken ik"
    to the one about a view. References to other answers are not followed.
    """
    return _position(_parts([vraag.tekst for vraag in pair.vragen if vraag.tekst]), pair.antwoord)


def pair_positions(pair: Pair) -> tuple[Position, ...]:
    """The position on each yes/no sub-question of a pair, in order; those that lapse are left out ("Zo nee, ...")."""
    parts = _parts([vraag.tekst for vraag in pair.vragen if vraag.tekst])
    found = readings(parts, pair.antwoord, of_each=True)
    positions: list[Position] = []
    main: Standpunt | None = None
    for number, part in enumerate(parts):
        if not part.kind.is_yes_no or (part.lapses is not None and part.lapses is main):
            continue
        own = [reading for reading in found if reading.part in {number, None}]
        position = _said(pair.antwoord, part, own[0] if own else None, own)
        main = main if part.is_follow_up else position.waarde
        positions.append(position)
    return tuple(positions)


def notice_position(publication: Publication) -> Position:
    """The position of a delay notice: uitgesteld, with the words of the notice; for anything else no position."""
    text = publication.mededeling
    if publication.soort is not Soort.MEDEDELING:
        return Position(waarde=None)
    if not text or not text.strip():
        return Position(waarde=Standpunt.UITGESTELD)
    spans = sentence_spans(text)
    start, end = next((span for span in spans if is_delay(text[span[0] : span[1]])), spans[0])
    return Position(waarde=Standpunt.UITGESTELD, quote=text[start:end], start=start, end=end)


def readings(vragen: Sequence[Deelvraag], antwoord: str, *, of_each: bool = False) -> list[Reading]:
    """The readings of the answer, likeliest first; it is read on while a later sentence could still outweigh them.

    Args:
        vragen: the sub-questions.
        antwoord: as stored.
        of_each: whether every sub-question wants its reading: then all of the answer is read.
    """
    rules = load_rules()
    spans = sentence_spans(antwoord)
    found: list[Reading] = []
    for n, (start, end) in enumerate(spans):
        is_last = n == len(spans) - 1
        if n < READ_SENTENCES or is_last:
            found.extend(_readings_of(antwoord[start:end], n, vragen, rules, is_last=is_last, of_each=of_each))
        if not of_each and any(reading.weight >= rules.heaviest_later * LATER_SENTENCE for reading in found):
            break
    found.extend(_no_answer(antwoord))
    if not found:
        found.extend(_declined(vragen, antwoord, spans))
    return sorted(found, key=lambda reading: (-reading.weight, reading.sentence, reading.rule))


def _parts(vragen: Sequence[str]) -> list[Deelvraag]:
    return [part for vraag in vragen for part in deelvragen(vraag, load_rules().questions)]


def _position(parts: Sequence[Deelvraag], antwoord: str) -> Position:
    found = readings(parts, antwoord)
    best = found[0] if found else None
    if not _is_asked(parts, best):
        return Position(waarde=None)
    number = best.part if best is not None and best.part is not None else _first_asked(parts)
    return _said(antwoord, parts[number], best, found)


def _first_asked(parts: Sequence[Deelvraag]) -> int:
    return next((number for number, part in enumerate(parts) if part.kind.is_yes_no), 0)


def _said(antwoord: str, part: Deelvraag, best: Reading | None, found: Sequence[Reading]) -> Position:
    """The position of the best reading when it is sure; else unsure, with the sentence that comes nearest to one."""
    spans = sentence_spans(antwoord)
    if not spans:
        return Position(waarde=Standpunt.ONZEKER, deelvraag=part.tekst)
    is_sure = best is not None and best.weight >= SURE and not _is_disputed(best, found)
    waarde = best.waarde if best is not None and is_sure else Standpunt.ONZEKER
    sentence = best.sentence if best is not None else _telling(antwoord, spans, part)
    start, end = _quote(antwoord, spans, sentence)
    return Position(waarde=waarde, quote=antwoord[start:end], start=start, end=end, deelvraag=part.tekst)


def _is_disputed(best: Reading, found: Sequence[Reading]) -> bool:
    """Whether another sentence of the answer says something else with nearly the same weight."""
    return any(
        other.waarde is not best.waarde and other.sentence != best.sentence and other.weight >= DISPUTED * best.weight
        for other in found
    )


def _telling(antwoord: str, spans: Sequence[tuple[int, int]], part: Deelvraag) -> int:
    """The number of the sentence that repeats most of the question; the first when none does."""
    shares = [repeated_share(part.tekst, antwoord[start:end]) for start, end in spans[:READ_SENTENCES]]
    return max(range(len(shares)), key=lambda n: (shares[n], -n))


def _is_asked(parts: Sequence[Deelvraag], best: Reading | None) -> bool:
    """Whether yes or no was asked for: by the first sub-question, or by another one that the answer goes into."""
    if parts and parts[0].kind.is_yes_no:
        return True
    if best is None or best.waarde is Standpunt.UITGESTELD:
        return False
    if best.waarde is Standpunt.GEEN_ANTWOORD:
        return best.weight >= NOT_APPLICABLE and any(part.kind.is_yes_no for part in parts)
    return best.waarde is not Standpunt.ONZEKER and best.weight >= (
        ASIDE if any(part.kind.is_yes_no for part in parts) else EXPLICIT
    )


def _readings_of(
    sentence: str, n: int, vragen: Sequence[Deelvraag], rules: Rules, *, is_last: bool, of_each: bool
) -> Iterator[Reading]:
    sentence = sentence[:READ_CHARACTERS]
    asked = [(number, vraag) for number, vraag in enumerate(vragen) if vraag.kind.is_yes_no]
    shares = {number: repeated_share(vraag.tekst, sentence) for number, vraag in asked}
    is_bare = len(sentence.split()) < BARE or FOR_BOTH.search(sentence) is not None
    for rule in rules.answers:
        if (rule.first_only and n > 0) or (n >= READ_SENTENCES and not rule.may_close):
            continue
        if rule.first_only and rule.weight >= EXPLICIT and not asked:
            is_known = rule.unless_known is not None and rule.unless_known.search(sentence) is not None
            if rule.search(sentence, None) and not is_known:
                yield Reading(waarde=rule.waarde, weight=rule.weight, sentence=n, rule=rule.name)
            continue
        factor = LATER_SENTENCE ** min(n, SUMMED_UP if is_last and rule.may_close else n)
        own = [(k, part, reading) for k, part in enumerate(asked) if (reading := _reading(rule, part[1], sentence, n))]
        for k, (number, vraag), reading in own:
            later = LATER_QUESTION**k * (FOLLOW_UP if vraag.is_follow_up and k else 1.0)
            later = 1.0 if of_each and not rule.first_only else later
            if not is_bare and not _is_its_own(number, shares, is_first=k == own[0][0]):
                later *= NOT_ITS_OWN
            yield replace(reading, weight=reading.weight * factor * later, part=number)


def _is_its_own(number: int, shares: Mapping[int, float], *, is_first: bool) -> bool:
    """Whether a sentence may be about this sub-question: no other one has clearly more of its words.

    Words that no sub-question has are about the first one that they can answer.
    """
    most = max(shares.values())
    return shares[number] >= RIVAL * most if most else is_first


def _no_answer(antwoord: str) -> Iterator[Reading]:
    """The reading of an answer that declines, puts off or refers away; nothing for an answer that answers.

    All of it declines, puts off or refers away, or its first words decline the question itself.
    """
    kind = answer_kind(antwoord)
    if kind is None:
        start, end = next(iter(sentence_spans(antwoord)), (0, 0))
        first = antwoord[start:end]
        if DECLINES.search(first) and sentence_kind(first) in {NonAnswer.ONBEKEND, NonAnswer.GEEN_UITSPRAAK}:
            kind = sentence_kind(first)
        following = sentence_spans(antwoord)[1:]
        if following and CANNOT_CONFIRM.search(first):
            withholds = all(sentence_kind(antwoord[begin:stop]) in EXPLAINABLE for begin, stop in following)
            kind = NonAnswer.GEEN_UITSPRAAK if withholds else kind
    if kind is not None:
        weight = NOT_APPLICABLE if kind is NonAnswer.NIET_VAN_TOEPASSING else NO_ANSWER
        yield Reading(waarde=NON_ANSWERS[kind], weight=weight, sentence=0, rule=kind.value)


def _declined(vragen: Sequence[Deelvraag], antwoord: str, spans: Sequence[tuple[int, int]]) -> Iterator[Reading]:
    """The reading of an answer that says nothing to the question but, near its beginning, that it cannot or will not.

    After its first sentence, and of several yes/no questions, only in words that it takes up from the question.
    """
    asked = [number for number, vraag in enumerate(vragen) if vraag.kind.is_yes_no]
    for n, (start, end) in enumerate(spans[:DECLINE_SENTENCES]):
        sentence = antwoord[start:end]
        if sentence_kind(sentence) not in {NonAnswer.ONBEKEND, NonAnswer.GEEN_UITSPRAAK}:
            continue
        for number in asked:
            if (n == 0 and len(asked) == 1) or repeated_share(vragen[number].tekst, sentence) >= MIN_OVERLAP_DECLINED:
                yield Reading(
                    waarde=Standpunt.GEEN_ANTWOORD, weight=SURE, sentence=n, rule="zegt niets te zeggen", part=number
                )
        return


def _reading(rule: Rule, vraag: Deelvraag, sentence: str, n: int) -> Reading | None:
    """What one rule makes of one sentence for one sub-question."""
    if rule.kinds and vraag.kind not in rule.kinds:
        return None
    if rule.when_asked is not None and not rule.when_asked.search(vraag.tekst):
        return None
    match = rule.search(sentence, vraag.verb)
    if match is None or (rule.shares_core and not _shares(match, _core(vraag.tekst))):
        return None
    if rule.unless_known is not None and vraag.kind is not Vraagsoort.KENNIS and rule.unless_known.search(sentence):
        return None
    if rule.confirms_clause and not _says_what_was_asked(sentence, match, vraag.tekst):
        return None
    if rule.same_event and not (past_events(vraag.tekst) & past_events(sentence) and _has_both(vraag.tekst, sentence)):
        return None
    if not rule.repeats:
        is_turned = rule.turns and vraag.is_negated and vraag.kind is not Vraagsoort.BEREID
        return Reading(
            waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
            weight=rule.weight
            * (TURNED_VIEW if is_turned and vraag.kind is Vraagsoort.MENING else 1.0)
            * (1 - LATE_IN_SENTENCE * match.start() / len(sentence))
            * (1.0 if rule.weight > 1.0 else _off_topic(vraag, sentence, n)),
            sentence=n,
            rule=rule.name,
        )
    shared = repeated_share(vraag.tekst, sentence)
    least = MIN_OVERLAP[vraag.kind] if rule.waarde is Standpunt.JA else MIN_OVERLAP_DENIED
    if shared < least or vraag.offers_choice:
        return None
    denies_the_same = rule.waarde is Standpunt.NEE and bool(negated_stems(vraag.tekst) & negated_stems(sentence))
    is_turned = vraag.is_negated or denies_the_same
    return Reading(
        waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
        weight=rule.weight * (0.4 + 0.6 * shared) * (TURNED if is_turned else 1.0),
        sentence=n,
        rule=rule.name,
    )


def _core(vraag: str) -> str:
    """The question without its occasion: what stands before "..., aangezien ..."."""
    match = OCCASION.search(vraag)
    return vraag[: match.start()] if match else vraag


def _says_what_was_asked(sentence: str, match: re.Match[str], vraag: str) -> bool:
    """Whether the clause that a sentence confirms or denies ("deel ik dat ...") is the one that was asked about.

    Of a question of two halves ("Klopt het dat ... en dat ...?") it must take up both.
    """
    clause_text = " ".join(text for text in match.groupdict().values() if text)
    if not clause_text:
        clause = CLAUSE.match(sentence[match.end() :]) or SUGGESTION.search(sentence[: match.end()])
        if clause is None:
            return True
        clause_text = clause["clause"]
    if len(content_stems(clause_text)) < MIN_CLAUSE:
        return True
    return _is_same(clause_text, vraag) and _has_both(vraag, clause_text)


def _is_same(clause: str, vraag: str) -> bool:
    """Whether a clause, or its part before the first comma, shares enough words with the question."""
    asked = content_stems(vraag)
    for text in (clause, HEAD.split(clause, maxsplit=1)[0]):
        said = content_stems(text)
        if len(said) >= MIN_CLAUSE and len(said & asked) >= SAME_CLAUSE * min(len(said), len(asked)):
            return True
    return False


def _has_both(vraag: str, sentence: str) -> bool:
    """Whether a sentence takes up both halves of a question that has two, beyond the words that they share."""
    said = content_stems(sentence)
    halves = [content_stems(half) for half in HALVES.split(_core(vraag))]
    shared = set.intersection(*(set(half) for half in halves)) if len(halves) > 1 else set()
    return all((half - shared) & said for half in halves if len(half - shared) >= MIN_HALF)


def _off_topic(vraag: Deelvraag, sentence: str, n: int) -> float:
    """Less than 1 for a sentence further on that shares no word with the question: it may be about something else."""
    return OFF_TOPIC if n > 1 and not content_stems(vraag.tekst) & content_stems(sentence) else 1.0


def _shares(match: re.Match[str], vraag: str) -> bool:
    core = " ".join(text for text in match.groupdict().values() if text)
    return bool(content_stems(core) & content_stems(vraag))


def _quote(text: str, spans: Sequence[tuple[int, int]], n: int) -> tuple[int, int]:
    """The sentence that shows it, with the next one when that qualifies it or it says nothing by itself."""
    start, end = spans[n]
    if n + 1 < len(spans):
        following = text[spans[n + 1][0] : spans[n + 1][1]]
        is_bare = len(text[start:end].split()) < BARE
        if TURNS.search(following) or (is_bare and sentence_kind(following) is None):
            end = spans[n + 1][1]
    return start, end
