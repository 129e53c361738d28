"""What an ingest came to: counts, what each file was read as with its doubts, what failed, what was dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.values import Vorm


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What a report keeps of an input that was read: not the publication, of which there may be ninety thousand."""

    bron: str
    vorm: Vorm
    id: str
    twijfels: tuple[str, ...]
    restant: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Report:
    """What an ingest came to; `to_json` is the contract of `ingest --json`.

    Attributes:
        passed_over: files that are no publication and no failure either, each with what it is.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicate: int = 0
    pairs: int = 0
    passages: int = 0
    seconds: float = 0.0
    failed: list[tuple[str, str]] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def to_json(self) -> dict[str, object]:
        """The contract, with the doubts of the reader and what was dropped for a richer form."""
        return {
            "publications": {
                "new": self.new,
                "changed": self.changed,
                "unchanged": self.unchanged,
                "duplicate": self.duplicate,
            },
            "pairs": self.pairs,
            "passages": self.passages,
            "failed": [{"path": path, "error": error} for path, error in self.failed],
            "seconds": round(self.seconds, 2),
            "files": [
                {
                    "path": file.bron,
                    "read_as": file.vorm.value,
                    "id": file.id,
                    "doubts": list(file.twijfels),
                    "left_over": list(file.restant),
                }
                for file in self.files
            ],
            "dropped": [{"path": path, "reason": reason} for path, reason in self.dropped],
            "passed_over": [{"path": path, "reason": reason} for path, reason in self.passed_over],
        }
