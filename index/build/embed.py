"""Embeds the passages of a build: what the stores know with the same text is not embedded again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import Encoder, TokenEncoder
from index.embed.quantiser import Quantiser, shipped_quantiser
from index.parse.read import read_paths
from index.passages import ANSWER_CHARS, Passage
from index.sample import sample_dir
from index.steps import batched
from index.store.catalogue import Catalogue
from index.store.tokens import TokenStore
from index.store.vectors import VectorStore

CALIBRATION_PAIRS = 30  # some 4,000 tokens
ENCODED_AT_ONCE = 512  # texts: some 100 MB of token vectors before they are packed


class Embedder:
    """Gives the vectors of passages; their token vectors are kept on the way.

    Args:
        catalogue: knows which texts it has embedded.
        vectors: has the vectors of those.
        tokens: where token vectors are kept; None when they are not.
    """

    def __init__(self, encoder: Encoder, catalogue: Catalogue, vectors: VectorStore, tokens: TokenStore | None) -> None:
        self._encoder = encoder
        self._catalogue = catalogue
        self._vectors = vectors
        self._tokens = tokens if isinstance(encoder, TokenEncoder) else None

    @property
    def keeps_tokens(self) -> bool:
        """Whether token vectors are kept; it turns out at the first embedding that a model gives none."""
        return self._tokens is not None

    def embed(self, passages: Sequence[Passage], publication_ids: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of all the passages of these publications, a row each.

        A passage that the stores hold with exactly this text is not embedded again: of a publication of which only
        facts changed, that is every passage whose context header stayed the same.
        """
        known = self._known(passages)
        new = [passage for passage in passages if passage.id not in known]
        if new or not passages:
            kept = {passage.id: passage.publication_id for passage in passages if passage.id in known}
            known |= zip((passage.id for passage in new), self._embed_new(new, publication_ids, kept), strict=True)
        return np.array([known[passage.id] for passage in passages], dtype=np.float32).reshape(
            len(passages), self._encoder.dimension
        )

    def _known(self, passages: Sequence[Passage]) -> dict[str, NDArray[np.float32]]:
        """Vectors of passages that both the catalogue and the stores know with this text."""
        same = self._catalogue.embedded(passages, self._encoder.fingerprint)
        known = self._vectors.get(same) if same else {}
        if self._tokens is not None and known:
            known = {passage_id: known[passage_id] for passage_id in self._tokens.get(list(known))}
        return known

    def _embed_new(
        self, passages: Sequence[Passage], publication_ids: Sequence[str], kept: Mapping[str, str]
    ) -> NDArray[np.float32]:
        """Vectors of passages; `kept` are those (with their publications) whose token vectors stay."""
        texts = list(dict.fromkeys(passage.text for passage in passages))  # what stands there twice is embedded once
        numbers = {text: number for number, text in enumerate(texts)}
        rows_of = [numbers[passage.text] for passage in passages]
        vectors, packed = self._encode(texts)
        if self._tokens is not None:
            own = zip(passages, rows_of, strict=True)
            staying = self._tokens.get(list(kept))
            self._tokens.replace(
                publication_ids,
                [
                    *((passage_id, kept[passage_id], data) for passage_id, data in staying.items()),
                    *((passage.id, passage.publication_id, packed[row]) for passage, row in own),
                ],
            )
        return vectors[rows_of]

    def _encode(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[bytes]]:
        """Vectors of texts, with their token vectors packed: as the model gives them they take 200 kB a text."""
        vectors: list[NDArray[np.float32]] = [np.empty((0, self._encoder.dimension), dtype=np.float32)]
        packed: list[bytes] = []
        for some in batched(texts, ENCODED_AT_ONCE):
            encoder, kept_in = self._encoder, self._tokens
            if kept_in is None or not isinstance(encoder, TokenEncoder):
                vectors.append(encoder.encode_passages(some))
                continue
            encoded = encoder.encode_passage_tokens(some)
            vectors.append(encoded.vectors)
            if encoded.tokens is None:
                self._tokens = None  # a model without token vectors
            else:
                packed += map(_quantiser_of(kept_in, encoder).pack, encoded.tokens)
        return np.concatenate(vectors), packed


def _quantiser_of(tokens: TokenStore, encoder: TokenEncoder) -> Quantiser:
    """How the token vectors of this build are packed; decided at its first."""
    quantiser = tokens.quantiser()
    if quantiser is None:
        quantiser = shipped_quantiser(encoder.fingerprint) or _fit_quantiser(encoder)
        tokens.set_quantiser(quantiser)
    return quantiser


def _fit_quantiser(encoder: TokenEncoder) -> Quantiser:
    """How the token vectors of another model are packed: fitted on the sample, whatever the corpus holds."""
    read = [reading.publicatie for reading in read_paths([sample_dir()]) if reading.publicatie]
    pairs = [pair for publication in read for pair in publication.paren]
    texts = [f"{pair.vraagtekst}\n{pair.antwoord}"[:ANSWER_CHARS] for pair in pairs[:CALIBRATION_PAIRS]]
    return Quantiser.fit(np.concatenate(encoder.encode_passage_tokens(texts).tokens or []))
