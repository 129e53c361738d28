from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from index.errors import InputError, ResponseError, UnavailableError
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.http.tape import Response
from index.harvest.official.sru import (
    LAST_RECORD,
    Slice,
    Sru,
    all_years,
    changed_slice,
    clause,
    day_slices,
    id_slice,
    parse_day,
    year_slice,
)
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron, Server, serving

TODAY = date(2024, 12, 1)


@pytest.fixture
def bron() -> Bron:
    return Bron()


@pytest.fixture
def server(bron: Bron) -> Iterator[Server]:
    with serving(bron) as server:
        yield server


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Iterator[Client]:
    pace = Pace(tmp_path / "pace", rate=Rate(requests=10_000, window_s=1))
    limits = Limits(attempts=2, backoff_s=0.01)
    with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=limits)) as client:
        yield client


@pytest.fixture
def sru(client: Client, server: Server) -> Sru:
    return Sru(client, f"{server.url}/sru", page_size=100, today=TODAY)


def ids_of(sru: Sru, part: Slice) -> list[str]:
    return [record.id for page in sru.pages(part) for record in page.records]


def starts(bron: Bron) -> list[int]:
    return [int(parse_qs(urlsplit(path).query)["startRecord"][0]) for path in bron.paths("/sru")]


def test_the_query_asks_for_the_type_with_every_value_in_quotes() -> None:
    assert year_slice("2023-2024").query == (
        'c.product-area=="officielepublicaties" AND dt.type=="Aanhangsel van de Handelingen"'
        ' AND w.vergaderjaar=="2023-2024"'
    )
    assert changed_slice(date(2026, 10, 1)).query.endswith(' AND dt.modified>="2026-10-01"')
    assert id_slice("AH-TK-20232024-01068").query.endswith(' AND dt.identifier=="ah-tk-20232024-1068"')


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: clause("w.vergaderjaar", 'x" OR "1'), "aanhalingstekens"),
        (lambda: clause("w.vergaderjaar", "x\ny"), "aanhalingstekens"),
        (lambda: parse_day("2025-02-30", "--van"), "bestaat niet"),
        (lambda: parse_day("30-01-2025", "--van"), "2024-01-31"),
        (lambda: parse_day("2025-1-1", "--tot"), "--tot"),
        (lambda: parse_day("", "--tot"), "--tot"),
        (lambda: year_slice("2023-2025"), "2023-2024"),
        (lambda: year_slice("2023"), "2023-2024"),
        (lambda: day_slices(date(2024, 2, 1), date(2024, 1, 1)), "later dan"),
        (lambda: id_slice("kst-36100-4"), "geen id"),
        (lambda: id_slice("kv-tk-2024Z18441"), "geen id"),
        (lambda: id_slice('ah-tk-20232024-1" OR'), "geen id"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_it_is_sent(call: Callable[[], object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        call()


def test_days_are_cut_by_month() -> None:
    parts = day_slices(date(2023, 12, 15), date(2024, 3, 1))
    assert [part.naam for part in parts] == [
        "2023-12-15..2023-12-31",
        "2024-01-01..2024-01-31",
        "2024-02-01..2024-02-29",
        "2024-03-01..2024-03-01",
    ]
    assert parts[3].query.endswith(' AND dt.date>="2024-03-01" AND dt.date<="2024-03-01"')


def test_all_years_begin_in_1994() -> None:
    names = [part.naam for part in all_years(TODAY)]
    assert (names[0], names[-1], len(names)) == ("2024-2025", "1994-1995", 31)


def test_halves_are_the_whole_without_overlap() -> None:
    part = day_slices(date(2024, 1, 1), date(2024, 1, 31))[0]
    earlier, later = part.halves(TODAY) or pytest.fail("no halves")
    assert earlier.bounds[0][2] is not None
    assert later.bounds[0][1] == earlier.bounds[0][2] + timedelta(days=1)
    assert (earlier.bounds[0][1], later.bounds[0][2]) == (date(2024, 1, 1), date(2024, 1, 31))
    assert day_slices(date(2024, 1, 1), date(2024, 1, 1))[0].halves(TODAY) is None
    one_day = Slice(naam="x", soort="gewijzigd", bounds=(("dt.modified", TODAY, TODAY),))
    assert [bound[0] for bound in (one_day.halves(TODAY) or pytest.fail("no halves"))[0].bounds] == [
        "dt.modified",
        "dt.date",
    ]


def test_paging_goes_by_the_next_position_until_there_is_none(sru: Sru, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 251)))
    bron.put(*(stuk(n, jaar="2022-2023") for n in range(1, 9)))
    assert ids_of(sru, year_slice("2023-2024")) == [f"ah-tk-20232024-{n}" for n in range(1, 251)]
    assert starts(bron) == [1, 101, 201]
    assert ids_of(sru, year_slice("2001-2002")) == []


@pytest.mark.parametrize("estimate", [-100, -3, 7, 400])
def test_the_count_is_an_estimate(estimate: int, sru: Sru, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 251)))
    bron.estimate = estimate
    assert len(ids_of(sru, year_slice("2023-2024"))) == 250
    assert sru.count(year_slice("2023-2024")) == 250 + estimate


