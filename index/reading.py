"""Entry point of reading: paths or bytes in, one reading per publication or failure out."""

from __future__ import annotations

import json
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path, PurePosixPath

from index.errors import KamervragenError, NotAPublicationError, UnreadableError
from index.parse.assemble import maak_publicatie
from index.parse.content import Inhoud
from index.parse.detect import Formaat, herken
from index.parse.ids import ID, is_officieel, norm_id, ontleed_aanhangsel
from index.parse.metadata import Metadata, is_metadata, lees_metadata
from index.sources.archive import lees_leden, open_zip
from index.sources.files import Vondst, vind_bestanden
from index.sources.limits import JSONL_REGEL_BYTES, PAKKET_BYTES, TEKST_BYTES, grootte
from index.values import Publication, Reading, Vorm

_METADATA = re.compile(rb"<(?:\w+:)?(?:metadata_gegevens|owms-metadata)\b")
_KOP_BYTES = 4096
_METADATA_BYTES = 256 * 1024
_MEESTE_REGELFOUTEN = 10
_ONOPGEMAAKT = re.compile(r"ah-\d{6,8}")


def read_paths(paths: Sequence[Path], *, jobs: int = 1) -> Iterator[Reading]:
    """Read every publication behind the paths, lazily and in sorted order; a bad file gives a reading with `fout`.

    Args:
        paths: files, folders or ZIP archives, in any supported format.
        jobs: processes to read with; the order stays the same.
    """
    vondsten = list(vind_bestanden([Path(pad) for pad in paths]))
    beschrijvingen = _Beschrijvingen(vondsten)
    taken = (vondst for vondst in vondsten if vondst.fout or not beschrijvingen.is_beschrijving(vondst.pad))
    if jobs <= 1:
        for vondst in taken:
            yield from _lees_vondst(vondst, beschrijvingen.bij(vondst.pad))
    else:
        yield from _parallel(taken, beschrijvingen, jobs)
    yield from beschrijvingen.zonder_document()


def read_bytes(name: str, data: bytes) -> list[Reading]:
    """Read an upload; `name` is used for messages, and for the id when the content gives none."""
    return list(_veilig(name, lambda: _lees_bytes(name, data, None)))


def _lees_vondst(vondst: Vondst, metadata: Metadata | None) -> Iterator[Reading]:
    bron = str(vondst.pad)
    if vondst.fout:
        return iter((Reading(bron=bron, fout=vondst.fout),))
    return _veilig(bron, lambda: _lees_pad(vondst.pad, metadata))


def _veilig(bron: str, lees: Callable[[], Iterator[Reading]]) -> Iterator[Reading]:
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


def _parallel(taken: Iterator[Vondst], beschrijvingen: _Beschrijvingen, jobs: int) -> Iterator[Reading]:
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        lopend: deque[Future[list[Reading]]] = deque()

        def start(aantal: int) -> None:
            for vondst in islice(taken, aantal):
                lopend.append(pool.submit(_lees_taak, vondst, beschrijvingen.bij(vondst.pad)))

        start(8 * jobs)
        while lopend:
            klaar = lopend.popleft()
            start(1)
            yield from klaar.result()


def _lees_taak(vondst: Vondst, metadata: Metadata | None) -> list[Reading]:
    return list(_lees_vondst(vondst, metadata))


def _lees_pad(pad: Path, metadata: Metadata | None) -> Iterator[Reading]:
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
    yield from _lees_bytes(str(pad), pad.read_bytes(), metadata)


def _bewaak(formaat: Formaat, omvang: int) -> None:
    limiet = TEKST_BYTES if formaat in {Formaat.XML, Formaat.HTML, Formaat.TEKST} else PAKKET_BYTES
    if omvang > limiet:
        raise UnreadableError(
            f"{grootte(omvang)} is te groot voor een publicatie; hoogstens {grootte(limiet)} wordt gelezen"
        )


