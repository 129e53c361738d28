"""Reads a gold set and gathers what is wrong with it, so that it can be mended in one go; writes files whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import InputError, why


@dataclass(slots=True)
class Problems:
    """What is wrong with a gold set."""

    found: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int | None, text: str) -> None:
        """Notes a problem; `line` counts from 1."""
        self.found.append(f"{path}{f':{line}' if line else ''}: {text}")

    def raise_any(self, folder: Path, advice: str = "") -> None:
        """Raises an InputError of what was found, if anything."""
        if self.found:
            count = f"{len(self.found)} {'problemen' if len(self.found) > 1 else 'probleem'}"
            lines = "\n  ".join(self.found)
            raise InputError(
                f"de gouden set {folder} heeft {count}:\n  {lines}{f'{chr(10)}{advice}' if advice else ''}"
            )


def numbered_lines(path: Path, problems: Problems) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, from 1; a byte order mark and Windows line ends do no harm."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problems.add(path, None, "bestaat niet")
        return
    except OSError as error:
        problems.add(path, None, f"is niet te lezen: {why(error)}")
        return
    except UnicodeDecodeError as error:
        problems.add(path, None, f"is geen UTF-8 (byte {error.start}); sla het op als UTF-8")
        return
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines would split inside JSON strings
        if line.strip():
            yield number, line.rstrip("\r")


def write_text(path: Path, text: str) -> None:
    """Writes aside and renames, so that nobody ever sees half a file; an InputError where it cannot be written."""
    write_lines(path, [text])


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """The same for lines that are made while they are written."""
    try:
        if path.exists() and not path.is_file():  # /dev/null, a pipe: not to be replaced by a file
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), lines)  # a link stays a link
    except OSError as error:
        raise InputError(f"kan {path} niet schrijven ({why(error)}); kies een ander bestand") from error


def is_read_only(path: Path) -> bool:
    """Whether nobody may write an existing file or folder, whatever this process could do."""
    return path.exists() and not path.stat().st_mode & 0o222


def _replace(path: Path, lines: Iterable[str]) -> None:
    if is_read_only(path):  # renaming would take its place all the same
        raise OSError(errno.EROFS, "alleen-lezen", str(path))
    scratch = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with scratch.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
