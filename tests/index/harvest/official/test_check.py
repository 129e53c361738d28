from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.official.check import Trial, check_source
from index.harvest.official.sru import Sru, year_slice
from tests.index.harvest.conftest import fetched
from tests.index.harvest.documents import stuk, xml_body
from tests.index.harvest.server import Bron, Server

YEAR = year_slice("2023-2024")
EMPTY = (
    b'<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse">'
    b"<version>2.0</version></searchRetrieveResponse>"
)
"""How an overloaded source answers, with HTTP status 200."""


@pytest.fixture
def trial(server: Server, tmp_path: Path) -> Iterator[object]:
    pace = Pace(tmp_path / "pace", rate=Rate(requests=10_000, window_s=1))
    limits = Limits(attempts=2, backoff_s=0.01)
    with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=limits)) as client:
        sru = Sru(client, f"{server.url}/sru", today=date(2024, 12, 1))
        yield lambda: check_source(client, sru, server.url, YEAR)


def deviations(trial: Trial) -> str:
    return "\n".join(map(str, trial.deviations))


def test_a_source_as_described_has_no_deviations(trial: object, bron: Bron) -> None:
    bron.put(*(stuk(n, soort="Mededeling" if n % 5 == 0 else "Antwoord") for n in range(1, 151)))
    bron.put(stuk(1, jaar="1998-1999"))
    found: Trial = trial()  # type: ignore[operator]
    assert deviations(found) == ""
    assert len(fetched(bron.paths())) == 6, "five documents, and one of them as HTML too"
    seen = "\n".join(map(str, found.seen))
    for kind in ("tweede pagina", "zoeken op datum", "zoeken op wijziging", "oud jaar", ".html", "mededeling"):
        assert kind in seen
    assert found.lines()[0].split() == ["oordeel", "wat", "verwacht", "gezien"]
    assert "geen afwijkingen" in found.lines()[-1]
    assert found.to_json()["ok"] is True


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "ah-tk-20232024-999"}, "aanhangselnummer 999"),
        ({"extra": {"xml": b"<html><body>nieuw</body></html>"}}, "html in plaats van xml"),
        ({"extra": {"xml": xml_body(stuk(4))}}, "ah-tk-20232024-4 in plaats van"),
    ],
)
def test_what_a_harvest_would_fail_on_is_a_deviation(
    change: dict[str, object], told: str, trial: object, bron: Bron
) -> None:
    bron.put(stuk(1), stuk(2), replace(stuk(3), **change))  # type: ignore[arg-type]
    found: Trial = trial()  # type: ignore[operator]
    assert told in deviations(found)
    assert any(line.startswith("AFWIJKING") for line in found.lines())
    assert "meld ze voor u begint" in found.lines()[-1]
    assert found.to_json()["ok"] is False


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"soort": "Reactie"}, "waarden van subrubriek, gevonden is Reactie"),
        ({"status": "Concept"}, "Concept"),
        ({"kamer": "Verenigde Vergadering"}, "Verenigde Vergadering"),
        ({"vormen": ("xml", "html", "epub")}, "epub"),
        ({"gewijzigd": ""}, "een tijdstip van wijziging"),
        ({"extra": {"xml": xml_body(stuk(3)).replace(b"<al>", b"<alinea>").replace(b"</al>", b"</alinea>")}}, "alinea"),
    ],
)
def test_what_a_harvest_gets_past_is_named_and_stops_nothing(
    change: dict[str, object], told: str, trial: object, bron: Bron
) -> None:
    bron.put(stuk(1), stuk(2), replace(stuk(3), **change), stuk(1, jaar="1998-1999"))  # type: ignore[arg-type]
    found: Trial = trial()  # type: ignore[operator]
    assert deviations(found) == ""
    assert told in "\n".join(map(str, found.remarks))
    assert any(line.startswith("let op") for line in found.lines())
    assert "de oogst kan beginnen" in found.lines()[-1]
    assert found.to_json()["ok"] is True


def test_old_publications_under_another_type_are_counted(trial: object, bron: Bron) -> None:
    bron.put(stuk(1), *(stuk(n, jaar="1998-1999", typen=("Kamervragen zonder antwoord",)) for n in (1, 2)))
    found: Trial = trial()  # type: ignore[operator]
    assert deviations(found) == ""
    assert "0 op soort, en 2 op naam alleen: die haalt de oogst ook op" in "\n".join(map(str, found.seen))


def test_another_kind_of_answer_is_told(trial: object, bron: Bron) -> None:
    item = stuk(1)
    bron.put(item, stuk(1, jaar="1998-1999"))
    bron.replies[f"/{item.id}.xml"] = (200, {"Content-Type": "text/plain"}, xml_body(item))
    found: Trial = trial()  # type: ignore[operator]
    assert "text/plain" in "\n".join(map(str, found.remarks)), "the harvest goes by what the bytes are"
    bron.redirects[f"/{item.id}.xml"] = f"/nieuw/{item.id}.xml"
    bron.replies.clear()
    assert "HTTP 200" in deviations(trial())  # type: ignore[operator]


def test_a_search_that_no_longer_reports_faults_is_told(trial: object, bron: Bron) -> None:
    bron.put(stuk(1))
    (page,) = [xml_body(stuk(1))]
    bron.replies["/sru"] = (200, {"Content-Type": "application/xml"}, page)
    told = deviations_or_error(trial)
    assert "geen SRU-antwoord" in told


def deviations_or_error(trial: object) -> str:
    try:
        return deviations(trial())  # type: ignore[operator]
    except Exception as error:
        return str(error)


def test_a_source_that_is_overloaded_for_a_moment_or_takes_in_records_meanwhile_is_no_deviation(
    trial: object, bron: Bron
) -> None:
    bron.put(*(stuk(n) for n in range(3, 151)), stuk(1, jaar="1998-1999"))
    lists = iter(range(1, 1000))

    def on_request(path: str) -> None:
        bron.replies.clear()
        if path != "/sru":
            return
        number = next(lists)
        if number == 1:
            bron.replies["/sru"] = (200, {"Content-Type": "application/xml"}, EMPTY)
        elif number == 3:
            bron.put(stuk(1), stuk(2))

    bron.on_request = on_request
    found: Trial = trial()  # type: ignore[operator]
    assert deviations(found) == ""
    assert "de lijst schoof intussen op" in "\n".join(map(str, found.remarks))
