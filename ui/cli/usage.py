"""Says in Dutch what is wrong with a command line, in the words that the API has for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from typer._click.exceptions import BadParameter, MissingParameter, NoArgsIsHelpError, NoSuchOption, UsageError

Mistake = UsageError
"""What Typer raises for a command line that cannot be."""
NO_DATE = "does not match the formats"
OTHERS = (
    (re.compile(r"No such command '(.*)'\.(?: Did you mean (.*)\?)?"), "opdracht {0} bestaat niet", "bedoelt u {1}?"),
    (
        re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)"),
        "te veel: {0}",
        "zet wat één is in aanhalingstekens",
    ),
    (re.compile(r"^Option '(.*)' requires (?:an argument|\d+ arguments)\."), "{0}: de waarde ontbreekt", ""),
    (re.compile(r"Missing command\."), "zeg wat er moet gebeuren", ""),
)
"""What Typer says, and what is said instead, with what to do where that is known."""


def is_help(error: Mistake) -> bool:
    """Whether only the name of a group of commands was typed: then its help is shown."""
    return isinstance(error, NoArgsIsHelpError)


def usage_text(error: Mistake) -> str:
    """What is wrong and where it stands how it must be, in a line."""
    command = error.ctx.command_path if error.ctx else "kamervragen"
    return f"{'; '.join(_told(error))}; {command} --help zegt wat er kan"


def _told(error: Mistake) -> Iterator[str]:
    if isinstance(error, NoSuchOption):
        yield f"optie {error.option_name} bestaat niet"
        if error.possibilities:
            yield f"bedoelt u {' of '.join(sorted(error.possibilities))}?"
        return
    if isinstance(error, MissingParameter):
        yield f"{_name(error)} ontbreekt"
        return
    if isinstance(error, BadParameter) and (wrong := _of_option(error)):
        yield from wrong
        return
    for pattern, *texts in OTHERS:
        if match := pattern.fullmatch(error.message):
            given = [group or "" for group in match.groups()]
            yield from (text.format(*given) for text in texts if text and ("{1}" not in text or given[1]))
            return
    yield error.message


def _of_option(error: BadParameter) -> list[str]:
    """What pydantic has against the value of an option; dates are read by Typer, which says so in a message."""
    from pydantic import ValidationError

    from ui.server.invalid import in_dutch

    cause = error.__cause__
    found: list[Mapping[str, Any]] = [*cause.errors()] if isinstance(cause, ValidationError) else []
    kinds = ["date_parsing" if NO_DATE in one["msg"] else one["type"] for one in found]
    return in_dutch({**one, "type": kind, "loc": (_name(error),)} for one, kind in zip(found, kinds, strict=True))


def _name(error: BadParameter) -> str:
    """The option as it is typed, or the argument as the help calls it."""
    names = error.param.opts if error.param else ["een waarde"]
    return next((name for name in names if name.startswith("--")), names[0])
