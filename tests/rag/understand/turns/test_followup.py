from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.understand.turns.followup import About, Conversation, follow, refine
from rag.values import Arm
from tests.factory import DEFENSIE, FINANCIEN, VWS

TODAY = date(2026, 1, 1)
PREVIOUS = Question("hoeveel drones koopt het leger?", filters=Filters(ministeries=(DEFENSIE,)))

FILTERED = [
    ("en bij Financiën?", Filters(ministeries=(FINANCIEN,))),
    ("en financiën?", Filters(ministeries=(FINANCIEN,))),
    ("en wat zei de minister van VWS?", Filters(ministeries=(VWS,))),
    ("en volgens de minister van VWS?", Filters(ministeries=(VWS,))),
    ("ook bij Financiën", Filters(ministeries=(DEFENSIE, FINANCIEN))),
    ("van de ABC", Filters(ministeries=(DEFENSIE,), fracties=("ABC",))),
    ("en van Aalders?", Filters(ministeries=(DEFENSIE,), indieners=("Aalders",))),
    (
        "alleen 2024",
        Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1), ontvangen_tot=date(2024, 12, 31)),
    ),
    ("sinds 2024", Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1))),
    ("en in 2024-2025?", Filters(ministeries=(DEFENSIE,), vergaderjaren=("2024-2025",))),
    ("zonder filter", Filters()),
    ("alle ministeries", Filters()),
    ("per ministerie", Filters()),
]


@pytest.mark.parametrize(("text", "filters"), FILTERED)
def test_a_follow_up_sets_the_filter_that_it_names(corpus: Corpus, text: str, filters: Filters) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue, today=TODAY)
    assert not refined.is_new
    assert refined.note
    assert refined.question.text.startswith("hoeveel drones koopt het leger")
    given, wanted = refined.question.filters.to_json(), filters.to_json()
    assert {name: set(value) for name, value in given.items()} == {name: set(value) for name, value in wanted.items()}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("asked", "typed", "text"),
    [
        (
            "wie stelde de meeste vragen over asiel in 2024?",
            "en over zorg?",
            "wie stelde de meeste vragen over zorg in 2024?",
        ),
        ("hoeveel vragen stelde de ABC?", "over de jacht", "hoeveel vragen stelde de ABC over de jacht?"),
        (
            "zegt VWS hetzelfde als Defensie over sloten?",
            "en over vijvers",
            "zegt VWS hetzelfde als Defensie over vijvers?",
        ),
        ("welke partij vroeg het meest over de wolf", "maar over bevers?", "welke partij vroeg het meest over bevers"),
        ("hoeveel vragen over asiel stelde de ABC?", "over zorg", "hoeveel vragen over zorg stelde de ABC?"),
        ("hoeveel vragen over asiel in 2021?", "en over zorg in 2022?", "hoeveel vragen over zorg in 2022?"),
        ("hoeveel vragen zijn er in 2021?", "en over zorg in 2022?", "hoeveel vragen zijn er over zorg in 2022?"),
        ("welke vragen over asiel zijn nog open?", "en over zorg?", "welke vragen over zorg zijn nog open?"),
        ("wat vroeg de ABC over jonge wolven aan LNV?", "en over bevers?", "wat vroeg de ABC over bevers aan LNV?"),
        (
            "welke partij stelde over asiel de meeste vragen",
            "over rust",
            "welke partij stelde over rust de meeste vragen",
        ),
    ],
)
def test_the_same_is_asked_over_something_else(corpus: Corpus, asked: str, typed: str, text: str) -> None:
    first = replace(PREVIOUS, text=asked, focus=("waarom?",))
    refined = refine(first, typed, corpus.catalogue, today=TODAY)
    assert refined.question == replace(PREVIOUS, text=text)
    assert "nu over" in refined.note and not refined.is_new


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (PREVIOUS.text, "en over zorg?"),
        ("hoeveel vragen stelde de ABC over asiel?", "over hoeveel jaar?"),
        ("hoeveel vragen stelde de ABC over asiel?", "en over twee jaar?"),
        ("hoeveel vragen over mensen die zijn gevlucht stelde de ABC?", "en over zorg?"),
    ],
)
def test_what_asks_on_is_not_about_something_else(corpus: Corpus, asked: str, typed: str) -> None:
    refined = refine(replace(PREVIOUS, text=asked), typed, corpus.catalogue, today=TODAY)
    assert "nu over" not in refined.note and refined.question.text == asked


