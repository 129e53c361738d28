"""What is wrong with parameters and arguments, in Dutch, from the errors of pydantic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PLACES = ("query", "path", "body", "header")
WHOLE = "het verzoek"
NO_DATE = "is geen datum: schrijf die als 2024-02-16"
NO_NUMBER = "is geen heel getal"
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
    "enum": "kies uit {expected}",
    "literal_error": "kies uit {expected}",
    "date_type": NO_DATE,
    "date_parsing": NO_DATE,
    "date_from_datetime_parsing": NO_DATE,
    "date_from_datetime_inexact": NO_DATE,
    "int_type": NO_NUMBER,
    "int_parsing": NO_NUMBER,
    "int_from_float": NO_NUMBER,
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "string_type": "moet tekst zijn",
    "list_type": "moet een lijst zijn",
    "dict_type": NO_OBJECT,
    "model_type": NO_OBJECT,
    "model_attributes_type": NO_OBJECT,
    "json_invalid": "is geen geldige JSON",
}
"""By the type of the error; what stands in braces is told with it."""


def in_dutch(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each error as `top: mag hoogstens 100 zijn`; one of a kind that is not known, as it came.

    Args:
        errors: as pydantic and FastAPI give them: `type`, `loc`, `msg`, `ctx`.
    """
    return list(dict.fromkeys(f"{_named(error)}: {_told(error)}" for error in errors))


def _named(error: Mapping[str, Any]) -> str:
    parts = [str(part) for part in error["loc"]]
    if parts and parts[0] in PLACES and (len(parts) > 1 or parts[0] == "body"):
        parts = parts[1:]
    is_of_whole = not parts or error["type"] == "json_invalid"
    return WHOLE if is_of_whole else ".".join(parts)


def _told(error: Mapping[str, Any]) -> str:
    text = TEXTS.get(error["type"])
    if text is None or (error["type"] == "extra_forbidden" and not error["msg"].startswith("Extra")):
        return str(error["msg"])
    told = {name: str(value).replace(" or ", " of ") for name, value in (error.get("ctx") or {}).items()}
    return text.format_map(told)
