"""An error as a problem document (RFC 9457), in the words of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import JSONResponse

from index.errors import (
    BusyError,
    InputError,
    KamervragenError,
    ModelError,
    NotAPublicationError,
    SourceError,
    StoreError,
    TooSlowError,
    UnknownIdError,
)

MEDIA_TYPE = "application/problem+json"
STATUS: tuple[tuple[type[KamervragenError], int], ...] = (
    (UnknownIdError, 404),
    (InputError, 400),
    (SourceError, 400),
    (NotAPublicationError, 400),
    (BusyError, 503),
    (StoreError, 503),
    (ModelError, 503),
    (TooSlowError, 504),
)
TITLES = {
    400: "Dit kan niet worden gevraagd",
    401: "Geen toegang",
    403: "Geen toegang",
    404: "Staat niet in het corpus",
    405: "Zo kan dit niet worden gevraagd",
    413: "Te groot",
    421: "Deze server heet anders",
    422: "Dit kan niet worden gevraagd",
    503: "Nu niet te beantwoorden",
    504: "Duurt te lang",
}
RETRY_AFTER_S = 2


def status_of(error: KamervragenError) -> int:
    """The HTTP status of an error that was raised on purpose."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem(status: int, detail: str, errors: Sequence[str] = ()) -> JSONResponse:
    """The answer to a request that fails.

    Args:
        detail: what is wrong and what to do, in Dutch.
        errors: everything that is wrong, where that is more than one thing.
    """
    content: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        content["errors"] = list(errors)
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else {}
    return JSONResponse(content, status, headers, MEDIA_TYPE)