@pytest.mark.parametrize("text", ["en in de zorg?", "en voor de zorg?", "en op het gebied van onderwijs?"])
def test_what_lies_in_something_is_no_ministry_though_one_is_called_so(corpus: Corpus, text: str) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue, today=TODAY)
    assert refined.question.filters == PREVIOUS.filters


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("wie vroeg dat?", About.VRAGER),
        ("En wie stelde die vraag?", About.VRAGER),
        ("van welke partij was die vraag?", About.VRAGER),
        ("wanneer was dat?", About.MOMENT),
        ("wie antwoordde?", About.ANTWOORDER),
        ("waar staat dat?", About.BRON),
    ],
)
def test_a_question_about_the_last_answer_changes_nothing(corpus: Corpus, text: str, about: About) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue)
    assert refined.about is about
    assert refined.question == PREVIOUS


@pytest.mark.parametrize(
    "text",
    [
        "nieuwe vraag: wat kost een zwembad?",
        "wie vroeg naar wachttijden in verpleeghuizen?",
        "welke ministeries hielden bijeenkomsten?",
        "hoeveel ganzen zijn er vorig jaar geteld in de provincies?",
        "1. Kent u het bericht «Drones»?\n2. Wat doet u daaraan?",
    ],
)
def test_a_question_of_its_own_starts_anew(corpus: Corpus, text: str) -> None:
    base = Question("dieren", filters=Filters(ministeries=(VWS,)), arm=Arm.LEXICAL, top=30, ignore=("ontvangen:2020",))
    refined = refine(replace(PREVIOUS, meant="ah-tk-20232024-102#v1"), text, corpus.catalogue, base=base)
    assert refined.is_new
    assert refined.question == replace(base, text=text.removeprefix("nieuwe vraag: "))


CHAINS = [
    # text, what it is read as: focus, filter, about, new, same
    ("waarom?", "focus"),
    ("En waarom dan?", "focus"),
    ("waarom niet?", "focus"),
    ("hoezo?", "focus"),
    ("hoeveel?", "focus"),
    ("hoeveel euro?", "focus"),
    ("en de kosten?", "focus"),
    ("wat kost dat?", "focus"),
    ("wanneer?", "focus"),
    ("sinds wanneer?", "focus"),
    ("tot wanneer geldt dat?", "focus"),
    ("wie?", "focus"),
    ("door wie?", "focus"),
    ("waar?", "focus"),
    ("hoe lang?", "focus"),
    ("hoe vaak gebeurt dat?", "focus"),
    ("hoe dan?", "focus"),
    ("en waarom niet op glas?", "focus"),
    ("en niet op glas?", "focus"),
    ("en helikopters?", "focus"),
    ("en in Utrecht?", "focus"),
    ("zijn er uitzonderingen?", "focus"),
    ("wat wordt daaraan gedaan?", "focus"),
    ("hoeveel drones?", "focus"),
    ("wat kosten drones?", "focus"),
    ("en hoeveel bij Financiën?", "focus"),
    ("waarom niet bij Financiën?", "focus"),
    ("en bij Financiën?", "filter"),
    ("sinds 2024", "filter"),
    ("ook bij VWS", "filter"),
    ("wie vroeg dat?", "about"),
    ("wanneer was dat?", "about"),
    ("waar staat dat?", "about"),
    ("niet bij Defensie", "same"),
    ("behalve VWS", "same"),
    ("oké, bedankt", "same"),
    ("wanneer komt het advies?", "focus"),
    ("hoeveel bedrijven doen mee?", "focus"),
    ("wie houdt toezicht?", "focus"),
    ("en volgens het OM?", "focus"),
    ("en in 2023?", "focus"),
    ("alleen 2023", "filter"),
    ("wat kost een zwembad?", "new"),
    ("wanneer komt de nieuwe pensioenwet?", "new"),
    ("wie betaalt de sloop van windmolens op zee?", "new"),
    ("stikstof", "new"),
]


