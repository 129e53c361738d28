from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import CorruptStoreError, DataDirError
from index.names.letters import fold
from index.passages import Passage, PassageKind, make_passages
from index.store import lexical
from index.store.filters import FACTS, Filters
from index.store.lexical import LexicalStore, TermsOf
from index.store.words.compounds import compound_words
from index.store.words.stopwords import STOPWORDS
from index.values import Publication, Soort
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

ENCODER = WordEncoder()


def passages_of(publications: list[Publication]) -> list[Passage]:
    return [
        p for publication in publications for p in make_passages(publication, ENCODER.count_tokens, ENCODER.max_tokens)
    ]


def fill(store: LexicalStore, publications: list[Publication]) -> None:
    by_id = {publication.id: publication for publication in publications}
    store.replace(list(by_id), passages_of(publications), by_id)


def answers(*texts: str) -> list[Publication]:
    """A publication per answer, alike in everything else."""
    return [
        make_publication(n, antwoorden=[({1: "?"}, text)], onderwerp=None, ministeries=())
        for n, text in enumerate(texts, start=1)
    ]


def numbers(hits: list[str]) -> set[str]:
    return {hit.split("#")[0].rsplit("-", 1)[1] for hit in hits}


def found(store: LexicalStore, query: str, filters: Filters | None = None, k: int = 100) -> list[str]:
    return [hit.passage_id for hit in store.search(query, k, filters or Filters())]


