"""The options that ask a question, the same for every command that takes one; the command gets it as a value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

import typer

from index.errors import InputError
from index.store.field import FilterField
from index.store.filters import FIELDS, Filters
from rag.question import OPTIONS, Option, Question, filters_from_options, question_from_options
from ui.cli.options import read_input

MAX_TOP = 1000
Own = ParamSpec("Own")
Value = TypeVar("Value")


def takes_question(
    *, max_top: int = MAX_TOP
) -> Callable[[Callable[Concatenate[Question, Own], None]], Callable[..., None]]:
    """Gives a command the options of a question before its own, one for every field that can be filtered by.

    The command's first parameter is the question; its others are its own options. Follow-ups are in the question, and
    filters stand in it as typed.
    """
    return _takes(_options(max_top), _question)


def takes_filters() -> Callable[[Callable[Concatenate[Filters, Own], None]], Callable[..., None]]:
    """Gives a command the options of the fields to filter by; its first parameter is the filters, as typed."""
    return _takes(_filter_options(), filters_from_options)


def _takes(
    asked: Mapping[str, inspect.Parameter], read: Callable[[Mapping[str, Any]], Value]
) -> Callable[[Callable[Concatenate[Value, Own], None]], Callable[..., None]]:
    """Puts options before a command's own, and reads them into the value that is its first parameter."""

    def decorate(command: Callable[Concatenate[Value, Own], None]) -> Callable[..., None]:
        _, *own = inspect.signature(command, eval_str=True).parameters.values()

        def run(**given: Any) -> None:
            value = read({name: given.pop(name) for name in asked})
            command(value, **given)  # type: ignore[call-arg]  # what is left are its own options

        parameters = [*asked.values(), *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own)]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
        return run

    return decorate


def _options(max_top: int) -> dict[str, inspect.Parameter]:
    asked = {
        "query": (Annotated[str | None, typer.Argument(help="Een vraag of trefwoorden; of een nummer of id.")], None),
        "bestand": (
            Annotated[str | None, typer.Option("--bestand", help='Lees de vraag uit een bestand; "-" is stdin.')],
            None,
        ),
    }
    refined = {one.name: (_type(one, max_top), one.default) for one in OPTIONS}
    first = {"vervolg": refined.pop("vervolg")}
    return _parameters(asked | first) | _filter_options() | _parameters(refined)


def _type(option: Option, max_top: int) -> Any:
    names = [f"--{option.name}", *([option.also] if option.also else [])]
    if option.kind is int:
        return Annotated[int, typer.Option(*names, min=1, max=max_top, help=option.help)]
    kinds: dict[type, Any] = {list: list[str] | None, str: str | None, bool: bool}
    return Annotated[kinds.get(option.kind, str), typer.Option(*names, help=option.help)]


def _filter_options() -> dict[str, inspect.Parameter]:
    return _parameters({field.argument: (_field_type(field), None) for field in FIELDS if field.option})


def _parameters(options: Mapping[str, tuple[Any, object]]) -> dict[str, inspect.Parameter]:
    return {
        name: inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    }


def _field_type(field: FilterField) -> Any:
    option = f"--{field.option}"
    if field.kind.is_day:
        return Annotated[datetime | None, typer.Option(option, formats=["%Y-%m-%d"], help=field.help)]
    return Annotated[list[str] | None, typer.Option(option, help=field.help)]


def _question(given: Mapping[str, Any]) -> Question:
    return question_from_options(_text(given["query"], given["bestand"]), given)


def _text(query: str | None, bestand: str | None) -> str:
    """The text of the question: as given, or read from a file.

    Raises:
        BadParameter: none, or two.
        InputError: a file that is empty or far too long.
        MissingPathError: the file is not there.
    """
    from index.parse.lines.normalise import decode
    from rag.understand.pasted import MAX_PASTE_CHARS

    if query is not None and bestand is not None:
        raise typer.BadParameter("geef een vraag of --bestand, niet allebei", param_hint="QUERY")
    if bestand is None:
        if not (query or "").strip():
            raise typer.BadParameter(
                'geef een vraag, of met --bestand een bestand ("-" leest van stdin)', param_hint="QUERY"
            )
        return query or ""
    most = 4 * MAX_PASTE_CHARS
    data = read_input(bestand, most)
    if len(data) > most:
        raise InputError(f"{bestand}: te lang voor een vraag; hoogstens {MAX_PASTE_CHARS} tekens")
    text = decode(data)
    if not text.strip():
        raise InputError(f"{bestand}: er staat niets in om te vragen")
    return text
