from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.values import Pair, Publication, Vraag
from rag.answer.quotes.choice import QuoteCriteria
from rag.answer.quotes.quote import _with_opening, best_statement, term_weights, with_remark, without_repeats
from rag.answer.quotes.token_matches import token_matches
from rag.answer.quotes.window import windows
from rag.question import Question
from rag.retrieve.carries import what_is_asked
from rag.retrieve.encode import encode
from rag.retrieve.search import search
from rag.standpunt.formality import is_formality
from rag.values import Statement
from tests.encoder import TokenWordEncoder
from tests.factory import make_pair, make_publication, make_reading

Make = Callable[[Sequence[Publication]], Corpus]


def quote(corpus: Corpus, publication: Publication, query: str) -> str | None:
    _, lexical = corpus.stores()
    pair = publication.paren[0]
    wanted = QuoteCriteria(
        asked=what_is_asked(query, term_weights(lexical, query, 10)),
        matches=token_matches(corpus, [pair], encode(corpus, query)),
    )
    found = best_statement(corpus, publication, pair, wanted, lexical)
    return found.quote if found else None


def asked_of(vraag: str, antwoord: str) -> Publication:
    return make_publication(1, antwoorden=[({1: vraag}, antwoord)])


@pytest.mark.parametrize(
    ("vraag", "antwoord", "query", "expected", "reason"),
    [
        (
            "Hoe staat het met de brug?",
            "Ik dank de leden voor hun belangstelling voor dit werk. De brug in Veere wordt in mei hersteld.",
            "herstel brug Veere",
            "De brug in Veere wordt in mei hersteld.",
            "not the thanks before it",
        ),
        (
            "Bent u bereid de brug te herstellen?",
            "Nee. Het geld is op. De brug in Veere blijft dicht.",
            "brug Veere herstellen",
            "Nee. Het geld is op. De brug in Veere blijft dicht.",
            "with the position that opens the answer",
        ),
        (
            "Bent u bereid de brug te herstellen?",
            "Ja, daartoe ben ik zeker bereid als het kan. Zie voor de brug in Veere het antwoord op vraag 3.",
            "brug Veere",
            "Ja, daartoe ben ik zeker bereid als het kan.",
            "not what refers elsewhere",
        ),
    ],
)
def test_a_short_answer_is_quoted_without_what_answers_nothing(
    make_corpus: Make, vraag: str, antwoord: str, query: str, expected: str, reason: str
) -> None:
    publication = asked_of(vraag, antwoord)
    assert quote(make_corpus([publication]), publication, query) == expected, reason


NO = "Nee, daar ben ik niet toe bereid, want het geld ervoor is er niet en het komt er ook niet."
KADE, DIJK = "De gemeente onderhoudt de kade zelf.", "Het waterschap beheert de dijken langs de kust."
TOLD = "De brug in Veere blijft ook volgend jaar dicht voor al het verkeer van over het water."
FIFTEEN = "De brug gaat dan ook niet eerder open dan na de zomer van dat jaar."
SIXTEEN = "De brug gaat dan ook niet eerder open dan na de zomer van dat ene jaar."
CLOSED, OPEN = "Gaat de brug open?", "Waarom gaat de brug niet open?"


@pytest.mark.parametrize(
    ("vragen", "sentences", "opens", "reason"),
    [
        ([CLOSED], [NO, TOLD, KADE, DIJK], True, "right after the position"),
        ([CLOSED], [NO, KADE, TOLD, DIJK], True, "two sentences after it"),
        ([CLOSED], [NO, KADE, DIJK, TOLD], False, "three sentences after it"),
        ([OPEN], [NO, TOLD, KADE, DIJK], True, "a position, whatever was asked"),
        ([CLOSED], [FIFTEEN, TOLD, KADE, DIJK], True, "a short opening answers yes or no"),
        ([CLOSED], [SIXTEEN, TOLD, KADE, DIJK], False, "a longer one need not"),
        ([OPEN], [FIFTEEN, TOLD, KADE, DIJK], False, "yes or no is not asked"),
        ([OPEN, CLOSED], [FIFTEEN, TOLD, KADE, DIJK], True, "it is asked too"),
    ],
)
def test_a_sentence_shortly_after_a_position_is_quoted_with_it(
    vragen: list[str], sentences: list[str], opens: bool, reason: str
) -> None:
    pair = make_pair("ah-tk-20232024-1", dict(enumerate(vragen, start=1)), " ".join(sentences))
    known, at = windows(pair.antwoord), sentences.index(TOLD)
    best = next(window for window in known if window.first == window.last == at)
    start, end = _with_opening(pair, known, best)
    assert pair.antwoord[start:end] == (" ".join(sentences[: at + 1]) if opens else TOLD), reason


FILLER = "De gemeente onderhoudt de kade al jaren zelf met eigen mensen, eigen geld en eigen werktuigen, elke zomer."


