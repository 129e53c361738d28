from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DataDirError, InputError
from index.harvest.compose import open_client
from index.harvest.http.cache import Cache, CachedDocument
from index.harvest.http.stop import Stop, StoppedError
from index.harvest.official.completeness import harvest_report
from index.harvest.official.records import Record
from index.harvest.official.state import YearState
from index.settings import load_settings
from tests.index.harvest.conftest import Oogst
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron, Server

LOCAL = {"sru_url": "http://127.0.0.1:9/sru", "documents_url": "http://localhost:9"}


# ---------------------------------------------------------------------- who asks, and how fast


def test_the_official_source_is_not_asked_without_a_contact(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="KAMERVRAGEN_HARVEST_CONTACT"),
        open_client(load_settings(cache_dir=tmp_path)),
    ):
        pass


@pytest.mark.parametrize(
    "contact", ["Jan", "jan@", "een naam jan@example.org", "jan@example.org\r\nX-Kop: 1", "ftp://x"]
)
def test_a_contact_must_be_an_address(contact: str, tmp_path: Path) -> None:
    settings = load_settings(cache_dir=tmp_path, harvest_contact=contact)
    with pytest.raises(InputError, match="e-mailadres of webadres"), open_client(settings):
        pass


@pytest.mark.parametrize("proxy", ["proxy.example:3128", "socks://proxy.example", "http://"])
def test_a_proxy_must_be_an_address_and_is_not_told(proxy: str, tmp_path: Path) -> None:
    settings = load_settings(cache_dir=tmp_path, harvest_contact="beheer@example.org", harvest_proxy=proxy)
    with pytest.raises(InputError, match="KAMERVRAGEN_HARVEST_PROXY") as told, open_client(settings):
        pass
    assert proxy.rpartition("/")[2] not in str(told.value) or proxy == "http://"


@pytest.mark.parametrize(
    ("given", "is_allowed"),
    [
        ({}, True),
        ({"harvest_requests": 5, "harvest_window_s": 30}, True),
        ({"harvest_requests": 1, "harvest_window_s": 3}, True),
        ({"harvest_requests": 11, "harvest_window_s": 33}, False),  # on average right, in a window of 30 s too many
        ({"harvest_requests": 10, "harvest_window_s": 20}, False),
        ({"harvest_requests": 100, "harvest_window_s": 1, **LOCAL}, True),
        ({"harvest_requests": 100, "harvest_window_s": 1, "sru_url": LOCAL["sru_url"]}, False),
    ],
)
def test_only_this_computer_may_be_asked_faster_than_the_stated_pace(
    given: dict[str, object], is_allowed: bool, tmp_path: Path
) -> None:
    settings = load_settings(cache_dir=tmp_path, harvest_contact="beheer@example.org", **given)
    if is_allowed:
        with open_client(settings):
            pass
    else:
        with pytest.raises(InputError, match="sneller dan de bron toestaat"), open_client(settings):
            pass


def test_the_client_says_who_asks(server: Server, bron: Bron, tmp_path: Path) -> None:
    bron.put(stuk(1))
    settings = load_settings(
        cache_dir=tmp_path,
        sru_url=f"{server.url}/sru",
        documents_url=server.url,
        harvest_contact="https://example.org/over",
    )
    with open_client(settings) as client:
        client.get(f"{server.url}/ah-tk-20232024-1.xml")
    agent = bron.seen[0].headers["user-agent"]
    assert agent.startswith("kamervragen/")
    assert "contact: https://example.org/over" in agent
    assert (tmp_path / "pace").is_dir()


# ---------------------------------------------------------------------- stopping


def test_a_stop_breaks_off_a_wait() -> None:
    stop = Stop()
    stop.sleep(0.01)
    stop.ask()
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        stop.sleep(60)
    assert time.monotonic() - begun < 5


# ---------------------------------------------------------------------- on disk

DOCUMENT = CachedDocument(
    id="ah-tk-20232024-7", gewijzigd="2024-02-20", vorm="xml", url="http://x/7.xml", body=b"<a/>\n\x00", etag='"7"'
)


@pytest.mark.parametrize(
    "publication_id", ["ah-tk-20232024-7", "ah-tk-20232024-7-h1", "ah-1151601", "kv-tk-2024z12345"]
)
def test_what_was_fetched_is_kept(publication_id: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    document = replace(DOCUMENT, id=publication_id)
    assert cache.get(publication_id) is None
    cache.put(document)
    assert Cache(tmp_path).get(publication_id) == document
    cache.put(replace(document, body=b"anders"))
    assert [path.is_file() for path in tmp_path.rglob("*.gz")] == [True]


@pytest.mark.parametrize("publication_id", ["../catalogue", "/etc/passwd", "..", "", "a/b", "AH-TK", "a\x00b"])
def test_an_id_never_names_a_place_elsewhere(publication_id: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "data")
    cache.put(replace(DOCUMENT, id=publication_id))
    assert cache.get(publication_id) is None
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"", lambda data: data[:20] + b"\x00" + data[21:]]
)
def test_a_damaged_file_is_as_good_as_none(damage: object, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(DOCUMENT)
    (path,) = tmp_path.rglob("*.gz")
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert cache.get(DOCUMENT.id) is None


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "bronnen").write_text("in the way")
    with pytest.raises(DataDirError, match="maak ruimte"):
        Cache(tmp_path).put(DOCUMENT)


# ---------------------------------------------------------------------- the account


def only_year(data_dir: Path) -> YearState:
    (year,) = harvest_report(data_dir).jaren
    return year


def test_gaps_in_the_numbers_of_a_whole_year_are_told(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in (2, 3, 7, 8, 10)))
    oogst.run()
    year = only_year(oogst.data_dir)
    assert year.gaten == ((1, 1), (4, 6), (9, 9))


def test_of_part_of_a_year_gaps_mean_nothing(oogst: Oogst, bron: Bron) -> None:
    from index.harvest.official.sru import id_slice

    bron.put(*(stuk(n) for n in (2, 7)))
    oogst.run(id_slice("ah-tk-20232024-7"))
    year = only_year(oogst.data_dir)
    assert (year.is_whole, year.gaten) == (False, ())


def test_without_a_harvest_the_account_is_empty(tmp_path: Path) -> None:
    assert harvest_report(tmp_path).jaren == ()


def test_a_record_knows_its_number_by_its_id_alone() -> None:
    record = Record(id="ah-ek-20192020-10")
    assert (record.kamer, record.vergaderjaar, record.nummer, record.gewijzigd) == ("ek", "2019-2020", 10, "")
    assert not record.is_aanhangsel
