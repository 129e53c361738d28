from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication
from rag.answer.compose import MAX_RELATED
from rag.answer.pasted import MAX_SEARCHED
from rag.assistant.assistant import Assistant
from rag.dutch.citation import is_verbatim
from rag.dutch.reasons import reason_in_words
from rag.forms.contract import answer_json
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Answer, Ground, PartCounts, Reason, Verdict
from tests.factory import DEFENSIE, VWS, make_publication
from ui.terminal.answer import answer_text

PASTED = """Vragen van het lid Nieuweling (NPQ) aan de Minister van Financiën over drones (ingezonden 3 maart 2025)

1. Hoeveel drones koopt het leger van een Nederlandse fabrikant?
2. Waarom duurt de levering zo lang, en wat zegt artikel 12 van nr. 101 daarover?
3. Hoeveel sporthallen sloten er vorig jaar in de gemeenten?
4. Kunt u deze vragen afzonderlijk beantwoorden?
"""


def ask(corpus: Corpus, text: str, filters: Filters | None = None) -> Answer:
    return Assistant(corpus, Retrieval()).ask(Question(text, filters=filters or Filters()))


def test_every_sub_question_gets_its_own_answer_unedited(corpus: Corpus) -> None:
    found = ask(corpus, PASTED)
    assert [part.nummer for part in found.parts] == [1, 2, 3, 4]
    assert found.statements == ()
    assert found.parts[0].answer.statements[0].quote == "Het leger koopt zestig drones van een Nederlandse fabrikant."
    assert found.parts[1].answer.statements[0].quote == "De levering duurt lang door een tekort aan chips."
    assert found.parts[2].answer.search.hits[0].publication.id == "ah-tk-20232024-101"
    for part in found.parts[:3]:
        assert part.answer.statements
        for statement in part.answer.statements:
            assert is_verbatim(statement, corpus.catalogue)


def test_the_heading_and_the_numbers_in_the_questions_filter_nothing(corpus: Corpus) -> None:
    found = ask(corpus, PASTED)
    assert not found.search.filters
    assert all(not part.answer.search.filters for part in found.parts)
    assert "Nieuweling (NPQ) aan Financiën over drones" in found.search.notes[0]


def test_the_filters_of_the_user_hold_for_every_part(corpus: Corpus) -> None:
    found = ask(corpus, PASTED, Filters(ministeries=(DEFENSIE,)))
    hits = [hit for part in found.parts for hit in part.answer.search.hits]
    assert hits
    assert all(DEFENSIE in hit.publication.ministeries for hit in hits)


def test_the_verdict_counts_the_parts_that_ask_something(corpus: Corpus) -> None:
    found = ask(corpus, PASTED)
    assert found.reason.parts == PartCounts(answered=0, related=3, nothing=0, handling=1)
    assert found.verdict is Verdict.VERWANT
    assert found.parts[3].answer.search.hits == ()


def test_of_a_text_with_very_many_sub_questions_the_first_are_searched_and_the_rest_is_told(corpus: Corpus) -> None:
    text = "\n".join(f"{n}. Hoeveel drones kocht het leger in {1950 + n}?" for n in range(1, MAX_SEARCHED + 3))
    found = ask(corpus, f"{text}\n{MAX_SEARCHED + 3}. Kunt u deze vragen afzonderlijk beantwoorden?")
    assert len(found.parts) == MAX_SEARCHED + 1
    assert found.parts[-1].answer.reason.ground is Ground.HANDLING  # nothing that is left to be asked apart
    assert found.reason.parts is not None
    assert found.reason.parts.left == (MAX_SEARCHED + 1, MAX_SEARCHED + 2)
    assert found.verdict is not Verdict.BEANTWOORD
    assert f"vraag {MAX_SEARCHED + 1} t/m {MAX_SEARCHED + 2} zijn niet gezocht" in answer_json(found)["reason"]


