"""What every tool keeps to: how much fits in the window of a model, and how complete the corpus is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel

from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.check.lookup.coverage import Coverage as CorpusCoverage
from rag.question import Question
from ui.mcp import shapes
from ui.mcp.text import MAX_ANSWER_CHARS
from ui.server.paging import PageSpan, read_page

VRAAG_CHARS = 600
QUOTE_CHARS = 3_000
ANSWER_CHARS = 30_000
FACET_VALUES = 300
KEPT_CHARS = 4_000  # for what stands around a list
Item = TypeVar("Item", bound=BaseModel)


def coverage(assistant: Assistant) -> shapes.Coverage:
    """How complete the corpus is; counted once for each state of the index."""
    return _coverage(assistant.corpus, assistant.corpus.manifest.fingerprint)


@lru_cache(maxsize=1)
def _coverage(corpus: Corpus, fingerprint: str) -> shapes.Coverage:
    latest = corpus.catalogue.counts().laatste
    return shapes.Coverage(corpus=CorpusCoverage(corpus).whole, received_until=latest.isoformat() if latest else None)


def fitting(items: Sequence[Item]) -> list[Item]:
    """The first items that fit in an answer together; at least one."""
    left = MAX_ANSWER_CHARS - KEPT_CHARS
    kept: list[Item] = []
    for item in items:
        left -= len(json.dumps(item.model_dump(mode="json"), ensure_ascii=False, indent=2))
        if left < 0 and kept:
            break
        kept.append(item)
    return kept


def cut_note(shown: int, total: int, more: str) -> list[str]:
    """What is said where not all of a list is shown, with how to get at the rest; nothing where it is."""
    return [f"{shown} van {total} getoond: {more}."] if shown < total else []


def page_of(assistant: Assistant, cursor: str, size: int, question: Question) -> PageSpan:
    """The page that a cursor of a tool means; an empty one means the first."""
    return read_page(cursor or None, size, question, assistant.corpus.manifest.fingerprint)


def cursor_after(page: PageSpan, items: Sequence[object], total: int) -> str | None:
    """The cursor of what comes after a page, of which these items fitted."""
    return (replace(page, size=len(items)) if items else page).next_cursor(total)
