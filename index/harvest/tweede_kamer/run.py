"""A run over Tweede Kamer Open Data: lists it, joins it to the corpus, and fetches documents that the corpus lacks.

It can be broken off at every point: each page is kept as it comes, joining is the same however often it is done, and
what was listed or asked for within a day is not asked for again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.errors import HarvestError, RefusedError, RetryLaterError, UnavailableError
from index.harvest.http.stop import Stop, StoppedError
from index.harvest.official.harvester import BATCH, LIST_KEPT, MOST_OUTAGES, Intake, harvest_lock, take_in
from index.harvest.official.plan import HarvestStep, RunTally
from index.harvest.tweede_kamer.letter import read_letter
from index.harvest.tweede_kamer.odata import OpenData, TkPage
from index.harvest.tweede_kamer.store import JoinResult, TkStore
from index.parse.facts.identity import same_publication_key
from index.parse.facts.ids import split_aanhangsel_id
from index.steps import batched
from index.store.catalogue import Catalogue
from index.supplement.facts import is_zaaknummer
from index.supplement.join import (
    FIRST_YEAR,
    bare,
    differences,
    enriched,
    facts_for,
    filled,
    is_joinable,
    vraagnummer_of,
)
from index.values import Publication, Reading

AT_ONCE = 100
MANY = 200
"""From so many publications of a year on, the list of the whole year takes fewer requests than asking by number."""


@dataclass(slots=True, kw_only=True)
class TkTally(RunTally):
    """What a run came to.

    Attributes:
        requests: responses of the source; records: in them; skipped: records left out, by reason.
        gone: documents of earlier lists that the source no longer has.
        joined, not_found: publications of the corpus; changed: those that the join changed.
        filled, different: publications with at least one fact filled, or one difference marked.
        left_alone: publications that this source cannot know (Eerste Kamer, fictional, before 2008, without a number).
        fetched: publications taken in from this source.
    """

    requests: int = 0
    records: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    joined: int = 0
    not_found: int = 0
    changed: int = 0
    filled: int = 0
    different: int = 0
    differences: int = 0
    left_alone: int = 0
    fetched: int = 0

    def to_json(self) -> dict[str, object]:
        """The same, with the reasons for skipping in order."""
        return RunTally.to_json(self) | {"skipped": dict(sorted(self.skipped.items()))}


@dataclass(frozen=True, slots=True)
class TkRun:
    """Runs over Tweede Kamer Open Data for one data directory.

    Args:
        data_dir: one harvest at a time works in it.
        intake: takes publications into the corpus; it joins what is kept of the source to each (`index.build.take`).
        stop: asked to stop, a run ends after the request at hand.
        many: from so many publications of a year on, the whole year is listed.
    """

    data_dir: Path
    source: OpenData
    intake: Intake
    stop: Stop = field(default_factory=Stop)
    many: int = MANY
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def enrich(
        self,
        *,
        years: Sequence[str] = (),
        ids: Sequence[str] = (),
        is_fresh: bool = False,
        progress: Callable[[HarvestStep], None] | None = None,
    ) -> TkTally:
        """Joins the source to the publications of the corpus.

        Args:
            years: only of these parliamentary years.
            ids: only these publications.
            is_fresh: ask again for what was asked within a day.

        Raises:
            HarvestBusyError: another harvest works in this data directory.
            HarvestError: the source does not answer, or not as described; what was listed is kept.
        """
        Catalogue(self.data_dir).close()  # without a corpus there is nothing to join
        return self._run(lambda work: work.enrich(years, ids, is_fresh=is_fresh), progress)

    def fetch(
        self,
        years: Sequence[str],
        *,
        limit: int | None = None,
        is_fresh: bool = False,
        progress: Callable[[HarvestStep], None] | None = None,
    ) -> TkTally:
        """Takes in the documents of these years of which the corpus has no publication.

        Raises:
            HarvestBusyError, HarvestError: as `enrich`.
        """
        return self._run(lambda work: work.fetch(years, limit, is_fresh=is_fresh), progress)

    def _run(self, do: Callable[[_Work], None], progress: Callable[[HarvestStep], None] | None) -> TkTally:
        begun = time.monotonic()
        tally = TkTally()
        with harvest_lock(self.data_dir):
            # makes the catalogue, and finishes what an interrupted build left
            take_in(self.intake, [], self.stop, settle=False)
            with closing(TkStore(self.data_dir)) as store, closing(Catalogue(self.data_dir)) as catalogue:
                show = progress or (lambda _: None)
                try:
                    do(_Work(run=self, catalogue=catalogue, store=store, tally=tally, show=show))
                    take_in(self.intake, [], self.stop, settle=True)
                except StoppedError:
                    tally.is_stopped = True
        tally.seconds = time.monotonic() - begun
        return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One run under way."""

    run: TkRun
    catalogue: Catalogue
    store: TkStore
    tally: TkTally
    show: Callable[[HarvestStep], None]

    # ------------------------------------------------------------------ joining

    def enrich(self, years: Sequence[str], ids: Sequence[str], *, is_fresh: bool) -> None:
        wanted = self.catalogue.resolve_ids(ids) if ids else self.catalogue.ids()
        per_year: dict[str, list[str]] = {}
        chosen: list[str] = []
        for publication in self.catalogue.publications(wanted):
            if years and publication.vergaderjaar not in years:
                continue
            if not is_joinable(publication):
                self.tally.left_alone += 1
                continue
            chosen.append(publication.id)
            if publication.vergaderjaar and publication.vergaderjaar >= FIRST_YEAR:
                per_year.setdefault(publication.vergaderjaar, []).append(publication.id)
        for year, members in sorted(per_year.items(), reverse=True):
            if len(members) >= self.run.many:
                self._list_year(year, is_fresh=is_fresh)
        self._ask_one_by_one(chosen, is_fresh=is_fresh)
        self._join(chosen)

    def _list_year(self, year: str, *, is_fresh: bool) -> None:
        """Lists a year, unless that was done within a day."""
        begun = self.run.now()
        before = self.store.listed_at(year)
        if before is not None and begun - before < LIST_KEPT and not is_fresh:
            return
        listing = self.store.begin_year(year, begun)
        skipped: Counter[str] = Counter()
        listed, total = 0, None
        for page in self._pages(self.run.source.year(year), f"Tweede Kamer {year}"):
            twice = self.store.keep(page, year=(year, listing))
            if twice:
                page.skipped["document dat twee keer voorkomt"] += twice
                self.tally.skipped["document dat twee keer voorkomt"] += twice
            skipped += page.skipped
            listed, total = listed + page.rows, page.total
        gone = self.store.finish_year(year, listing, total=total, listed=listed, skipped=skipped, now=self.run.now())
        self.tally.gone += gone
        if total is not None and listed < total:
            self.tally.notices.append(f"{year}: de Tweede Kamer telt {total} documenten en geeft er {listed}")

    def _ask_one_by_one(self, ids: Sequence[str], *, is_fresh: bool) -> None:
        """Asks for what no list gave: by number, then by zaak, twenty at a time."""
        since = datetime.max.replace(tzinfo=UTC) if is_fresh else self.run.now() - LIST_KEPT
        asked = self.store.asked_since(since)
        numbers: dict[str, tuple[str, int]] = {}
        zaken: dict[str, None] = {}
        for publication in map(bare, self.catalogue.publications(ids)):
            key, nummer = same_publication_key(publication), vraagnummer_of(publication)
            documents, found = self.catalogue.tk_facts(key, nummer)
            named = split_aanhangsel_id(publication.id)
            is_numbered = named is not None and named[1] >= FIRST_YEAR and named[2].isdecimal()
            if named is not None and is_numbered and key not in asked and (is_fresh or not documents):
                numbers[key] = (named[1], int(named[2]))
            if is_zaaknummer(nummer) and nummer not in asked and (is_fresh or not found):
                zaken[nummer] = None
        for keys in batched(list(numbers), AT_ONCE):
            for page in self._pages(
                self.run.source.numbered([numbers[key] for key in keys]), "Tweede Kamer, op nummer"
            ):
                self.store.keep(page)
            self.store.note_asked(keys, self.run.now())
        for nummers in batched(list(zaken), AT_ONCE):
            for page in self._pages(self.run.source.zaken(nummers), "Tweede Kamer, op vraagnummer"):
                self.store.keep(page)
            self.store.note_asked(nummers, self.run.now())

    def _pages(self, pages: Iterator[TkPage], current: str) -> Iterator[TkPage]:
        rows = 0
        for page in pages:
            self.run.stop.check()
            rows += page.rows
            self.tally.requests += 1
            self.tally.records += page.rows
            self.tally.skipped += page.skipped
            self.show(HarvestStep(phase="lijst", done=rows, total=page.total or rows, current=current))
            yield page

    def _join(self, ids: Sequence[str]) -> None:
        """Takes publications in again of which the source changes something; the intake joins it."""
        done = 0
        for part in batched(ids, 500):
            changed: list[Publication] = []
            joined: list[JoinResult] = []
            for publication in self.catalogue.publications(part):
                self.run.stop.check()
                plain = bare(publication)
                facts = facts_for(self.catalogue, plain)
                result = enriched(plain, facts) if facts else plain
                if result != publication:
                    changed.append(plain)
                joined.append(
                    JoinResult(
                        publication_id=publication.id,
                        is_found=bool(facts),
                        filled=len(filled(result)),
                        differences=len(differences(result)),
                    )
                )
            self.show(HarvestStep(phase="opnemen", done=done, total=len(ids), current=f"{len(changed)} aangevuld"))
            self._take_in([self._reading(publication) for publication in changed])
            self.store.note_joined(joined)
            done += len(part)
            self.tally.joined += sum(item.is_found for item in joined)
            self.tally.not_found += sum(not item.is_found for item in joined)
            self.tally.filled += sum(item.filled > 0 for item in joined)
            self.tally.different += sum(item.differences > 0 for item in joined)
            self.tally.differences += sum(item.differences for item in joined)

    def _reading(self, publication: Publication) -> Reading:
        """The publication as it was read, from the same source and in the same form."""
        stored = next(
            item
            for item in self.catalogue.stored_by_key(same_publication_key(publication))
            if item.publication.id == publication.id
        )
        return Reading(bron=stored.bron, vorm=stored.vorm, publicatie=publication)

    def _take_in(self, readings: Sequence[Reading]) -> None:
        if readings:
            report = take_in(self.run.intake, readings, self.run.stop, settle=False)
            self.tally.changed += report.changed + report.new

    # ------------------------------------------------------------------ fetching

    def fetch(self, years: Sequence[str], limit: int | None, *, is_fresh: bool) -> None:
        for year in years:
            self._list_year(year, is_fresh=is_fresh)
        todo = [documents for year in years for documents in self.store.lacking(year)]
        self.tally.left = len(todo)
        chosen = todo if limit is None else todo[:limit]
        readings: list[Reading] = []
        outages = 0
        try:
            for n, documents in enumerate(chosen):
                self.run.stop.check()
                name = documents[0].publication_id or documents[0].id
                self.show(HarvestStep(phase="ophalen", done=n, total=len(chosen), current=name))
                try:
                    reading, reden = read_letter(self.run.source, documents)
                    outages = 0
                except RetryLaterError:
                    raise
                except (UnavailableError, RefusedError) as error:
                    reading, reden = None, str(error)
                    outages += getattr(error, "status", None) != 500  # that is also what a missing file gives
                    if outages >= MOST_OUTAGES:  # the source is down, not these documents
                        raise
                except HarvestError as error:
                    reading, reden = None, str(error)
                if reading is None:
                    self.tally.failed.append((name, reden))
                else:
                    readings.append(reading)
                if len(readings) >= BATCH:
                    self._take_letters(readings)
        finally:  # whatever broke it off: what was fetched is kept
            self._take_letters(readings)

    def _take_letters(self, readings: list[Reading]) -> None:
        if readings:
            report = take_in(self.run.intake, readings, self.run.stop, settle=False)
            self.tally.fetched += report.new + report.changed
            self.tally.left -= report.new + report.changed
            readings.clear()
