"""The parameters that ask a question or narrow by facts: those of the command line, from the one table of fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import StringConstraints, WithJsonSchema

from index.store.field import FilterField, Kind
from index.store.filters import FIELDS, Filters
from index.values import Soort
from rag.question import DEFAULT_TOP, Question, filters_from_options, question_from_options
from rag.values import Arm

MAX_QUERY_CHARS = 8_000
MAX_VALUE_CHARS = 300
MAX_VALUES = 30
MAX_TOP = 100
KINDS = {
    Kind.SOORTEN: WithJsonSchema({"type": "string", "enum": [soort.value for soort in Soort]}),
    Kind.YEARS: WithJsonSchema({"type": "string", "examples": ["2023-2024"]}),
}
"""What is described of a value; it is read, and refused in the same words, as on the command line."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_VALUE_CHARS)]


def takes_question(*, max_top: int = MAX_TOP) -> Callable[..., Question]:
    """A dependency that reads a question; names in its filters stand as typed."""

    def read(**given: Any) -> Question:
        return question_from_options(given["query"], given)

    many = Annotated[list[Text] | None, Query(max_length=MAX_VALUES)]
    asked = {
        "query": (
            Annotated[
                str,
                Query(
                    min_length=1,
                    max_length=MAX_QUERY_CHARS,
                    description="Een vraag of trefwoorden; of een nummer of id.",
                    examples=["wanneer komt het verbod op lachgas?"],
                ),
            ],
            inspect.Parameter.empty,
        ),
        "vervolg": (
            Annotated[many, Query(description='Vervolgvraag, zoals "en bij Defensie?"; mag vaker.')],
            None,
        ),
        "negeer": (
            Annotated[
                many, Query(description="Lees dit niet in de vraag, zoals ministeries:Defensie; zie `understood`.")
            ],
            None,
        ),
        "bedoeld": (
            Annotated[
                Text | None,
                Query(description="Vergelijk per ministerie deze vraag, zoals ah-tk-20232024-1068#v1."),
            ],
            None,
        ),
        "samen": (
            Annotated[
                bool,
                Query(description="In een vergelijking: wie gevraagd is en wie opvolgde en antwoordde, als één rij."),
            ],
            False,
        ),
        "arm": (Annotated[Arm, Query(description="dense (betekenis), lexical (woorden) of hybrid.")], Arm.HYBRID),
        "top": (
            Annotated[int, Query(ge=1, le=max_top, description="Hoogstens zoveel vraag-antwoordparen.")],
            DEFAULT_TOP,
        ),
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


def _filter_parameters() -> dict[str, tuple[Any, object]]:
    return {field.argument: (_type(field), None) for field in FIELDS if field.option}


def _type(field: FilterField) -> Any:
    if field.kind.is_day:
        return Annotated[date | None, Query(description=field.help)]
    value = Annotated[Text, KINDS[field.kind]] if field.kind in KINDS else Text
    return Annotated[list[value] | None, Query(max_length=MAX_VALUES, description=field.help)]  # type: ignore[valid-type]
