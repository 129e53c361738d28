"""What is wrong with parameters, arguments and options, in Dutch, from the errors of pydantic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

PLACES = ("query", "path", "body", "header")
WHOLE = "het verzoek"
NO_DATE = "is geen datum: schrijf die als 2024-02-16"
NO_NUMBER = "is geen heel getal"
NO_CHOICE = ("enum", "literal_error")
CHOICE = re.compile(r"'([^']*)'")
"""In what pydantic expects: `'csv'` and `'xlsx'` of `'csv', 'xlsx' or 'md'`."""
BRANCH = re.compile(r"\d+|str|int|\w+\[.*\]")
"""Of a place what says nothing to who sent it: the place in a list, one of the kinds that a value may have."""
NO_OBJECT = "moet een JSON-object zijn, gestuurd met Content-Type application/json"
TEXTS = {
    "missing": "ontbreekt",
    "missing_argument": "ontbreekt",
    "extra_forbidden": "bestaat hier niet",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "string_too_short": "moet minstens {min_length} teken lang zijn",
    "string_too_long": "mag hoogstens {max_length} tekens lang zijn",
    "too_short": "moet minstens {min_length} waarden hebben",
    "too_long": "mag hoogstens {max_length} waarden hebben",
    "date_type": NO_DATE,
    "date_parsing": NO_DATE,
    "date_from_datetime_parsing": NO_DATE,
    "date_from_datetime_inexact": NO_DATE,
    "int_type": NO_NUMBER,
    "int_parsing": NO_NUMBER,
    "int_from_float": NO_NUMBER,
    "float_parsing": "is geen getal",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "string_type": "moet tekst zijn",
    "string_unicode": "bevat tekens die geen tekst zijn",
    "list_type": "moet een lijst zijn",
    "dict_type": NO_OBJECT,
    "model_type": NO_OBJECT,
    "model_attributes_type": NO_OBJECT,
    "json_invalid": "is geen geldige JSON",
}
"""By the type of the error; what stands in braces is told with it."""


def in_dutch(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each error as `top: mag hoogstens 100 zijn`, `per 'dag' bestaat niet: kies uit jaar, maand`; else as it came.

    Args:
        errors: as pydantic and FastAPI give them: `type`, `loc`, `msg`, `ctx`.
    """
    return list(dict.fromkeys(_in_dutch(error) for error in errors))


def _in_dutch(error: Mapping[str, Any]) -> str:
    if error["type"] in NO_CHOICE:  # as `rag.values.choice` says it of an option
        allowed = ", ".join(CHOICE.findall(str(error["ctx"]["expected"])))
        return f"{_named(error)} {error['input']!r} bestaat niet: kies uit {allowed}"
    return f"{_named(error)}: {_told(error)}"


def _named(error: Mapping[str, Any]) -> str:
    parts = [str(part) for part in error["loc"]]
    if parts and parts[0] in PLACES and (len(parts) > 1 or parts[0] == "body"):
        parts = parts[1:]
    is_of_whole = not parts or error["type"] == "json_invalid"
    return WHOLE if is_of_whole else ".".join([parts[0], *(part for part in parts[1:] if not BRANCH.fullmatch(part))])


def _told(error: Mapping[str, Any]) -> str:
    text = TEXTS.get(error["type"])
    if text is None or (error["type"] == "extra_forbidden" and not error["msg"].startswith("Extra")):
        return str(error["msg"])
    return text.format_map(error.get("ctx") or {})
