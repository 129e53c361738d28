"""A question: everything that decides what is searched, answered, compared or exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

from index.errors import InputError
from index.store.filters import FIELDS, Filters, filters_from_json, read_filters, texts_from_json
from rag.values import Arm
from rag.values.choice import read_choice

DEFAULT_TOP = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A question, as every front door asks it.

    Attributes:
        text: as typed or pasted.
        filters: given apart from the text.
        ignore: keys of what must not be understood in the text (`Understanding.key`).
        meant: pair id of the question to compare by ministry, where another than the likeliest is meant.
        arm: which index is asked.
        top: at most so many pairs.
        is_joined: in a comparison a ministry that was asked and the one that took over and answered have one row.
        follow_ups: what was asked after it, in order; the last one is what is answered.
        focus: what is asked of the answers to the text ("waarom?"), the last but one and the last; set when follow-ups
            are worked in, and written nowhere.
    """

    text: str
    _: KW_ONLY
    filters: Filters = field(default_factory=Filters)
    ignore: tuple[str, ...] = ()
    meant: str | None = None
    is_joined: bool = False
    arm: Arm = Arm.HYBRID
    top: int = DEFAULT_TOP
    follow_ups: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The text and the filters; of the rest what is not as usual."""
        rest = {
            "ignore": list(self.ignore),
            "meant": self.meant,
            "is_joined": self.is_joined or None,
            "arm": self.arm.value if self.arm is not Arm.HYBRID else None,
            "top": self.top if self.top != DEFAULT_TOP else None,
            "follow_ups": list(self.follow_ups),
        }
        return {
            "query": self.text,
            "filters": self.filters.to_json(),
            **{name: value for name, value in rest.items() if value},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What may be given with a question besides its text and filters, on the command line and in an address.

    Attributes:
        kind: of the value; `list`: texts, any number of times.
        also: what else it is called on the command line.
    """

    name: str
    kind: type
    help: str
    default: object = None
    also: str | None = None


OPTIONS = (
    Option(name="vervolg", kind=list, help='Vervolgvraag, zoals "en bij Defensie?"; mag vaker.'),
    Option(
        name="negeer",
        kind=list,
        help="Lees dit niet in de vraag, zoals ministeries:Defensie; zie `understood`; mag vaker.",
    ),
    Option(
        name="bedoeld",
        kind=str,
        help="Vergelijk per ministerie deze vraag, zoals ah-tk-20232024-1068#v1.",
        also="--meant",
    ),
    Option(
        name="samen",
        kind=bool,
        help="Vergelijk per ministerie: wie gevraagd is en wie opvolgde en antwoordde, als één rij.",
        default=False,
    ),
    Option(name="arm", kind=Arm, help="dense (betekenis), lexical (woorden) of hybrid.", default=Arm.HYBRID),
    Option(name="top", kind=int, help="Hoogstens zoveel vraag-antwoordparen.", default=DEFAULT_TOP),
)
"""Every option of a question; `question_from_options` reads them."""


def question_from_json(value: Mapping[str, object]) -> Question:
    """Reads what `Question.to_json` writes; an InputError: a key that does not exist, or a value that cannot be."""
    known = {"query", "filters", "ignore", "meant", "is_joined", "arm", "top", "follow_ups"}
    if unknown := sorted(value.keys() - known):
        raise InputError(f"onbekend bij een vraag: {', '.join(unknown)}; kies uit {', '.join(sorted(known))}")
    text, filters, meant = value.get("query"), value.get("filters", {}), value.get("meant")
    arm, top = value.get("arm", Arm.HYBRID.value), value.get("top", DEFAULT_TOP)
    if not isinstance(text, str):
        raise InputError(f"query {text!r} is geen tekst")
    if not isinstance(filters, Mapping):
        raise InputError(f'filters {filters!r} zijn geen object: schrijf {{}} of {{"ministeries": ["Defensie"]}}')
    if not isinstance(meant, str | None):
        raise InputError(f"meant {meant!r} is geen id van een vraag, zoals ah-tk-20232024-1068#v1")
    is_joined = value.get("is_joined", False)
    if not isinstance(is_joined, bool):
        raise InputError(f"is_joined {is_joined!r} is geen true of false")
    if not isinstance(top, int) or isinstance(top, bool) or top < 1:
        raise InputError(f"top {top!r} is geen aantal vanaf 1")
    return Question(
        text,
        filters=filters_from_json(filters),
        ignore=texts_from_json("ignore", value.get("ignore", [])),
        meant=meant,
        is_joined=is_joined,
        arm=read_arm(str(arm)),
        top=top,
        follow_ups=texts_from_json("follow_ups", value.get("follow_ups", [])),
    )


def question_from_options(text: str, given: Mapping[str, Any]) -> Question:
    """The question that options of a command or parameters of an address ask, by the names of the options.

    Those of fields are called as `FilterField.argument`; names in its filters stand as typed.

    Raises:
        InputError: a value that it cannot have.
    """
    return Question(
        text,
        filters=filters_from_options(given),
        ignore=tuple(given["negeer"] or ()),
        meant=given["bedoeld"],
        is_joined=given["samen"],
        arm=read_arm(given["arm"]),
        top=given["top"],
        follow_ups=tuple(given["vervolg"] or ()),
    )


def filters_from_options(given: Mapping[str, Any]) -> Filters:
    """The filters of the same, of every field that has an option."""
    return read_filters({field.name: _texts(given[field.argument]) for field in FIELDS if field.option})


def _texts(value: date | list[str] | None) -> list[str]:
    return [f"{value:%Y-%m-%d}"] if isinstance(value, date) else value or []


def check_asked(question: Question) -> None:
    """An InputError where nothing is asked: the text, or what was asked after it, is empty."""
    if not question.text.strip():
        raise InputError("geef een vraag: de tekst is leeg")
    if not all(turn.strip() for turn in question.follow_ups):
        raise InputError("geef een vervolgvraag, of laat die weg: de tekst is leeg")


def read_arm(text: str) -> Arm:
    """The arm with this name; an InputError where there is none."""
    return read_choice(Arm, text, "arm")
