"""Fetching one publication: the richest form that the source has and that can be read, else the reasons why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.errors import AddressError, ResponseError, UnknownFormatError
from index.harvest.http.cache import Cache, CachedDocument
from index.harvest.http.client import Client
from index.harvest.http.tape import Response
from index.harvest.official.records import Record
from index.parse.facts.ids import ID, norm_id
from index.parse.formats.detect import FileFormat, recognise
from index.parse.read import read_fetched
from index.sources.limits import PACKAGE_BYTES, TEXT_BYTES
from index.values import Reading, Soort

FORMS = {"xml": FileFormat.XML, "html": FileFormat.HTML, "odt": FileFormat.PAKKET, "pdf": FileFormat.PDF}
"""The manifestations that are read, richest first, with the format that each must have."""
LIMITS = {"xml": TEXT_BYTES, "html": TEXT_BYTES, "odt": PACKAGE_BYTES, "pdf": PACKAGE_BYTES}

_OWN_ID = re.compile(
    rb'OVERHEIDop\.externMetadataRecord"[^>]{0,200}?content="[^"]{0,200}?/(?P<id>[A-Za-z0-9-]+)/metadata'
)
"""The id that an XML document has of itself. Example: `content="https://host/ah-tk-20202021-3235/metadata.xml"`."""
_REMOVED = re.compile(r"Deze\s+publicatie\s+is\s+op\s+verzoek\s+van\b[^<]{0,200}\bverwijderd", re.IGNORECASE)
"""The page of a publication that was taken back. Source: openkamer/openkamer, scraper of this site."""


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What fetching one publication came to.

    Attributes:
        reading: with a publication; None when no form could be read.
        redenen: why not, a reason per form that was tried.
        is_withdrawn: the source says that it was taken back.
        requests: how many forms were asked for.
        missing: how many of those the source does not have.
    """

    reading: Reading | None = None
    redenen: list[str] = field(default_factory=list)
    is_withdrawn: bool = False
    requests: int = 0
    missing: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether the source has no form of it at all."""
        return self.missing == self.requests > 0

    @property
    def reden(self) -> str:
        """All reasons as one sentence."""
        return "; ".join(self.redenen) or "geen vorm om op te halen"


class Fetcher:
    """Fetches publications from the host that allows it, and keeps them on disk.

    Args:
        cache: what was fetched before; a document of the same modification costs no request.
    """

    def __init__(self, client: Client, url: str, cache: Cache) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._cache = cache

    def fetch(self, record: Record) -> Fetched:
        """The publication of a record.

        Raises:
            UnavailableError, RetryLaterError, RefusedError: the source does not answer now; this says nothing about
                the publication.
        """
        cached = self._cache.get(record.id)
        if cached is not None and cached.gewijzigd == record.gewijzigd:
            reading, _ = read_document(record, cached.vorm, cached.url, cached.body)
            if reading is not None and is_full(reading):
                return Fetched(reading=reading)
        found = Fetched()
        for vorm in forms_of(record):
            reading = self._try(record, vorm, cached, found)
            if found.is_withdrawn:
                found.reading = None
                break
            if reading is not None and is_full(reading):
                found.reading = reading
                break
            found.reading = found.reading or reading
        return found

    def address(self, publication_id: str, vorm: str) -> str:
        """Where the source has a form of a publication."""
        return f"{self._url}/{publication_id}.{vorm}"

    # ------------------------------------------------------------------ inside

    def _try(self, record: Record, vorm: str, cached: CachedDocument | None, found: Fetched) -> Reading | None:
        """Fetches a publication in one form; when it cannot be used, the reason is kept."""
        known = cached if cached is not None and cached.vorm == vorm else None
        found.requests += 1
        try:
            answer = self._client.get(self.address(record.id, vorm), headers=_conditions(known), max_bytes=LIMITS[vorm])
        except (AddressError, ResponseError) as error:
            found.redenen.append(f"{vorm}: {error}")
            return None
        if answer.is_missing or _is_error_page(answer, record.id):
            found.missing += 1
            found.redenen.append(f"{vorm}: niet gevonden (HTTP {answer.status})")
            return None
        same = known if answer.is_unchanged else None
        body, url = (same.body, same.url) if same else (answer.body, answer.url)
        reading, reden = read_document(record, vorm, url, body)
        if reading is None:
            found.redenen.append(f"{vorm}: {reden}")
            found.is_withdrawn = vorm == "html" and _REMOVED.search(body.decode("utf-8", "replace")) is not None
            return None
        self._cache.put(
            CachedDocument(
                id=record.id,
                gewijzigd=record.gewijzigd,
                vorm=vorm,
                url=url,
                body=body,
                etag=answer.headers.get("etag") or (same.etag if same else None),
                last_modified=answer.headers.get("last-modified") or (same.last_modified if same else None),
            )
        )
        return reading


def forms_of(record: Record) -> list[str]:
    """The forms to try, richest first; all of them when the record names none."""
    named = [vorm for vorm in FORMS if vorm in record.adressen]
    return named or list(FORMS)


def read_document(record: Record, vorm: str, url: str, body: bytes) -> tuple[Reading | None, str]:
    """A reading with a publication, or None with the reason."""
    try:
        formaat = recognise(body)
    except UnknownFormatError as error:
        return None, str(error)
    if formaat is not FORMS.get(vorm, formaat):
        return None, f"de bron geeft {formaat.value} in plaats van {vorm}"
    own = _OWN_ID.search(body[:10_000]) if formaat is FileFormat.XML else None
    own_id = norm_id(own["id"].decode()) if own else _id_in(url)
    is_other = own_id not in (None, record.id)  # typeset after un-typeset, of the same number, takes its place
    if is_other and not (_UNTYPESET.fullmatch(record.id) and _TYPESET.fullmatch(own_id or "")):
        return None, f"de bron geeft {own_id} in plaats van {record.id}"
    readings = read_fetched(url, body, None if is_other else record.metadata())
    found = [reading for reading in readings if reading.publicatie is not None]
    if len(found) != 1:
        return None, (readings[0].fout or "onleesbaar").removeprefix(f"{url}: ") if readings else "onleesbaar"
    return found[0], ""


def is_full(reading: Reading) -> bool:
    """Whether a reading has what its kind of publication is about; a stub of mere metadata has not."""
    publication = reading.publicatie
    if publication is None:
        return False
    has_text = publication.open_vragen or publication.mededeling
    return bool(publication.paren or (publication.soort is not Soort.ANTWOORD and has_text))


_UNTYPESET = re.compile(r"ah-\d+")
_TYPESET = re.compile(r"ah-[te]k-\d{8}-\d+(?:-[hn]\d+)?")
"""Example: "ah-tk-20232024-1068-n1"; not: "ah-1151601"."""


def _id_in(url: str) -> str | None:
    """The official id in the last part of an address."""
    stem = urlsplit(url).path.rsplit("/", 1)[-1].partition(".")[0]
    return norm_id(stem) if ID.fullmatch(stem) else None


def _is_error_page(answer: Response, publication_id: str) -> bool:
    """Whether the source sent on to a page that says that there is nothing, with status 200."""
    return bool(answer.redirects) and _id_in(answer.url) is None and publication_id not in answer.url


def _conditions(known: CachedDocument | None) -> dict[str, str]:
    if known is None:
        return {}
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}
