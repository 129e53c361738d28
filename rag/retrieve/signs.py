"""The features of a pair that the reader weighs beside a query: similarities, shared words, asked kinds, form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.names.letters import fold
from index.passages import context_header
from index.store.lexical import LexicalStore
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Pair, Publication
from rag.dutch.sentences import sentence_spans
from rag.retrieve.background import share_of
from rag.retrieve.carries import AskedKind
from rag.standpunt.formality import is_formality
from rag.standpunt.nonanswer import answer_kind
from rag.understand.asking import ASKING

UNMATCHED = 0.7  # similarity of what is not there: lower than that of unrelated words
MOST_RARE = 8.5  # weight of a word that some 2,500 passages lack: in a larger corpus it is no rarer, so that signs stay
FEW = 3  # the weakest third of the words
SIGNS = (
    "late",
    "late_z",
    "window",
    "first",
    "reverse",
    "reverse_high",
    "covers",
    "covers_window",
    "least",
    "weak",
    "missing_most",
    "missing",
    "carries",
    "lacks",
    "formality",
    "empty",
    "answer_length",
    "close",
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query: its tokens, its analysed terms and how rare it is."""

    tokens: tuple[int, ...]
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, kw_only=True)
class ReadQuery:
    """A query as the reader sees it.

    Attributes:
        words: those that carry its subject; names that were understood as filters, stop words and words that only ask
            are left out as long as something else remains.
        vectors: of its tokens.
        mean, spread: of the late interaction with an arbitrary passage.
        asked: the figure or name that it asks for.
    """

    words: tuple[QueryWord, ...]
    vectors: NDArray[np.float32]
    mean: float
    spread: float
    asked: AskedKind

    @property
    def tokens(self) -> int:
        """How many tokens it has."""
        return len(self.vectors)

    @cached_property
    def token_weights(self) -> NDArray[np.float32]:
        """How rare the word of each token is, as `token_weights` gives it."""
        return token_weights(self.words, self.tokens)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of all words."""
        return frozenset(term for word in self.words for term in word.terms)

    @cached_property
    def weight(self) -> float:
        """The weight of all words together."""
        return sum(word.weight for word in self.words)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Share of each word in the weight of all."""
        weights = np.array([word.weight for word in self.words], dtype=np.float64)
        return weights / weights.sum() if weights.sum() > 0 else np.full(len(weights), 1 / max(1, len(weights)))

    @cached_property
    def by_word(self) -> NDArray[np.float32]:
        """Turns values by token into means by word, shape (tokens, words)."""
        matrix = np.zeros((self.tokens, len(self.words)), dtype=np.float32)
        for n, word in enumerate(self.words):
            matrix[list(word.tokens), n] = 1 / len(word.tokens)
        return matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageMatch:
    """How the tokens of one passage match those of the query.

    Attributes:
        id: of the passage; start: offset of its part of the answer.
        similarities: shape (tokens, query tokens): first header and question, then the part of the answer.
        spans: offsets of the tokens of its part of the answer, shape (tokens of the part, 2).
        header: how many tokens the header has.
    """

    id: str
    start: int
    similarities: NDArray[np.float32]
    spans: NDArray[np.int64]
    header: int

    @property
    def head(self) -> int:
        """How many tokens stand before the part of the answer."""
        return len(self.similarities) - len(self.spans)


def query_words(
    text: str,
    spans: Sequence[tuple[int, int]],
    named: Sequence[str],
    lexical: LexicalStore,
    usual: Mapping[str, float],
) -> tuple[QueryWord, ...]:
    """The words of a query that carry its subject; `named` are its parts that were understood as names or periods.

    A term is as rare as it usually is (`usual`: the share of passages that have it), or less where the corpus has it
    oftener: what lies beside the answers must not change what is said of them.
    """
    skipped = {fold(word) for part in named for word in WORD.findall(part)}
    passages = max(1, lexical.count())
    content: list[QueryWord] = []
    asking: list[QueryWord] = []
    names: list[QueryWord] = []
    for found in WORD.finditer(text):
        tokens = tuple(n for n, (start, end) in enumerate(spans) if start < found.end() and end > found.start())
        if not tokens:
            continue
        terms = tuple(lexical.terms(found.group()))
        shares = (max(share_of(lexical.document_frequency(term), passages), usual.get(term, 0.0)) for term in terms)
        word = QueryWord(tokens, terms, min(MOST_RARE, math.log(1 + 1 / min(shares, default=1.0))))
        key = fold(found.group())
        asks = key in STOPWORDS or key in ASKING or len(key) < 2  # a letter alone says nothing
        (names if key in skipped else asking if asks else content).append(word)
    return tuple(content or asking or names)


def token_weights(words: Sequence[QueryWord], tokens: int) -> NDArray[np.float32]:
    """How rare the word of each token of a query is; 0 for tokens that carry no subject."""
    found = np.zeros(tokens, dtype=np.float32)
    for word in words:
        found[list(word.tokens)] = word.weight
    return found


