"""Answers many who ask at once: in turns, with a bound on who waits and on how long."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from index.errors import BusyError, KamervragenError, TooSlowError
from ui.server.opened import OpenedCorpus
from ui.server.turns import Turns

if TYPE_CHECKING:
    from rag.assistant.assistant import Assistant

MAX_ASKING = 64
T = TypeVar("T")
logger = logging.getLogger(__name__)


class Answering:
    """The corpus behind a server.

    Args:
        turns: who may compute; shared with whatever else computes in this process.
        timeout_s: so long an answer may take, the waiting included.
        max_asking: so many may ask at the same time; who comes then is sent away at once.
    """

    def __init__(self, opened: OpenedCorpus, turns: Turns, *, timeout_s: float, max_asking: int = MAX_ASKING) -> None:
        self.opened = opened
        self._turns = turns
        self._timeout_s = timeout_s
        self._max_asking = max_asking
        self._asking = 0
        self._threads: anyio.CapacityLimiter | None = None

    async def compute(self, work: Callable[[Assistant], T]) -> T:
        """What `work` makes of the corpus, in its turn.

        Raises:
            BusyError: too many ask already.
            TooSlowError: it takes too long.
        """

        def in_turn() -> T:
            with self._turns.take(self._timeout_s):
                return self.opened.read(work)

        return await self._run(in_turn)

    async def read(self, work: Callable[[Assistant], T]) -> T:
        """The same for what is only looked up: it waits for nobody's turn."""
        return await self._run(lambda: self.opened.read(work))

    def warm_up(self) -> None:
        """Opens the corpus and loads the model beside the first requests; what fails is told when someone asks."""

        def load() -> None:
            try:
                self.opened.read(lambda assistant: assistant.corpus.encoder.encode_query("opwarmen"))
                self.opened.read(lambda assistant: assistant.corpus.expect_many())
            except KamervragenError as error:
                logger.warning("%s", error)

        # no daemon: an interpreter that ends beside a thread in the model's library aborts; over stdio it waits
        threading.Thread(target=load).start()

    async def _run(self, work: Callable[[], T]) -> T:
        if self._asking >= self._max_asking:
            raise BusyError(f"er wachten al {self._asking} vragen op antwoord: probeer het over enkele seconden weer")
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(self._max_asking)
        self._asking += 1
        try:
            with anyio.fail_after(self._timeout_s):
                return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._threads)
        except TimeoutError as error:
            raise TooSlowError(
                f"het antwoord was er niet binnen {self._timeout_s:g} seconden: vraag minder tegelijk (filters, een "
                "kleinere --top), of probeer het later weer"
            ) from error
        finally:
            self._asking -= 1
