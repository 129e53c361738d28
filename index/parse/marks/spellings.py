"""Labels in another way of writing ("V1:", "A.", "Ad 2", "Vraag II"), read where a whole text keeps to that way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.parse.content import BlockKind
from index.parse.marks.labels import BARE_NUMBER, read_label
from index.parse.marks.notes import without_marks
from index.parse.marks.numbers import NUMMERS, can_follow, parse_numbers, write_numbers
from index.parse.marks.questions import is_question

_BEFORE = r"^[\s•▪*_#>\-–]*"
_SIGNS = (r"\s?:", r"\.", r"\s?\)", "")
"""What may stand behind a label; all labels of a text have the same. Without one the label stands alone on its line."""
_WORDS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_OFFICE = r"(?:minister|staats?secretaris|bewindspersoon|regering|kabinet)"


@dataclass(frozen=True, slots=True)
class _Way:
    """How questions and answers are labelled; without a pattern for questions these are labelled as usual, or bare."""

    vraag: re.Pattern[str] | None
    antwoord: re.Pattern[str]
    read: Callable[[str], tuple[int, ...]] = parse_numbers


@dataclass(slots=True)
class _SpeltLabel:
    place: int
    soort: BlockKind
    nummers: tuple[int, ...]
    rest: str


def with_usual_labels(lines: Sequence[str]) -> list[str]:
    """The lines with every label of another way of writing as "Vraag 1" or "Antwoord 1" on a line of its own.

    Nothing changes unless the text keeps to one way: questions that count on, each answer to a question before it.
    """
    lines = _with_number_beside(lines)
    counted = _without_total(lines)
    if counted is not None:
        return counted
    labels = [label for line in lines if (label := read_label(line)) and label.certain]
    asked = any(label.soort is BlockKind.VRAAG for label in labels)
    answers = [label for label in labels if label.soort is BlockKind.ANTWOORD]
    if any(label.nummers for label in answers) or (asked and answers):
        return list(lines)
    for way in _WAYS:
        if way.vraag is None:
            found = [] if answers else _answers_only(lines, way)
        else:
            found = [] if asked else _found(lines, way.vraag, _USUAL_ANSWER if answers else way.antwoord, way.read)
        if found:
            return _written_out(lines, found)
    return list(lines)


def _pattern(label: str, sign: str) -> re.Pattern[str]:
    rest = r"(?:\s+(?P<rest>\S.*))?" if sign else "(?P<rest>)"
    return re.compile(rf"{_BEFORE}{label}{sign}{rest}\s*$")


def _ways(vraag: str, antwoord: str, read: Callable[[str], tuple[int, ...]] = parse_numbers) -> list[_Way]:
    """A way with each of the signs; "{}" stands for the numbers."""
    asked, answered = (label.replace("{}", rf"(?P<nummers>{NUMMERS})") for label in (vraag, antwoord))
    return [_Way(_pattern(asked, sign), _pattern(answered, sign), read) for sign in _SIGNS]


def _counted(names: Mapping[str, int], vraag: str, antwoord: str) -> list[_Way]:
    one = f"(?P<nummers>(?i:{'|'.join(sorted(names, key=len, reverse=True))}))"
    return _ways(vraag.replace("{}", one), antwoord.replace("{}", one), lambda name: (names[name.lower()],))


_INLINE = r"\.\s?(?P<nummers>\d{1,3})\s+(?P<rest>[A-ZÀ-Þ«‘“\"'].*)$"
_WAYS: tuple[_Way, ...] = (
    *_ways(r"[VQ]\.?\s?{}", r"A\.?\s?{}"),
    _Way(re.compile(f"{_BEFORE}V{_INLINE}"), re.compile(f"{_BEFORE}A{_INLINE}")),
    *_ways(r"(?i:vrg?)\.?\s?{}", r"(?i:antw?)\.?\s?{}"),
    *_ways(r"{}[.)]?\s+Vraag", r"{}[.)]?\s+Antwoord"),
    *_ways(r"Vraag\s?\[{}\]", r"Antwoord\s?\[{}\]"),
    *_counted(_WORDS, "Vraag {}", "Antwoord(?: op vraag)? {}"),
    *_counted(_ROMAN, "(?i:vraag) {}", "(?i:antwoord)(?: op vraag)? {}"),
    *_counted(_ORDINALS, "{} vraag", "Antwoord(?: op (?:de )?)?{}(?: vraag)?"),
    *_ways(r"(?P<nummers>)[VQ]", r"(?P<nummers>)A"),
    *(_Way(None, way.antwoord) for way in _ways("", r"Ad\s+(?:(?:de\s+)?vra(?:ag|gen)\s+)?{}")),
    *(_Way(None, way.antwoord) for way in _ways("", r"(?P<nummers>)Antw\.")),
    _Way(
        None,
        re.compile(
            rf"{_BEFORE}(?:Antwoord(?:en)?|Reactie)\s+(?:van\s+)?(?:de\s+|het\s+)?{_OFFICE}"
            rf"(?:\s+(?:van|voor)\s+[A-Z][\w,&\s-]{{2,70}}?)?"
            rf"(?:\s+op\s+(?:de\s+)?vra(?:ag|gen)\s+(?P<nummers>{NUMMERS}))?\s*+(?::\s*+)?(?P<rest>)$",
            re.IGNORECASE,
        ),
    ),
)
"""Every way that is looked for; the first that a text keeps to counts. Examples: "V1:" with "A1:", "V." with "A.",
"Vr. 2", "3. Vraag", "Vraag [4]", "Vraag twee", "Vraag II", "Derde vraag", "Ad 1." behind "1. Klopt het?", "Antwoord van
de minister op vraag 2"; not: "A2" of a road, "A. Dekkers" below a letter, "V. de Vries"."""

