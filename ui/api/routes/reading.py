"""`/v1/publications`, `/v1/pairs` and `/v1/series`: what stands in the corpus, by its id."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from fastapi.responses import JSONResponse

from index.errors import UnknownIdError
from index.values import PairId
from rag.assistant.assistant import Assistant
from rag.compare.series import find_series
from rag.forms.contract import pair_json, publication_json, series_json
from ui.api.route import From, router
from ui.api.shapes import Pair, Publication, Series

routes = router()
PublicationId = Annotated[
    str, Path(alias="id", max_length=200, description="Id van een publicatie.", examples=["ah-tk-20232024-90005"])
]
GivenPairId = Annotated[
    str,
    Path(
        alias="id",
        max_length=200,
        description="Id van een paar; elk vraagnummer noemt het (schrijf # als %23).",
        examples=["ah-tk-20232024-90005#v1"],
    ),
]


@routes.get("/publications/{id}", response_model=Publication)
async def publication(publication_id: PublicationId, answering: From) -> JSONResponse:
    """Een hele publicatie, met bij elk paar wat het antwoord op een ja/nee-vraag zegt."""
    return JSONResponse(await answering.read(lambda assistant: read_publication(assistant, publication_id)))


@routes.get("/pairs/{id}", response_model=Pair)
async def pair(pair_id: GivenPairId, answering: From) -> JSONResponse:
    """Eén vraag met het hele antwoord en de bronvermelding."""
    return JSONResponse(await answering.read(lambda assistant: read_pair(assistant, pair_id)))


@routes.get("/series/{id}", response_model=Series)
async def series(publication_id: PublicationId, answering: From) -> JSONResponse:
    """De reeks van een publicatie: dezelfde vragen aan anderen, uitstel en later antwoord, verwijzingen."""
    return JSONResponse(await answering.read(lambda assistant: read_series(assistant, publication_id)))


def read_publication(assistant: Assistant, typed: str) -> dict[str, object]:
    """A publication by its id, whatever the case typed."""
    catalogue = assistant.corpus.catalogue
    (found,) = catalogue.publications(catalogue.resolve_ids([typed]))
    return publication_json(found)


def read_pair(assistant: Assistant, typed: str) -> dict[str, object]:
    """A pair by its id or by any of its question numbers."""
    catalogue = assistant.corpus.catalogue
    asked = PairId(typed)
    (spelt,) = catalogue.resolve_ids([asked.publication_id])
    pair_id = asked.of_spelling(spelt)
    pair = catalogue.pair(pair_id) if pair_id else None
    whole = catalogue.publication(spelt)
    if pair is None or whole is None:
        raise UnknownIdError(f"{typed} is geen vraag in het corpus: schrijf {spelt}#v1, en in een adres %23 voor #")
    return pair_json(whole, pair)


def read_series(assistant: Assistant, typed: str) -> dict[str, object]:
    """The series of a publication."""
    catalogue = assistant.corpus.catalogue
    (spelt,) = catalogue.resolve_ids([typed])
    return series_json(find_series(catalogue, spelt))
