"""What all sessions of the app share, opened once: the corpus with its model, and the facts about it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st

from index.catalogue import FILE_NAME, Catalogue, Counts
from index.errors import KamervragenError
from index.settings import Settings, load_settings
from index.values import Publication, Soort
from rag.assistant import Assistant, open_assistant

logger = logging.getLogger(__name__)

SAMPLE_QUESTIONS = (
    "Welke ministeries hielden bijeenkomsten?",
    "Komt er statiegeld op sapflessen?",
    "nr. 90024",
)
EXAMPLES = 3
EXAMPLE_CHARS = 90
EXAMPLE_CANDIDATES = 200

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is in the corpus, for filters, examples and the page about it."""

    counts: Counts
    ministeries: tuple[str, ...]
    vergaderjaren: tuple[str, ...]
    indieners: tuple[str, ...]
    fracties: tuple[str, ...]
    examples: tuple[str, ...]


def get_settings() -> Settings:
    """The settings, from the environment: `kamervragen serve` puts them there."""
    return load_settings()


def get_assistant() -> Assistant:
    """The opened corpus; opened anew when another catalogue stands in its place.

    Raises:
        KamervragenError: it cannot be opened; that is tried again at the next call.
    """
    return _open(get_settings()).assistant


def get_facts(assistant: Assistant) -> Facts:
    """What is in the corpus, counted again after each change to the index."""
    assistant.corpus.stores()  # takes notice of a build that ended in another process
    settings = get_settings()
    return _count(assistant, (_stamp(settings), assistant.corpus.manifest.fingerprint))


def forget() -> None:
    """Lets go of what is open, after an error of the stores: it may have been mended by the next call."""
    _open.clear()
    _count.clear()


def warm_up() -> None:
    """Loads the corpus and the model before the first question; what fails is told when someone asks."""
    try:
        assistant = get_assistant()
        get_facts(assistant)
        assistant.corpus.encoder.encode_query("opwarmen")
    except KamervragenError as error:
        logger.warning("%s", error)
    except Exception:
        logger.exception("warming up failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    settings: Settings
    stamp: Stamp | None
    assistant: Assistant


def _is_current(opened: _Opened) -> bool:
    """Whether the opened catalogue still is the one in the folder; closes it if not, before another is opened."""
    if opened.stamp == _stamp(opened.settings):
        return True
    opened.assistant.close()
    return False


@st.cache_resource(
    show_spinner=False,
    max_entries=1,
    validate=_is_current,
    on_release=lambda opened: opened.assistant.close(),
    hash_funcs={Settings: Settings.model_dump_json},
)
def _open(settings: Settings) -> _Opened:
    return _Opened(settings=settings, stamp=_stamp(settings), assistant=open_assistant(settings))


@st.cache_resource(show_spinner=False, max_entries=1)
def _count(_assistant: Assistant, state: tuple[object, ...]) -> Facts:
    catalogue = _assistant.corpus.catalogue
    counts = catalogue.counts()
    return Facts(
        counts=counts,
        ministeries=tuple(sorted(catalogue.values_of("ministeries"))),
        vergaderjaren=tuple(catalogue.values_of("vergaderjaren")),
        indieners=tuple(sorted(catalogue.values_of("indieners"))),
        fracties=tuple(sorted(catalogue.values_of("fracties"))),
        examples=SAMPLE_QUESTIONS if counts.fictief == counts.publications else _examples(catalogue),
    )


def _examples(catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that this corpus answers: the subjects of late publications, of different ministries."""
    chosen: dict[str, Publication] = {}
    answered = [publication_id for publication_id in catalogue.ids() if not publication_id.startswith("kv-")]
    for publication in catalogue.publications(answered[-EXAMPLE_CANDIDATES:]):
        subject = publication.onderwerp
        if publication.soort is Soort.ANTWOORD and subject and len(subject) <= EXAMPLE_CHARS:
            chosen[publication.ministeries[0] if publication.ministeries else ""] = publication
    latest = sorted(chosen.values(), key=lambda publication: publication.id, reverse=True)[:EXAMPLES]
    return tuple(f"Wat is er geantwoord over {publication.onderwerp}?" for publication in latest)


def _stamp(settings: Settings) -> Stamp | None:
    """Which file the catalogue is; an open file keeps its number, so a new one never gets the same."""
    try:
        state = (settings.data_dir / FILE_NAME).stat()
    except OSError:
        return None
    return (state.st_dev, state.st_ino)
