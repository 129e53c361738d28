"""Reads a file line by line and collects what is wrong with it, so that a user can mend everything in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import InputError


@dataclass(slots=True)
class Problems:
    """What is wrong with a gold set."""

    found: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int | None, text: str) -> None:
        """Notes a problem; `line` counts from 1."""
        self.found.append(f"{path}{f':{line}' if line else ''}: {text}")

    def raise_any(self, folder: Path, advice: str = "") -> None:
        """Raises what was found.

        Raises:
            InputError: anything was found.
        """
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
        problems.add(path, None, f"is niet te lezen: {error.strerror}")
        return
    except UnicodeDecodeError as error:
        problems.add(path, None, f"is geen UTF-8 (byte {error.start}); sla het op als UTF-8")
        return
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines would split inside JSON strings
        if line.strip():
            yield number, line.rstrip("\r")
