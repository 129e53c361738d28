"""What a tokenizer tells of a text: how many tokens it has, and where those with a letter or digit stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

PLACED_TEXTS = 512  # whose tokens are remembered: the reader and the quotes look at the same passages
Spans = tuple[tuple[int, int], ...]


class Tokens:
    """A tokenizer of its own that does not cut; any number of threads may ask it."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._placed: dict[str, Spans] = {}
        self.is_word = lru_cache(maxsize=65_536)(self._is_word)
        """Whether the token with this id has a letter or digit, and is none of those with a meaning of their own."""
        self._special = {n for n, token in tokenizer.get_added_tokens_decoder().items() if token.special}

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, those around every text included."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def ids(self, text: str) -> list[int]:
        """The tokens of a text, those around every text included."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids

    def spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens with a letter or digit, in order, of each text; of many together on all processors."""
        known = {text: self._placed.get(text) for text in texts}
        missing = [text for text, spans in known.items() if spans is None]
        encoded = self._tokenizer.encode_batch(missing, add_special_tokens=False)
        placed = {text: _word_spans(encoding) for text, encoding in zip(missing, encoded, strict=True)}
        self._placed = dict([*self._placed.items(), *placed.items()][-PLACED_TEXTS:])  # anew: others read it meanwhile
        return [placed[text] if (spans := known[text]) is None else spans for text in texts]

    def _is_word(self, token_id: int) -> bool:
        return token_id not in self._special and has_word(self._tokenizer.id_to_token(token_id) or "")


def _word_spans(encoding: Encoding) -> Spans:
    return tuple(span for span, token in zip(encoding.offsets, encoding.tokens, strict=True) if has_word(token))


@lru_cache(maxsize=65_536)
def has_word(token: str) -> bool:
    """Whether a token has a letter or digit."""
    return any(map(str.isalnum, token))
