"""Reads one input, be it a document, an archive or a file of JSON lines; every failure becomes a reason."""

from __future__ import annotations

import json
import logging
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from index.errors import KamervragenError, NotAPublicationError, UnreadableError, why
from index.parse.assemble import make_publication
from index.parse.body.sets import OneSet
from index.parse.content import Content
from index.parse.facts.answering import with_ministry
from index.parse.facts.companions import is_description, read_description, stem_of
from index.parse.facts.ids import is_official_id, norm_id
from index.parse.facts.metadata import Metadata, is_metadata
from index.parse.formats.detect import FileFormat, recognise
from index.parse.marks.labels import is_answer_label
from index.sources.archive import open_zip, read_members
from index.sources.limits import JSONL_LINE_BYTES, PACKAGE_BYTES, TEXT_BYTES, size_text
from index.values import Reading, Vorm

logger = logging.getLogger(__name__)

_HEAD_BYTES = 4096
_MOST_LINE_FAULTS = 10


def guarded(bron: str, read_it: Callable[[], Iterator[Reading]]) -> Iterator[Reading]:
    """Readings of one input; whatever goes wrong becomes a reading with the reason."""
    try:
        yield from read_it()
        return
    except KamervragenError as error:
        fout = str(error)
    except OSError as error:
        fout = f"kan niet worden gelezen ({why(error)}); controleer de rechten"
    except MemoryError:
        fout = "te groot voor het geheugen; niet gelezen"
    except Exception:
        logger.info("%s cannot be read", bron, exc_info=True)
        fout = (
            "de inhoud is anders dan van een publicatie verwacht mag worden; niet gelezen."
            " Meld dit met het bestand erbij; --verbose toont de oorzaak"
        )
    yield Reading(bron=bron, fout=f"{bron}: {fout}.")


ReadOne = Callable[[str, bytes, Metadata | None], Iterable[Reading]]
"""Reads the bytes of one document, here or in a process apart."""


def read_bytes(bron: str, data: bytes, metadata: Metadata | None = None) -> list[Reading]:
    """Readings of one document, in this process.

    Args:
        bron: what messages call it, and the id when neither content nor metadata gives one.
    """
    return list(guarded(bron, lambda: read_input(bron, data, metadata)))


def read_path(path: Path, metadata: Metadata | None, read_one: ReadOne = read_bytes) -> Iterator[Reading]:
    """Readings of a file, of which no more is taken into memory than one publication needs."""
    size = path.stat().st_size
    with path.open("rb") as file:
        heading = file.read(_HEAD_BYTES)
    if not heading.strip():
        raise NotAPublicationError("het bestand is leeg; er is niets te lezen")
    file_format = recognise(heading)
    if file_format is FileFormat.JSONL:
        with path.open("rb") as stream:
            yield from read_jsonl(str(path), iter(lambda: stream.readline(JSONL_LINE_BYTES + 1), b""))
        return
    if file_format is FileFormat.PAKKET:
        with open_zip(path) as archive:
            if _form_of(archive) is None:
                yield from _read_archive(str(path), archive, read_one)
                return
    _check_size(file_format, size)
    yield from read_one(str(path), path.read_bytes(), metadata)


def _form_of(archive: zipfile.ZipFile) -> Vorm | None:
    from index.parse.formats.office import form_of

    return form_of(archive)


def _check_size(file_format: FileFormat, size: int) -> None:
    limit = TEXT_BYTES if file_format in {FileFormat.XML, FileFormat.HTML, FileFormat.TEKST} else PACKAGE_BYTES
    if size > limit:
        raise UnreadableError(
            f"{size_text(size)} is te groot voor een publicatie; hoogstens {size_text(limit)} wordt gelezen"
        )


def read_input(bron: str, data: bytes, metadata: Metadata | None) -> Iterator[Reading]:
    """Readings of bytes whose format is told from their content."""
    if not data.strip():
        raise NotAPublicationError("het bestand is leeg; er is niets te lezen")
    file_format = recognise(data)
    if file_format is FileFormat.JSONL:
        yield from read_jsonl(bron, iter(data.splitlines(keepends=True)))
        return
    _check_size(file_format, len(data))
    if file_format is FileFormat.PAKKET:
        with open_zip(data) as archive:
            yield from _read_package(bron, archive, metadata)
        return
    vorm, contents, own = _read_document(file_format, data, _only(bron, metadata))
    yield from _readings(bron, vorm, contents, metadata or own)


