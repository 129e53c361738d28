"""How long the check of a draft takes over a corpus of any size.

`python -m tests.rag.check.speed 90000 --data-dir DIR` makes a synthetic catalogue with its word index (all that a check
reads) where DIR has none, and times drafts of 5,000 words over it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

import typer

from index.parse.facts.identity import same_publication_key
from index.passages import make_passages
from index.store.catalogue import Catalogue, StoredPublication
from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.values import Publication, Vorm
from rag.check.check import check_draft
from tests.rag.check.altered import Case, Maker
from tests.scale.publications import blocks, make_block

BATCH = 6_000
WORDS = 5_000
RUNS = 3
MAKERS_OF = 400
LEXICAL = "woorden"
FILLER = (
    "In het debat over dit onderwerp, dat al jaren speelt en waarover het laatste woord nog niet is gesproken, kwamen "
    "de antwoorden van de bewindspersonen uitvoerig aan de orde."
)


@dataclass(frozen=True, slots=True)
class _Manifest:
    fingerprint: str
    publications: int
    pairs: int


@dataclass(frozen=True, slots=True)
class _Readable:
    """The part of a corpus that a check reads."""

    catalogue: Catalogue
    lexical: LexicalStore
    manifest: _Manifest

    def stores(self) -> tuple[None, LexicalStore]:
        """The word index where a corpus has it."""
        return None, self.lexical


def main(
    publications: Annotated[int, typer.Argument(min=100, help="publications of the corpus")],
    data_dir: Annotated[Path, typer.Option(help="where it is, or is made")],
) -> None:
    """Prints seconds per draft: as quoted, and with half of the quotations altered."""
    if not (data_dir / LEXICAL).exists():
        build(publications, data_dir)
    catalogue = Catalogue(data_dir)
    lexical = LexicalStore(data_dir / LEXICAL)
    typer.echo(f"{publications} publications, {lexical.count()} passages")
    readable = _Readable(catalogue, lexical, _Manifest("-", publications, 0))
    chosen = random.Random(1).sample(catalogue.ids(), min(publications, MAKERS_OF))  # noqa: S311
    maker = Maker(list(catalogue.publications(chosen)), seed=1)
    for name, made in (("as they stand", [maker.verbatim]), ("half of them altered", half_altered(maker))):
        for _ in range(RUNS):
            cases = [case for n in range(400) if (case := made[n % len(made)]()) is not None]
            text, count = draft(cases)
            started, used = time.perf_counter(), time.process_time()
            check_draft(cast(Corpus, readable), text)
            wall, cpu = time.perf_counter() - started, time.process_time() - used
            typer.echo(
                f"{name}: {len(text.split())} words, {count} quotations: {wall:.2f} s ({cpu:.2f} s of a processor)"
            )


def half_altered(maker: Maker) -> list[Callable[[], Case | None]]:
    """Ways to make a quotation, every second one as it stands."""
    altered = [maker.replaced, maker.dropped, maker.joined, maker.invented]
    return [way for other in altered for way in (maker.verbatim, other)]


def draft(cases: Sequence[Case]) -> tuple[str, int]:
    """A draft of so many words, a quotation every sixty or so."""
    paragraphs: list[str] = []
    words = 0
    for case in cases:
        paragraphs.append(f"{FILLER} {case.paragraph}")
        words += len(paragraphs[-1].split())
        if words >= WORDS:
            break
    return "\n\n".join(paragraphs), len(paragraphs)


def build(total: int, data_dir: Path) -> None:
    """The catalogue and the word index of so many synthetic publications; no vectors."""
    catalogue = Catalogue(data_dir, create=True)
    half = data_dir / f"{LEXICAL}.nieuw"
    lexical = LexicalStore.create(half, [])
    batch: list[Publication] = []
    for number in range(blocks(total)):
        for publication in make_block(number, total):
            catalogue.put(
                StoredPublication(publication=publication, vorm=Vorm.JSONL, bron="-"), same_publication_key(publication)
            )
            batch.append(publication)
        if len(batch) >= BATCH or number == blocks(total) - 1:
            by_id = {publication.id: publication for publication in batch}
            passages = [p for one in by_id.values() for p in make_passages(one, _count_tokens, 512)]
            lexical.replace(list(by_id), passages, by_id)
            catalogue.mark_indexed(list(by_id), passages, "-")
            batch = []
            typer.echo(f"{number + 1} of {blocks(total)} blocks", err=True)
    catalogue.close()
    half.rename(data_dir / LEXICAL)


def _count_tokens(texts: Sequence[str]) -> list[int]:
    return [len(text) // 4 for text in texts]


if __name__ == "__main__":
    typer.run(main)
