"""Embeds the passages of a build: what the stores know with the same text is not embedded again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.embed.embedding import Encoder, TokenEncoder
from index.embed.quantiser import Quantiser, shipped_quantiser
from index.parse.read import read_paths
from index.passages import ANSWER_CHARS, Passage
from index.sample import sample_dir
from index.store.catalogue import Catalogue
from index.store.tokens import TokenStore
from index.store.vectors import VectorStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CALIBRATION_PAIRS = 30  # some 4,000 tokens


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
        self._tokens = tokens

    @property
    def keeps_tokens(self) -> bool:
        """Whether token vectors are kept; it turns out at the first embedding that a model gives none."""
        return self._tokens is not None

    def embed(self, passages: Sequence[Passage], publication_ids: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of all the passages of these publications, a row each.

        A passage that the stores hold with exactly this text is not embedded again: of a publication of which only
        facts changed, that is every passage whose context header stayed the same.
        """
        import numpy as np

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
        encoder = self._encoder
        texts = list(dict.fromkeys(passage.text for passage in passages))  # what stands there twice is embedded once
        numbers = {text: number for number, text in enumerate(texts)}
        rows_of = [numbers[passage.text] for passage in passages]
        if self._tokens is None or not isinstance(encoder, TokenEncoder):
            return encoder.encode_passages(texts)[rows_of]
        encoded = encoder.encode_passage_tokens(texts)
        if encoded.tokens is None:  # a model without token vectors
            self._tokens = None
            return encoded.vectors[rows_of]
        quantiser = self._tokens.quantiser()
        if quantiser is None and passages:
            quantiser = shipped_quantiser(encoder.fingerprint) or _fit_quantiser(encoder)
            self._tokens.set_quantiser(quantiser)
        rows = ((passage, encoded.tokens[row]) for passage, row in zip(passages, rows_of, strict=True))
        packed = self._tokens.get(list(kept))
        self._tokens.replace(
            publication_ids,
            [
                *((passage_id, kept[passage_id], data) for passage_id, data in packed.items()),
                *((p.id, p.publication_id, quantiser.pack(matrix)) for p, matrix in rows if quantiser is not None),
            ],
        )
        return encoded.vectors[rows_of]


def _fit_quantiser(encoder: TokenEncoder) -> Quantiser:
    """How the token vectors of another model are packed: fitted on the sample, whatever the corpus holds."""
    import numpy as np

    read = [reading.publicatie for reading in read_paths([sample_dir()]) if reading.publicatie]
    pairs = [pair for publication in read for pair in publication.paren]
    texts = [f"{pair.vraagtekst}\n{pair.antwoord}"[:ANSWER_CHARS] for pair in pairs[:CALIBRATION_PAIRS]]
    return Quantiser.fit(np.concatenate(encoder.encode_passage_tokens(texts).tokens or []))