def _lees_bytes(bron: str, data: bytes, metadata: Metadata | None) -> Iterator[Reading]:
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
    from index.parse.office import docx_tekst, is_docx, is_odt, odt_tekst
    from index.parse.text import lees_tekst

    if is_docx(archief):
        yield _reading(bron, Vorm.DOCX, lees_tekst(docx_tekst(archief)), metadata)
    elif is_odt(archief):
        yield _reading(bron, Vorm.ODT, lees_tekst(odt_tekst(archief)), metadata)
    else:
        yield from _lees_archief(bron, archief)


def _lees_archief(bron: str, archief: zipfile.ZipFile) -> Iterator[Reading]:
    """Readings of every member; a metadata file goes with the document that has its id or stands alone in its folder."""
    beschrijvingen: dict[str, Metadata] = {}
    documenten: list[str] = []
    for lid in lees_leden(archief):
        if lid.fout is None and _METADATA.search(lid.data[:_KOP_BYTES]) and len(lid.data) <= _METADATA_BYTES:
            if metadata := _probeer_metadata(lid.data):
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
        stam = norm_id(_stam(lid.naam))
        passend = beschrijvingen.get(stam) or beschrijvingen.get(_map(lid.naam))
        yield from _veilig(naam, lambda lid=lid, naam=naam, passend=passend: _lees_lid(naam, lid.data, passend))  # type: ignore[misc]
    if not gelezen:
        raise NotAPublicationError("het ZIP-bestand bevat geen leesbare bestanden")


def _lees_lid(naam: str, data: bytes, metadata: Metadata | None) -> Iterator[Reading]:
    if data.startswith(b"PK\x03\x04"):
        from index.parse.office import is_docx, is_odt

        with open_zip(data) as binnen:
            if not (is_docx(binnen) or is_odt(binnen)):
                raise UnreadableError("een ZIP in een ZIP wordt niet uitgepakt; pak het buitenste bestand eerst uit")
    yield from _lees_bytes(naam, data, metadata)


def _lees_document(formaat: Formaat, data: bytes) -> tuple[Vorm, Inhoud, Metadata | None]:
    from index.parse.normalise import decode
    from index.parse.text import lees_tekst
    from index.parse.xml import lees_html, lees_xml

    if formaat is Formaat.XML:
        from index.parse.official_xml import is_publicatie, lees_official_xml

        wortel = lees_xml(data)
        if is_metadata(wortel):
            raise NotAPublicationError("metadata zonder het document erbij; lees beide bestanden samen in")
        if not is_publicatie(wortel):
            raise NotAPublicationError(
                "XML, maar geen publicatie van Kamervragen; verwacht wordt officiele-publicatie met kamervragen"
            )
        return Vorm.XML, lees_official_xml(wortel), None
    if formaat is Formaat.HTML:
        from index.parse.html import lees_html_publicatie

        inhoud, metadata = lees_html_publicatie(lees_html(decode(data)))
        return Vorm.HTML, inhoud, metadata
    if formaat is Formaat.PDF:
        from index.parse.pdf import pdf_tekst

        return Vorm.PDF, lees_tekst(pdf_tekst(data), extractie=True), None
    return Vorm.TEKST, lees_tekst(decode(data)), None


def _reading(bron: str, vorm: Vorm, inhoud: Inhoud, metadata: Metadata | None) -> Reading:
    stam = _stam(bron)
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


def _stam(bron: str) -> str:
    naam = PurePosixPath(bron.replace("\\", "/").rsplit("!", 1)[-1]).name
    stam = naam.rsplit(".", 1)[0] if "." in naam[1:] else naam
    gevonden = ID.match(stam)
    return gevonden[0] if gevonden else stam


def _map(naam: str) -> str:
    return f"{PurePosixPath(naam).parent}/"


def _lees_jsonl(bron: str, regels: Iterator[bytes]) -> Iterator[Reading]:
    from index.parse.jsonl import from_json

    fouten = 0
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
            yield Reading(bron=plek, vorm=Vorm.JSONL, publicatie=from_json(regel))
        except (ValueError, RecursionError, KamervragenError) as fout:
            fouten += 1
            if fouten <= _MEESTE_REGELFOUTEN:
                yield Reading(bron=plek, fout=f"{plek}: geen publicatie ({fout}).")
    if fouten > _MEESTE_REGELFOUTEN:
        yield Reading(bron=bron, fout=f"{bron}: nog {fouten - _MEESTE_REGELFOUTEN} regels zijn geen publicatie.")


