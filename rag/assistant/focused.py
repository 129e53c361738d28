"""Answers a follow-up on content: first from the answers just cited, then from their series, then from all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.values import PairId
from rag.answer.compose import MAX_RELATED, answer
from rag.answer.figure import with_figure
from rag.answer.quotes.quote import coverage, make_statement, term_weights, text_of, without_repeats
from rag.answer.quotes.window import windows
from rag.compare.series import find_series
from rag.dutch.acts import LEANS_ON_QUESTION
from rag.dutch.citation import checked
from rag.dutch.lifting import lift
from rag.dutch.sentences import sentences_of
from rag.dutch.writing import enumerate_dutch
from rag.question import Question
from rag.retrieve.carries import named_share
from rag.understand.turns.focus import Focus, Wanting
from rag.values import Answer, Figure, Ground, Hit, Reason, SearchResult, Statement, Verdict

SHOWN = 3  # publications of the first hits, where nothing was cited
MAX_SERIES = 3  # publications whose series is looked up
MIN_TOPIC = 0.2  # a pair is about the topic that names this share of the weight of its words
MIN_WINDOW = 0.5  # the same for a quote of a pair that was not cited
MIN_ASKED = 0.2  # the same for a question that asks for the same kind of figure
CITED = 0.6  # added to the share of words that a quote names, where its pair was cited first
SAID = 0.6  # a quote that has so much of what the follow-up names goes before any that has less
LATER_CITED = 0.6  # times so much less for each pair that was cited after it
ASKS_THE_SAME = 0.7  # added where the question of the pair asks for the same kind of figure
ASKS_A_NUMBER = 0.3  # instead, where that is "hoeveel", which is asked of anything
COUNTS_IT = 0.3  # added where the quote has a figure of what is counted
TELLING = frozenset({Figure.BEDRAG, Figure.AANDEEL, Figure.DUUR, Figure.KEREN})
"""What few questions of a document ask for."""
POINTS_BACK = re.compile(r"\b(?:dat|die)\s\w+", re.IGNORECASE)
"""`Wanneer treedt dat voorstel in werking?`"""
OF_SOMETHING = frozenset({Wanting.REDEN, Wanting.DATUM, Wanting.GETAL, Wanting.NAAM, Wanting.PLAATS})
MIN_TOLD = 0.3  # of the words of what was asked, that must stand where such a thing is told
MIN_SUBJECT = 0.5  # of the same, in a question that asks about just that
SHORT_ANSWER = 6  # sentences
NEAR_BEST = 0.5  # quotes with less than this part of the best weight are left out
MIN_COMPOUND = 6  # letters of a word that a longer one begins with

HERE = "Dit staat in de antwoorden die zojuist zijn geciteerd."
SERIES = "De antwoorden hiervoor zeggen dit niet; dit komt uit andere publicaties van dezelfde reeks."
ELSEWHERE = "De antwoorden hiervoor zeggen dit niet; daarom is in het hele corpus gezocht."
UNSURE = "Op de vraag hiervoor is geen rechtstreeks antwoord gevonden; dit staat in wat daar dicht bij ligt."
UNANSWERED = "Op de vraag hiervoor is geen rechtstreeks antwoord gevonden, en daarom ook hierop niet."
NEARBY = "De antwoorden hiervoor zeggen dit niet; wat hieronder staat, ligt in de buurt."

Search = Callable[[Question], SearchResult]


def answer_focused(corpus: Corpus, question: Question, focus: Focus, shown: Answer, search: Search) -> Answer:
    """The answer to a follow-up on content; beantwoord only with a quote that has what it names and what it asks for.

    The question is as it stood without the follow-up; `shown` is the answer to it.
    """
    whole = focus.with_topic(question.text)
    found: SearchResult | None = None
    carrying: list[Statement] = []  # that are not sure to answer, and what they were found in
    nearest: SearchResult | None = None
    for told, ids in _places(corpus, shown, is_everywhere=bool(focus.words)):
        filters = question.filters if ids is None else replace(question.filters, publication_ids=ids)
        found = search(replace(question, text=whole, filters=filters))
        is_sure = shown.verdict is Verdict.BEANTWOORD and ids is not None
        base = None if is_sure else answer(corpus, found)
        statements, rejected = checked(_carrying(corpus, found, focus, question.text, shown), corpus.catalogue)
        kept = [_with_figure(statement, focus, whole) for statement in without_repeats(statements)]
        if kept and (is_sure or (base is not None and base.verdict is Verdict.BEANTWOORD)):
            return Answer(
                verdict=Verdict.BEANTWOORD,
                reason=Reason(
                    ground=Ground.FOLLOWED,
                    summary=told if shown.verdict is Verdict.BEANTWOORD or ids is None else UNSURE,
                ),
                statements=tuple(kept[:MAX_RELATED]),
                search=_told(found, question),
                confidence=shown.confidence if base is None else base.confidence,
                rejected=len(rejected),
            )
        if kept and not carrying:
            carrying, nearest = kept, found
    near = answer(corpus, nearest or found) if found is not None else shown
    is_absent = near.verdict is Verdict.NIET_GEVONDEN
    unsure = NEARBY if shown.verdict is Verdict.BEANTWOORD else UNANSWERED
    return replace(
        near,
        verdict=Verdict.NIET_GEVONDEN if is_absent else Verdict.VERWANT,
        reason=Reason(
            ground=Ground.FOLLOWED, summary=unsure if carrying and not is_absent else _missing(corpus, focus, near)
        ),
        statements=near.statements if is_absent else (tuple(carrying) or near.statements)[:MAX_RELATED],
        search=_told(near.search, question),
        timeline=(),
    )


def _with_figure(statement: Statement, focus: Focus, whole: str) -> Statement:
    """A quote with the figure that is asked for; of its dates only those that can be."""
    if focus.asked is Wanting.DATUM:
        return replace(statement, lifted=lift(focus.counted(whole), focus.dated(statement.quote)))
    return with_figure(statement, (focus.counted(whole),))


def _places(corpus: Corpus, shown: Answer, *, is_everywhere: bool) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Where to look: what was cited, its series, and all where the follow-up names something to look for there.

    Each as what the user is told of it, and the ids of its publications, None for all.
    """
    cited = dict.fromkeys(statement.pair_id.publication_id for statement in shown.statements)
    ids = tuple(cited or dict.fromkeys(hit.publication.id for hit in shown.search.hits[:SHOWN]))
    if ids:
        yield HERE, ids
        others = dict.fromkeys(
            member.publication.id
            for publication_id in ids[:MAX_SERIES]
            for member in find_series(corpus.catalogue, publication_id).members
            if member.publication.id not in ids
        )
        if others:
            yield SERIES, tuple(others)
    if is_everywhere or not ids:
        yield ELSEWHERE, None


