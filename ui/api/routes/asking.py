"""`/v1/search`, `/v1/ask` and `/v1/compare`: a question and what answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from rag.assistant.asked import answer_to, search_for
from rag.assistant.assistant import Assistant
from rag.question import Question
from ui.api.parameters import takes_question
from ui.api.route import From, router
from ui.api.shapes import Answer, SearchPage
from ui.server.paging import read_page

routes = router()
GivenQuestion = Annotated[Question, Depends(takes_question())]
Cursor = Annotated[str | None, Query(max_length=200, description="`next` van de vorige bladzijde.")]


@routes.get("/search", response_model=SearchPage)
async def search(question: GivenQuestion, answering: From, cursor: Cursor = None) -> JSONResponse:
    """Zoek de vraag-antwoordparen die het best passen, bladzijde voor bladzijde (`top` per bladzijde)."""
    return JSONResponse(await answering.compute(lambda assistant: search_page(assistant, question, cursor)))


@routes.get("/ask", response_model=Answer)
async def ask(question: GivenQuestion, answering: From) -> JSONResponse:
    """Beantwoord een vraag met letterlijke zinnen, elk met bronvermelding."""
    return JSONResponse(await answering.compute(lambda assistant: answer_to(assistant, question).to_json()))


@routes.get("/compare", response_model=Answer)
async def compare(question: GivenQuestion, answering: From) -> JSONResponse:
    """Vergelijk wat elk ministerie op dezelfde vraag antwoordde (`rows`)."""
    return JSONResponse(
        await answering.compute(lambda assistant: answer_to(assistant, question, per_ministry=True).to_json())
    )


def search_page(assistant: Assistant, question: Question, cursor: str | None) -> dict[str, object]:
    """A page of a search: as `search --json`, with the total and the cursor of the next."""
    assistant.corpus.stores()  # takes notice of a build that ended meanwhile
    page = read_page(cursor, question.top, question, assistant.corpus.manifest.fingerprint)
    searched = search_for(assistant, replace(question, top=page.end))
    result = searched.result
    shown = replace(searched, result=replace(result, hits=result.hits[page.start : page.end]))
    return shown.to_json() | {"total": result.found, "next": page.next_cursor(result.found)}
