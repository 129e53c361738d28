"""What every address of the API does: a tag of the index on each answer, and the corpus at hand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from fastapi import APIRouter, Depends, Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute

from index.settings import Settings
from index.store.manifest import FILE_NAME, read_manifest
from ui.api.shapes import Problem
from ui.server.answering import Answering

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": Problem,
        "description": text,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, text in {
        400: "Een waarde die niet kan, in dezelfde woorden als op de opdrachtregel",
        401: "Zonder geldig token",
        403: "Wat hier wordt gevolgd, is niet van wie dit vraagt",
        404: "Staat niet in het corpus",
        413: "Te groot",
        422: "Een parameter die ontbreekt of niet kan",
        503: "Nog geen corpus, of te veel vragen tegelijk",
        504: "Geen antwoord binnen de tijd",
    }.items()
}


class StrictRoute(APIRoute):
    """An address that refuses parameters that it does not know: a filter with a typing error would narrow nothing.

    So it does what is given twice and can be asked once: one of the two would count for nothing.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, not called with a parameter that is unknown or repeated."""
        handle = super().get_route_handler()
        taken = [field for field in get_flat_params(self.dependant) if isinstance(field.field_info, Query)]
        known = [field.alias for field in taken]
        once = {field.alias for field in taken if not _takes_many(field.field_info.annotation)}

        async def answer(request: Request) -> Response:
            given = Counter(name for name, _ in request.query_params.multi_items())
            wrong = [_unknown(name, known) for name in sorted(set(given) - set(known))]
            wrong += [_repeated(name) for name in sorted(once) if given[name] > 1]
            if wrong:
                raise RequestValidationError(wrong)
            return await handle(request)

        return answer


class TaggedRoute(StrictRoute):
    """An address whose answers bear an ETag: the same index gives the same answer on the same day."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, not called where the asker has the answer already."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if request.method != "GET":
                return await handle(request)
            tag = index_tag(answering_of(request).opened.settings)
            headers = {"ETag": tag, "Cache-Control": "private, no-cache"} if tag else {}
            if tag and _is_known(tag, request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers=headers)
            response = await handle(request)
            if response.status_code == 200:
                response.headers.update(headers)
            return response

        return answer


def _is_known(tag: str, known: str) -> bool:
    """Whether the asker has what a tag names: weakly compared, and `*` is anything (RFC 9110, 13.1.2)."""
    return bool({"*", tag.removeprefix("W/")} & {one.strip().removeprefix("W/") for one in known.split(",")})


def _unknown(name: str, known: Sequence[str]) -> dict[str, object]:
    meant = get_close_matches(name, known, 1)
    told = f"bedoelt u {meant[0]}?" if meant else f"kies uit {', '.join(known)}" if known else "hier is er geen"
    return {"type": "extra_forbidden", "loc": ("query", name), "msg": f"deze parameter bestaat niet; {told}"}


def _repeated(name: str) -> dict[str, object]:
    return {"type": "repeated", "loc": ("query", name), "msg": "staat er meer dan eens, en kan er één keer staan"}


def _takes_many(kind: object) -> bool:
    """Whether a parameter is a list, or a list or nothing."""
    return any(get_origin(one) is list for one in (kind, *get_args(kind)))


def router() -> APIRouter:
    """A router of addresses below /v1."""
    return APIRouter(prefix="/v1", route_class=TaggedRoute, responses=PROBLEMS)


def answering_of(request: Request) -> Answering:
    """What answers for this application."""
    answering: Answering = request.app.state.answering
    return answering


From = Annotated[Answering, Depends(answering_of)]
"""The parameter by which an address gets at the corpus."""


def index_tag(settings: Settings) -> str | None:
    """Names the state that an answer depends on; weak, for the bytes differ when compressed.

    The day is in it, for "vorig jaar" in a question and what is late depend on it; so is the moment of the last build,
    for one that changes facts alone leaves the fingerprint as it is.
    """
    try:
        built = (settings.data_dir / FILE_NAME).stat().st_mtime_ns
    except OSError:
        return None
    return _tag(settings.data_dir, built, date.today(), settings.dense_weight, settings.candidates, settings.rerank)


@lru_cache(maxsize=4)
def _tag(data_dir: Path, *state: object) -> str | None:
    manifest = read_manifest(data_dir)
    if manifest is None:
        return None
    named = (version("kamervragen"), manifest.fingerprint, *state)
    return f'W/"{hashlib.sha256(repr(named).encode()).hexdigest()[:24]}"'
