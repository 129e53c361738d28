"""Tweede Kamer Open Data: asked page by page, read record by record, its faults told."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.errors import AddressError, HarvestError, ResponseError, UnavailableError
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.tweede_kamer.odata import OpenData, TkPage
from index.supplement.facts import Actor, TkDocument, is_zaaknummer
from tests.index.harvest.tk_server import Kamer, actor, document, guid, serving_kamer, zaak

LIMITS = Limits(connect_s=2, read_s=2, total_s=4, attempts=3, backoff_s=0.002, longest_backoff_s=0.01)


@pytest.fixture
def kamer() -> Kamer:
    return Kamer()


@pytest.fixture
def source(kamer: Kamer, tmp_path: Path) -> Iterator[OpenData]:
    with serving_kamer(kamer) as server:
        pace = Pace(tmp_path / "pace", rate=Rate(requests=5000, window_s=1))
        with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=LIMITS)) as client:
            yield OpenData(client, server.url)


def year_of(source: OpenData) -> tuple[list[TkDocument], list[TkPage]]:
    pages = list(source.year("2023-2024"))
    return [item for page in pages for item in page.documents], pages


# ---------------------------------------------------------------------- lists


@pytest.mark.parametrize("has_links", [True, False])
def test_a_year_is_listed_page_by_page_with_or_without_links(has_links: bool, kamer: Kamer, source: OpenData) -> None:
    kamer.documents = [document(n, zaak(n, actor("A.B. van der Molen", ActorFractie="ABC"))) for n in range(1, 26)]
    kamer.documents += [document(99, Vergaderjaar="2022-2023"), document(98, Soort="Motie")]
    random.Random(1).shuffle(kamer.documents)  # noqa: S311  # chance
    kamer.page_size, kamer.has_links = 10, has_links
    found, pages = year_of(source)
    assert sorted(item.aanhangselnummer or 0 for item in found) == list(range(1, 26))
    assert [page.rows for page in pages] == [10, 10, 5]
    assert {page.total for page in pages} == {25}
    assert len(kamer.seen) == 3
    assert all("Verwijderd eq false" in path for path in kamer.seen)
    (first, *_) = pages[0].zaken
    assert first.actoren == (
        Actor(relatie="Indiener", naam="A.B. van der Molen", fractie="ABC", functie="Tweede Kamerlid"),
    )


def test_numbers_are_asked_for_together_and_never_more_than_the_source_takes(kamer: Kamer, source: OpenData) -> None:
    kamer.documents = [document(n) for n in range(1, 60)]
    kamer.zaken = [zaak(n) for n in range(1, 60)]
    found = [d for page in source.numbered([("2023-2024", n) for n in range(1, 31)]) for d in page.documents]
    assert sorted(item.aanhangselnummer or 0 for item in found) == list(range(1, 31))
    assert len(kamer.seen) == 30 * 2 / 20  # both ways of writing each, twenty in a query
    zaken = [z.nummer for page in source.zaken([f"2024Z{n:05d}" for n in range(1, 31)]) for z in page.zaken]
    assert zaken == [f"2024Z{n:05d}" for n in range(1, 31)]
    assert kamer.asked("/Zaak") == 2


def test_a_quote_in_a_value_stays_in_the_value(kamer: Kamer, source: OpenData) -> None:
    kamer.zaken = [zaak(7, Nummer="X' or Verwijderd eq true or Nummer eq '"), zaak(8)]
    (page,) = source.zaken(["X' or Verwijderd eq true or Nummer eq '"])
    assert len(page.zaken) == 1
    assert "Nummer eq 'X'' or Verwijderd eq true or Nummer eq '''" in kamer.seen[0]


@pytest.mark.parametrize(
    ("fault", "error", "says"),
    [
        ("html", ResponseError, "webpagina in plaats van gegevens"),
        ("cut", ResponseError, "geen geldige JSON"),
        ("error", ResponseError, "The query is not valid"),
        ("list", ResponseError, "geen lijst"),
        ("no-list", ResponseError, "geen lijst"),
    ],
)
def test_a_response_that_is_no_list_is_told(
    fault: str, error: type[HarvestError], says: str, kamer: Kamer, source: OpenData
) -> None:
    kamer.faults = [fault]
    with pytest.raises(error, match=says):
        list(source.year("2023-2024"))


def test_passing_faults_are_tried_again_and_lasting_ones_told(kamer: Kamer, source: OpenData) -> None:
    kamer.documents = [document(1)]
    kamer.faults = ["429", "500"]
    assert len(year_of(source)[0]) == 1
    kamer.faults = ["500"] * 3
    with pytest.raises(UnavailableError, match="500"):
        list(source.year("2023-2024"))


@pytest.mark.parametrize(
    ("link", "error"),
    [("https://elders.example/OData?$skip=1", AddressError), ("?$skip=5", ResponseError)],
)
def test_a_link_elsewhere_or_in_a_circle_is_an_error(
    link: str, error: type[HarvestError], kamer: Kamer, source: OpenData
) -> None:
    kamer.documents = [document(1)]
    kamer.next_link = link
    with pytest.raises(error):
        list(source.year("2023-2024"))
    assert len(kamer.seen) <= 2


def test_a_file_that_the_source_lacks_is_not_asked_for_long(kamer: Kamer, source: OpenData) -> None:
    with pytest.raises(UnavailableError) as told:
        source.resource(TkDocument(id=guid(1), soort="Antwoord schriftelijke vragen"))
    assert told.value.status == 500
    assert kamer.asked("resource") == 2


# ---------------------------------------------------------------------- records


def test_what_cannot_be_used_is_skipped_and_counted(kamer: Kamer, source: OpenData) -> None:
    gone = actor("X. Weg", Verwijderd=True)
    kamer.documents = [
        document(1, zaak(1, gone, actor("Y. Blijft"), {"ActorNaam": "Z. Zonder"})),
        document(2, zaak(2, Verwijderd=True), zaak(3, Soort="Motie"), zaak(4, Nummer=None)),
        document(3, Kamer=1),
        document(4, Id=None),
        document(5, Id="../../x"),
        document(6, Zaak=None, DocumentActor=None, DatumOntvangst="gisteren", Aanhangselnummer=None, ContentType=7),
        document(7),
        document(7),
    ]
    found, pages = year_of(source)
    assert [item.aanhangselnummer for item in found] == [1, 2, None, 7]
    assert pages[0].skipped == {
        "verwijderde persoon bij een zaak of document": 1,
        "persoon zonder Relatie": 1,
        "verwijderde zaak": 1,
        "zaak van een andere soort": 1,
        "zaak zonder Nummer": 1,
        "document van de Eerste Kamer": 1,
        "document zonder Id of Soort": 2,
        "document dat twee keer voorkomt": 1,
    }
    assert pages[0].rows == 8
    (only,) = pages[0].zaken
    assert [person.naam for person in only.actoren] == ["Y. Blijft"]
    assert found[1].zaken == ()


def test_a_deleted_record_is_left_out_even_when_the_source_gives_it(kamer: Kamer, source: OpenData) -> None:
    kamer.documents = [document(1, Verwijderd=None), document(2)]
    kamer.documents[0]["Verwijderd"] = False
    (page,) = source.year("2023-2024")
    assert len(page.documents) == 2
    from index.harvest.tweede_kamer.odata import _read_document

    page = TkPage()
    for row in (document(1, Verwijderd=True), "geen record", None):
        _read_document(row, page)
    assert page.documents == []
    assert page.skipped == {"verwijderd document": 1, "document zonder gegevens": 2}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-12-23T00:00:00+01:00", date(2021, 12, 23)),
        ("2021-12-22T23:00:00Z", date(2021, 12, 23)),
        ("2024-06-30T22:00:00.1234567Z", date(2024, 7, 1)),
        ("2024-03-01T00:00:00", date(2024, 3, 1)),
        ("2024-03-01", date(2024, 3, 1)),
        ("gisteren", None),
        ("2024-02-30T00:00:00Z", None),
        (None, None),
        (20240301, None),
    ],
)
def test_a_day_is_that_of_the_netherlands(written: object, day: date | None, kamer: Kamer, source: OpenData) -> None:
    kamer.documents = [document(1, DatumOntvangst=written, Datum=None)]
    (found,), _ = year_of(source)
    assert found.ontvangen == day


# ---------------------------------------------------------------------- recorded


@pytest.mark.shared
def test_the_recorded_zaak_is_read(shared: Path, kamer: Kamer, source: OpenData) -> None:
    lines = (shared / "data/formats/tk_opendata/zaak_values_example.txt").read_text().splitlines()[1:]
    words: dict[str, Any] = {"None": None, "True": True, "False": False}
    row = {name: words.get(value, value) for name, _, value in (line.partition("\t") for line in lines)}
    assert {name for name in row if "@" not in name} - {"ZaakActor"} <= {
        *zaak(1),
        *("Citeertitel", "Alias", "Grondslagvoorhang", "HuidigeBehandelstatus", "GrootProject", "Kabinetsappreciatie"),
    }
    kamer.zaken = [json.loads(json.dumps(row))]
    (page,) = source.zaken([str(row["Nummer"])])
    (found,) = page.zaken
    assert is_zaaknummer(found.nummer)
    assert (found.nummer, found.gestart) == (row["Nummer"], date.fromisoformat(str(row["GestartOp"])[:10]))
    assert found.onderwerp == row["Onderwerp"]
    assert page.skipped == {}


@pytest.mark.shared
def test_the_fields_that_are_read_stand_in_the_published_schemas(shared: Path) -> None:
    folder = shared / "data/formats/tk_opendata/xsd"
    read = {
        "document": "soort documentNummer onderwerp datumOntvangst vergaderjaar kamer aanhangselnummer zaak",
        "zaak": "nummer soort onderwerp gestartOp",
        "zaakactor": "actorNaam actorFractie actorAfkorting functie relatie",
        "documentactor": "actorNaam actorFractie functie relatie",
    }
    for name, fields in read.items():
        schema = (folder / f"tkData-v1-0-{name}.xsd").read_text(encoding="utf-8-sig")
        for field in fields.split():
            assert f'name="{field}"' in schema, (name, field)


# ---------------------------------------------------------------------- another version of the service


FIELDS = ("Id", "Soort", "Nummer", "Vergaderjaar", "Verwijderd", "Aanhangselnummer", "Zaak", "DocumentActor")


def test_a_service_that_gives_no_people_within_documents_is_asked_for_them_apart(
    kamer: Kamer, source: OpenData
) -> None:
    zaken = [zaak(n, actor("A.B. van der Molen", ActorFractie="ABC")) for n in (1, 2)]
    kamer.documents, kamer.zaken = [document(n, item) for n, item in enumerate(zaken, start=1)], zaken
    whole, pages = year_of(source)
    kamer.is_flat, kamer.metadata = True, FIELDS
    apart, flat_pages = year_of(source)
    assert apart == whole
    assert [page.zaken for page in flat_pages] == [page.zaken for page in pages]
    assert kamer.asked("$metadata") == 1
    year_of(source)
    assert kamer.asked("$metadata") == 1, "once it knows, it asks so at once"


@pytest.mark.parametrize(
    ("fields", "is_first"),
    [
        (FIELDS, True),
        (tuple(name for name in FIELDS if name != "Aanhangselnummer"), False),
        ((), False),
    ],
)
def test_the_first_version_that_has_what_is_needed_is_asked(
    fields: tuple[str, ...], is_first: bool, tmp_path: Path
) -> None:
    new, old = Kamer(metadata=fields, documents=[document(1)]), Kamer(metadata=FIELDS, documents=[document(2)])
    with serving_kamer(new) as one, serving_kamer(old) as other:
        pace = Pace(tmp_path / "pace", rate=Rate(requests=5000, window_s=1))
        with closing(Client(addresses=[one.url, other.url], pace=pace, user_agent="proef", limits=LIMITS)) as client:
            source = OpenData(client, one.url, other.url)
            assert [item.aanhangselnummer for item in year_of(source)[0]] == [1 if is_first else 2]
            assert source.url == (one.url if is_first else other.url)
            year_of(source)
            assert new.asked("$metadata") == 1, "what was chosen stays chosen"


def test_when_no_version_answers_each_is_named(kamer: Kamer, tmp_path: Path) -> None:
    with serving_kamer(kamer) as server:
        pace = Pace(tmp_path / "pace", rate=Rate(requests=5000, window_s=1))
        with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=LIMITS)) as client:
            source = OpenData(client, server.url, f"{server.origin}/OData/v5")
            with pytest.raises(UnavailableError, match=r"v4/2\.0: beschrijft zichzelf niet.*v5: besch"):
                list(source.year("2023-2024"))


def test_a_service_that_lacks_a_field_is_told_by_name(kamer: Kamer, source: OpenData) -> None:
    kamer.is_flat, kamer.metadata = True, tuple(name for name in FIELDS if name != "Aanhangselnummer")
    with pytest.raises(ResponseError, match="kent van Document geen Aanhangselnummer"):
        list(source.numbered([("2023-2024", 7)]))


def test_renamed_and_empty_fields_are_read(kamer: Kamer, source: OpenData) -> None:
    renamed = document(7, DatumOntvangst=None)
    renamed["Nummer"] = renamed.pop("DocumentNummer")
    kamer.documents = [renamed]
    (found,), _ = year_of(source)
    assert (found.nummer, found.ontvangen) == ("2024D00007", date(2024, 2, 16))


def test_a_record_as_the_service_gave_one_is_read(kamer: Kamer, source: OpenData) -> None:
    """Its day of receipt is empty, its title too, and the file is a PDF."""
    given = document(411, DatumOntvangst=None, Titel=None, Citeertitel=None, Alias=None, KenmerkAfzender=None)
    given |= {"ContentType": "application/pdf", "ContentLength": 32_150, "Datum": "2024-04-24T00:00:00+02:00"}
    kamer.documents = [given, document(412, Organisatie="Eerste Kamer")]
    (found,), (page,) = year_of(source)
    assert (found.publication_id, found.ontvangen) == ("ah-tk-20232024-411", date(2024, 4, 24))
    assert page.skipped == {"document van de Eerste Kamer": 1}


def test_a_file_is_found_where_another_version_keeps_it(kamer: Kamer, source: OpenData) -> None:
    kamer.documents, kamer.files_at, kamer.files = [document(7)], "Resource({})/Content", {guid(7): b"brief"}
    (found,), _ = year_of(source)
    assert source.resource(found).body == b"brief"
