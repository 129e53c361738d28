"""Follow-ups on content: "waarom?", "hoeveel?", "en zuivel?" are answered from what was just cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.embed.embedding import SentenceEncoder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from index.values import Publication
from rag.answer.compose import answer as compose
from rag.assistant.assistant import Assistant
from rag.assistant.focused import _as_typed, answer_focused
from rag.dutch.reasons import reason_in_words
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.understand.turns.focus import read_focus
from rag.understand.turns.followup import refine
from rag.values import Answer, Verdict
from tests.encoder import WordEncoder
from tests.factory import make_publication
from tests.growth import assert_linear

# a question, what is asked on, the document and words of the quote that answers it
ANSWERED = [
    ("het vaccin tegen gordelroos gratis maken voor iedereen", "waarom niet?", "90102", "verhouding"),
    ("statiegeld op plastic flessen voor sap invoeren", "en wanneer?", "90130", "1 januari 2026"),
    ("statiegeld op plastic flessen voor sap invoeren", "en zuivel?", "90130", "zuivel"),
    ("statiegeld op plastic flessen voor sap invoeren", "hoeveel liter?", "90130", "liter"),
    ("proef in vier supermarkten in Oudeveen met flessen", "wie betaalt dat?", "90115", "ministerie"),
    ("proef in vier supermarkten in Oudeveen met flessen", "hoeveel kost dat?", "90115", "310.000"),
    ("kapotte inleverautomaten klachten", "hoeveel meldingen?", "90115", "1.874 meldingen"),
    ("kapotte inleverautomaten klachten", "waar?", "90115", "Inspectie"),
    ("hoeveel ouderen krijgen gordelroos", "en de pijn?", "90102", "pijn"),
    ("moeten ouderen het vaccin tegen gordelroos zelf betalen", "waarom?", "90102", "verhouding"),
    ("moeten ouderen het vaccin tegen gordelroos zelf betalen", "hoeveel?", "90102", "380"),
    ("moeten ouderen het vaccin tegen gordelroos zelf betalen", "en de kosten?", "90102", "380"),
    ("hoeveel reservisten telt de krijgsmacht", "wanneer?", "90117", "2022"),
    ("hoeveel reservisten telt de krijgsmacht", "en hoeveel vacatures?", "90117", "1.450"),
    ("moet een werkgever een reservist vrij geven", "waarom niet?", "90117", "omdat"),
    ("vergoeding voor werkgevers van reservisten", "hoeveel?", "90117", "110"),
    ("vergoeding voor werkgevers van reservisten", "en kleine bedrijven?", "90117", "tien werknemers"),
    ("ouders met wisselende diensten moeten toeslag terugbetalen", "hoeveel?", "90118", "34 procent"),
    ("ouders met wisselende diensten moeten toeslag terugbetalen", "hoeveel procent?", "90118", "34 procent"),
    ("nieuw stelsel waarin de opvang rechtstreeks wordt betaald", "wanneer?", "90118", "2027"),
    ("kleine terugvorderingen kwijtschelden", "tot hoeveel?", "90118", "47"),
    ("huiseigenaren die een kamer verhuren met toestemming van de bank", "waarom weigeren ze dat?", "90016", "redenen"),
    ("huiseigenaren die een kamer verhuren met toestemming van de bank", "en de huurtoeslag?", "90016", "huurtoeslag"),
    ("huisartsenposten in de nacht gesloten", "sinds wanneer?", "90017", "2020"),
    ("huisartsenposten in de nacht gesloten", "hoeveel?", "90017", "elf posten"),
    ("huisartsenposten in de nacht gesloten", "en de reistijd?", "90017", "23 minuten"),
    ("btw op reparaties van huishoudelijke apparaten", "waarom?", "90018", "richtlijn"),
    ("btw op reparaties van huishoudelijke apparaten", "wat kost dat?", "90018", "85 miljoen"),
    ("btw op reparaties van huishoudelijke apparaten", "en een bonus?", "90018", "bonus"),
    ("lift naar het middenperron van station Oudeveen", "hoeveel dagen?", "90019", "117 dagen"),
    ("lift naar het middenperron van station Oudeveen", "wanneer wordt dat gedaan?", "90019", "oktober"),
    ("lift naar het middenperron van station Oudeveen", "en een rolstoel?", "90019", "taxi"),
    ("wanneer wordt de lift vervangen op station Oudeveen", "hoe lang duurt dat?", "90019", "tien weken"),
    ("hoe wordt een pensioen verdeeld na een scheiding", "en kleine pensioenen?", "90030", "klein"),
    ("hoe wordt een pensioen verdeeld na een scheiding", "wanneer?", "90030", "2027"),
    ("wetsvoorstel pensioenverdeling bij scheiding", "en waarom niet eerder?", "90030", "omdat"),
    ("hoe helpt Nederland gezinnen in groevegebieden", "hoeveel kinderen?", "90031", "4.200 kinderen"),
    ("kinderarbeid bij de winning van natuursteen", "en gemeenten?", "90031", "gemeenten"),
    ("hoe helpt Nederland gezinnen in groevegebieden", "tot wanneer?", "90031", "eind 2026"),
    ("aangifte doen via een videogesprek", "en zedendelicten?", "90032", "zedendelicten"),
    ("aangifte doen via een videogesprek", "waarom niet bij zedendelicten?", "90032", "omdat"),
    ("opvang van asielzoekers op schepen", "hoeveel schepen?", "90132", "negen schepen"),
    ("opvang van asielzoekers op schepen", "hoeveel kost dat?", "90132", "186"),
    ("opvang van asielzoekers op schepen", "en kinderen?", "90132", "kinderen"),
    ("thuisbatterij van huishoudens", "hoeveel?", "90133", "38.000"),
    ("thuisbatterij van huishoudens", "en brand?", "90133", "brand"),
    ("hobbyhouders van kippen en de ophokplicht", "hoeveel?", "90134", "250.000"),
    ("hobbyhouders van kippen en de ophokplicht", "en vaccinatie?", "90134", "vacc"),
    ("hobbyhouders van kippen en de ophokplicht", "wie controleert dat?", "90134", "NVWA"),
]

# a question, what is asked on, and what is said to be missing
NOT_ANSWERED = [
    ("statiegeld op plastic flessen voor sap invoeren", "en zonnepanelen?", "«zonnepanelen»"),
    ("hoeveel reservisten telt de krijgsmacht", "en onderzeeboten?", "«onderzeeboten»"),
    ("thuisbatterij van huishoudens", "en waarom niet op Mars?", "«Mars»"),
    ("btw op reparaties van huishoudelijke apparaten", "en kappers?", "«kappers»"),
    ("btw op reparaties van huishoudelijke apparaten", "en in Ter Wieken?", "«Ter Wieken»"),
    ("btw op reparaties van huishoudelijke apparaten", "Waarom Walheim niet?", "noemen «Walheim»"),
    ("kapotte inleverautomaten klachten", "en walvissen?", "«walvissen»"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    data_dir, encoder = tmp_path_factory.mktemp("vervolg"), WordEncoder()
    Builder(data_dir, encoder).ingest(read_paths([sample_dir()]))
    corpus = Corpus(data_dir, encoder)
    yield Assistant(corpus, Retrieval())
    corpus.close()


def asked_on(assistant: Assistant, topic: str, text: str) -> Answer:
    """The follow-up, after an answer to the topic (the encoder of tests has no reader to say that it is one)."""
    question = Question(topic)
    focus = refine(question, text, assistant.corpus.catalogue).question.focus
    assert focus, text
    read = read_focus(focus[-1], topic)
    assert read is not None
    shown = replace(assistant.ask(question), verdict=Verdict.BEANTWOORD)
    return answer_focused(assistant.corpus, question, read, shown, assistant.search)


@pytest.mark.parametrize(("topic", "text", "nummer", "words"), ANSWERED)
def test_a_follow_up_is_answered_from_what_was_cited(
    sample: Assistant, topic: str, text: str, nummer: str, words: str
) -> None:
    found = asked_on(sample, topic, text)
    quotes = [(one.pair_id.publication_id, one.quote) for one in found.statements]
    assert found.verdict is Verdict.BEANTWOORD, (reason_in_words(found.reason), quotes)
    assert any(publication.endswith(nummer) and words in quote for publication, quote in quotes), quotes


@pytest.mark.parametrize(("topic", "text", "missing"), NOT_ANSWERED)
def test_what_no_answer_names_is_not_beantwoord(sample: Assistant, topic: str, text: str, missing: str) -> None:
    found = asked_on(sample, topic, text)
    assert found.verdict is not Verdict.BEANTWOORD
    assert missing in reason_in_words(found.reason)


ELSEWHERE = (
    "De haven is druk. Er liggen veel schepen. De kade is lang. Het water is diep. De kraan is oud. "
    "De parkeerplaats is in 2019 verplaatst, omdat de bomen in Middelburg ziek waren. Daar staan nu 300 auto's."
)
"""A long answer that tells when, why, where and how many, but of something else than the ferries."""


@pytest.mark.parametrize("text", ["waarom?", "sinds wanneer?", "wanneer?", "waar?", "hoeveel?"])
def test_what_is_told_of_something_else_is_no_answer(
    make_corpus: Callable[[Sequence[Publication]], Corpus], text: str
) -> None:
    ferries = make_publication(
        1,
        onderwerp="veerboten in de nacht",
        antwoorden=[
            ({1: "Mogen veerboten in de nacht varen?"}, "Ja, veerboten mogen in de nacht varen."),
            ({2: "Wat vindt u daarvan?"}, ELSEWHERE),
        ],
    )
    found = asked_on(Assistant(make_corpus([ferries]), Retrieval()), "mogen veerboten in de nacht varen", text)
    assert found.verdict is Verdict.VERWANT, [one.quote for one in found.statements]


@pytest.mark.parametrize("base", [Verdict.BEANTWOORD, Verdict.VERWANT])
def test_after_what_only_lay_near_it_is_not_said_that_an_answer_was_cited(
    make_corpus: Callable[[Sequence[Publication]], Corpus], monkeypatch: pytest.MonkeyPatch, base: Verdict
) -> None:
    told = "Veerboten mogen in de nacht niet varen, omdat de sluizen dan dicht zijn."
    ferries = make_publication(
        1, onderwerp="veerboten in de nacht", antwoorden=[({1: "Wat vindt u van veerboten in de nacht?"}, told)]
    )
    assistant = Assistant(make_corpus([ferries]), Retrieval())
    monkeypatch.setattr("rag.assistant.focused.answer", lambda *given: replace(compose(*given), verdict=base))
    question, focus = Question("mogen veerboten in de nacht varen"), read_focus("waarom?", "")
    assert focus is not None
    shown = replace(assistant.ask(question), verdict=Verdict.VERWANT, statements=())
    found = answer_focused(assistant.corpus, question, focus, shown, assistant.search)
    assert found.verdict is base
    assert [one.quote for one in found.statements] == [told]
    assert reason_in_words(found.reason).startswith("Op de vraag hiervoor is geen rechtstreeks antwoord gevonden")


def test_a_quote_that_says_what_is_named_goes_before_one_under_a_question_that_does(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    ferries = make_publication(
        1,
        onderwerp="veerboten in de nacht",
        antwoorden=[
            ({1: "Mogen veerboten in de nacht varen, zoals sloepen?"}, "Ja, veerboten mogen in de nacht varen."),
            ({2: "Hoe is dat voor andere schepen?"}, "Voor sloepen geldt een verbod."),
        ],
    )
    found = asked_on(Assistant(make_corpus([ferries]), Retrieval()), "mogen veerboten in de nacht varen", "en sloepen?")
    assert found.statements[0].quote == "Voor sloepen geldt een verbod."


@pytest.mark.model
def test_a_conversation_with_the_real_model(sample_corpus: Path, real_encoder: SentenceEncoder) -> None:
    corpus = Corpus(sample_corpus, real_encoder)
    assistant = Assistant(corpus, Retrieval())
    said = [
        ("wanneer?", Verdict.BEANTWOORD, "1 januari 2026"),
        ("waarom?", Verdict.BEANTWOORD, "verstopt"),
        ("en voor zuivel?", Verdict.BEANTWOORD, "zuivel"),
        ("en zonnepanelen?", Verdict.VERWANT, ""),
    ]
    turns: tuple[str, ...] = ()
    for text, verdict, words in said:
        turns = (*turns, text)
        question = Question("Bent u bereid statiegeld op plastic flessen voor sap in te voeren?", follow_ups=turns)
        found = assistant.ask(question)
        assert found.verdict is verdict, (text, reason_in_words(found.reason))
        assert words in " ".join(statement.quote for statement in found.statements), text
    corpus.close()


def test_names_in_a_long_row_are_looked_through_once() -> None:
    assert_linear(lambda text: _as_typed("Walheim", text), "Ter ")
