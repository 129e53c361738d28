"""Recognises a query that sets answers beside each other: "Zegt A hetzelfde als B over X?", "anders dan in 2019?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.names.letters import fold
from index.names.ministries import find_all
from index.names.offices import held_office
from index.names.people import PARTICLE, by_person, person_in
from index.names.tables import word_lists
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.store.words.stopwords import STOPWORDS
from rag.understand.ambiguity import MINISTER
from rag.understand.mentions import (
    BEWINDSPERSONEN,
    FRACTIES,
    MINISTERIES,
    ONTVANGEN,
    Mention,
    as_filters,
    period_value,
    understandings,
)
from rag.understand.names.before import OF_POST
from rag.understand.names.find import Lexicon, names_in
from rag.understand.names.vocabulary import Vocabulary, key_of
from rag.understand.query import vocabulary_of
from rag.understand.talk import IN_FRAME
from rag.understand.times.periods import periods_in

MAX_CHARS = 300
SETS_BESIDE = re.compile(
    r"""
    \b (?: verschil\w* | onderscheid\w* | hetzelfde | dezelfde | zelfde | gelijk | anders | eens | oneens | overeen\w*
         | overeenkomst\w* | vergelijk\w* | vergeleken | tegenover | tegensprek\w* | tegen | veranderd? | veranderde
         | gewijzigd | lijn | licht(?=\stussen) | afwijk\w* | afweek | wijk(?:t|en) | verhoud\w* | naast | andere?
         | tegenstrijdig(?! e\s (?! antwoord | standpunt | uitspra | positie | reactie ) )\w* | versus | vs ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\b(?:over|inzake|betreffende|omtrent|rondom|wat\sbetreft|als\shet\sgaat\som|op\shet\sgebied\svan)\s",
    re.IGNORECASE,
)
BEHIND_SUBJECT = re.compile(
    r"(?:\s(?:overeen|uiteen|af|zich|anders|(?:met|tot|van|tegen|naast)\selkaar)){1,4}[?.!\s]{0,3}$", re.IGNORECASE
)
"""Behind the subject, where all sides stand before it: `over X` + ` overeen`, ` van elkaar af`."""
OTHERWISE = re.compile(r"\banders(?=\sdan\b)|\bzich\stot\b", re.IGNORECASE)
"""`anders dan VWS` sets VWS beside another here, and leaves it out elsewhere; `zich tot 2022` is no `until 2022`."""
QUESTIONS = re.compile(r"\b(?:kamer)?vra(?:gen|agt)\b", re.IGNORECASE)
"""Of parties the corpus has the questions alone."""
NAME = re.compile(rf"\b(?:{PARTICLE}){{0,3}}[A-ZÀ-Þ][\w'’-]+")
BETWEEN_YEARS = re.compile(r"\b(?P<van>(?:19|20)\d{2})\s+en\s+(?P<tot>(?:19|20)\d{2})\b", re.IGNORECASE)
"""`veranderd tussen 2019 en 2023`: two years, not the stretch from the one to the other."""
CALLED = {MINISTERIES: "ministerie", BEWINDSPERSONEN: "bewindspersoon", FRACTIES: "fractie"}
WORD = re.compile(r"[\w'’-]+")
WORDS = IN_FRAME | word_lists(__file__)["words"]
"""What such a query is made of, beside names and periods, before its subject and behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of those whose answers are set beside each other.

    Attributes:
        label: how it is called: a ministry, a bewindspersoon, a year.
        filters: what its answers fit; None for one that the corpus does not have.
    """

    label: str
    filters: Filters | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The sides in the order of the query, at least two, what they are compared about, and what each is, in Dutch."""

    sides: tuple[Side, ...]
    subject: str
    per: str


def read_contrast(
    query: str, catalogue: Catalogue, lexicon: Lexicon | None = None, today: date | None = None
) -> Contrast | None:
    """Whose answers a query sets beside each other, and about what; None for any other query.

    Every word before the subject must be a name, a period or one that such questions are made of: `Is er verschil in
    wachttijd tussen A en B over het jaar` asks for something else.
    """
    if len(query) > MAX_CHARS or not SETS_BESIDE.search(query):
        return None
    opening = SUBJECT.search(query)
    if opening is None:
        return None
    vocabulary = vocabulary_of(catalogue)
    beside = OTHERWISE.sub(lambda match: "net".ljust(len(match[0])), query)
    names = names_in(beside, vocabulary, lexicon, catalogue.count_named)
    years = [*_years(query), *periods_in(beside, None, today or date.today())]
    periods = [one for n, one in enumerate(years) if not any(_overlap(one, other) for other in years[:n])]
    named = (MINISTERIES, BEWINDSPERSONEN, *([FRACTIES] if QUESTIONS.search(query) else []))
    known = [mention for mention in names if mention.field in named]
    known += [
        one for one in _others(query, vocabulary) if not any(_overlap(one, other) for other in (*names, *periods))
    ]
    places = sorted((*known, *periods), key=lambda mention: mention.start)
    if not _is_frame(query[: opening.start()], places):
        return None
    end = _end_of_subject(query, opening.end(), places)
    subject = query[opening.end() : end].strip(" ?.!,;")
    framed = [one for one in places if one.end <= opening.start() or one.start >= end]
    answerers = _by_place([one for one in framed if one.field in (MINISTERIES, BEWINDSPERSONEN)], query)
    asking = [[one] for one in framed if one.field == FRACTIES]
    moments = [[one] for one in framed if one.field not in (MINISTERIES, BEWINDSPERSONEN, FRACTIES)]
    groups = next((sides for sides in (answerers, asking, moments) if len(sides) > 1), [])
    if not groups or not any(len(word) > 1 and fold(word) not in STOPWORDS for word in WORD.findall(subject)):
        return None
    rest = [one for one in framed if not any(one in group for group in groups)]
    base = as_filters(understandings(query, [one for one in rest if one.values]))
    firsts = [group[0].values[:1] for group in groups]
    sides = [_side(query, _told_apart(group, firsts), base) for group in groups]
    if len(set(sides)) < 2:
        return None
    kinds = {CALLED.get(group[0].field, "periode") for group in groups}
    return Contrast(
        sides=tuple(dict.fromkeys(sides)), subject=subject, per=kinds.pop() if len(kinds) == 1 else "antwoorder"
    )


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _years(query: str) -> Iterator[Mention]:
    for match in BETWEEN_YEARS.finditer(query):
        for name in ("van", "tot"):
            year = int(match[name])
            value = period_value(date(year, 1, 1), date(year, 12, 31))
            yield Mention(
                start=match.start(name), end=match.end(name), field=ONTVANGEN, values=(value,), label=str(year)
            )


def _others(query: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Ministries in small letters, and ministries and ministers of whom the corpus has nothing."""
    for start, end, entry in find_all(query.title()):
        values = vocabulary.ministeries.get(key_of(entry.naam), ())
        yield Mention(start=start, end=end, field=MINISTERIES, values=values, label=entry.naam)
    ministers = [
        Mention(start=match.start("naam"), end=match.end("naam"), field=BEWINDSPERSONEN, values=(), label=match["naam"])
        for match in MINISTER.finditer(query)
    ]
    yield from ministers
    for match in NAME.finditer(query):
        start, end = match.span()
        if parts := vocabulary.parts.get(key_of(match[0])):
            yield Mention(start=start, end=end, field=MINISTERIES, values=parts)
        elif held_office(key_of(match[0])) and not any(one.start < end and start < one.end for one in ministers):
            yield Mention(start=start, end=end, field=BEWINDSPERSONEN, values=(), label=match[0])


