"""Finds the mentions of Kamervragen in a draft: number, year, question, vraagnummer, ministry, minister, date, link."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from index.names.dates import MONTH as FULL_MONTH
from index.names.dates import month_number
from index.names.people import PARTICLE
from index.parse.facts.ids import ID, norm_id, norm_vergaderjaar
from index.parse.marks.numbers import NUMMERS, parse_numbers
from rag.check import ministries
from rag.check.claims.mention import DraftMention, NamedDate, Precision
from rag.check.claims.numbers import MONTH, find_numbers, following
from rag.check.claims.references import references
from rag.check.draft.values import Draft, Link, Span

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]+[^\s<>«»“”\".,;:)\]}]", re.IGNORECASE)
"""Without the stop behind it. Example: "https://nos.nl/a" in "(https://nos.nl/a)."; not: "nos.nl"."""
OFFICIAL = re.compile(ID.pattern + r"|tk-\d{4}[DZ]\d{5}", re.VERBOSE | re.IGNORECASE)
ZAAK = re.compile(r"(?<!\w)(?P<zaak>(?:19|20)\d{2}\s?[Zz]\s?\d{5})(?!\w)")
"""`2024Z01294`; not: `2024-2025`."""
YEAR = re.compile(
    r"(?<![\w./–-])(?P<jaar>(?:19|20)\d{2}\s?[-–—/]\s?(?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{6})(?![\w–]|[-./]\d)"
)
"""`2023-2024`, `2023/24`, `20232024`; not: `2019-2023`, which is no parliamentary year."""
AFTER_YEAR = re.compile(rf"\s*+(?:[,;)]\s*+)?(?P<nummer>\d{{1,5}})(?![\w%]|[.,]\d|\s*(?:{MONTH}))", re.IGNORECASE)
"""The number after the year of an Aanhangsel: `Aanhangsel Handelingen 2023/24, 1068`."""
VRAAG = re.compile(
    rf"""
    \b (?: antwoord (?:en)? \s+ (?: op \s+ )? (?: (?:de|het) \s+ )? )? (?: deel )? (?: vra(?:ag|gen)
      | antwoord ) (?:nummer)? \s+ (?:nrs?\.?\s*)?
    (?P<nummers> {NUMMERS} ) (?! [\w%] | [.,]\d | \s*(?:miljoen|miljard|procent|euro|jaar|keer|vragen) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`vraag 3`, `antwoord op de vragen 2 t/m 4`; not: `vragen 20 procent`."""
LEAP = re.compile(r"(?<!\d)[1-8]?\d(?P<rest>\D+\d{3})")
"""`2, en 577`: the second is no question; not: `99 en 100`."""
FUNCTIE = re.compile(
    r"""
    \b (?P<functie> (?:vice-?)? minister-?\s?president | premier | ministers? | staats?secretaris(?:sen)?
      | bewinds(?:man|vrouw|persoon)
       | ministerie | departement ) (?P<van> \s+ (?-i:van|voor) (?: \s+ (?-i:de|het) )? )? \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
FUNCTIE_VAN = re.compile(rf"\s+(?:van|voor)\s+(?:{ministries.NAME.pattern})", re.IGNORECASE)
"""After a name: ` van Financiën`."""
_NAME = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
PERSON = re.compile(
    rf"\s+(?P<naam>(?:{PARTICLE}){{0,3}}{_NAME}(?:[\s-](?!En\b){_NAME})?)(?P<rest>\s+(?:{PARTICLE}){{1,3}}{_NAME})?"
)
"""After "minister": ` De Jonge`, ` Van der Burg`, ` Eva van der Burg`; not: ` van Financiën`, ` heeft`."""
NEXT_OF = re.compile(
    r"\s*+(?:,(?:\s*+(?:en|alsmede|mede\s++namens))?|en|alsmede|mede\s++namens)\s++(?:de\s++)?(?:van|voor)\s++",
    re.IGNORECASE,
)
"""Between two ministries under one function: `ministers van Financiën en ` + `van Defensie`."""

DATE = re.compile(
    rf"""
      (?<![\w.,/-]) (?P<dag>\d{{1,2}}) \s+ (?P<maand>{MONTH})\.? \s+ (?P<jaar>(?:19|20)\d{{2}}) (?!\w)
    | (?<![\w.,/-]) (?P<dag2>\d{{1,2}}) [-/.] (?P<maand2>\d{{1,2}}) [-/.] (?P<jaar2>(?:19|20)\d{{2}}) (?![\w/-])
    | (?<![\w.,/-]) (?P<jaar3>(?:19|20)\d{{2}}) - (?P<maand3>\d{{2}}) - (?P<dag3>\d{{2}}) (?![\w/-])
    | (?<![\w.,/-]) (?P<maand4>{FULL_MONTH}) \s+ (?P<jaar4>(?:19|20)\d{{2}}) (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`16 februari 2024`, `16-02-2024`, `2024-02-16`, `februari 2024`."""

CUE = re.compile(
    r"\b(?:Kamervra(?:ag|gen)|Aanh(?:angsel|\.)|(?:schriftelijke|mondelinge)\s+vra(?:ag|gen)|vergaderjaar|vraagnummer"
    r"|beantwoording|Handelingen|(?:vragen|antwoord(?:en)?)\s+(?:van|op|aan))\b",
    re.IGNORECASE,
)
"""What makes a bare number the number of a Kamervraag."""
AANHANGSEL = re.compile(r"\b(?:Aanh(?:angsel|\.)|Kamervragen|ah-tk)\b", re.IGNORECASE)

OTHER_KIND = re.compile(
    r"""
      (?<![/\w]) (?: Kamerst(?:uk|ukken) | Staatsblad | Stb | Staatscourant | Stcrt | Tractatenblad | Trb | PbEU ) \b
        [^;()«“"\n]{0,80}? \b nrs?\.? \s* [\d,\sen]{1,30}
    | (?<![/\w]) Handelingen \b (?! [^;()\n]{0,40} \b Aanh ) [^;()«“"\n]{0,60}? \b nrs?\.? \s* \d{1,5}
    | (?<![/\w]) Kamerst(?:uk|ukken) \b (?!/) [^;()«“"\n]{0,40}
    | \b \w* (?: verordening | richtlijn | besluit ) \b \s*+ (?: (?: \([A-Z, ]{2,12}\) | EG | EU | EEG ) \s*+ )?
        (?: nr\. \s*+ )? \d{1,5} / (?:19|20)\d{2}
    | \b (?: zaak (?:nummer|nr\.)? | rolnr\.? | zaken ) \s* [A-Z]{0,4}[-\s]? \d{1,5} / \d{2,4}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A reference to another kind of document: `Kamerstukken II 2023/24, 36 410, nr. 5`, `Verordening nr. 575/2013`."""
BEFORE_AANHANGSEL = re.compile(r"\bAanh(?:angsel|\.)?\s*(?:van\s+de\s+|der\s+)?$", re.IGNORECASE)
"""Before "Handelingen": "Aanhangsel van de "; not: "het "."""
PUBLISHED = re.compile(
    r"\b(?:gepubliceerd|geraadpleegd|gewijzigd|bezocht|laatst\s+bekeken)\b[^.;)\n]{0,20}$", re.IGNORECASE
)
"""Before a date that is not that of an answer."""
SENTENCE_END = re.compile(r"(?<!\bnr)(?<!\bnrs)(?<!\bd)[.?!]\s+(?=[A-ZÀ-Þ«“\"])")
"""Example: "klopt. Het"; not: "nr. Het", "d.d. Het"."""


def find_mentions(draft: Draft, within: Collection[Span] = ()) -> list[DraftMention]:
    """The mentions of a draft in order; parts that stand together are one.

    What stands `within` a quotation is left out: it is said by whom that quotes.
    """
    quoted = [*within, *draft.ignored, *_of_other_kinds(draft.text)]
    parts = [
        part
        for part in _parts(draft)
        if not any(span.start < part.span.end and part.span.start < span.end for span in quoted)
    ]
    grouped = references(draft.text, _without_overlap(parts))
    ends = {span.end for span in within}
    return [_closed(draft.text, _settled(draft.text, mention, ends)) for mention in grouped]


def _closed(text: str, mention: DraftMention) -> DraftMention:
    """A mention with the bracket that closes one in it: `nr. 12 (2023-2024)`."""
    start, end = mention.span.start, mention.span.end
    is_open = text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")"
    span = Span(start=start, end=end + 1) if is_open else mention.span
    return replace(mention, span=span, each=tuple(_closed(text, one) for one in mention.each))


def _parts(draft: Draft) -> Iterator[DraftMention]:
    text = draft.text
    for link in draft.links:
        yield from _of_link(link)
    for match in ADDRESS.finditer(text):
        yield from _of_link(Link(span=Span.of(match), url=match[0]))
    for match in OFFICIAL.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield DraftMention(span=Span.of(match), ids=(norm_id(match[0]),))
    for match in ZAAK.finditer(text):
        yield DraftMention(span=Span.of(match), zaken=("".join(match["zaak"].split()).upper(),))
    for match in YEAR.finditer(text):
        if jaar := _vergaderjaar(match["jaar"]):
            yield DraftMention(span=Span.of(match), vergaderjaren=(jaar,))
            if AANHANGSEL.search(text, max(0, match.start() - 60), match.start()) and (
                volgt := AFTER_YEAR.match(text, match.end())
            ):
                first = DraftMention(span=Span.of(volgt, "nummer"), nummers=(str(int(volgt["nummer"])),))
                yield from (first, *following(text, first))
    yield from find_numbers(text)
    for match in VRAAG.finditer(text):
        numbers = _questions(match["nummers"])
        if vragen := parse_numbers(numbers):
            yield DraftMention(span=Span(start=match.start(), end=match.start("nummers") + len(numbers)), vragen=vragen)
    yield from _answerers(text)
    for match in DATE.finditer(text):
        is_other = PUBLISHED.search(text, max(0, match.start() - 40), match.start())
        if not is_other and (named := _date(match)):
            yield DraftMention(span=Span.of(match), datums=(named,))


def _questions(numbers: str) -> str:
    """The numbers of questions without the number of a publication behind them."""
    leap = LEAP.search(numbers)
    return numbers[: leap.start("rest")] if leap else numbers


def _of_other_kinds(text: str) -> Iterator[Span]:
    """References to documents that are no Kamervragen."""
    for match in OTHER_KIND.finditer(text):
        if not BEFORE_AANHANGSEL.search(text, max(0, match.start() - 30), match.start()):
            yield Span.of(match)


def _of_link(link: Link) -> Iterator[DraftMention]:
    """The publication that a link leads to: by official id, else by vraagnummer."""
    if ids := [norm_id(match[0]) for match in OFFICIAL.finditer(link.url)]:
        yield DraftMention(span=link.span, ids=(ids[0],))
    elif match := ZAAK.search(re.sub(r"[^\w]", " ", link.url)):
        yield DraftMention(span=link.span, zaken=(match["zaak"].upper(),))


def _answerers(text: str) -> Iterator[DraftMention]:
    """Ministries and ministers, with the function before them."""
    at = -1
    for match in FUNCTIE.finditer(text):
        if match.start() < at:
            continue
        start, end = match.start(), match.end()
        names: list[str] = []
        people: list[str] = []
        if match["functie"].lower().replace("-", "").replace(" ", "").endswith(("president", "premier")):
            names.append("Algemene Zaken")
        if match["van"] or match["functie"].lower() in ("ministerie", "departement"):
            space = re.compile(r"\s+").match(text, end)
            while space and (name := ministries.NAME.match(text, space.end())):
                names.append(name[0])
                end = name.end()
                space = NEXT_OF.match(text, end)
        elif person := PERSON.match(text, end):
            if ministries.meant(person["naam"]):
                names.append(person["naam"])
                end = person.end("naam")
            else:
                of_ministry = FUNCTIE_VAN.match(text, person.end("naam"))
                end = person.end("naam" if of_ministry or not person["rest"] else "rest")
                people.append(text[person.start("naam") : end])
        if names or people:
            yield DraftMention(span=Span(start=start, end=end), ministeries=tuple(names), personen=tuple(people))
            at = end
    for match in ministries.BARE.finditer(text):
        yield DraftMention(span=Span.of(match), ministeries=(match[0],), is_bare=True)


def _without_overlap(parts: Iterable[DraftMention]) -> list[DraftMention]:
    """Of parts that share letters the longest, in order; links and ids before the figures within them."""
    kept: list[DraftMention] = []
    ordered = sorted(
        parts, key=lambda part: (part.span.start, -(part.span.end - part.span.start), not (part.ids or part.zaken))
    )
    for part in ordered:
        if kept and part.span.start < kept[-1].span.end:
            if part.span == kept[-1].span:
                if part.follows and part.nummers != kept[-1].nummers:
                    kept.append(part)  # the numbers of a range stand in one place
                elif not kept[-1].follows:
                    kept[-1] = kept[-1] | part
            continue
        kept.append(part)
    return kept


def _settled(text: str, mention: DraftMention, ends: Collection[int]) -> DraftMention:
    """The mention, knowing whether its number is that of a Kamervraag: also when it follows a quotation in brackets."""
    if not mention.nummers or not mention.is_bare:
        return mention
    told = bool(
        len(mention.vergaderjaren) == 1  # `575/2013`, of which two may be meant, may be a regulation
        or mention.vragen
        or mention.zaken
        or mention.ids
        or (mention.ministeries and mention.datums)
    )
    told = told or _follows_quotation(text, mention.span.start, ends)
    before = text[max(0, mention.span.start - 200) : mention.span.start].rpartition("\n")[2]
    before = SENTENCE_END.split(before)[-1]
    around = before + text[mention.span.start : mention.span.end + 40]
    is_bare = not (told or CUE.search(around))
    return replace(mention, is_bare=is_bare, each=tuple(replace(one, is_bare=is_bare) for one in mention.each))


def _follows_quotation(text: str, start: int, ends: Collection[int]) -> bool:
    """Whether a place is the first in brackets directly after a quotation: `«Nee.» (nr. 12`."""
    at = start - 1
    if at < 0 or text[at] not in "([":
        return False
    while at > max(0, start - 5) and text[at - 1] in " ,.\n":
        at -= 1
    return at in ends


def _vergaderjaar(typed: str) -> str | None:
    digits = re.sub(r"\D", "", typed)
    return norm_vergaderjaar(digits if len(digits) == 8 else f"{digits[:4]}{digits[:2]}{digits[4:]}")


def _date(match: re.Match[str]) -> NamedDate | None:
    precision = Precision.MONTH if match["maand4"] else Precision.DAY
    year = int(match["jaar"] or match["jaar2"] or match["jaar3"] or match["jaar4"])
    named = match["maand"] or match["maand4"]
    month = month_number(named) if named else int(match["maand2"] or match["maand3"])
    day = int(match["dag"] or match["dag2"] or match["dag3"] or 1)
    try:
        return NamedDate(day=date(year, month, day), precision=precision)
    except ValueError:
        return None
