"""The question, order and length of the list as they stand in the address of the page: a permalink."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from index.errors import InputError
from index.store.field import FieldKind, FilterField
from index.store.filters import FIELDS, PERIODS, Filters, read_filters
from rag.dutch.writing import enumerate_dutch
from rag.question import DEFAULT_TOP, Question
from rag.values import Arm
from ui.app.state.pasted import HELD, TEXT, text_params
from ui.app.state.sources import ShownSource, read_source

PAGE_SIZE = DEFAULT_TOP
MAX_RESULTS = 200
DATE_POOL = 50
"""How many of the best passages are put in order of date: further down they hardly touch the question."""

MAX_LINE_CHARS = 1000
MAX_QUESTION_CHARS = 30_000
"""A whole pasted Kamervraag."""
MAX_FIELD_CHARS = 10 * MAX_QUESTION_CHARS
"""A field takes more than is used, and the page says so: what it does not take vanishes without a word."""

MAX_TURNS = 12
PUBLICATION = "id"
PAIR = "vraag"
SOURCE = "bron"
FILTER_PARAMS = tuple(field.param for field in FIELDS if field.param)
QUESTION_PARAMS = (TEXT, HELD, *FILTER_PARAMS, "vervolg", "negeer", "bedoeld", "samen", "arm", "sort", "n", SOURCE)
FOREIGN = ("utm_", "fbclid", "gclid", "mc_")
"""What programs that pass a link on add to it."""

TOGETHER = "ja"
ALIKE = 0.6
NOT_HELD = (
    "De tekst waar dit adres naar wijst was te lang voor een link, en is hier niet (meer) bekend. "
    "Plak de tekst opnieuw, of vraag een export van wie u de link gaf."
)
NOTHING_ASKED = Question("")
CALLED = {
    FieldKind.YEARS: "vergaderjaar (zoals 2023-2024)",
    FieldKind.SOORTEN: "soort publicatie",
    FieldKind.FROM: "datum (zoals 2024-02-16)",
    FieldKind.UNTIL: "datum (zoals 2024-02-16)",
}


class Sort(StrEnum):
    """In which order the passages are listed."""

    RELEVANTIE = "relevantie"
    DATUM = "datum"
    OUDSTE = "oudste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What the user asked for, as written in the address.

    Attributes:
        question: as typed, names in its filters too; without a text nothing was asked yet.
        aantal: how many passages to list, a multiple of `PAGE_SIZE`.
        source: what is read beside the answer; None until something was chosen.
    """

    question: Question = NOTHING_ASKED
    aantal: int = PAGE_SIZE
    sort: Sort = Sort.RELEVANTIE
    source: ShownSource | None = None


Go = Callable[[Address], None]
"""Opens an address."""


def read_address(params: Mapping[str, Sequence[str]]) -> tuple[Address, tuple[str, ...]]:
    """The address of a request, and in Dutch what in it cannot be: an address is typed and cut off by people."""
    problems: list[str] = []
    question = Question(
        _read_question(_last(params, TEXT).strip(), problems),
        filters=_read_filters(params, problems),
        ignore=_unique(params.get("negeer", ())),
        meant=_last(params, "bedoeld").strip() or None,
        is_joined=read_choice(_last(params, "samen"), (TOGETHER,), "waarde van samen", problems) is not None,
        arm=Arm(read_choice(_last(params, "arm"), tuple(Arm), "manier van zoeken", problems) or Arm.HYBRID),
        follow_ups=_read_turns(params.get("vervolg", ()), problems),
    )
    aantal = _read_aantal(_last(params, "n"), problems)
    sort = Sort(read_choice(_last(params, "sort"), tuple(Sort), "volgorde", problems) or Sort.RELEVANTIE)
    if _last(params, HELD):
        problems.append(NOT_HELD)
    beside = _last(params, SOURCE)
    source = read_source(beside)
    if beside and source is None:
        problems.append(f"«{beside}» wijst geen passage aan en is weggelaten.")
    return Address(question=question, aantal=aantal, sort=sort, source=source), tuple(problems)


