"""The entry point: whole inputs, several forms of one publication, hostile and broken files."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from index.parse.inputs import read_bytes
from index.parse.read import read_paths
from index.sources.limits import TEXT_BYTES
from index.values import Reading, Vorm

TEKST = (
    "AH 90070\n2024Z90070\nAntwoord van minister Dekkers (Defensie) (ontvangen 2 april 2024)\n"
    "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\nVraag 2\nWaarom?\nAntwoord 2\nDaarom.\n"
)
XML = (
    "<officiele-publicatie><kamervragen><kamervraagnummer>90071</kamervraagnummer><vraag><nr>Vraag"
    " 1</nr><al>A?</al></vraag>"
    "<antwoord><nr>Antwoord 1</nr><al>{}</al></antwoord></kamervragen></officiele-publicatie>"
)


def pak(delen: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam, inhoud)
    return buffer.getvalue()


def fout(reading: Reading) -> str:
    assert reading.fout is not None
    return reading.fout


def test_a_folder_is_read_in_the_order_of_its_paths_and_goes_on_past_bad_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(TEKST)
    (tmp_path / "a.xml").write_text(XML.format("Ja."))
    (tmp_path / "c.bin").write_bytes(bytes(range(32)) * 20)
    (tmp_path / "d.txt").write_text("")
    (tmp_path / ".verborgen").write_text("x")
    readings = list(read_paths([tmp_path]))
    assert [Path(reading.bron).name for reading in readings] == ["a.xml", "2.txt", "c.bin", "d.txt"]
    assert [reading.vorm for reading in readings] == [Vorm.XML, Vorm.TEKST, None, None]
    assert list(read_paths([tmp_path], jobs=2)) == readings


def test_the_format_is_told_from_the_content_not_the_name(tmp_path: Path) -> None:
    (tmp_path / "eigenlijk-xml.pdf").write_text(XML.format("Ja."))
    (reading,) = read_paths([tmp_path])
    assert reading.vorm is Vorm.XML


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("leeg.txt", b"", "leeg"),
        ("wit.txt", b" \n\n ", "leeg"),
        ("verhaal.txt", b"Dit is een verhaal. Hoe gaat het?\n\nGoed hoor.", "geen publicatie"),
        (
            "kst.xml",
            b"<officiele-publicatie><kamerstuk><al>Tekst</al></kamerstuk></officiele-publicatie>",
            "geen publicatie",
        ),
        ("foto.png", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "DOCX"),
        ("nul.bin", b"\x00" * 999, "onbekend binair formaat"),
        ("stuk.xml", b"<officiele-publicatie><kamervragen><vraag>", "geen geldige XML"),
        ("stuk.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "PDF"),
        ("stuk.docx", pak({"word/document.xml": "<a/>"})[:40], "beschadigd ZIP"),
        ("leeg.zip", pak({}), "geen leesbare bestanden"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # a ZIP holds the time at which it was made
)
def test_what_cannot_be_read_says_why_in_one_line(naam: str, inhoud: bytes, melding: str) -> None:
    (reading,) = read_bytes(naam, inhoud)
    assert melding in fout(reading)
    assert fout(reading).startswith(f"{naam}: ")
    assert "\n" not in fout(reading)


def test_a_missing_path_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    readings = list(read_paths([tmp_path / "weg", tmp_path / "leeg"]))
    assert "bestaat niet" in fout(readings[1])
    assert "geen leesbare bestanden" in fout(readings[0])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    pad = tmp_path / "dicht.txt"
    pad.write_text(TEKST)
    pad.chmod(0)
    (reading,) = read_paths([pad])
    assert "rechten" in fout(reading)


def test_an_archive_gives_its_members_and_their_metadata() -> None:
    metadata = (
        '<metadata_gegevens><metadata name="DC.identifier" content="ah-tk-20232024-90071"/>'
        '<metadata name="OVERHEIDop.vraagnummer" content="2024Z90071"/></metadata_gegevens>'
    )
    data = pak({"p/metadata.xml": metadata, "p/ah-tk-20232024-90071.xml": XML.format("Ja."), "q/los.txt": TEKST})
    readings = read_bytes("bundel.zip", data)
    assert [reading.bron for reading in readings] == ["bundel.zip!p/ah-tk-20232024-90071.xml", "bundel.zip!q/los.txt"]
    eerste, tweede = (reading.publicatie for reading in readings)
    assert eerste is not None
    assert eerste.vraagnummer == "2024Z90071"
    assert tweede is not None
    assert tweede.vraagnummer == "2024Z90070"


def test_hostile_archives_are_refused_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = pak({"../../weg.xml": XML.format("Ja."), "/abs.xml": XML.format("Ja."), "ok.xml": XML.format("Ja.")})
    readings = read_bytes("x.zip", data)
    assert [reading.publicatie is None for reading in readings] == [True, True, False]
    assert "buiten het archief" in fout(readings[0])
    (reading,) = read_bytes("bom.zip", pak({"a.txt": b"\0" * 30_000_000}))
    assert "ZIP-bom" in fout(reading)
    (reading,) = read_bytes("dieper.zip", pak({"in.zip": pak({"a.xml": XML.format("Ja.")})}))
    assert "ZIP in een ZIP" in fout(reading)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY x "&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_never_expanded(doctype: str) -> None:
    (reading,) = read_bytes("x.xml", (doctype + XML.format("&x;")).encode())
    assert "entiteiten" in fout(reading)


def test_an_external_dtd_is_not_fetched() -> None:
    (reading,) = read_bytes(
        "x.xml", ('<!DOCTYPE a SYSTEM "http://voorbeeld.invalid/a.dtd">' + XML.format("Ja.")).encode()
    )
    assert reading.publicatie is not None


def test_deep_xml_fails_clearly() -> None:
    (reading,) = read_bytes("x.xml", b"<kamervragen>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</kamervragen>")
    assert "geen geldige XML" in fout(reading)


def test_far_too_much_text_fails_at_once(tmp_path: Path) -> None:
    pad = tmp_path / "groot.txt"
    with pad.open("wb") as bestand:
        bestand.write(b"Vraag 1\nA?\nAntwoord 1\nJa.\n" * 200)
        bestand.truncate(200_000_000)
    begin = time.process_time()
    (reading,) = read_paths([pad])
    assert "te groot" in fout(reading)
    assert time.process_time() - begin < 2
    (reading,) = read_bytes("veel.txt", b"Vraag 1\nA?\nAntwoord 1\nJa.\n" * 40_000)
    assert "te groot" in fout(reading)
    assert TEXT_BYTES > 40_000 * 26


def test_a_locked_pdf_and_a_scan_are_named() -> None:
    from pypdf import PdfWriter

    schrijver = PdfWriter()
    schrijver.add_blank_page(200, 200)
    scan = io.BytesIO()
    schrijver.write(scan)
    (reading,) = read_bytes("scan.pdf", scan.getvalue())
    assert "geen tekstlaag" in fout(reading)
    schrijver.encrypt("geheim")
    slot = io.BytesIO()
    schrijver.write(slot)
    (reading,) = read_bytes("slot.pdf", slot.getvalue())
    assert "wachtwoord" in fout(reading)


def test_a_list_of_something_else_among_publications_is_passed_over_and_by_itself_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "antwoord.txt").write_text(TEKST, encoding="utf-8")
    index = tmp_path / "index.jsonl"
    index.write_text('{"file": "antwoord.txt", "title": "Vlag"}\n{"file": "b.txt"}\n', encoding="utf-8")
    answer, listed = read_paths([tmp_path])
    assert answer.publicatie is not None
    assert listed.is_passed_over
    assert "geen van de 2 regels is een publicatie" in fout(listed)
    _, named = read_paths([tmp_path / "antwoord.txt", index])
    assert not named.is_passed_over, "who names a file wants it read"
    (alone,) = read_bytes("index.jsonl", index.read_bytes())
    assert not alone.is_passed_over
    index.write_text('{"file": "antwoord.txt"}\n{"paren": []}\n', encoding="utf-8")
    assert not list(read_paths([tmp_path]))[1].is_passed_over, "a publication that is not well written"
