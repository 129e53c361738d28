from __future__ import annotations

import io
import json
import os
import time
import zipfile

import pytest

from index.sources.limits import MIB
from index.values import Reading
from ui.app.jobs.uploads import (
    MAX_FILE_BYTES,
    MAX_FILES,
    WITHOUT_DOCUMENT,
    Upload,
    check,
    read_uploads,
    safe_name,
)


def jsonl(publication_id: str) -> bytes:
    pair = {"vragen": [{"nummer": 1, "tekst": "Is het water schoon?"}], "antwoord": "Ja, het water is schoon."}
    return json.dumps({"id": publication_id, "paren": [pair]}).encode()


def hang_or_die(name: str, data: bytes) -> list[Reading]:
    if name == "hangt.xml":
        time.sleep(60)
    if name == "sterft.xml":
        os._exit(1)
    return [Reading(bron=name, fout="gelezen")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../etc/passwd.xml", "passwd.xml"),
        ("C:\\Windows\\system32\\a.docx", "a.docx"),
        ("/etc/shadow.txt", "shadow.txt"),
        ("a\x00b\n\u202etxt.xml", "abtxt.xml"),
        ("...", "naamloos"),
        ("", "naamloos"),
        ("x" * 400 + ".xml", "x" * 146 + ".xml"),
    ],
)
def test_a_name_is_its_last_part_without_controls(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("virus.exe", b"MZ", "dit soort bestand"),
        ("geen-achtervoegsel", b"x", "dit soort bestand"),
        ("leeg.xml", b"", "leeg"),
        ("groot.xml", b"x" * (MAX_FILE_BYTES + 1), "hoogstens"),
    ],
)
def test_what_may_not_be_read_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    accepted, refused = check([Upload(name=name, data=data), Upload(name="goed.xml", data=b"<x/>")])
    assert [upload.name for upload in accepted] == ["goed.xml"]
    ((refused_name, why),) = refused
    assert refused_name == name
    assert reason in why


def test_no_more_files_than_allowed_are_taken_at_once() -> None:
    accepted, refused = check([Upload(name=f"{n}.xml", data=b"x") for n in range(MAX_FILES + 2)])
    assert (len(accepted), len(refused)) == (MAX_FILES, 2)


def test_files_are_read_in_a_process_apart_and_hostile_ones_fail_alone() -> None:
    bomb, escape = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.xml", b"\0" * (20 * MIB))
    with zipfile.ZipFile(escape, "w") as archive:
        archive.writestr("../../buiten.xml", "<a/>")
    entities = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]>'
        b"<a>" + b"&c;" * 1000 + b"</a>"
    )
    readings = list(
        read_uploads(
            [
                Upload(name="map/goed.jsonl", data=jsonl("goed-1")),
                Upload(name="bom.zip", data=bomb.getvalue()),
                Upload(name="buiten.zip", data=escape.getvalue()),
                Upload(name="entiteiten.xml", data=entities),
                Upload(name="virus.exe", data=b"MZ"),
                Upload(name="ook-goed.jsonl", data=jsonl("goed-2")),
            ]
        )
    )
    assert [reading.publicatie.id for reading in readings if reading.publicatie] == ["goed-1", "goed-2"]
    failed = {reading.bron: reading.fout or "" for reading in readings if reading.fout}
    assert "dit soort bestand" in failed["virus.exe"]
    assert any("samengeperst" in why for why in failed.values())
    assert any("buiten het archief" in why for why in failed.values())
    assert any(name.startswith("entiteiten") for name in failed)


def test_a_file_that_hangs_or_brings_its_reader_down_is_one_failure() -> None:
    names = ["een.xml", "sterft.xml", "twee.xml", "hangt.xml", "drie.xml"]
    readings = list(read_uploads([Upload(name=name, data=b"x") for name in names], read=hang_or_die, timeout_s=5))
    assert [reading.bron for reading in readings] == names
    failed = {reading.bron: reading.fout or "" for reading in readings}
    assert "geheugen" in failed["sterft.xml"]
    assert "langer dan 5 seconden" in failed["hangt.xml"]
    assert {failed[name] for name in ("een.xml", "twee.xml", "drie.xml")} == {"gelezen"}


METADATA = b"""<metadata_gegevens><metadata name="DC.identifier" content="ah-tk-20232024-7"/>
<metadata name="OVERHEIDop.vraagnummer" content="2024Z00007"/></metadata_gegevens>"""
PAGE = "Vraag 1\nIs het water van de sloot schoon?\n\nAntwoord 1\nJa, het water van de sloot is schoon."


def test_metadata_go_with_their_document_and_are_else_passed_over() -> None:
    document = Upload(name="ah-tk-20232024-7.txt", data=PAGE.encode())
    other = Upload(name="nieuw.jsonl", data=jsonl("nieuw-1"))
    metadata = Upload(name="metadata.xml", data=METADATA)
    (read,) = read_uploads([metadata, document])
    assert read.publicatie is not None
    assert (read.publicatie.id, read.publicatie.vraagnummer) == ("ah-tk-20232024-7", "2024Z00007")
    kept, left = read_uploads([metadata, other])
    assert kept.publicatie is not None and kept.publicatie.id == "nieuw-1"
    assert left.is_passed_over and left.fout == WITHOUT_DOCUMENT
    (alone,) = read_uploads([metadata])
    assert not alone.is_passed_over and alone.fout == WITHOUT_DOCUMENT
