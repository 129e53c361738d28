"""Tells how complete the harvest is: per parliamentary year what was listed, what became of it, which numbers lack."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyCorpusError
from index.harvest.official.state import HarvestState, YearState


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """The whole account of the harvest in a data directory."""

    jaren: tuple[YearState, ...] = ()
    mislukt: tuple[tuple[str, str], ...] = ()
    overgeslagen: tuple[tuple[str, int], ...] = ()
    verdwenen: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As `status --json` prints it under "harvest"."""
        return {
            "vergaderjaren": [jaar.to_json() for jaar in self.jaren],
            "mislukt": [{"id": publication_id, "reden": reden} for publication_id, reden in self.mislukt],
            "overgeslagen": dict(self.overgeslagen),
            "verdwenen": list(self.verdwenen),
        }


def harvest_report(data_dir: Path) -> HarvestReport:
    """The account of a data directory; empty when nothing was harvested."""
    try:
        with closing(HarvestState(data_dir)) as state:
            return HarvestReport(
                jaren=tuple(state.years()),
                mislukt=tuple(state.failed()),
                overgeslagen=tuple(state.skipped().items()),
                verdwenen=tuple(publication_id for publication_id, _, _ in state.gone()),
            )
    except EmptyCorpusError:
        return HarvestReport()
