"""The manifest of a data directory: what the indexes were made with, so that nothing else opens them."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import CorruptStoreError, DataDirError, is_full, no_room, why

FORMAT: Literal[1] = 1
FILE_NAME = "manifest.json"
NEXT_FILE_NAME = "manifest.next.json"  # of indexes under construction beside the present ones


CHECK = "check"
"""The key of a hash of all the others."""


class Manifest(BaseModel):
    """What the indexes of a data directory were made with.

    Attributes:
        format: version of the layout of the data directory.
        generation: grows with every change to the indexes; readers reopen when it does.
        collection, lexical: which Chroma collections and which folder of `tantivy/` belong to this build.
        has_tokens: whether token vectors are kept for reranking.
        lexical_made: the generation in which the lexical index was made anew.
        in_parts: whether the embedded Chroma has a collection per year; those of before have one.
        compound_check: a hash of that dictionary; empty in manifests from before it was kept.
        compound_words: size of the compound dictionary of the Dutch analyser.
        compound_publications: publications that it was made from.
        compound_source: which they were, and with which content.
        is_lexical_worn: passages were taken out of the lexical index since it was made; they still count in its scores.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = FORMAT
    generation: int = 0
    model_name: str
    model_fingerprint: str
    dimension: int
    max_tokens: int
    prompts: dict[str, str]
    answer_chars: int
    question_chars: int
    collection: str
    lexical: str
    analyser: str
    has_tokens: bool = False
    lexical_made: int = 0
    in_parts: bool = False
    compound_words: int = 0
    compound_check: str = ""
    compound_publications: int = 0
    compound_source: str = ""
    is_lexical_worn: bool = False
    publications: int = 0
    pairs: int = 0
    passages: int = 0
    versions: dict[str, str] = {}

    def has_settings_of(self, other: Manifest) -> bool:
        """Whether both indexes are made in the same way."""
        settings = {"model_fingerprint", "answer_chars", "question_chars", "analyser"}
        return self.model_dump(include=settings) == other.model_dump(include=settings)

    @property
    def lexical_key(self) -> tuple[str, str, int]:
        """Changes when the lexical index was made anew; what is only added to it keeps it."""
        return (self.collection, self.lexical, self.lexical_made)

    @property
    def fingerprint(self) -> str:
        """Names the index for a reader of results: model, layout and generation."""
        return f"{self.model_fingerprint}/{self.answer_chars}/{self.analyser}/{self.generation}"


def software_versions() -> dict[str, str]:
    """Versions of the packages that decide what stands in the indexes."""
    names = ("kamervragen", "chromadb", "tantivy", "sentence-transformers", "torch", "langchain-text-splitters")
    return {name: _version(name) for name in names}


_version = cache(metadata.version)
"""Asked anew it reads the whole description of a package: for six of them, at every step of a build, 30 ms."""


def read_manifest(data_dir: Path, name: str = FILE_NAME) -> Manifest | None:
    """The manifest of a data directory; None when nothing was ever built there.

    Raises:
        CorruptStoreError: it cannot be read or is of another version.
    """
    path = data_dir / name
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorruptStoreError(f"kan {path} niet lezen: {why(error)}; controleer de rechten van de map") from error
    try:
        value = json.loads(data)
        check = value.pop(CHECK, None)
        if check is not None and check != _check_of(value):
            raise ValueError("de inhoud is veranderd")
        return Manifest.model_validate(value)
    except (ValueError, AttributeError) as error:
        problem = f"{error.error_count()} fouten" if isinstance(error, ValidationError) else str(error)[:80]
        raise CorruptStoreError(
            f"{path} is beschadigd of van een andere versie ({problem}); "
            f"maak de indexen opnieuw met `kamervragen rebuild --data-dir {data_dir}`"
        ) from error


def _check_of(value: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def write_manifest(data_dir: Path, manifest: Manifest, name: str = FILE_NAME) -> None:
    """Writes aside and renames, so that a reader never sees half a manifest; a DataDirError where it cannot."""
    path = data_dir / name
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        value = manifest.model_dump()
        text = json.dumps({**value, CHECK: _check_of(value)}, indent=2, ensure_ascii=False)
        scratch.write_text(text + "\n", encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        if is_full(error):
            raise no_room(path) from error
        raise DataDirError(
            f"kan {path} niet schrijven ({why(error)}): maak ruimte of herstel de rechten, en doe het opnieuw"
        ) from error
