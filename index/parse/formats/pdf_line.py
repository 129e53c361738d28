"""A line of a PDF: its characters with their place and size, its raised numbers, its wide gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FOOTER_LINE = re.compile(
    r"^\s*(?:(?:ah|kv|kst|h)-[\w-]+|ISSN\b.*|[’'‘`]\s?s-?Gravenhage.*|(?:Tweede|Eerste)\sKamer,\svergaderjaar.*"
    r"|(?:Pagina\s\d{1,3}|\d{1,3})(?:\s(?:van|/)\s\d{1,3})?)\s*$"
)
"""A line of the foot of the page itself. Example: "Pagina 2 van 3"; not: "1Kamerstuk 36 410"."""
_WIDE = 1.5
"""A gap that is wider than this many times the size parts two columns; justified words stay nearer."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character with the place of its origin and its size, in points; white space has no place of its own."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


@dataclass(slots=True)
class PdfLine:
    """Text at one height, from left to right."""

    size: float
    y: float
    begin: float
    end: float
    runs: list[tuple[str, bool]] = field(default_factory=list)
    """(text, whether it is raised) in order."""
    _cuts: list[tuple[int, float, float]] = field(default_factory=list)
    """(run that begins behind a wide gap, its place, where the text before it ends)."""

    def add(self, text: str, *, raised: bool = False) -> None:
        """Add text to the last run, or as a new one."""
        if self.runs and self.runs[-1][1] == raised:
            self.runs[-1] = (self.runs[-1][0] + text, raised)
        else:
            self.runs.append((text, raised))

    def put(self, character: Character, *, raised: bool) -> None:
        """Add a character at its place."""
        if self.runs and character.x - self.end > _WIDE * max(self.size, character.size):
            self._cuts.append((len(self.runs), character.x, self.end))
            self.runs.append((character.text, raised))
        else:
            self.add(character.text, raised=raised)
        self.end = character.x + 0.5 * character.size

    def raise_all(self, character: Character) -> None:
        """What the line has so far is raised: its height is that of the character that follows."""
        self.runs = [(self.text, True)]
        self._cuts = []
        self.size, self.y = character.size, character.y

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(text for text, _ in self.runs)

    @property
    def filled(self) -> int:
        """How many characters it has."""
        return len(self.text.strip())

    def pieces(self) -> list[PdfLine]:
        """The line cut at its wide gaps."""
        begins = [(0, self.begin), *((run, x) for run, x, _ in self._cuts)]
        run_ends = [run for run, _, _ in self._cuts] + [len(self.runs)]
        ends = [end for _, _, end in self._cuts] + [self.end]
        return [
            PdfLine(size=self.size, y=self.y, begin=x, end=end, runs=self.runs[run:run_end])
            for (run, x), run_end, end in zip(begins, run_ends, ends, strict=True)
        ]