def test_passages_are_found_that_have_every_word_and_no_others(tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", [])
    fill(store, answers("De raad koopt een brug.", "De raad koopt een boot.", "Een brug koopt de raad niet.", "Raad."))
    ids, is_all = store.containing(store.terms("raad koopt brug"), 10, Filters())
    assert (numbers(ids), is_all) == ({"1", "3"}, True)
    ids, is_all = store.containing(store.terms("raad koopt brug"), 1, Filters())
    assert (len(ids), is_all) == (1, False)
    assert store.containing([], 10, Filters()) == ([], False)


def test_passages_with_every_word_are_of_every_kind_and_obey_filters(store: LexicalStore) -> None:
    ids, _ = store.containing(store.terms("kosten van drones"), 10, Filters())
    assert ids == ["ah-tk-20232024-105#bericht/p0"]
    assert store.containing(store.terms("drones"), 10, Filters(ministeries=(VWS,))) == ([], True)


@pytest.fixture
def store(tmp_path: Path, publications: list[Publication]) -> LexicalStore:
    made = LexicalStore.create(tmp_path / "tantivy", [])
    fill(made, publications)
    return made


@pytest.mark.parametrize(
    ("query", "text", "reason"),
    [
        ("ministeries", "Elk ministerie antwoordt.", "plural"),
        ("sluiting", "De sluitingen volgen.", "plural in the text"),
        ("DRONES", "Er komen drones.", "case"),
        ("financien", "Over de financiën.", "accents in the text"),
        ("financiën", "Over de financien.", "accents in the query"),
        ("café", "Een cafe.", "accents of foreign words"),
        ("'s-Hertogenbosch", "In Hertogenbosch.", "marks between words"),
        ("36200", "Kamerstuk 36200.", "figures"),
    ],
)
def test_words_are_found_in_other_forms(query: str, text: str, reason: str, tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", [])
    fill(store, answers(text, "Iets heel anders."))
    assert numbers(found(store, query)) == {"1"}, reason


@pytest.mark.parametrize("query", ["verpleeghuis", "huizen verpleeg", "plaatsen"])
def test_compounds_are_found_by_their_parts(query: str, tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", ["verpleeg", "huis", "huizen", "plaatsen"])
    fill(store, answers("Er komen verpleeghuisplaatsen.", "Iets heel anders."))
    assert numbers(found(store, query)) == {"1"}


def test_without_a_dictionary_a_compound_is_one_word(tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", [])
    fill(store, answers("Er komen verpleeghuisplaatsen."))
    assert found(store, "plaatsen") == []


def test_the_dictionary_is_kept_with_the_index(tmp_path: Path) -> None:
    fill(LexicalStore.create(tmp_path / "tantivy", ["sport", "zaal", "sport"]), answers("De sportzaal."))
    again = LexicalStore(tmp_path / "tantivy")
    assert again.compound_words == ["sport", "zaal"]
    assert numbers(found(again, "zaal")) == {"1"}


def test_the_dictionary_holds_long_words_that_are_seen_often() -> None:
    texts = ["Gemeente gemeente GEMEENTE coördinatie", "gemeente; gemeente. coördinatie coordinatie"]
    texts += ["de de de de de de", "coördinatie Coördinatie", "zeldzaam zeldzaam", "a12345 " * 9]
    assert compound_words(texts) == ["coordinatie", "gemeente"]  # 5 times each; not: short, rare, with figures
    assert compound_words([]) == []


def test_stop_words_are_left_out_of_the_query_only(store: LexicalStore) -> None:
    assert store.query_terms("Wat is het van de accijns?") == store.terms("accijns")
    assert store.query_terms("Wat is het?") == []
    assert found(store, "Wat is het?") == []
    assert store.document_frequency("de") > 0


def test_the_stop_words_are_spelt_as_they_are_looked_up() -> None:
    assert {word for word in STOPWORDS if word != fold(word)} == set()


@given(st.text(st.sampled_from("aBcé1²½_-' .,–\u00a0\u0301\u2028ŉ日") | st.characters(exclude_categories=("Cs",))))
@example("gemeenteraad, Gemeenteraad; coördinatie – «e-mail» " + "x" * 70)
def test_the_terms_of_a_text_are_those_of_the_analyser(text: str) -> None:
    analyser = lexical.make_analyser(["gemeente"])
    kept = TermsOf(analyser)
    assert [kept.of(text), kept.of(text)] == [list(analyser.analyze(text))] * 2


def test_only_so_many_runs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "MOST_RUNS", 3)
    kept = TermsOf(lexical.make_analyser([]))
    assert kept.of("een twee drie vier " + "x" * 50) == ["een", "twee", "drie", "vier", "x" * 50]
    assert list(kept) == ["vier"]


def test_a_word_counts_once_however_often_it_is_typed(store: LexicalStore) -> None:
    assert store.query_terms("drones Drones drone") == store.terms("drones")


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "\x00", "AND OR NOT", "tekst:(", '"drones', "*", "🙂", "drones\ud83d", "x" * 5000]
)
def test_any_text_can_be_searched_for(store: LexicalStore, query: str) -> None:
    assert isinstance(store.search(query, 10, Filters()), list)


def test_the_best_come_first_with_scores_above_nothing(store: LexicalStore) -> None:
    hits = store.search("drones leger levering", 100, Filters())
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
    assert all(hit.score > 0 for hit in hits)
    assert numbers([hit.passage_id for hit in hits]) == {"102"}  # the notice about drones is of another kind


def test_equal_passages_are_ordered_by_id(tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", [])
    alike = answers(*["Precies hetzelfde antwoord over drones."] * 5)
    fill(store, alike[::-1])
    hits = store.search("drones", 100, Filters())
    assert len({hit.score for hit in hits}) == 1
    assert [hit.passage_id for hit in hits] == [f"{publication.id}#v1/p0" for publication in alike]


@pytest.mark.parametrize("k", [-1, 0, 1])
def test_at_least_one_is_asked_for(store: LexicalStore, k: int) -> None:
    assert len(found(store, "sporthallen gemeenten", k=k)) == 1


ALL_WORDS = "sporthal sporthallen bericht drones levering accijns wachttijden verpleeghuizen belastingvrije zwembad"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"101", "102", "103", "104", "202", "203"}),
        (Filters(ministeries=(DEFENSIE,)), {"102", "103"}),
        (Filters(ministeries=(DEFENSIE, FINANCIEN)), {"102", "103", "202"}),
        (Filters(vergaderjaren=("2024-2025",)), {"101", "202", "203"}),
        (Filters(indieners=("Dé Bruin",)), {"101"}),
        (Filters(fracties=("ABC",)), {"101", "103"}),
        (Filters(fracties=("ABC", "KLM")), {"101", "103", "202"}),
        (Filters(soorten=(Soort.ANTWOORD,)), {"101", "102", "103", "104", "202", "203"}),
        (Filters(ontvangen_van=date(2024, 3, 1)), {"104", "101", "202"}),
        (Filters(ontvangen_tot=date(2023, 11, 15)), {"101", "102"}),
        (Filters(ontvangen_van=date(2023, 11, 15), ontvangen_tot=date(2024, 2, 16)), {"102", "103"}),
        (Filters(publication_ids=("ah-tk-20232024-101", "ah-tk-unknown")), {"101"}),
        (Filters(ministeries=(VWS,), vergaderjaren=("2023-2024",), fracties=("XYZ",)), {"101", "104"}),
        (Filters(ministeries=("Bestaat Niet",)), set()),
        (Filters(ministeries=("defensie",)), set()),
        (Filters(publication_ids=()), set()),
        (Filters(soorten=(Soort.MEDEDELING,)), set()),
    ],
)
def test_filters_hold_before_ranking(store: LexicalStore, filters: Filters, expected: set[str]) -> None:
    hits = found(store, ALL_WORDS, filters)
    assert numbers(hits) == expected


