"""A trial of the source before the first harvest: one list and five documents, compared with what the code expects.

No live source could be asked while this was written; what the code expects comes from recorded responses and from
descriptions (docs/data.md). The trial changes nothing in the data directory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.errors import HarvestError, ResponseError
from index.harvest.http.client import Client
from index.harvest.official.fetch import LIMITS, forms_of, is_full, read_document
from index.harvest.official.records import Record, RecordPage, element_names, field_names
from index.harvest.official.sru import Slice, Sru, changed_slice, clause, day_slices, id_slice, year_slice
from index.names.tables import word_lists
from index.parse.facts.ids import is_official_id, split_aanhangsel_id

LISTED = 100
SHIFTED = 10
"""So many records may stand on two pages: the source took in others between two requests."""
WIDEST = 48
OLD_YEAR = "1998-1999"
DOCUMENTS = 5
WRONG_QUERY = "dt.type==Aanhangsel van de Handelingen"
"""Without quotes: the source must say so, with HTTP status 200."""
_LISTS = word_lists(__file__)
FIELDS = _LISTS["fields"]
"""Fields of a record: of recorded responses and of the list of indexes of the source."""
MANIFESTATIONS = frozenset({"html", "metadata", "metadataowms", "odt", "pdf", "xml"})
KINDS = frozenset({"Antwoord", "Mededeling"})
STATES = frozenset({"Onopgemaakt", "Opgemaakt", "Opgemaakt na onopgemaakt"})
CREATORS = frozenset({"Tweede Kamer der Staten-Generaal", "Eerste Kamer der Staten-Generaal"})
CONTENT_TYPES = {
    "xml": {"application/xml", "text/xml"},
    "html": {"text/html", "application/xhtml+xml"},
    "pdf": {"application/pdf"},
    "odt": {"application/vnd.oasis.opendocument.text"},
}
ELEMENTS = _LISTS["elements"]
"""Elements of a document that the reader has rules for; others are read as paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFinding:
    """Something that was looked at: what the code expects, and what the source gives."""

    waar: str
    verwacht: str
    gevonden: str

    def __str__(self) -> str:
        return f"{self.waar}: verwacht was {self.verwacht}, gevonden is {self.gevonden}"

    def to_json(self) -> dict[str, str]:
        """As `harvest --check --json` prints it."""
        return {"where": self.waar, "expected": self.verwacht, "found": self.gevonden}


