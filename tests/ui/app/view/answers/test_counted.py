from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.store.filters import Filters
from index.values import Soort
from rag.export.words import subject_of
from rag.values import Counted, Per, Tally, What
from rag.values.counted import CatalogueQuestion
from tests.rag.export.write.test_counted_csv import ONE
from ui.app.view.answers.counted import chart_spec, listed_html


def counted(groups: int) -> Counted:
    rows = tuple(Tally(name=f"Naam {n}", count=n, filters=Filters()) for n in range(groups))
    wanted = CatalogueQuestion(what=What.GESTELD, filters=Filters(), per=Per.INDIENER)
    return Counted(wanted=wanted, sentence="", account=(), total=9, query="", filters=Filters(), rows=rows)


def test_a_chart_without_a_bar_for_each_group_says_so() -> None:
    all_of_them, some = chart_spec(counted(15)), chart_spec(counted(17))
    assert all_of_them is not None and "title" not in all_of_them
    assert some is not None and some["title"] == "De eerste 15 van 17; de tabel heeft alle"
    assert len(some["data"]["values"]) == 15


def test_what_is_counted_says_when_it_was_asked_and_when_answered() -> None:
    told = replace(ONE, ingezonden=date(2024, 1, 29), ontvangen=date(2024, 2, 16))
    html = listed_html(replace(counted(0), listed=(told,), total=1))
    assert "gesteld 29 januari 2024, beantwoord 16 februari 2024" in html
    late = replace(told, ingezonden=None, soort=Soort.MEDEDELING)
    assert "; uitgesteld 16 februari 2024" in listed_html(replace(counted(0), listed=(late,), total=1))


def test_what_is_counted_without_a_subject_is_known_by_its_first_question() -> None:
    words = "Bent u bekend met het bericht over de haven van Den Helder en de schepen daar, en wat vindt u?"
    bare = replace(ONE, publication_id="brief", nummer=None, vergaderjaar=None, onderwerp=None, eerste_vraag=words)
    bare = replace(bare, ingezonden=None, indieners=(), ministeries=())
    shown = "«Bent u bekend met het bericht over de haven van Den Helder en de …»"
    html = listed_html(replace(counted(0), listed=(bare,), total=1))
    assert f">{shown}</a></li>" in html, "nothing behind it, no colon"
    assert subject_of(bare) == shown
