"""Loads what the first question needs while the first pages are looked at."""

from __future__ import annotations

import gc
import logging
from datetime import date

from index.errors import KamervragenError
from index.store.filters import FIELDS, Filters
from rag.assistant.assistant import Assistant
from rag.values import Per
from ui.app.state import resources

logger = logging.getLogger(__name__)
PATIENCE_S = 20.0  # where somebody always asks, what is not kept yet makes each of them wait


def warm_up() -> None:
    """Loads the corpus and the model before the first question; what fails is told when someone asks."""
    try:
        assistant = resources.get_assistant()
        assistant.corpus.encoder.encode_query("opwarmen")
        for count in (resources.get_facts, resources.get_start, resources.get_examples, _count_all):
            # over the whole record each takes seconds of who asks meanwhile
            resources.get_turns().wait_until_idle(PATIENCE_S)
            count(assistant)
        assistant.corpus.expect_many()
        gc.freeze()  # the model and its libraries stay: the collector need not walk through them at every page
    except KamervragenError as error:
        logger.warning("%s", error)
    except Exception:
        logger.exception("warming up failed")


def _count_all(assistant: Assistant) -> None:
    """Counts over the whole corpus that pages begin with: over a large one each takes a while, and they are kept."""
    for field in FIELDS:
        if field.facts is not None and not field.kind.is_day:
            assistant.corpus.catalogue.count_values(field.name, Filters())
    resources.get_answer_times(assistant, Filters(), Per.MINISTERIE, date.today())
