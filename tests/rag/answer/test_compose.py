from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication, Soort
from rag.answer.compose import answer
from rag.assistant.assistant import Assistant
from rag.dutch.citation import is_verbatim
from rag.dutch.reasons import reason_in_words
from rag.question import Question
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from rag.values import Answer, Evidence, Ground, Reason, Verdict
from tests.factory import DEFENSIE, VWS, make_publication

DRONES = "ah-tk-20232024-102"


def ask(corpus: Corpus, query: str, filters: Filters | None = None) -> Answer:
    return Assistant(corpus, Retrieval()).ask(Question(query, filters=filters or Filters()))


@pytest.mark.parametrize(
    "query", ["Hoeveel drones koopt het leger?", "accijns diesel", "nr. 101", "verpleeghuizen", "sporthallen gemeenten"]
)
def test_every_quote_stands_in_the_catalogue_where_it_says(corpus: Corpus, query: str) -> None:
    found = ask(corpus, query)
    assert found.statements
    assert found.rejected == 0
    for statement in found.statements:
        assert is_verbatim(statement, corpus.catalogue)
        pair = corpus.catalogue.pair(statement.pair_id)
        assert pair is not None
        assert pair.antwoord[statement.start : statement.end] == statement.quote


def test_the_best_answer_is_quoted_first_with_its_citation(corpus: Corpus) -> None:
    found = ask(corpus, "Hoeveel drones koopt het leger?")
    first = found.statements[0]
    assert found.verdict is Verdict.VERWANT  # the verdict is not calibrated for the encoder of the tests
    assert "niet geijkt" in reason_in_words(found.reason)
    assert first.quote == "Het leger koopt zestig drones van een Nederlandse fabrikant."
    assert first.citation == (
        "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102, antwoord op vraag 1 (15 november 2023)"
    )
    assert first.url == f"https://zoek.officielebekendmakingen.nl/{DRONES}.html"


def test_a_quote_that_does_not_stand_there_is_not_shown_but_counted(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication]
) -> None:
    corpus = make_corpus(publications)
    result = search(corpus, Question("Hoeveel drones koopt het leger?", top=10))
    hit = result.hits[0]
    assert hit.pair is not None
    altered = replace(hit, pair=replace(hit.pair, antwoord="Het leger koopt duizend drones van een fabrikant."))
    found = answer(corpus, replace(result, hits=(altered, *result.hits[1:])))
    assert found.rejected == 1
    assert all("duizend" not in statement.quote for statement in found.statements)


def test_nothing_found_is_said_with_the_reason(corpus: Corpus) -> None:
    for query, filters in (
        ("Hoeveel drones koopt het leger?", Filters(ministeries=("Bestaat Niet",))),
        ("nr. 9999", Filters()),
    ):
        found = ask(corpus, query, filters)
        assert found.verdict is Verdict.NIET_GEVONDEN
        assert reason_in_words(found.reason)
        assert found.statements == ()


def test_a_query_without_content_is_not_answered(corpus: Corpus) -> None:
    for query in ("", "   ", "wat is het?"):
        assert ask(corpus, query).verdict is not Verdict.BEANTWOORD


def test_the_filters_hold_for_every_quote(corpus: Corpus) -> None:
    found = ask(corpus, "drones accijns sporthallen", Filters(ministeries=(DEFENSIE,)))
    assert found.statements
    assert {statement.pair_id.split("#")[0] for statement in found.statements} <= {DRONES, "ah-tk-20232024-103"}


def test_each_publication_is_quoted_before_any_is_quoted_twice(corpus: Corpus) -> None:
    found = ask(corpus, "sporthallen sluiten", Filters(ministeries=(VWS,)))
    publications = [statement.pair_id.split("#")[0] for statement in found.statements]
    firsts = list(dict.fromkeys(publications))
    assert publications[: len(firsts)] == firsts


def test_an_answer_that_only_refers_elsewhere_is_not_quoted(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    vraag = "Hoeveel zeppelins vliegen er boven Friesland?"
    corpus = make_corpus(
        [
            make_publication(1, antwoorden=[({1: vraag}, "Zie het antwoord op vraag 2.")]),
            make_publication(2, antwoorden=[({1: vraag}, "Er vliegen drie zeppelins boven Friesland.")]),
        ]
    )
    assert [statement.quote for statement in ask(corpus, vraag).statements] == [
        "Er vliegen drie zeppelins boven Friesland."
    ]


def test_a_bare_yes_is_quoted_with_what_follows(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    vraag = "Vliegen er zeppelins boven Friesland?"
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, "Ja. Het zijn er drie, allemaal grijs.")])])
    assert ask(corpus, vraag).statements[0].quote == "Ja. Het zijn er drie, allemaal grijs."


def test_a_notice_answers_nothing(corpus: Corpus) -> None:
    found = ask(corpus, "de kosten van drones", Filters(soorten=(Soort.MEDEDELING,)))
    assert found.statements == ()
    assert found.search.hits[0].publication.soort is Soort.MEDEDELING


