"""The harvest: lists slices, fetches what is not in the corpus yet, takes it in batch by batch, keeps account of all.

It can be broken off at every point. The order is: take a batch into the corpus, then settle it in the state; what a
kill leaves in between is read from disk and taken in again, which changes nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from index.build.report import Report
from index.errors import BuildBusyError, HarvestBusyError, RefusedError, UnavailableError
from index.harvest.http.stop import Stop, StoppedError
from index.harvest.official.fetch import Fetched, Fetcher
from index.harvest.official.plan import ExpectedHarvest, HarvestStep, HarvestTally, Plan
from index.harvest.official.records import Record
from index.harvest.official.sru import Slice, Sru, id_slice
from index.harvest.official.state import HarvestState, Outcome, Status
from index.parse.facts.ids import is_official_id
from index.store.lock import held
from index.values import Reading

logger = logging.getLogger(__name__)

BATCH = 50
"""Publications per batch: what is fetched is searchable after so many, at the pace of the source some 150 s."""
MOST_OUTAGES = 3
"""After so many publications in a row that the source did not answer for, the harvest ends."""
LIST_KEPT = timedelta(hours=24)
MOST_GONE = 20
MOST_GONE_SHARE = 0.02
"""When a new list lacks more than this, the list is doubted instead of the publications."""
BUSY_WAIT_S = 5.0


class Intake(Protocol):
    """What takes readings into the corpus; `index.build.builder.Builder` does."""

    def ingest(self, readings: Iterable[Reading], *, settle: bool = True) -> Report:
        """Takes readings in; without `settle`, more follows."""
        ...


class Harvester:
    """Brings publications from the source into the corpus.

    Args:
        data_dir: one harvest at a time works in it.
        stop: asked to stop, it ends after the request at hand.
        seconds_each: how long fetching one takes at the pace of the source, for the first estimate.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        state: HarvestState,
        sru: Sru,
        fetcher: Fetcher,
        intake: Intake,
        stop: Stop | None = None,
        batch: int = BATCH,
        seconds_each: float = 3.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._data_dir = data_dir
        self._state = state
        self._sru = sru
        self._fetcher = fetcher
        self._intake = intake
        self._stop = stop or Stop()
        self._batch = batch
        self._seconds_each = seconds_each
        self._now = now

    def run(self, plan: Plan, progress: Callable[[HarvestStep], None] | None = None) -> HarvestTally:
        """Does what the plan says.

        Raises:
            HarvestBusyError: another harvest works in this data directory.
            HarvestError: the source does not answer, or not as described; what was fetched is kept.
        """
        tally = HarvestTally()
        begun = time.monotonic()
        show = progress or (lambda _: None)
        with harvest_lock(self._data_dir):
            try:
                # what an interrupted run left; and an index of another model is told now
                self._take_in([], tally, settle=False)
                if plan.retry_failed:
                    self._state.retry()
                names = [self._list(part, plan, tally, show) for part in plan.slices]
                if plan.retry_failed:
                    names += self._state.slices()
                elif any(part.soort == "gewijzigd" for part in plan.slices):
                    names += self._state.slices("gewijzigd")  # what an earlier one listed and did not get to fetch
                self._fetch_all(sorted(set(names)), plan, tally, show)
            except StoppedError:
                tally.is_stopped = True
            else:
                self._take_in([], tally)
            tally.seconds = time.monotonic() - begun
        return tally

    def expect(self, slices: Sequence[Slice]) -> Iterator[ExpectedHarvest]:
        """What each slice would come to; asks the source for counts only."""
        for part in slices:
            self._stop.check()
            yield ExpectedHarvest(naam=part.naam, schatting=self._sru.count(part), gehaald=self._state.count_done(part))

    # ------------------------------------------------------------------ listing

    def _list(self, part: Slice, plan: Plan, tally: HarvestTally, show: Callable[[HarvestStep], None]) -> str:
        """Lists a slice and keeps the list; gives its name."""
        begun = self._now()
        listed_at = self._state.listed_at(part)
        is_fresh = listed_at is not None and begun - listed_at < LIST_KEPT
        if plan.is_list_kept and is_fresh and self._state.count_todo([part.naam]):
            tally.listed += self._state.count_kept(part)
            return part.naam
        listing = self._state.begin_listing(part, begun)
        estimate, problems = self._list_once(part, listing, plan, show)
        listed = self._state.count_listed(part, listing)
        if listed < estimate and part.soort != "id":  # a list that shifted while it was paged through has holes
            estimate, more = self._list_once(part, listing, plan, show)
            problems = list(dict.fromkeys([*problems, *more]))
            listed = self._state.count_listed(part, listing)
        tally.listed += listed
        tally.skipped += self._state.count_skipped(part, listing)
        notice = "; ".join(problems) or None
        lacking = self._state.finish_listing(part, listing, begun=begun, estimate=estimate, notice=notice)
        tally.notices += [f"{part.naam}: {problem}" for problem in problems]
        if listed < estimate:
            tally.notices.append(f"{part.naam}: de bron schat {estimate} publicaties en noemt er {listed}")
        if part.can_lose:
            self._mark_gone(part, lacking, listed, tally)
        if part.soort == "id" and not listed:
            tally.failed.append((part.naam, "staat niet in de bron"))
        return part.naam

    def _list_once(
        self, part: Slice, listing: int, plan: Plan, show: Callable[[HarvestStep], None]
    ) -> tuple[int, list[str]]:
        estimate: int | None = None
        problems: list[str] = []
        for page in self._sru.pages(part):
            if estimate is None:
                estimate = page.total
            outcomes = [_first_outcome(record, plan.kamers) for record in page.records]
            self._state.note_records(part, listing, outcomes)
            problems += page.problems
            done = self._state.count_listed(part, listing)
            show(HarvestStep(phase="lijst", done=done, total=estimate, current=part.naam))
            self._stop.check()
        return estimate or 0, problems

    def _mark_gone(self, part: Slice, lacking: list[str], listed: int, tally: HarvestTally) -> None:
        """Marks publications as gone that a complete list lacks, after asking for each of them."""
        if len(lacking) > max(MOST_GONE, MOST_GONE_SHARE * listed):
            tally.notices.append(
                f"{part.naam}: {len(lacking)} publicaties staan niet meer in de lijst van de bron; dat zijn er te veel "
                "om ze als verdwenen te merken, draai het later nog eens"
            )
            return
        gone = [publication_id for publication_id in lacking if not self._is_listed(publication_id)]
        self._state.mark_gone(gone, self._today())
        tally.gone += gone

    def _is_listed(self, publication_id: str) -> bool:
        self._stop.check()
        return not is_official_id(publication_id) or bool(
            self._sru.page(id_slice(publication_id).query, size=1).records
        )

    # ------------------------------------------------------------------ fetching

    def _fetch_all(
        self, names: list[str], plan: Plan, tally: HarvestTally, show: Callable[[HarvestStep], None]
    ) -> None:
        waiting = self._state.count_todo(names)
        total = waiting if plan.limit is None else min(waiting, plan.limit)
        meter = _Meter(total, self._seconds_each, show)
        settled = 0
        try:
            while settled < total:
                # the first publication is searchable at once, the first ten soon, the others by the batch
                records = self._state.todo(names, min(self._batch, max(1, 9 * settled), total - settled))
                if not records:
                    break
                settled += self._fetch_batch(records, tally, meter)
        finally:
            tally.left = self._state.count_todo(names)

    def _fetch_batch(self, records: Sequence[Record], tally: HarvestTally, meter: _Meter) -> int:
        """Fetches a batch, takes it into the corpus, settles it. Whatever breaks it off, what was fetched is kept."""
        readings: list[Reading] = []
        outcomes: list[Outcome] = []
        outages: list[Outcome] = []
        broken_off: Exception | None = None
        for record in records:
            try:
                self._stop.check()
                meter.show("ophalen", record.id)
                fetched = self._fetcher.fetch(record)
                outcome = self._outcome(record, fetched, tally)
            except (UnavailableError, RefusedError) as error:
                outages.append(Outcome(record=record, status=Status.MISLUKT, reden=str(error)))
                if len(outages) >= MOST_OUTAGES:  # the source is down, not these publications
                    broken_off = error
                    break
                continue
            except Exception as error:  # whatever it is: first keep what was fetched
                broken_off = error
                break
            outcomes += outages  # the source is there, so it was about these publications
            outages.clear()
            outcomes.append(outcome)
            if fetched.reading is not None:
                readings.append(fetched.reading)
            meter.done += 1
        if broken_off is None:
            outcomes += outages
        meter.show("opnemen", f"{len(readings)} publicaties")
        self._take_in(readings, tally, settle=False)
        self._state.settle(outcomes)
        tally.failed += [(o.record.id, o.reden or "") for o in outcomes if o.status is Status.MISLUKT]
        if isinstance(broken_off, UnavailableError | RefusedError):
            raise type(broken_off)(
                f"{broken_off}. Dit was de {MOST_OUTAGES}e publicatie op rij, dus de oogst stopt. Wat is opgehaald, "
                "staat in het corpus; dezelfde opdracht gaat later verder waar deze was"
            ) from broken_off
        if broken_off is not None:
            raise broken_off
        return len(records)

    def _outcome(self, record: Record, fetched: Fetched, tally: HarvestTally) -> Outcome:
        if fetched.reading is not None:
            return Outcome(record=record, status=Status.KLAAR)
        if fetched.is_withdrawn:
            return Outcome(record=record, status=Status.OVERGESLAGEN, reden="door de bron ingetrokken")
        if fetched.is_missing and not self._is_listed(record.id):
            self._state.mark_gone([record.id], self._today())
            tally.gone.append(record.id)
            return Outcome(record=record, status=Status.OVERGESLAGEN, reden="staat niet meer in de bron")
        return Outcome(record=record, status=Status.MISLUKT, reden=fetched.reden)

    def _take_in(self, readings: Sequence[Reading], tally: HarvestTally, *, settle: bool = True) -> None:
        report = take_in(self._intake, readings, self._stop, settle=settle)
        tally.new += report.new
        tally.changed += report.changed
        tally.unchanged += report.unchanged
        tally.replaced += report.duplicate
        tally.pairs += report.pairs

    def _today(self) -> date:
        return self._now().date()


