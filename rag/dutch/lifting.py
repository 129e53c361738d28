"""Finds in a quote the date, amount, share, length of time or number that a question asks for."""

from __future__ import annotations

import re
from itertools import chain

from index.names.dates import MONTH
from rag.values import Figure, Lifted

FLAGS = re.VERBOSE | re.IGNORECASE

_ASKS = {
    Figure.DATUM: r"wanneer | (?:welke?|wat\sis\sde) \s (?:\w+\s)? (?:datum|dag|jaar|maand|termijn) | welk \s jaar",
    Figure.KEREN: r"hoe \s (?:vaak|dikwijls) | hoeveel \s (?:keer|maal)",
    Figure.DUUR: r"hoe \s? lang(?:e\stijd)? \b(?!s) | hoeveel \s (?:tijd|dagen|weken|maanden|jaren|jaar|uur)",
    Figure.AANDEEL: r"percentage | welk \s (?:aan)?deel | aandeel | hoeveel \s procent",
    Figure.BEDRAG: r"""
        wat \s (?:kost\w* | (?:is|zijn) \s (?:het|de) \s (?:(?:totaal)?bedrag|prijs|tarief|kosten))
        | hoe \s (?:duur|kostbaar) | hoe \s ho(?:og|ge) \b .{0,30}
          \b (?:kosten|(?:totaal)?bedrag(?:en)?|boetes?|subsidies?|vergoeding(?:en)?|uitgaven)
        | hoeveel \s (?:euro|geld|budget|subsidie|kost\w*) | hoeveel \b .{0,40} \b kost\w*
        | welk \s bedrag | welke \s kosten
        """,
    Figure.AANTAL: r"hoeveel | aantal(?:len)? | hoe \s veel",
}
ASKS = {kind: re.compile(rf"\b(?:{pattern})\b", FLAGS) for kind, pattern in _ASKS.items()}
"""In order: `hoeveel euro` asks for an amount before it asks for a number."""

_WORD = r"""
    (?: twee | drie | vier | vijf | zes | zeven | acht | negen | tien | elf | twaalf
      | (?: der | veer | vijf | zes | zeven | acht | negen ) tien
      | \w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig) | \w*honderd | \w*duizend | één )
"""
_DIGITS = r"""
    (?<![\w.,/–-]) (?: \d{1,3} (?:\.\d{3})+ (?:,\d+)? (?! \d | [-–]\d ) | \d+ (?:,\d+)? (?! \d | [.,]\d | [-–/]\d ) )
"""
_AMOUNT_OF = rf"(?: {_DIGITS} | \b{_WORD}\b )"
_ABOUT = r"(?: (?:circa|ongeveer|ruim|bijna|zo'n|minstens|minimaal|maximaal|meer\sdan|minder\sdan) \s )?"
_MAGNITUDE = r"(?: \s (?:miljoen|miljard|mln\.?|mld\.?|duizend) )?"
_NO_REFERENCE = (
    r"(?<!\bvraag\s)(?<!\bvragen\s)(?<!\bartikel\s)(?<!\bnr\.\s)(?<!\blid\s)(?<!\bkamerstuk\s)(?<!\bnummer\s)"
)
_FIGURES = {
    Figure.DATUM: rf"""
        \b \d{{1,2}} \s (?:{MONTH}) (?: \s \d{{4}} )?
        | (?: (?:begin|eind|medio|half|per|sinds|vanaf|in) \s )? \b (?:{MONTH}) \s \d{{4}}
        | (?: (?:begin|eind|medio|half) \s )? \b (?: voorjaar | najaar | zomer | winter
            | (?:eerste|tweede|derde|vierde)\skwartaal | (?:eerste|tweede)\shelft ) (?: \s van )? \s (?:19|20)\d\d
        | (?: begin | eind | medio | half | per | sinds | vanaf | in | uiterlijk | tot ) \s (?:19|20)\d\d \b (?!\s\d)
        | (?<![\d.,/–-]) \b (?:19|20)\d\d (?= \s* (?: [.,;:)] (?!\d) | $ ) )
        """,
    Figure.BEDRAG: rf"{_ABOUT} (?: € \s? \d[\d.]*(?:,\d+)? {_MAGNITUDE} | {_AMOUNT_OF} {_MAGNITUDE} \s euro \b )",
    Figure.AANDEEL: rf"""
        {_ABOUT} (?: {_DIGITS} ) \s? (?: % | procent\b )
        | {_ABOUT} \b (?: de\shelft | (?:een|twee|drie)\s(?:derde|kwart|vierde) )
        """,
    Figure.DUUR: rf"""
        {_ABOUT} {_AMOUNT_OF} \s (?:werk)?
        (?: dag(?:en)? | week | weken | maand(?:en)? | jaar | jaren | uur | minuten ) \b
        """,
    Figure.KEREN: rf"{_ABOUT} (?: {_AMOUNT_OF} \s (?:keer|maal|malen) \b | \b (?:eenmaal|tweemaal|driemaal) \b )",
    Figure.AANTAL: rf"""
        {_NO_REFERENCE} {_ABOUT} (?P<number> {_AMOUNT_OF} ) {_MAGNITUDE} (?P<what> (?: \s [a-zà-ÿ-]+ ){{0,3}} )
        """,
}
FIGURES = {kind: re.compile(pattern, FLAGS) for kind, pattern in _FIGURES.items()}
NO_NUMBER = re.compile(
    rf"^\s* (?: {MONTH} | procent | euro | keer | maal | jaar | uur | t/m | tot | van | en | of ) \b | ^\s*%", FLAGS
)
"""What a number of things is not followed by."""
ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![.,]\d)")
YEAR = re.compile(r"^(?:19|20)\d\d$")
COUNTED = re.compile(r"\b(?:hoeveel|aantal|hoe\sveel)\s+(?P<what>(?:[\w-]+\s?){1,3})", re.IGNORECASE)
"""Example: "hoeveel zware ongelukken", "aantal bruggen"; not: "hoe zwaar"."""
PAYS = re.compile(r"(?:betal|kost(?:en|te|baar)?\b|prij[sz]|duur\b|vergoed)", re.IGNORECASE)
"""Any amount is told to who asks what is paid; one in an answer about something else may be of anything."""
WORD = re.compile(r"[^\W\d_]{4,}")
STEM_CHARS = 5
BESIDE = 50  # characters on either side of a figure that say what it is of


