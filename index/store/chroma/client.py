"""Chroma's own client of a server, that waits no longer than told, tries again, and says plainly what is wrong.

Chroma's client has no time-out and does not try again: a server that was stopped held a query for ever, and one that
was started anew ended it with an error of the library below.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress

import httpx
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings, System
from chromadb.errors import NotFoundError

from index.errors import CorruptStoreError, StoreError, UnreachableError, said_by
from index.store.chroma.server import ChromaServer

logger = logging.getLogger(__name__)

FIRST_PAUSE_S = 0.25  # doubles at every attempt: six of them wait almost eight seconds, what a restart takes
BUSY = frozenset({429, 502, 503, 504})
REFUSED = frozenset({401, 403})


class ServerClient:
    """The collections of one database of a Chroma server.

    Every request may be repeated: adding what is there and removing what is not there changes nothing.

    Args:
        create: whether tenant and database are made when the server does not have them.
    """

    def __init__(self, server: ChromaServer, *, create: bool) -> None:
        self._server = server
        host, port, is_secure = server.address
        settings = Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=host,
            chroma_server_http_port=port,
            chroma_server_ssl_enabled=is_secure,
            anonymized_telemetry=False,
        )
        self._api = FastAPI(System(settings))
        self._session = httpx.Client(
            headers=_headers(server.token),
            timeout=httpx.Timeout(server.timeout_s, connect=server.connect_s),
            transport=_Patience(server.attempts),
        )
        self._api._session = self._session  # Chroma's own has no time-out, and no setting for one
        try:
            if create:
                self._make_database()
            self._api.get_database(server.database, server.tenant)
        except BaseException:
            self.close()
            raise

    def get_max_batch_size(self) -> int:
        """Passages that the server takes in one request; it says so itself."""
        return self._api.get_max_batch_size()

    def get_collection(self, name: str, embedding_function: None) -> Collection:
        """A collection that is there; called as Chroma's client is."""
        model = self._api.get_collection(name, self._server.tenant, self._server.database)
        return Collection(client=self._api, model=model, embedding_function=embedding_function)

    def get_or_create_collection(
        self, name: str, embedding_function: None, configuration: CreateCollectionConfiguration
    ) -> Collection:
        """A collection, made when it is not there; called as Chroma's client is."""
        model = self._api.get_or_create_collection(
            name, configuration=configuration, tenant=self._server.tenant, database=self._server.database
        )
        return Collection(client=self._api, model=model, embedding_function=embedding_function)

    def delete_collection(self, name: str) -> None:
        """Removes a collection; that it is not there is as good."""
        with suppress(NotFoundError):
            self._api.delete_collection(name, self._server.tenant, self._server.database)

    def close(self) -> None:
        """Lets go of the connections."""
        self._session.close()

    def _make_database(self) -> None:
        """Makes tenant and database, as far as they are not there."""
        try:
            self._api.get_tenant(self._server.tenant)
        except NotFoundError:
            self._api.create_tenant(self._server.tenant)
        try:
            self._api.get_database(self._server.database, self._server.tenant)
        except NotFoundError:
            self._api.create_database(self._server.database, self._server.tenant)


class _Patience(httpx.BaseTransport):
    """Sends requests, and again while the server cannot be reached or is busy."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts
        self._transport = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, read whole: a server may go down in the middle of it."""
        for attempt in range(1, self._attempts):
            try:
                return self._send(request)
            except httpx.ReadTimeout:  # it is there, and busy or stuck: asking again only adds to that
                raise
            except httpx.TransportError as error:
                logger.info("Chroma: %s %s: %r, attempt %d", request.method, request.url, error, attempt)
                time.sleep(FIRST_PAUSE_S * 2 ** (attempt - 1))
        return self._send(request)

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    def _send(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        response.read()
        if response.status_code in BUSY:
            raise _BusyError(f"HTTP {response.status_code}")
        if response.status_code in REFUSED:
            raise _RefusedError(f"HTTP {response.status_code}")
        return response


class _BusyError(httpx.TransportError):
    """The server, or what stands before it, says that it cannot answer now."""


class _RefusedError(Exception):
    """The server, or what stands before it, lets us not in."""


def told(error: BaseException, server: ChromaServer, rebuild: str) -> StoreError:
    """An error of asking a server in our words, as one line.

    Args:
        rebuild: the command that makes the index again.
    """
    where = f"de Chroma-server op {server.url}"
    reason = said_by(error)
    if isinstance(error, _RefusedError):
        return UnreachableError(f"{where} laat kamervragen niet toe ({reason}): controleer KAMERVRAGEN_CHROMA_TOKEN")
    if isinstance(error, httpx.ReadTimeout):
        return UnreachableError(
            f"{where} gaf binnen {server.timeout_s:g} seconden geen antwoord: kijk of hij vastloopt, of geef hem meer "
            "tijd met KAMERVRAGEN_CHROMA_TIMEOUT_S"
        )
    if isinstance(error, httpx.HTTPError):
        return UnreachableError(
            f"{where} is niet te bereiken ({server.attempts} pogingen; {reason}): start hem, of controleer "
            "KAMERVRAGEN_CHROMA_URL"
        )
    if isinstance(error, NotFoundError) and "ollection" not in reason:
        return CorruptStoreError(
            f"{where} heeft geen database {server.database!r} van {server.tenant!r}: controleer "
            "KAMERVRAGEN_CHROMA_DATABASE en KAMERVRAGEN_CHROMA_TENANT"
        )
    if isinstance(error, NotFoundError):
        return CorruptStoreError(f"{where} heeft de vectoren van dit corpus niet: maak ze opnieuw met `{rebuild}`")
    return CorruptStoreError(f"{where} antwoordt niet zoals verwacht: {reason}")


def _headers(token: str | None) -> dict[str, str]:
    """The token twice: as a proxy reads it, and as Chroma Cloud does."""
    own = {"Content-Type": "application/json"}
    return {**own, "Authorization": f"Bearer {token}", "X-Chroma-Token": token} if token else own
