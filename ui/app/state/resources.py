"""What all sessions of the app share, opened once: the corpus with its model, the facts about it, the jobs."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import streamlit as st

import rag.assistant.compose
from index.build.builder import Builder
from index.embed.embedding import Encoder
from index.errors import KamervragenError
from index.parse.lines.damage import CorpusWords
from index.settings import Settings, load_settings
from index.store.catalogue import Catalogue
from index.store.field import FieldKind, FilterField
from index.store.filters import FIELDS, Filters
from index.store.lexical import LexicalStore
from index.store.manifest import NEXT_FILE_NAME
from index.store.sql.counts import Counts
from index.store.sql.coverage import YearCoverage, coverage
from index.store.sql.listing import ListedPublication, ListingOrder
from index.store.sql.shared import SharedQuestions
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.assistant.compose import make_builder, open_assistant
from rag.assistant.examples import answered_questions
from rag.export.collected.store import KeptMaps, SessionMaps, Store
from rag.overview.answer_times import AnswerTimes, answer_times
from rag.values import Per
from ui.app.jobs.jobs import Jobs
from ui.app.state.asked import KeptQuestions, OwnQuestions, SessionQuestions
from ui.app.state.pasted import HeldTexts, named_among
from ui.server.listen import LOOPBACK
from ui.server.opened import Stamp, catalogue_stamp
from ui.server.turns import Turns, processors

SAMPLE_QUESTIONS = (
    "Welke ministeries hielden bijeenkomsten?",
    "Komt er statiegeld op sapflessen?",
    "nr. 90024",
)
EXAMPLES = 3
SHOWN = 5
PREFIX = "KAMERVRAGEN_"
EXAMPLE_CHARS = 90
EXAMPLE_CANDIDATES = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFacts:
    """What is in the corpus, for filters, examples and the page about it.

    Attributes:
        values: by field, what can be filtered by.
    """

    counts: Counts
    values: dict[str, tuple[str, ...]]
    examples: tuple[str, ...]
    jaren: tuple[YearCoverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What there is to begin with: the newest answers, and all that was put to several ministries."""

    newest: tuple[ListedPublication, ...]
    shared: tuple[SharedQuestions, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What of the corpus cannot be searched yet.

    Attributes:
        is_renewed: new indexes are being made; until they are complete the present ones answer.
        pending: publications that are not in the indexes yet.
    """

    is_renewed: bool
    pending: int


def get_settings() -> Settings:
    """The settings, from the environment: `kamervragen serve` puts them there. A page asks for them several times."""
    return _read_settings(tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(PREFIX))))


@lru_cache(maxsize=4)
def _read_settings(environment: tuple[tuple[str, str], ...]) -> Settings:
    return load_settings()


def get_assistant() -> Assistant:
    """The opened corpus; opened anew when another catalogue stands in its place.

    Raises:
        KamervragenError: it cannot be opened; that is tried again at the next call.
    """
    return _open(get_settings()).assistant


def get_facts(assistant: Assistant) -> CorpusFacts:
    """What is in the corpus, counted again after each change to the index."""
    assistant.corpus.stores()  # takes notice of a build that ended in another process
    return _count(assistant, _state(assistant))


def get_words(assistant: Assistant) -> CorpusWords:
    """The corpus's own words, by which what extraction glued and broke is shown as it was."""
    _, lexical = assistant.corpus.stores()
    return _words(lexical, assistant.corpus.manifest.compound_check)


def get_start(assistant: Assistant) -> Start:
    """What there is to begin with in the corpus, found again after each change to it."""
    return _start(assistant, _state(assistant))


def get_answer_times(assistant: Assistant, filters: Filters, per: Per, on: date) -> AnswerTimes:
    """Answer times within filters, counted again after each change to the corpus."""
    return _times(assistant, _state(assistant), filters, on)[per]


def get_examples(assistant: Assistant) -> tuple[str, ...]:
    """Questions that this corpus answers; where none is known to be answered, about what it has."""
    facts = get_facts(assistant)
    if facts.counts.fictief == facts.counts.publications:
        return facts.examples
    return _answered(assistant, _state(assistant)) or facts.examples


def get_backlog(assistant: Assistant) -> Backlog:
    """Whether the indexes are behind the catalogue: another process, or a job of this app, may be at work."""
    is_renewed = (get_settings().data_dir / NEXT_FILE_NAME).exists()
    return Backlog(is_renewed=is_renewed, pending=0 if is_renewed else len(assistant.corpus.catalogue.pending()))


def get_builder(batch_publications: int) -> Builder:
    """Writes the corpus, with the model that is loaded already."""
    settings = get_settings()
    return make_builder(settings, _make_encoder(settings), batch_publications=batch_publications)


@st.cache_resource(show_spinner=False)
def get_jobs() -> Jobs:
    """The work that goes on beside the pages."""
    return Jobs()


@st.cache_resource(show_spinner=False)
def get_turns() -> Turns:
    """The line in which the sessions wait to search and answer."""
    return Turns(processors())


def opened_maps() -> closing[Store]:
    """The maps of the user: kept where only this computer reaches the app, else those of the session."""
    if is_manageable():
        return closing(KeptMaps(get_settings().data_dir))
    return closing(SessionMaps(st.session_state.setdefault("mappen", {})))


def opened_asked() -> closing[OwnQuestions]:
    """The last own questions: kept where only this computer reaches the app, else those of the session."""
    if is_manageable():
        return closing(KeptQuestions(get_settings().data_dir))
    return closing(SessionQuestions(st.session_state.setdefault("gevraagd", {})))


def hold_text(text: str) -> None:
    """Remembers a text that is too long for a link, so that an address that names it opens."""
    _make_texts().hold(text)


def find_text(name: str) -> str | None:
    """The text that an address names: of this process, or one of the last own questions."""
    held = _make_texts().find(name)
    if held is not None:
        return held
    try:
        with opened_asked() as asked:
            return named_among([question.text for question in asked.all()], name)
    except KamervragenError as error:
        logger.warning("%s", error)
        return None


def is_manageable() -> bool:
    """Whether the app may change the corpus: by setting, else when only this computer can reach the app."""
    wanted = get_settings().manage
    return wanted == "yes" or (wanted == "auto" and st.get_option("server.address") in LOOPBACK)


def forget() -> None:
    """Lets go of what is open, after an error of the stores: it may have been mended by the next call."""
    _open.clear()
    _count.clear()
    _start.clear()
    _answered.clear()
    _times.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenedOnce:
    settings: Settings
    stamp: Stamp | None
    assistant: Assistant


def _is_current(opened: _OpenedOnce) -> bool:
    """Whether the opened catalogue still is the one in the folder; closes it if not, before another is opened."""
    if opened.stamp == catalogue_stamp(opened.settings):
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
def _open(settings: Settings) -> _OpenedOnce:
    encoder = _make_encoder(settings)
    return _OpenedOnce(settings=settings, stamp=catalogue_stamp(settings), assistant=open_assistant(settings, encoder))


@st.cache_resource(show_spinner=False, max_entries=1, hash_funcs={Settings: Settings.model_dump_json})
def _make_encoder(settings: Settings) -> Encoder:
    """The embedding model of the process: one for answering and for building."""
    return rag.assistant.compose.make_encoder(settings)


@st.cache_resource(show_spinner=False)
def _make_texts() -> HeldTexts:
    return HeldTexts()


def _state(assistant: Assistant) -> tuple[object, ...]:
    """Tells one state of the corpus from another: what is kept of the one is not given of the other."""
    return catalogue_stamp(get_settings()), assistant.corpus.manifest.fingerprint


@st.cache_resource(show_spinner=False, max_entries=1)
def _count(_assistant: Assistant, state: tuple[object, ...]) -> CorpusFacts:
    catalogue = _assistant.corpus.catalogue
    counts = catalogue.counts()
    return CorpusFacts(
        counts=counts,
        values={
            field.name: _values(catalogue, field)
            for field in FIELDS
            if field.kind in (FieldKind.NAMES, FieldKind.YEARS)
        },
        examples=SAMPLE_QUESTIONS if counts.fictief == counts.publications else _examples(catalogue),
        jaren=tuple(coverage(catalogue.numbers())),
    )


@st.cache_resource(show_spinner=False, max_entries=1)
def _words(_lexical: LexicalStore, compound_check: str) -> CorpusWords:
    return CorpusWords(_lexical.compound_words)


@st.cache_resource(show_spinner=False, max_entries=1)
def _start(_assistant: Assistant, state: tuple[object, ...]) -> Start:
    catalogue = _assistant.corpus.catalogue
    answers = Filters(soorten=(Soort.ANTWOORD,))
    newest = catalogue.listing(answers, ListingOrder.NEWEST, SHOWN)
    return Start(newest=tuple(newest), shared=tuple(catalogue.shared_questions()))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Filters: repr})
def _times(_assistant: Assistant, state: tuple[object, ...], filters: Filters, on: date) -> Mapping[Per, AnswerTimes]:
    """Every way of grouping at once: to read the publications takes longer than to count them."""
    with get_turns().take():
        sent = tuple(_assistant.corpus.catalogue.sent(filters))
        return {per: answer_times(sent, per, on) for per in Per}


@st.cache_resource(show_spinner=False, max_entries=1)
def _answered(_assistant: Assistant, state: tuple[object, ...]) -> tuple[str, ...]:
    with get_turns().take():
        return answered_questions(_assistant, EXAMPLES)


def _values(catalogue: Catalogue, field: FilterField) -> tuple[str, ...]:
    """Names by alphabet, years as the catalogue orders them."""
    values = catalogue.values_of(field.name)
    return tuple(sorted(values) if field.kind is FieldKind.NAMES else values)


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
