"""Applies the rules to one sentence of an answer, and gives the positions that it may express."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.dutch.acts import LEANS_ON_QUESTION
from rag.standpunt.assertion import (
    EXCEPTED,
    affirms_a_lack,
    asserts,
    denies,
    denies_a_denial,
    denies_in_part,
    denies_one_of_two,
    denies_only_a_need,
    denies_signals,
    lacks_judgement,
    promises_less,
    wishes,
)
from rag.standpunt.clause import core, has_both, has_verb, is_on_something_else, says_what_was_asked
from rag.standpunt.difference import (
    goes_the_other_way,
    is_at_another_time,
    is_elsewhere,
    is_of_another,
    is_other_measure,
    is_view_of_others,
    is_with_another,
    names_another_place,
    says_the_contrary,
)
from rag.standpunt.question import Deelvraag, Vraagsoort
from rag.standpunt.repetition import (
    PARTICIPLE,
    content_stems,
    denials,
    has_own_words,
    negated_stems,
    plain,
    repeated_share,
    shared_events,
    unsaid_strongest,
)
from rag.standpunt.rules import Rule, Rules
from rag.standpunt.verbs import Act
from rag.values import Standpunt

FEW_WORDS = 2  # a question of fewer that tell takes its subject from the one before it
SHORT = 4  # stems of a sub-question that says little of its subject: "Bent u bereid dat in te stellen?"
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
EXPLICIT = 1.2  # from this weight on a rule also makes a position of an answer to a request or an open question
LATE_IN_SENTENCE = 0.2  # a main clause tells more than what follows in the sentence
OFF_TOPIC = 0.7
TURNED = 0.8  # a repetition of a negated question
TURNED_VIEW = 0.6  # who denies something does not thereby share the view that it should not be
NEAR = 0.4  # of the question that a sentence repeats: from here on it counts as the second one wherever it stands
REPEATED = 0.6  # of the question: from here on a repetition counts as the first sentence wherever it stands
SUMMED_UP = 1  # the last sentence counts as the second one for a rule that looks for a summing up
NOT_ITS_OWN = 0.4  # "Ja, ik ken het bericht." says yes to the first sub-question only
RIVAL = 0.7  # of the share of another sub-question: with less a sentence is about that one
FOR_BOTH = re.compile(r"\b(?:beide|allebei|alle\s(?:drie|vragen))\b", re.IGNORECASE)
BARE = 4  # an opening of fewer words says nothing without the sentence after it
OPPOSITE = {Standpunt.JA: Standpunt.NEE, Standpunt.NEE: Standpunt.JA}
RULES_OUT = re.compile(r"^(?:kunt|kan|durft)\b.*\b(?:uitsluiten|ontkennen)\b", re.IGNORECASE)
"""`Kunt u uitsluiten dat er gif is?`: that there is none does not say no."""
SAME_ACT = 0.3  # of the words of a question, for what is done to be done to the same
POINTS_AT = re.compile(r"^\W*(?:dat|die)\b|\b(?:dit|deze|hier\w*|daar\w*|dergelijke)\b", re.IGNORECASE)
"""`Ik dring hier op aan.`; not: `Ik dring aan op regels die gelden.`"""
DENIED = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
RHETORICAL = re.compile(r"\w+\s(?:(?:\w+\s){1,2}niet|(?:dit|dat|het)\sgeen)\s(?!dat\b)", re.IGNORECASE)
"""`Is dit niet een voorbeeld van ...?` denies nothing; not: `Heeft de gemeente geen vergunning verleend?`"""
CONCEDES = re.compile(r"^\W*wel\b", re.IGNORECASE)
CONCEDED = 0.7  # "Wel wil ik ..." grants something after a no that no rule has read
CONTRASTS = re.compile(r"\b(?:niet|geen)\b.{3,120},\s(?:maar|doch)\b", re.IGNORECASE)
"""`dat niet de boot, maar de haven te klein is`: who denies the first half has not said the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNoQuestion:
    """A sub-question that yes or no answers.

    Attributes:
        rules: the names of the rules that apply to it.
        about: what it asks about; with the ones before it, where it leans on them ("Is dat zo?").
    """

    number: int
    vraag: Deelvraag
    rules: frozenset[str]
    about: str


