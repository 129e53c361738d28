"""Saved searches over a corpus that grows between two looks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import InputError, UnknownIdError
from index.store.filters import Filters
from index.store.sql.database import Database
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.follow.news import above_border, follow, mark_seen, news, news_json
from rag.follow.searches import FILE_NAME, MIGRATIONS, SavedSearches
from rag.question import Question
from rag.retrieve.reader import load_reader
from rag.values import Answer, Verdict
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, make_publication
from tests.rag.follow.conftest import SHIPS, add, ships
from ui.terminal.news import news_text

TODAY = date.today()


def notice(nummer: int = 499) -> Publication:
    return make_publication(
        nummer,
        soort=Soort.MEDEDELING,
        mededeling="De vragen over schepen in de haven kunnen niet op tijd worden beantwoord.",
        open_vragen=[SHIPS],
        ministeries=(DEFENSIE,),
        onderwerp="schepen in de haven",
        ontvangen=date(2024, 1, 10),
    )


def test_what_was_there_is_no_news_and_what_comes_in_is_told_once(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    add(data_dir, ships())
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    assert not any(news(assistant, searches))
    add(data_dir, ships(501, "Er liggen nu zestig schepen in de haven van Den Helder."))
    (one,) = news(assistant, searches)
    assert [hit.publication.nummer for hit in one.new] == ["501"]
    assert not any(one.changed), "nothing is told twice"
    mark_seen(assistant, searches, [one], TODAY)
    assert not any(news(assistant, searches))


def test_an_old_publication_that_comes_in_late_is_news(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    add(data_dir, replace(ships(), ontvangen=date(1999, 1, 1), ingezonden=date(1998, 12, 1)))
    assert [hit.publication.id for hit in news(assistant, searches)[0].new] == [ships().id]


def test_what_is_about_something_else_is_no_news(assistant: Assistant, searches: SavedSearches, data_dir: Path) -> None:
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    add(data_dir, make_publication(700, antwoorden=[({1: "Wat kost een brood?"}, "Een brood kost drie euro.")]))
    assert not any(news(assistant, searches))


def test_of_a_count_all_is_told_in_the_end(assistant: Assistant, searches: SavedSearches, data_dir: Path) -> None:
    follow(assistant, searches, "Celik", Question("hoeveel vragen stelde Celik?"), None)
    many = [
        make_publication(2000 + n, antwoorden=[({1: f"Wat kost brood {n}?"}, f"{n}.")], indieners=[("Celik", "XYZ")])
        for n in range(260)
    ]
    add(data_dir, *many)
    told: set[str] = set()
    while found := [one for one in news(assistant, searches) if one.new]:
        told |= {hit.publication.id for hit in found[0].new}
        assert found[0].is_cut == (len(told) < len(many))
        mark_seen(assistant, searches, found, TODAY)
    assert len(told) == len(many)


def test_of_a_count_that_is_followed_what_it_counts_is_told(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    follow(assistant, searches, "Celik", Question("hoeveel vragen stelde Celik?"), None)
    assert not any(news(assistant, searches))
    bread = make_publication(
        700,
        antwoorden=[({1: "Wat kost een brood?"}, "Drie euro."), ({2: "En een taart?"}, "Tien euro.")],
        indieners=[("Celik", "XYZ")],
    )
    waits = make_publication(701, soort=Soort.VRAAG, open_vragen=["Wat kost een koek?"], indieners=[("Celik", "XYZ")])
    of_another = make_publication(
        702, antwoorden=[({1: "Wat kost een appel?"}, "Een euro.")], indieners=[("Evers", None)]
    )
    add(data_dir, bread, replace(waits, ontvangen=None, nummer=None, id="kv-tk-2024z00701"), of_another)
    (one,) = news(assistant, searches)
    assert sorted(hit.publication.id for hit in one.new) == [bread.id, "kv-tk-2024z00701"], "each once"
    mark_seen(assistant, searches, [one], TODAY)
    assert not any(news(assistant, searches))


def test_a_filter_is_kept(assistant: Assistant, searches: SavedSearches, data_dir: Path) -> None:
    question = Question(SHIPS, filters=Filters(ministeries=("Financiën",)))
    follow(assistant, searches, "schepen", question, None)
    add(data_dir, ships())
    assert not any(news(assistant, searches))


def test_a_delay_that_is_followed_is_told_when_it_is_answered(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    add(data_dir, notice())
    follow(assistant, searches, "wacht", Question("nr. 499"), None)
    assert not any(news(assistant, searches))
    add(data_dir, replace(ships(), vraagnummer=notice().vraagnummer))
    (one,) = news(assistant, searches)
    assert [(change.publication.id, change.before) for change in one.answered] == [(ships().id, notice().id)]
    assert news_json([one])["searches"][0]["answered"][0]["before"] == notice().id  # type: ignore[index]
    assert "beantwoord: " in news_text([one])
    mark_seen(assistant, searches, [one], TODAY)
    assert not any(news(assistant, searches))


def test_a_publication_that_changes_is_told_as_changed(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    add(data_dir, ships())
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    add(data_dir, ships(answer="Er liggen vijftig schepen in de haven van Den Helder."))
    (one,) = news(assistant, searches)
    assert [change.publication.id for change in one.changed] == [ships().id]
    assert one.new == ()


def test_with_an_earlier_day_what_is_there_is_news(
    assistant: Assistant, searches: SavedSearches, data_dir: Path
) -> None:
    add(data_dir, ships())
    follow(assistant, searches, "schepen", Question(SHIPS), TODAY - timedelta(days=7))
    assert [hit.publication.id for hit in news(assistant, searches)[0].new] == [ships().id]


def test_searches_survive_and_are_removed_whole(assistant: Assistant, searches: SavedSearches, data_dir: Path) -> None:
    question = Question(SHIPS, filters=Filters(ontvangen_van=date(2020, 1, 1)), follow_ups=("en bij Defensie?",))
    searches.add("een", question, TODAY)
    searches.add("twee", Question("brood"), TODAY)
    Builder(data_dir, WordEncoder()).rebuild()
    again = SavedSearches(data_dir)
    assert [(one.name, one.question) for one in again.all()] == [("een", question), ("twee", Question("brood"))]
    with pytest.raises(UnknownIdError, match="drie"):
        again.remove(["een", "drie"])
    assert len(again.all()) == 2, "all or nothing"
    again.remove(["een"])
    assert [one.name for one in again.all()] == ["twee"]
    again.close()


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "schepen"])
def test_a_name_that_cannot_be_is_refused(name: str, searches: SavedSearches) -> None:
    searches.add("schepen", Question(SHIPS), TODAY)
    with pytest.raises(InputError):
        searches.add(name, Question(SHIPS), TODAY)


@pytest.mark.parametrize("between", [True, False], ids=["after a delay", "at once"])
def test_a_question_that_is_not_there_yet_is_told_when_it_is_answered(
    assistant: Assistant, searches: SavedSearches, data_dir: Path, between: bool
) -> None:
    number = "2024Z09876"
    follow(assistant, searches, "mijn vraag", Question(number), None)
    assert not any(news(assistant, searches))
    if between:
        add(data_dir, replace(notice(), vraagnummer=number))
        (one,) = news(assistant, searches)
        assert [hit.publication.id for hit in one.new] == [notice().id]
        mark_seen(assistant, searches, [one], TODAY)
        assert not any(news(assistant, searches))
    add(data_dir, replace(ships(), vraagnummer=number))
    (one,) = news(assistant, searches)
    told = [change.publication.id for change in one.answered] if between else [hit.publication.id for hit in one.new]
    assert told == [ships().id]
    mark_seen(assistant, searches, [one], TODAY)
    assert not any(news(assistant, searches))


def test_a_file_of_an_earlier_version_is_brought_up_to_date(data_dir: Path) -> None:
    data_dir.mkdir()
    old = Database(data_dir / FILE_NAME, name="-", way_out="-", migrations=MIGRATIONS[:1])
    with old.transaction() as db:
        db.execute("INSERT INTO searches (naam, vraag, sinds) VALUES ('oud', '{\"query\": \"brood\"}', '2024-01-01')")
    old.close()
    opened = SavedSearches(data_dir)
    assert [one.question for one in opened.all()] == [Question("brood")]
    assert opened.messages("oud", 10) == []
    opened.close()


def test_only_what_was_read_and_likely_answers_is_told(assistant: Assistant) -> None:
    """A word in common is no news where a reader looked: of what it did not look at, nothing is known."""
    answer = assistant.ask(Question("Hoeveel drones koopt het leger?"))
    first, second, third, *_ = answer.search.hits
    border = load_reader().quoted
    read = (replace(first, answers=border), replace(second, answers=border - 0.01), third)
    assert third.why.terms or second.why.terms or first.why.terms
    assert above_border(replace(answer, search=replace(answer.search, hits=read))) == [read[0]]
    assert above_border(answer) == [hit for hit in answer.search.hits if hit.why.terms]
    assert above_border(replace(answer, verdict=Verdict.NIET_GEVONDEN)) == []


TOLD = (0, 1, 2, 4)


def test_where_something_that_was_read_is_worth_telling_the_next_is_looked_at(
    assistant: Assistant, searches: SavedSearches, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = assistant.ask(Question("minister")).search
    likely = [replace(hit, answers=0.9 if n in TOLD else 0.1) for n, hit in enumerate(whole.hits)]

    def ask(question: Question, *, without: Collection[str]) -> Answer:
        """Reads two at a time."""
        left = [hit for hit in likely if hit.pair_id not in without]
        hits = (*left[:2], *(replace(hit, answers=None) for hit in left[2:]))
        answer = Assistant.ask(assistant, question)
        return replace(answer, verdict=Verdict.BEANTWOORD, search=replace(whole, hits=hits))

    monkeypatch.setattr(assistant, "ask", ask)
    searches.add("alles", Question("minister"), TODAY)
    (one,) = news(assistant, searches)
    assert [hit.pair_id for hit in one.new] == [likely[n].pair_id for n in TOLD]
    assert not one.is_cut
