from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.values import Publication, Soort
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, shown

Ingest = Callable[[Sequence[Publication]], None]


@pytest.fixture
def timed(ingest: Ingest) -> None:
    """An answer in time, one that was late, and a notice that nothing answered."""
    ingest(
        [
            replace(publication, ingezonden=date(2024, 1, 8))
            for publication in (
                make_publication(1, ministeries=["Defensie"], ontvangen=date(2024, 1, 22)),
                make_publication(2, ministeries=["Financiën"], ontvangen=date(2024, 3, 8)),
                make_publication(
                    3,
                    soort=Soort.MEDEDELING,
                    mededeling="Het antwoord volgt later.",
                    ministeries=["Financiën"],
                    onderwerp="de <b>accijns</b>",
                    ontvangen=date(2024, 1, 29),
                ),
            )
        ]
    )


def test_it_counts_per_ministry_and_names_what_is_open_and_late(timed: None, open_page: OpenPage) -> None:
    app = open_page("termijnen")
    html = shown(app)
    assert "2 antwoorden, waarvan 50% binnen drie weken" in html
    row = html.partition('<th scope="row">Defensie</th>')[2].partition("</tr>")[0]
    assert row.startswith(f"<td>1</td><td>{22 - 8}</td>") and "<td>100%</td>" in row
    assert "de &lt;b&gt;accijns&lt;/b&gt;" in html and "te laat" not in html  # the answer may be elsewhere
    assert html.index("een antwoord dat er niet in staat telt als open") < html.index('<th scope="row">')
    assert [button.label for button in app.get("download_button")] == ["Tabel als CSV"]


def test_filters_and_groups_stand_in_the_address(timed: None, open_page: OpenPage) -> None:
    app = open_page("termijnen", ministerie="Defensie", per="jaar")
    assert '<th scope="row">2024</th>' in shown(app)
    assert app.multiselect(key="termijnen_ministeries").value == ["Defensie"]
    app.multiselect(key="termijnen_ministeries").set_value(["Financiën"])
    html = shown(app.run())
    assert "1 antwoord, waarvan 0% binnen drie weken" in html
    assert (app.query_params["ministerie"], app.query_params["per"]) == ("Financiën", "jaar")


def test_nothing_within_the_filters_is_said_so_and_an_unknown_group_is_named(timed: None, open_page: OpenPage) -> None:
    app = open_page("termijnen", ministerie="Toverij", per="maan")
    html = shown(app)
    assert "Geen antwoorden en geen open vragen binnen deze filters." in html
    assert "per &#x27;maan&#x27; bestaat niet" in html
    assert not app.get("download_button")


def test_an_error_while_counting_is_told_without_a_traceback(
    timed: None, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> object:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr("index.store.catalogue.Catalogue.sent", fail)
    html = shown(open_page("termijnen"))
    assert "Er ging iets mis" in html and "geheim" not in html