def _carrying(corpus: Corpus, found: SearchResult, focus: Focus, topic: str, shown: Answer) -> list[Statement]:
    """From each pair about the topic the quote that has what the follow-up names and asks for, best first."""
    _, lexical = corpus.stores()
    whole = focus.with_topic(topic)
    weights = term_weights(lexical, whole, found.index.pairs)
    about = term_weights(lexical, topic, found.index.pairs)
    named = term_weights(lexical, " ".join(focus.words), found.index.pairs)
    cited = {pair_id: n for n, pair_id in enumerate(dict.fromkeys(one.pair_id for one in shown.statements))}
    weighed: list[tuple[float, Statement]] = []
    for hit in found.hits:
        asks_on = _asks_on(hit, focus, cited, about, lexical)
        is_close = hit.pair_id in cited or asks_on
        if hit.pair is None or not (is_close or coverage(hit, about, lexical) >= MIN_TOPIC):
            continue
        leans = cited.get(hit.pair_id) == 0 or LEANS_ON_QUESTION.search(hit.vraag) is not None
        asked = hit.vraag if leans else ""
        quotes = {one: hit.antwoord[one.start : one.end] for one in windows(hit.antwoord)}
        meant = weights if focus.words else about
        shares = {
            one: named_share(quote, weights, lexical)
            for one, quote in quotes.items()
            if _names(hit, quote, focus, lexical)
            and _tells(hit, quote, focus, asked, whole, meant, lexical, asks_on=asks_on)
            and (is_close or named_share(quote, about, lexical) >= MIN_WINDOW)
        }
        if shares:
            best = max(shares, key=lambda one: (shares[one], -one.start))
            asks = (ASKS_A_NUMBER if focus.figure is Figure.AANTAL else ASKS_THE_SAME) * focus.is_asked_in(hit.vraag)
            asks += COUNTS_IT * (lift(focus.counted(whole), quotes[best]) is not None)
            if focus.words:
                first = float(named_share(quotes[best], named, lexical) >= SAID)
            else:
                first = CITED * LATER_CITED ** cited[hit.pair_id] if hit.pair_id in cited else 0.0
            statement = make_statement(hit.publication, hit.pair, best.start, best.end)
            weighed.append((shares[best] + first + asks, statement))
    weighed.sort(key=lambda item: -item[0])
    return [statement for weight, statement in weighed if weight >= NEAR_BEST * weighed[0][0]]


