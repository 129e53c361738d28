"""Keeps what users measure with in the data directory: their gold sets, the records of runs, their judgments."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import eval as evaluation
from eval.compare.runs import ComparedRun
from eval.compare.sources import RunSource
from eval.gold.beir import read_any_gold
from eval.gold.gold import QRELS, QUERIES, GoldSet
from eval.measure.evaluate import evaluate
from eval.measure.record import RunRecord, read_record, write_record
from eval.measure.trec import write_run
from eval.measure.variants import make_variant, read_pairs
from index.errors import InputError, KamervragenError
from index.sources.archive import open_zip, read_members
from index.sources.limits import MIB
from index.store.catalogue import Catalogue
from rag.assistant.assistant import Assistant
from ui.app.jobs.jobs import Tell
from ui.app.jobs.uploads import Upload, safe_name

FOLDER = "eval"
SAMPLE_KEY = "voorbeeld"
MAX_GOLD_BYTES = 20 * MIB
MAX_RUNS = 50
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
BEIR_FILES = ("corpus.jsonl", "qrels/test.tsv")
GOLD_FILES = (QUERIES, QRELS, *BEIR_FILES)
NAMES = {PurePosixPath(path).name for path in GOLD_FILES}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntry:
    """A gold set that can be chosen.

    Attributes:
        key: names it in an address.
        is_own: whether it stands in the data directory, where judgments may be added.
    """

    key: str
    name: str
    folder: Path
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """A run that was measured; `key` names it in an address."""

    key: str
    path: Path
    record: RunRecord

    @property
    def trec(self) -> Path:
        """The ranked lists, beside the record."""
        return self.path.with_suffix(".run")


def gold_sets(data_dir: Path) -> list[GoldEntry]:
    """The sample, where it was installed, and the user's own."""
    sample = Path(evaluation.__file__).parent / "gold" / "sample"
    found = [GoldEntry(key=SAMPLE_KEY, name="Voorbeeld (bij de fictieve publicaties)", folder=sample, is_own=False)]
    own = sorted(folder for folder in _gold_folder(data_dir).glob("*") if KEY.fullmatch(folder.name))
    return [entry for entry in found if entry.folder.is_dir()] + [_own(folder) for folder in own]


def add_gold(data_dir: Path, name: str, uploads: Sequence[Upload]) -> GoldEntry:
    """Keeps an uploaded gold set: `queries.jsonl` with `qrels.tsv`, or a ZIP with them or with a BEIR folder.

    Raises:
        InputError: a name that is taken, other files, or every problem of the files with its line.
    """
    key = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60]
    if not key:
        raise InputError("geef de gouden set een naam van letters of cijfers")
    target = _gold_folder(data_dir) / key
    if key == SAMPLE_KEY or target.exists():
        raise InputError(f"er is al een gouden set «{key}»: kies een andere naam")
    files = _gold_files(uploads)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".nieuw-") as scratch:
        folder = Path(scratch) / key
        for path, data in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        _read(folder, key)
        folder.rename(target)
    return _own(target)


def _read(folder: Path, name: str, catalogue: Catalogue | None = None, *, allow_missing: bool = False) -> GoldSet:
    """Reads a gold set; its problems name files within the set, for the user never saw the folder."""
    try:
        return read_any_gold(folder, catalogue, allow_missing=allow_missing)
    except InputError as error:
        raise InputError(str(error).replace(f"{folder}/", "").replace(str(folder), f"«{name}»")) from error