def test_a_notice_looked_up_by_number_is_not_called_an_answer(corpus: Corpus) -> None:
    found = ask(corpus, "nr. 105")
    assert found.verdict is Verdict.VERWANT
    assert "geen antwoord" in reason_in_words(found.reason)
    assert found.statements == ()


def test_what_is_looked_up_and_only_refers_elsewhere_is_not_called_an_answer(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    refers = make_publication(1, antwoorden=[({1: "Wat kost de brug?"}, "Zie het antwoord op vraag 4.")])
    found = ask(make_corpus([refers]), "nr. 1")
    assert (found.verdict, found.reason.ground, found.statements) == (Verdict.VERWANT, Ground.NOTHING_TO_QUOTE, ())
    assert [hit.pair_id for hit in found.search.hits] == [refers.paren[0].id]


def test_asking_twice_gives_the_same_answer(corpus: Corpus) -> None:
    assert ask(corpus, "sporthallen en drones") == ask(corpus, "sporthallen en drones")


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evidence speaks for everything: what is left is what the quotes say."""
    reason = Reason(ground=Ground.ANSWERED)
    monkeypatch.setattr("rag.answer.compose.decide", lambda *_: (Verdict.BEANTWOORD, reason, 0.7))


@pytest.mark.usefixtures("sure")
def test_the_reason_says_how_much_is_quoted_and_how_recent(corpus: Corpus) -> None:
    found = ask(corpus, "Hoeveel drones koopt het leger?")
    assert found.verdict is Verdict.BEANTWOORD
    assert "1 citaat uit 1 publicatie, het nieuwste van 15 november 2023." in reason_in_words(found.reason)


@pytest.mark.usefixtures("sure")
@pytest.mark.parametrize(
    ("antwoord", "query", "reason"),
    [
        (
            "Dat kan ik niet aangeven.",
            "vliegen zeppelins boven Friesland",
            "Een echt antwoord is niet gevonden",
        ),
        (
            "Zie de Kamerbrief van 3 mei over zeppelins boven Friesland.",
            "vliegen zeppelins boven Friesland",
            "er is niets te citeren",
        ),
        ("Zie het antwoord op vraag 2.", "vliegen zeppelins boven Friesland", "er is niets te citeren"),
        (
            "Er vliegen daar allerlei zeppelins rond.",
            "hoeveel zeppelins vliegen boven Friesland",
            "geen van de citaten noemt er een",
        ),
    ],
)
def test_what_is_no_answer_is_not_called_answered(
    make_corpus: Callable[[Sequence[Publication]], Corpus], antwoord: str, query: str, reason: str
) -> None:
    vraag = "Vliegen er zeppelins boven Friesland?"
    found = ask(make_corpus([make_publication(1, antwoorden=[({1: vraag}, antwoord)])]), query)
    assert found.verdict is Verdict.VERWANT
    assert reason in reason_in_words(found.reason)


@pytest.mark.usefixtures("sure")
def test_an_answer_that_names_nothing_of_the_question_is_only_related(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    vraag = "Vliegen er zeppelins boven Friesland?"
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, "Er vliegen drie zeppelins.")])])
    found = ask(corpus, "hypotheekrenteaftrek starters")
    assert found.verdict is Verdict.VERWANT
    assert "noemen bijna niets van wat de vraag noemt" in reason_in_words(found.reason)
    assert "«hypotheekrenteaftrek» en «starters»" in reason_in_words(found.reason)


@pytest.mark.parametrize(("likely", "quoted"), [(0.1, 0), (0.3, 1)])
def test_under_related_nothing_is_quoted_that_hardly_answers(corpus: Corpus, likely: float, quoted: int) -> None:
    result = search(corpus, Question("hoe groot is het leger met drones", top=1))
    hits = tuple(replace(hit, answers=likely) for hit in result.hits)
    evidence = Evidence(asks_number=False, nearest=9.0, answers=likely)
    found = answer(corpus, replace(result, evidence=evidence, hits=hits))
    assert (found.verdict, len(found.statements)) == (Verdict.VERWANT, quoted)
    assert ("er is niets geciteerd" in reason_in_words(found.reason)) is (quoted == 0)


def test_a_pair_that_only_says_that_a_report_is_known_keeps_no_other_from_being_quoted(corpus: Corpus) -> None:
    result = search(corpus, Question("hoe groot is het leger met drones", top=2))
    first, second = result.hits
    assert first.pair is not None
    known = replace(first.pair, antwoord="Ja, dat bericht is mij bekend.")
    hits = (replace(first, pair=known, answers=0.99), replace(second, answers=0.45))
    evidence = Evidence(asks_number=False, nearest=9.0, answers=0.99)
    found = answer(corpus, replace(result, evidence=evidence, hits=hits))
    assert [one.pair_id for one in found.statements] == [second.pair_id]
    assert found.verdict is Verdict.VERWANT


@pytest.mark.parametrize(("place", "verdict"), [("Zutphen", Verdict.VERWANT), ("Arnhem", Verdict.BEANTWOORD)])
def test_what_names_another_place_is_no_answer(
    make_corpus: Callable[[Sequence[Publication]], Corpus], place: str, verdict: Verdict
) -> None:
    vraag = "Waar liggen de veerponten?"
    corpus = make_corpus(
        [
            make_publication(1, antwoorden=[({1: vraag}, "De veerponten liggen in Arnhem aan de kade van de Rijn.")]),
            make_publication(2, antwoorden=[({1: "Wat kost een brug?"}, "De brug van Zutphen kost een miljoen euro.")]),
        ]
    )
    query, result = f"liggen de veerponten in {place}", search(corpus, Question("veerponten Arnhem", top=1))
    hits = tuple(replace(hit, answers=0.9) for hit in result.hits)
    evidence = Evidence(asks_number=False, nearest=9.0, answers=0.9)
    found = answer(corpus, replace(result, query=query, searched=query, evidence=evidence, hits=hits))
    assert (found.verdict, place in found.reason.missing) == (verdict, verdict is Verdict.VERWANT)


def test_english_is_not_said_to_be_absent(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = (Verdict.NIET_GEVONDEN, Reason(ground=Ground.ABSENT), 0.1)
    monkeypatch.setattr("rag.answer.compose.decide", lambda *_: absent)
    assert ask(corpus, "hoeveel drones koopt het leger").verdict is Verdict.NIET_GEVONDEN
    found = ask(corpus, "how many drones are there in the army")
    assert found.verdict is Verdict.VERWANT
    assert "Stel de vraag ook in het Nederlands" in reason_in_words(found.reason)


@pytest.mark.parametrize("query", ["test", "kamervragen", "hallo, werkt dit?", "zijn er vragen over iets"])
def test_a_query_without_a_subject_is_asked_to_say_more(corpus: Corpus, query: str) -> None:
    found = ask(corpus, query)
    assert (found.verdict, found.statements) == (Verdict.NIET_GEVONDEN, ())
    assert "noemt nog geen onderwerp" in reason_in_words(found.reason)


@pytest.mark.usefixtures("sure")
def test_a_non_answer_is_quoted_with_a_remark(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    vraag = "Vliegen er zeppelins boven Friesland?"
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, "Dat kan ik niet aangeven.")])])
    (statement,) = ask(corpus, vraag).statements
    assert statement.kanttekening


def test_what_the_nearest_answers_do_not_name_is_said(corpus: Corpus) -> None:
    found = ask(corpus, "hoeveel drones met lasers koopt het leger")
    assert "Niet letterlijk genoemd in de dichtstbijzijnde antwoorden: «lasers»." in reason_in_words(found.reason)
    assert "drones" not in reason_in_words(found.reason)
    assert "hoeveel" not in reason_in_words(found.reason)


def test_knowing_a_report_is_quoted_only_when_there_is_nothing_else(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    known = ({1: "Bent u bekend met het bericht over zeppelins boven Friesland?"}, "Ja.")
    more = ({2: "Hoeveel zeppelins vliegen er boven Friesland?"}, "Er vliegen drie zeppelins boven Friesland.")
    both = make_corpus([make_publication(1, antwoorden=[known, more])])
    assert [item.quote for item in ask(both, "zeppelins boven Friesland").statements] == [
        "Er vliegen drie zeppelins boven Friesland."
    ]


def test_knowing_a_report_is_quoted_only_when_that_is_asked(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    known = ({1: "Bent u bekend met het bericht over zeppelins boven Friesland?"}, "Ja.")
    corpus = make_corpus([make_publication(1, antwoorden=[known])])
    found = ask(corpus, "zeppelins boven Friesland")
    assert found.statements == ()
    assert found.verdict is not Verdict.BEANTWOORD
    asked = ask(corpus, "Bent u bekend met het bericht over zeppelins boven Friesland?")
    assert [item.quote for item in asked.statements] == ["Ja."]


def test_a_look_up_by_number_quotes_in_the_order_of_the_document_and_says_what_it_leaves(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    names = ("beuken", "eiken", "linden", "wilgen", "elzen", "essen", "iepen", "sparren")
    pairs = [
        ({n: f"Hoeveel {name} staan er?"}, f"Langs de weg naar {name}dorp staan {n} {name} van de gemeente.")
        for n, name in enumerate(names, start=1)
    ]
    found = ask(make_corpus([make_publication(1, antwoorden=pairs)]), "nr. 1")
    assert [item.pair_id.partition("#v")[2] for item in found.statements] == ["1", "2", "3", "4", "5", "6"]
    assert any("Nog 2 antwoorden" in note for note in found.search.notes)
