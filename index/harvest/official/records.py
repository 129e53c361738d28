"""Reads the responses of the source (SRU): pages of records, recognised by namespace, whatever the prefixes.

Source: recorded responses of repository.overheid.nl (see docs/data.md for which).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from index.errors import ResponseError, UnreadableError
from index.parse.facts.ids import norm_id, norm_vergaderjaar, split_aanhangsel_id
from index.parse.facts.metadata import Metadata, from_fields
from index.parse.lines.normalise import squeeze
from index.parse.xml import parse_xml

SRU = "http://docs.oasis-open.org/ns/search-ws/sruResponse"
DIAGNOSTIC = "http://docs.oasis-open.org/ns/search-ws/diagnostic"
GZD = "http://standaarden.overheid.nl/sru"
AANHANGSEL = "Aanhangsel van de Handelingen"
PUBLICATIENAAM = "Kamervragen (Aanhangsel)"
"""The name of what has that type; annexes of an answer have it too. Source: the facets of the portal, records."""
MOST_DIGITS = 9
KEPT = frozenset(
    [
        *("identifier", "title", "type", "creator", "modified", "date", "aanhangselnummer", "datumindiening"),
        *("datumontvangst", "documentstatus", "indiener", "publicatienaam", "subrubriek", "vergaderjaar"),
        *("vraagnummer", "datumtijdstipwijzigingwork"),
    ]
)
"""The fields that are kept of a record, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One publication as the source lists it.

    Attributes:
        id: in normal form.
        velden: the values of each field, by its local name in lower case.
        adressen: the address of each manifestation ("xml", "html", "odt", "pdf") at the source.
    """

    id: str
    velden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adressen: Mapping[str, str] = field(default_factory=dict)

    @property
    def gewijzigd(self) -> str:
        """When the source last changed it, to the precision given; "" when it does not say."""
        return self.first_of("datumtijdstipwijzigingwork") or self.first_of("modified") or ""

    @property
    def kamer(self) -> str:
        """The chamber, `tk` or `ek`: by its creator, else by its id."""
        creator = self.first_of("creator") or ""
        if creator.startswith("Eerste Kamer") or self.id.startswith(("ah-ek-", "kv-ek-")):
            return "ek"
        return "tk"

    @property
    def is_aanhangsel(self) -> bool:
        """Whether it is a publication with answers (or a notice), not an annex or other questions."""
        has_name = PUBLICATIENAAM in self.velden.get("publicatienaam", ()) and self.id.startswith("ah-")
        return has_name or AANHANGSEL in self.velden.get("type", ())

    @property
    def vergaderjaar(self) -> str | None:
        """The parliamentary year: of the record, else of the id."""
        parts = split_aanhangsel_id(self.id)
        return norm_vergaderjaar(self.first_of("vergaderjaar") or "") or (parts[1] if parts else None)

    @property
    def nummer(self) -> int | None:
        """The number within the year: of the record, else of the id."""
        parts = split_aanhangsel_id(self.id)
        text = (self.first_of("aanhangselnummer") or (parts[2] if parts else "")).strip()
        return _count(text)

    @property
    def soort(self) -> str | None:
        """`Antwoord` or `Mededeling`, as the source calls it."""
        return self.first_of("subrubriek")

    @property
    def status(self) -> str | None:
        """`Onopgemaakt`, `Opgemaakt` or `Opgemaakt na onopgemaakt`."""
        return self.first_of("documentstatus")

    def first_of(self, veld: str) -> str | None:
        """The first value of a field that has one."""
        return next((waarde for waarde in self.velden.get(veld, ()) if waarde), None)

    def metadata(self) -> Metadata:
        """The record as the readers of documents want it."""
        velden = {naam: list(waarden) for naam, waarden in self.velden.items()}
        velden["type"] = [*velden.get("type", []), *velden.get("subrubriek", [])]
        return from_fields(velden)

    @property
    def row(self) -> tuple[object, ...]:
        """What the ledger has of it: id, chamber, year, number, the whole, when it was changed."""
        return (self.id, self.kamer, self.vergaderjaar, self.nummer, self.to_json(), self.gewijzigd)

    def to_json(self) -> str:
        """As it is kept between runs."""
        return json.dumps(
            {"id": self.id, "velden": dict(self.velden), "adressen": dict(self.adressen)}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> Record:
        """What `to_json` wrote."""
        value = json.loads(text)
        velden = {naam: tuple(waarden) for naam, waarden in value["velden"].items()}
        return cls(id=value["id"], velden=velden, adressen=value["adressen"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One page of records.

    Attributes:
        total: how many records the query has: an estimate.
        next: where the next page begins; None on the last.
        problems: records that could not be read, as sentences.
    """

    total: int
    records: tuple[Record, ...]
    next: int | None
    problems: tuple[str, ...] = ()


