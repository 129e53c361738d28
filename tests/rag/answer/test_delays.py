from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication, Soort
from rag.answer.compose import answer
from rag.question import Question
from rag.retrieve.search import search
from tests.factory import DEFENSIE, make_publication

Make = Callable[[Sequence[Publication]], Corpus]
VRAAG = "Hoeveel zeppelins van de marine vliegen er boven Friesland?"
NOTICE = make_publication(
    7,
    soort=Soort.MEDEDELING,
    mededeling="De vragen over zeppelins van de marine kunnen niet binnen drie weken worden beantwoord.",
    open_vragen=[VRAAG],
    ministeries=(DEFENSIE,),
    onderwerp="zeppelins van de marine boven Friesland",
    ontvangen=date(2024, 3, 1),
)
OTHER = make_publication(
    8,
    antwoorden=[({1: "Wat kosten de zeppelins van de marine?"}, "Elke zeppelin van de marine kost twee miljoen euro.")],
    ministeries=(DEFENSIE,),
    onderwerp="kosten van zeppelins",
    ontvangen=date(2023, 1, 9),
)


def notes(corpus: Corpus, filters: Filters | None = None) -> str:
    query = "hoeveel zeppelins van de marine vliegen boven Friesland"
    return " ".join(answer(corpus, search(corpus, Question(query, filters=filters or Filters(), top=10))).search.notes)


def test_questions_that_were_only_delayed_are_mentioned(make_corpus: Make) -> None:
    said = notes(make_corpus([NOTICE, OTHER]))
    assert "op 1 maart 2024 uitgesteld" in said
    assert "nr. 7" in said
    assert "Minister van Defensie" in said


def test_a_notice_without_a_number_is_called_by_its_subject_once(make_corpus: Make) -> None:
    bare = replace(NOTICE, id="brief-7", nummer=None, vraagnummer=None)
    said = notes(make_corpus([bare, OTHER]))
    assert said.count("zeppelins van de marine boven Friesland") == 1


def test_a_delay_with_a_later_answer_is_not_mentioned(make_corpus: Make) -> None:
    later = make_publication(
        9,
        antwoorden=[({1: VRAAG}, "Er vliegen drie zeppelins van de marine boven Friesland.")],
        ministeries=(DEFENSIE,),
        ontvangen=date(2024, 4, 2),
    )
    same = replace(later, vraagnummer=None, ingezonden=NOTICE.ingezonden)
    assert "uitgesteld" not in notes(make_corpus([NOTICE, OTHER, same]))
    assert later.vraagnummer is not None
    renumbered = replace(NOTICE, vraagnummer=later.vraagnummer, open_vragen=())
    assert "uitgesteld" not in notes(make_corpus([renumbered, OTHER, later]))


def test_a_delay_about_something_else_is_not_mentioned(make_corpus: Make) -> None:
    elsewhere = make_publication(
        6,
        soort=Soort.MEDEDELING,
        mededeling="De vragen over verpleeghuizen kunnen niet binnen drie weken worden beantwoord.",
        open_vragen=["Hoe lang zijn de wachttijden in verpleeghuizen?"],
        onderwerp="verpleeghuizen",
    )
    assert "uitgesteld" not in notes(make_corpus([elsewhere, OTHER]))


def test_a_delay_that_the_filters_keep_out_is_not_mentioned(make_corpus: Make) -> None:
    corpus = make_corpus([NOTICE, OTHER])
    assert "uitgesteld" not in notes(corpus, Filters(ontvangen_tot=date(2023, 12, 31)))