def _asks_on(
    hit: Hit, focus: Focus, cited: Collection[PairId], about: Mapping[str, float], lexical: LexicalStore
) -> bool:
    """Whether a pair goes on about a cited one: right after it ("Wie betaalt dit?"), or asking what is asked now."""
    before = PairId.of(hit.publication.id, min(hit.vraagnummers) - 1)
    if LEANS_ON_QUESTION.search(hit.vraag) is not None and before in cited:
        return True
    if not any(pair_id.publication_id == hit.publication.id for pair_id in cited):
        return False
    if focus.words:
        is_first = hit.publication.id == next(iter(cited)).publication_id
        asked = f"{hit.publication.onderwerp or ''} {hit.vraag}"
        return is_first or named_share(asked, about, lexical) >= MIN_TOPIC
    if focus.figure in TELLING and focus.is_asked_in(hit.vraag):
        return True
    if focus.figure is Figure.AANTAL or not focus.is_asked_in(hit.vraag):
        return False
    points_back = LEANS_ON_QUESTION.search(hit.vraag) or POINTS_BACK.search(hit.vraag)
    return points_back is not None or named_share(hit.vraag, about, lexical) >= MIN_ASKED


def _tells(
    hit: Hit,
    quote: str,
    focus: Focus,
    vraag: str,
    whole: str,
    meant: Mapping[str, float],
    lexical: LexicalStore,
    *,
    asks_on: bool,
) -> bool:
    """Whether a quote has the kind of thing that the follow-up asks for, and has it of what is meant.

    That stands in the sentence that has it or the one before; or it is what the whole of a short answer is about, or
    what `vraag` asks for.
    """
    is_carried = focus.is_carried(quote, vraag, whole)
    if not is_carried or focus.asked not in OF_SOMETHING:
        return is_carried
    on_it = named_share(hit.vraag, meant, lexical)
    if focus.is_asked_in(vraag) and (asks_on or on_it >= (MIN_SUBJECT if focus.figure is Figure.AANTAL else MIN_TOLD)):
        return True
    is_it = (asks_on or on_it >= MIN_SUBJECT) and _is_short(hit) and not focus.is_since
    sentences = sentences_of(quote)
    return any(
        focus.is_told(sentence, whole)
        and (is_it or named_share(" ".join(sentences[max(0, n - 1) : n + 1]), meant, lexical) >= MIN_TOLD)
        for n, sentence in enumerate(sentences)
    )


def _is_short(hit: Hit) -> bool:
    """Whether an answer is so short that all of it is about what its question asks."""
    return len(sentences_of(hit.antwoord)) <= SHORT_ANSWER


def _names(hit: Hit, quote: str, focus: Focus, lexical: LexicalStore) -> bool:
    """Whether a quote names what the follow-up names; under a question that names it, some need not."""
    asked, said = set(lexical.terms(hit.vraag)), set(lexical.terms(quote))
    named = [word for word in focus.words if lexical.terms(word)]
    if not all(re.search(rf"\b{re.escape(word)}\b", quote) for word in focus.words if word not in named):
        return False  # "OM" is looked up as it is written
    own = [lexical.terms(word) for word in named]
    is_said = all(_is_named(terms, asked | said) for terms in own) and any(_is_named(terms, said) for terms in own)
    is_asked = all(_is_named(terms, asked) for terms in own) and (focus.asked is not None or _is_short(hit))
    return not own or is_said or is_asked


def _is_named(terms: Sequence[str], known: Collection[str]) -> bool:
    """Whether every part of a word is known: "toezicht" by "toezichthouder" too, "basisschool" not by "school"."""
    return all(
        term in known or (len(term) >= MIN_COMPOUND and any(one.startswith(term) for one in known)) for term in terms
    )


def _missing(corpus: Corpus, focus: Focus, near: Answer) -> str:
    """What the answers do not name, in Dutch."""
    _, lexical = corpus.stores()
    terms = {term for hit in near.search.hits for term in lexical.terms(text_of(hit))}
    words = [word for word in focus.words if not _is_named(lexical.terms(word), terms)]
    if words:
        listed = enumerate_dutch([f"«{_as_typed(word, focus.text)}»" for word in words])
        return f"De gevonden antwoorden noemen {listed} niet."
    if focus.asked is not None:
        return f"De gevonden antwoorden noemen hiervoor niet met zoveel woorden een {focus.asked.value}."
    return "De gevonden antwoorden zeggen dit niet met zoveel woorden."


def _as_typed(word: str, text: str) -> str:
    """A word with the names before it that belong to it: `Ter` + ` Apel`, of which the first alone says nothing."""
    found = re.search(rf"(?:(?<=[\w,]\s)[A-ZÀ-Þ][\w'’-]*\s){{0,3}}\b{re.escape(word)}\b", text)
    return found[0] if found else word


def _told(found: SearchResult, question: Question) -> SearchResult:
    """The search as it is shown: under the filters that the user set."""
    return replace(found, filters=replace(found.filters, publication_ids=question.filters.publication_ids))
