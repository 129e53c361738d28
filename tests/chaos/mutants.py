"""Files of every format, damaged at random: each is read, or refused with a reason, within bounds."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from index.errors import KamervragenError
from index.parse.inputs import read_bytes
from index.sample import sample_dir
from index.sources.apart import SeparateProcess
from tests.index.parse.formats.test_tables import docx, odt

RTF = (
    rb"{\rtf1\ansi Vragen van het lid A (B) aan de Minister van Defensie (ingezonden 3 juni 2021).\par "
    rb"Antwoord van Minister C (Defensie) (ontvangen 5 juni 2021).\par Vraag 1\par Kunt u dat?\par "
    rb"Antwoord 1\par Ja.{\footnote 1 Noot.}\par}"
)
LINES = (
    "Vragen van het lid A (B) aan de Minister van Defensie over x (ingezonden 3 juni 2021).",
    "Antwoord van Minister C (Defensie) (ontvangen 5 juni 2021).",
)
ROWS = (("Nr.", "Vraag", "Antwoord"), ("1", "Kunt u dat?", "Ja."))
SPLICES = (
    b"<",
    b">",
    b"&#x110000;",
    b"]]>",
    b"\x00",
    b"\xff\xfe",
    b"PK\x03\x04",
    b"%%EOF",
    b"\n" * 50,
    b"{" * 50,
    b'"',
    b"1",
)
TIMEOUT_S = 20.0
BARE = re.compile(r"onverwachte inhoud|\b[A-Z]\w*(?:Error|Exception)\b")
"""What a reason is not. Example: "ValueError"; not: "Error -3", as a library says it of a damaged archive."""


def originals() -> list[tuple[str, bytes]]:
    """A file of every format, and archives of them."""
    read = [(path.name, path.read_bytes()) for path in sorted(sample_dir().rglob("*")) if path.is_file()]
    made = [("tabel.docx", docx(LINES, ROWS)), ("tabel.odt", odt(LINES, ROWS)), ("brief.rtf", RTF)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in read[:3]:
            archive.writestr(name, data)
    return [*read, *made, ("alles.zip", packed.getvalue())]


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, the formats in turn."""
    chance = Random(seed)  # noqa: S311  # repeatable, not secret
    by_format: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in originals():
        by_format.setdefault(Path(name).suffix, []).append((name, data))
    for n in range(count):
        files = list(by_format.values())[n % len(by_format)]
        name, data = chance.choice(files)
        for _ in range(chance.choice((1, 1, 2, 8))):
            data = _damaged(data, chance)
        yield name, _repacked(name, data, chance)


def outcome(name: str, data: bytes) -> str:
    """`read` or the reason; runs in the process apart.

    Raises:
        Exception: what nobody expects.
    """
    begun = time.process_time()
    try:
        readings = read_bytes(name, data)
    except KamervragenError as error:
        readings, told = [], str(error)
    else:
        told = next((reading.fout for reading in readings if reading.fout), None) or "read"
    if time.process_time() - begun > TIMEOUT_S:
        raise TimeoutError(f"{name}: {time.process_time() - begun:.1f} s")
    if BARE.search(told):
        raise AssertionError(f"{name}: {told}")
    return "read" if told == "read" else "refused"


def judged(files: Iterator[tuple[str, bytes]], apart: SeparateProcess) -> Iterator[tuple[str, str]]:
    """The format of each with what became of it: `read`, `refused`, or what went wrong."""
    for name, data in files:
        try:
            told = apart.run(outcome, name, data)
        except Exception as error:
            told = f"WRONG {name} ({len(data)} bytes): {type(error).__name__}: {error}"
        yield Path(name).suffix, told


def _damaged(data: bytes, chance: Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 3, 20, 400))
    kind = chance.randrange(6)
    if kind == 0:
        return (
            data[:at]
            + bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at : at + length])
            + data[at + length :]
        )
    if kind == 1:
        return data[:at] + data[at + length :]
    if kind == 2:
        return data[: max(at, 1)]
    if kind == 3:
        return data[:at] + data[at : at + length] * chance.choice((2, 50)) + data[at + length :]
    if kind == 4:
        there = chance.randrange(len(data) + 1)
        return data[:at] + data[there : there + length] + data[at:]
    return data[:at] + chance.choice(SPLICES) + data[at:]


def _repacked(name: str, data: bytes, chance: Random) -> bytes:
    """Every other office document is damaged within: else nearly all that is tried is the archive around it."""
    if Path(name).suffix not in (".docx", ".odt", ".zip") or chance.random() < 0.5:
        return data
    original = next(content for other, content in originals() if other == name)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as sound, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        members = sound.namelist()
        hit = chance.choice(members)
        for member in members:
            content = sound.read(member)
            archive.writestr(member, _damaged(content, chance) if member == hit else content)
    return packed.getvalue()
