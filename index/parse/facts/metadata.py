"""The two official metadata files: `metadata.xml` and `metadata_owms.xml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from index.parse.facts.dates import parse_datum
from index.parse.facts.ids import norm_id, norm_vergaderjaar
from index.parse.lines.normalise import normaliseer, smal
from index.parse.xml import naam, tekst
from index.values import Indiener, Soort

WORTELS = frozenset({"metadata_gegevens", "owms-metadata"})

_SOORTEN = {"antwoord": Soort.ANTWOORD, "mededeling": Soort.MEDEDELING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the official metadata of one publication says. It has no ministry and no party."""

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
    onopgemaakt: bool = False


def is_metadata(wortel: etree._Element) -> bool:
    """Whether a root element is that of a metadata file."""
    return naam(wortel) in WORTELS


def lees_metadata(wortel: etree._Element) -> Metadata:
    """Read either kind of metadata file."""
    velden: dict[str, list[str]] = {}
    if naam(wortel) == "metadata_gegevens":
        for element in wortel:
            veld = (element.get("name") or "").rsplit(".", 1)[-1].lower()
            velden.setdefault(veld, []).append(smal(normaliseer(element.get("content") or "")))
    else:
        for element in wortel.iter():
            if naam(element) and len(element) == 0:
                velden.setdefault(naam(element).rsplit(".", 1)[-1], []).append(normaliseer(tekst(element)))
    return uit_velden(velden)


def uit_velden(velden: dict[str, list[str]]) -> Metadata:
    """Metadata from field names (their last part, in lower case) with their values."""

    def een(veld: str) -> str | None:
        return next((waarde for waarde in velden.get(veld, []) if waarde), None)

    identifier = een("identifier")
    soort = next((_SOORTEN[waarde.lower()] for waarde in velden.get("type", []) if waarde.lower() in _SOORTEN), None)
    if soort is None and any("zonder antwoord" in waarde.lower() for waarde in velden.get("type", [])):
        soort = Soort.VRAAG
    nummer = een("aanhangselnummer")
    return Metadata(
        id=norm_id(identifier) if identifier else None,
        kamer="ek" if (een("creator") or "").startswith("Eerste Kamer") else "tk" if een("creator") else None,
        soort=soort,
        vergaderjaar=norm_vergaderjaar(een("vergaderjaar") or ""),
        nummer=nummer.lstrip("0") if nummer else None,
        vraagnummer=een("vraagnummer"),
        titel=een("title"),
        indieners=tuple(Indiener(naam=_naam(waarde)) for waarde in velden.get("indiener", []) if waarde),
        ingezonden=parse_datum(een("datumindiening")),
        ontvangen=parse_datum(een("datumontvangst")),
        onopgemaakt=(een("documentstatus") or "").lower() == "onopgemaakt",
    )


def _naam(waarde: str) -> str:
    """A name as headings have it: "Van Weyenberg" for "S.P.R.A. van Weyenberg", "Sterk" for "Sterk W.R.C."."""
    roepnaam = re.search(r"\((?P<naam>[^)]+)\)", waarde)
    kaal = re.sub(r"\s*\([^)]*\)", "", waarde)
    kaal = re.sub(r"(?:^|\s)(?:[A-Z][a-z]?\.)+(?=\s|$)", " ", kaal).strip()
    if roepnaam:
        return f"{roepnaam['naam']} {kaal}"
    return kaal[:1].upper() + kaal[1:] if kaal else waarde