def test_a_query_for_a_number_gets_the_sentences_with_one(make_corpus: Make) -> None:
    publication = asked_of(
        "Wat weet u van bruggen?",
        " ".join(
            ["Alle bruggen in Zeeland worden bekeken.", *[FILLER] * 5, "In Zeeland liggen veertien bruggen of meer."]
        ),
    )
    corpus = make_corpus([publication])
    found = quote(corpus, publication, "hoeveel bruggen Zeeland")
    assert found is not None
    assert found.endswith("In Zeeland liggen veertien bruggen of meer.")


def test_the_window_that_names_what_is_asked_is_quoted(make_corpus: Make) -> None:
    told = "De brug in Veere wordt in mei hersteld."
    publication = asked_of("Hoe staat het met de kade?", " ".join([*[FILLER] * 4, told, *[FILLER] * 4]))
    found = quote(make_corpus([publication]), publication, "herstel brug Veere")
    assert found is not None
    assert told in found
    assert len(found) < len(publication.paren[0].antwoord) / 2


def test_an_answer_that_refers_to_another_pair_is_quoted_there(make_corpus: Make) -> None:
    publication = make_publication(
        1,
        antwoorden=[
            ({1: "Wanneer gaat de brug open?"}, "Zie het antwoord op vraag 2."),
            ({2: "Waarom is de brug dicht?"}, "De brug gaat in mei weer open voor alle verkeer."),
        ],
    )
    first, second = publication.paren
    publication = replace(publication, paren=(replace(first, verwijst_naar=(second.id,)), second))
    corpus = make_corpus([publication])
    _, lexical = corpus.stores()
    wanted = QuoteCriteria(asked=what_is_asked("", {}), matches={})
    found = best_statement(corpus, publication, publication.paren[0], wanted, lexical)
    assert found is not None
    assert (found.pair_id, found.quote) == (second.id, "De brug gaat in mei weer open voor alle verkeer.")
    assert "antwoord op vraag 2" in found.citation


def test_an_answer_that_refers_to_what_the_corpus_lacks_is_not_quoted(make_corpus: Make) -> None:
    publication = asked_of("Wanneer gaat de brug open?", "Zie het antwoord op vraag 2.")
    (pair,) = publication.paren
    publication = replace(publication, paren=(replace(pair, verwijst_naar=("ah-tk-20232024-99#v2",)),))
    corpus = make_corpus([publication])
    assert quote(corpus, publication, "brug open") is None


def test_a_rare_term_weighs_more(make_corpus: Make) -> None:
    corpus = make_corpus([asked_of("Wat weet u van bruggen?", "De brug gaat open, en de sluis daarna.")])
    _, lexical = corpus.stores()
    weights = term_weights(lexical, "brug zeppelin", 9)
    held = {term: lexical.document_frequency(term) for term in weights}
    assert weights == {term: pytest.approx(math.log(1 + 9 / (0.5 + times))) for term, times in held.items()}
    assert min(held.values()) == 0 < max(held.values())
    assert min(weights, key=lambda term: held[term]) == max(weights, key=lambda term: weights[term])


@pytest.fixture
def near_corpus(tmp_path: Path) -> Iterator[Corpus]:
    """A corpus with token vectors, of one publication with a long answer."""
    encoder = TokenWordEncoder()
    antwoord = "Allereerst dank ik de leden hartelijk voor deze vraag. De sluis in Veere krijgt nieuwe deuren."
    Builder(tmp_path / "matches", encoder).ingest([make_reading(asked_of("Wat doet u aan sluizen?", antwoord))])
    corpus = Corpus(tmp_path / "matches", encoder)
    yield corpus
    corpus.close()


def test_parts_of_an_answer_are_as_near_as_their_tokens(near_corpus: Corpus) -> None:
    pair = search(near_corpus, Question("sluis Veere", top=1)).hits[0].pair
    assert pair is not None
    matches = token_matches(near_corpus, [pair], encode(near_corpus, "sluis Veere"))[pair.id]
    at = pair.antwoord.index("De sluis")
    assert [pair.antwoord[start:end] for start, end in matches.spans.tolist()] == pair.antwoord.replace(".", "").split()
    first, second = matches.of_part(0, at), matches.of_part(at, len(pair.antwoord))
    assert first is not None
    assert second is not None
    assert second > 0.75 > first
    assert matches.of_part(at, at + 1) is None


def test_a_corpus_without_token_vectors_says_nothing_of_nearness(corpus: Corpus) -> None:
    pair = search(corpus, Question("drones", top=1)).hits[0].pair
    assert pair is not None
    assert token_matches(corpus, [pair], encode(corpus, "drones")) == {}


