from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.values import Publication, Soort
from rag.answer.compose import answer
from rag.question import Question
from rag.retrieve.search import search
from rag.values import Answer, Standpunt
from tests.factory import DEFENSIE, FINANCIEN, make_publication

Make = Callable[[Sequence[Publication]], Corpus]
VRAAG = "Bent u bereid een zebrapad van glas aan te leggen bij scholen?"
AGAIN = "Bent u nu wel bereid een zebrapad van glas aan te leggen bij scholen, gelet op uw eerdere antwoorden?"
NEE = "Nee. Een zebrapad van glas is te glad voor wie er met een fiets overheen gaat."
JA = "Ja. Het glas is inmiddels stroef gemaakt, en de eerste zebrapaden komen er in het voorjaar."


def answered(
    nummer: int, vraag: str, antwoord: str, ontvangen: date | None, ministerie: str = FINANCIEN, jaar: str = "2022-2023"
) -> Publication:
    return make_publication(
        nummer,
        antwoorden=[({1: vraag}, antwoord)],
        ontvangen=ontvangen,
        ministeries=(ministerie,),
        jaar=jaar,
        onderwerp="zebrapaden van glas",
    )


def ask(corpus: Corpus, query: str = "zebrapad van glas bij scholen") -> Answer:
    return answer(corpus, search(corpus, Question(query, top=10)))


def test_the_newest_position_comes_first_and_the_older_one_says_so(make_corpus: Make) -> None:
    corpus = make_corpus(
        [
            answered(1, VRAAG, NEE, date(2022, 10, 4)),
            answered(2, AGAIN, "Daarover heb ik nog geen besluit genomen.", date(2023, 5, 9)),
            answered(3, VRAAG, JA, date(2024, 11, 5), jaar="2024-2025"),
        ]
    )
    found = ask(corpus)
    assert [standing.ontvangen.year for standing in found.timeline] == [2024, 2023, 2022]
    assert [found.timeline[0].standpunt, found.timeline[2].standpunt] == [Standpunt.JA, Standpunt.NEE]
    assert found.timeline[0].statement.quote.startswith("Ja. Het glas is inmiddels stroef gemaakt")
    assert found.statements[0].pair_id == "ah-tk-20242025-3#v1"
    assert found.statements[0].kanttekening is None
    for older in found.statements[1:]:
        assert "er is een later antwoord, van 5 november 2024" in (older.kanttekening or "")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (answered(2, VRAAG, JA, date(2022, 10, 20)), "within a month: one round of questions"),
        (answered(2, VRAAG, JA, date(2024, 11, 5), DEFENSIE), "of another ministry"),
        (answered(2, VRAAG, JA, None), "without a date"),
        (
            answered(2, "Wie betaalt het zebrapad van glas dat bij de haven ligt?", JA, date(2024, 11, 5)),
            "another question on the same subject",
        ),
        (
            answered(2, "Bent u bereid een fietspad van glas aan te leggen bij scholen?", JA, date(2024, 11, 5)),
            "the same words about something else",
        ),
        (
            make_publication(
                2,
                soort=Soort.MEDEDELING,
                mededeling="De vragen kunnen niet binnen drie weken worden beantwoord.",
                open_vragen=[VRAAG],
                ontvangen=date(2024, 11, 5),
            ),
            "a notice",
        ),
    ],
)
def test_what_is_not_the_same_question_at_another_time_makes_no_timeline(
    make_corpus: Make, other: Publication, reason: str
) -> None:
    corpus = make_corpus([answered(1, VRAAG, NEE, date(2022, 10, 4)), other])
    assert ask(corpus, "is de minister bereid een zebrapad van glas aan te leggen bij scholen").timeline == (), reason


def test_knowing_a_report_twice_is_no_position(make_corpus: Make) -> None:
    vraag = "Bent u bekend met het bericht over het zebrapad van glas bij scholen?"
    corpus = make_corpus([answered(1, vraag, "Ja.", date(2022, 10, 4)), answered(2, vraag, "Ja.", date(2024, 11, 5))])
    assert ask(corpus).timeline == ()