def test_hits_of_all_parts_stand_once_in_order(corpus: Corpus) -> None:
    hits = ask(corpus, PASTED).search.hits
    assert len({hit.pair_id for hit in hits}) == len(hits) > 3
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_questions_that_stand_in_the_corpus_are_said_to(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication]
) -> None:
    corpus = make_corpus(publications)
    found = ask(
        corpus,
        "1. Kent u het bericht over de sluiting van de sporthal?\n2. Hoeveel sporthallen sloten er?\n"
        "3. Wat kostte dat gemeenten?",
    )
    assert any("Deze vragen staan met antwoord in het corpus: nr. 101" in note for note in found.search.notes)
    assert found.parts[0].answer.reason.ground is Ground.ACQUAINTANCE, "whether a report is known is not searched"
    assert found.parts[1].answer.verdict is Verdict.BEANTWOORD
    assert found.parts[1].answer.reason.ground is Ground.SAME_QUESTION
    assert [publication.nummer for publication in found.parts[1].answer.reason.publications] == ["101"]
    assert found.parts[1].answer.statements[0].pair_id == "ah-tk-20232024-101#v2"


def test_the_same_question_with_an_answer_that_answers_nothing_is_not_beantwoord(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    asked = ["Hoeveel sporthallen sloten er vorig jaar in de gemeenten?", "Wat kostte dat de gemeenten per sporthal?"]
    said = ["Dat kan ik niet aangeven.", "De sluiting kostte gemeenten 12 miljoen euro per sporthal."]
    pairs = [({n: vraag}, antwoord) for n, (vraag, antwoord) in enumerate(zip(asked, said, strict=True), 1)]
    corpus = make_corpus([make_publication(301, antwoorden=pairs, ministeries=[VWS])])
    first, second = (part.answer for part in ask(corpus, f"1. {asked[0]}\n2. {asked[1]}").parts)
    assert (first.verdict, first.reason.ground) == (Verdict.VERWANT, Ground.NO_REAL_ANSWER)
    assert (second.verdict, second.reason.ground) == (Verdict.BEANTWOORD, Ground.SAME_QUESTION)


def test_whether_a_report_is_known_is_not_searched_but_what_goes_with_it_is(corpus: Corpus) -> None:
    found = ask(
        corpus,
        "1. Bent u bekend met het bericht «Leger koopt drones»? Zo ja, sinds wanneer?\n"
        "2. Bent u bekend met het bericht over drones? Zo ja, waarom duurt de levering van de drones zo lang?\n"
        "3. Hoeveel drones koopt het leger?",
    )
    assert [bool(part.answer.search.hits) for part in found.parts] == [False, True, True]
    assert found.reason.parts == PartCounts(answered=0, related=2, nothing=0, handling=0, acquaintance=1)
    assert "0 van 2 deelvragen eerder beantwoord" in reason_in_words(found.reason)
    assert "1 gaat alleen over bekendheid met een bericht" in reason_in_words(found.reason)


def test_questions_that_wait_for_an_answer_are_said_to(corpus: Corpus) -> None:
    found = ask(corpus, "Vragen van het lid Celik (XYZ)\n2024Z00105\n1. Wat kosten de drones?\n2. Wie betaalt ze?")
    assert any("zonder antwoord in het corpus: nr. 105" in note for note in found.search.notes)


def test_a_question_that_leans_on_the_others_is_searched_with_the_subject(corpus: Corpus) -> None:
    found = ask(corpus, PASTED.replace("Hoeveel sporthallen sloten er vorig jaar in de gemeenten?", "Zo ja, waarom?"))
    assert found.parts[2].answer.search.query == "drones: Zo ja, waarom?"
    assert any("onderwerp" in note for note in found.parts[2].answer.search.notes)


def test_parts_are_in_the_contract_and_readable(corpus: Corpus) -> None:
    found = ask(corpus, PASTED, Filters(ministeries=(VWS,)))
    value = answer_json(found)
    parts = value["parts"]
    assert isinstance(parts, list)
    assert [part["nummer"] for part in parts] == [1, 2, 3, 4]
    assert parts[2]["answer"]["statements"][0]["citation"].startswith("Minister van Volksgezondheid")
    text = answer_text(found)
    assert "Vraag 3. Hoeveel sporthallen" in text
    assert found.parts[2].answer.statements[0].quote.split(".")[0] in " ".join(text.split())


def test_a_stored_question_that_asks_several_things_is_asked_as_one(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    vraag = "Hoeveel drones koopt het leger? Wie betaalt de nieuwe drones? Mag het leger drones verkopen?"
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, "Het leger koopt drie drones.")])])
    assert ask(corpus, vraag).parts == ()
    assert len(ask(corpus, vraag.replace("verkopen", "verhuren")).parts) == 3