def _read_package(bron: str, archive: zipfile.ZipFile, metadata: Metadata | None) -> Iterator[Reading]:
    from index.parse.formats.office import form_of, office_text
    from index.parse.formats.text import read_texts

    if vorm := form_of(archive):
        contents = read_texts(office_text(archive, vorm), _only(bron, metadata))
        yield from _readings(bron, vorm, contents, metadata)
    else:
        yield from _read_archive(bron, archive, read_bytes)


def _read_archive(bron: str, archive: zipfile.ZipFile, read_one: ReadOne) -> Iterator[Reading]:
    """Readings of every member; a metadata file goes with the document of its id, or the one in its folder."""
    descriptions: dict[str, Metadata] = {}
    documents: set[str] = set()
    for member in read_members(archive):
        if member.fout is None and is_description(member.data):
            if metadata := read_description(member.data):
                descriptions[_folder_of(member.naam)] = metadata
                descriptions[metadata.id or ""] = metadata
        else:
            documents.add(member.naam)
    read_count = 0
    for member in read_members(archive):
        if member.naam not in documents:
            continue
        read_count += 1
        naam = f"{bron}!{member.naam}"
        if member.fout:
            yield Reading(bron=naam, fout=f"{naam}: {member.fout}.")
            continue
        stem = norm_id(stem_of(member.naam))
        fitting = descriptions.get(stem) or descriptions.get(_folder_of(member.naam))
        yield from guarded(naam, partial(_read_member, naam, member.data, fitting, read_one))
    if not read_count:
        raise NotAPublicationError("het ZIP-bestand bevat geen leesbare bestanden")


def _read_member(naam: str, data: bytes, metadata: Metadata | None, read_one: ReadOne) -> Iterator[Reading]:
    if data.startswith(b"PK\x03\x04"):
        with open_zip(data) as within:
            if _form_of(within) is None:
                raise UnreadableError("een ZIP in een ZIP wordt niet uitgepakt; pak het buitenste bestand eerst uit")
    yield from read_one(naam, data, metadata)


def _read_document(
    file_format: FileFormat, data: bytes, only: OneSet | None
) -> tuple[Vorm, list[Content], Metadata | None]:
    """The form, the publications in the document (a letter may answer several sets), and its own metadata."""
    from index.parse.formats.text import read_texts
    from index.parse.lines.normalise import decode
    from index.parse.xml import parse_html, parse_xml

    if file_format is FileFormat.XML:
        from index.parse.formats.official_xml import is_publication, read_official_xml

        root = parse_xml(data)
        if is_metadata(root):
            raise NotAPublicationError("metadata zonder het document erbij; lees beide bestanden samen in")
        if not is_publication(root):
            raise NotAPublicationError(
                "XML, maar geen publicatie van Kamervragen; verwacht wordt officiele-publicatie met kamervragen"
            )
        return Vorm.XML, [read_official_xml(root)], None
    if file_format is FileFormat.HTML:
        from index.parse.formats.html import read_html_publications

        return Vorm.HTML, *read_html_publications(parse_html(decode(data)), only)
    if file_format is FileFormat.PDF:
        from index.parse.formats.pdf import pdf_text

        pdf = pdf_text(data)
        if pdf.is_mixed and not any(is_answer_label(line) for page in pdf.pages for line in page.split("\n")):
            raise UnreadableError(
                "vragen en antwoorden staan naast elkaar in kolommen die niet uit elkaar te houden zijn;"
                " lees het Word-bestand of de webpagina in"
            )
        contents = read_texts("\n\f\n".join(pdf.pages), only, extracted=True, texts=pdf.notes)
        if pdf.lost:
            nummers = ", ".join(str(nummer) for nummer in sorted(set(pdf.lost)))
            contents[0].twijfels.append(f"verwijzing naar noot {nummers}, die er niet staat")
        return Vorm.PDF, contents, None
    if file_format in (FileFormat.RTF, FileFormat.DOC):
        from index.parse.formats.old_word import doc_text, rtf_text

        text = rtf_text(data) if file_format is FileFormat.RTF else doc_text(data)
        return Vorm(file_format.value), read_texts(text, only), None
    return Vorm.TEKST, read_texts(decode(data), only), None


