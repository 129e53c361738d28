"""The corpus that the app has open, for what is served beside it in the same process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rag.assistant.assistant import Assistant
from ui.app.state import resources
from ui.server.opened import OpenedCorpus


class AppCorpus(OpenedCorpus):
    """The one corpus of the process: the app opens it, opens it anew, and lets go of it."""

    @contextmanager
    def _use(self) -> Iterator[Assistant]:
        yield resources.get_assistant()
