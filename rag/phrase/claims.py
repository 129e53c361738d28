"""What a Dutch sentence claims that can be compared word by word: numbers, names, negation, force, opposites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.names.dates import MONTHS
from index.names.letters import fold
from index.names.tables import word_lists

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
"""`1.450`, `€ 6,5`'s `6,5`, `Noord-Holland`, `zo’n`; a digit and a letter are two tokens (`F-35`, `2e`)."""

_SMALL = """
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien
negentien
"""
_UNITS = _SMALL.split()
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ORDINALS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "vijfde": "5e", "laatste": "laatste"}
_FRACTIONS = {"half": "0.5", "halve": "0.5", "helft": "0.5", "anderhalf": "1.5", "anderhalve": "1.5", "kwart": "0.25"}
_PARTS = {"derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "achtste": 8, "tiende": 10}
_MAGNITUDES = {"honderd": 100, "duizend": 1000, "miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9}
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def _number_words() -> dict[str, int]:
    words = dict(zip(_UNITS, range(len(_UNITS)), strict=True))
    for n, ten in enumerate(_TENS, start=2):
        words[ten] = n * 10
        for unit in range(1, 10):
            name = _UNITS[unit]
            words[f"{name}{'ën' if name.endswith('e') else 'en'}{ten}"] = n * 10 + unit
    for n in range(2, 10):
        words[f"{_UNITS[n]}honderd"] = n * 100
        words[f"{_UNITS[n]}duizend"] = n * 1000
    return {fold(word): value for word, value in words.items() if word != "een"} | {"honderdduizend": 100_000}


NUMBER_WORDS = _number_words()

_LISTS = word_lists(__file__)
NEGATIONS = _LISTS["negations"]
DENIALS = re.compile(
    r"^(?:ontken|weiger|geweigerd|afwijz|afgewezen|wijst|verwerp|verworpen|onjuist|ontbre|ontbrak|ontbrok|uitgesloten|"
    r"uitsluit|onmogelijk|onbekend|ontraad|ontraden)"
)
"""Words that deny by themselves. Example: "weigert", "ontkende"; not: "ontvangen"."""
NOT_ONLY = re.compile(r"\bniet\s+(?:alleen|slechts|enkel|uitsluitend|in\s+de\s+laatste\s+plaats)\b", re.IGNORECASE)
"""A denial of a limit, not of the fact. Example: "niet alleen scholen, maar ook"; not: "niet meer"."""
ADMITS = re.compile(r"\b(?:bevestig\w*|bevestigend|klopt|inderdaad)\b", re.IGNORECASE)
"""Example: "Ik kan bevestigen", "dat klopt"; not: "dat is onjuist"."""

QUALIFIERS = word_lists(__file__, "qualifiers")
"""Words that set how far a statement reaches, by class."""

_OPPOSITES = Path(__file__).with_name("opposites.txt")
OPPOSITES = tuple(
    (tuple(left.split()), tuple(right.split()))
    for left, _, right in (line.partition("|") for line in _OPPOSITES.read_text(encoding="utf-8").splitlines())
)
WHOLE_WORDS = frozenset(
    {"meer", "minder", "later", "voor", "na", "open", "begin", "eind", "einde", "beter", "binnen", "buiten"}
)
WEAK_OPPOSITES = frozenset({"voor", "na"})  # prepositions of everything: they tell only beside a number

ROLES = _LISTS["roles"]
"""Capitalised in running text without being the name of anything that a quote must hold."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, date part or ordinal with what stands beside it.

    Attributes:
        value: in one notation: "1500000" for "1,5 miljoen"; "februari" for a month; "2e" for an ordinal.
        unit: "%" or "euro", or the month of a day; None otherwise.
        before, after: the words right beside it, folded; "" where there is none that says something.
    """

    value: str
    unit: str | None
    before: str
    after: str


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(match[0]) for match in TOKEN.finditer(text)]


def numbers_of(text: str, ignored: Iterable[str] = ()) -> list[Number]:
    """Every number, month, weekday and ordinal of a text; `ignored` words say nothing beside one."""
    tokens = [match[0] for match in TOKEN.finditer(text)]
    skipped = set(ignored)
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        value, width = _value(tokens, at)
        if value is None:
            at += 1
            continue
        unit = _unit(text, tokens, at, at + width)
        before = fold(tokens[at - 1]) if at else ""
        after = fold(tokens[at + width]) if at + width < len(tokens) else ""
        before, after = ("" if word in skipped else word for word in (before, after))
        found.append(Number(value=value, unit=unit, before=before, after=after))
        at += width
    return found


def _value(tokens: Sequence[str], at: int) -> tuple[str | None, int]:
    """The number that begins at a token, in one notation, and how many tokens it takes."""
    word = fold(tokens[at])
    following = fold(tokens[at + 1]) if at + 1 < len(tokens) else ""
    if word in MONTHS or word in _DAYS:
        return word, 1
    if following in _PARTS and word in NUMBER_WORDS:
        return f"{NUMBER_WORDS[word]}/{_PARTS[following]}", 2
    if word in _ORDINALS:
        return (None, 1) if following == "kamer" else (_ORDINALS[word], 1)
    if word in _FRACTIONS:
        return _FRACTIONS[word], 1
    if tokens[at] in {"één", "Eén", "Één"}:
        number: float | None = 1.0
    elif tokens[at][0].isdigit():
        number = _digits(tokens[at])
        if following == "e" and number is not None:
            return f"{number:g}e", 2
    else:
        number = float(NUMBER_WORDS[word]) if word in NUMBER_WORDS else None
        if number is None and word in _MAGNITUDES and word not in {"mln", "mld"}:
            number = float(_MAGNITUDES[word])
    if number is None:
        return None, 1
    if following in _MAGNITUDES:
        return _plain(number * _MAGNITUDES[following]), 2
    return _plain(number), 1


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
"""Example: "1.250.000,5"; not: "1.25"."""


def _digits(token: str) -> float | None:
    if _THOUSANDS.fullmatch(token):
        token = token.replace(".", "")
    try:
        return float(token.replace(",", "."))
    except ValueError:  # 1.2.3
        return None


def _plain(number: float) -> str:
    return f"{round(number, 6):.6f}".rstrip("0").rstrip(".")


def _unit(text: str, tokens: Sequence[str], start: int, end: int) -> str | None:
    following = fold(tokens[end]) if end < len(tokens) else ""
    if following in MONTHS:
        return following
    if following in {"procent", "percent"} or re.search(rf"{re.escape(tokens[end - 1])}\s*%", text):
        return "%"
    if following in {"euro", "eur"} or re.search(rf"€\s*{re.escape(tokens[start])}", text):
        return "euro"
    return None


def names_of(text: str) -> list[tuple[str, bool]]:
    """Capitalised words and whether each opens a sentence, where a capital says nothing."""
    found: list[tuple[str, bool]] = []
    for match in TOKEN.finditer(text):
        word = match[0]
        if not word[0].isupper() or fold(word) in ROLES or fold(word) in NUMBER_WORDS:
            continue
        before = text[: match.start()].rstrip(" «“„\"'‘([*_-–")
        opens = not before or before[-1] in ".!?:…"
        if opens and len(word) > 1 and word.isupper():
            opens = False  # an abbreviation is a name wherever it stands
        found.append((word, opens))
    return found


def is_negated(text: str) -> bool:
    """Whether a clause denies something."""
    words = words_of(NOT_ONLY.sub(" ", text))
    return any(word in NEGATIONS or DENIALS.match(word) for word in words)


def qualifiers_of(text: str) -> set[str]:
    """The classes of `QUALIFIERS` that a text has a word of."""
    words = set(words_of(NOT_ONLY.sub(" ", text)))
    return {name for name, members in QUALIFIERS.items() if words & members}


SEPARATED = re.compile(
    r"\b(?P<verb>nam(?:en)?|neemt|nemen)\b(?P<between>[^.;]{0,60}?)\b(?P<part>toe|af)\b", re.IGNORECASE
)
"""`nam vorig jaar toe`: the verb is "toenam"."""


def joined_verbs(text: str) -> str:
    """A text in which the parts of "nam ... toe" and "nam ... af" stand together."""
    return SEPARATED.sub(lambda match: f"{match['part']}{match['verb']}{match['between']}", text)


def opposite_of(claimed: Sequence[str], sources: Sequence[str]) -> tuple[str, str] | None:
    """A word of a claim of which the sources hold the opposite only, as (the word, its opposite)."""
    for left, right in OPPOSITES:
        for mine, theirs in ((left, right), (right, left)):
            word = _first(claimed, mine)
            if word and not _first(sources, mine) and not _first(claimed, theirs):
                other = _first(sources, theirs)
                if other and word not in WEAK_OPPOSITES:
                    return word, other
    present = set(sources)
    for word in claimed:
        if word in present:
            continue
        bare = word[2:] if word.startswith("on") and len(word) > 6 else f"on{word}" if len(word) > 4 else ""
        if bare in present:
            return word, bare
    return None


def _first(words: Sequence[str], stems: Sequence[str]) -> str | None:
    for word in words:
        for stem in stems:
            if word in (stem, f"{stem}e") or (len(stem) > 3 and stem not in WHOLE_WORDS and word.startswith(stem)):
                return word
    return None
