from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.build.builder import Builder
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication, Soort
from rag.question import Question
from rag.retrieve.duplicates import fold_duplicates
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from rag.values import Arm, SearchResult
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication, make_reading, many

DRONES = "ah-tk-20232024-102"
DIESEL = "ah-tk-20232024-103"
NOTICE = "ah-tk-20232024-105"
ARMS = list(Arm)


def found(
    corpus: Corpus, query: str, filters: Filters | None = None, arm: Arm = Arm.HYBRID, top: int = 50
) -> list[str]:
    return [hit.pair_id for hit in search(corpus, Question(query, filters=filters or Filters(), top=top, arm=arm)).hits]


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Hoeveel drones koopt het leger?", f"{DRONES}#v1"),
        ("accijns op diesel", f"{DIESEL}#v1"),
        ("wat kost het sluiten van sporthallen gemeenten", "ah-tk-20232024-101#v2"),
        ("wachttijden verpleeghuizen", "ah-tk-20232024-104#v1"),
    ],
)
def test_the_pair_that_answers_comes_first_in_every_arm(corpus: Corpus, arm: Arm, query: str, best: str) -> None:
    assert found(corpus, query, arm=arm)[0] == best


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize("query", ["  ", "😀 ?!", "\0"])
def test_what_has_no_letter_or_figure_finds_nothing(corpus: Corpus, arm: Arm, query: str) -> None:
    assert found(corpus, query, arm=arm) == []


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(ministeries=(DEFENSIE,)), {"102", "103"}),
        (Filters(ministeries=(FINANCIEN, VWS)), {"101", "103", "104", "202"}),
        (Filters(vergaderjaren=("2024-2025",)), {"101", "202", "203"}),
        (Filters(indieners=("Celik",)), {"102", "104"}),
        (Filters(fracties=("ABC",)), {"101", "103"}),
        (Filters(ontvangen_van=date(2024, 2, 1)), {"103", "104", "101", "202"}),
        (Filters(ontvangen_tot=date(2023, 12, 31)), {"101", "102"}),
        (Filters(soorten=(Soort.MEDEDELING,)), {"105"}),
        (Filters(soorten=(Soort.MEDEDELING, Soort.ANTWOORD), ministeries=(DEFENSIE,)), {"102", "103", "105"}),
        (Filters(publication_ids=(DIESEL,)), {"103"}),
    ],
)
def test_filters_hold_in_every_arm(corpus: Corpus, arm: Arm, filters: Filters, allowed: set[str]) -> None:
    query = "drones leger accijns diesel sporthallen wachttijden verpleeghuizen belastingvrije voet zwemles"
    numbers = {pair_id.split("#")[0].rsplit("-", 1)[1] for pair_id in found(corpus, query, filters, arm)}
    assert numbers == allowed


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize(
    "filters",
    [
        Filters(ministeries=("Bestaat Niet",)),
        Filters(publication_ids=()),
        Filters(soorten=(Soort.INGETROKKEN,)),
        Filters(ministeries=(VWS,), fracties=("KLM",)),
    ],
)
def test_filters_that_match_nothing_give_nothing_and_a_note(corpus: Corpus, arm: Arm, filters: Filters) -> None:
    result = search(corpus, Question("drones van het leger", filters=filters, top=10, arm=arm))
    assert (result.hits, result.found) == ((), 0)
    assert result.notes


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("nr. 103", [f"{DIESEL}#v1"]),
        (DRONES, [f"{DRONES}#v1", f"{DRONES}#v2"]),
        ("2024Z00105", [f"{NOTICE}#v1"]),
        ("nr. 101", ["ah-tk-20232024-101#v1", "ah-tk-20232024-101#v2", "ah-tk-20242025-101#v1"]),
        ("2024-2025 nr. 101", ["ah-tk-20242025-101#v1"]),
        ("nr. 9999", []),
    ],
)
def test_a_query_that_names_a_publication_finds_exactly_that_in_its_order(
    corpus: Corpus, query: str, pairs: list[str]
) -> None:
    assert found(corpus, query) == pairs


