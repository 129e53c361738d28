"""Answer times over small corpora whose every number can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from index.errors import InputError
from index.parse.facts.other_kinds import ORAL
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.store.sql.counts import Counts
from index.values import Publication, Soort
from rag.forms.contract import answer_times_json
from rag.overview.answer_times import AnswerTimes, account_of, answer_times, read_per
from rag.values import Per
from tests.factory import DEFENSIE, FINANCIEN, make_publication
from ui.terminal.termijnen import answer_times_csv, answer_times_text

ON = date(2024, 6, 1)
MakeCorpus = Callable[[Sequence[Publication]], Corpus]


def answered(nummer: int, days: int, ministerie: str = FINANCIEN) -> Publication:
    made = make_publication(nummer, ministeries=(ministerie,), antwoorden=[({1: f"Vraag {nummer}?"}, "Ja.")])
    assert made.ontvangen is not None
    return replace(made, ingezonden=made.ontvangen - timedelta(days=days))


def notice(nummer: int, vraag: str, **changed: object) -> Publication:
    made = make_publication(nummer, soort=Soort.MEDEDELING, mededeling="Dit lukt niet op tijd.", open_vragen=[vraag])
    return replace(made, **changed)  # type: ignore[arg-type]


def times_of(corpus: Corpus, per: Per = Per.MINISTERIE, filters: Filters | None = None) -> AnswerTimes:
    return answer_times(corpus.catalogue.sent(filters or Filters()), per, ON)


def test_days_and_shares_are_counted_per_group(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([answered(1, 10), answered(2, 20), answered(3, 30), answered(4, 21, DEFENSIE)])
    times = times_of(corpus)
    financien, defensie = times.groups
    assert (financien.name, financien.answered, financien.median_days, financien.p90_days) == (FINANCIEN, 3, 20, 30)
    assert financien.in_time == pytest.approx(2 / 3)
    assert (defensie.answered, defensie.in_time) == (1, 1.0)  # three weeks to the day is in time
    assert (times.total.answered, times.total.in_time) == (4, 3 / 4)


def test_a_filter_narrows_what_is_counted(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([answered(1, 10), answered(2, 20, DEFENSIE)])
    assert times_of(corpus, filters=Filters(ministeries=(DEFENSIE,))).total.answered == 1
    assert times_of(corpus, Per.JAAR).groups[0].name == "2024"


@pytest.mark.parametrize("field", ["ministeries", "ministerielijnen"])
def test_what_a_ministry_left_open_is_the_same_within_the_filter_as_in_its_group(
    field: str, make_corpus: MakeCorpus
) -> None:
    asked = make_publication(10, soort=Soort.VRAAG, open_vragen=["Hoeveel schepen liggen er?"], ministeries=())
    corpus = make_corpus([replace(asked, ontvangen=None, gevraagde_ministeries=(DEFENSIE,)), answered(1, 10, DEFENSIE)])
    grouped = {group.name: group.open for group in times_of(corpus).groups}
    narrowed = times_of(corpus, filters=Filters(**{field: (DEFENSIE,)}))
    assert grouped[DEFENSIE] == narrowed.total.open == 1
    elsewhere = Filters(**{field: (FINANCIEN,)})
    assert times_of(corpus, filters=elsewhere).total.open == 0


def test_a_notice_is_open_until_its_answer_is_there(make_corpus: MakeCorpus) -> None:
    asked = "Hoeveel schepen liggen er in de haven?"
    waits = notice(10, asked, ingezonden=ON - timedelta(days=40))
    times = times_of(make_corpus([waits, answered(1, 10)]))
    assert [(one.sent.id, one.days, one.is_overdue) for one in times.open] == [(waits.id, 40, True)]
    assert (times.total.open, times.total.overdue, times.total.delayed) == (1, 1, 0)


@pytest.mark.parametrize("link", ["vraagnummer", "verwijzing", "dezelfde vraag"])
def test_a_notice_is_answered_by_number_by_reference_or_by_the_same_question(
    link: str, make_corpus: MakeCorpus
) -> None:
    asked = "Hoeveel schepen liggen er op dit moment in de haven van Den Helder?"
    waits = notice(10, asked)
    later = replace(
        make_publication(11, antwoorden=[({1: asked if link == "dezelfde vraag" else "Klopt dit?"}, "Veertig.")]),
        ontvangen=date(2024, 3, 20),
        ingezonden=waits.ingezonden,
        vraagnummer=waits.vraagnummer if link == "vraagnummer" else None,
        zie_ook=(waits.id,) if link == "verwijzing" else (),
    )
    times = times_of(make_corpus([waits, later]))
    assert times.open == ()
    assert times.total.delayed == 1


@pytest.mark.parametrize(
    ("asked", "days", "is_open"),
    [
        ("Wat is uw reactie op dit nieuwsbericht?", 0, True),  # asked of anything
        ("Hoeveel schepen liggen er op dit moment in de haven van Den Helder?", 0, False),
        ("Hoeveel schepen liggen er op dit moment in de haven van Den Helder?", 30, True),  # asked again
    ],
)
def test_a_question_that_others_ask_too_leaves_a_notice_open(
    asked: str, days: int, is_open: bool, make_corpus: MakeCorpus
) -> None:
    waits = notice(10, asked)
    assert waits.ingezonden is not None
    later = replace(
        make_publication(11, antwoorden=[({1: asked}, "Veertig.")]),
        ontvangen=date(2024, 3, 20),
        ingezonden=waits.ingezonden - timedelta(days=days),
        vraagnummer=None,
    )
    assert bool(times_of(make_corpus([waits, later])).open) is is_open


def test_the_answer_to_another_number_leaves_a_notice_open(make_corpus: MakeCorpus) -> None:
    asked = "Kunt u deze vragen een voor een beantwoorden voor het debat over de haven?"
    waits = notice(10, asked)
    other = make_publication(11, antwoorden=[({1: asked}, "Ja.")])
    other = replace(other, ontvangen=date(2024, 3, 20), ingezonden=waits.ingezonden, vraagnummer="2024Z99999")
    assert [one.sent.id for one in times_of(make_corpus([waits, other])).open] == [waits.id]


def test_what_was_answered_before_it_was_asked_is_open(make_corpus: MakeCorpus) -> None:
    asked = ("Hoeveel schepen liggen er in de haven van Den Helder?", "Hoeveel zijn er daarvan in de vaart?")
    waits = make_publication(10, soort=Soort.VRAAG, open_vragen=asked)
    before = make_publication(11, antwoorden=[({n + 1: text}, "Veertig.") for n, text in enumerate(asked)])
    before = replace(before, ontvangen=date(2023, 5, 1), ingezonden=None, vraagnummer=None)
    waits = replace(waits, ontvangen=None, ingezonden=date(2024, 3, 1), vraagnummer=None)
    corpus = make_corpus([waits, before])
    assert [one.sent.id for one in times_of(corpus).open] == [waits.id]


def test_the_answer_of_another_ministry_leaves_a_notice_open(make_corpus: MakeCorpus) -> None:
    asked = "Hoeveel schepen liggen er op dit moment in de haven van Den Helder?"
    waits = notice(10, asked, vraagnummer=None)
    other = make_publication(11, antwoorden=[({1: asked}, "Veertig.")], ministeries=(DEFENSIE,))
    assert [one.sent.id for one in times_of(make_corpus([waits, other])).open] == [waits.id]


def test_dates_that_cannot_be_are_left_out_and_told(make_corpus: MakeCorpus) -> None:
    undated = replace(answered(3, 5), ingezonden=None)
    times = times_of(make_corpus([answered(1, 10), answered(2, -3), undated]))
    assert (times.total.answered, times.undated) == (1, 1)
    assert times.impossible == ("ah-tk-20232024-2",)


def test_oral_questions_are_not_open_and_told(make_corpus: MakeCorpus) -> None:
    written = make_publication(10, soort=Soort.VRAAG, open_vragen=["Hoeveel schepen liggen er in de haven?"])
    oral = replace(
        make_publication(11, soort=Soort.VRAAG, open_vragen=["Wat vindt u van de file?"]), twijfels=("kort", ORAL)
    )
    corpus = make_corpus([replace(one, ontvangen=None) for one in (written, oral)])
    times = times_of(corpus)
    assert ([one.sent.id for one in times.open], times.total.open, times.oral) == ([written.id], 1, 1)
    assert "1 stuk met mondelinge vragen telt niet mee" in answer_times_text(times, corpus.catalogue.counts())
    assert answer_times_json(times, [])["mondeling"] == 1


def test_what_is_open_is_never_called_by_the_name_of_its_file(make_corpus: MakeCorpus) -> None:
    waits = replace(notice(10, "Wat?", vraagnummer=None), id="scan-3", nummer=None, vergaderjaar=None)
    corpus = make_corpus([waits, answered(1, 3)])
    text = answer_times_text(times_of(corpus), corpus.catalogue.counts())
    assert "zonder nummer)" in text and "scan-3" not in text


def test_what_was_not_sent_in_yet_is_not_open(make_corpus: MakeCorpus) -> None:
    assert times_of(make_corpus([notice(10, "Wat?", ingezonden=ON + timedelta(days=1)), answered(1, 3)])).open == ()


def test_the_terminal_and_csv_say_the_same(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([answered(1, 10), answered(2, 31, "=HYPERLINK"), notice(10, "Wat?")])
    times, counts = times_of(corpus), corpus.catalogue.counts()
    text = answer_times_text(times, counts)
    assert "2 antwoorden, waarvan 50% binnen drie weken" in text
    assert "Alleen van wat het corpus bevat tot en met 16 februari 2024" in text
    lines = answer_times_csv(times).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(times.groups) + 1
    assert any(line.startswith("'=HYPERLINK;1;31;31;0%") for line in lines)
    told = answer_times_json(times, list(account_of(times, counts)))
    assert told["termijn_dagen"] == 21
    assert all(" ".join(note.split()) in " ".join(text.split()) for note in told["notes"])


def test_an_empty_account_says_so(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([answered(1, 10)])
    times, counts = times_of(corpus, filters=Filters(fracties=("NIEMAND",))), corpus.catalogue.counts()
    assert isinstance(counts, Counts)
    assert answer_times_text(times, counts).startswith("Geen antwoorden en geen open vragen")


def test_an_unknown_grouping_is_named() -> None:
    with pytest.raises(InputError, match="ministerie, bewindspersoon, jaar"):
        read_per("week")