@dataclass(slots=True, kw_only=True)
class Trial:
    """What a trial of the source found.

    Attributes:
        seen: what was looked at and is as expected.
        remarks: what is not as expected, and does not hinder a harvest.
        deviations: what does.
        notes: what is worth knowing, and no fault.
    """

    seen: list[TrialFinding] = field(default_factory=list)
    remarks: list[TrialFinding] = field(default_factory=list)
    deviations: list[TrialFinding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def expect(self, is_right: bool, waar: str, verwacht: str, gevonden: object) -> bool:
        """Notes a deviation unless it is right."""
        if not is_right:
            self.deviations.append(TrialFinding(waar=waar, verwacht=verwacht, gevonden=str(gevonden)))
        return is_right

    def mind(self, is_right: bool, waar: str, verwacht: str, gevonden: object) -> None:
        """Notes a remark unless it is right."""
        if not is_right:
            self.remarks.append(TrialFinding(waar=waar, verwacht=verwacht, gevonden=str(gevonden)))

    def saw(self, waar: str, verwacht: str, gevonden: str) -> None:
        """Notes something that is as expected."""
        self.seen.append(TrialFinding(waar=waar, verwacht=verwacht, gevonden=gevonden))

    def lines(self) -> list[str]:
        """The outcome as lines of text: a table with the deviations last, and notes below it."""
        rows = [("oordeel", "wat", "verwacht", "gezien")]
        for verdict, findings in (("goed", self.seen), ("let op", self.remarks), ("AFWIJKING", self.deviations)):
            rows += [(verdict, one.waar, one.verwacht, one.gevonden) for one in findings]
        widths = [min(WIDEST, max(len(row[n]) for row in rows)) for n in range(3)]
        table = [
            "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows
        ]
        return [*table, "", *(f"noot: {note}" for note in self.notes), self._verdict()]

    def _verdict(self) -> str:
        if self.deviations:
            count = len(self.deviations)
            return f"{count} afwijking{'en' if count > 1 else ''}: daar gaat een oogst op mis; meld ze voor u begint"
        ways = " (wat met «let op» begint, houdt haar niet tegen)" if self.remarks else ""
        return f"geen afwijkingen: de oogst kan beginnen{ways}"

    def to_json(self) -> dict[str, object]:
        """As `harvest --check --json` prints it."""
        return {
            "ok": not self.deviations,
            "seen": [f"{one.waar}: {one.gevonden}" for one in self.seen],
            "notes": self.notes,
            "remarks": [one.to_json() for one in self.remarks],
            "deviations": [one.to_json() for one in self.deviations],
        }


def check_source(client: Client, sru: Sru, documents_url: str, part: Slice) -> Trial:
    """Lists the first records of a slice, fetches five of its documents, and tells every deviation.

    Raises:
        UnavailableError, RefusedError, RetryLaterError, AddressError: the source cannot be asked at all.
    """
    trial = Trial()
    records = _check_list(sru, part, trial)
    _check_searching(sru, records, trial)
    _check_ways_of_listing(sru, part, trial)
    _check_old(sru, trial)
    _check_fallback(client, documents_url.rstrip("/"), records, trial)
    for record in _various(records, DOCUMENTS):
        _check_form(client, documents_url.rstrip("/"), record, forms_of(record)[0], trial)
    return trial


def _check_list(sru: Sru, part: Slice, trial: Trial) -> list[Record]:
    try:
        page, body = sru.read(part.query, size=LISTED)
    except ResponseError as error:
        trial.expect(False, f"lijst {part.naam}", "een pagina met records", error)
        return []
    where = f"lijst {part.naam}"
    trial.expect(bool(page.records), where, "ten minste één record", f"{len(page.records)} van {page.total}")
    trial.expect(not page.problems, where, "alleen leesbare records", "; ".join(page.problems))
    wanted = min(LISTED, page.total)
    trial.expect(len(page.records) == wanted, where, f"{wanted} records op de eerste pagina", len(page.records))
    following = LISTED + 1 if page.total > LISTED else None
    trial.expect(page.next == following, where, f"nextRecordPosition {following}", page.next)
    _tell_unknown(trial, where, "velden", set(field_names(body)) - FIELDS)
    _check_records(page, part, trial)
    if page.next is not None:
        second = sru.page(part.query, page.next, LISTED)
        double = {record.id for record in page.records} & {record.id for record in second.records}
        place, wanted_there = f"{where}, tweede pagina", "andere records dan op de eerste"
        if trial.expect(len(double) <= SHIFTED, place, wanted_there, ", ".join(sorted(double))):
            trial.mind(not double, place, wanted_there, f"{', '.join(sorted(double))}: de lijst schoof intussen op")
            trial.saw(place, wanted_there, f"{len(second.records)} andere")
    trial.saw(where, "leesbare records", f"{len(page.records)} gelezen, volgens de bron zijn er ongeveer {page.total}")
    return list(page.records)


def _check_records(page: RecordPage, part: Slice, trial: Trial) -> None:
    for record in page.records:
        trial.expect(is_official_id(record.id), record.id, "een id van de bekende vorm", record.id)
        trial.expect(record.is_aanhangsel, record.id, "het type waarnaar gevraagd is", record.velden.get("type"))
        trial.mind(bool(record.gewijzigd), record.id, "een tijdstip van wijziging", "geen")
        if part.soort == "vergaderjaar":
            trial.expect(record.vergaderjaar == part.naam, record.id, f"vergaderjaar {part.naam}", record.vergaderjaar)
        delen = split_aanhangsel_id(record.id)
        if delen is not None:
            stated = (record.first_of("aanhangselnummer") or delen[2]).lstrip("0")
            trial.expect(stated == delen[2], record.id, f"aanhangselnummer {delen[2]}", stated)
            trial.expect(record.kamer == delen[0], record.id, f"kamer {delen[0]}", record.first_of("creator"))
    where = f"lijst {part.naam}"
    for name, known, values in (
        ("subrubriek", KINDS, (record.soort for record in page.records)),
        ("documentstatus", STATES, (record.status for record in page.records)),
        ("creator", CREATORS, (record.first_of("creator") for record in page.records)),
        ("manifestation", MANIFESTATIONS, (vorm for record in page.records for vorm in record.adressen)),
    ):
        counted = Counter(value or "(leeg)" for value in values)
        _tell_unknown(trial, where, f"waarden van {name}", set(counted) - known - {"(leeg)"})
        trial.notes.append(f"{name}: " + ", ".join(f"{value} {count}" for value, count in counted.most_common()))


def _check_searching(sru: Sru, records: list[Record], trial: Trial) -> None:
    try:
        page = sru.page(WRONG_QUERY, size=1)
        trial.expect(False, "zoekvraag zonder aanhalingstekens", "een foutmelding van de bron", f"{page.total} records")
    except ResponseError as error:
        trial.saw("zoekvraag zonder aanhalingstekens", "een foutmelding van de bron", str(error)[-120:])
    nothing = sru.page(
        " AND ".join([clause("c.product-area", "officielepublicaties"), clause("dt.modified", "2999-01-01", ">=")])
    )
    trial.expect(nothing.total == 0 and not nothing.records, "zoeken op wijziging na 2999", "niets", nothing.total)
    if records:
        first = records[0].id
        found = [record.id for record in sru.page(id_slice(first).query).records] if first.startswith("ah-") else []
        if trial.expect(found == [first], "zoeken op id", first, found):
            trial.saw("zoeken op id", "die publicatie", first)


def _check_ways_of_listing(sru: Sru, part: Slice, trial: Trial) -> None:
    """By date and by modification, as `--van`, `--recent` and `--sinds-laatste` list."""
    begin = date(int(part.naam[:4]), 9, 1) if part.soort == "vergaderjaar" else date.today() - timedelta(days=400)
    for where, slice_ in (
        ("zoeken op datum", day_slices(begin, begin + timedelta(days=29))[0]),
        ("zoeken op wijziging", changed_slice(begin)),
    ):
        try:
            total = sru.count(slice_)
        except ResponseError as error:
            trial.expect(False, where, "een aantal", error)
            continue
        trial.saw(where, "een aantal", f"{total} vanaf {begin}")


def _check_old(sru: Sru, trial: Trial) -> None:
    """What an old year has under its type, and what under its name alone."""
    where, year = f"oud jaar {OLD_YEAR}", year_slice(OLD_YEAR)
    try:
        typed = sru.page(year.query, size=1).total
        untyped = sru.page(year.untyped.query, size=1).total if year.untyped else 0
    except ResponseError as error:
        trial.expect(False, where, "een aantal", error)
        return
    wanted = "een aantal, op soort en op naam"
    if trial.expect(typed + untyped > 0, where, wanted, "niets"):
        trial.saw(where, wanted, f"{typed} op soort, en {untyped} op naam alleen: die haalt de oogst ook op")


def _check_fallback(client: Client, url: str, records: list[Record], trial: Trial) -> None:
    """The form that is read when a publication has no XML."""
    record = next((one for one in records if "html" in one.adressen and "xml" in one.adressen), None)
    if record is None:
        trial.notes.append("geen publicatie met zowel XML als HTML: de terugval op HTML is niet geprobeerd")
        return
    _check_form(client, url, record, "html", trial)


def _check_form(client: Client, url: str, record: Record, vorm: str, trial: Trial) -> None:
    address = f"{url}/{record.id}.{vorm}"
    try:
        answer = client.get(address, max_bytes=LIMITS[vorm])
    except HarvestError as error:
        trial.expect(False, address, "een document", error)
        return
    if not trial.expect(answer.status == 200, address, "HTTP 200", answer.status):
        return
    trial.mind(not answer.redirects, address, "geen doorverwijzing", f"naar {answer.url}")
    types = CONTENT_TYPES[vorm]
    trial.mind(answer.content_type in types, address, " of ".join(sorted(types)), answer.content_type or "geen type")
    if not {"etag", "last-modified"} & answer.headers.keys():
        trial.notes.append(f"{address}: geen ETag en geen Last-Modified, dus opnieuw ophalen kost de hele tekst")
    reading, reden = read_document(record, vorm, answer.url, answer.body)
    if not trial.expect(reading is not None, address, "een leesbare publicatie", reden):
        return
    if reading is None or reading.publicatie is None:
        return
    publication = reading.publicatie
    trial.expect(publication.id == record.id, address, f"publicatie {record.id}", publication.id)
    trial.expect(is_full(reading), address, "paren, open vragen of een mededeling", "niets daarvan")
    trial.mind(not reading.restant, address, "geen tekst over", f"{sum(map(len, reading.restant))} tekens over")
    if vorm == "xml":
        _tell_unknown(trial, address, "elementen", set(element_names(answer.body)) - ELEMENTS)
    trial.notes += [f"{record.id}: de lezer twijfelt: {doubt}" for doubt in publication.twijfels]
    trial.saw(address, "een publicatie", f"{publication.soort.value} met {len(publication.paren)} paren")


def _tell_unknown(trial: Trial, where: str, kind: str, names: Iterable[str]) -> None:
    unknown = sorted(names)
    trial.mind(not unknown, where, f"alleen bekende {kind}", ", ".join(unknown))


def _various(records: list[Record], count: int) -> list[Record]:
    """Records of as many kinds as possible, then others from all over the list."""
    kinds = {(record.soort, record.status, tuple(sorted(record.adressen))): record for record in records}
    chosen = list(kinds.values())[:count]
    step = max(1, len(records) // count)
    chosen += [record for record in records[::step] if record not in chosen]
    return chosen[:count]
