"""Text of RTF, and of Word documents of before 2007, which only a converter on this machine can read."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import UnreadableError
from index.parse.lines.normalise import squeeze
from index.sources.limits import READING_TIME_S

_FOOTNOTE = re.compile(r"\{\s*+(?:\\\*\s*+)?\\footnote\b")
"""Start of a footnote in RTF, which stands where it is referred to."""
_NOTE_MARK = re.compile(r"\\chftn\b ?")
_MARK_BEFORE_NOTE = re.compile(r"\{\\super\s*\\chftn\s*\}|\\chftn\b ?")
_BRACE = re.compile(r"\\[{}\\]|[{}]")
_WAY_OUT = "sla het op als DOCX, of installeer antiword of LibreOffice op deze computer"


def rtf_text(data: bytes) -> str:
    """Text of an RTF document, its footnotes as "[n]" lines at the end; an UnreadableError as far as it is not RTF."""
    source = data.decode("latin-1")
    notes: list[str] = []
    pieces: list[str] = []
    position = 0
    for match in _FOOTNOTE.finditer(source):
        if match.start() < position:
            continue
        end = _end_of_group(source, match.start())
        notes.append(_MARK_BEFORE_NOTE.sub("", source[match.end() : end - 1]))
        pieces.extend((_NOTE_MARK.sub("", source[position : match.start()]), f"[{len(notes)}]"))
        position = end
    pieces.append(source[position:])
    try:
        text = _plain("".join(pieces))
        ends = [f"[{n}] {squeeze(_plain(f'{_RTF_START}{note}}}'))}" for n, note in enumerate(notes, start=1)]
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise UnreadableError(f"beschadigd RTF-document; {_WAY_OUT}") from error
    return "\n".join([text, *ends])


_RTF_START = r"{\rtf1 "


def _plain(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(rtf, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _end_of_group(source: str, start: int) -> int:
    """The position after the group that begins at a brace."""
    depth = 0
    for match in _BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(source)


def doc_text(data: bytes) -> str:
    """Text of an old Word document, by antiword or LibreOffice.

    Raises:
        UnreadableError: neither is on this machine, or it cannot read the document.
    """
    antiword = shutil.which("antiword")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if antiword is None and office is None:
        raise UnreadableError(f"oud of met een wachtwoord beveiligd Word-bestand; {_WAY_OUT}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stuk.doc"
        path.write_bytes(data)
        if antiword:
            return _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(path)], folder)
        _run(
            [str(office), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(path)],
            folder,
        )
        made = path.with_suffix(".txt")
        if not made.is_file():
            raise UnreadableError(f"LibreOffice kan dit Word-bestand niet lezen; {_WAY_OUT}")
        return made.read_text(encoding="utf-8-sig", errors="replace")


def _run(command: list[str], folder: str) -> str:
    """What a converter writes; it has no input, its own home and a limit to its time."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - a converter found on the path, with a file of our own naming
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=READING_TIME_S / 2,
            cwd=folder,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableError(f"{name} kan dit Word-bestand niet lezen; {_WAY_OUT}") from error
    return done.stdout.decode("utf-8", errors="replace")
