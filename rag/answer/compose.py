"""Answers a query with verbatim sentences of the best pairs, each checked and cited, under a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.embed.forward import Encoded
from index.names.letters import fold
from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Pair
from rag.answer.delays import delay_notes
from rag.answer.named import asked_names, unnamed
from rag.answer.others import of_others
from rag.answer.quotes.choice import QuoteCriteria
from rag.answer.quotes.quote import best_statement, coverage, term_weights, without_repeats
from rag.answer.quotes.token_matches import token_matches
from rag.answer.quotes.window import windows
from rag.answer.timeline import newest_first, timeline
from rag.answer.verdict import decide, is_doubtful, quoted
from rag.answer.weigh import sureness, weigh_quotes, weighed, worth_showing
from rag.dutch.citation import checked
from rag.retrieve.carries import named_share, what_is_asked
from rag.retrieve.encode import Beside, encoded
from rag.retrieve.reader import load_reader
from rag.standpunt.formality import asks_formality, is_formality
from rag.understand.asking import ASKING, FILLERS, SAYS_NOTHING, is_english
from rag.understand.near_words import near_words
from rag.understand.talk import without_talk
from rag.values import Answer, Extent, Ground, Hit, Reason, SearchResult, Statement, Verdict

MAX_STATEMENTS = 6
MAX_RELATED = 3  # quotes that lie near the question but may not answer it
MAX_PER_PUBLICATION = 6  # a query for what one member or ministry said is answered by many pairs of one publication
MIN_NAMED = 0.15  # of the query's rare words: below it the subject itself is most often another
SURE = 0.75  # confidence from which other words will do: of 372 queries without an answer none was as sure in others
MIN_ASKED = 0.5  # of the query's rare words: from there on the stored question asks the same
LONG_WORDS = 80
LOOKED_AT = 5  # hits of which it is said what they do not name


def answer(corpus: Corpus, result: SearchResult) -> Answer:
    """The answer to what was searched; a quote that does not stand in the catalogue as cited is left out."""
    return corpus.retrying(lambda: _answer(corpus, result))


def _answer(corpus: Corpus, result: SearchResult) -> Answer:
    verdict, reason, confidence = _verdict(result)
    if not result.hits:
        return Answer(verdict=verdict, reason=reason, statements=(), search=result, confidence=confidence)
    _, lexical = corpus.stores()
    query = encoded(corpus, result)
    weights = term_weights(lexical, result.text, result.index.pairs)
    with Beside(corpus) as threads:
        notices = threads.run(lambda: [*delay_notes(corpus, result, query.vectors[0], weights)])
        found = _composed(corpus, result, query, weights)
        notes = (*result.notes, *notices.result(), *found.search.notes)
    return replace(found, search=replace(found.search, notes=notes))


def _composed(corpus: Corpus, result: SearchResult, query: Encoded, weights: Mapping[str, float]) -> Answer:
    """The answer to what was found, with its own notes in place of those of the search."""
    verdict, reason, confidence = _verdict(result)
    _, lexical = corpus.stores()
    result = replace(result, notes=())
    if _names_nothing(result, weights, lexical):
        verdict, reason = Verdict.NIET_GEVONDEN, Reason(ground=Ground.ABSENT)
    if _names_no_subject(result):
        verdict, reason = Verdict.NIET_GEVONDEN, Reason(ground=Ground.NO_SUBJECT)
    if reason.ground is Ground.ABSENT and is_english(result.query):
        verdict, reason = Verdict.VERWANT, Reason(ground=Ground.OTHER_LANGUAGE)
    if verdict is Verdict.NIET_GEVONDEN:
        if reason.ground is not Ground.NO_SUBJECT:
            reason = _with_missing(reason, result, lexical)
        return Answer(verdict=verdict, reason=reason, statements=(), search=result, confidence=confidence)
    near = _quoted(result)
    asked = what_is_asked(result.text, weights)
    wanted = QuoteCriteria(
        asked=asked,
        matches=token_matches(corpus, [hit.pair for hit in near if hit.pair], query),
        takes_empty=result.evidence is None or asks_formality(result.query),
    )
    proposed: dict[tuple[str, int], Hit] = {}
    quotes: list[Statement] = []
    for hit in near:
        statement = best_statement(corpus, hit.publication, hit.pair, wanted, lexical) if hit.pair else None
        if statement is not None:
            quotes.append(statement)
            proposed.setdefault((statement.pair_id, statement.start), hit)
    verbatim, rejected = checked(quotes, corpus.catalogue)
    standings = timeline(corpus, near, result.hits, wanted) if result.evidence is not None else ()
    statements = without_repeats(verbatim)
    if not wanted.takes_empty:
        others = of_others(corpus.catalogue, near, result.understood)
        lacking = unnamed(near, asked_names(result.text, result.understood, lexical), lexical)
        unfit = {hit.pair_id for hit in near} if lacking else others
        worth = [
            weighed(one, proposed[one.pair_id, one.start], confidence, asked, lexical, unfit) for one in statements
        ]
        statements = worth_showing(worth)
        if result.evidence is not None and result.evidence.answers is not None:
            confidence = sureness(worth, confidence)
        if verdict is Verdict.BEANTWOORD:
            verdict, reason = weigh_quotes(worth, asked, load_reader())
            if lacking and reason.ground is Ground.OF_OTHERS:
                reason = Reason(ground=Ground.NOT_NAMED, untold=tuple(lacking))
    if not near and reason.ground is Ground.RELATED:
        reason = Reason(ground=Ground.FAR)
    statements = newest_first(statements, standings)
    named = max((coverage(hit, weights, lexical) for hit in near[:LOOKED_AT]), default=0.0)
    verdict, reason = _limited(verdict, reason, statements, result, 1.0 if confidence >= SURE else named)
    most = MAX_STATEMENTS if verdict is Verdict.BEANTWOORD else MAX_RELATED
    statements, left = statements[:most], len(statements) - most
    reason = _with_missing(reason, result, lexical)
    if verdict is Verdict.BEANTWOORD and result.evidence is not None:
        asked_before = _asked_before(statements, result.hits, weights, lexical)
        reason = replace(reason, asked_before=asked_before, extent=_extent(statements, result.hits))
    if left > 0:
        more = "Nog 1 antwoord is" if left == 1 else f"Nog {left} antwoorden zijn"
        note = f"{more} niet geciteerd, maar wel te vinden bij de gevonden antwoorden."
        result = replace(result, notes=(note,))
    return Answer(
        verdict=verdict,
        reason=reason,
        statements=tuple(statements),
        search=result,
        confidence=confidence,
        rejected=len(rejected),
        timeline=standings,
    )


def _quoted(result: SearchResult) -> list[Hit]:
    """The hits to quote: the best pair of each publication first, so that no document fills the list alone.

    Pairs that only say that a report is known, or how the questions are answered, come in only when that is asked;
    the others are not held against them.
    """
    takes_all = result.evidence is None or asks_formality(result.query)
    hits = [hit for hit in result.hits if hit.pair is not None and (takes_all or _tells(hit.pair))]
    if result.evidence is not None and hits:
        hits = quoted(hits, load_reader())
    taken: Counter[str] = Counter()
    firsts: list[Hit] = []
    others: list[Hit] = []
    for hit in hits:
        taken[hit.publication.id] += 1
        if result.evidence is None or taken[hit.publication.id] <= MAX_PER_PUBLICATION:
            (firsts if taken[hit.publication.id] == 1 else others).append(hit)
    return firsts + others


def _tells(pair: Pair) -> bool:
    """Whether a pair has something to quote itself or where it refers to; a long answer always has."""
    if is_formality(pair):
        return False
    return len(pair.antwoord.split()) > LONG_WORDS or bool(pair.verwijst_naar) or bool(windows(pair.antwoord))


def _verdict(result: SearchResult) -> tuple[Verdict, Reason, float]:
    if not result.hits:
        return Verdict.NIET_GEVONDEN, Reason(ground=Ground.NOTHING), 0.0
    if result.evidence is None:
        return Verdict.BEANTWOORD, Reason(ground=Ground.BY_NUMBER), 1.0
    return decide(result.evidence, load_reader())


def _names_nothing(result: SearchResult, weights: Mapping[str, float], lexical: LexicalStore) -> bool:
    """Whether the corpus likely lacks the subject, and none of the first answers has a word of the query."""
    if result.evidence is None or not is_doubtful(result.evidence, load_reader()):
        return False
    return not any(coverage(hit, weights, lexical) for hit in result.hits[:LOOKED_AT] if hit.pair)


def _names_no_subject(result: SearchResult) -> bool:
    """Whether the query has no word that a subject could be told by, nor anything that narrows the search."""
    if result.evidence is None or result.understood or result.filters or asks_formality(result.query):
        return False
    words = [fold(word) for word in WORD.findall(result.query) if len(word) > 1]
    return all(word in SAYS_NOTHING or word in STOPWORDS or word in ASKING for word in words)


def _limited(
    verdict: Verdict, reason: Reason, statements: Sequence[Statement], result: SearchResult, named: float
) -> tuple[Verdict, Reason]:
    """The verdict, lowered where the query is a single word, or where the quoted pairs name little of it.

    `named` is the largest share of the query's weight that one of the quoted pairs names.
    """
    is_one_word = len(WORD.findall(result.query)) == 1 and not result.understood
    if verdict is not Verdict.BEANTWOORD:
        is_apart = is_one_word and reason.ground in (Ground.RELATED, Ground.FAR)
        return verdict, Reason(ground=Ground.ONE_WORD_APART) if is_apart else reason
    if not any(hit.pair for hit in result.hits):
        return Verdict.VERWANT, Reason(ground=Ground.NOTICE)
    if is_one_word and result.evidence is not None:
        return Verdict.VERWANT, Reason(ground=Ground.ONE_WORD)
    if not statements:
        return Verdict.VERWANT, Reason(ground=Ground.NOTHING_TO_QUOTE)
    if result.evidence is None:
        return verdict, reason  # looked up by number: that is what was asked for
    if named < MIN_NAMED:
        return Verdict.VERWANT, Reason(ground=Ground.NAMES_LITTLE)
    return verdict, reason


def _asked_before(
    statements: Sequence[Statement], hits: Sequence[Hit], weights: Mapping[str, float], lexical: LexicalStore
) -> str | None:
    """The stored question that the first quote answers, where it names most of what the query names."""
    hit = next((hit for hit in hits if statements and hit.pair_id == statements[0].pair_id), None)
    if hit is None or named_share(hit.vraag, weights, lexical) < MIN_ASKED:
        return None
    return hit.vraag


def _with_missing(reason: Reason, result: SearchResult, lexical: LexicalStore) -> Reason:
    missing = tuple(dict.fromkeys((*reason.missing, *_missing(result))))
    return replace(reason, missing=missing, near_words=near_words(missing, lexical))


def _missing(result: SearchResult) -> tuple[str, ...]:
    """The words of the query that none of the first hits names."""
    if not result.hits or result.evidence is None:
        return ()
    named = {fold(term) for hit in result.hits[:LOOKED_AT] for term in hit.why.terms}
    named |= {fold(word) for item in result.understood for word in WORD.findall(item.typed)}
    words = [word for word in WORD.findall(without_talk(result.text)) if len(word) > 2]
    return tuple(dict.fromkeys(word for word in words if fold(word) not in named | STOPWORDS | ASKING | FILLERS))


def _extent(statements: Sequence[Statement], hits: Sequence[Hit]) -> Extent:
    publications = {statement.pair_id.publication_id for statement in statements}
    dates = [hit.publication.ontvangen for hit in hits if hit.publication.id in publications]
    return Extent(
        quotes=len(statements),
        publications=len(publications),
        newest=max((day for day in dates if day is not None), default=None),
    )
