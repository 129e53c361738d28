"""Brings a bundle from the web: goes on where it was broken off, and checks its hash where one is given."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from index.errors import InputError, SourceError, why
from index.harvest.bundle.layout import CHUNK_BYTES, MAX_BYTES
from index.settings import make_writable_dir
from index.sources.files import sha256_of

TIMEOUT_S = 60.0
PARTIAL_CONTENT = 206
RANGE_NOT_SATISFIABLE = 416
_HASH = re.compile(r"sha256=([0-9a-f]{64})")


@contextmanager
def local(source: str, data_dir: Path) -> Iterator[Path]:
    """A bundle as a file here: itself, or what its address gives.

    Args:
        source: a path, or an address with http(s); `#sha256=...` behind either is checked.
        data_dir: where a download is kept until it was used; broken off, the next call goes on with it.

    Raises:
        InputError: the hash is another, or what stands behind `#` is none.
        SourceError: the address does not give it.
    """
    bare, wanted = _parted(source)
    if urlsplit(bare).scheme not in ("http", "https"):
        _check(Path(bare), wanted, source)
        yield Path(bare)
        return
    make_writable_dir(data_dir)
    part = data_dir / f"{hashlib.sha256(bare.encode()).hexdigest()[:16]}.bundel.part"
    _download(bare, part)
    try:
        _check(part, wanted, bare)
    except InputError:
        _forget(part)  # another try begins anew
        raise
    yield part
    _forget(part)


def _parted(source: str) -> tuple[str, str | None]:
    bare, fragment = urldefrag(source)
    if not fragment:
        return source.removesuffix("#"), None
    if (found := _HASH.fullmatch(fragment)) is None:
        if urlsplit(bare).scheme in ("http", "https"):
            raise InputError(f"{source}: achter # hoort sha256= met 64 tekens 0-9 en a-f")
        return source, None  # a file name may have a #
    return bare, found[1]


def _check(path: Path, wanted: str | None, shown: str) -> None:
    if wanted is None:
        return
    try:
        found = sha256_of(path)
    except OSError as error:
        raise InputError(f"{path}: kan niet worden gelezen ({why(error)}); controleer de naam") from error
    if found != wanted:
        raise InputError(f"{shown} is niet het bestand dat u verwacht: sha256 is {found}, niet {wanted}")


def _download(address: str, part: Path) -> None:
    """Downloads the rest of the file; from the start when the server has another file by now."""
    mark = part.with_suffix(".json")
    done, tag = (part.stat().st_size if part.exists() else 0), _tag_of(mark)
    headers = {"User-Agent": "kamervragen"} | ({"Range": f"bytes={done}-", "If-Range": tag} if done and tag else {})
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=TIMEOUT_S) as given:  # noqa: S310  # http(s) by the caller
            is_rest = given.status == PARTIAL_CONTENT
            left = int(given.headers.get("Content-Length") or 0)
            free = shutil.disk_usage(part.parent).free
            if left > min(free, MAX_BYTES):
                raise InputError(
                    f"{address} is {left >> 20} MiB en er is {free >> 20} MiB vrij op {part.parent}: maak ruimte"
                )
            mark.write_text(json.dumps({"tag": given.headers.get("ETag")}), encoding="utf-8")
            with part.open("ab" if is_rest else "wb") as file:
                read = 0
                while chunk := given.read(CHUNK_BYTES):
                    read += len(chunk)
                    if read > MAX_BYTES:
                        raise InputError(f"{address} houdt niet op: geen bundel is groter dan {MAX_BYTES >> 30} GiB")
                    file.write(chunk)
            if read < left:
                raise SourceError(_broken_off(address, f"{left - read} bytes ontbreken"))
    except urllib.error.HTTPError as error:
        if error.code == RANGE_NOT_SATISFIABLE and done:
            return  # it was complete
        raise SourceError(f"{address} geeft geen bundel (antwoord {error.code}): controleer het adres") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SourceError(_broken_off(address, str(getattr(error, "reason", error)))) from error


def _broken_off(address: str, why: str) -> str:
    return f"ophalen van {address} is afgebroken ({why}): hetzelfde commando gaat verder waar het was"


def _tag_of(mark: Path) -> str | None:
    try:
        tag = json.loads(mark.read_text(encoding="utf-8"))["tag"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tag if isinstance(tag, str) else None


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.with_suffix(".json").unlink(missing_ok=True)
