"""A recording of what a source answered: made on the way of a harvest, and played back where there is no network.

A recording is a folder: `opname.json` says when it was made, `0001.json` an address with its status and headers, and
`0001.body` what it gave; of a refusal the reason. Nothing of who asked is in it.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.errors import (
    AddressError,
    HarvestError,
    InputError,
    OutputError,
    RefusedError,
    ResponseError,
    RetryLaterError,
    TooLargeError,
    UnavailableError,
    why,
)

FAULTS: Mapping[str, type[HarvestError]] = {
    error.__name__: error
    for error in (AddressError, RefusedError, ResponseError, RetryLaterError, TooLargeError, UnavailableError)
}
"""What a recording can hold instead of an answer."""
HEAD = "opname.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer: 200, 304 (unchanged), 404 or 410 (there is none).

    Attributes:
        url: where the body came from, after redirects.
        headers: names in lower case.
        body: unpacked and complete.
        redirects: the addresses before `url`, in order.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    redirects: tuple[str, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether the source says that there is no such document."""
        return self.status in (404, 410)

    @property
    def is_unchanged(self) -> bool:
        """Whether the copy that the request named is still the right one."""
        return self.status == 304

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case; "" when not given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Recorder:
    """Keeps answers in a folder.

    Args:
        folder: made when absent; a recording that is there is refused.

    Raises:
        OutputError: it cannot be written, or holds something already.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._count = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise OutputError(f"{folder} is niet leeg: geef een lege map voor de opname")
            begun = {"format": FORMAT, "begonnen": datetime.now(UTC).isoformat(timespec="seconds")}
            (folder / HEAD).write_text(json.dumps(begun, indent=1), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{folder}: kan niet worden geschreven ({why(error)})") from error

    def keep(self, asked: str, answer: Response) -> None:
        """Keeps an answer."""
        about = {
            "asked": asked,
            "url": answer.url,
            "status": answer.status,
            "headers": dict(answer.headers),
            "redirects": list(answer.redirects),
        }
        self._write(about, answer.body)

    def keep_fault(self, asked: str, error: HarvestError) -> None:
        """Keeps that there was no answer, why, and what the source said with it: a replay fails in the same way."""
        if type(error) in FAULTS.values():
            body = error.body if isinstance(error, RefusedError) else b""
            self._write({"asked": asked, "fault": type(error).__name__, "text": str(error)}, body)

    def _write(self, about: Mapping[str, object], body: bytes) -> None:
        with self._lock:
            self._count += 1
            name = f"{self._count:04d}"
        try:
            (self._folder / f"{name}.body").write_bytes(body)
            (self._folder / f"{name}.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{self._folder}: kan niet worden geschreven ({why(error)})") from error


class Recording:
    """Gives the answers of a folder that a `Recorder` made: of an address in the order in which they came.

    Raises:
        InputError: there is none, or it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._left: dict[str, list[Path]] = defaultdict(list)
        try:
            head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
            self.begun = datetime.fromisoformat(head["begonnen"])
            for path in sorted(folder.glob("[0-9]*.json")):
                self._left[json.loads(path.read_text(encoding="utf-8"))["asked"]].append(path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{folder} is geen opname van een oogst (--record), of is beschadigd") from error

    def play(self, asked: str) -> Response:
        """The next answer of an address; the last one again when there is no other.

        Raises:
            UnavailableError: the recording has none.
            HarvestError: the source gave none at the time, for this reason.
        """
        with self._lock:
            paths = self._left.get(asked)
            if not paths:
                raise UnavailableError(f"{asked}: staat niet in de opname {self._folder}")
            path = paths.pop(0) if len(paths) > 1 else paths[0]
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            if "fault" in about:
                raise FAULTS[about["fault"]](about["text"])
            return Response(
                url=about["url"],
                status=about["status"],
                headers=about["headers"],
                body=path.with_suffix(".body").read_bytes(),
                redirects=tuple(about["redirects"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path} is beschadigd: maak de opname opnieuw") from error
