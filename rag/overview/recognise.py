"""Recognises a question to the catalogue: "hoeveel Kamervragen stelde ...", "wie stelde de meeste vragen over ...".

Every word of it must be known: a name, a period, the subject behind "over", or one of the words that such questions are
made of. With any other word the question is another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from index.names.letters import fold
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.dutch.spelling import nearest
from rag.overview import words
from rag.question import Question
from rag.understand.ambiguity import ambiguity_notes
from rag.understand.mentions import (
    BEWINDSPERSONEN,
    FRACTIES,
    INDIENERS,
    MINISTERIES,
    ONTVANGEN,
    VERGADERJAREN,
    Mention,
    as_filters,
    beside,
    understandings,
)
from rag.understand.names.find import Lexicon, names_in
from rag.understand.query import vocabulary_of
from rag.understand.times.periods import periods_in
from rag.values import CatalogueQuestion, Extreme, Per, Understanding, What

MAX_CHARS = 300
SUGGESTIONS = 3
LIKENESS = 0.7
COUNTING = "telling:catalogus"
"""The key by which the whole reading is taken away."""

WORD = re.compile(r"[\w][\w’'-]*")
YEAR = re.compile(r"(\d{4})-01-01\.\.\1-12-31")
KINDS = {INDIENERS: "i", FRACTIES: "f", MINISTERIES: "m", BEWINDSPERSONEN: "b", ONTVANGEN: "t", VERGADERJAREN: "t"}
"""A mention stands in the line as `§i0`: a letter for its field, and its number."""
ASKED_ON = (What.GESTELD, What.OPEN, What.INGETROKKEN, What.UITGESTELD)
"""What a period is of the day of asking for; of the rest it is of the day of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A question to the catalogue, with what was understood in it."""

    wanted: CatalogueQuestion
    understood: tuple[Understanding, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A question as one line of words and mentions, each with its place in what was typed."""

    text: str
    places: Sequence[tuple[int, int]]
    mentions: Mapping[str, Sequence[Mention]]

    def typed(self, query: str, start: int, end: int) -> str:
        """What was typed for a stretch of the line."""
        parts = self.text.split(" ")
        starts = list(accumulate((len(word) + 1 for word in parts), initial=0))[:-1]
        inside = [place for at, place in zip(starts, self.places, strict=True) if start <= at < end]
        return query[inside[0][0] : inside[-1][1]] if inside else ""


def recognise(
    question: Question, catalogue: Catalogue, lexicon: Lexicon | None = None, today: date | None = None
) -> Recognised | None:
    """What a question asks of the catalogue; None for any other question.

    The filters of the question count too; what it wants ignored is not read. "vorig jaar" is counted from `today`, by
    default the day of today.
    """
    query = question.text
    if COUNTING in question.ignore or len(query) > MAX_CHARS or "\n" in query:
        return None
    if not words.QUESTIONS.search(fold(query)) or words.WHETHER_ALL.search(fold(query)):
        return None
    line = _line(query, _mentions(query, catalogue, lexicon, today or date.today()))
    rest, subject, per = _parts(query, line)
    rest, unknown = _without_unknown(query, rest, line)
    asked = _read(rest, subject, per, has_given=bool(question.filters))
    if asked is None:
        return None
    if unknown:
        asked = replace(asked, unknown=unknown, near=_near(unknown, catalogue))
    used = [m for key in re.findall(r"§[a-z]\d+", rest) for m in _chosen(line.mentions.get(key, ()), asked)]
    return _finished(question, _per_period(asked, rest, used), used)


def _parts(query: str, line: _Line) -> tuple[str, str, Per | None]:
    """The line without subject and group, the subject as typed, and the group."""
    rest = line.text
    if words.ASKS_TIMES.search(rest) or words.TAKES.search(rest):
        rest = words.TAKES_TIME.sub(lambda match: "antwoordtijd".ljust(len(match[0]), "~"), rest)  # places stay
    subject = ""
    match = words.SUBJECT.search(rest)
    if match and not re.fullmatch(r"(?:§t\d+ ?)+", match["subject"]):  # "vragen over 2024": the year
        subject = line.typed(query, *match.span("subject")).strip(" ,?!.")
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    group = words.PER.search(rest)
    return words.PER.sub(" ", rest).replace("~", " "), subject, _group(group["groep"]) if group else None