_USUAL_ANSWER = re.compile(rf"{_BEFORE}Antwoord(?P<nummers>)\s*+(?::\s*+)?(?P<rest>)$")


def _found(
    lines: Sequence[str], vraag: re.Pattern[str], antwoord: re.Pattern[str], read: Callable[[str], tuple[int, ...]]
) -> list[_SpeltLabel]:
    """The labels of a way in their order, those that do not fit passed over; none when the text does not keep to it."""
    out: list[_SpeltLabel] = []
    seen: set[int] = set()
    open_nummers: set[int] = set()
    for place, line in enumerate(lines):
        bare = without_marks(line)
        if match := vraag.match(bare):
            nummers = read(match["nummers"]) if match["nummers"] else (max(seen, default=0) + 1,)
            if nummers[:1] == (1,) and seen and not open_nummers:
                seen.clear()  # another set of questions
            if not nummers or not can_follow(nummers[0], seen) or set(nummers) & seen:
                continue
            seen.update(nummers)
            open_nummers.update(nummers)
            out.append(_SpeltLabel(place, BlockKind.VRAAG, nummers, match["rest"] or ""))
        elif match := antwoord.match(bare):
            nummers = read(match["nummers"]) if match["nummers"] else tuple(sorted(open_nummers))
            if not nummers or not set(nummers) <= open_nummers:
                continue
            open_nummers.difference_update(nummers)
            out.append(_SpeltLabel(place, BlockKind.ANTWOORD, nummers, match["rest"] or ""))
    return out if _is_kept(lines, out, open_nummers) else []


def _is_kept(lines: Sequence[str], found: Sequence[_SpeltLabel], unanswered: set[int]) -> bool:
    """Whether these are the labels of a text: from question 1 on, most answered, and what they open is asked."""
    vragen = [one for one in found if one.soort is BlockKind.VRAAG]
    if not vragen or vragen[0].nummers[0] != 1 or 2 * len(unanswered) > sum(len(one.nummers) for one in vragen):
        return False
    ends = [one.place for one in found[1:]] + [len(lines)]
    asking = sum(
        any(is_question(line.strip()) for line in (one.rest, *lines[one.place + 1 : end]))
        for one, end in zip(found, ends, strict=True)
        if one.soort is BlockKind.VRAAG
    )
    return 2 * asking > len(vragen)


