"""The parameters that ask a question or narrow by facts: those of the command line, from the one table of fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import StringConstraints, WithJsonSchema

from index.store.field import FieldKind, FilterField
from index.store.filters import FIELDS, Filters
from index.values import Soort
from rag.question import OPTIONS, Option, Question, filters_from_options, question_from_options

MAX_QUERY_CHARS = 8_000
MAX_VALUE_CHARS = 300
MAX_VALUES = 30
MAX_TOP = 100
KINDS = {
    FieldKind.SOORTEN: WithJsonSchema({"type": "string", "enum": [soort.value for soort in Soort]}),
    FieldKind.YEARS: WithJsonSchema({"type": "string", "examples": ["2023-2024"]}),
}
"""What is described of a value; it is read, and refused in the same words, as on the command line."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_VALUE_CHARS)]


def takes_question(*, max_top: int = MAX_TOP) -> Callable[..., Question]:
    """A dependency that reads a question; names in its filters stand as typed."""

    def read(**given: Any) -> Question:
        return question_from_options(given["query"], given)

    text = Query(
        min_length=1,
        max_length=MAX_QUERY_CHARS,
        description="Een vraag of trefwoorden; of een nummer of id.",
        examples=["wanneer komt het verbod op lachgas?"],
    )
    asked = {
        "query": (Annotated[str, text], inspect.Parameter.empty),
        **{one.name: (_option_type(one, max_top), one.default) for one in OPTIONS},
    }
    return _dependency(read, asked | _filter_parameters())


def takes_filters() -> Callable[..., Filters]:
    """A dependency that reads the fields to filter by, as typed."""

    def read(**given: Any) -> Filters:
        return filters_from_options(given)

    return _dependency(read, _filter_parameters())


def _dependency(read: Callable[..., Any], asked: Mapping[str, tuple[Any, object]]) -> Callable[..., Any]:
    """Gives a function the signature that FastAPI reads its parameters from."""
    read.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what FastAPI reads
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in asked.items()
        ]
    )
    return read


def _option_type(option: Option, max_top: int) -> Any:
    if option.kind is int:
        return Annotated[int, Query(ge=1, le=max_top, description=option.help)]
    if option.kind is list:
        return Annotated[list[Text] | None, Query(max_length=MAX_VALUES, description=option.help)]
    kind: Any = Text | None if option.kind is str else option.kind
    return Annotated[kind, Query(description=option.help)]


def _filter_parameters() -> dict[str, tuple[Any, object]]:
    return {field.argument: (_type(field), None) for field in FIELDS if field.option}


def _type(field: FilterField) -> Any:
    if field.kind.is_day:
        return Annotated[date | None, Query(description=field.help)]
    value = Annotated[Text, KINDS[field.kind]] if field.kind in KINDS else Text
    return Annotated[list[value] | None, Query(max_length=MAX_VALUES, description=field.help)]  # type: ignore[valid-type]
