"""`/v1/check`: the quotations and references of a draft."""

from __future__ import annotations

from fastapi.responses import JSONResponse

from rag.check.write.as_json import report_json
from ui.api.route import From, router
from ui.api.shapes import Draft, Report

routes = router()


@routes.post("/check", response_model=Report)
async def check(draft: Draft, answering: From) -> JSONResponse:
    """Controleer een stuk: staat elk citaat er zo, en klopt elke verwijzing naar een Kamervraag?"""
    return JSONResponse(await answering.compute(lambda assistant: report_json(assistant.check(draft.text))))