def asked_of(vragen: Sequence[Deelvraag], rules: Rules) -> list[YesNoQuestion]:
    """The sub-questions that yes or no answers."""
    return [
        YesNoQuestion(
            number=number,
            vraag=vraag,
            rules=frozenset(rule.name for rule in rules.answers if rule.applies(vraag)),
            about=_about(vragen[: number + 1]),
        )
        for number, vraag in enumerate(vragen)
        if vraag.kind.is_yes_no
    ]


def _about(vragen: Sequence[Deelvraag]) -> str:
    """What the last of these sub-questions asks about; nothing where it leans on what is not there."""
    last = vragen[-1].tekst
    if len(content_stems(last)) >= FEW_WORDS and LEANS_ON_QUESTION.search(last) is None:
        return last
    return " ".join(vraag.tekst for vraag in vragen) if len(vragen) > 1 else ""


def applied_to(asked: Sequence[YesNoQuestion], rules: Rules) -> list[Rule]:
    """The rules that apply to one of the sub-questions; without any those that make a position all the same."""
    if not asked:
        return [rule for rule in rules.answers if rule.first_only and rule.weight >= EXPLICIT]
    names = frozenset[str]().union(*(one.rules for one in asked))
    return [rule for rule in rules.answers if rule.name in names]


def readings_of(
    sentence: str, n: int, asked: Sequence[YesNoQuestion], rules: Sequence[Rule], *, is_last: bool, of_each: bool
) -> Iterator[Interpretation]:
    """The readings of one sentence of an answer, the one with number `n`, by these rules.

    With `of_each` every sub-question wants its reading: then they do not compete.
    """
    sentence = plain(sentence[:READ_CHARACTERS])
    if sentence.rstrip().endswith("?"):  # a question that the answer repeats, or asks itself
        return
    shares = {one.number: repeated_share(core(one.vraag.tekst), sentence) for one in asked}
    subjects = {one.number: _share_of_subject(one, sentence, shares[one.number]) for one in asked}
    marked = [one.vraag.act.marked(sentence) if one.vraag.act else sentence for one in asked]
    is_bare = len(sentence.split()) < BARE or FOR_BOTH.search(sentence) is not None
    for rule in rules:
        if (rule.first_only and n > 0) or (n >= READ_SENTENCES and not rule.may_close):
            continue
        if not asked:
            is_known = rule.unless_known is not None and rule.unless_known.search(sentence) is not None
            if rule.search(sentence) and not is_known:
                yield Interpretation(waarde=rule.waarde, weight=rule.weight, sentence=n, rule=rule.name)
            continue
        own = [
            (k, one, reading)
            for k, one in enumerate(asked)
            if rule.name in one.rules and (reading := _reading(rule, one, sentence, marked[k], shares[one.number], n))
        ]
        for k, one, reading in own:
            later = LATER_QUESTION**k * (FOLLOW_UP if one.vraag.is_follow_up and k else 1.0)
            later = 1.0 if of_each and not rule.first_only else later
            is_near = rule.anywhere or (is_last and rule.may_close) or shares[one.number] >= NEAR
            factor = LATER_SENTENCE ** (min(n, SUMMED_UP) if is_near else n)
            if rule.repeats and shares[one.number] >= REPEATED:
                factor = 1.0
            told = shares if rule.first_only else subjects
            if not is_bare and not _is_its_own(one.number, told, is_first=k == own[0][0]):
                later *= NOT_ITS_OWN
            if n and reading.waarde is Standpunt.JA and CONCEDES.search(sentence):
                factor *= CONCEDED
            yield replace(reading, weight=reading.weight * factor * later, part=one.number)


def _share_of_subject(one: YesNoQuestion, sentence: str, share: float) -> float:
    """How much a sentence repeats of a sub-question; where it is short, with the one that it leans on."""
    is_short = len(content_stems(one.vraag.tekst)) <= SHORT
    return max(share, repeated_share(one.about, sentence)) if is_short else share


def _is_its_own(number: int, shares: Mapping[int, float], *, is_first: bool) -> bool:
    """Whether a sentence may be about this sub-question: no other one has clearly more of its words.

    Words that no sub-question has are about the first one that they can answer.
    """
    most = max(shares.values())
    return shares[number] >= RIVAL * most if most else is_first


