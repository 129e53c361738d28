"""The trial of Tweede Kamer Open Data: what is new is named, what lacks is told, both ways of asking are tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.tweede_kamer.check import check_tk
from index.harvest.tweede_kamer.odata import NEEDED, OpenData
from tests.index.harvest.tk_server import Kamer, actor, document, serving_kamer, zaak

READ = ("Onderwerp", "Datum", "DatumOntvangst", "ContentType", "Zaak", "DocumentActor")


@pytest.fixture
def kamer() -> Kamer:
    zaken = [zaak(n, actor("A.B. van der Molen", ActorFractie="ABC")) for n in range(1, 8)]
    documents = [document(n, item, DatumOntvangst=None) for n, item in enumerate(zaken, start=1)]
    return Kamer(documents=documents, zaken=zaken, page_size=4, metadata=(*NEEDED, *READ))


@pytest.fixture
def source(kamer: Kamer, tmp_path: Path) -> Iterator[OpenData]:
    with serving_kamer(kamer) as server:
        pace = Pace(tmp_path / "pace", rate=Rate(requests=5000, window_s=1))
        limits = Limits(attempts=2, backoff_s=0.01)
        with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=limits)) as client:
            yield OpenData(client, server.url)


def test_the_fields_that_the_service_describes_are_compared_with_those_that_are_read(
    kamer: Kamer, source: OpenData
) -> None:
    kamer.metadata = (*NEEDED, *(name for name in READ if name != "DatumOntvangst"), "Nieuw")
    remarks = "\n".join(map(str, check_tk(source, "2023-2024").remarks))
    assert "alleen bekende, gevonden is Nieuw" in remarks
    assert "niet: DatumOntvangst" in remarks
    assert kamer.asked("$metadata") == 1


def test_a_field_that_cannot_be_done_without_is_a_deviation(kamer: Kamer, source: OpenData) -> None:
    kamer.metadata = tuple(name for name in (*NEEDED, *READ) if name != "Aanhangselnummer")
    assert "niet: Aanhangselnummer" in "\n".join(map(str, check_tk(source, "2023-2024").deviations))


@pytest.mark.parametrize("is_flat", [False, True])
def test_the_second_page_and_the_way_of_asking_for_people_are_told(
    is_flat: bool, kamer: Kamer, source: OpenData
) -> None:
    kamer.is_flat = is_flat
    seen = "\n".join(map(str, check_tk(source, "2023-2024").seen))
    assert "tweede pagina: verwacht was andere documenten, gevonden is 3 andere" in seen
    assert ("apart gevraagd" if is_flat else "komen mee") in seen
