"""One opened corpus for all who ask at the same time; opened when first asked, anew when another takes its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from index.errors import StoreError
from index.settings import Settings
from index.store.catalogue import FILE_NAME

if TYPE_CHECKING:
    from index.embed.embedding import Encoder
    from rag.assistant.assistant import Assistant

CLOSE_WITHIN_S = 1.0
"""Loading the model takes longer on a busy computer: that ends with the process, which has to stop when it is told."""
Stamp = tuple[int, int]
T = TypeVar("T")


def catalogue_stamp(settings: Settings) -> Stamp | None:
    """Which file the catalogue is; an open file keeps its number, so a new one never gets the same."""
    try:
        state = (settings.data_dir / FILE_NAME).stat()
    except OSError:
        return None
    return (state.st_dev, state.st_ino)


def read_again(settings: Settings, work: Callable[[], T]) -> T:
    """What `work` gives; done again when another corpus was put in its place meanwhile."""
    while True:
        stamp = catalogue_stamp(settings)
        try:
            return work()
        except StoreError:
            if catalogue_stamp(settings) == stamp:
                raise


@dataclass(slots=True)
class _InUse:
    """An assistant with how many ask it now; a retired one is closed by the last of them."""

    assistant: Assistant
    stamp: Stamp | None
    users: int = 0
    is_retired: bool = field(default=False)


class OpenedCorpus:
    """The corpus of an installation: opened when it is first asked, and anew when another takes its place.

    Args:
        encoder: the configured model when it is there already; else one of its own, loaded when first needed.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self._encoder = encoder
        self._lock = threading.Lock()
        self._current: _InUse | None = None

    def read(self, work: Callable[[Assistant], T]) -> T:
        """What `work` makes of the corpus; done again when another corpus was put in its place meanwhile.

        Raises:
            KamervragenError: the corpus cannot be opened; that is tried again at the next call.
        """

        def ask() -> T:
            with self._use() as assistant:
                return work(assistant)

        return read_again(self.settings, ask)

    def close(self) -> None:
        """Lets go of the corpus, when nobody asks any more; who opens it at this moment is not waited for."""
        if self._lock.acquire(timeout=CLOSE_WITHIN_S):
            try:
                self._retire()
            finally:
                self._lock.release()

    @contextmanager
    def _use(self) -> Iterator[Assistant]:
        """The assistant while it is asked; the app beside which a server runs has one of its own (`AppCorpus`)."""
        from rag.assistant.compose import make_encoder, open_assistant

        with self._lock:
            stamp = catalogue_stamp(self.settings)
            if self._current is None or self._current.stamp != stamp:
                self._retire()
                self._encoder = self._encoder or make_encoder(self.settings)
                self._current = _InUse(open_assistant(self.settings, self._encoder), stamp)
            used = self._current
            used.users += 1
        try:
            yield used.assistant
        finally:
            with self._lock:
                used.users -= 1
                if used.is_retired and not used.users:
                    used.assistant.close()

    def _retire(self) -> None:
        if self._current is not None:
            self._current.is_retired = True
            if not self._current.users:
                self._current.assistant.close()
            self._current = None