@pytest.mark.parametrize(
    ("vraag", "antwoord", "expected", "reason"),
    [
        ("Bent u bekend met het bericht over de brug?", "Ja.", True, "a report is known"),
        ("Heeft u kennisgenomen van dit bericht?", "Ja, daarvan heb ik kennisgenomen.", True, "the same in more words"),
        ("Kunt u deze vragen afzonderlijk beantwoorden?", "Ja.", True, "how the questions are answered"),
        ("Kunt u deze vragen voor 1 mei beantwoorden?", "Dat is niet gelukt.", True, "the same, refused"),
        ("Kunt u deze vragen los beantwoorden? Zo nee, waarom niet?", "Dat heb ik gedaan.", True, "with a tail"),
        ("Wat doet u? Kunt u deze vraag beantwoorden?", "Ik open de brug.", False, "something else is asked too"),
        ("Bent u bereid de brug te openen?", "Ja.", False, "a position"),
        ("Bent u bekend met het bericht?", "Ja. " + "De brug gaat open. " * 12, False, "an answer that says more"),
    ],
)
def test_a_formality_is_known(vraag: str, antwoord: str, expected: bool, reason: str) -> None:
    assert is_formality(make_pair("ah-tk-20232024-1", {1: vraag}, antwoord)) is expected, reason


def test_a_pair_of_two_questions_is_a_formality_only_when_both_are() -> None:
    pair = make_pair("ah-tk-20232024-1", {1: "Kent u dit bericht?"}, "Ja.")
    assert is_formality(pair)
    both = Pair(
        id=pair.id, vragen=(*pair.vragen, Vraag(nummer=2, tekst="Gaat u de brug openen?")), antwoord=pair.antwoord
    )
    assert not is_formality(both)


def statement(number: int, quote: str) -> Statement:
    return Statement(
        quote=quote, pair_id=f"ah-tk-20232024-{number}#v1", start=0, end=len(quote), citation=f"nr. {number}"
    )


def test_the_same_words_are_quoted_once_and_name_the_other_place() -> None:
    words = "De brug gaat in mei weer open voor alle verkeer."
    kept = without_repeats([statement(1, words), statement(2, "Iets heel anders over de sluis."), statement(3, words)])
    assert [item.citation for item in kept] == ["nr. 1", "nr. 2"]
    assert kept[0].kanttekening == "met dezelfde woorden in: nr. 3"
    assert kept[1].kanttekening is None


def test_a_bare_no_of_two_ministries_is_no_repetition() -> None:
    assert len(without_repeats([statement(1, "Nee."), statement(2, "Nee.")])) == 2


@pytest.mark.parametrize(
    ("words", "kept"),
    [("De brug gaat in mei dicht.", 1), ("De brug gaat nu dicht.", 2)],
    ids=["six words", "five words"],
)
def test_from_six_words_on_two_quotes_can_be_the_same(words: str, kept: int) -> None:
    assert len(without_repeats([statement(1, words), statement(2, words)])) == kept


@pytest.mark.parametrize(("others", "kept"), [(3, 1), (4, 2)])
def test_two_quotes_are_the_same_from_a_share_of_their_words_on(others: int, kept: int) -> None:
    common = " ".join(f"woord{n}" for n in range(17))
    longer = " ".join([common, *(f"ander{n}" for n in range(others))])
    assert (17 / (17 + others) >= 0.85) is (kept == 1)
    assert len(without_repeats([statement(1, common), statement(2, longer)])) == kept


@pytest.mark.parametrize(("start", "kept"), [(9, 1), (10, 2)])
def test_parts_of_one_answer_that_overlap_are_quoted_once_and_neighbours_both(start: int, kept: int) -> None:
    first = replace(statement(1, "De brug is"), start=0, end=10)
    other = replace(statement(1, "dicht voor alle auto's"), start=start, end=start + 22)
    assert len(without_repeats([first, other])) == kept
    assert len(without_repeats([other, first])) == kept


def test_one_pair_is_quoted_once_without_a_remark() -> None:
    words = "De brug gaat in mei weer open voor alle verkeer."
    assert without_repeats([statement(1, words), statement(1, words)]) == [statement(1, words)]


def test_remarks_add_up() -> None:
    once = with_remark(statement(1, "Nee."), "een")
    assert with_remark(once, "twee").kanttekening == "een; twee"


def test_a_short_quote_goes_with_its_question(make_corpus: Make) -> None:
    publication = make_publication(
        1,
        antwoorden=[
            ({1: "Bent u bereid de brug te openen?"}, "Nee."),
            ({2: "Waarom niet?"}, "De brug is te oud om nog veilig te openen."),
        ],
    )
    corpus = make_corpus([publication])
    _, lexical = corpus.stores()
    wanted = QuoteCriteria(asked=what_is_asked("", {}), matches={})
    found = [best_statement(corpus, publication, pair, wanted, lexical) for pair in publication.paren]
    assert [item and item.vraag for item in found] == ["Bent u bereid de brug te openen?", None]
