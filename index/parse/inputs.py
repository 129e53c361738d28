"""One input to readings: the format told from the content, every failure turned into a reason."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from index.errors import KamervragenError, NotAPublicationError, UnreadableError
from index.parse.assemble import maak_publicatie
from index.parse.content import Inhoud
from index.parse.facts.companions import is_beschrijving, lees_beschrijving, stam_van
from index.parse.facts.ids import is_officieel, norm_id
from index.parse.facts.metadata import Metadata, is_metadata
from index.parse.formats.detect import Formaat, herken
from index.sources.archive import lees_leden, open_zip
from index.sources.limits import JSONL_REGEL_BYTES, PAKKET_BYTES, TEKST_BYTES, grootte
from index.values import Reading, Vorm

_KOP_BYTES = 4096
_MEESTE_REGELFOUTEN = 10


def veilig(bron: str, lees: Callable[[], Iterator[Reading]]) -> Iterator[Reading]:
    """Readings of one input; whatever goes wrong becomes a reading with the reason."""
    try:
        yield from lees()
    except KamervragenError as fout:
        yield Reading(bron=bron, fout=f"{bron}: {fout}.")
    except OSError as fout:
        yield Reading(
            bron=bron, fout=f"{bron}: kan niet worden gelezen ({fout.strerror or fout}); controleer de rechten."
        )
    except MemoryError:
        yield Reading(bron=bron, fout=f"{bron}: te groot voor het geheugen; niet gelezen.")
    except Exception as fout:
        yield Reading(bron=bron, fout=f"{bron}: onverwachte inhoud ({type(fout).__name__}: {fout}); niet gelezen.")


def lees_pad(pad: Path, metadata: Metadata | None) -> Iterator[Reading]:
    """Readings of a file, of which no more is taken into memory than one publication needs."""
    omvang = pad.stat().st_size
    with pad.open("rb") as bestand:
        kop = bestand.read(_KOP_BYTES)
    if not kop.strip():
        raise NotAPublicationError("het bestand is leeg; er is niets te lezen")
    formaat = herken(kop)
    if formaat is Formaat.JSONL:
        with pad.open("rb") as stroom:
            yield from _lees_jsonl(str(pad), iter(lambda: stroom.readline(JSONL_REGEL_BYTES + 1), b""))
        return
    if formaat is Formaat.PAKKET and omvang > PAKKET_BYTES:
        with open_zip(pad) as archief:
            yield from _lees_archief(str(pad), archief)
        return
    _bewaak(formaat, omvang)
    yield from lees_bytes(str(pad), pad.read_bytes(), metadata)


def _bewaak(formaat: Formaat, omvang: int) -> None:
    limiet = TEKST_BYTES if formaat in {Formaat.XML, Formaat.HTML, Formaat.TEKST} else PAKKET_BYTES
    if omvang > limiet:
        raise UnreadableError(
            f"{grootte(omvang)} is te groot voor een publicatie; hoogstens {grootte(limiet)} wordt gelezen"
        )


def lees_bytes(bron: str, data: bytes, metadata: Metadata | None) -> Iterator[Reading]:
    """Readings of bytes whose format is told from their content."""
    if not data.strip():
        raise NotAPublicationError("het bestand is leeg; er is niets te lezen")
    formaat = herken(data)
    if formaat is Formaat.JSONL:
        yield from _lees_jsonl(bron, iter(data.splitlines(keepends=True)))
        return
    _bewaak(formaat, len(data))
    if formaat is Formaat.PAKKET:
        with open_zip(data) as archief:
            yield from _lees_pakket(bron, archief, metadata)
        return
    vorm, inhoud, eigen = _lees_document(formaat, data)
    yield _reading(bron, vorm, inhoud, metadata or eigen)


def _lees_pakket(bron: str, archief: zipfile.ZipFile, metadata: Metadata | None) -> Iterator[Reading]:
    from index.parse.formats.office import docx_tekst, is_docx, is_odt, odt_tekst
    from index.parse.formats.text import lees_tekst

    if is_docx(archief):
        yield _reading(bron, Vorm.DOCX, lees_tekst(docx_tekst(archief)), metadata)
    elif is_odt(archief):
        yield _reading(bron, Vorm.ODT, lees_tekst(odt_tekst(archief)), metadata)
    else:
        yield from _lees_archief(bron, archief)


def _lees_archief(bron: str, archief: zipfile.ZipFile) -> Iterator[Reading]:
    """Readings of every member; a metadata file goes with the document of its id, or the one in its folder."""
    beschrijvingen: dict[str, Metadata] = {}
    documenten: list[str] = []
    for lid in lees_leden(archief):
        if lid.fout is None and is_beschrijving(lid.data):
            if metadata := lees_beschrijving(lid.data):
                beschrijvingen[_map(lid.naam)] = metadata
                beschrijvingen[metadata.id or ""] = metadata
        else:
            documenten.append(lid.naam)
    gelezen = 0
    for lid in lees_leden(archief):
        if lid.naam not in documenten:
            continue
        gelezen += 1
        naam = f"{bron}!{lid.naam}"
        if lid.fout:
            yield Reading(bron=naam, fout=f"{naam}: {lid.fout}.")
            continue
        stam = norm_id(stam_van(lid.naam))
        passend = beschrijvingen.get(stam) or beschrijvingen.get(_map(lid.naam))
        yield from veilig(naam, lambda lid=lid, naam=naam, passend=passend: _lees_lid(naam, lid.data, passend))  # type: ignore[misc]
    if not gelezen:
        raise NotAPublicationError("het ZIP-bestand bevat geen leesbare bestanden")


def _lees_lid(naam: str, data: bytes, metadata: Metadata | None) -> Iterator[Reading]:
    if data.startswith(b"PK\x03\x04"):
        from index.parse.formats.office import is_docx, is_odt

        with open_zip(data) as binnen:
            if not (is_docx(binnen) or is_odt(binnen)):
                raise UnreadableError("een ZIP in een ZIP wordt niet uitgepakt; pak het buitenste bestand eerst uit")
    yield from lees_bytes(naam, data, metadata)


def _lees_document(formaat: Formaat, data: bytes) -> tuple[Vorm, Inhoud, Metadata | None]:
    from index.parse.formats.text import lees_tekst
    from index.parse.lines.normalise import decode
    from index.parse.xml import lees_html, lees_xml

    if formaat is Formaat.XML:
        from index.parse.formats.official_xml import is_publicatie, lees_official_xml

        wortel = lees_xml(data)
        if is_metadata(wortel):
            raise NotAPublicationError("metadata zonder het document erbij; lees beide bestanden samen in")
        if not is_publicatie(wortel):
            raise NotAPublicationError(
                "XML, maar geen publicatie van Kamervragen; verwacht wordt officiele-publicatie met kamervragen"
            )
        return Vorm.XML, lees_official_xml(wortel), None
    if formaat is Formaat.HTML:
        from index.parse.formats.html import lees_html_publicatie

        inhoud, metadata = lees_html_publicatie(lees_html(decode(data)))
        return Vorm.HTML, inhoud, metadata
    if formaat is Formaat.PDF:
        from index.parse.formats.pdf import pdf_tekst

        return Vorm.PDF, lees_tekst(pdf_tekst(data), extractie=True), None
    return Vorm.TEKST, lees_tekst(decode(data)), None


def _reading(bron: str, vorm: Vorm, inhoud: Inhoud, metadata: Metadata | None) -> Reading:
    stam = stam_van(bron)
    feiten = inhoud.feiten
    bewijs = (
        feiten.id
        or feiten.nummer
        or feiten.vraagnummer
        or feiten.indieners
        or feiten.beantwoord_door
        or (metadata and metadata.id)
    )
    if not inhoud.blokken and not (bewijs and (feiten.indieners or feiten.beantwoord_door or feiten.soort)):
        raise NotAPublicationError("dit is geen publicatie van Kamervragen: geen vragen of antwoorden gevonden")
    genummerd = sum(1 for blok in inhoud.blokken if blok.nummers)
    if not bewijs and not is_officieel(stam) and (genummerd < 2 or "geen kopjes" in " ".join(inhoud.twijfels)):
        raise NotAPublicationError(
            "dit is geen publicatie van Kamervragen: geen kop en geen genummerde vragen gevonden"
        )
    publicatie, restant = maak_publicatie(inhoud, stam, metadata)
    return Reading(bron=bron, vorm=vorm, publicatie=publicatie, restant=restant)


def _map(naam: str) -> str:
    return f"{PurePosixPath(naam).parent}/"


def _lees_jsonl(bron: str, regels: Iterator[bytes]) -> Iterator[Reading]:
    from index.parse.formats.jsonl import from_json

    mislukt: list[Reading] = []  # told once there is a publication too: otherwise the file is something else
    fouten = gelezen = 0
    for nummer, ruw in enumerate(regels, start=1):
        if not ruw.strip():
            continue
        plek = f"{bron}, regel {nummer}"
        try:
            if len(ruw) > JSONL_REGEL_BYTES:
                raise NotAPublicationError(f"langer dan {grootte(JSONL_REGEL_BYTES)}")
            regel = json.loads(ruw)
            if not isinstance(regel, dict):
                raise NotAPublicationError("geen JSON-object")
            publicatie = from_json(regel)
        except (ValueError, RecursionError, KamervragenError) as fout:
            fouten += 1
            if fouten <= _MEESTE_REGELFOUTEN:
                mislukt.append(Reading(bron=plek, fout=f"{plek}: geen publicatie ({fout})."))
        else:
            gelezen += 1
            yield from mislukt
            mislukt.clear()
            yield Reading(bron=plek, vorm=Vorm.JSONL, publicatie=publicatie)
    if fouten and not gelezen:
        yield Reading(bron=bron, fout=f"{bron}: geen van de {fouten} regels is een publicatie; {_kort(mislukt[0])}")
        return
    yield from mislukt
    if fouten > _MEESTE_REGELFOUTEN:
        yield Reading(bron=bron, fout=f"{bron}: nog {fouten - _MEESTE_REGELFOUTEN} regels zijn geen publicatie.")


def _kort(mislukt: Reading) -> str:
    """The failure of a line without the path, which stands before it already."""
    return (mislukt.fout or "").removeprefix(mislukt.bron.rpartition(", ")[0] + ", ")