def _answers_only(lines: Sequence[str], way: _Way) -> list[_SpeltLabel]:
    """The answer labels of a way where the questions are labelled as usual, or by bare number; each answers one."""
    found: list[_SpeltLabel] = []
    for place, line in enumerate(lines):
        if match := way.antwoord.match(without_marks(line)):
            nummers = way.read(match["nummers"]) if match["nummers"] else ()
            found.append(_SpeltLabel(place, BlockKind.ANTWOORD, nummers, match["rest"] or ""))
    if not found:
        return []
    above = lines[: found[-1].place]
    labelled = [label.nummers for line in above if (label := read_label(line)) and label.soort is BlockKind.VRAAG]
    bare = [(int(match["nummer"]),) for line in above if (match := BARE_NUMBER.match(line))]
    asked = {nummer for nummers in labelled or bare for nummer in nummers}
    answered = [nummer for one in found for nummer in one.nummers]
    if answered:
        fits = len(set(answered)) == len(answered) and set(answered) <= asked and 2 * len(answered) > len(asked)
        return found if fits and all(one.nummers for one in found) else []
    return found if len(found) == len(labelled or bare) else []


def _with_number_beside(lines: Sequence[str]) -> list[str]:
    """A label whose number stands on the next line ("Vraag", "1") on one line, where all of them are so."""
    words = [n for n, line in enumerate(lines) if _WORD_ALONE.match(line)]
    numbers = [lines[n + 1].strip() if n + 1 < len(lines) else "" for n in words]
    if len(words) < 2 or not all(_NUMBERS_ALONE.fullmatch(number) for number in numbers):
        return list(lines)
    beside = {n + 1 for n in words}
    return [
        f"{line.strip()} {lines[n + 1].strip()}" if n + 1 in beside else line
        for n, line in enumerate(lines)
        if n not in beside
    ]


_WORD_ALONE = re.compile(r"^\s*(?:Vra(?:ag|gen)|Antwoord(?:en)?)\s*$", re.IGNORECASE)
_NUMBERS_ALONE = re.compile(rf"{NUMMERS}\s*[.:)]?")


def _without_total(lines: Sequence[str]) -> list[str] | None:
    """Labels that say of how many ("Vraag 1/3") without that; None when these are none."""
    found = [(place, match) for place, line in enumerate(lines) if (match := _OF_TOTAL.match(line))]
    vragen = [int(match["nummer"]) for _, match in found if match["woord"].startswith("Vraag")]
    totals = {int(match["totaal"]) for _, match in found}
    if len(totals) != 1 or vragen != list(range(1, totals.pop() + 1)) or len(vragen) < 2:
        return None
    out = list(lines)
    for place, match in found:
        out[place] = f"{match['woord']} {match['nummer']}{match['rest']}"
    return out


_OF_TOTAL = re.compile(
    r"^\s*(?P<woord>Vraag|Antwoord)\s+(?P<nummer>\d{1,3})\s?(?:/|van(?:\s+de)?)\s?(?P<totaal>\d{1,3})(?P<rest>\s*[:.]?.*)$"
)


def _written_out(lines: Sequence[str], found: Sequence[_SpeltLabel]) -> list[str]:
    out: list[str] = []
    labels = {one.place: one for one in found}
    for place, line in enumerate(lines):
        one = labels.get(place)
        if one is None:
            out.append(line)
            continue
        word = "Vraag" if one.soort is BlockKind.VRAAG else "Antwoord"
        out.append(f"{word} {write_numbers(one.nummers)}".strip())
        if one.rest:
            out.append(one.rest)
    return out