def test_the_limit_is_that_of_the_source() -> None:
    assert LAST_RECORD == 9_999


@pytest.mark.parametrize("estimate", [0, -250])
def test_no_query_passes_the_limit_and_nothing_is_missed(estimate: int, client: Client, server: Server) -> None:
    bron = server.bron
    bron.put(*(stuk(n) for n in range(1, 701)))
    bron.last_record = 499
    bron.estimate = estimate  # too low: the limit shows only while paging
    sru = Sru(client, f"{server.url}/sru", page_size=100, last_record=499, today=TODAY)
    assert set(ids_of(sru, year_slice("2023-2024"))) == set(bron.items)
    asked = [parse_qs(urlsplit(path).query) for path in bron.paths("/sru")]
    assert max(int(q["startRecord"][0]) + int(q["maximumRecords"][0]) - 1 for q in asked) <= 499
    assert all(seen.status == 200 for seen in bron.seen)


def test_a_day_that_is_too_full_is_an_error(sru: Sru, bron: Bron) -> None:
    bron.put(*(stuk(n, dag=date(2024, 1, 1)) for n in range(1, 10)))
    bron.estimate = 10_000
    with pytest.raises(ResponseError, match="van één dag"):
        ids_of(sru, day_slices(date(2024, 1, 1), date(2024, 1, 1))[0])


def test_a_position_beyond_the_limit_is_never_asked(sru: Sru, bron: Bron) -> None:
    with pytest.raises(ResponseError, match="10000"):
        sru.page(year_slice("2023-2024").query, 10_000)
    assert bron.seen == []


def test_a_date_that_the_source_ignores_is_noticed_though_records_come(sru: Sru, bron: Bron) -> None:
    bron.put(stuk(1))
    with pytest.raises(ResponseError, match="SEARCH-IGNOREDQTEXT"):
        sru.page('c.product-area=="officielepublicaties" AND dt.date>="2025-02-30"')


def test_a_value_without_quotes_is_a_fault_that_is_noticed(sru: Sru) -> None:
    with pytest.raises(ResponseError, match="mismatched input"):
        sru.page("dt.type==Aanhangsel van de Handelingen")


def test_a_source_that_sends_back_is_not_followed_for_ever(sru: Sru, bron: Bron, server: Server) -> None:
    bron.put(*(stuk(n) for n in range(1, 5)))
    _, page = sru.read(year_slice("2023-2024").query)
    again = page.replace(b"</sru:records>", b"</sru:records><sru:nextRecordPosition>1</sru:nextRecordPosition>")
    bron.replies["/sru"] = (200, {"Content-Type": "application/xml"}, again)
    with pytest.raises(ResponseError, match="verwijst de bron terug"):
        ids_of(sru, year_slice("2023-2024"))


@pytest.mark.parametrize(("empty", "is_enough"), [(4, True), (5, False)])
def test_an_answer_with_nothing_in_it_is_asked_for_again(
    bron: Bron, sru: Sru, client: Client, monkeypatch: pytest.MonkeyPatch, empty: int, is_enough: bool
) -> None:
    """A source that is too busy gives 200 without a number: that is no empty list."""
    bron.put(*(stuk(n) for n in range(1, 6)))
    nothing = b'<s:searchRetrieveResponse xmlns:s="http://docs.oasis-open.org/ns/search-ws/sruResponse"/>'
    given, waited = iter([nothing] * empty), []
    get = client.get

    def ask(url: str, **values: Any) -> Response:
        answer = get(url, **values)
        return replace(answer, body=next(given, answer.body))

    monkeypatch.setattr(client, "get", ask)
    monkeypatch.setattr(client, "back_off", waited.append)
    if is_enough:
        assert len(sru.page(year_slice("2023-2024").query).records) == 5
    else:
        with pytest.raises(UnavailableError, match="overbelast, na 5 pogingen"):
            sru.page(year_slice("2023-2024").query)
    assert waited == [1, 2, 3, 4]