def test_words_beside_a_number_rank_the_pairs_of_that_publication(corpus: Corpus) -> None:
    assert found(corpus, "wat zegt nr. 102 over de levering en chips?") == [f"{DRONES}#v2", f"{DRONES}#v1"]


def test_a_number_that_the_filters_exclude_gives_nothing(corpus: Corpus) -> None:
    assert found(corpus, "nr. 103", Filters(ministeries=(VWS,))) == []
    assert found(corpus, "nr. 103 over diesel", Filters(ministeries=(VWS,))) == []


def test_a_notice_is_one_hit_with_its_own_text(corpus: Corpus) -> None:
    (hit,) = search(corpus, Question("nr. 105", top=10)).hits
    assert hit.pair is None
    assert hit.pair_id == f"{NOTICE}#v1"
    assert hit.vraagnummers == (1, 2)
    assert hit.vraag == "Wat kosten de drones?\nWie betaalt ze?"
    assert hit.antwoord == ""
    assert hit.passage == "De vragen over de kosten van drones kunnen niet binnen drie weken worden beantwoord."


def test_notices_are_not_among_the_answers(corpus: Corpus) -> None:
    assert all(NOTICE not in pair_id for pair_id in found(corpus, "de kosten van drones"))


@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize("query", ["", "   ", "?", "het de een"])
def test_a_query_without_content_does_no_harm(corpus: Corpus, query: str, arm: Arm) -> None:
    result = search(corpus, Question(query, top=10, arm=arm))
    assert len(result.hits) <= 10


@pytest.mark.parametrize("top", [0, -1])
def test_asking_for_none_gives_none(corpus: Corpus, top: int) -> None:
    result = search(corpus, Question("drones", top=top))
    assert result.hits == ()
    assert result.found > 0


def test_every_pair_is_found_once_by_its_best_passage(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    long = " ".join(f"Zin {n} gaat over gemeenten en overleg." for n in range(60)) + " Hier staan de zeppelins."
    corpus = make_corpus([make_publication(7, antwoorden=[({1: "Wat vliegt er?"}, long)]), make_publication(8)])
    pairs = found(corpus, "zeppelins")
    assert len(pairs) == len(set(pairs))
    best = search(corpus, Question("zeppelins", top=1)).hits[0]
    assert best.pair is not None
    assert "zeppelins" in best.passage
    assert best.passage == best.pair.antwoord[best.passage_start : best.passage_end] != best.antwoord


QUERIES = ["drones van het leger", "overleg met gemeenten in gebied 17", "antwoord", "verpleeghuizen en zwemles"]


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """More pairs than are asked for, many of them alike."""
    from index.build.builder import Builder
    from tests.encoder import WordEncoder
    from tests.factory import make_reading

    folder = tmp_path_factory.mktemp("large")
    Builder(folder, WordEncoder()).ingest([make_reading(publication) for publication in many(150)])
    return Corpus(folder, WordEncoder())


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("arm", ARMS)
def test_the_first_ten_do_not_depend_on_how_many_are_asked(large: Corpus, query: str, arm: Arm) -> None:
    ten = search(large, Question(query, top=10, arm=arm))
    fifty = search(large, Question(query, top=50, arm=arm))
    assert ten.hits == fifty.hits[:10]
    assert ten.found == fifty.found >= len(fifty.hits) > 10


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_search_gives_the_same_result(large: Corpus, query: str) -> None:
    assert search(large, Question(query, top=50)) == search(large, Question(query, top=50))


@pytest.mark.parametrize("query", QUERIES)
def test_hits_are_ranked_from_one_by_score_then_id(large: Corpus, query: str) -> None:
    hits = search(large, Question(query, top=50)).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, hit.pair_id))


