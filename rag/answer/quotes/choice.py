"""Chooses the window of an answer that answers a query best: a linear regression on a few signs of each window."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.store.lexical import LexicalStore
from index.values import Pair
from rag.answer.quotes.empty import emptiness
from rag.answer.quotes.token_matches import TokenMatches
from rag.answer.quotes.window import Window
from rag.dutch.acts import ASKS_OPENLY, TAKES_POSITION
from rag.dutch.figures import figures
from rag.dutch.sentences import sentence_spans
from rag.retrieve.carries import AskedKind, weighted_share
from rag.understand.asking import asks_yes_or_no

PARAMETERS_FILE = Path(__file__).with_name("choice.toml")
SIGNS = ("near", "covers", "asked", "first", "first_open", "position", "number", "sentences", "length")
LONGEST = 1_200  # characters, from which a window counts as no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceParameters:
    """A linear regression on the signs of a window: how much of an answer it holds, 0 to 2.

    Attributes:
        weights: of the standardised signs.
        means, spreads: to standardise each.
        sentence: what each sentence after the first costs.
    """

    weights: Mapping[str, float]
    means: Mapping[str, float]
    spreads: Mapping[str, float]
    sentence: float

    def value(self, signs: Mapping[str, float]) -> float:
        """The score of a window with these signs: the highest is quoted; comparable within one answer."""
        told = sum(self.weights[name] * (signs[name] - self.means[name]) / self.spreads[name] for name in SIGNS)
        return told - self.sentence * signs["sentences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCriteria:
    """What a quote is chosen by.

    Attributes:
        asked: the figure or name that the query asks for, and the weights of its terms.
        matches: by pair id; may lack pairs.
        takes_empty: whether the query asks for what answers no question about a subject: whether a report is known,
            how questions were handled, or a pair by its number.
    """

    asked: AskedKind
    matches: Mapping[str, TokenMatches]
    takes_empty: bool = False


def best_window(found: Sequence[Window], pair: Pair, wanted: QuoteCriteria, lexical: LexicalStore) -> Window:
    """The window that answers best, the earliest of equals; there must be one.

    Where the query asks for a figure, one that carries it; else one that says more than that something matters.
    """
    asked, vraag = wanted.asked, pair.vraagtekst
    carrying = [one for one in found if asked.is_carried(pair.antwoord[one.start : one.end], vraag, lexical)]
    found = carrying or found
    if len(found) == 1:
        return found[0]
    parameters = load_choice()
    signs = window_signs(found, pair, wanted, lexical)
    ordered = [found[n] for n in sorted(range(len(found)), key=lambda n: (-parameters.value(signs[n]), n))]
    telling = (one for one in ordered if emptiness(pair.antwoord[one.start : one.end], asked.query) is None)
    return next(telling, ordered[0])


def window_signs(
    found: Sequence[Window], pair: Pair, wanted: QuoteCriteria, lexical: LexicalStore
) -> list[dict[str, float]]:
    """The signs of each window of an answer.

    `near` is how much nearer or further the tokens of the query are than in the whole answer (times 20: similarities
    lie within a few hundredths); `covers` the share of the query's weight that the window names; `asked` the share of
    the question's terms that it names; `first_open` that it opens the answer to a query that yes or no cannot answer.
    """
    matches = wanted.matches.get(pair.id)
    spans = sentence_spans(pair.antwoord)
    terms = [set(lexical.terms(pair.antwoord[start:end])) for start, end in spans]
    asked = set(lexical.terms(pair.vraagtekst))
    is_open, query_is_open = asks_openly(pair), not asks_yes_or_no(wanted.asked.query)
    takes_position = [not is_open and TAKES_POSITION.search(pair.antwoord[a:b]) is not None for a, b in spans]
    top = (matches.of_part(0, len(pair.antwoord)) if matches else None) or 0.0
    signs = []
    for one in found:
        text = pair.antwoord[one.start : one.end]
        named = set().union(*terms[one.first : one.last + 1])
        near = matches.of_part(one.start, one.end) if matches else None
        signs.append(
            {
                "near": 20.0 * (near - top) if near is not None else 0.0,
                "covers": weighted_share(named, wanted.asked.weights),
                "asked": len(named & asked) / len(asked) if asked else 0.0,
                "first": float(one.first == 0),
                "first_open": float(one.first == 0 and query_is_open),
                "position": float(any(takes_position[one.first : one.last + 1])),
                "number": float(bool(wanted.asked.figures and figures(text, wanted.asked.figures))),
                "sentences": float(one.last - one.first),
                "length": math.log(max(20, min(LONGEST, len(text)))),
            }
        )
    return signs


def asks_openly(pair: Pair) -> bool:
    """Whether yes or no is no answer to any of its questions."""
    return all(ASKS_OPENLY.search(vraag.tekst) for vraag in pair.vragen)


@lru_cache(maxsize=1)
def load_choice() -> ChoiceParameters:
    """The parameters that come with the product."""
    return ChoiceParameters(**tomllib.loads(PARAMETERS_FILE.read_text(encoding="utf-8")))
