"""Reads a whole corpus to the last byte and compares every content with the catalogue."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from index.embed.embedding import Encoder
from index.errors import CorruptStoreError
from index.passages import Passage, Splitting, make_passages
from index.steps import batched
from index.store.catalogue import Catalogue
from index.store.check.differences import StoreDifference
from index.store.dense.reader import DenseIndex
from index.store.lexical import LexicalStore
from index.store.manifest import Manifest
from index.store.tokens import TokenStore
from index.store.words.footers import changed_files

BATCH = 500


def deep_differences(
    catalogue: Catalogue,
    manifest: Manifest,
    encoder: Encoder,
    *,
    lexical: LexicalStore,
    tokens: TokenStore | None,
    dense: DenseIndex | None,
) -> list[StoreDifference]:
    """What is damaged, beside what comparing the ids shows; empty when all is well."""
    found = [
        *_tried("catalogus", catalogue.check),
        *_tried("zoekbestand", dense.check if dense is not None else None),
        *_tried("tokenvectoren", tokens.check if tokens is not None else None),
    ]
    if found:
        return found
    if deviating := _other_rows(catalogue):
        found.append(StoreDifference(index="catalogus", problem=f"andere inhoud in {', '.join(deviating)}"))
    if changed := changed_files(lexical.folder):
        found.append(StoreDifference(index="Tantivy", problem=f"veranderde bestanden: {', '.join(changed)}"))
    places, words, packed = set[str](), set[str](), set[str]()
    for passages in _passages(catalogue, manifest, encoder):
        ids = [passage.id for passage in passages]
        known, same = catalogue.passages(ids), catalogue.embedded(passages, manifest.model_fingerprint)
        right = {p.id for p in passages if p.id in known and (known[p.id].start, known[p.id].end) == (p.start, p.end)}
        places |= set(ids) - (right & set(same))
        words |= {passage.id for passage in passages if not lexical.has_words(passage.id, passage.text)}
        if tokens is not None:
            packed |= set(ids) - tokens.get(ids).keys()
    for name, missing in (("catalogus", places), ("Tantivy", words), ("tokenvectoren", packed)):
        if missing:
            found.append(StoreDifference(index=name, missing=tuple(sorted(missing))))
    return found


def _tried(name: str, check: Callable[[], None] | None) -> Iterator[StoreDifference]:
    try:
        if check is not None:
            check()
    except CorruptStoreError as error:
        yield StoreDifference(index=name, problem=str(error))


def _passages(catalogue: Catalogue, manifest: Manifest, encoder: Encoder) -> Iterator[list[Passage]]:
    """The passages that the indexes should hold, cut anew, some publications at a time."""
    splitting = Splitting(answer_chars=manifest.answer_chars, question_chars=manifest.question_chars)
    pending, cut = set(catalogue.pending()), list[Passage]()
    indexed = (publication for publication in catalogue.publications() if publication.id not in pending)
    for n, publication in enumerate(indexed, start=1):
        cut += make_passages(publication, encoder.count_tokens, manifest.max_tokens, splitting)
        if n % BATCH == 0:
            yield cut
            cut = []
    yield cut


def _other_rows(catalogue: Catalogue) -> list[str]:
    """Names of the tables that are not what the publications in the catalogue make of them."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(Catalogue(Path(folder), create=True)) as again:
            again.expect_much()
            for some in batched(catalogue.stored(), BATCH):
                with again.together():
                    for stored, key in some:
                        again.put(stored, key)
        return catalogue.differing_tables(Path(folder))
