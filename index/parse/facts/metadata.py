"""The two official metadata files: `metadata.xml` and `metadata_owms.xml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

from index.names.dates import parse_date
from index.names.people import heading_name
from index.parse.facts.ids import norm_id, norm_vergaderjaar
from index.parse.lines.normalise import normalise, squeeze
from index.parse.xml import local_name, text_of
from index.values import Indiener, Soort

ROOTS = frozenset({"metadata_gegevens", "owms-metadata"})

_SOORTEN = {"antwoord": Soort.ANTWOORD, "mededeling": Soort.MEDEDELING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the official metadata of one publication says. It has no ministry and no party; `ontvangers` are people."""

    id: str | None = None
    kamer: str | None = None
    soort: Soort | None = None
    vergaderjaar: str | None = None
    nummer: str | None = None
    vraagnummer: str | None = None
    titel: str | None = None
    indieners: tuple[Indiener, ...] = ()
    ingezonden: date | None = None
    ontvangen: date | None = None
    ontvangers: tuple[str, ...] = ()


def is_metadata(root: etree._Element) -> bool:
    """Whether a root element is that of a metadata file."""
    return local_name(root) in ROOTS


def read_metadata(root: etree._Element) -> Metadata:
    """Read either kind of metadata file."""
    if local_name(root) == "metadata_gegevens":
        return from_elements(root)
    entries: dict[str, list[str]] = {}
    for element in root.iter():
        if local_name(element) and len(element) == 0:
            entries.setdefault(local_name(element).rsplit(".", 1)[-1], []).append(normalise(text_of(element)))
    return from_fields(entries)


def from_elements(elements: Iterable[etree._Element]) -> Metadata:
    """Metadata from elements with a name ("OVERHEIDop.vraagnummer") and a content, as official files and pages have."""
    entries: dict[str, list[str]] = {}
    for element in elements:
        entry = (element.get("name") or "").rsplit(".", 1)[-1].lower()
        entries.setdefault(entry, []).append(squeeze(normalise(element.get("content") or "")))
    return from_fields(entries)


def from_fields(entries: dict[str, list[str]]) -> Metadata:
    """Metadata from field names (their last part, in lower case) with their values."""

    def first_of(entry: str) -> str | None:
        return next((value for value in entries.get(entry, []) if value), None)

    identifier = first_of("identifier")
    soort = next((_SOORTEN[value.lower()] for value in entries.get("type", []) if value.lower() in _SOORTEN), None)
    if soort is None and any("zonder antwoord" in value.lower() for value in entries.get("type", [])):
        soort = Soort.VRAAG
    nummer = first_of("aanhangselnummer")
    return Metadata(
        id=norm_id(identifier) if identifier else None,
        kamer="ek" if (first_of("creator") or "").startswith("Eerste Kamer") else "tk" if first_of("creator") else None,
        soort=soort,
        vergaderjaar=norm_vergaderjaar(first_of("vergaderjaar") or ""),
        nummer=nummer.lstrip("0") if nummer else None,
        vraagnummer=first_of("vraagnummer"),
        titel=first_of("title"),
        indieners=tuple(Indiener(naam=heading_name(value)) for value in entries.get("indiener", []) if value),
        ingezonden=parse_date(first_of("datumindiening")),
        ontvangen=parse_date(first_of("datumontvangst")),
        ontvangers=tuple(value for value in entries.get("ontvanger", []) if value),
    )
