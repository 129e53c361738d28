"""`/v1/status`, `/v1/facets` and `/v1/termijnen`: what the corpus holds, exactly, from the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from index.store.catalogue import Catalogue
from index.store.field import FieldKind
from index.store.filters import FIELDS, Filters
from rag.assistant.assistant import Assistant
from rag.forms.contract import answer_times_json
from rag.overview.answer_times import account_of, answer_times
from rag.understand.given import spelt
from rag.values import Per
from ui.api.parameters import takes_filters
from ui.api.route import From, router
from ui.api.shapes import AnswerTimes, Facets, Status
from ui.server.corpus_state import corpus_state

routes = router()


@routes.get("/status", response_model=Status)
async def status(answering: From) -> JSONResponse:
    """Wat er in het corpus staat en tot wanneer; zonder plaatsen op de schijf van de server."""
    return JSONResponse(await answering.read(read_status))


@routes.get("/facets", response_model=Facets)
async def facets(answering: From) -> JSONResponse:
    """Waarop te filteren is, zoals het corpus het spelt."""
    return JSONResponse(await answering.read(lambda assistant: {"facets": read_facets(assistant.corpus.catalogue)}))


@routes.get("/termijnen", response_model=AnswerTimes)
async def termijnen(
    filters: Annotated[Filters, Depends(takes_filters())],
    answering: From,
    per: Per = Per.MINISTERIE,
    peildatum: Annotated[date | None, Query(description="Kijk op deze dag wat er open is; anders vandaag.")] = None,
) -> JSONResponse:
    """Hoe lang antwoorden op zich lieten wachten, hoeveel er op tijd kwamen, en wat er open staat."""

    def count(assistant: Assistant) -> dict[str, object]:
        catalogue = assistant.corpus.catalogue
        known, notes = spelt(filters, catalogue)
        times = answer_times(catalogue.sent(known), per, peildatum or date.today())
        return answer_times_json(times, [*notes, *account_of(times, catalogue.counts())])

    return JSONResponse(await answering.compute(count))


def read_status(assistant: Assistant) -> dict[str, Any]:
    """`status --json`, without what tells of the disk of the server."""
    state = corpus_state(assistant.corpus.data_dir, assistant.corpus.catalogue)
    del state["data_dir"]
    return state | {"failed": [{"error": item["error"]} for item in state["failed"]]}


def read_facets(catalogue: Catalogue) -> list[dict[str, object]]:
    """The fields of names, years and kinds, each with its values."""
    return [
        {
            "parameter": field.argument,
            "label": field.label,
            "values": catalogue.values_of(field.name),
        }
        for field in FIELDS
        if field.option and field.kind in (FieldKind.NAMES, FieldKind.YEARS, FieldKind.SOORTEN)
    ]
