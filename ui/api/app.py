"""Makes the application: routes, errors, compression, and who may ask."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from index.errors import KamervragenError
from ui.api.examples import described
from ui.api.head import HeadAsGet
from ui.api.metrics import Metrics, RequestCounts
from ui.api.routes import asking, checking, corpus, files, following, reading
from ui.server.access import Guard
from ui.server.answering import Answering
from ui.server.invalid import in_dutch
from ui.server.listen import LOOPBACK
from ui.server.problem import problem, status_of

MIN_COMPRESSED_BYTES = 1024
COMPRESSION = 4  # of 9: a tenth of the time of the highest, for a few percent more bytes
DESCRIPTION = (
    "Doorzoek de beantwoorde Kamervragen: passages, antwoorden met letterlijke citaten, vergelijking per ministerie. "
    "De JSON is die van de opdrachtregel met --json. Elk antwoord gaat alleen over wat in het corpus staat: /v1/status."
)


def make_app(
    answering: Answering, *, token: str | None = None, hosts: Collection[str] = LOOPBACK, with_metrics: bool = False
) -> FastAPI:
    """Makes the application that serves the HTTP API.

    Args:
        token: that every request must bear; None asks for none.
        hosts: names that it answers to; empty: any. Then what is followed here is shown to nobody, unless the setting
            `manage` says so.
        with_metrics: whether `/metrics` tells how much is asked.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        answering.warm_up()
        yield
        answering.opened.close()

    app = FastAPI(
        title="Kamervragen",
        version=version("kamervragen"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.answering = answering
    manage = answering.opened.settings.manage
    app.state.is_manageable = manage == "yes" or (manage == "auto" and bool(hosts))
    for module in (asking, reading, files, corpus, checking, following):
        app.include_router(module.routes)
    app.openapi = lambda: described(FastAPI.openapi(app))  # type: ignore[method-assign]  # as FastAPI says to extend it
    handlers = {KamervragenError: _raised_on_purpose, RequestValidationError: _not_valid, HTTPException: _of_http}
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)  # type: ignore[arg-type]  # each takes its own kind
    app.add_middleware(GZipMiddleware, minimum_size=MIN_COMPRESSED_BYTES, compresslevel=COMPRESSION)
    if with_metrics:
        counts = RequestCounts()
        app.add_route("/metrics", counts.show, include_in_schema=False)
        app.add_middleware(Metrics, counts=counts)
    app.add_middleware(Guard, token=token, hosts=hosts)
    app.add_middleware(HeadAsGet)
    return app


async def _raised_on_purpose(request: Request, error: KamervragenError) -> Response:
    return problem(status_of(error), str(error))


async def _not_valid(request: Request, error: RequestValidationError) -> Response:
    errors = in_dutch(error.errors())
    return problem(422, f"parameters die niet mogen: {'; '.join(errors)}; /v1/openapi.json zegt wat er kan", errors)


async def _of_http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404:
        return problem(404, f"{request.url.path} bestaat niet: /v1/openapi.json noemt alle adressen")
    detail = str(error.detail)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "iets anders")
        detail = f"{request.method} kan niet op {request.url.path}: vraag het met {allowed}"
    answer = problem(error.status_code, detail)
    answer.headers.update(error.headers or {})
    if answer.headers.get("Allow") == "GET":
        answer.headers["Allow"] = "GET, HEAD"
    return answer
