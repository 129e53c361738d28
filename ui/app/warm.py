"""Loads what the first question needs while the first pages are looked at."""

from __future__ import annotations

import gc
import logging

from index.errors import KamervragenError
from ui.app.state import resources

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Loads the corpus and the model before the first question; what fails is told when someone asks."""
    try:
        assistant = resources.get_assistant()
        resources.get_facts(assistant)
        assistant.corpus.encoder.encode_query("opwarmen")
        resources.get_start(assistant)
        resources.get_examples(assistant)
        gc.freeze()  # the model and its libraries stay: the collector need not walk through them at every page
    except KamervragenError as error:
        logger.warning("%s", error)
    except Exception:
        logger.exception("warming up failed")
