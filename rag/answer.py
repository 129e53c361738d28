"""Answers a query with verbatim sentences of the best pairs, each checked and cited, under a verdict."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from index.corpus import Corpus
from index.lexical import LexicalStore
from rag.citation import citation, is_verbatim
from rag.sentences import sentence_spans
from rag.values import Answer, Hit, SearchResult, Statement, Verdict
from rag.verdict import decide, load_parameters

MAX_STATEMENTS = 6
MIN_RELATIVE_SCORE = 0.8  # of the best pair's score: what lies further down is listed below, not quoted
SHORT_WORDS = 4
FIRST_SENTENCE_BONUS = 0.6  # ministers put their position in the first sentence
REFERENCE_ONLY = re.compile(
    r"""
    ^\W* (?: (?:ja|nee)\W+ )? (?: zie | verwezen\swordt | ik\sverwijs | hiervoor\sverwijs | voor\shet\santwoord )
    .{0,60} \b (?: antwoord | vraag | vragen | beantwoording ) .{0,60} $
    | ^ \W* (?: niet\svan\stoepassing | n\.?v\.?t ) \W* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`Zie het antwoord op vraag 2.`, `Niet van toepassing.`; not: `Zie de bijlage voor de aantallen per gemeente.`"""


def answer(corpus: Corpus, result: SearchResult) -> Answer:
    """Makes the answer out of a search result; only quotes that stand in the catalogue as cited are kept."""
    _, lexical = corpus.stores()
    weights = term_weights(lexical, result.query, result.index.pairs)
    verdict, reason, confidence = _verdict(result, corpus.manifest.model_fingerprint)
    if verdict is Verdict.NIET_GEVONDEN:
        return Answer(verdict=verdict, reason=reason, statements=(), search=result, confidence=confidence)
    proposed = [
        statement for hit in _quotable(result) if (statement := best_statement(hit, weights, lexical)) is not None
    ]
    checked = [statement for statement in proposed if is_verbatim(statement, corpus.catalogue)]
    return Answer(
        verdict=verdict,
        reason=reason,
        statements=tuple(checked[:MAX_STATEMENTS]),
        search=result,
        confidence=confidence,
        rejected=len(proposed) - len(checked),
    )


def term_weights(lexical: LexicalStore, query: str, documents: int) -> dict[str, float]:
    """Inverse document frequency of the query's terms: a rare word says more."""
    total = max(documents, 1)
    return {term: math.log(1 + total / (0.5 + lexical.document_frequency(term))) for term in lexical.query_terms(query)}


def best_statement(hit: Hit, weights: Mapping[str, float], lexical: LexicalStore) -> Statement | None:
    """The sentence of the matching passage that says most of the query, as a citation; None for empty references."""
    if hit.pair is None:
        return None
    text = hit.pair.antwoord
    best: tuple[float, int, int] | None = None
    for n, (start, end) in enumerate(sentence_spans(text)):
        if REFERENCE_ONLY.fullmatch(text[start:end]):
            continue
        covered = _coverage(lexical.terms(text[start:end]), weights)
        score = covered + (FIRST_SENTENCE_BONUS if n == 0 else 0.0)
        score += 0.2 if hit.passage_start <= start < hit.passage_end else 0.0
        if best is None or score > best[0]:
            best = (score, start, end)
    if best is None:
        return None
    start, end = _with_next_when_short(text, best[1], best[2])
    return Statement(
        quote=text[start:end],
        pair_id=hit.pair.id,
        start=start,
        end=end,
        citation=citation(hit.publication, hit.pair.vraagnummers),
        url=hit.publication.url,
    )


def _with_next_when_short(text: str, start: int, end: int) -> tuple[int, int]:
    """A bare "Ja." says nothing without the sentence after it."""
    if len(text[start:end].split()) >= SHORT_WORDS:
        return start, end
    following = next((span for span in sentence_spans(text) if span[0] >= end), None)
    return (start, following[1]) if following else (start, end)


def _quotable(result: SearchResult) -> list[Hit]:
    """The hits near the best one, the best pair of each publication first: no document fills the list alone."""
    hits = [hit for hit in result.hits if hit.pair and hit.score >= MIN_RELATIVE_SCORE * result.hits[0].score]
    seen: set[str] = set()
    firsts: list[Hit] = []
    others: list[Hit] = []
    for hit in hits:
        (others if hit.publication.id in seen else firsts).append(hit)
        seen.add(hit.publication.id)
    return firsts + others


def _verdict(result: SearchResult, model: str) -> tuple[Verdict, str, float]:
    if not result.hits or result.evidence is None:
        if result.hits:
            return Verdict.BEANTWOORD, "Dit is alles van wat de vraag bij nummer noemt.", 1.0
        return Verdict.NIET_GEVONDEN, "Geen enkele publicatie in het corpus past bij deze vraag.", 0.0
    return decide(result.evidence, load_parameters(), model)


def _coverage(terms: list[str], weights: Mapping[str, float]) -> float:
    """Share of the query's weight whose terms occur."""
    present = set(terms)
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in present) / total if total else 0.0
