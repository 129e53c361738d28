"""How often the verdicts are right, on quotations that were altered by rule; printed with `pytest -s`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from index.values import Publication, Reading
from rag.check.check import check_draft
from rag.check.values import Oordeel
from tests.encoder import WordEncoder
from tests.factory import make_reading
from tests.rag.check.altered import Case, Maker, Score, overtaken, score

WANTED = 0.97
EVERY_OTHER = 8  # of so many real publications one is left out of the corpus, to quote what is not there


@pytest.fixture(scope="module")
def sample_and_overtaken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("voorbeelden")
    readings = [*read_paths([sample_dir()]), *map(make_reading, overtaken(40)[0])]
    yield from opened(folder, readings)


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Corpus, list[Publication]]]:
    data = shared / "data"
    readings = [one for one in read_paths([data / "publications", data / "pairs.jsonl"]) if one.publicatie]
    absent = [one.publicatie for n, one in enumerate(readings) if n % EVERY_OTHER == 0 and one.publicatie]
    present = [one for n, one in enumerate(readings) if n % EVERY_OTHER]
    for corpus in opened(tmp_path_factory.mktemp("echt"), present):
        yield corpus, absent


def opened(folder: Path, readings: Sequence[Reading]) -> Iterator[Corpus]:
    encoder = WordEncoder()
    Builder(folder, encoder).ingest(readings)
    corpus = Corpus(folder, encoder)
    yield corpus
    corpus.close()


def assert_good(found: Score, cases: Sequence[Case]) -> None:
    print(f"\n{len(cases)} citaten\n{found.table()}\n{found.misplaced} op een andere plaats gewezen")  # noqa: T201
    mistakes = "\n".join(f"{case.way}: {case.paragraph!r} -> {said}" for case, said in found.mistakes)
    assert not found.accused, f"goed, en toch fout genoemd:\n{mistakes}"
    for verdict in Oordeel:
        assert found.precision(verdict) >= WANTED, mistakes
        assert found.recall(verdict) >= WANTED, mistakes
    assert found.misplaced <= (1 - WANTED) * len(cases), mistakes


def test_verdicts_on_altered_quotations_of_the_sample(sample_and_overtaken: Corpus) -> None:
    publications = [p for p in sample_and_overtaken.catalogue.publications() if p.fictief]
    cases = [*Maker(publications, seed=16).cases(40), *overtaken(40)[1]]
    assert len(cases) >= 300
    assert {case.expected for case in cases} == set(Oordeel)
    assert_good(score(cases, lambda text: check_draft(sample_and_overtaken, text)), cases)


@pytest.mark.shared
def test_verdicts_on_altered_quotations_of_real_publications(real: tuple[Corpus, list[Publication]]) -> None:
    corpus, absent = real
    cases = Maker(list(corpus.catalogue.publications()), seed=16, absent=absent).cases(60)
    assert len(cases) >= 300
    assert_good(score(cases, lambda text: check_draft(corpus, text)), cases)
