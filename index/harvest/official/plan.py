"""What a harvest is asked to do, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from index.harvest.official.sru import Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to harvest.

    Attributes:
        slices: what to list.
        limit: fetch at most so many publications.
        retry_failed: also fetch again what failed before, in any slice.
        kamers: the chambers whose publications are fetched; others are listed and skipped.
        is_list_kept: an unfinished slice that was listed within a day is not listed again.
    """

    slices: tuple[Slice, ...] = ()
    limit: int | None = None
    retry_failed: bool = False
    kamers: frozenset[str] = frozenset({"tk"})
    is_list_kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedHarvest:
    """What a slice would come to: the count of the source (an estimate), and what is in the corpus already."""

    naam: str
    schatting: int
    gehaald: int

    @property
    def te_doen(self) -> int:
        """How many are still to be fetched."""
        return max(0, self.schatting - self.gehaald)


@dataclass(slots=True, kw_only=True)
class RunTally:
    """What every run over a source comes to.

    Attributes:
        left: what is still to be fetched.
        failed: (id, reason).
        notices: what a person should look at.
        is_stopped: broken off on request; the next run goes on.
    """

    left: int = 0
    seconds: float = 0.0
    failed: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    is_stopped: bool = False

    def to_json(self) -> dict[str, object]:
        """What `harvest --json` prints of the run: every count under its name, what failed with the reason."""
        values: dict[str, object] = {one.name: getattr(self, one.name) for one in fields(self)}
        failed = [{"id": publication_id, "error": reason} for publication_id, reason in self.failed]
        return values | {"failed": failed, "seconds": round(self.seconds, 1), "stopped": values.pop("is_stopped")}


@dataclass(slots=True, kw_only=True)
class HarvestTally(RunTally):
    """What a harvest came to.

    Attributes:
        listed: publications in the slices that were listed in this run.
        new, changed, unchanged: of the publications fetched.
        replaced: fetched, but a richer or later form of the same publication is in the corpus.
        gone: ids that the source no longer lists.
    """

    listed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    replaced: int = 0
    skipped: int = 0
    pairs: int = 0
    gone: list[str] = field(default_factory=list)

    @property
    def fetched(self) -> int:
        """Publications that were fetched and read."""
        return self.new + self.changed + self.unchanged + self.replaced

    def to_json(self) -> dict[str, object]:
        """The counts, with those that were fetched together."""
        return RunTally.to_json(self) | {"fetched": self.fetched}


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestStep:
    """How far a harvest is, told while it runs.

    Attributes:
        phase: `lijst`, `ophalen` or `opnemen`.
        done, total: publications; the total is that of this run.
        current: the slice or publication at hand.
        per_minute: publications a minute, None before the first.
    """

    phase: str
    done: int
    total: int
    current: str
    per_minute: float | None = None
    left_s: float | None = None
