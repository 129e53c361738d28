"""`/v1/export` and `/v1/feed`: what was found as a file, and as an Atom feed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from rag.assistant.asked import answer_to, search_for
from rag.assistant.assistant import Assistant
from rag.export.formats import FORMATS, CsvDialect
from rag.export.render import render
from rag.export.save import file_name
from rag.forms.atom import MEDIA_TYPE, Feed, entries_of, write_atom
from rag.question import Question
from ui.api.parameters import takes_question
from ui.api.route import From, router

routes = router()
GivenQuestion = Annotated[Question, Depends(takes_question(max_top=1000))]
if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = Literal[tuple(FORMATS)]


@routes.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {format_.media_type.partition(";")[0]: {} for format_ in FORMATS.values()}}},
)
async def export(
    question: GivenQuestion,
    answering: From,
    format_: Annotated[FormatName, Query(alias="format", description="Vorm van het bestand.")] = "csv",
    csv_dialect: Annotated[CsvDialect, Query(description="excel (puntkomma's) of plain.")] = CsvDialect.EXCEL,
) -> Response:
    """Het antwoord met alle bronnen als bestand, zoals Excel, Word, CSV of RIS."""
    made = datetime.now().astimezone()
    form = FORMATS[format_]

    def write(assistant: Assistant) -> bytes:
        answered = answer_to(assistant, question)
        turns = tuple(f"Vervolgvraag «{turn.typed}»: {turn.note}" for turn in answered.conversation.turns)
        listed = assistant.export_list(
            answered.answer, answered.conversation.question, made=made, messages=(*answered.notes, *turns)
        )
        return render(listed, form, dialect=csv_dialect)

    content = await answering.compute(write)
    name = quote(file_name(question.text, form, made))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, headers=headers, media_type=form.media_type)


@routes.get(
    "/feed",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {}}, "description": "Atom, het nieuwste bovenaan"}},
)
async def feed(question: GivenQuestion, answering: From, request: Request) -> Response:
    """Wat een vraag vindt als Atom-feed, het nieuwst ontvangen antwoord bovenaan."""
    address = str(request.url)

    def write(assistant: Assistant) -> bytes:
        result = search_for(assistant, question).result
        return write_atom(
            Feed(id=address, title=f"Kamervragen: {question.text}", link=address, entries=entries_of(result.hits))
        )

    return Response(await answering.compute(write), media_type=MEDIA_TYPE)