def _only(bron: str, metadata: Metadata | None) -> OneSet | None:
    """Whether the document is one publication: when it has metadata, or an official id as its name."""
    if metadata is not None or is_official_id(norm_id(stem_of(bron))):
        return OneSet(vraagnummer=metadata.vraagnummer if metadata else None)
    return None


def _readings(bron: str, vorm: Vorm, contents: list[Content], metadata: Metadata | None) -> Iterator[Reading]:
    """A reading for each publication of a document; of several each is named after its vraagnummer or its place."""
    for place, content in enumerate(contents, start=1):
        stem = stem_of(bron)
        if len(contents) > 1:
            stem = f"{stem}-{(content.facts.vraagnummer or str(place)).lower()}"
        yield _reading(bron, vorm, content, stem, metadata)


def _reading(bron: str, vorm: Vorm, content: Content, stem: str, metadata: Metadata | None) -> Reading:
    facts = content.facts
    stated = (facts.id, facts.nummer, facts.vraagnummer, facts.indieners, facts.beantwoord_door)
    proof = any(stated) or (metadata and metadata.id)
    if not content.blocks and not (proof and (facts.indieners or facts.beantwoord_door or facts.soort)):
        raise NotAPublicationError("dit is geen publicatie van Kamervragen: geen vragen of antwoorden gevonden")
    numbered = sum(1 for block in content.blocks if block.nummers)
    if not proof and not is_official_id(stem) and (numbered < 2 or "geen kopjes" in " ".join(content.twijfels)):
        raise NotAPublicationError(
            "dit is geen publicatie van Kamervragen: geen kop en geen genummerde vragen gevonden"
        )
    publicatie, restant = make_publication(content, stem, metadata)
    return Reading(bron=bron, vorm=vorm, publicatie=publicatie, restant=restant)


def _folder_of(naam: str) -> str:
    return f"{PurePosixPath(naam).parent}/"


def read_jsonl(bron: str, lines: Iterator[bytes]) -> Iterator[Reading]:
    """Reads lines of JSONL; a line that is no publication is told of, and does not stop the others."""
    from index.parse.formats.jsonl import from_json

    failed: list[Reading] = []  # told once there is a publication too: otherwise the file is something else
    failures = read_count = without_pairs = 0
    for nummer, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        place = f"{bron}, regel {nummer}"
        try:
            line = _object_of(raw)
            without_pairs += "paren" not in line
            publicatie = with_ministry(from_json(line))
        except (ValueError, KamervragenError) as error:
            failures += 1
            if failures <= _MOST_LINE_FAULTS:
                failed.append(Reading(bron=place, fout=f"{place}: geen publicatie ({error})."))
        else:
            read_count += 1
            yield from failed
            failed.clear()
            yield Reading(bron=place, vorm=Vorm.JSONL, publicatie=publicatie)
    if failures and not read_count:
        first = (failed[0].fout or "").removeprefix(f"{bron}, ")
        fout = f"{bron}: geen van de {failures} regels is een publicatie; {first}"
        yield Reading(bron=bron, vorm=Vorm.JSONL if without_pairs == failures else None, fout=fout)
        return
    yield from failed
    if failures > _MOST_LINE_FAULTS:
        yield Reading(bron=bron, fout=f"{bron}: nog {failures - _MOST_LINE_FAULTS} regels zijn geen publicatie.")


def _object_of(raw: bytes) -> dict[str, object]:
    if len(raw) > JSONL_LINE_BYTES:
        raise NotAPublicationError(f"langer dan {size_text(JSONL_LINE_BYTES)}")
    try:
        line = json.loads(raw)
    except json.JSONDecodeError as error:
        raise NotAPublicationError(f"geen geldige JSON bij teken {error.pos}") from error
    except UnicodeDecodeError as error:
        raise NotAPublicationError("geen UTF-8") from error
    except RecursionError as error:
        raise NotAPublicationError("te diep genest") from error
    if not isinstance(line, dict):
        raise NotAPublicationError("geen JSON-object")
    return line