def not_understood(names: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """One line in Dutch about the parameters of an address that a page does not know; nothing when it knows all."""
    unknown = [name for name in names if name not in known and not name.startswith(FOREIGN)]
    if not unknown:
        return ()
    named = enumerate_dutch([f"«{name}»{_meant(name, known)}" for name in unknown])
    return (f"Niet begrepen in het adres, en weggelaten: {named}.",)


def read_choice(text: str, choices: Collection[str], what: str, problems: list[str]) -> str | None:
    """A choice out of a few as it stands in an address; what is none of them is told.

    Args:
        what: what it is a choice of, in Dutch.
        problems: takes what to tell.
    """
    if text in choices:
        return text
    if text:
        problems.append(f"«{text}» is geen {what} ({', '.join(choices)}) en is weggelaten.")
    return None


def read_number(text: str, what: str, problems: list[str]) -> int | None:
    """A whole number as it stands in an address; what is none is told."""
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    if text:
        problems.append(f"«{text}» is geen {what} en is weggelaten.")
    return None


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name.casefold(), known, n=1, cutoff=ALIKE)
    return f" (bedoelde u «{near[0]}»?)" if near else ""


def write_address(address: Address) -> dict[str, list[str]]:
    """The parameters of an address; what is left at its default is left out, a text that no link can hold is named."""
    question = address.question
    params = {
        **text_params(question.text),
        **{field.param: list(values) for field, values in question.filters.given() if field.param},
        "vervolg": list(question.follow_ups),
        "negeer": list(question.ignore),
        "bedoeld": [question.meant or ""],
        "samen": [TOGETHER] if question.is_joined else [],
        "arm": [question.arm.value] if question.arm is not Arm.HYBRID else [],
        "sort": [address.sort.value] if address.sort is not Sort.RELEVANTIE else [],
        "n": [str(address.aantal)] if address.aantal != PAGE_SIZE else [],
        SOURCE: [str(address.source)] if address.source else [],
    }
    return {name: values for name, values in params.items() if any(values)}


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name, ())
    return values[-1] if values else ""


def _read_question(text: str, problems: list[str]) -> str:
    if len(text) > MAX_QUESTION_CHARS:
        problems.append(f"Van de {len(text)} tekens van de vraag zijn de eerste {MAX_QUESTION_CHARS} gebruikt.")
    return text[:MAX_QUESTION_CHARS]


def _unique(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _read_filters(params: Mapping[str, Sequence[str]], problems: list[str]) -> Filters:
    texts: dict[str, list[str]] = {}
    for field in FIELDS:
        if field.param is not None:
            values = _unique(params.get(field.param, ()))
            given = values[-1:] if field.kind.is_day else values
            texts[field.name] = [value for value in given if _is_readable(field, value, problems)]
    for first, last in PERIODS:
        try:
            read_filters({field.name: texts[field.name] for field in (first, last)})
        except InputError:
            problems.append("De begindatum ligt na de einddatum; de periode is weggelaten.")
            texts[first.name] = texts[last.name] = []
    return read_filters(texts)


def _is_readable(field: FilterField, value: str, problems: list[str]) -> bool:
    try:
        field.read([value])
    except InputError:
        problems.append(f"«{value}» is geen {CALLED[field.kind]} en is weggelaten.")
        return False
    return True


def _read_aantal(text: str, problems: list[str]) -> int:
    wanted = read_number(text, "aantal passages", problems) or PAGE_SIZE
    if wanted > MAX_RESULTS:
        problems.append(f"Meer dan {MAX_RESULTS} passages worden niet getoond.")
    return min(max(-(-wanted // PAGE_SIZE) * PAGE_SIZE, PAGE_SIZE), MAX_RESULTS)


def _read_turns(values: Sequence[str], problems: list[str]) -> tuple[str, ...]:
    turns = tuple(turn for value in values if (turn := value.strip()[:MAX_LINE_CHARS]))
    if len(turns) > MAX_TURNS:
        problems.append(f"Van de {len(turns)} vervolgvragen zijn de eerste {MAX_TURNS} gebruikt.")
    return turns[:MAX_TURNS]
