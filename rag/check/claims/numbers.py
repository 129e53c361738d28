"""Finds the numbers of Kamervragen in a draft, each by itself, also where they stand in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.names.dates import MONTHS, SHORT_MONTHS
from index.parse.facts.ids import norm_vergaderjaar
from rag.check.claims.mention import DraftMention
from rag.check.draft.values import Span

MONTH = "|".join([*MONTHS, *SHORT_MONTHS])
MAX_RANGE = 40
"""A range of more numbers counts as its two ends."""

_COUNTED = r"""
    (?: euro | miljoen | miljard | procent | jaar | jaren | maand(?:en)? | week | weken | dag(?:en)? | uur | keer | maal
      | (?:Kamer)?leden | (?:Kamer)?vragen | antwoorden | mensen | personen | kinderen | gemeenten | partijen | fracties
      | andere | kilometer | meter | hectare | ton ) (?!\w)
    """
_NUMMER = rf"""
    (?P<nummer> \d{{1,2}}\.\d{{3}} (?!\d) | \d{{1,5}}+ )
    (?: \s?/\s? (?P<jaar> (?:19|20)\d{{2}} (?: [-–—/] (?:\d{{4}}|\d{{2}}) )? ) )?
    (?! [\w%] | [.,]\d | \s?/\s?\d | \s* {_COUNTED} | \s+ (?:{MONTH}) \b )
    """
"""`1068`, `1.068`, `563/2024`, `563/2023-2024`; not: `12 maart`, `12 leden`, `36410/77`."""
_TEKEN = r"(?: n(?:r|rs|ummers?) \.? | nos?\. )"

FIRST = re.compile(
    rf"""
    \b (?: (?: (?: aanhangsel | antwoord )? n(?:r|rs|umme?r?s?) \.? | nos?\. | AH
          | Aanhangsel (?! \s+ (?:van|der|Handelingen) )
          | Aanhangsel (?: \s+ (?:van\s+de|der) )? (?: \s+ Handelingen )? (?: \s+ I{{1,2}} )? ,?
            (?= \s* (?! (?:19|20)\d{{2}} \b ) \d )
        ) \s* (?: {_TEKEN} \s* )?
      | Kamervra(?:ag|gen) \s+ (?= (?! (?:19|20)\d{{2}} \b ) \d{{3}} )
      | (?<! [\w/.,–-] ) (?= (?! (?:0?\d|1[0-2]) / ) \d{{1,5}} / (?:19|20)\d{{2}} )
    ) {_NUMMER}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`nr. 1068`, `AH 602`, `Aanhangsel van de Handelingen 602`, `Kamervragen 563`, `563/2024`; not: `12/2024`."""
MANY = re.compile(r"\b(?:\w*nrs|\w*nummers|nos)\b", re.IGNORECASE)
"""Announces more numbers than one."""
NEXT = re.compile(
    rf"""
    (?: \s* \( (?P<tussen> [^()\n]{{1,80}} ) \)
      | ,? \s+ (?:antwoord(?:en)?\s+op\s+)? vra(?:ag|gen) \s+ \d{{1,2}} (?: \s*(?:,|en|t/m|-)\s* \d{{1,2}} (?!\d) )*
        (?= \s*+ (?: , \s*+ )? en \s+ \d{{3}} )
    )?
    (?: \s*+ (?: , \s*+ )? (?: en | of | als | alsmede | evenals | resp\. | respectievelijk ) (?!\w) (?: \s+ ook \b )?
      | \s* [,;&+] )
    \s* (?P<teken> {_TEKEN} \s* )? {_NUMMER}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The next of a list: ` en 577`, `, nr. 577`, ` (Defensie) en 577`, `, vraag 2, en 577`; not: ` en 12 leden`."""
DASHES = ("-", "–", "—")
RANGE = re.compile(
    rf"\s* (?P<teken> t/m | tot \s+ en \s+ met | [-–—] ) \s* (?: {_TEKEN} \s* )? {_NUMMER}", re.VERBOSE | re.IGNORECASE
)
"""` t/m 566`, `-566`."""
TELLING = re.compile(r"AH\b|(?i:aanhangsel|antwoord)")
YEAR_ALONE = re.compile(r"(?:19|20)\d{2}")
DASH = re.compile(r"\s?[-–—]\s?\d")


def find_numbers(text: str) -> Iterator[DraftMention]:
    """The numbers in order, a mention each."""
    at = 0
    while (match := FIRST.search(text, at)) is not None:
        at = match.end()
        is_more = MANY.search(match[0]) is not None
        first = _numbered(match, match.start(), is_bare=not TELLING.match(match[0]))
        if _is_cut(text, first, is_more=is_more):
            continue
        yield first
        for one in following(text, first, is_more=is_more):
            yield one
            at = one.span.end


def following(text: str, first: DraftMention, *, is_more: bool = False) -> Iterator[DraftMention]:
    """The numbers of a list after its first; what may be a year is one, unless several numbers are announced."""
    last = first
    while found := _range(text, last, is_more=is_more) or _next(text, last, is_more=is_more):
        yield from found
        last = found[-1]


def _next(text: str, last: DraftMention, *, is_more: bool) -> list[DraftMention]:
    """The number that a list goes on with; none when it ends here."""
    match = NEXT.match(text, last.span.end)
    if match is None or (match["tussen"] and match["teken"]):
        return []  # `nr. 563 (2024-2025) en nr. 577` are two references, each with what is said of it
    if YEAR_ALONE.fullmatch(match["nummer"]) and not (is_more or match["teken"]):
        return []
    found = _numbered(match, match.start("teken" if match["teken"] else "nummer"), is_bare=last.is_bare)
    return [] if _is_cut(text, found, is_more=is_more) else [replace(found, follows=True)]


def _range(text: str, first: DraftMention, *, is_more: bool) -> list[DraftMention]:
    """The numbers up to the end of a range that begins with this one; none when no range does."""
    match = RANGE.match(text, first.span.end)
    if match is None or DASH.match(text, match.end()) or (match["teken"] in DASHES and not is_more):
        return []
    end = replace(_numbered(match, match.start("teken"), is_bare=first.is_bare), follows=True)
    begin, last = int(first.nummers[0]), int(end.nummers[0])
    numbers = range(begin + 1, last + 1) if last - begin <= MAX_RANGE else (last,)
    return [replace(end, nummers=(str(nummer),)) for nummer in numbers]


def _is_cut(text: str, one: DraftMention, *, is_more: bool) -> bool:
    """Whether a dash behind a number makes it part of something else: `nr. 36410-77`."""
    return DASH.match(text, one.span.end) is not None and not _range(text, one, is_more=is_more)


def _numbered(match: re.Match[str], start: int, *, is_bare: bool) -> DraftMention:
    nummer = str(int(match["nummer"].replace(".", "")))
    jaren = _years(match["jaar"]) if match["jaar"] else ()
    span = Span(start=start, end=match.end())
    return DraftMention(span=span, nummers=(nummer,), vergaderjaren=jaren, is_bare=is_bare)


def _years(typed: str) -> tuple[str, ...]:
    """The parliamentary years that `2024`, `2023-2024` or `2023-24` may mean: `2024` is of 2023-2024 or 2024-2025."""
    first, rest = int(typed[:4]), re.sub(r"\D", "", typed[4:])
    if rest:
        jaar = norm_vergaderjaar(f"{first}{rest if len(rest) == 4 else f'{first // 100}{rest}'}")
        return (jaar,) if jaar else ()
    return f"{first - 1}-{first}", f"{first}-{first + 1}"
