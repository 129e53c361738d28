"""Answers of ministers and of years beside each other, each to its own question or all to one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.values import Indiener, Publication
from rag.answer.compose import answer as compose
from rag.assistant.assistant import Assistant
from rag.compare.order import in_names
from rag.dutch.citation import is_verbatim
from rag.forms.contract import answer_json
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Answer, SearchResult, Standpunt, Verdict
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

MakeCorpus = Callable[[Sequence[Publication]], Corpus]
GROW = "Waarom groeien er waterlelies in de kazernesloten?"
CLEAN = "Hoe vaak worden waterlelies uit de ziekenhuisvijver gehaald?"


def said(nummer: int, ministerie: str, vraag: str, antwoord: str, year: int = 2024) -> Publication:
    return make_publication(
        nummer,
        ministeries=[ministerie],
        antwoorden=[({1: vraag}, antwoord)],
        ontvangen=date(year, 3, 1),
        onderwerp="waterlelies",
        jaar=f"{year - 1}-{year}",
    )


@pytest.fixture
def pond(make_corpus: MakeCorpus) -> Assistant:
    return Assistant(
        make_corpus(
            [
                said(11, DEFENSIE, GROW, "De waterlelies groeien in de kazernesloten omdat het water daar stil staat."),
                said(12, VWS, CLEAN, "De waterlelies worden elk voorjaar uit de ziekenhuisvijver gehaald.", 2022),
                said(13, FINANCIEN, "Wat kost een munt?", "Een munt kost drie cent aan koper en nikkel."),
            ]
        ),
        Retrieval(),
    )


def rows_of(answer: Answer) -> list[tuple[str, str | None]]:
    assert answer.comparison is not None
    return [(row.ministerie, row.publication_id) for row in answer.comparison.rows]


def test_each_side_is_quoted_with_its_own_question(pond: Assistant) -> None:
    answer = pond.ask(Question("Zegt Defensie hetzelfde als VWS over waterlelies?"))
    assert rows_of(answer) == [(DEFENSIE, "ah-tk-20232024-11"), (VWS, "ah-tk-20212022-12")]
    assert answer.comparison is not None
    for row, vraag in zip(answer.comparison.rows, (GROW, CLEAN), strict=True):
        assert row.standpunt is None  # of different questions none stands beside another
        assert row.statement is not None
        assert is_verbatim(row.statement, pond.corpus.catalogue)
        assert vraag in (row.reason or "")
    assert "verschillende vragen" in answer.reason.summary
    told = json.loads(json.dumps(answer_json(answer)))
    assert [row["ministerie"] for row in told["rows"]] == [DEFENSIE, VWS]


def test_years_are_sides_too(pond: Assistant) -> None:
    answer = pond.ask(Question("Antwoordde het kabinet in 2022 anders dan in 2024 over waterlelies?"))
    assert rows_of(answer) == [("2022", "ah-tk-20212022-12"), ("2024", "ah-tk-20232024-11")]
    assert answer_json(answer)["comparison"]["per"] == "periode"  # type: ignore[index]  # a comparison


@pytest.mark.parametrize("silent", ["Algemene Zaken", "Buitenlandse Zaken"])
def test_who_has_nothing_is_said_to_have_nothing(silent: str, pond: Assistant) -> None:
    answer = pond.ask(Question(f"Zegt Defensie hetzelfde als {silent} over waterlelies?"))
    assert answer.verdict is Verdict.VERWANT
    assert answer.comparison is not None
    last = answer.comparison.rows[-1]
    assert (last.ministerie, last.standpunt, last.statement) == (silent, Standpunt.NIET_IN_CORPUS, None)
    assert f"Hierover is niets gevonden bij {silent}." in answer.reason.summary


def test_who_has_only_what_lies_near_is_not_said_to_have_nothing(
    pond: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unquoted_by_financien(corpus: Corpus, found: SearchResult) -> Answer:
        given = compose(corpus, found)
        return replace(given, statements=()) if found.filters.ministeries == (FINANCIEN,) else given

    monkeypatch.setattr("rag.compare.sides.answer", unquoted_by_financien)
    answer = pond.ask(Question("Zegt Defensie hetzelfde als Financiën over waterlelies?"))
    assert "geen rechtstreeks antwoord gevonden bij Financiën, wel iets in de buurt" in answer.reason.summary
    assert "niets" not in answer.reason.summary
    assert answer.comparison is not None
    near = answer.comparison.rows[-1]
    assert (near.standpunt, near.publication_id) == (None, "ah-tk-20232024-13")
    assert in_names(answer.comparison.rows).endswith("Geen citaat: Financiën.")
    assert "in de buurt ligt het antwoord op de vraag: «Wat kost een munt?» (nr. 13" in (near.reason or "")


def test_what_was_answered_to_questions_of_two_parties(make_corpus: MakeCorpus) -> None:
    asked = [
        replace(
            said(71, DEFENSIE, GROW, "Het water staat daar stil."), indieners=(Indiener(naam="Celik", fractie="XYZ"),)
        ),
        said(72, VWS, CLEAN, "De waterlelies worden elk voorjaar uit de vijver gehaald."),
    ]
    answer = Assistant(make_corpus(asked), Retrieval()).ask(
        Question("verschillen de vragen van XYZ van die van ABC over waterlelies?")
    )
    assert rows_of(answer) == [("vragen van XYZ", asked[0].id), ("vragen van ABC", asked[1].id)]


def test_where_nobody_answered_nothing_is_found(pond: Assistant) -> None:
    for asked in (pond.ask, pond.compare):  # nor are all ministries compared instead
        answer = asked(Question("Zegt Algemene Zaken hetzelfde als Buitenlandse Zaken over waterlelies?"))
        assert (answer.verdict, answer.comparison) == (Verdict.NIET_GEVONDEN, None)
        assert "Hierover is niets gevonden bij Algemene Zaken en Buitenlandse Zaken." in answer.reason.summary


def test_a_joint_answer_is_said_to_be_one(make_corpus: MakeCorpus) -> None:
    joint = make_publication(
        21,
        ministeries=[DEFENSIE, VWS],
        antwoorden=[({1: GROW}, "De waterlelies groeien in de kazernesloten omdat het water daar stil staat.")],
    )
    answer = Assistant(make_corpus([joint, said(13, FINANCIEN, "Wat kost een munt?", "Drie cent.")]), Retrieval()).ask(
        Question("verschillen de antwoorden van Defensie en VWS over waterlelies in kazernesloten?")
    )
    assert rows_of(answer) == [(DEFENSIE, joint.id), (VWS, joint.id)]
    assert "zij gaven het samen" in answer.reason.summary


def test_a_question_put_to_both_is_compared_as_that_question(make_corpus: MakeCorpus) -> None:
    vraag = "Heeft uw ministerie op de laatste vrijdag van januari waterlelies laten verwijderen uit de eigen vijvers?"
    both = [
        said(31, DEFENSIE, vraag, "Nee, er zijn geen waterlelies verwijderd."),
        said(32, VWS, vraag, "Ja, de waterlelies zijn verwijderd."),
    ]
    assistant = Assistant(make_corpus(both), Retrieval())
    answer = assistant.ask(
        Question("verschillen de antwoorden van Defensie en VWS over het verwijderen van waterlelies?")
    )
    assert answer.comparison is not None
    assert answer.comparison.vraag.vraag == vraag
    assert {row.ministerie: row.standpunt for row in answer.comparison.rows} == {
        DEFENSIE: Standpunt.NEE,
        VWS: Standpunt.JA,
    }


def test_one_answer_of_periods_that_overlap_is_not_called_a_joint_one(pond: Assistant) -> None:
    answer = pond.ask(Question("is het antwoord in 2024 anders dan in maart 2024 over waterlelies?"))
    assert {row[1] for row in rows_of(answer)} == {"ah-tk-20232024-11"}
    assert "samen" not in answer.reason.summary
    assert "overlappen" in answer.reason.summary


def test_the_same_words_to_different_questions_are_no_agreement(make_corpus: MakeCorpus) -> None:
    nee = "Nee, de waterlelies blijven dit jaar in het water."
    assistant = Assistant(make_corpus([said(51, DEFENSIE, GROW, nee), said(52, VWS, CLEAN, nee)]), Retrieval())
    answer = assistant.ask(Question("Zegt Defensie hetzelfde als VWS over waterlelies?"))
    assert "gelijkluidend" in answer.reason.summary
    assert "verschillende vragen" in answer.reason.summary


def test_two_of_three_who_answered_together_were_asked_one_question(make_corpus: MakeCorpus) -> None:
    joint = make_publication(
        61,
        ministeries=[DEFENSIE, VWS],
        antwoorden=[({1: GROW}, "De waterlelies groeien in de kazernesloten omdat het water daar stil staat.")],
    )
    other = said(62, FINANCIEN, CLEAN, "De waterlelies worden elk voorjaar uit de vijver gehaald.")
    answer = Assistant(make_corpus([joint, other]), Retrieval()).ask(
        Question("verschillen de antwoorden van Defensie, VWS en Financiën over waterlelies?")
    )
    assert "verschillende vragen" not in answer.reason.summary
    assert "Niet al deze antwoorden zijn op dezelfde vraag" in answer.reason.summary