def _reading(rule: Rule, one: YesNoQuestion, sentence: str, marked: str, share: float, n: int) -> Interpretation | None:
    """What one rule makes of one sentence, as it stands and as marked, for a sub-question that it applies to.

    `share` is how much of the question the sentence repeats.
    """
    vraag = one.vraag
    least = MIN_OVERLAP[vraag.kind] if rule.waarde is Standpunt.JA else MIN_OVERLAP_DENIED
    least_said = rule.long_share if len(content_stems(sentence)) > SHORT else 0.0
    if share < max(rule.min_share, least_said) or (rule.repeats and (share < least or vraag.offers_choice)):
        return None
    match = rule.search(marked if rule.names_act else sentence, vraag.verb)
    if match is None:
        return None
    asked = core(vraag.tekst)
    core_words = " ".join(text for text in match.groupdict().values() if text) if rule.shares_core else ""
    if rule.shares_core and not content_stems(core_words) & content_stems(asked):
        return None
    if not (rule.first_only or rule.anywhere or rule.repeats) and is_on_something_else(sentence, match, one.about):
        return None
    if rule.same_act and not (vraag.act and _is_of_the_same(vraag.act, asked, marked)):
        return None
    if rule.unless_known is not None and vraag.kind is not Vraagsoort.KENNIS and rule.unless_known.search(sentence):
        return None
    if rule.confirms_clause and not says_what_was_asked(sentence, match, vraag):
        return None
    confirms_fact = rule.confirms_clause and rule.waarde is Standpunt.JA and vraag.kind is Vraagsoort.FEIT
    if confirms_fact and not has_verb(asked, sentence):
        return None
    if rule.same_event and not _is_same_event(vraag.tekst, sentence):
        return None
    if rule.same_event and rule.waarde is Standpunt.JA and unsaid_strongest(asked, sentence):
        return None
    says_again = rule.repeats or (rule.same_event and not rule.first_only)
    if says_again and vraag.kind is Vraagsoort.FEIT and is_at_another_time(asked, sentence):
        return None
    if says_again and vraag.kind is Vraagsoort.FEIT and wishes(asked, sentence):
        return None
    if rule.same_event or rule.repeats:
        asks_will = vraag.kind is Vraagsoort.BEREID
        if rule.waarde is Standpunt.JA and not asserts(asked, sentence, asks_will=asks_will):
            return None
        if rule.waarde is Standpunt.NEE and not denies(asked, sentence):
            return None
        if any(differs(asked, sentence) for differs in (goes_the_other_way, is_of_another, names_another_place)):
            return None
    if rule.contrary and not says_the_contrary(asked, sentence):
        return None
    denies_contrary = rule.waarde is Standpunt.NEE and not (rule.contrary or rule.first_only)
    if denies_contrary and DENIED.search(sentence) and says_the_contrary(asked, sentence):
        return None
    takes_up = rule.repeats or (rule.waarde is Standpunt.JA and rule.names_verb)
    if takes_up and lacks_judgement(asked, sentence):
        return None
    promises = vraag.kind is Vraagsoort.BEREID and rule.waarde is Standpunt.JA and not rule.first_only
    if promises and (is_at_another_time(asked, sentence) or goes_the_other_way(asked, sentence)):
        return None
    if promises and rule.same_act and is_other_measure(asked, sentence):
        return None
    if _says_less(rule, vraag, asked, sentence):
        return None
    contrasts = vraag.is_negated and CONTRASTS.search(vraag.tekst) is not None
    if contrasts and (rule.turns or rule.repeats):
        return None
    if (rule.same_event or rule.repeats) and rule.waarde is Standpunt.NEE and denies_one_of_two(asked, sentence):
        return Interpretation(waarde=Standpunt.DEELS, weight=rule.weight, sentence=n, rule=rule.name)
    if rule.repeats:
        return _repeated(rule, vraag, asked, sentence, share, n)
    is_turned = rule.turns and vraag.is_negated and vraag.kind is not Vraagsoort.BEREID
    is_turned = is_turned and not denies_signals(asked, sentence)
    return Interpretation(
        waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
        weight=rule.weight
        * (TURNED_VIEW if is_turned and vraag.kind is Vraagsoort.MENING else 1.0)
        * (1 - LATE_IN_SENTENCE * match.start() / len(sentence))
        * (1.0 if rule.weight > 1.0 or rule.anywhere else _off_topic(vraag, sentence, n)),
        sentence=n,
        rule=rule.name,
    )