class _Meter:
    """Counts the publications of a run, and tells how fast they come."""

    def __init__(self, total: int, seconds_each: float, show: Callable[[HarvestStep], None]) -> None:
        self.done = 0
        self._total = total
        self._seconds_each = seconds_each
        self._show = show
        self._begun = time.monotonic()

    def show(self, phase: str, current: str) -> None:
        passed_s = time.monotonic() - self._begun
        each_s = passed_s / self.done if self.done else self._seconds_each
        if self.done < 2 * BATCH:  # the first requests of a run go without waiting
            each_s = max(each_s, self._seconds_each)
        self._show(
            HarvestStep(
                phase=phase,
                done=self.done,
                total=self._total,
                current=current,
                per_minute=60 * self.done / passed_s if self.done and passed_s > 0 else None,
                left_s=each_s * (self._total - self.done),
            )
        )


def take_in(intake: Intake, readings: Sequence[Reading], stop: Stop, *, settle: bool) -> Report:
    """Takes readings in, after another build if one goes on."""
    while True:
        try:
            return intake.ingest(readings, settle=settle)
        except BuildBusyError as error:
            logger.info("%s", error)
            if stop.is_asked:
                raise
            stop.sleep(BUSY_WAIT_S)


def harvest_lock(data_dir: Path) -> AbstractContextManager[object]:
    """Keeps a second harvest out of a data directory, with a HarvestBusyError."""
    busy = f"er loopt al een oogst in {data_dir}: wacht tot die klaar is, of stop die met Ctrl-C"
    return held(data_dir / "harvest.lock", HarvestBusyError(busy))


def _first_outcome(record: Record, kamers: frozenset[str]) -> Outcome:
    """What is to become of a listed publication."""
    if not is_official_id(record.id):
        reden: str | None = "onbekend soort id"
    elif not record.is_aanhangsel:
        types = ", ".join(record.velden.get("type", ())) or "iets zonder soort"
        reden = f"geen Aanhangsel van de Handelingen maar {types}"
    elif record.kamer not in kamers:
        reden = "van de Eerste Kamer" if record.kamer == "ek" else "van de Tweede Kamer"
    else:
        return Outcome(record=record, status=Status.TE_DOEN)
    return Outcome(record=record, status=Status.OVERGESLAGEN, reden=reden)