def _probeer_metadata(data: bytes) -> Metadata | None:
    from index.parse.xml import lees_xml

    try:
        wortel = lees_xml(data)
    except UnreadableError:
        return None
    return lees_metadata(wortel) if is_metadata(wortel) else None


class _Beschrijvingen:
    """The metadata files among the found files, and the documents that they belong to."""

    def __init__(self, vondsten: Sequence[Vondst]) -> None:
        self._paden: dict[Path, Metadata] = {}
        self._per_id: dict[str, Path] = {}
        self._per_map: dict[Path, set[str]] = {}
        self._gebruikt: set[str] = set()
        for vondst in vondsten:
            if vondst.fout is None:
                self._bekijk(vondst.pad)

    def _bekijk(self, pad: Path) -> None:
        try:
            if pad.stat().st_size > _METADATA_BYTES:
                return
            with pad.open("rb") as bestand:
                if not _METADATA.search(bestand.read(_KOP_BYTES)):
                    return
            metadata = _probeer_metadata(pad.read_bytes())
        except OSError:
            return
        if metadata is None:
            return
        self._paden[pad] = metadata
        if metadata.id:
            self._per_id.setdefault(metadata.id, pad)
            self._per_map.setdefault(pad.parent, set()).add(metadata.id)

    def is_beschrijving(self, pad: Path) -> bool:
        return pad in self._paden

    def bij(self, pad: Path) -> Metadata | None:
        """The metadata of a document: by the id in its name, else the only one in its folder."""
        stam = norm_id(_stam(str(pad)))
        in_map = self._per_map.get(pad.parent, set())
        gekozen = (
            stam
            if stam in self._per_id
            else next(iter(in_map))
            if len(in_map) == 1 and not is_officieel(stam)
            else None
        )
        if gekozen is None:
            return None
        self._gebruikt.add(gekozen)
        return self._paden[self._per_id[gekozen]]

    def zonder_document(self) -> Iterator[Reading]:
        for pad, metadata in self._paden.items():
            if metadata.id not in self._gebruikt:
                yield Reading(
                    bron=str(pad), fout=f"{pad}: metadata zonder het document erbij; lees beide bestanden samen in."
                )


def same_publication_key(publication: Publication) -> str:
    """What makes two publications one: chamber, parliamentary year and number; without these the id."""
    if delen := ontleed_aanhangsel(publication.id):
        return f"{delen[0]}-{delen[1]}-{delen[2]}"
    if publication.vergaderjaar and publication.nummer and not publication.id.startswith("kv-"):
        kamer = "ek" if publication.id.startswith("ah-ek") else "tk"
        return f"{kamer}-{publication.vergaderjaar}-{publication.nummer.lstrip('0')}"
    return publication.id


def supersedes(new: Publication, new_vorm: Vorm, old: Publication, old_vorm: Vorm) -> bool:
    """Whether a newly read publication takes the place of the one stored under the same key.

    Typeset replaces un-typeset, a reprint or correction its base, then the richer form the poorer; of two readings that are
    alike in this the new one wins, so that a changed file takes effect.
    """
    return _waardering(new, new_vorm) >= _waardering(old, old_vorm)


def _waardering(publication: Publication, vorm: Vorm) -> tuple[bool, int, int]:
    onopgemaakt = (
        _ONOPGEMAAKT.fullmatch(publication.id) is not None or dict(publication.herkomst).get("opmaak") == "onopgemaakt"
    )
    delen = ontleed_aanhangsel(publication.id)
    versie = delen[3] if delen else ""
    herdruk = int(versie[2:]) + (100 if versie[1] == "n" else 0) if versie else 0
    return not onopgemaakt, herdruk, -vorm.rang
