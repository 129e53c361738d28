"""Makes the quotation of a hit: the few sentences that say most about the query, with their citation."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.names.letters import fold
from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.values import Pair, PairId, Publication
from rag.answer.quotes.choice import QuoteCriteria, asks_openly, best_window
from rag.answer.quotes.window import Window, windows
from rag.dutch.acts import TAKES_POSITION
from rag.dutch.citation import citation
from rag.retrieve.carries import named_share
from rag.standpunt.nonanswer import kanttekening
from rag.values import Hit, Statement

MAX_OPENING_CHARS = 900
SHORT_POSITION_WORDS = 15
WORDS_ALONE = 8  # of fewer a quote is shown with its question
OPENING_REACH = 2  # sentences after a position that may not be quoted without it
SAME_WORDS = 0.85  # overlap from which two quotes are the same
MIN_WORDS_TO_COMPARE = 6  # "Nee." of two ministers is no repetition


def term_weights(lexical: LexicalStore, query: str, documents: int) -> dict[str, float]:
    """Inverse document frequency of the query's terms: a rare word says more."""
    total = max(documents, 1)
    return {term: math.log(1 + total / (0.5 + lexical.document_frequency(term))) for term in lexical.query_terms(query)}


def text_of(hit: Hit) -> str:
    """The onderwerp, question and answer of a hit."""
    return "\n".join((hit.publication.onderwerp or "", hit.vraag, hit.antwoord))


def coverage(hit: Hit, weights: Mapping[str, float], lexical: LexicalStore) -> float:
    """Share of the query's weight whose terms stand in onderwerp, question or answer of a hit."""
    return named_share(text_of(hit), weights, lexical)


def best_statement(
    corpus: Corpus, publication: Publication, pair: Pair, wanted: QuoteCriteria, lexical: LexicalStore
) -> Statement | None:
    """The window that says most about the query; an answer that only refers is quoted where it refers to."""
    source, target = publication, pair
    known = windows(target.antwoord, takes_empty=wanted.takes_empty)
    if not known and pair.verwijst_naar:
        found = _referred(corpus, publication, pair)
        if found is None:
            return None
        source, target = found
        known = windows(target.antwoord)
    if not known:
        return None
    best = best_window(known, target, wanted, lexical)
    return make_statement(source, target, *_with_opening(target, known, best))


def make_statement(publication: Publication, pair: Pair, start: int, end: int) -> Statement:
    """The citation of a part of an answer, with why it is no real answer where it is none."""
    quote = pair.antwoord[start:end]
    return Statement(
        quote=quote,
        pair_id=pair.id,
        start=start,
        end=end,
        citation=citation(publication, pair.vraagnummers),
        url=publication.url,
        kanttekening=kanttekening(quote),
        nummer=publication.nummer,
        vergaderjaar=publication.vergaderjaar,
        vraagnummers=pair.vraagnummers,
        noten=pair.notes_in(start, end),
        vraag=pair.vraagtekst if len(quote.split()) < WORDS_ALONE and pair.vraagtekst else None,
    )


def without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """Each statement once: of those in the same words the first is kept, with a remark where else they stand."""
    kept: list[Statement] = []
    repeats: dict[int, list[str]] = {}
    for statement in statements:
        same = next((n for n, other in enumerate(kept) if _are_same(statement, other)), None)
        if same is None:
            kept.append(statement)
        elif statement.pair_id != kept[same].pair_id:
            repeats.setdefault(same, []).append(statement.citation)
    return [
        with_remark(statement, f"met dezelfde woorden in: {'; '.join(repeats[n])}") if n in repeats else statement
        for n, statement in enumerate(kept)
    ]


def with_remark(statement: Statement, remark: str) -> Statement:
    """The statement with one more remark."""
    return replace(statement, kanttekening="; ".join(part for part in (statement.kanttekening, remark) if part))


def _with_opening(pair: Pair, known: Sequence[Window], best: Window) -> tuple[int, int]:
    """The window with the "ja" or "nee" shortly before it: without that the quote may say the opposite."""
    opening = known[0]
    text = pair.antwoord[opening.start : opening.end]
    is_short = len(text.split()) <= SHORT_POSITION_WORDS and not asks_openly(pair)
    takes_position = opening.first == 0 and (is_short or TAKES_POSITION.search(text))
    if takes_position and 0 < best.first <= OPENING_REACH and best.end - opening.start <= MAX_OPENING_CHARS:
        return opening.start, max(best.end, opening.end)
    return best.start, best.end


def _referred(corpus: Corpus, publication: Publication, pair: Pair) -> tuple[Publication, Pair] | None:
    """The first pair that an answer refers to and that says something itself."""
    for pair_id in pair.verwijst_naar:
        source_id = PairId(pair_id).publication_id
        source = publication if source_id == publication.id else corpus.catalogue.publication(source_id)
        target = corpus.catalogue.pair(pair_id)
        if source is not None and target is not None and windows(target.antwoord):
            return source, target
    return None


def _are_same(one: Statement, other: Statement) -> bool:
    if one.pair_id == other.pair_id and one.start < other.end and other.start < one.end:
        return True
    words, others = (set(re.findall(r"\w+", fold(statement.quote))) for statement in (one, other))
    if min(len(words), len(others)) < MIN_WORDS_TO_COMPARE:
        return False
    return len(words & others) / len(words | others) >= SAME_WORDS
