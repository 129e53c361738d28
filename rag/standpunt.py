"""The position of an answer to a yes/no question, read from its own words by rules that are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.values import Pair, Publication, Soort
from rag.nonanswer import is_delay, kanttekening
from rag.sentences import sentence_spans
from rag.values import Position, Standpunt

RULES_FILE = Path(__file__).with_name("standpunt.toml")
READ_SENTENCES = 4  # a position that comes later is rarely the answer to the question
NUANCE = re.compile(
    r"""^ (?: wel | echter | maar | daarbij\splaats\sik | tegelijkertijd | desalniettemin | niettemin ) \b
        | ^ \w+ (?:\s\w+)? \s (?: wel | echter ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
"""`Wel is de uitslag besproken.`, `Ik ben echter ...`; not: `Welke gevolgen dat heeft ...`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words that show a position, in the first sentence or in one of the first few."""

    naam: str
    patroon: re.Pattern[str]
    waarde: Standpunt
    eerste: bool


def standpunt(vraag: str, antwoord: str) -> Position:
    """What the answer says to the question; `waarde` is None when that is not a yes/no question."""
    rules, yes_no = _load()
    spans = sentence_spans(antwoord)[:READ_SENTENCES]
    is_yes_no = yes_no.search(vraag) is not None
    for n, (start, end) in enumerate(spans):
        for rule in rules:
            if rule.eerste and n > 0:
                continue
            opens = rule.naam.startswith("opent")
            if (is_yes_no or opens) and rule.patroon.search(antwoord[start:end]):
                return _position(rule.waarde, antwoord, start, _with_nuance(antwoord, spans, n))
    if not is_yes_no:
        return Position(waarde=None)
    if is_delay(antwoord):
        return _position(Standpunt.UITGESTELD, antwoord, *spans[0])
    if kanttekening(antwoord) is not None:
        return _position(Standpunt.GEEN_ANTWOORD, antwoord, *spans[0])
    return _position(Standpunt.ONZEKER, antwoord, *spans[0])


def pair_position(pair: Pair) -> Position:
    """The position of a pair; with several questions the first whose answer takes one."""
    found = [standpunt(vraag.tekst, pair.antwoord) for vraag in pair.vragen if vraag.tekst]
    return next((p for p in found if p.waarde is not None), Position(waarde=None))


def notice_position(publication: Publication) -> Position:
    """The position of a delay notice: uitgesteld, with the words of the notice; for anything else no position."""
    text = publication.mededeling
    if publication.soort is not Soort.MEDEDELING:
        return Position(waarde=None)
    if not text:
        return Position(waarde=Standpunt.UITGESTELD)
    spans = sentence_spans(text)
    start, end = next((span for span in spans if is_delay(text[span[0] : span[1]])), spans[0])
    return _position(Standpunt.UITGESTELD, text, start, end)


def _position(waarde: Standpunt, text: str, start: int, end: int) -> Position:
    return Position(waarde=waarde, quote=text[start:end], start=start, end=end)


def _with_nuance(text: str, spans: list[tuple[int, int]], n: int) -> int:
    """Where the quote ends: after the next sentence too when that one qualifies what was said."""
    if n + 1 < len(spans) and NUANCE.search(text[spans[n + 1][0] : spans[n + 1][1]]):
        return spans[n + 1][1]
    return spans[n][1]


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[Rule, ...], re.Pattern[str]]:
    with RULES_FILE.open("rb") as file:
        data = tomllib.load(file)
    return tuple(_rule(entry) for entry in data["regel"]), _pattern(data["ja_nee_vraag"])


def _rule(entry: Mapping[str, object]) -> Rule:
    return Rule(
        naam=str(entry["naam"]),
        patroon=_pattern(str(entry["patroon"])),
        waarde=Standpunt(str(entry["waarde"])),
        eerste=bool(entry.get("eerste")),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.IGNORECASE)
