from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ResponseError
from index.harvest.official.check import ELEMENTS, FIELDS
from index.harvest.official.fetch import FORMS, forms_of, is_full, read_document
from index.harvest.official.records import Record, element_names, field_names, read_page
from index.values import Soort
from tests.index.harvest.documents import EK, record, stuk
from tests.index.harvest.server import NAMESPACES

URL = "http://sru.example.org/sru"


def response(
    records: str = "", rest: str = "<sru:numberOfRecords>1</sru:numberOfRecords>", declared: str = NAMESPACES
) -> bytes:
    return (
        f"<sru:searchRetrieveResponse {declared}><sru:version>2.0</sru:version>{rest}"
        f"<sru:records>{records}</sru:records></sru:searchRetrieveResponse>"
    ).encode()


def test_a_record_gives_what_the_readers_need() -> None:
    item = stuk(12, soort="Mededeling", status="Onopgemaakt", vormen=("pdf",))
    (found,) = read_page(URL, response(record(item, URL, 1))).records
    assert found.id == "ah-tk-20232024-12"
    assert (found.kamer, found.vergaderjaar, found.nummer) == ("tk", "2023-2024", 12)
    assert (found.soort, found.status) == ("Mededeling", "Onopgemaakt")
    assert found.gewijzigd == item.gewijzigd
    assert set(found.adressen) == {"pdf", "metadata"}
    assert found.is_aanhangsel
    metadata = found.metadata()
    assert metadata.soort is Soort.MEDEDELING
    assert metadata.ontvangen == item.dag
    assert Record.from_json(found.to_json()) == found


def test_prefixes_do_not_matter() -> None:
    plain = response(record(stuk(1), URL, 1))
    other = (
        plain.replace(b"sru:", b"")
        .replace(b"xmlns:sru", b"xmlns")
        .replace(b"dcterms", b"dt")
        .replace(b"xmlns:o=", b"xmlns:w=")
    )
    other = other.replace(b"<o:", b"<w:").replace(b"</o:", b"</w:")
    other = other.replace(
        b'xmlns="http://docs.oasis-open.org/ns/search-ws/Response"',
        b'xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"',
    )
    assert read_page(URL, other).records[0].velden == read_page(URL, plain).records[0].velden


def test_the_same_names_in_another_namespace_are_something_else() -> None:
    with pytest.raises(ResponseError, match="geen SRU-antwoord"):
        read_page(URL, response().replace(b"search-ws/sruResponse", b"search-ws/other"))


@pytest.mark.parametrize(
    ("item", "kamer"),
    [
        (stuk(3), "tk"),
        (stuk(3, kamer=EK), "ek"),
        (stuk(3, kamer=""), "tk"),
    ],
)
def test_the_chambers_are_told_apart(item: object, kamer: str) -> None:
    (found,) = read_page(URL, response(record(item, URL, 1))).records  # type: ignore[arg-type]
    assert found.kamer == kamer


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("", "zonder aantal"),
        ("<sru:numberOfRecords>veel</sru:numberOfRecords>", "zonder aantal"),
        (f"<sru:numberOfRecords>{2**63}</sru:numberOfRecords>", "zonder aantal"),
        (
            "<sru:numberOfRecords>9</sru:numberOfRecords><sru:diagnostics><diag:diagnostic><diag:message>SEARCH-IGNOREDQTEXT"
            "</diag:message></diag:diagnostic></sru:diagnostics>",
            "SEARCH-IGNOREDQTEXT",
        ),
        ("<diag:diagnostics><diag:diagnostic/></diag:diagnostics>", "zonder uitleg"),
    ],
)
def test_a_fault_inside_a_good_answer_is_an_error(rest: str, says: str) -> None:
    with pytest.raises(ResponseError, match=says):
        read_page(URL, response(record(stuk(1), URL, 1), rest))


@pytest.mark.parametrize("data", [b"", b"<html><body>503</body></html>", b"\x1f\x8b", b"<a>", b"{}"])
def test_anything_else_is_an_error(data: bytes) -> None:
    with pytest.raises(ResponseError, match="geen SRU-antwoord"):
        read_page(URL, data)


def test_a_record_that_cannot_be_read_is_named_and_the_others_stay() -> None:
    reason = "<diag:diagnostic><diag:message>weg</diag:message></diag:diagnostic>"
    broken = f"<sru:record><sru:recordData>{reason}</sru:recordData></sru:record>"
    nameless = record(stuk(2), URL, 1).replace("<dcterms:identifier>ah-tk-20232024-2</dcterms:identifier>", "")
    page = read_page(URL, response(record(stuk(1), URL, 1) + broken + nameless))
    assert [found.id for found in page.records] == ["ah-tk-20232024-1"]
    assert ["weg" in page.problems[0], "geen identifier" in page.problems[1]] == [True, True]


@pytest.mark.shared
def test_recorded_responses_are_read(shared: Path) -> None:
    formats = shared / "data" / "formats"
    page = read_page(URL, (formats / "plooi" / "oep_module" / "sru.xml").read_bytes())
    assert (page.total, len(page.records), page.next, page.problems) == (76, 10, 11, ())
    three = read_page(URL, (formats / "plooi" / "sru_response_3records.xml").read_bytes())
    (found,) = [found for found in three.records if found.is_aanhangsel]
    assert found.id == "ah-tk-20202021-3235"
    assert (found.kamer, found.vergaderjaar, found.nummer, found.soort) == ("tk", "2020-2021", 3235, "Antwoord")
    assert found.gewijzigd == "2021-07-22T13:03:34.3574627+02:00"
    assert found.status == "Opgemaakt na onopgemaakt"
    assert {"xml", "html", "odt", "pdf"} <= set(found.adressen)
    assert len(found.metadata().indieners) == 3
    with pytest.raises(ResponseError, match="mismatched input"):
        read_page(URL, (formats / "sru" / "diagnostic_invalid_query.xml").read_bytes())


@pytest.mark.shared
@pytest.mark.parametrize("vorm", list(FORMS))
def test_every_recorded_form_of_a_real_publication_is_read_by_its_record(vorm: str, shared: Path) -> None:
    plooi = shared / "data" / "formats" / "plooi"
    page = read_page(URL, (plooi / "sru_response_3records.xml").read_bytes())
    (found,) = [found for found in page.records if found.is_aanhangsel]
    body = (plooi / found.id / f"{found.id}.{vorm}").read_bytes()
    assert forms_of(found) == ["xml", "html", "odt", "pdf"]
    reading, reden = read_document(found, vorm, f"https://zoek.officielebekendmakingen.nl/{found.id}.{vorm}", body)
    assert reading is not None, reden
    assert is_full(reading)
    assert reading.publicatie is not None
    assert (reading.publicatie.id, reading.publicatie.nummer, len(reading.publicatie.paren)) == (found.id, "3235", 9)
    assert reading.publicatie.vraagnummer == found.first_of("vraagnummer")


@pytest.mark.shared
def test_the_trial_knows_everything_that_was_recorded(shared: Path) -> None:
    plooi = shared / "data" / "formats" / "plooi"
    for name in ("oep_module/sru.xml", "sru_response_3records.xml"):
        assert set(field_names((plooi / name).read_bytes())) <= FIELDS
    recorded = set(element_names((plooi / "ah-tk-20202021-3235" / "ah-tk-20202021-3235.xml").read_bytes()))
    assert recorded <= ELEMENTS
