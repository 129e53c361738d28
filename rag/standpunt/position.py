"""The position of an answer to a yes/no question, read from its own words by rules that are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.values import Pair, Publication, Soort
from rag.dutch.sentences import sentence_spans
from rag.standpunt.nonanswer import NonAnswer, is_delay, sentence_kind
from rag.standpunt.question import Deelvraag, Vraagregels, Vraagsoort, deelvragen
from rag.standpunt.repetition import content_stems, negated_stems, past_events, repeated_share
from rag.values import Position, Standpunt

RULES_FILE = Path(__file__).with_name("position.toml")
READ_SENTENCES = 6  # what comes later is rarely the answer to the question
READ_CHARACTERS = 1000  # of a sentence: a table or a page without full stops is no longer one
LATER_SENTENCE = 0.8  # each sentence further on counts less
LATER_QUESTION = 0.93  # each sub-question further on counts less: an answer takes the first one first
FOLLOW_UP = 0.6
SURE = 0.42  # below it the position is unsure
MIN_OVERLAP = {
    Vraagsoort.FEIT: 0.5,
    Vraagsoort.MENING: 0.5,
    Vraagsoort.KENNIS: 0.5,
    Vraagsoort.BEREID: 0.4,
    Vraagsoort.PROCES: 0.5,
}
MIN_OVERLAP_DENIED = 0.35  # a denial that repeats less of the question is still about it
ASIDE = 0.55  # weight that a yes/no question needs when an open one comes first
EXPLICIT = 1.2  # from this weight on a rule also makes a position of an answer to a request or an open question
LATE_IN_SENTENCE = 0.2  # a main clause tells more than what follows in the sentence
OFF_TOPIC = 0.7
TURNED = 0.8  # a repetition of a negated question
SUMMED_UP = 1  # the last sentence counts as the second one for a rule that looks for a summing up
SILENT = 0.25  # below it nothing in the answer speaks of yes or no
NOT_APPLICABLE = 0.9
EVADABLE = frozenset([Vraagsoort.MENING, Vraagsoort.BEREID])  # who does not take a position here evades the question
OPPOSITE = {Standpunt.JA: Standpunt.NEE, Standpunt.NEE: Standpunt.JA}
NON_ANSWERS: Mapping[NonAnswer, tuple[Standpunt, float]] = {
    NonAnswer.UITSTEL: (Standpunt.UITGESTELD, 0.75),
    NonAnswer.ONBEKEND: (Standpunt.GEEN_ANTWOORD, 0.75),
    NonAnswer.GEEN_UITSPRAAK: (Standpunt.GEEN_ANTWOORD, 0.7),
    NonAnswer.ANDER_ANTWOORD: (Standpunt.GEEN_ANTWOORD, 0.45),
    NonAnswer.ANDER_STUK: (Standpunt.GEEN_ANTWOORD, 0.45),
    NonAnswer.NIET_VAN_TOEPASSING: (Standpunt.GEEN_ANTWOORD, 0.9),
}
"""Position and weight of a sentence that answers nothing; a reference is outweighed by any answer beside it."""
NUANCE = re.compile(
    r"""
    ^\W* (?: (?: wel|echter|maar|tegelijk(?:ertijd)?|desondanks|desalniettemin|niettemin|daarentegen|evenwel
              | (?:daar|hier)bij\splaats ) \b(?!\seens)
           | (?:dat|dit)\sneemt\sniet\sweg | dit\slaat\sonverlet | dat\slaat\sonverlet )
    | ^\W* (?:\w+\s){1,4}? (?:wel|echter)\b (?!\seens)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Wel is de uitslag besproken.`, `Ik zie echter ...`; not: `Welke gevolgen dat heeft, ...`."""
BARE = 4  # an opening of fewer words says nothing without the sentence after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words that show a position.

    Attributes:
        patroon: by verb of the question, None for a question without one.
        niet: what must not stand in the sentence.
        waarde: what they show.
        soorten: the kinds of question for which they do; empty for all.
        eerste: only in the first sentence.
        slot: also in the last sentence of a long answer, where a position may be summed up.
        bij: what must stand in the question.
        kern: the words that the pattern names `kern` must share one with the question.
        gebeurtenis: question and sentence must share what happened ("gehouden", "gesproken").
        keert: a negated question turns the position round: denying what the question denies is a yes.
        echo: the weight counts as far as the sentence repeats the question; it turns round too.
    """

    naam: str
    patroon: str
    niet: re.Pattern[str] | None
    waarde: Standpunt
    soorten: frozenset[Vraagsoort]
    gewicht: float
    eerste: bool
    slot: bool
    bij: re.Pattern[str] | None
    kern: bool
    gebeurtenis: bool
    keert: bool
    echo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read an answer: the position, how likely, the sentence that shows it, and the rule."""

    waarde: Standpunt
    gewicht: float
    zin: int
    regel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of the TOML file."""

    vraag: Vraagregels
    antwoord: Sequence[Rule]

    @property
    def heaviest_later(self) -> float:
        """The greatest weight that a sentence after the first can have, before it counts less for being later."""
        return max(rule.gewicht for rule in self.antwoord if not rule.eerste)


def standpunt(vraag: str, antwoord: str) -> Position:
    """What the answer says to the question; `waarde` is None when that is not a yes/no question."""
    return _position([vraag], antwoord)


def pair_position(pair: Pair) -> Position:
    """The position of a pair on the yes/no question that its answer's words belong to.

    All sub-questions of all its questions compete: a bare "ja" or "nee" belongs to the first, "dat beeld herken ik"
    to the one about a view. References to other answers are not followed.
    """
    return _position([vraag.tekst for vraag in pair.vragen if vraag.tekst], pair.antwoord)


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


def readings(vragen: Sequence[Deelvraag], antwoord: str) -> list[Reading]:
    """The readings of the answer, likeliest first; it is read on while a later sentence could still outweigh them."""
    rules = load_rules()
    spans = sentence_spans(antwoord)
    found: list[Reading] = []
    for n, (start, end) in enumerate(spans):
        is_last = n == len(spans) - 1
        if n < READ_SENTENCES or is_last:
            found.extend(_readings_of(antwoord[start:end], n, vragen, rules, is_last=is_last))
        if any(reading.gewicht >= rules.heaviest_later * LATER_SENTENCE for reading in found):
            break
    return sorted(found, key=lambda reading: (-reading.gewicht, reading.zin, reading.regel))


def _position(vragen: Sequence[str], antwoord: str) -> Position:
    parts = [part for vraag in vragen for part in deelvragen(vraag, load_rules().vraag)]
    found = readings(parts, antwoord)
    best = found[0] if found else None
    if not _is_asked(parts, best):
        return Position(waarde=None)
    spans = sentence_spans(antwoord)
    if best is not None and best.gewicht >= SURE:
        start, end = _quote(antwoord, spans, best.zin)
        return Position(waarde=best.waarde, quote=antwoord[start:end], start=start, end=end)
    is_silent = (best is None or best.gewicht < SILENT) and parts[0].soort in EVADABLE
    start, end = spans[0]
    return Position(
        waarde=Standpunt.GEEN_ANTWOORD if is_silent else Standpunt.ONZEKER,
        quote=antwoord[start:end],
        start=start,
        end=end,
    )


def _is_asked(parts: Sequence[Deelvraag], best: Reading | None) -> bool:
    """Whether yes or no was asked for: by the first sub-question, or by another one that the answer goes into."""
    if parts and parts[0].soort.is_yes_no:
        return True
    if best is None or best.waarde is Standpunt.UITGESTELD:
        return False
    if best.waarde is Standpunt.GEEN_ANTWOORD:
        return best.gewicht >= NOT_APPLICABLE and any(part.soort.is_yes_no for part in parts)
    return best.gewicht >= (ASIDE if any(part.soort.is_yes_no for part in parts) else EXPLICIT)


def _readings_of(
    sentence: str, n: int, vragen: Sequence[Deelvraag], rules: Rules, *, is_last: bool
) -> Iterator[Reading]:
    sentence = sentence[:READ_CHARACTERS]
    asked = [vraag for vraag in vragen if vraag.soort.is_yes_no]
    for rule in rules.antwoord:
        if (rule.eerste and n > 0) or (n >= READ_SENTENCES and not rule.slot):
            continue
        if rule.eerste and rule.gewicht >= EXPLICIT and not asked:
            if _compile(rule.patroon, None).search(sentence) and not _is_vetoed(rule, sentence):
                yield Reading(waarde=rule.waarde, gewicht=rule.gewicht, zin=n, regel=rule.naam)
            continue
        factor = LATER_SENTENCE ** min(n, SUMMED_UP if is_last and rule.slot else n)
        for k, vraag in enumerate(asked):
            reading = _reading(rule, vraag, sentence, n)
            if reading is not None:
                later = LATER_QUESTION**k * (FOLLOW_UP if vraag.is_vervolg and k else 1.0)
                yield replace(reading, gewicht=reading.gewicht * factor * later)
    kind = sentence_kind(sentence)
    if kind is not None and n < READ_SENTENCES:
        waarde, weight = NON_ANSWERS[kind]
        yield Reading(waarde=waarde, gewicht=weight * LATER_SENTENCE**n, zin=n, regel=kind.value)


def _reading(rule: Rule, vraag: Deelvraag, sentence: str, n: int) -> Reading | None:
    """What one rule makes of one sentence for one sub-question."""
    if rule.soorten and vraag.soort not in rule.soorten:
        return None
    if rule.bij is not None and not rule.bij.search(vraag.tekst):
        return None
    match = _compile(rule.patroon, vraag.werkwoord).search(sentence)
    if match is None or _is_vetoed(rule, sentence) or (rule.kern and not _shares(match, vraag.tekst)):
        return None
    if rule.gebeurtenis and not (past_events(vraag.tekst) & past_events(sentence)):
        return None
    if not rule.echo:
        is_turned = rule.keert and vraag.is_ontkend and vraag.soort is not Vraagsoort.BEREID
        return Reading(
            waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
            gewicht=rule.gewicht
            * (1 - LATE_IN_SENTENCE * match.start() / len(sentence))
            * _off_topic(vraag, sentence, n),
            zin=n,
            regel=rule.naam,
        )
    shared = repeated_share(vraag.tekst, sentence)
    least = MIN_OVERLAP[vraag.soort] if rule.waarde is Standpunt.JA else MIN_OVERLAP_DENIED
    if shared < least or vraag.is_keuze:
        return None
    denies_the_same = rule.waarde is Standpunt.NEE and bool(negated_stems(vraag.tekst) & negated_stems(sentence))
    is_turned = vraag.is_ontkend or denies_the_same
    return Reading(
        waarde=OPPOSITE[rule.waarde] if is_turned else rule.waarde,
        gewicht=rule.gewicht * (0.4 + 0.6 * shared) * (TURNED if is_turned else 1.0),
        zin=n,
        regel=rule.naam,
    )


def _is_vetoed(rule: Rule, sentence: str) -> bool:
    return rule.niet is not None and rule.niet.search(sentence) is not None


def _off_topic(vraag: Deelvraag, sentence: str, n: int) -> float:
    """Less than 1 for a sentence further on that shares no word with the question: it may be about something else."""
    return OFF_TOPIC if n > 1 and not content_stems(vraag.tekst) & content_stems(sentence) else 1.0


def _shares(match: re.Match[str], vraag: str) -> bool:
    kern = " ".join(text for text in match.groupdict().values() if text)
    return bool(content_stems(kern) & content_stems(vraag))


def _quote(text: str, spans: Sequence[tuple[int, int]], n: int) -> tuple[int, int]:
    """The sentence that shows it, with the next one when that qualifies it or it says nothing by itself."""
    start, end = spans[n]
    if n + 1 < len(spans):
        following = text[spans[n + 1][0] : spans[n + 1][1]]
        is_bare = len(text[start:end].split()) < BARE
        if NUANCE.search(following) or (is_bare and sentence_kind(following) is None):
            end = spans[n + 1][1]
    return start, end


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The rules that come with the product."""
    with RULES_FILE.open("rb") as file:
        data = tomllib.load(file)
    vraag = data["vraag"]
    return Rules(
        vraag=Vraagregels(
            geplakt=_regex(vraag["geplakt"]),
            vervolg=_regex(vraag["vervolg"]),
            aanloop=_regex(vraag["aanloop"]),
            hoofdzin=_regex(vraag["hoofdzin"]),
            samen=_regex(vraag["samen"]),
            keuze=_regex(vraag["keuze"]),
            ontkend=_regex(vraag["ontkend"]),
            soorten=tuple((Vraagsoort(row["soort"]), _regex(row["patroon"])) for row in vraag["soort"]),
            werkwoorden=vraag["werkwoorden"],
        ),
        antwoord=tuple(_rule(row) for row in data["regel"]),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        naam=row["naam"],
        patroon=row["patroon"],
        niet=_regex(row["niet"]) if "niet" in row else None,
        waarde=Standpunt(row["waarde"]),
        soorten=frozenset(Vraagsoort(soort) for soort in row.get("vraag", ())),
        gewicht=row.get("gewicht", 1.0),
        eerste=row.get("zin") == "eerste",
        slot=row.get("slot", False),
        bij=_regex(row["bij"]) if "bij" in row else None,
        kern=row.get("kern", False),
        gebeurtenis=row.get("gebeurtenis", False),
        keert=row.get("keert", False),
        echo=row.get("echo", False),
    )


@lru_cache(maxsize=512)
def _compile(patroon: str, werkwoord: str | None) -> re.Pattern[str]:
    return _regex(patroon.replace("{werkwoord}", werkwoord or r"\b\B"))


def _regex(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.IGNORECASE | re.DOTALL)
