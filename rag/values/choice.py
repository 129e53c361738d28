"""Reads a member of an enumeration from what a user typed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from index.errors import InputError

Kind = TypeVar("Kind", bound=StrEnum)


def read_choice(kind: type[Kind], text: str, what: str) -> Kind:
    """The member with this name; where there is none an InputError, in which `what` says what there is none of."""
    try:
        return kind(text)
    except ValueError as error:
        raise InputError(f"{what} {text!r} bestaat niet: kies uit {', '.join(kind)}") from error
