"""A gold set over the small corpus, and folders made of lines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.settings import Settings
from tests.encoder import WordEncoder

GoldWriter = Callable[..., Path]

SPORTHALLEN = "ah-tk-20232024-101"
DRONES = "ah-tk-20232024-102"
ACCIJNS = "ah-tk-20232024-103"

QUERIES: tuple[dict[str, object], ...] = (
    {"query_id": "q1", "text": "hoeveel sporthallen sloten er", "type": "vraag", "answerable": True},
    {"query_id": "q2", "text": "drones voor het leger", "type": "trefwoorden", "answerable": True},
    {"query_id": "q3", "text": "accijns op diesel", "type": "trefwoorden", "answerable": True},
    {"query_id": "q4", "text": "wat kost een ruimtereis naar Mars", "type": "onbeantwoord", "answerable": False},
)
QRELS: tuple[tuple[str, str, int], ...] = (
    ("q1", f"{SPORTHALLEN}#v3", 2),  # a joint pair, named by its second number
    ("q1", f"{SPORTHALLEN}#v1", 1),
    ("q2", f"{DRONES}#v1", 2),
    ("q3", f"{ACCIJNS}#v1", 2),
    ("q4", f"{DRONES}#v2", 1),
)


@pytest.fixture
def write_gold(tmp_path: Path) -> GoldWriter:
    """Writes a gold set; raw lines are taken as they are."""

    def write(
        queries: Sequence[dict[str, object] | str] = QUERIES,
        qrels: Sequence[tuple[str, str, int] | str] = QRELS,
        *,
        name: str = "gold",
        newline: str = "\n",
        prefix: str = "",
    ) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        lines = [query if isinstance(query, str) else json.dumps(query, ensure_ascii=False) for query in queries]
        judged = [qrel if isinstance(qrel, str) else f"{qrel[0]}\t0\t{qrel[1]}\t{qrel[2]}" for qrel in qrels]
        for file, content in (("queries.jsonl", lines), ("qrels.tsv", judged)):
            text = prefix + "".join(f"{line}{newline}" for line in content)
            (folder / file).write_bytes(text.encode("utf-8"))
        return folder

    return write


@pytest.fixture
def quick_corpus(corpus_dir: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small corpus in its data directory, for commands that open it themselves with the configured encoder."""
    shutil.copytree(corpus_dir, data_dir)

    def make(settings: Settings) -> WordEncoder:
        return WordEncoder()

    monkeypatch.setattr("rag.assistant.compose.make_encoder", make)
    return data_dir
