from __future__ import annotations

from index.store.filters import Filters
from rag.values import Counted, Per, Tally, What
from rag.values.counted import CatalogueQuestion
from ui.app.view.answers.counted import chart_spec


def counted(groups: int) -> Counted:
    rows = tuple(Tally(name=f"Naam {n}", count=n, filters=Filters()) for n in range(groups))
    wanted = CatalogueQuestion(what=What.GESTELD, filters=Filters(), per=Per.INDIENER)
    return Counted(wanted=wanted, sentence="", account=(), total=9, query="", filters=Filters(), rows=rows)


def test_a_chart_without_a_bar_for_each_group_says_so() -> None:
    all_of_them, some = chart_spec(counted(15)), chart_spec(counted(17))
    assert all_of_them is not None and "title" not in all_of_them
    assert some is not None and some["title"] == "De eerste 15 van 17; de tabel heeft alle"
    assert len(some["data"]["values"]) == 15