def _without_unknown(query: str, rest: str, line: _Line) -> tuple[str, str]:
    """The line with a name that the corpus lacks as a mention, and that name: `stelde Zonderland`."""
    parts = line.text.split(" ")
    typed = [query[start:end] for start, end in line.places]
    names = [
        word
        for word, text in zip(parts, typed, strict=True)
        if not word.startswith("§") and word not in words.ALLOWED and text[:1].isupper() and len(word) > 1
    ]
    for word in names:
        match = re.search(rf"(?:^|\s)(?P<naam>{re.escape(word)}(?:\s[^\s§]+)*?)(?=\s|$)", rest)
        if match is None or not words.ASKER.search(rest[: match.start("naam")]):
            continue
        run = [text for other, text in zip(parts, typed, strict=True) if other in names]
        place = rest[match.start("naam") :]
        for other in names:
            place = re.sub(rf"(?:^|(?<=\s)){re.escape(other)}(?=\s|$)", " ", place)
        return f"{rest[: match.start('naam')]} §i{len(line.mentions)} {place}", " ".join(run)
    return rest, ""


def _near(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    known = {fold(value): value for field in (INDIENERS, FRACTIES) for value in catalogue.values_of(field)}
    return tuple(known[key] for key in nearest(fold(name), known, count=SUGGESTIONS, likeness=LIKENESS))


def _mentions(query: str, catalogue: Catalogue, lexicon: Lexicon | None, today: date) -> list[Mention]:
    names = names_in(query, vocabulary_of(catalogue), lexicon, catalogue.count_named)
    return sorted(beside(names, periods_in(query, None, today)), key=lambda mention: mention.start)


def _line(query: str, mentions: Sequence[Mention]) -> _Line:
    """Words folded, mentions as their key; mentions of the same words are one."""
    by_key: dict[str, list[Mention]] = {}
    at, tokens, places = 0, [], []
    n = 0
    while n < len(mentions):
        first = mentions[n]
        same = [mention for mention in mentions[n:] if mention.start == first.start]
        n += len(same)
        if first.start < at:
            continue
        for word in WORD.finditer(query, at, first.start):
            tokens.append(fold(word[0]))
            places.append(word.span())
        key = f"§{KINDS[first.field] if len({m.field for m in same}) == 1 else 'x'}{len(by_key)}"
        by_key[key] = list(same)
        tokens.append(key)
        places.append((first.start, first.end))
        at = first.end
    for word in WORD.finditer(query, at):
        tokens.append(fold(word[0]))
        places.append(word.span())
    return _Line(text=" ".join(tokens), places=places, mentions=by_key)


def _group(noun: str) -> Per:
    return next(per for per, pattern in words.GROUPS.items() if pattern.fullmatch(noun))


def _read(rest: str, subject: str, per: Per | None, *, has_given: bool) -> CatalogueQuestion | None:
    """What the words without subject and group ask; None where a word is of another question."""
    names = re.sub(r"§[a-z]\d+", " ", rest)
    parts = names.split()
    if any(word not in words.ALLOWED and not word.isdecimal() for word in parts):
        return None
    text = " ".join(parts)
    who = words.WHO.search(text)
    what = next((what for what, pattern in words.STATUS.items() if pattern.search(text)), None)
    order = next((order for order, pattern in words.EXTREMES.items() if pattern.search(text)), None)
    is_answered = words.ANSWERS.search(text) is not None
    if who and per is None:
        noun = who["groep"]
        per = _group(noun) if noun else Per.MINISTERIE if words.TO_WHOM.search(text) else Per.INDIENER
        if noun is None and (words.ASKS_ANSWERER.search(text) or (is_answered and not re.search(r"\bstel", text))):
            per = Per.BEWINDSPERSOON
    if per is Per.BEWINDSPERSOON and what is None:
        what = What.BEANTWOORD
    if what is None:
        asks_answers = is_answered and not (who and per in (Per.INDIENER, Per.FRACTIE))
        what = What.BEANTWOORD if asks_answers else What.GESTELD
    if per is None or (who and not who["groep"]):
        per = _beside_each_other(rest, text) or per
    if order is None and words.WHEN.search(text):
        order = Extreme.LAST
    only = "Staatssecretaris" if who and "staatssecretaris" in (who["groep"] or "") else ""
    wanted = CatalogueQuestion(what=what, filters=Filters(), subject=subject, per=per, order=order, only=only)
    if is_answered and (words.ASKS_TIMES.search(text) or order in (Extreme.SLOWEST, Extreme.FASTEST)):
        per = per or (Per.MINISTERIE if order in (Extreme.SLOWEST, Extreme.FASTEST) else None)
        is_list = per is None and words.LISTS.search(text) is not None
        return replace(wanted, what=What.BEANTWOORD, per=per, is_times=True, is_list=is_list)
    if words.SHARE.search(text):
        return None  # of what else there are shares is not told
    if who and order in (Extreme.FIRST, Extreme.LAST):
        return replace(wanted, is_list=True, per=None)
    if words.COUNTS.search(text) or who or (per and not words.LISTS.search(text)):
        return wanted
    if subject and words.WHAT.match(text):
        return None  # "wat vroeg zij over zorg": what stands in it is asked
    if order and words.LISTS_ENDS.fullmatch(text):
        return replace(wanted, is_list=True)
    has_condition = "§" in rest or bool(subject) or what not in (What.GESTELD, What.BEANTWOORD) or has_given
    if words.LISTS.search(text) and (has_condition or words.LISTS_ALL.fullmatch(text)):
        return replace(wanted, is_list=True)
    is_bare = "§" in rest and not subject and words.BARE.fullmatch(text)
    return replace(wanted, is_list=True) if is_bare else None


def _per_period(wanted: CatalogueQuestion, rest: str, used: Sequence[Mention]) -> CatalogueQuestion:
    """With a group for each of the years that are set beside each other: `in 2022 en hoeveel in 2024`."""
    periods = {(one.field, one.values) for one in used if one.field in (ONTVANGEN, VERGADERJAREN)}
    fields = {field for field, _ in periods}
    if (
        wanted.per
        or len(periods) < 2
        or len(fields) > 1
        or not words.BESIDE.search(rest)
        or words.TOGETHER.search(rest)
    ):
        return wanted
    if fields == {VERGADERJAREN}:
        return replace(wanted, per=Per.VERGADERJAAR)
    is_years = all(YEAR.fullmatch(value) for _, values in periods for value in values)
    return replace(wanted, per=Per.JAAR) if is_years else wanted


def _beside_each_other(rest: str, text: str) -> Per | None:
    """The group by which two or more that are named are told apart: `stelde de ABC meer vragen dan de XYZ`."""
    if not words.BESIDE.search(text) or words.TOGETHER.search(text):
        return None
    named = {"f": Per.FRACTIE, "i": Per.INDIENER, "m": Per.MINISTERIE}
    return next((per for letter, per in named.items() if len(re.findall(rf"§{letter}\d+", rest)) > 1), None)


def _chosen(mentions: Sequence[Mention], wanted: CatalogueQuestion) -> Sequence[Mention]:
    """Chooses between a member and a bewindspersoon of the same name: the member, unless answers are asked."""
    if len({mention.field for mention in mentions}) == 1:
        return mentions
    is_answer = wanted.what is What.BEANTWOORD and wanted.per is None
    return [mention for mention in mentions if (mention.field == BEWINDSPERSONEN) == is_answer]


def _finished(question: Question, wanted: CatalogueQuestion, mentions: Sequence[Mention]) -> Recognised:
    """The filters of the names and periods, those that were given first."""
    given = question.filters
    free = [mention for mention in mentions if mention.field == ONTVANGEN or not getattr(given, mention.field)]
    items = understandings(question.text, [replace(m, is_filter=True) for m in free], question.ignore)
    filters = as_filters([item for item in items if item.field != ONTVANGEN], given)
    period = as_filters([item for item in items if item.field == ONTVANGEN])
    first, last = period.ontvangen_van, period.ontvangen_tot
    if wanted.what in ASKED_ON:
        if not (given.ingezonden_van or given.ingezonden_tot):
            filters = replace(filters, ingezonden_van=first, ingezonden_tot=last)
    elif not (given.ontvangen_van or given.ontvangen_tot):
        filters = replace(filters, ontvangen_van=first, ontvangen_tot=last)
    reading = Understanding(
        key=COUNTING,
        field="telling",
        value="catalogus",
        typed=question.text,
        label=f"telling in de catalogus{f' over «{wanted.subject}»' if wanted.subject else ''}",
    )
    return Recognised(
        wanted=replace(wanted, filters=filters),
        understood=(reading, *items),
        notes=ambiguity_notes(question.text, free, question.ignore),
    )