def _gold_files(uploads: Sequence[Upload]) -> dict[str, bytes]:
    """The files of a gold set by their path within its folder; nothing else is kept, whatever was uploaded."""
    given: list[tuple[str, bytes]] = []
    for upload in uploads:
        if upload.name.lower().endswith(".zip"):
            try:
                with open_zip(upload.data) as archive:
                    given += [
                        (member.naam, member.data if PurePosixPath(member.naam).name in NAMES else b"")
                        for member in read_members(archive)
                        if member.fout is None
                    ]
            except KamervragenError as error:
                raise InputError(f"{safe_name(upload.name)}: {error}") from error
        else:
            given.append((safe_name(upload.name), upload.data))
    found: dict[str, bytes] = {}
    for name, data in given:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        kept = next((path for path in GOLD_FILES if parts[-path.count("/") - 1 :] == PurePosixPath(path).parts), None)
        if kept is not None and kept not in found:
            found[kept] = data
    if QUERIES not in found or not {QRELS, BEIR_FILES[1]} & found.keys():
        seen = ", ".join(safe_name(name) for name, _ in given[:10]) or "niets"
        raise InputError(f"een gouden set bestaat uit {QUERIES} en {QRELS} (of een BEIR-map); gegeven: {seen}")
    if sum(len(data) for data in found.values()) > MAX_GOLD_BYTES:
        raise InputError(f"de gouden set is groter dan {MAX_GOLD_BYTES // MIB} MB")
    return found


def own_copy(data_dir: Path, entry: GoldEntry) -> GoldEntry:
    """The user's own copy of a gold set, made when absent: judgments never change what came with the product."""
    if entry.is_own:
        return entry
    folder = _gold_folder(data_dir) / f"{entry.key}-eigen"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".nieuw-") as scratch:
            shutil.copytree(entry.folder, Path(scratch) / folder.name, copy_function=shutil.copyfile).rename(folder)
    return _own(folder)


def runs(data_dir: Path) -> list[RunEntry]:
    """The latest runs, the last one first; a record of another version is left out."""
    found = []
    for path in sorted(_runs_folder(data_dir).glob("*.json"), reverse=True)[:MAX_RUNS]:
        try:
            found.append(RunEntry(key=path.stem, path=path, record=read_record(path)))
        except InputError:
            continue
    return found


def measure(
    data_dir: Path,
    assistant: Assistant,
    gold: GoldEntry,
    settings: Sequence[str],
    tell: Tell,
    *,
    allow_missing: bool = False,
) -> str:
    """Runs a gold set over the opened corpus and keeps record and ranked lists; gives the key of the run.

    Args:
        settings: as `name=value`, on top of those of the installation.
        allow_missing: judged pairs that the corpus lacks count as not found.

    Raises:
        InputError: the gold set or the settings have problems; all are named.
    """
    variant = make_variant(read_pairs(settings))
    if variant.installation:
        names = ", ".join(variant.installation)
        raise InputError(f"{names}: meten met een ander corpus of model kan met `kamervragen eval`")
    try:
        own = Assistant(assistant.corpus, replace(assistant.retrieval, **variant.retrieval))  # type: ignore[arg-type]
    except ValueError as error:
        raise InputError(f"instellingen die niet mogen: {error}") from error
    tell("Gouden set controleren", 0, None)
    checked = _read(gold.folder, gold.key, own.corpus.catalogue, allow_missing=allow_missing)
    name = f"{gold.key}, {', '.join(settings) or 'standaard'}"
    done = evaluate(checked, own, variant, name=name, progress=lambda n, total: tell("Vragen stellen", n, total))
    key = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{gold.key}"
    write_record(_runs_folder(data_dir) / f"{key}.json", done.record)
    write_run(_runs_folder(data_dir) / f"{key}.run", done.ranking, "kamervragen")
    return key


def compared_run(run: RunEntry) -> ComparedRun:
    """A run as it is compared, under its own name."""
    return replace(RunSource(gold=None, base={}).open(str(run.path)), name=run.record.name)


def is_over(run: RunEntry, query_ids: Sequence[str]) -> bool:
    """Whether a run has asked all these queries; judgments added since do not matter."""
    return set(query_ids) == run.record.per_query.keys()


def _own(folder: Path) -> GoldEntry:
    return GoldEntry(key=folder.name, name=folder.name, folder=folder, is_own=True)


def _gold_folder(data_dir: Path) -> Path:
    return data_dir / FOLDER / "gold"


def _runs_folder(data_dir: Path) -> Path:
    return data_dir / FOLDER / "metingen"
