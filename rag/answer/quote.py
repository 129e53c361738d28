"""Makes statements: of each hit the thought that says most about the query, as a citation."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.letters import fold
from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.values import Pair, PairId, Publication, Vraag
from rag.answer.quotable import weighted_share
from rag.answer.thought import POSITION, Thought, thoughts
from rag.answer.token_matches import TokenMatches
from rag.dutch.citation import citation
from rag.standpunt.nonanswer import kanttekening
from rag.values import Hit, Statement

# Weights of the signs of a good quote; read against each other on fifty queries of several kinds (docs/adr)
MATCH_WEIGHT = 8.0  # similarities of sentences lie within a few hundredths of each other
COVERAGE_WEIGHT = 0.5
FIRST_BONUS = 0.4  # ministers put their position in the first sentence
OPEN_FIRST_BONUS = 0.15  # less so when the question cannot be answered by yes or no
NUMBER_BONUS = 0.3  # where the query asks for one
POINTLESS = 0.8  # a reference, an acknowledgement
LONG_CHARS = 600
LONG_MALUS = 0.2
MAX_OPENING_CHARS = 900
SHORT_POSITION_WORDS = 15
SAME_WORDS = 0.85  # overlap from which two quotes are the same
MIN_WORDS_TO_COMPARE = 6  # "Nee." of two ministers is no repetition

ACQUAINTED = re.compile(
    r"""
    ^ \W* (?: bent \s u \s (?: er \s? van \s )? (?: bekend | op \s de \s hoogte ) | kent \s u | herinnert \s u
            | (?: heeft | hebt | heb ) \s u \s (?: kennis \s? genomen | .{0,60} \s (?: gelezen | gezien ) )
            | is \s u \s bekend )
    | \b vragen \b .{0,40} \b (?: [eé]{2}n \s voor \s [eé]{2}n | afzonderlijk | apart | voor \s het \s debat ) \b
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`Bent u bekend met het bericht ...?`, `Kunt u de vragen een voor een beantwoorden?`; not: `Bent u bereid ...?`"""
ACKNOWLEDGES = re.compile(
    r"^\W*(?:ja|nee)\b\W*(?:\w+\W+){0,9}$|\b(?:bekend|kennis\s?genomen|op de hoogte|gelezen)\b", re.I
)
"""`Ja, dat bericht ken ik.`, `Ik heb kennisgenomen van ...`; not: `Nee, want de wet ...` of more than ten words."""
KNOWS = re.compile(
    r"^.{0,80}\b(?:bekend|ken|kennis\s?genomen|op\sde\shoogte|gelezen|gezien)\b.{0,80}$|^\W*ja\W*$", re.I | re.S
)
"""`Ja, ik ben bekend met dit besluit.`; not a sentence that goes on for lines."""
OPEN_QUESTION = re.compile(
    r"""
    ^ \W* (?: (?: op | in | aan | met | voor | door | bij | uit ) \s )?
    (?: wat | hoe\w* | welke? | waarom | wie | wanneer | waar\w* | hoeverre | wiens ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Hoe gaat u ...?`, `Op welke wijze ...?`; not: `Bent u bereid ...?`"""
REFERS = re.compile(
    r"^\W*(?:zie\b|(?:ik|wij)\sverwijs\w*|voor\s.{3,120}\s(?:verwijs|verwezen)\b|hiervoor\s)", re.I | re.S
)
"""`Zie hiervoor de Kamerbrief ...`, `Voor de cijfers verwijs ik ...`; not: `Ziekenhuizen ...`"""
NUMBER = re.compile(
    r"""
    \d
    | \b (?: een\sderde | (?:de\s)?helft | twee | drie | vier | vijf | zes | zeven | acht | negen | elf | twaalf | geen
        | nul | \w*(?: tien | tig | honderd | duizend | miljoen | miljard ) ) \b
    | \b (?: januari | februari | maart | april | mei | juni | juli | augustus | september | oktober | november
        | december | voorjaar | zomer | najaar | kwartaal | (?:dit|volgend|komend)\sjaar ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`veertien bruggen`, `eind mei`, `geen enkele`; not: `een paar bruggen`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a quote is chosen by.

    Attributes:
        weights: inverse document frequency of the query's terms.
        matches: how the tokens of the answers match the query, by pair id; may lack pairs.
        asks_number: whether the query asks for a number or date.
    """

    weights: Mapping[str, float]
    matches: Mapping[str, TokenMatches]
    asks_number: bool


def term_weights(lexical: LexicalStore, query: str, documents: int) -> dict[str, float]:
    """Inverse document frequency of the query's terms: a rare word says more."""
    total = max(documents, 1)
    return {term: math.log(1 + total / (0.5 + lexical.document_frequency(term))) for term in lexical.query_terms(query)}


def coverage(hit: Hit, weights: Mapping[str, float], lexical: LexicalStore) -> float:
    """Share of the query's weight whose terms stand in onderwerp, question or answer of a hit."""
    text = "\n".join((hit.publication.onderwerp or "", hit.vraag, hit.antwoord))
    return weighted_share(set(lexical.terms(text)), weights)


def is_formality(pair: Pair) -> bool:
    """Whether a pair only says that a report is known, or that the questions are answered one by one."""
    if not all(ACQUAINTED.search(vraag.tekst) for vraag in pair.vragen):
        return False
    return len(pair.antwoord.split()) <= 30 and ACKNOWLEDGES.search(pair.antwoord) is not None


def best_statement(
    corpus: Corpus, publication: Publication, pair: Pair, wanted: Wanted, lexical: LexicalStore
) -> Statement | None:
    """The thought that says most about the query; an answer that only refers is quoted where it refers to."""
    source, target = publication, pair
    known = thoughts(target.antwoord)
    if not known and pair.verwijst_naar:
        found = _referred(corpus, publication, pair)
        if found is None:
            return None
        source, target = found
        known = thoughts(target.antwoord)
    if not known:
        return None
    best = _best(known, target, wanted, lexical)
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
    )


def without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """The first of those that say the same words; it names where else they stand."""
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


def _best(known: Sequence[Thought], pair: Pair, wanted: Wanted, lexical: LexicalStore) -> Thought:
    matches = wanted.matches.get(pair.id)
    nearest = [matches.of_part(t.core_start, t.core_end) if matches else None for t in known]
    top = max((value for value in nearest if value is not None), default=0.0)
    # a query that is nearer to the question than to any sentence of the answer asks that question: the position counts
    asked = min(1.0, max(0.0, MATCH_WEIGHT * (matches.of_question - top))) if matches else 0.2
    formality = is_formality(pair)
    is_acquainted = any(ACQUAINTED.search(vraag.tekst) for vraag in pair.vragen)
    is_open = all(_is_open(vraag) for vraag in pair.vragen)

    def score(n: int) -> float:
        thought, text = known[n], pair.antwoord[known[n].core_start : known[n].core_end]
        value = nearest[n]
        total = MATCH_WEIGHT * ((value if value is not None else top - 0.05) - top) if matches else 0.0
        total += (COVERAGE_WEIGHT if matches else 1.0) * weighted_share(set(lexical.terms(text)), wanted.weights)
        if thought.place == 0 and not formality:
            total += OPEN_FIRST_BONUS if is_open else FIRST_BONUS + asked
        if wanted.asks_number and NUMBER.search(text):
            total += NUMBER_BONUS
        if REFERS.search(text) or (thought.place == 0 and is_acquainted and KNOWS.search(text)):
            total -= POINTLESS
        if thought.end - thought.start > LONG_CHARS or text[:1].islower():
            total -= LONG_MALUS
        return total

    return known[max(range(len(known)), key=lambda n: (score(n), -n))]


def _with_opening(pair: Pair, known: Sequence[Thought], best: Thought) -> tuple[int, int]:
    """A position that opens the answer goes along with a sentence soon after it: alone that could say the opposite."""
    opening = known[0]
    text = pair.antwoord[opening.start : opening.end]
    is_short = len(text.split()) <= SHORT_POSITION_WORDS and not all(_is_open(vraag) for vraag in pair.vragen)
    takes_position = opening.place == 0 and (is_short or POSITION.search(text))
    if takes_position and 0 < best.place <= 2 and best.end - opening.start <= MAX_OPENING_CHARS:
        return opening.start, max(best.end, opening.end)
    return best.start, best.end


def _is_open(vraag: Vraag) -> bool:
    return OPEN_QUESTION.search(vraag.tekst) is not None


def _referred(corpus: Corpus, publication: Publication, pair: Pair) -> tuple[Publication, Pair] | None:
    """The first pair that an answer refers to and that says something itself."""
    for pair_id in pair.verwijst_naar:
        source_id = PairId(pair_id).publication_id
        source = publication if source_id == publication.id else corpus.catalogue.publication(source_id)
        target = corpus.catalogue.pair(pair_id)
        if source is not None and target is not None and thoughts(target.antwoord):
            return source, target
    return None


def _are_same(one: Statement, other: Statement) -> bool:
    if one.pair_id == other.pair_id and one.start < other.end and other.start < one.end:
        return True
    words, others = (set(re.findall(r"\w+", fold(statement.quote))) for statement in (one, other))
    if min(len(words), len(others)) < MIN_WORDS_TO_COMPARE:
        return False
    return len(words & others) / len(words | others) >= SAME_WORDS
