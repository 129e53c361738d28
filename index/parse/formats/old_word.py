"""Text of RTF, and of Word documents of before 2007, which only a converter on this machine can read."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import UnreadableError
from index.parse.lines.normalise import squeeze
from index.sources.limits import LEESTIJD_S

_NOOT = re.compile(r"\{\s*(?:\\\*)?\s*\\footnote\b")
"""Start of a footnote in RTF, which stands where it is referred to."""
_NOOTTEKEN = re.compile(r"\\chftn\b ?")
_TEKEN_VOOR_NOOT = re.compile(r"\{\\super\s*\\chftn\s*\}|\\chftn\b ?")
_ACCOLADE = re.compile(r"\\[{}\\]|[{}]")
_UITWEG = "sla het op als DOCX, of installeer antiword of LibreOffice op deze computer"


def rtf_text(data: bytes) -> str:
    """Text of an RTF document, its footnotes as "[n]" lines at the end.

    Raises:
        UnreadableError: not RTF as far as it goes.
    """
    source = data.decode("latin-1")
    notes: list[str] = []
    pieces: list[str] = []
    position = 0
    for match in _NOOT.finditer(source):
        if match.start() < position:
            continue
        end = _end_of_group(source, match.start())
        notes.append(_TEKEN_VOOR_NOOT.sub("", source[match.end() : end - 1]))
        pieces.extend((_NOOTTEKEN.sub("", source[position : match.start()]), f"[{len(notes)}]"))
        position = end
    pieces.append(source[position:])
    try:
        text = _plain("".join(pieces))
        ends = [f"[{n}] {squeeze(_plain(f'{_NIEUW}{note}}}'))}" for n, note in enumerate(notes, start=1)]
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise UnreadableError(f"beschadigd RTF-document; {_UITWEG}") from error
    return "\n".join([text, *ends])


_NIEUW = r"{\rtf1 "


def _plain(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(rtf, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _end_of_group(source: str, start: int) -> int:
    """The position after the group that begins at a brace."""
    depth = 0
    for match in _ACCOLADE.finditer(source, start):
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
        raise UnreadableError(f"oud of met een wachtwoord beveiligd Word-bestand; {_UITWEG}")
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
            raise UnreadableError(f"LibreOffice kan dit Word-bestand niet lezen; {_UITWEG}")
        return made.read_text(encoding="utf-8-sig", errors="replace")


def _run(command: list[str], folder: str) -> str:
    """What a converter writes; it has no input, its own home and a limit to its time."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - a converter found on the path, with a file of our own naming
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LEESTIJD_S / 2,
            cwd=folder,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(f"{name} kan dit Word-bestand niet lezen; {_UITWEG}") from error
    if done.returncode:
        raise UnreadableError(f"{name} kan dit Word-bestand niet lezen; {_UITWEG}")
    return done.stdout.decode("utf-8", errors="replace")
