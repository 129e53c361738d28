"""What every test can ask for: a clean environment, a quick encoder, a small corpus, the real model."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from index.build.builder import Builder
from index.embed.embedding import SentenceEncoder
from index.embed.threads import prepare_threads
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from index.values import Publication
from tests.chroma_process import ChromaProcess
from tests.encoder import TokenWordEncoder, WordEncoder
from tests.factory import make_reading, small_corpus
from tests.forks import probed_in_forks

REPOSITORY = Path(__file__).resolve().parents[1]

prepare_threads()

MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 1024**3  # noqa: S108  # pytest makes a folder of its own in it
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)  # a small corpus asks the disk 130 times to have written

SLOW_FILES = ("test_packaging.py", "test_kill.py", "test_soak.py", "test_architecture.py")
BROWSER = {"test_vraag.py": 0, "test_safety.py": 1}

settings.register_profile("tests", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first: with several workers nobody waits for the last long file."""
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    """Within a kind the order stays.

    The browser comes first; one file of it after the first one does without the sample, which the first worker makes
    meanwhile. Then come the real model and the wheel.
    """
    if item.get_closest_marker("browser"):
        return BROWSER.get(item.path.name, 2)
    return 3 if item.get_closest_marker("model") or item.path.name in SLOW_FILES else 4


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer reaches a test, and nothing is written outside its own folder."""
    for name in list(os.environ):
        if name.startswith("KAMERVRAGEN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KAMERVRAGEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KAMERVRAGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A shell that starts the tests in the background has interrupts ignored, here and in every process of a test."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def quick_probes() -> Iterator[None]:
    """Every rebuild, and every ingest after one that was killed, looks at Chroma from another process."""
    with probed_in_forks():
        yield


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def publications() -> list[Publication]:
    return small_corpus()


@pytest.fixture
def make_corpus(
    data_dir: Path, encoder: WordEncoder, corpus_dir: Path
) -> Iterator[Callable[[Sequence[Publication]], Corpus]]:
    """Ingests publications into `data_dir` and opens the corpus; the small corpus is made already, and copied."""
    opened: list[Corpus] = []

    def make(publications: Sequence[Publication]) -> Corpus:
        if not data_dir.exists() and list(publications) == small_corpus():
            shutil.copytree(corpus_dir, data_dir)
        else:
            Builder(data_dir, encoder).ingest([make_reading(publication) for publication in publications])
        opened.append(Corpus(data_dir, encoder))
        return opened[-1]

    yield make
    for corpus in opened:
        corpus.close()


@pytest.fixture(scope="session")
def corpus_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the small corpus, for reading only."""
    folder = tmp_path_factory.mktemp("corpus")
    Builder(folder, WordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    return folder


@pytest.fixture(scope="session")
def token_corpus_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an encoder that also gives vectors of tokens; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("tokens")
    Builder(folder, TokenWordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    return folder


@pytest.fixture
def corpus(corpus_dir: Path, encoder: WordEncoder) -> Iterator[Corpus]:
    """The small corpus, indexed with the quick encoder, for reading only."""
    opened = Corpus(corpus_dir, encoder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server on loopback."""
    with ChromaProcess(tmp_path_factory.mktemp("chroma-server")) as server:
        yield server.url


@pytest.fixture(scope="session")
def model_cache(pytestconfig: pytest.Config) -> Path:
    """Where the real model is unpacked once, also between runs of the tests."""
    cache = getattr(pytestconfig, "cache", None)  # not there at all under `-p no:cacheprovider`
    if cache is None:
        pytest.skip("the real model needs pytest's cache folder")
    return Path(cache.mkdir("model"))


@pytest.fixture(scope="session")
def real_encoder(model_cache: Path) -> SentenceEncoder:
    """The bundled model in float32, loaded once."""
    return SentenceEncoder(model=None, cache_dir=model_cache, dtype="float32")


@pytest.fixture(scope="session")
def sample_corpus(real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data directory of the sample under the real model; a test that changes it takes a copy.

    It is made once: with several workers by the first that needs it, and each has a copy of its own.
    """
    made = _folder_of_all_workers(tmp_path_factory) / "sample"
    with FileLock(f"{made}.lock"):
        if not made.is_dir():
            making = made.with_name("sample.making")
            report = Builder(making, real_encoder).ingest(read_paths([sample_dir()]))
            assert not report.failed
            making.rename(made)
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("sample") / "data"))


def _folder_of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real material beside the checkout; absent in a plain clone."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside this checkout")
    return folder
