"""`/v1/searches`: the saved searches of this installation, and what is new for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from rag.assistant.assistant import Assistant
from rag.follow.news import News, follow, mark_seen, news, news_json
from rag.follow.searches import SavedSearches, searches_json
from rag.follow.tell import mark_told
from rag.question import question_from_json
from ui.api.parameters import MAX_VALUES, Text
from ui.api.route import PROBLEMS, From, StrictRoute
from ui.api.shapes import Follow, FoundNews, Saved, Searches

NOT_STORED = {"Cache-Control": "no-store"}
T = TypeVar("T")


def may_follow(request: Request) -> None:
    """Refuses who may not see and change what is followed here: that is of who runs the server; a dependency."""
    if not request.app.state.is_manageable:
        raise HTTPException(
            403, "wat hier wordt gevolgd, is van wie deze server draait: die staat het toe met KAMERVRAGEN_MANAGE=yes"
        )


routes = APIRouter(
    prefix="/v1/searches", route_class=StrictRoute, responses=PROBLEMS, dependencies=[Depends(may_follow)]
)
Names = Annotated[
    list[Text] | None, Query(alias="name", max_length=MAX_VALUES, description="Naam; mag vaker; zonder: alle.")
]


@routes.get("", response_model=Searches)
async def saved(answering: From) -> JSONResponse:
    """De gevolgde vragen."""
    listed = await answering.read(_with_searches(lambda _, searches: searches_json(searches.all())))
    return JSONResponse(listed, headers=NOT_STORED)


@routes.post("", status_code=201, response_model=Saved)
async def add(given: Follow, answering: From) -> JSONResponse:
    """Volg een vraag, of met een nummer, vraagnummer of id één publicatie."""
    question = question_from_json(given.model_dump(exclude={"name", "since"}, exclude_none=True))

    def save(assistant: Assistant, searches: SavedSearches) -> dict[str, object]:
        (kept,) = searches.named([follow(assistant, searches, given.name, question, given.since).name])
        return kept.to_json()

    return JSONResponse(await answering.compute(_with_searches(save)), 201)


@routes.delete("/{name:path}", status_code=204, response_class=Response)
async def remove(name: Text, answering: From) -> Response:
    """Volg een vraag niet langer."""
    await answering.read(_with_searches(lambda _, searches: searches.remove([name])))
    return Response(status_code=204)


@routes.get("/news", response_model=FoundNews)
async def look(answering: From, names: Names = None) -> JSONResponse:
    """Wat er nieuw, gewijzigd of alsnog beantwoord is; het wordt niet onthouden (`volg run --dry-run`)."""
    found = await answering.compute(_with_searches(_look(names)))
    return JSONResponse(news_json(found), headers=NOT_STORED)


@routes.post("/run", response_model=FoundNews)
async def run(answering: From, names: Names = None) -> JSONResponse:
    """Hetzelfde, en onthoud dat het is verteld: elk bericht één keer (`volg run`)."""
    found = await answering.compute(_with_searches(_look(names)))
    # only when it is about to be told: what comes too late is told again
    await answering.read(
        _with_searches(lambda assistant, searches: mark_told(assistant, searches, found, date.today()))
    )
    return JSONResponse(news_json(found), headers=NOT_STORED)


@routes.post("/mark-seen", status_code=204, response_class=Response)
async def see(answering: From, names: Names = None) -> Response:
    """Beschouw alles wat er nu nieuw is als gezien."""
    found = await answering.compute(_with_searches(_look(names)))
    await answering.read(
        _with_searches(lambda assistant, searches: mark_seen(assistant, searches, found, date.today()))
    )
    return Response(status_code=204)


def _look(names: list[str] | None) -> Callable[[Assistant, SavedSearches], list[News]]:
    return lambda assistant, searches: news(assistant, searches, names or ())


def _with_searches(work: Callable[[Assistant, SavedSearches], T]) -> Callable[[Assistant], T]:
    """Work that needs the file of saved searches too."""

    def run(assistant: Assistant) -> T:
        with closing(SavedSearches(assistant.corpus.data_dir)) as searches:
            return work(assistant, searches)

    return run