def test_each_arm_tells_why(corpus: Corpus) -> None:
    def why(arm: Arm) -> SearchResult:
        return search(corpus, Question("Hoeveel drones koopt het leger nu eigenlijk?", top=1, arm=arm))

    hybrid = why(Arm.HYBRID).hits[0].why
    assert hybrid.dense is not None and 0 < hybrid.dense <= 1
    assert hybrid.lexical is not None and hybrid.lexical > 0
    assert hybrid.rerank is None, "this encoder gives no token vectors"
    assert {"drones", "koopt", "leger"} <= set(hybrid.terms)
    assert "het" not in hybrid.terms
    assert why(Arm.DENSE).hits[0].why.lexical is None
    assert why(Arm.LEXICAL).hits[0].why.dense is None


def test_the_weight_decides_between_the_arms(corpus: Corpus) -> None:
    query = "leger diesel"
    for weight, arm in ((1.0, Arm.DENSE), (0.0, Arm.LEXICAL)):
        weighted = search(corpus, Question(query, top=3), settings=Retrieval(dense_weight=weight)).hits
        alone = search(corpus, Question(query, top=3, arm=arm)).hits
        assert weighted[0].pair_id == alone[0].pair_id


def test_the_result_names_its_index(corpus: Corpus) -> None:
    index = search(corpus, Question("drones", top=1)).index
    assert (index.publications, index.pairs) == (8, 10)
    assert index.fingerprint == corpus.manifest.fingerprint


def test_what_the_catalogue_no_longer_has_is_not_found(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication]
) -> None:
    corpus = make_corpus(publications)
    corpus.catalogue.remove([DRONES])  # a build in another process, before it comes to the indexes
    assert DRONES not in str(found(corpus, "drones van het leger"))


def test_what_a_build_replaces_is_found_at_every_moment_of_it(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = make_corpus(publications)
    new = make_publication(102, antwoorden=[({1: "Hoeveel drones koopt het leger?"}, "Geen.")])
    seen: list[str] = []

    def shown() -> str:
        (first, *_) = search(corpus, Question("hoeveel drones koopt het leger")).hits
        return first.passage

    def mark_indexed(*args: Any) -> None:
        seen.append(shown())
        return marked(*args)

    marked = Catalogue.mark_indexed
    before = shown()
    monkeypatch.setattr(Catalogue, "mark_indexed", mark_indexed)
    Builder(data_dir, encoder).ingest([make_reading(new)])
    assert seen == [before] != ["Geen."]
    assert shown() == "Geen."


def test_a_search_that_a_build_overtakes_is_done_again(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = make_corpus(publications)
    coming = [make_publication(102, antwoorden=[({1: "Hoeveel drones koopt het leger?"}, "Geen.")])]

    def overtaken(*args: Any) -> Any:
        Builder(data_dir, encoder).ingest([make_reading(coming.pop()) for _ in coming[:1]])
        return fold_duplicates(*args)

    monkeypatch.setattr("rag.retrieve.search.fold_duplicates", overtaken)
    result = search(corpus, Question("hoeveel drones koopt het leger", arm=Arm.DENSE))
    assert coming == []
    assert result.hits[0].passage == "Geen."
    assert result.index.fingerprint == corpus.manifest.fingerprint


@pytest.mark.parametrize(
    ("query", "encoded"),
    [
        ("accijns op diesel", ["accijns op diesel"]),
        ("diesel van Kamerlid Aaldres", ["diesel van Kamerlid Aaldres", "diesel van Kamerlid Aalders"]),
        ("vragen van Aalders over diesel", ["diesel"]),
        (DIESEL, []),
        ("  ", []),
    ],
)
def test_a_query_is_encoded_once_and_one_by_number_not_at_all(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, query: str, encoded: list[str]
) -> None:
    asked: list[str] = []
    encode = corpus.encoder.encode_query
    monkeypatch.setattr(corpus.encoder, "encode_query", lambda text: (asked.append(text), encode(text))[1])
    search(corpus, Question(query))
    assert sorted(asked) == sorted(encoded)
