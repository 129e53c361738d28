"""Where the tokens of many texts stand is asked of the tokenizer at once, and once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from tokenizers import Encoding, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.embed.tokens import PLACED_TEXTS, Tokens


class Counted:
    """A tokenizer that remembers which texts it was given together."""

    def __init__(self) -> None:
        words = ["?", "de", "brug", "een", "weg"]
        self._words = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token=words[0]))
        self._words.pre_tokenizer = Whitespace()  # type: ignore[assignment]
        self.given: list[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._words, name)

    def encode_batch(self, texts: Sequence[str], add_special_tokens: bool) -> list[Encoding]:
        self.given.append(list(texts))
        return self._words.encode_batch(texts, add_special_tokens=add_special_tokens)


def test_texts_are_placed_together_and_each_once() -> None:
    tokenizer = Counted()
    tokens = Tokens(cast("Tokenizer", tokenizer))
    tokens.spans(["de brug"])
    found = tokens.spans(["de brug", "een weg", "een weg", ""])
    assert found == [((0, 2), (3, 7)), ((0, 3), (4, 7)), ((0, 3), (4, 7)), ()]
    assert tokenizer.given == [["de brug"], ["een weg", ""]]


def test_more_texts_than_are_remembered_are_placed_all_the_same() -> None:
    tokenizer = Counted()
    tokens = Tokens(cast("Tokenizer", tokenizer))
    many = [f"weg {n}" for n in range(PLACED_TEXTS + 5)]
    assert len(tokens.spans(many)) == len(many)
    tokens.spans([many[-1]])
    tokens.spans([many[0]])
    assert tokenizer.given[1:] == [[], [many[0]]]
