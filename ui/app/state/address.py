"""The conversation, filters, order and length of the list as they stand in the address of the page: a permalink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.values import VERGADERJAAR, Soort

PAGE_SIZE = 10
MAX_RESULTS = 200
DATE_POOL = 50
"""How many of the best passages are put in order of date: further down they hardly touch the question."""

MAX_LINE_CHARS = 1000
MAX_QUESTION_CHARS = 30_000
"""A whole pasted Kamervraag; browser and server still take such an address."""

MAX_TURNS = 12
PUBLICATION = "id"
PAIR = "vraag"

_FIELDS = {
    "ministeries": "ministerie",
    "vergaderjaren": "jaar",
    "indieners": "indiener",
    "fracties": "fractie",
    "soorten": "soort",
}


class Sort(StrEnum):
    """In which order the passages are listed."""

    RELEVANTIE = "relevantie"
    DATUM = "datum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What the user asked for, as written in the address.

    Attributes:
        vraag: the question; empty means: nothing was asked yet.
        soorten: as typed; `read_address` lets through only those that exist.
        aantal: how many passages to list, a multiple of `PAGE_SIZE`.
        vervolg: follow-up questions, in the order asked.
        negeer: keys of what must not be understood in the question (`Understanding.key`).
        bedoeld: pair id of the question to compare by ministry, where another than the first was picked.
    """

    vraag: str = ""
    ministeries: tuple[str, ...] = ()
    vergaderjaren: tuple[str, ...] = ()
    indieners: tuple[str, ...] = ()
    fracties: tuple[str, ...] = ()
    soorten: tuple[str, ...] = ()
    van: date | None = None
    tot: date | None = None
    aantal: int = PAGE_SIZE
    vervolg: tuple[str, ...] = ()
    negeer: tuple[str, ...] = ()
    bedoeld: str = ""
    sort: Sort = Sort.RELEVANTIE


def read_address(params: Mapping[str, Sequence[str]]) -> tuple[Address, tuple[str, ...]]:
    """The address of a request, and in Dutch what in it cannot be: an address is typed and cut off by people."""
    problems: list[str] = []
    jaren = tuple(value for value in params.get("jaar", ()) if _is_vergaderjaar(value, problems))
    soorten = tuple(value for value in params.get("soort", ()) if _is_soort(value, problems))
    van, tot = (_read_date(params, name, problems) for name in ("van", "tot"))
    if van and tot and van > tot:
        problems.append("De begindatum ligt na de einddatum; de periode is weggelaten.")
        van = tot = None
    address = Address(
        vraag=_read_question(_last(params, "q").strip(), problems),
        ministeries=_unique(params.get("ministerie", ())),
        vergaderjaren=_unique(jaren),
        indieners=_unique(params.get("indiener", ())),
        fracties=_unique(params.get("fractie", ())),
        soorten=_unique(soorten),
        van=van,
        tot=tot,
        aantal=_read_aantal(_last(params, "n")),
        vervolg=_read_turns(params.get("vervolg", ()), problems),
        negeer=_unique(params.get("negeer", ())),
        bedoeld=_last(params, "bedoeld").strip(),
        sort=_read_sort(_last(params, "sort"), problems),
    )
    return address, tuple(problems)


def write_address(address: Address) -> dict[str, list[str]]:
    """The parameters of an address; what is left at its default is left out."""
    params: dict[str, list[str]] = {"q": [address.vraag]} if address.vraag else {}
    params |= {param: list(getattr(address, name)) for name, param in _FIELDS.items() if getattr(address, name)}
    params |= {name: [day.isoformat()] for name, day in (("van", address.van), ("tot", address.tot)) if day}
    params |= {
        name: list(values) for name, values in (("vervolg", address.vervolg), ("negeer", address.negeer)) if values
    }
    if address.bedoeld:
        params["bedoeld"] = [address.bedoeld]
    if address.sort is not Sort.RELEVANTIE:
        params["sort"] = [address.sort.value]
    if address.aantal != PAGE_SIZE:
        params["n"] = [str(address.aantal)]
    return params


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name, ())
    return values[-1] if values else ""


def _read_question(text: str, problems: list[str]) -> str:
    if len(text) > MAX_QUESTION_CHARS:
        problems.append(f"Van de {len(text)} tekens van de vraag zijn de eerste {MAX_QUESTION_CHARS} gebruikt.")
    return text[:MAX_QUESTION_CHARS]


def _unique(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _is_vergaderjaar(value: str, problems: list[str]) -> bool:
    match = VERGADERJAAR.fullmatch(value.strip())
    if match is not None and int(match[2]) == int(match[1]) + 1:
        return True
    problems.append(f"«{value}» is geen vergaderjaar (zoals 2023-2024) en is weggelaten.")
    return False


def _is_soort(value: str, problems: list[str]) -> bool:
    if value.strip() in {soort.value for soort in Soort}:
        return True
    problems.append(f"«{value}» is geen soort publicatie en is weggelaten.")
    return False


def _read_date(params: Mapping[str, Sequence[str]], name: str, problems: list[str]) -> date | None:
    text = _last(params, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(f"«{text}» is geen datum (zoals 2024-02-16) en is weggelaten.")
        return None


def _read_aantal(text: str) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else PAGE_SIZE
    return min(max(-(-wanted // PAGE_SIZE) * PAGE_SIZE, PAGE_SIZE), MAX_RESULTS)


def _read_turns(values: Sequence[str], problems: list[str]) -> tuple[str, ...]:
    turns = tuple(turn for value in values if (turn := value.strip()[:MAX_LINE_CHARS]))
    if len(turns) > MAX_TURNS:
        problems.append(f"Van de {len(turns)} vervolgvragen zijn de eerste {MAX_TURNS} gebruikt.")
    return turns[:MAX_TURNS]


def _read_sort(text: str, problems: list[str]) -> Sort:
    try:
        return Sort(text or Sort.RELEVANTIE)
    except ValueError:
        problems.append(f"«{text}» is geen volgorde (relevantie of datum) en is weggelaten.")
        return Sort.RELEVANTIE