@pytest.mark.parametrize(("text", "reading"), CHAINS)
def test_a_follow_up_is_read_as_what_it_is(corpus: Corpus, text: str, reading: str) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue, today=TODAY)
    question = refined.question
    read_as = {
        "new": refined.is_new,
        "about": refined.about is not None,
        "focus": bool(question.focus) and question.text == PREVIOUS.text,
        "filter": not question.focus and question.filters != PREVIOUS.filters and not refined.is_new,
        "same": question == PREVIOUS and refined.about is None,
    }
    assert [name for name, holds in read_as.items() if holds] == [reading]


def test_a_follow_up_on_content_takes_the_place_of_what_was_asked(corpus: Corpus) -> None:
    refined = refine(PREVIOUS, "en hoeveel kosten ze?", corpus.catalogue)
    assert refined.question == replace(PREVIOUS, focus=("en hoeveel kosten ze?",))
    assert "«hoeveel kosten ze»" in refined.note
    again = refine(refined.question, "waarom?", corpus.catalogue, base=PREVIOUS)
    assert again.question == replace(PREVIOUS, focus=("en hoeveel kosten ze?", "waarom?"))
    narrowed = refine(again.question, "en bij Financiën?", corpus.catalogue, base=PREVIOUS)
    assert (narrowed.question.focus, narrowed.question.filters.ministeries) == (again.question.focus, (FINANCIEN,))


def test_a_year_after_a_number_asks_for_the_number_of_that_year(corpus: Corpus) -> None:
    refined = refine(PREVIOUS, "en in 2023?", corpus.catalogue)
    assert refined.question == replace(PREVIOUS, focus=("hoeveel in 2023",))
    for text in ("wat vindt het kabinet van drones?", "hoeveel schriftelijke vragen gingen over drones?"):
        narrowed = refine(replace(PREVIOUS, text=text), "en in 2023?", corpus.catalogue)
        assert narrowed.question.filters.ontvangen_van == date(2023, 1, 1)


@pytest.mark.parametrize("text", ["niet bij Defensie", "en dan?", "behalve VWS"])
def test_what_cannot_be_done_is_said_and_nothing_changes(corpus: Corpus, text: str) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue)
    assert refined.question == PREVIOUS
    assert "gebleven zoals hij was" in refined.note


def test_more_is_more_of_the_same(corpus: Corpus) -> None:
    assert refine(PREVIOUS, "meer", corpus.catalogue).question == replace(PREVIOUS, top=20)


def test_what_was_understood_can_be_ignored(corpus: Corpus) -> None:
    (item,) = refine(PREVIOUS, "en bij Financiën?", corpus.catalogue).understood
    assert item.key == f"ministeries:{FINANCIEN}"
    base = replace(PREVIOUS, ignore=(item.key,))
    again = refine(PREVIOUS, "en bij Financiën?", corpus.catalogue, base=base)
    assert again.understood == ()
    assert again.question.filters == PREVIOUS.filters


def test_what_the_question_itself_names_gives_way_to_the_follow_up(corpus: Corpus) -> None:
    first = Question("wat zei de minister van Financiën over de kosten van accijns?")
    refined = refine(first, "en bij Defensie?", corpus.catalogue)
    assert refined.question.filters.ministeries == (DEFENSIE,)
    result = Assistant(corpus, Retrieval()).ask(refined.question)
    assert result.search.filters.ministeries == (DEFENSIE,)


def test_a_conversation_is_its_texts_and_undoing_is_leaving_one_out(corpus: Corpus) -> None:
    turns = ("alleen 2023", "en bij VWS?", "wie vroeg dat?")
    whole = follow(replace(PREVIOUS, follow_ups=turns), corpus.catalogue, today=TODAY)
    assert tuple(refined.typed for refined in whole.turns) == turns
    assert whole.question.filters == Filters(
        ministeries=(VWS,), ontvangen_van=date(2023, 1, 1), ontvangen_tot=date(2023, 12, 31)
    )
    assert (whole.question.follow_ups, whole.about) == ((), About.VRAGER)
    assert follow(replace(PREVIOUS, follow_ups=turns[:1]), corpus.catalogue, today=TODAY).turns == whole.turns[:1]
    assert follow(PREVIOUS, corpus.catalogue) == Conversation(question=PREVIOUS)