def test_a_filter_does_not_change_the_scores(store: LexicalStore) -> None:
    everything = {hit.passage_id: hit.score for hit in store.search("drones levering", 100, Filters())}
    for hit in store.search("drones levering", 100, Filters(ministeries=(DEFENSIE,), vergaderjaren=("2023-2024",))):
        assert hit.score == pytest.approx(everything[hit.passage_id])


def test_kinds_are_kept_apart(store: LexicalStore) -> None:
    (hit,) = store.search("drones", 10, Filters(), PassageKind.BERICHT)
    assert hit.passage_id == "ah-tk-20232024-105#bericht/p0"


def test_replacing_takes_out_what_a_publication_had(store: LexicalStore, publications: list[Publication]) -> None:
    before = store.count()
    changed = make_publication(102, antwoorden=[({1: "Wat nu?"}, "Alleen nog zeppelins.")])
    store.replace([changed.id], passages_of([changed]), {changed.id: changed})
    assert store.count() == before - 2 + 1
    assert found(store, "drones levering") == []
    assert numbers(found(store, "zeppelins")) == {"102"}
    store.replace([changed.id], [], {})
    assert store.count() == before - 2
    assert sorted(store.ids()) == sorted(p.id for p in passages_of(publications) if "-102#" not in p.id)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    store = LexicalStore.create(tmp_path / "tantivy", [])
    assert found(store, "drones") == []
    assert (store.count(), list(store.ids())) == (0, [])


def test_who_opens_an_index_sees_what_another_process_committed(store: LexicalStore, tmp_path: Path) -> None:
    before = store.count()
    subprocess.run([sys.executable, "-c", _WRITER, str(tmp_path / "tantivy")], cwd=REPOSITORY, check=True)
    opened = LexicalStore(tmp_path / "tantivy")
    assert opened.count() == before + 1
    assert numbers(found(opened, "zeppelins")) == {"999"}


@pytest.mark.parametrize("page", [1, 7, 10_000])
def test_all_ids_come_back_page_by_page(
    page: int, store: LexicalStore, publications: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "IDS_PAGE", page)
    store.replace([publications[0].id], [], {})  # a deleted document is not among them
    expected = [p.id for p in passages_of(publications[1:])]
    assert sorted(store.ids()) == sorted(expected)


_WRITER = """
import sys
from pathlib import Path
from index.store.lexical import LexicalStore
from tests.factory import make_publication
from tests.index.store.test_lexical import fill
fill(LexicalStore(Path(sys.argv[1])), [make_publication(999, antwoorden=[({1: "?"}, "Er vliegen zeppelins.")])])
"""


