"""How complete the harvest is: per parliamentary year what was listed, what became of it, and which numbers lack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyCorpusError
from index.harvest.official.state import HarvestState, YearState
from index.store.sql.coverage import coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """One year, with the numbers that no listed publication has.

    Attributes:
        is_whole: the whole year was listed; otherwise part of it, and gaps mean nothing.
        gaten: runs of missing numbers below the highest, as (first, last).
    """

    state: YearState
    is_whole: bool
    gaten: tuple[tuple[int, int], ...]

    def to_json(self) -> dict[str, object]:
        """As `status --json` and `harvest --json` print it."""
        state = self.state
        return {
            "kamer": state.kamer,
            "vergaderjaar": state.vergaderjaar,
            "gelijst": state.gelijst,
            "gehaald": state.gehaald,
            "mislukt": state.mislukt,
            "overgeslagen": state.overgeslagen,
            "te_doen": state.te_doen,
            "verdwenen": state.verdwenen,
            "volledig_gelijst": self.is_whole,
            "lijst_van": state.lijst_van.isoformat() if state.lijst_van else None,
            "schatting_bron": state.schatting,
            "genoemd_door_bron": state.genoemd,
            "ontbrekende_nummers": [list(gat) for gat in self.gaten],
            "melding": state.melding,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """The whole account of the harvest in a data directory."""

    jaren: tuple[YearReport, ...] = ()
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
        state = HarvestState(data_dir)
    except EmptyCorpusError:
        return HarvestReport()
    try:
        return HarvestReport(
            jaren=tuple(_year_report(year) for year in state.years()),
            mislukt=tuple(state.failed()),
            overgeslagen=tuple(state.skipped().items()),
            verdwenen=tuple(publication_id for publication_id, _, _ in state.gone()),
        )
    finally:
        state.close()


def _year_report(state: YearState) -> YearReport:
    is_whole = state.lijst_van is not None
    covered = coverage((state.vergaderjaar, number) for number in state.nummers) if is_whole else []
    return YearReport(state=state, is_whole=is_whole, gaten=covered[0].gaps if covered else ())