def test_the_subject_that_was_added_is_no_answer_to_the_question(
    make_corpus: Callable[[Sequence[Publication]], Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = (Verdict.BEANTWOORD, Reason(ground=Ground.ANSWERED), 0.9)
    monkeypatch.setattr("rag.answer.compose.decide", lambda *_: answered)
    vraag = "Hoeveel nieuwe drones kocht het leger vorig jaar?"
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, "Het leger kocht zestig drones in Zweden.")])])
    verdicts = [part.answer.verdict for part in ask(corpus, f"1. {vraag}\n2. In Zweden?\n3. In Noorwegen?").parts]
    assert verdicts[1:] == [Verdict.BEANTWOORD, Verdict.VERWANT]


SHORT = """1. Hoeveel nieuwe drones koopt het leger in Zweden?
2. Hoe lang duurt dat?
3. En wat kost het?
4. Geldt dit ook voor de marine?
5. Waarom?
"""


def test_a_short_sub_question_is_searched_with_the_subject_of_the_one_before(corpus: Corpus) -> None:
    parts = ask(corpus, SHORT).parts
    queries = [part.answer.search.query for part in parts]
    assert queries[0] == "Hoeveel nieuwe drones koopt het leger in Zweden?"
    subject = "nieuwe drones koopt leger Zweden"  # whole, and without what the first question asks
    assert queries[1:] == [
        f"{subject}: {vraag}"
        for vraag in ("Hoe lang duurt dat?", "En wat kost het?", "Geldt dit ook voor de marine?", "Waarom?")
    ]


def test_the_nearest_full_question_gives_the_subject(corpus: Corpus) -> None:
    text = (
        "1. Hoeveel drones koopt het leger in Zweden?\n2. Hoeveel sporthallen sloten gemeenten vorig jaar?\n3. Waarom?"
    )
    assert ask(corpus, text).parts[2].answer.search.query.startswith("sporthallen sloten gemeenten")


def test_a_short_sub_question_is_answered_by_what_it_asks_for_only(
    make_corpus: Callable[[Sequence[Publication]], Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = (Verdict.BEANTWOORD, Reason(ground=Ground.ANSWERED), 0.9)
    monkeypatch.setattr("rag.answer.compose.decide", lambda *_: answered)
    vraag = "Koopt het leger nieuwe drones in Zweden?"
    said = "Het leger koopt nieuwe drones in Zweden omdat de oude drones kapot zijn."
    corpus = make_corpus([make_publication(1, antwoorden=[({1: vraag}, said)])])
    parts = ask(corpus, f"1. {vraag}\n2. Waarom?\n3. Wat kost dat?\n4. Hoe hoog is dat?").parts
    verdicts = [part.answer.verdict for part in parts]
    assert verdicts[1:] == [Verdict.BEANTWOORD, Verdict.VERWANT, Verdict.VERWANT]


def test_of_what_only_lies_near_a_sub_question_no_more_is_quoted_than_of_any_question(
    make_corpus: Callable[[Sequence[Publication]], Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = (Verdict.BEANTWOORD, Reason(ground=Ground.ANSWERED), 0.9)
    monkeypatch.setattr("rag.answer.compose.decide", lambda *_: answered)
    places = ("Zweden", "Noorwegen", "Finland", "Polen", "Letland")
    said = [
        make_publication(
            n,
            antwoorden=[
                ({1: f"Koopt het leger nieuwe drones in {place}?"}, f"Het leger koopt nieuwe drones in {place}.")
            ],
        )
        for n, place in enumerate(places, 1)
    ]
    whole, leaning = ask(
        make_corpus(said), "1. Koopt het leger nieuwe drones?\n2. Geldt dat ook voor reservisten?"
    ).parts
    assert len(whole.answer.statements) > MAX_RELATED
    assert (leaning.answer.verdict, len(leaning.answer.statements)) == (Verdict.VERWANT, MAX_RELATED)
