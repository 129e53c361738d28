"""How a bundle is laid out: a ZIP of plain text and plain numbers, listed with sizes and hashes; nothing is run."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import InputError, MissingPathError

LISTING = "bundel.json"
NOTE = "LEESMIJ.txt"
PUBLICATIONS = "publicaties.jsonl"
HARVEST = "oogst.jsonl"
TEXTS = "teksten.sha256"
VECTORS = "vectoren.f32"
TOKENS = "tokens.bin"
TOKEN_ENDS = "tokens.u64"  # noqa: S105  # a file name
QUANTISER = "kwantisatie.f32"
ALWAYS = frozenset({NOTE, PUBLICATIONS, HARVEST, TEXTS, VECTORS})
WITH_TOKENS = frozenset({TOKENS, TOKEN_ENDS, QUANTISER})
DIGEST_BYTES = hashlib.sha256().digest_size

FORMAT: Literal[2] = 2
MAX_BYTES = 64 << 30
"""Of what a bundle unpacks to; the whole record with token vectors is an eighth of it."""
MAX_LISTING_BYTES = 1 << 20
CHUNK_BYTES = 1 << 20


class BundleFile(BaseModel):
    """A file of a bundle, as the listing promises it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int = Field(ge=0, le=MAX_BYTES)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class BundleListing(BaseModel):
    """What a bundle holds.

    Attributes:
        format: 1 has token vectors of two bits a value, 2 of one.
        model_name, model_fingerprint, dimension: the model that the vectors are of.
        token_dimension: length of a token vector; None without token vectors.
        passages: different texts with a vector.
        van, tot: the earliest and the latest publication.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1, 2] = FORMAT
    made_at: datetime
    kamervragen: str
    model_name: str
    model_fingerprint: str
    dimension: int = Field(gt=0, le=1 << 16)
    token_dimension: int | None = Field(default=None, gt=0, le=1 << 16)
    publications: int = Field(ge=0)
    passages: int = Field(ge=0)
    van: date | None
    tot: date | None
    files: dict[str, BundleFile]


@contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, BundleListing]]:
    """A bundle with its listing, checked to name the files of a bundle and no other.

    Raises:
        MissingPathError: the file is not there.
        InputError: it is no bundle, is damaged, or is of a newer version.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive, _listing(source, archive)
    except FileNotFoundError as error:
        raise MissingPathError(f"{source}: bestaat niet; controleer de naam") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{source} is geen bundel van kamervragen, of is beschadigd: haal hem opnieuw op") from error


def unpack(source: Path, archive: zipfile.ZipFile, listing: BundleListing, folder: Path) -> None:
    """Unpacks the files and checks each; an InputError where one is not what the listing says that it is."""
    for name, promised in listing.files.items():
        digest, left = hashlib.sha256(), promised.bytes
        with archive.open(name) as packed, (folder / name).open("wb") as file:
            while chunk := packed.read(CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    break
                digest.update(chunk)
                file.write(chunk)
        if left or digest.hexdigest() != promised.sha256:
            raise InputError(f"{source} is beschadigd: {name} is niet wat er is ingepakt; haal de bundel opnieuw op")


def _listing(source: Path, archive: zipfile.ZipFile) -> BundleListing:
    try:
        info = archive.getinfo(LISTING)
        if info.file_size > MAX_LISTING_BYTES:
            raise InputError(f"{source} is geen bundel van kamervragen: {LISTING} is te groot")
        data = archive.read(info)
        listing = BundleListing.model_validate_json(data)
    except KeyError as error:
        raise InputError(f"{source} is geen bundel van kamervragen: {LISTING} ontbreekt") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        if where == "format":
            raise InputError(f"{source} is een bundel van een nieuwere versie: werk kamervragen bij") from error
        raise InputError(f"{source} is geen bundel van kamervragen: {LISTING} klopt niet ({where})") from error
    wanted = ALWAYS | (WITH_TOKENS if listing.token_dimension else frozenset())
    if listing.files.keys() != wanted or not wanted <= set(archive.namelist()):
        raise InputError(f"{source} is geen bundel van kamervragen: er ontbreekt iets, of er zit iets vreemds in")
    if sum(file.bytes for file in listing.files.values()) > MAX_BYTES:
        raise InputError(f"{source} pakt uit tot meer dan {MAX_BYTES >> 30} GiB: dat is geen bundel van Kamervragen")
    return listing
