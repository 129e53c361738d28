"""The corpus that the app has open, for what is served beside it in the same process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from index.settings import Settings
from rag.assistant.assistant import Assistant
from ui.app.state import resources
from ui.server.opened import read_again

T = TypeVar("T")


class AppCorpus:
    """Asks the one corpus of the process: the app opens it, opens it anew, and lets go of it.

    Args:
        settings: of the installation, which the app reads from the environment.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(self, work: Callable[[Assistant], T]) -> T:
        """What `work` makes of the corpus; done again when another corpus was put in its place meanwhile.

        Raises:
            KamervragenError: the corpus cannot be opened; that is tried again at the next call.
        """
        return read_again(self.settings, lambda: work(resources.get_assistant()))

    def close(self) -> None:
        """Nothing: the app goes on asking."""