def _repeated(rule: Rule, vraag: Deelvraag, asked: str, sentence: str, share: float, n: int) -> Interpretation | None:
    """What a rule makes of a sentence that says the question again, by how much of it the sentence repeats."""
    if rule.waarde is Standpunt.JA and (unsaid_strongest(asked, sentence) or not has_both(vraag.tekst, sentence)):
        return None
    is_denial = rule.waarde is Standpunt.NEE
    is_rhetorical = RHETORICAL.match(vraag.tekst) is not None
    denies_the_same = is_denial and not is_rhetorical and bool(negated_stems(vraag.tekst) & negated_stems(sentence))
    is_turned = (vraag.is_negated or denies_the_same) and not denies_signals(asked, sentence)
    says_it_again = is_denial and (share >= REPEATED or denials(vraag.tekst) & denials(sentence))
    return Interpretation(
        waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
        weight=rule.weight * (0.4 + 0.6 * share) * (TURNED if is_turned and not says_it_again else 1.0),
        sentence=n,
        rule=rule.name,
    )


def _says_less(rule: Rule, vraag: Deelvraag, asked: str, sentence: str) -> bool:
    """Whether a sentence with the words of a rule says less than the rule: in part, elsewhere, or what others think."""
    if rule.contrary and is_elsewhere(asked, sentence):
        return True
    if rule.waarde is Standpunt.JA:
        by_words = rule.repeats or (rule.shares_core and vraag.kind is Vraagsoort.FEIT)
        if by_words and vraag.kind in {Vraagsoort.FEIT, Vraagsoort.BEREID} and is_with_another(asked, sentence):
            return True
        if vraag.kind is Vraagsoort.BEREID and not rule.first_only and promises_less(asked, sentence):
            return True
        return rule.confirms_clause and is_view_of_others(vraag.tekst, sentence)
    if rule.waarde is not Standpunt.NEE:
        return False
    if RULES_OUT.search(vraag.tekst) and not (rule.first_only or rule.when_asked):
        return True
    is_own = vraag.kind in {Vraagsoort.BEREID, Vraagsoort.MENING} and not rule.first_only
    if is_own and is_view_of_others(vraag.tekst, sentence):
        return True
    if not (rule.first_only or vraag.is_negated) and affirms_a_lack(asked, sentence):
        return True
    if vraag.kind is Vraagsoort.BEREID and EXCEPTED.search(sentence):
        return True
    if vraag.kind is not Vraagsoort.BEREID and not rule.first_only and denies_only_a_need(vraag.tekst, sentence):
        return True
    return denies_a_denial(asked, sentence) or (rule.same_act and denies_in_part(asked, sentence))


def _is_same_event(vraag: str, sentence: str) -> bool:
    """Whether both say that the same happened, and the sentence not of something else."""
    what, of_what = (PARTICIPLE.sub("", text) for text in (vraag, sentence))
    is_of_another = has_own_words(of_what, what) and POINTS_AT.search(sentence) is None
    return not is_of_another and bool(shared_events(vraag, sentence)) and has_both(vraag, sentence)


def _is_of_the_same(act: Act, vraag: str, marked: str) -> bool:
    """Whether it is done to the same: that is pointed at ("dit"), or more words of the question stand there."""
    asked, said = content_stems(act.named(act.marked(vraag))), content_stems(act.named(marked))
    return POINTS_AT.search(marked) is not None or len(asked & said) >= max(min(2, len(asked)), SAME_ACT * len(asked))


def _off_topic(vraag: Deelvraag, sentence: str, n: int) -> float:
    """Less than 1 for a sentence further on that shares no word with the question: it may be about something else."""
    return OFF_TOPIC if n > 1 and not content_stems(vraag.tekst) & content_stems(sentence) else 1.0