def pair_signs(
    query: ReadQuery,
    publication: Publication,
    pair: Pair,
    passages: Sequence[PassageMatch],
    lexical: LexicalStore,
    close: float,
) -> NDArray[np.float64]:
    """The signs of a pair, in the order of `SIGNS`; there must be a passage with tokens.

    `close` is what the close reader makes of it.
    """
    sentences = sentence_spans(pair.antwoord)
    terms = [set(lexical.terms(pair.antwoord[start:end])) for start, end in sentences] or [set()]
    near = _near(query, passages, sentences)
    head = f"{context_header(publication)}\n{pair.vraagtekst}"
    has_all = set(lexical.terms(head)).union(*terms)
    missing = [word.weight * (1 - _share(word.terms, has_all)) for word in query.words]
    carries = bool(query.asked) and query.asked.is_carried(
        pair.antwoord if query.asked.figures else _told(pair, sentences, near.window), pair.vraagtekst, lexical
    )
    late = max(float(one.similarities.max(axis=0).mean()) for one in passages if len(one.similarities))
    few = max(1, len(query.words) // FEW)
    return np.array(
        [
            late,
            (late - query.mean) / query.spread,
            float(near.windows[near.window] @ query.weights),
            float(near.windows[0] @ query.weights),
            float(near.reverse.mean()),
            float(np.sort(near.reverse)[-max(1, len(near.reverse) // FEW) :].mean()),
            _covers(query, has_all),
            _most_covered(query, terms),
            float(near.told.min()),
            float(np.sort(near.anywhere)[:few].mean()),
            max(missing, default=0.0),
            sum(missing),
            float(carries),
            float(bool(query.asked) and not carries),
            float(is_formality(pair)),
            float(answer_kind(pair.antwoord) is not None),
            math.log(1 + len(pair.antwoord)),
            close,
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """How near the words of the query are to parts of a pair.

    Attributes:
        anywhere, told: best similarity of every word to the pair, and to its question and answer without the header.
        windows: the same to every sentence and every two sentences, shape (windows, words).
        window: number of the window that the words match best.
        reverse: of every token of the question to the query.
    """

    anywhere: NDArray[np.float32]
    told: NDArray[np.float32]
    windows: NDArray[np.float32]
    window: int
    reverse: NDArray[np.float32]


def _near(query: ReadQuery, passages: Sequence[PassageMatch], sentences: Sequence[tuple[int, int]]) -> _Near:
    question = np.concatenate([one.similarities[one.header : one.head] for one in passages])
    answer = np.concatenate([one.similarities[one.head :] for one in passages])
    header = _best(np.concatenate([one.similarities[: one.header] for one in passages]), query.tokens)
    told = np.maximum(_best(question, query.tokens), _best(answer, query.tokens))
    spans = np.concatenate([one.spans for one in passages])
    each = [_best(answer[(spans[:, 0] >= start) & (spans[:, 1] <= end)], query.tokens) for start, end in sentences]
    each = each or [_best(answer, query.tokens)]
    windows = np.stack([*each, *(np.maximum(one, two) for one, two in pairwise(each))]) @ query.by_word
    return _Near(
        anywhere=np.maximum(header, told) @ query.by_word,
        told=told @ query.by_word,
        windows=windows,
        window=int(np.argmax(windows @ query.weights)),
        reverse=question.max(axis=1) if len(question) else np.array([UNMATCHED], dtype=np.float32),
    )


def _best(similarities: NDArray[np.float32], tokens: int) -> NDArray[np.float32]:
    if not len(similarities):
        return np.full(tokens, UNMATCHED, dtype=np.float32)
    best: NDArray[np.float32] = similarities.max(axis=0)
    return best


def _told(pair: Pair, sentences: Sequence[tuple[int, int]], window: int) -> str:
    """The words of a window by its number."""
    spans = sentences[window : window + 1] if window < len(sentences) else sentences[window - len(sentences) :][:2]
    return " ".join(pair.antwoord[start:end] for start, end in spans)


def _share(terms: Sequence[str], present: Set[str]) -> float:
    return sum(term in present for term in terms) / len(terms) if terms else 0.0


def _most_covered(query: ReadQuery, terms: Sequence[set[str]]) -> float:
    """The largest share of the weight of the query's words that one or two sentences have."""
    named = [frozenset(found & query.terms) for found in terms]
    windows = {*named, *(one | two for one, two in pairwise(named))}  # most have the same
    return max(_covers(query, found) for found in windows)


def _covers(query: ReadQuery, present: Set[str]) -> float:
    """Share of the weight of the query's words that is present."""
    total = query.weight
    return sum(word.weight * _share(word.terms, present) for word in query.words) / total if total else 0.0
