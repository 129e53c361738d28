"""Turns dataclasses, enumerations and dates into plain values that JSON can hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """A value by its fields, tuples as lists, days as text, a member of an enumeration as its value."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def picked(value: object, *names: str) -> dict[str, Any]:
    """These of a value's attributes, as `plain` gives them."""
    return {name: plain(getattr(value, name)) for name in names}
