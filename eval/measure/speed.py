"""Measures how long everything takes on a corpus, as ratios to what the model takes for one query."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eval.measure.machine import Memory, busy_processes, disk_mb, memory
from index.errors import InputError
from index.store.corpus import Corpus
from index.store.dense.reader import DenseIndex
from index.store.field import FieldKind, FilterField
from index.store.filters import FIELDS, Filters, read_filters
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.question import Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUERIES = 20
ROUNDS = 3
NEAREST = 100
QUERY_WORDS = 14
SAME_SCORE = 1.5e-5  # two roundings of one similarity
NO_FILTER = "none"
ALL_FILTERS = "combined"


class Taken(NamedTuple):
    """What one call took: seconds by the clock, and of computing in this process."""

    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentiles:
    """Milliseconds of one action over all queries and rounds.

    `cpu` is the median of what this process computed: it tells the same while others have the machine.
    """

    p50: float
    p95: float
    cpu: float

    @classmethod
    def of(cls, taken: Sequence[Taken]) -> Percentiles:
        """The median and the 95th percentile of these seconds."""
        seconds = [one.seconds for one in taken]
        return cls(
            p50=1000 * statistics.median(seconds),
            p95=1000 * float(np.percentile(seconds, 95)),
            cpu=1000 * statistics.median(one.cpu for one in taken),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long things took.

    Attributes:
        actions: by name, `encode` among them.
        dense: the dense arm by filter field, `none` without.
        filters: by filter field the dense arm as a ratio to itself without, each asked in turn with the other.
    """

    actions: dict[str, Percentiles]
    dense: dict[str, Percentiles]
    filters: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """Times, and the ratios that other machines can be compared by."""
        encode, computing = self.actions["encode"].p50, self.actions["encode"].cpu
        ratios: dict[str, object] = {
            name: round(times.p50 / encode, 2) for name, times in self.actions.items() if name != "encode"
        }
        ratios["filters"] = {name: round(ratio, 2) for name, ratio in self.filters.items()}
        named = [*self.actions.items(), *((f"dense/{name}", times) for name, times in self.dense.items())]
        return {
            "encode_ms": round(encode, 2),
            "ratios": ratios,
            "cpu_ratios": {
                name: round(times.cpu / computing, 2) for name, times in self.actions.items() if name != "encode"
            },
            "ms": {
                name: {"p50": round(times.p50, 2), "p95": round(times.p95, 2), "cpu": round(times.cpu, 2)}
                for name, times in named
            },
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedReport:
    """Everything that is measured about the speed of one corpus.

    Attributes:
        busy: the same with two computing processes beside it; None when not asked for.
        recall: of the dense arm by filter field; empty when not asked for.
    """

    passages: int
    publications: int
    queries: int
    has_tokens: bool
    quiet: Speed
    busy: Speed | None
    recall: dict[str, float]
    memory: Memory
    disk_mb: dict[str, float]

    def to_json(self) -> dict[str, object]:
        """The contract of `eval speed --json`."""
        value: dict[str, object] = {
            "passages": self.passages,
            "publications": self.publications,
            "queries": self.queries,
            "has_tokens": self.has_tokens,
            **self.quiet.to_json(),
            "rss_mb": self.memory.rss_mb,
            "rss_own_mb": self.memory.own_mb,
            "rss_shared_mb": self.memory.shared_mb,
            "disk_mb": round(sum(self.disk_mb.values()), 1),
            "disk": self.disk_mb,
        }
        if self.recall:
            value["recall_at_100"] = self.recall
        if self.busy is not None:
            value["busy"] = self.busy.to_json()
        return value


@dataclass(frozen=True, slots=True)
class _Material:
    """What is asked: made from the corpus itself, so that it says something about any corpus."""

    texts: list[str]
    comparisons: list[str]
    followups: list[str]
    filters: dict[str, list[Filters]] = field(default_factory=dict)


def measure_speed(
    assistant: Assistant, *, queries: int = QUERIES, with_busy: bool = False, with_recall: bool = False
) -> SpeedReport:
    """Measures the corpus of an assistant.

    The queries are made of questions of the corpus. `with_busy` measures a second time beside two processes that
    compute; `with_recall` compares the dense arm with comparing everything.

    Raises:
        InputError: the corpus has no question, or recall is asked of a Chroma server.
    """
    corpus = assistant.corpus
    corpus.expect_many()  # as every server does at its start
    material = _material(corpus, queries)
    quiet = _measure(assistant, material)
    busy = None
    if with_busy:
        with busy_processes():
            busy = _measure(assistant, material)
    seen = memory()  # before recall reads everything there is
    return SpeedReport(
        passages=corpus.manifest.passages,
        publications=corpus.manifest.publications,
        queries=len(material.texts),
        has_tokens=corpus.manifest.has_tokens,
        quiet=quiet,
        busy=busy,
        recall=_recall(assistant, material) if with_recall else {},
        memory=seen,
        disk_mb=disk_mb(corpus.data_dir),
    )


def _measure(assistant: Assistant, material: _Material) -> Speed:
    corpus, retrieval = assistant.corpus, assistant.retrieval
    bare = Assistant(corpus, replace(retrieval, rerank=False))
    full = Assistant(corpus, replace(retrieval, rerank=True))
    questions = [Question(text) for text in material.texts]
    actions: dict[str, tuple[Callable[[Question], object], list[Question]]] = {
        "encode": (lambda question: corpus.encoder.encode_query(question.text), questions),
        "search": (bare.search, questions),
        "search_rerank": (full.search, questions),
        "ask": (full.ask, questions),
        "compare": (full.ask, [Question(text) for text in material.comparisons]),
        "followup": (full.ask, [replace(questions[0], follow_ups=(text,)) for text in material.followups]),
    }
    for act, asked in actions.values():
        act(asked[-1])  # what is loaded at first use
    taken: dict[str, list[Taken]] = {name: [] for name in actions}
    for _ in range(ROUNDS):
        for name, (act, asked) in actions.items():
            for question in asked:
                with _timed(taken[name]):
                    act(question)
    dense, filters = _measure_dense(assistant, material)
    return Speed(actions={name: Percentiles.of(calls) for name, calls in taken.items()}, dense=dense, filters=filters)


def _measure_dense(assistant: Assistant, material: _Material) -> tuple[dict[str, Percentiles], dict[str, float]]:
    """The dense arm with every filter, in turn with itself without; of the filters of a field the slowest counts."""
    vectors = _vectors(assistant, material)
    k = assistant.retrieval.candidates
    dense, _ = assistant.corpus.stores()
    times: dict[str, Percentiles] = {}
    ratios: dict[str, float] = {}
    all_bare: list[Taken] = []
    for name, choices in material.filters.items():
        for filters in choices:
            narrowed: list[Taken] = []
            bare: list[Taken] = []
            for _ in range(ROUNDS):
                for vector in vectors:
                    with _timed(bare):
                        dense.query(vector, k, Filters())
                    with _timed(narrowed):
                        dense.query(vector, k, assistant.corpus.for_vectors(filters))
            own, without = Percentiles.of(narrowed), Percentiles.of(bare)
            if own.p50 / without.p50 > ratios.get(name, 0.0):
                times[name], ratios[name] = own, own.p50 / without.p50
            all_bare += bare
    return {NO_FILTER: Percentiles.of(all_bare), **times}, ratios


def _recall(assistant: Assistant, material: _Material) -> dict[str, float]:
    """Of the hundred nearest by comparing everything, the share that the dense arm finds; the worst of each field."""
    dense, _ = assistant.corpus.stores()
    if not isinstance(dense, DenseIndex):
        raise InputError("--recall vergelijkt met alle vectoren, en die staan op een Chroma-server niet in de map")
    vectors = _vectors(assistant, material)
    named = {NO_FILTER: [Filters()], **material.filters}
    wanted = [(name, assistant.corpus.for_vectors(one)) for name, choices in named.items() for one in choices]
    recall: dict[str, float] = {}
    lowest = dense.lowest_of_nearest(np.stack(vectors), NEAREST, [filters for _, filters in wanted])
    for (name, filters), per_query in zip(wanted, lowest, strict=True):
        shares = []
        for vector, (score, count) in zip(vectors, per_query, strict=True):
            hits = dense.query(vector, count, filters)
            shares.append(sum(hit >= score - SAME_SCORE for _, hit in hits) / count if count else 1.0)
        recall[name] = round(min(recall.get(name, 1.0), statistics.fmean(shares)), 4)
    return recall


def _vectors(assistant: Assistant, material: _Material) -> list[NDArray[np.float32]]:
    return [assistant.corpus.encoder.encode_query(text) for text in material.texts]


def _material(corpus: Corpus, queries: int) -> _Material:
    chosen = _sample(corpus, queries)
    if not chosen:
        raise InputError(f"{corpus.data_dir} heeft geen beantwoorde vraag om mee te meten")
    texts = [" ".join(publication.paren[0].vraagtekst.split()[:QUERY_WORDS]) for publication in chosen]
    subjects = [publication.naam for publication in chosen]
    ministeries = corpus.catalogue.values_of("ministeries") or ["Financiën"]
    return _Material(
        texts=texts,
        comparisons=[f"Welke ministeries beantwoordden vragen over {subject}?" for subject in subjects],
        followups=[f"en bij {ministeries[n % len(ministeries)]}?" for n in range(len(texts))],
        filters=_filters(corpus, chosen),
    )


def _sample(corpus: Corpus, queries: int) -> list[Publication]:
    """Publications with an answer, evenly over the corpus."""
    ids = corpus.catalogue.ids()
    found: list[Publication] = []
    for n in range(queries):
        start = n * len(ids) // queries
        near = corpus.catalogue.publications(ids[start : start + max(1, len(ids) // queries)][:20])
        found += [p for p in near if p.paren and p.paren[0].vraagtekst][:1]
    return found


def _filters(corpus: Corpus, chosen: Sequence[Publication]) -> dict[str, list[Filters]]:
    """By field a filter that lets much through and one that lets little through; fields without values are left out."""
    found: dict[str, list[Filters]] = {}
    for one in FIELDS:
        values = list(dict.fromkeys(_values(corpus, one, chosen)))
        if values:
            found[one.name] = [read_filters({one.name: [value]}) for value in values]
    broad = [choices[0] for choices in found.values()]
    if broad:
        found[ALL_FILTERS] = [
            Filters(
                ministeries=next((f.ministeries for f in broad if f.ministeries), ()),
                fracties=next((f.fracties for f in broad if f.fracties), ()),
                ontvangen_van=next((f.ontvangen_van for f in broad if f.ontvangen_van), None),
            )
        ]
    return found


def _values(corpus: Corpus, one: FilterField, chosen: Sequence[Publication]) -> Iterator[str]:
    if one.kind.is_day:
        counts = corpus.catalogue.counts()
        if counts.eerste and counts.laatste:
            yield from (day.isoformat() for day in _days(one.kind, counts.eerste, counts.laatste))
    elif one.kind is FieldKind.IDS:
        yield chosen[0].id
    elif one.kind is FieldKind.SOORTEN:
        yield Soort.ANTWOORD.value
    else:
        known = corpus.catalogue.values_of(one.name)  # most frequent first, the years newest first
        yield from (known[0], known[len(known) // 2]) if known else ()


def _days(kind: FieldKind, first: date, last: date) -> tuple[date, date]:
    """A day that lets four fifths through, and one that lets a twentieth through."""
    span = (last - first).days
    parts = (0.2, 0.95) if kind is FieldKind.FROM else (0.8, 0.05)
    return first + timedelta(days=int(parts[0] * span)), first + timedelta(days=int(parts[1] * span))


@contextmanager
def _timed(taken: list[Taken]) -> Iterator[None]:
    started, computed = time.perf_counter(), time.process_time()
    yield
    taken.append(Taken(time.perf_counter() - started, time.process_time() - computed))