def asked_figure(question: str) -> Figure | None:
    """The kind of figure that a question asks for; None for any other question."""
    return next((kind for kind, pattern in ASKS.items() if pattern.search(question)), None)


def has_figure(quote: str) -> bool:
    """Whether a quote has an amount, a share or a number of things."""
    if any(FIGURES[kind].search(quote) for kind in (Figure.BEDRAG, Figure.AANDEEL)):
        return True
    return any(_is_number(match) and match["what"].strip() for match in FIGURES[Figure.AANTAL].finditer(quote))


def has_figure_of(question: str, quote: str) -> bool:
    """Whether a quote has an amount, a share, or a number of what a question speaks of."""
    if PAYS.search(question) and FIGURES[Figure.BEDRAG].search(quote):
        return True
    plain = ANY_YEAR.sub(" ", quote)
    sums = (match for kind in (Figure.BEDRAG, Figure.AANDEEL) for match in FIGURES[kind].finditer(plain))
    numbers = (match for match in FIGURES[Figure.AANTAL].finditer(plain) if _is_number(match))
    return any(_is_of(question, _beside(match)) for match in chain(sums, numbers))


def _beside(match: re.Match[str]) -> str:
    """The words close to a figure, in its clause."""
    clause = _clause(match.string, match)
    at = match.start() - match.string.find(clause, max(0, match.start() - len(clause)))
    return clause[max(0, at - BESIDE) : at + len(match[0]) + BESIDE]


def _is_of(question: str, text: str) -> bool:
    """Whether a text has a word of the question or the end of one ("posten" of "huisartsenposten"), or "het aantal"."""
    if _stems(question) & _stems(text) or "het aantal" in text:
        return True
    asked = [word.casefold() for word in WORD.findall(question)]
    return any(word.endswith(part.casefold()) for part in WORD.findall(text) for word in asked)


def lift(question: str, quote: str) -> Lifted | None:
    """The figure of the quote that the question asks for; None where there is none, or it could be several.

    A number of things must count what was asked; of several dates, amounts and the like the one in the words of the
    question is taken, and none where they tell nothing apart.
    """
    kind = asked_figure(question)
    if kind is None:
        return None
    found = [match for match in FIGURES[kind].finditer(quote) if match[0].strip()]
    if kind is Figure.AANTAL:
        found = [match for match in found if _counts(match, question)]
    if not found:
        return None
    near = [len(_stems(question) & _stems(_clause(quote, match))) for match in found]
    best = max(near)
    chosen = [match for match, share in zip(found, near, strict=True) if share == best]
    if len(chosen) > 1:
        return None
    return _lifted(chosen[0], kind)


def _lifted(match: re.Match[str], kind: Figure) -> Lifted:
    text = match[0]
    start = match.start() + len(text) - len(text.lstrip())
    end = match.end()
    if kind is Figure.AANTAL and match["what"]:
        end = match.start("what") + len(match["what"].split()[0]) + 1
    return Lifted(text=match.string[start:end], start=start, end=end, kind=kind)


def _is_number(match: re.Match[str]) -> bool:
    rest = match.string[match.start("what") :]
    return not NO_NUMBER.match(rest) and not YEAR.match(match["number"])


def _counts(match: re.Match[str], question: str) -> bool:
    """Whether a number counts what the question asks the number of."""
    if not _is_number(match):
        return False
    counted = COUNTED.search(question)
    return counted is not None and bool(_stems(counted["what"]) & _stems(match["what"]))


def _clause(quote: str, match: re.Match[str]) -> str:
    """The words around a figure up to the next stop."""
    start = max(quote.rfind(mark, 0, match.start()) for mark in (". ", "; ", ", ", "\n", ": ")) + 1
    ends = [end for mark in (". ", "; ", ", ", "\n") if (end := quote.find(mark, match.end())) >= 0]
    return quote[start : min(ends, default=len(quote))]


def _stems(text: str) -> set[str]:
    return {word.casefold()[:STEM_CHARS] for word in WORD.findall(text)}