def _is_frame(text: str, places: Sequence[Mention]) -> bool:
    """Whether a text has nothing but names and words that such a question is made of."""
    for one in places:
        if one.start < len(text):
            text = text[: one.start] + " " * (min(one.end, len(text)) - one.start) + text[one.end :]
    return all(fold(word) in WORDS for word in WORD.findall(text))


def _end_of_subject(query: str, start: int, places: Sequence[Mention]) -> int:
    """Where the subject ends: before the words that go on with the sides (`over X ` + `hetzelfde als VWS`)."""
    if sum(one.end <= start for one in places) > 1:
        behind = BEHIND_SUBJECT.search(query, start)
        return behind.start() if behind else len(query)
    blank = query
    for one in places:
        blank = blank[: one.start] + "§" * (one.end - one.start) + blank[one.end :]
    end = len(query)
    for word in reversed(list(re.finditer(r"[\w'’§-]+", blank[start:]))):
        if "§" not in word[0] and fold(word[0]) not in WORDS:
            break
        end = start + word.start()
    return end if any(one.start >= end for one in places) else len(query)


def _by_place(mentions: Sequence[Mention], query: str) -> list[list[Mention]]:
    """Each who answered once: all readings of a name, with the post behind it (`minister Veldwijk van Defensie`)."""
    groups: list[list[Mention]] = []
    for one in mentions:
        before = groups[-1][-1] if groups else None
        is_same = before is not None and one.start == before.start
        is_post = (
            before is not None
            and (before.field, one.field) == (BEWINDSPERSONEN, MINISTERIES)
            and OF_POST.fullmatch(query, before.end, one.start)
        )
        if is_same or is_post:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _told_apart(group: Sequence[Mention], firsts: Sequence[Sequence[str]]) -> list[Mention]:
    """A side without what another side means first: `LNV` beside `LVVN` is that of its time."""
    first, *rest = group
    others = {value for values in firsts if values != first.values[:1] for value in values}
    return [replace(first, values=tuple(value for value in first.values if value not in others)), *rest]


def _side(query: str, group: Sequence[Mention], base: Filters) -> Side:
    first = group[0]
    called = first.values
    if first.field == BEWINDSPERSONEN:
        called = tuple(names[-1] for names in by_person({person_in(value) or value for value in called}))
    label = first.label or f"{'vragen van ' * (first.field == FRACTIES)}{' of '.join(called)}"
    if not first.values:
        return Side(label=label, filters=None)
    items = understandings(query, [replace(one, is_filter=True) for one in group])
    return Side(label=label, filters=as_filters(items, base))
