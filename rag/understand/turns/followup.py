"""Follow-up questions without a language model: "en bij Defensie?", "alleen 2024", "wie vroeg dat?"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import cast

from index.names.letters import fold
from index.names.tables import word_lists
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from rag.dutch.acts import LEANS_ON_TURN
from rag.dutch.writing import enumerate_dutch
from rag.question import DEFAULT_TOP, Question
from rag.understand.asking import ASKS_SENT
from rag.understand.mentions import (
    BEWINDSPERSONEN,
    FRACTIES,
    INDIENERS,
    MINISTERIES,
    ONTVANGEN,
    VERGADERJAREN,
    as_filters,
)
from rag.understand.pasted import read_paste
from rag.understand.query import understand
from rag.understand.turns.focus import Focus, in_that_year, read_focus
from rag.values import Understanding

MAX_TOP = 200
MAX_NAME_WORDS = 5  # "en financiën?": a name in lower case that leans on the question before it


PERIOD = (VERGADERJAREN, ONTVANGEN)
DAYS = ("ontvangen_van", "ontvangen_tot", "ingezonden_van", "ingezonden_tot")
NAMED = (MINISTERIES, INDIENERS, FRACTIES, BEWINDSPERSONEN, *PERIOD)

NEW_QUESTION = re.compile(
    r"^\s*(?:nieuwe\s+vraag|andere\s+vraag|iets\s+anders|opnieuw)\s*[:,.–-]\s*(?=\S)", re.IGNORECASE
)
"""Example: "nieuwe vraag: wat kost lachgas?"; not: "nieuwe vragen over lachgas"."""
IN_SOMETHING = re.compile(r"^\W*(?:\w+\s+){0,2}(?:in|binnen|op|voor|over|met|aan|uit|tegen)\s", re.IGNORECASE)
"""`en in de zorg?` asks on about that; not: `en bij financiën?`, which names who answers."""
OVER_ELSE = re.compile(
    r"^\W*(?:(?:en|maar|of)\s+)?over\s+(?P<over>(?!(?:hoe\w*|welke?|wie|wat|d[ai]t|die|deze|hem|haar|hen)\b|[^?.!]*\b(?:jaar|jaren|maand\w*|week|weken|dag|dagen)\b)"
    r"[^?.!]{2,60}?)\W*$",
    re.IGNORECASE,
)
"""Example: "en over zorg?"; not: "en over hoeveel jaar?", which asks on."""
OVER = re.compile(
    r"\bover\s+(?P<over>.+?)(?=\s+(?:(?:in|voor|na|van)\s+(?:19|20)\d\d|sinds|vanaf|tussen|tijdens|per|hetzelfde|iets|anders"
    r"|stel(?:t|len|de|den)|vraagt|vroe?g(?:en)?|gesteld|\w*antwoord\w*|heeft|hebben|is|zijn|was|waren|werd(?:en)?|word(?:t|en)"
    r"|kw?am(?:en)?|kreeg|kregen|er|nog|de\s+(?:mee|min)ste|(?:kamer)?vra(?:ag|gen)"
    r"|(?:aan|bij|door|van)\s+(?:(?:de|het|ministers?|staatssecretaris|ministerie|van)\s+)*(?-i:[A-ZÀ-Þ])\w*)\b|\W*$)",
    re.IGNORECASE,
)
"""What a question is over; not what stands behind it: `over asiel| stelde de ABC`, `over asiel| in 2022`."""
RELATIVE = re.compile(r"\b(?:die|dat|waar\w*)\b", re.IGNORECASE)
"""`over mensen die| zijn gevlucht`: where such a subject ends is not known."""
IN_YEAR = re.compile(r"\s(?:in|sinds|vanaf|voor|na|van|tot)\s(?:19|20)\d\d\b", re.IGNORECASE)
IS_COUNT = re.compile(r"\b(?:hoeveel|welke|wie|wat)\b.*\b(?:kamer)?vra(?:gen|ag)\b", re.IGNORECASE)
OF_RECORD = re.compile(
    rf"{IS_COUNT.pattern}|\b(?:vroeg(?:en)?|hetzelfde|verschil\w*|anders|vergelijk\w*|eens)\b", re.IGNORECASE
)
"""What asks for questions, or sets answers beside each other; not: "wat vindt de minister van zorg?"."""
ADDS = re.compile(r"\b(?:ook|plus|daarnaast|tevens|eveneens)\b", re.IGNORECASE)
EXCEPT = re.compile(
    r"^\W*(?:(?:en|maar|dus)\s+)?(?:niet|zonder|behalve|uitgezonderd|exclusief)\b|\bmaar\s+niet\b", re.IGNORECASE
)
"""Example: "behalve de PVV", "en niet op glas?"; not: "waarom niet?"."""
EXCEPT_OF = re.compile(r"\b(?:niet|zonder)\s+(?:bij|van|door)\b|\b(?:behalve|uitgezonderd|exclusief)\b", re.IGNORECASE)
"""Example: "niet bij Defensie", "behalve VWS"; not: "en niet op glas?", which asks on."""
MORE = re.compile(
    r"^\W*(?:(?:toon|laat|geef)\s+)?(?:(?:mij|me)\s+)?(?:(?:nog\s+)?meer|verder|volgende)(?:\s+zien)?\W*$",
    re.IGNORECASE,
)
"""Example: "meer", "toon meer"; not: "meer geld voor defensie"."""
PER_MINISTRY = re.compile(
    r"""
    ^\W* (?:en\s+)? (?: per \s+ (?:ministerie|departement)
      | welke \s+ (?:andere\s+)? (?:ministeries|departementen) (?: \s+ (?:nog\s+meer|ook|nog|verder) )?
      | de \s+ (?:andere|overige) \s+ ministeries | (?:bij\s+)? (?:alle|andere) \s+ (?:ministeries|departementen) ) \W*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Example: "per ministerie", "welke ministeries nog meer?"; not: "welke ministeries hielden bijeenkomsten?"."""
ANYWHERE = re.compile(
    r"""
    ^\W* (?:en\s+)? (?: zonder\s+filters? | (?:zoek\s+)? overal
      | (?:(?:van|in|bij)\s+)? alle\s+ (?P<wat> ministeries | jaren | partijen | fracties ) ) \W*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Example: "zonder filter", "alle jaren"; not: "alle jaren was dat zo"."""


class About(StrEnum):
    """What a follow-up asks of the publications that the last answer cites."""

    VRAGER = "wie het vroeg"
    MOMENT = "wanneer dat was"
    ANTWOORDER = "wie antwoordde"
    BRON = "waar dat staat"


_ABOUT = {
    About.VRAGER: r"""
        (?:van\s+)? wie \s+ (?: vroeg | vroegen | stelde | stelden | heeft | hebben | wilde | diende
          | is\s+de\s+indiener | zijn\s+de\s+indieners )
        | welke? \s+ (?: kamerleden | kamerlid | lid | partij(?:en)? | fracties? )
          \s+ (?: vroeg | vroegen | stelde | stelden | heeft | was | waren | hebben )
        | door\s+wie\s+(?:is|werd|zijn) | (?:van|door)\s+welke\s+(?:partij|fractie|kamerleden)
        """,
    About.MOMENT: r"""
        wanneer \s+ (?: was | waren | werd | is | zijn | vroeg | antwoordde | stelde )
        | van\s+wanneer | hoe\s+oud\s+is | op\s+welke\s+(?:datum|dag)
        """,
    About.ANTWOORDER: r"""
        wie \s+ (?: antwoordde | antwoordden | zei | zegt | gaf | beantwoordde )
        | (?:(?:van|door)\s+)? welke \s+ (?: minister | bewindspersoon | staatssecretaris )
          \s* (?: antwoordde | zei | was | gaf | is )?
        """,
    About.BRON: r"""
        waar\s+staat | wat\s+is\s+de\s+bron | welke? \s+ (?: bron | stuk | publicatie | nummer ) | bron(?:nen)?
        """,
}
ABOUT = {
    about: re.compile(rf"^\W* (?:en\s+)? (?: {start} ) \b", re.VERBOSE | re.IGNORECASE)
    for about, start in _ABOUT.items()
}
"""Questions after the last answer. Example: "wie vroeg dat?"; not: "wie vroeg naar de wachttijden in de jeugdzorg?"."""

_LISTS = word_lists(__file__)
FILLERS = _LISTS["fillers"]
"""Words of a follow-up that say nothing beside the filter in it: "wat zei de minister van"."""
ABOUT_FILLERS = FILLERS | _LISTS["about_fillers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A follow-up as it was understood. To undo it, go on with the question before it.

    Attributes:
        question: to ask now; equal to the one before when only something is asked about its answer.
        is_new: whether it was read as a question of its own.
        about: what it asks about the last answer (`facts_about`); None for everything else.
        understood: the filters that it set, each with a key to ignore it by.
        note: for the user, in Dutch: how it was read.
    """

    typed: str
    question: Question
    note: str
    is_new: bool = False
    about: About | None = None
    understood: tuple[Understanding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A question with its follow-ups worked in, and how each of them was read."""

    question: Question
    turns: tuple[Refined, ...] = ()

    @property
    def about(self) -> About | None:
        """What the last follow-up asks about the answer that stands (`rag.answer.about`)."""
        return self.turns[-1].about if self.turns else None


def refine(
    previous: Question,
    text: str,
    catalogue: Catalogue,
    *,
    base: Question | None = None,
    today: date | None = None,
) -> Refined:
    """Reads a follow-up to a question.

    Args:
        previous: the question as it stands.
        base: the question that the conversation began with, which holds what the user set by hand: a new question keeps
            that, and what is to be ignored is so in every follow-up; None: `previous` is the first.
        today: what "dit jaar" is counted from; None: the day of today.
    """
    base = base or previous
    typed = " ".join(text.split())
    fresh = NEW_QUESTION.sub("", typed)
    if fresh != typed or not typed or read_paste(text) is not None:
        return _new(previous, text if fresh == typed else fresh, base)
    if MORE.match(typed):
        top = min(previous.top + DEFAULT_TOP, MAX_TOP)
        return Refined(typed=typed, question=replace(previous, top=top), note=f"Opgevat als: toon er {top}.")
    if PER_MINISTRY.match(typed):
        return _per_ministry(previous, typed, catalogue)
    if match := ANYWHERE.match(typed):
        return _anywhere(previous, typed, (match["wat"] or "").lower(), catalogue)
    if about := _about(typed):
        return Refined(
            typed=typed, question=previous, about=about, note=f"Opgevat als: {about.value}, over het laatste antwoord."
        )
    if (match := OVER_ELSE.match(typed)) and (asked := _over(match["over"], previous.text)) is not None:
        note = f"Opgevat als: dezelfde vraag, nu over {match['over']}."
        return Refined(typed=typed, question=replace(previous, text=asked, focus=(), meant=None), note=note)
    again = in_that_year(typed, previous.focus[-1] if previous.focus else previous.text)
    if again is not None and (of_year := read_focus(again, previous.text)) is not None:
        return _focused(previous, typed, again, of_year, (), catalogue)
    named = _named(typed, catalogue, base.ignore, today)
    rest = _own_words(typed, named)
    may_name = rest and not named and len(rest) <= MAX_NAME_WORDS and not IN_SOMETHING.search(typed)
    if may_name and LEANS_ON_TURN.search(typed):
        # "en financiën?": beside nothing else a name in lower case is meant as one
        meant = _named(f"ministerie van {' '.join(rest)}", catalogue, base.ignore, today)
        if meant and not _own_words(" ".join(rest), meant):
            named, rest = meant, []
    if EXCEPT.search(typed) and (named or not rest or EXCEPT_OF.search(typed)):
        note = f"Iets uitsluiten («{typed}») kan niet; de vraag is gebleven zoals hij was."
        return Refined(typed=typed, question=previous, note=note)
    asked = _without_names(typed, named)
    focus = read_focus(asked, previous.text)
    if named and not rest and (focus is None or focus.asked is None):
        return _narrowed(previous, typed, named, catalogue)
    if focus is not None:
        return _focused(previous, typed, asked, focus, named, catalogue)
    if not named and not rest:
        note = f"In «{typed}» staat niets om op te zoeken; de vraag is gebleven zoals hij was."
        return Refined(typed=typed, question=previous, note=note)
    return _new(previous, typed, base)


def _focused(
    previous: Question, typed: str, asked: str, focus: Focus, named: tuple[Understanding, ...], catalogue: Catalogue
) -> Refined:
    narrowed = _with_filters(previous, typed, named, catalogue)
    question = replace(narrowed, focus=(*previous.focus[-1:], asked), meant=None)
    shown = f", met {enumerate_dutch([item.label for item in named])}" if named else ""
    note = f"Opgevat als vervolg: «{focus.text}», over het antwoord hiervoor{shown}."
    return Refined(typed=typed, question=question, understood=named, note=note)


def _named(typed: str, catalogue: Catalogue, ignore: Collection[str], today: date | None) -> tuple[Understanding, ...]:
    found = understand(typed, Filters(), catalogue, ignore, today=today).understood
    return tuple(item for item in found if item.field in NAMED)


def follow(first: Question, catalogue: Catalogue, today: date | None = None) -> Conversation:
    """Works the follow-ups of a question into it, each read after the one before it.

    The first question and the texts that were typed after it are the whole conversation. To undo the last one, leave it
    out.
    """
    base = current = replace(first, follow_ups=())
    turns: list[Refined] = []
    for text in first.follow_ups:
        turns.append(refine(current, text, catalogue, base=base, today=today))
        current = turns[-1].question
    return Conversation(question=current, turns=tuple(turns))


def per_ministry(text: str) -> str:
    """The same question, asked of every ministry."""
    if re.search(r"\bper ministerie\b", text):
        return text
    return f"{text.rstrip(' ?.!')} per ministerie"


def _new(previous: Question, text: str, base: Question) -> Refined:
    question = replace(base, text=text, meant=None)
    dropped = " De filters van eerdere vragen zijn weg." if previous.filters != question.filters else ""
    return Refined(typed=text, question=question, is_new=True, note=f"Opgevat als nieuwe vraag.{dropped}")


def _per_ministry(previous: Question, typed: str, catalogue: Catalogue) -> Refined:
    filters = replace(previous.filters, ministeries=())
    asked = replace(previous, text=per_ministry(previous.text), filters=filters, focus=())
    question = _without(asked, {MINISTERIES}, catalogue)
    return Refined(typed=typed, question=question, note="Opgevat als: hetzelfde, voor elk ministerie.")


def _anywhere(previous: Question, typed: str, what: str, catalogue: Catalogue) -> Refined:
    empty = Filters()
    fields = {"ministeries": [MINISTERIES], "jaren": [VERGADERJAREN, *DAYS]}
    chosen = fields.get(what, [FRACTIES, INDIENERS] if what else list(Filters.__dataclass_fields__))
    filters = replace(previous.filters, **{name: getattr(empty, name) for name in chosen})
    note = f"Opgevat als: zonder filter{f' op {what}' if what else 's'}."
    question = replace(previous, filters=filters)
    gone = {ONTVANGEN, *chosen} if "ontvangen_van" in chosen else set(chosen)
    return Refined(typed=typed, question=_without(question, gone, catalogue), note=note)


def _over(subject: str, text: str) -> str | None:
    """A question about questions or answers, over something else; None for any other question."""
    if not OF_RECORD.search(text):
        return None
    text = IN_YEAR.sub("", text) if IN_YEAR.search(f" {subject}") else text
    if match := OVER.search(text):
        is_clear = RELATIVE.search(match["over"]) is None
        return f"{text[: match.start('over')]}{subject}{text[match.end('over') :]}" if is_clear else None
    return f"{text.rstrip(' ?.!')} over {subject}?" if IS_COUNT.search(text) else None


def _about(typed: str) -> About | None:
    for about, pattern in ABOUT.items():
        if pattern.match(typed):
            own = [w for w in WORD.findall(typed) if fold(w) not in STOPWORDS and fold(w) not in ABOUT_FILLERS]
            if not own:
                return about
    return None


def _own_words(typed: str, named: Sequence[Understanding]) -> list[str]:
    """The words of a follow-up that say more than the filters in it."""
    text = _without_names(typed, named)
    return [w for w in WORD.findall(text) if (f := fold(w)) not in STOPWORDS and f not in FILLERS]


def _without_names(typed: str, named: Sequence[Understanding]) -> str:
    text = typed
    for item in named:
        text = re.sub(re.escape(item.typed), " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _narrowed(previous: Question, typed: str, named: tuple[Understanding, ...], catalogue: Catalogue) -> Refined:
    question = _with_filters(previous, typed, named, catalogue)
    labels = enumerate_dutch([item.label for item in named])
    word = "ook" if ADDS.search(typed) else "dezelfde vraag, nu"
    return Refined(typed=typed, question=question, understood=named, note=f"Opgevat als: {word} {labels}.")


def _with_filters(previous: Question, typed: str, named: Sequence[Understanding], catalogue: Catalogue) -> Question:
    """The question with these filters in the place of what stood there before, or beside it after "ook"."""
    if not named:
        return previous
    filters = previous.filters
    touched = {item.field for item in named}
    if touched & set(PERIOD):
        touched |= set(PERIOD)
    wanted = [replace(item, is_filter=True) for item in named]
    if ADDS.search(typed):
        # "ook Defensie" comes beside the ministry that the question itself names
        wanted += [item for item in _said(previous, catalogue) if item.field in touched and item.field not in PERIOD]
    else:
        if ONTVANGEN in touched:
            filters = replace(filters, ontvangen_van=None, ontvangen_tot=None)
        names = cast("dict[str, tuple[str, ...]]", dict.fromkeys(touched - {ONTVANGEN}, ()))
        filters = replace(filters, **names)  # type: ignore[arg-type]  # each of these holds names
    filters = as_filters(wanted, filters)
    if ONTVANGEN in touched and ASKS_SENT.search(previous.text):
        first, last = filters.ontvangen_van, filters.ontvangen_tot
        filters = replace(filters, ontvangen_van=None, ontvangen_tot=None, ingezonden_van=first, ingezonden_tot=last)
    # what the question itself says about this must not narrow it too
    return _without(replace(previous, filters=filters, meant=None), touched, catalogue)


def _said(question: Question, catalogue: Catalogue) -> list[Understanding]:
    """What the text of a question says that can be filtered by."""
    return list(understand(question.text, Filters(), catalogue, question.ignore).understood)


def _without(question: Question, fields: Collection[str], catalogue: Catalogue) -> Question:
    """The question without what its text says about these fields."""
    keys = [item.key for item in _said(question, catalogue) if item.field in fields]
    return replace(question, ignore=tuple(dict.fromkeys([*question.ignore, *keys])))
