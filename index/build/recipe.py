"""How the indexes of a corpus are made: the model, the lengths of passages, what is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from index.embed.embedding import Encoder, TokenEncoder
from index.passages import Passage, Splitting, make_passages
from index.store.lexical import ANALYSER
from index.store.manifest import Manifest, software_versions
from index.values import Publication

BATCH_PUBLICATIONS = 400  # one batch is one commit of each store; its passages are sorted by length for embedding
LEXICAL_FOLDERS = ("a", "b", "c")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What decides what stands in the indexes.

    Attributes:
        encoder: the embedding model; loaded only when something must be embedded.
        splitting: lengths of passages.
        batch_publications: publications per commit; what an interruption costs, and what readers wait for.
        keep_tokens: keep token vectors for reranking, 8 kB a passage, when the model gives them.
    """

    encoder: Encoder
    splitting: Splitting = field(default_factory=Splitting)
    batch_publications: int = BATCH_PUBLICATIONS
    keep_tokens: bool = True

    def passages(self, publication: Publication) -> list[Passage]:
        """How a publication is cut."""
        return make_passages(publication, self.encoder.count_tokens, self.encoder.max_tokens, self.splitting)

    def new_manifest(self, old: Manifest | None) -> Manifest:
        """The manifest of an empty index beside the old one."""
        return Manifest(
            generation=old.generation + 1 if old else 0,
            model_name=self.encoder.name,
            model_fingerprint=self.encoder.fingerprint,
            dimension=self.encoder.dimension,
            max_tokens=self.encoder.max_tokens,
            prompts=self.encoder.prompts,
            answer_chars=self.splitting.answer_chars,
            question_chars=self.splitting.question_chars,
            collection=f"passages-{uuid.uuid4().hex[:12]}",  # its own: a Chroma server may hold other corpora
            lexical=free_folder(old),
            analyser=ANALYSER,
            in_parts=True,
            has_tokens=self.keep_tokens and isinstance(self.encoder, TokenEncoder),
            versions=software_versions(),
        )


def free_folder(*manifests: Manifest | None) -> str:
    """A folder of `tantivy/` that none of these indexes has: during a rebuild two are in use, and one is made."""
    taken = {manifest.lexical for manifest in manifests if manifest is not None}
    return next(name for name in LEXICAL_FOLDERS if name not in taken)
