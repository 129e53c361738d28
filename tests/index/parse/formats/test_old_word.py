"""RTF is read with its footnotes; an old Word document by a converter on the machine, or not at all and then why."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.parse.inputs import read_bytes
from index.values import Vorm

REGELS = (
    r"Vragen van het lid Aalders (ABC) aan de Minister van Defensie over vlaggen (ingezonden 3 juni 2024).",
    r"Antwoord van Minister Berg (Defensie) (ontvangen 21 juni 2024).",
    r"Vraag 1",
    r"Is het caf\'e9 open?{\super\chftn {\footnote \pard\plain {\super\chftn } De Courant, 3 mei {\i 2024}.}}",
    r"Antwoord 1",
    r"Ja.",
)
RTF = (r"{\rtf1\ansi\ansicpg1252 " + r"\par ".join(REGELS) + "}").encode()
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_rtf_is_read_with_its_footnotes_apart() -> None:
    (reading,) = read_bytes("brief.rtf", RTF)
    assert reading.publicatie is not None, reading.fout
    assert reading.vorm is Vorm.RTF
    (pair,) = reading.publicatie.paren
    assert (pair.vragen[0].tekst, pair.antwoord) == ("Is het café open?", "Ja.")
    assert [note.tekst for note in pair.voetnoten] == ["De Courant, 3 mei 2024."]


def test_an_old_word_document_without_a_converter_says_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (reading,) = read_bytes("brief.doc", DOC)
    assert reading.fout is not None
    assert "sla het op als DOCX, of installeer antiword of LibreOffice" in reading.fout


@pytest.mark.parametrize(("code", "works"), [(0, True), (1, False)])
def test_an_old_word_document_is_read_by_antiword(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, works: bool
) -> None:
    text = "\n".join(REGELS[:3]) + "\nIs het open?\nAntwoord 1\nJa.\n"
    converter = tmp_path / "antiword"
    converter.write_text(f"#!/bin/sh\ncat <<'END'\n{text}END\nexit {code}\n", encoding="utf-8")
    converter.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (reading,) = read_bytes("brief.doc", DOC)
    if works:
        assert reading.publicatie is not None, reading.fout
        assert (reading.vorm, reading.publicatie.paren[0].antwoord) == (Vorm.DOC, "Ja.")
    else:
        assert reading.fout is not None
        assert "antiword kan dit Word-bestand niet lezen" in reading.fout


def test_a_broken_rtf_document_fails_with_a_reason() -> None:
    (reading,) = read_bytes("brief.rtf", rb"{\rtf1 {\footnote {{{ \'zz")
    assert reading.fout is not None
    assert "Error" not in reading.fout