class NoCountError(ResponseError):
    """A response with HTTP status 200 that holds nothing: what a source gives that has too much to do."""


def read_page(url: str, data: bytes) -> RecordPage:
    """A page from a response.

    Raises:
        NoCountError: it says neither how many records there are, nor gives any.
        ResponseError: it is no SRU response, or the source reports a fault in it (with HTTP status 200).
    """
    try:
        wortel = parse_xml(data)
    except UnreadableError as error:
        raise ResponseError(f"{url}: geen SRU-antwoord ({error})") from error
    if wortel.tag != f"{{{SRU}}}searchRetrieveResponse":
        raise ResponseError(f"{url}: geen SRU-antwoord maar <{etree.QName(wortel).localname}>")
    problems: list[str] = []
    records: list[Record] = []
    for number, element in enumerate(wortel.iterfind(f"{{{SRU}}}records/{{{SRU}}}record"), start=1):
        try:
            records.append(_record(element))
        except ValueError as error:
            problems.append(f"record {number} van {url}: {error}")
    for diagnostic in wortel.iter(f"{{{DIAGNOSTIC}}}diagnostic"):
        if not any(True for _ in diagnostic.iterancestors(f"{{{SRU}}}record")):  # of one record: told above
            raise ResponseError(f"{url}: de bron meldt een fout in de zoekvraag: {_diagnosis(diagnostic)}")
    given = wortel.findtext(f"{{{SRU}}}numberOfRecords")
    if given is None and not records:
        raise NoCountError(f"{url}: SRU-antwoord zonder aantal en zonder records: de bron is overbelast")
    total = _count(given or "")
    if total is None:
        raise ResponseError(f"{url}: SRU-antwoord zonder aantal (numberOfRecords is {given!r})")
    return RecordPage(
        total=total,
        records=tuple(records),
        next=_count(wortel.findtext(f"{{{SRU}}}nextRecordPosition") or ""),
        problems=tuple(problems),
    )


def _count(text: str) -> int | None:
    """A number that the source gives; None when it is none, or larger than anything there is to count."""
    found = text.strip()
    return int(found) if found.isascii() and found.isdecimal() and len(found) <= MOST_DIGITS else None


def field_names(data: bytes) -> Iterator[str]:
    """The local names of all fields in the records of a response, for `harvest --check`."""
    for element in parse_xml(data).iter(f"{{{GZD}}}gzd"):
        for part in element.iter():
            if len(part) == 0 and isinstance(part.tag, str):
                yield etree.QName(part).localname


def element_names(data: bytes) -> Iterator[str]:
    """The local names of all elements of an XML document; nothing when it is not well-formed."""
    try:
        root = parse_xml(data)
    except UnreadableError:
        return
    yield from (etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str))


def _record(element: etree._Element) -> Record:
    gzd = element.find(f"{{{SRU}}}recordData/{{{GZD}}}gzd")
    if gzd is None:
        diagnostic = next(element.iter(f"{{{DIAGNOSTIC}}}diagnostic"), None)
        raise ValueError("geen gegevens" if diagnostic is None else _diagnosis(diagnostic))
    velden: dict[str, list[str]] = {}
    adressen: dict[str, str] = {}
    for part in gzd.iter():
        if not isinstance(part.tag, str) or len(part):
            continue
        name, text = etree.QName(part), squeeze(part.text or "")
        if name.namespace == GZD:
            if name.localname == "itemUrl" and text:
                adressen.setdefault((part.get("manifestation") or "").lower(), text)
        elif name.localname.lower() in KEPT and text:
            velden.setdefault(name.localname.lower(), []).append(text)
    if not velden.get("identifier"):
        raise ValueError("geen identifier")
    return Record(
        id=norm_id(velden["identifier"][0]).lower(),
        velden={naam: tuple(waarden) for naam, waarden in velden.items()},
        adressen=adressen,
    )


def _diagnosis(diagnostic: etree._Element) -> str:
    parts = [squeeze(diagnostic.findtext(f"{{{DIAGNOSTIC}}}{name}") or "") for name in ("message", "details", "uri")]
    return " ".join(part for part in parts if part) or "zonder uitleg"