@pytest.mark.parametrize("kind", [".term", ".idx", ".pos", ".store", ".fieldnorm"])
def test_one_bit_is_told_at_opening_where_reading_all_is_quick(
    kind: str, tmp_path: Path, publications: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tantivy" / "a"
    fill(LexicalStore.create(folder, []), publications)
    (path,) = folder.glob(f"*{kind}")
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    path.write_bytes(data)
    monkeypatch.setattr(lexical, "CHECKED_BYTES", sum(one.stat().st_size for one in folder.iterdir()))
    with pytest.raises(CorruptStoreError, match=f"veranderd: {path.name}.*kamervragen rebuild"):
        LexicalStore(folder)
    monkeypatch.setattr(lexical, "CHECKED_BYTES", 0)
    LexicalStore(folder)


def test_a_folder_without_an_index_names_the_mending_command(tmp_path: Path) -> None:
    for folder in (tmp_path / "absent", tmp_path):
        with pytest.raises(CorruptStoreError, match=r"kamervragen rebuild --data-dir"):
            LexicalStore(folder)


def garble(folder: Path, suffix: str) -> None:
    paths = [path for path in folder.iterdir() if path.name.endswith(suffix)]
    assert paths
    for path in paths:
        path.write_bytes(b"\xa5" * max(64, path.stat().st_size))


def lose(folder: Path, suffix: str) -> None:
    paths = [path for path in folder.iterdir() if path.name.endswith(suffix)]
    assert paths
    for path in paths:
        path.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: garble(folder, "meta.json"), id="garbled meta.json"),
        pytest.param(lambda folder: (folder / "meta.json").write_text(""), id="emptied meta.json"),
        pytest.param(lambda folder: lose(folder, "meta.json"), id="lost meta.json"),
        pytest.param(lambda folder: garble(folder, ".term"), id="garbled terms"),
        pytest.param(lambda folder: garble(folder, ".idx"), id="garbled postings"),
        pytest.param(lambda folder: garble(folder, ".store"), id="garbled store"),
        pytest.param(lambda folder: garble(folder, ".fast"), id="garbled dates"),
        pytest.param(lambda folder: lose(folder, ".store"), id="lost store"),
        pytest.param(lambda folder: lose(folder, ".term"), id="lost terms"),
        pytest.param(lambda folder: garble(folder, "samenstellingen.txt"), id="garbled dictionary"),
    ],
)
def test_a_damaged_index_names_the_mending_command(
    damage: Callable[[Path], None], tmp_path: Path, publications: list[Publication]
) -> None:
    folder = tmp_path / "tantivy" / "a"
    fill(LexicalStore.create(folder, ["sport", "hallen"]), publications)
    damage(folder)
    with pytest.raises(CorruptStoreError, match=rf"tantivy.*kamervragen rebuild --data-dir {tmp_path}`"):
        broken = LexicalStore(folder)
        broken.search(ALL_WORDS, 100, Filters(ontvangen_van=date(2020, 1, 1)))
        list(broken.ids())


def test_an_index_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tantivy" / "a"

    def killed(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
        context.setattr(Path, "rename", killed)
        LexicalStore.create(folder, ["sport"])
    assert not folder.exists()
    assert LexicalStore.create(folder, ["sport", "hal"]).count() == 0
    assert [path.name for path in folder.parent.iterdir()] == ["a"]


def test_an_index_made_when_the_fields_stood_in_another_order_still_opens(
    tmp_path: Path, publications: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(lexical, "FACTS", dict(reversed(FACTS.items())))
        fill(LexicalStore.create(tmp_path / "tantivy", []), publications)
    store = LexicalStore(tmp_path / "tantivy")
    fill(store, publications)
    assert numbers(found(store, "drones", Filters(ministeries=(DEFENSIE,)))) == {"102"}


@pytest.mark.parametrize(
    "said", ["Os { code: 30, kind: ReadOnlyFilesystem }", "Os { code: 13, kind: PermissionDenied }"]
)
def test_an_index_where_nothing_may_be_written_is_not_called_broken(
    said: str, tmp_path: Path, publications: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tantivy" / "a"
    fill(LexicalStore.create(folder, ["sport", "hallen"]), publications)

    def refuse(path: str) -> None:
        raise ValueError(f"Failed to acquire Lockfile: IoError({said})")

    monkeypatch.setattr("tantivy.Index.open", refuse)
    with pytest.raises(DataDirError, match=f"{folder} mag niet worden geschreven.*--data-dir"):
        LexicalStore(folder).search(ALL_WORDS, 100, Filters())
