"""The one tree of errors that users can meet.

Every message says what is wrong, with the value or path, and what to do next.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_WRITTEN = (13, 778, 1034, 4874)  # SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE
FULL_DISK = ("is full", "no space left", "os error 28", "file too large", "os error 27", "quota exceeded", "code: 778")
"""How those say it that write; a limit to the size of a file is a full disk too."""
FORBIDDEN = (
    "readonlyfilesystem",
    "read-only file system",
    "permissiondenied",
    "permission denied",
    "readonly database",
)
LEAST_ROOM = 64 << 20
MOST_SAID = 200


class KamervragenError(Exception):
    """Base of every error raised on purpose; its text is fit to show to a user."""


class SourceError(KamervragenError):
    """An input that cannot be read."""


class MissingPathError(SourceError):
    """The path does not exist."""


class UnknownFormatError(SourceError):
    """The content is in no format that the readers know."""


class UnreadableError(SourceError):
    """The format is known, but the content is broken, locked or too large."""


class NotAPublicationError(KamervragenError):
    """Readable, but not a publication of Kamervragen."""


class DataDirError(KamervragenError):
    """The data directory cannot be made or written."""


class BuildBusyError(DataDirError):
    """Another build writes in the same data directory."""


class StoreError(KamervragenError):
    """The catalogue or one of the indexes made from it."""


class EmptyCorpusError(StoreError):
    """Nothing has been ingested yet."""


class CorruptStoreError(StoreError):
    """A store cannot be opened, or contradicts the catalogue."""


class UnreachableError(StoreError):
    """A Chroma server does not answer, or lets us not in; nothing is known of what it holds."""


class ModelMismatchError(StoreError):
    """The index was made with another embedding model than the one configured."""


class ModelError(KamervragenError):
    """The embedding model cannot be found or loaded."""


class EndpointError(KamervragenError):
    """The optional language model gave no usable answer; the answer without it stands."""


class UnknownIdError(KamervragenError):
    """An id that is not in the catalogue."""


class OutputError(KamervragenError):
    """A file that cannot be written: it is there already, the disk is full, or there is no right to."""


class MailError(KamervragenError):
    """Mail that the server refuses, or a server that cannot be reached."""


class InputError(KamervragenError):
    """A value given by the user that is not allowed."""


class BusyError(KamervragenError):
    """A server is asked more at once than it can answer."""


class TooSlowError(KamervragenError):
    """A server had no answer in time."""


class HarvestError(KamervragenError):
    """Bringing publications from the official sources failed."""


class AddressError(HarvestError):
    """An address outside the configured hosts, also after a redirect."""


class RefusedError(HarvestError):
    """The source answers that it will not; `body` is what it said with it."""

    def __init__(self, text: str, body: bytes = b"") -> None:
        super().__init__(text)
        self.body = body


class UnavailableError(HarvestError):
    """No good answer from the source, after every attempt; `status` is the last of HTTP, when there was one."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status


class RetryLaterError(HarvestError):
    """The source asks for more time than it is sensible to wait."""


class ResponseError(HarvestError):
    """An answer that is not as the source's description says."""


class TooLargeError(ResponseError):
    """An answer larger than any publication."""


class HarvestBusyError(HarvestError):
    """Another harvest is at work in the same data directory."""


@contextmanager
def as_ours(known: tuple[type[Exception], ...], ours: Callable[[BaseException], KamervragenError]) -> Iterator[None]:
    """Turns what a library with a core in Rust raises into an error of this tree; what is one already stays.

    Args:
        known: what it raises; a panic of its core, on files that it cannot read, is known always.
        ours: makes the error, with the way out.
    """
    try:
        yield
    except KamervragenError:
        raise
    except known as error:
        raise ours(error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ours(error) from error


IN_DUTCH = {
    errno.ENOENT: "bestaat niet",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "is een map",
    errno.EEXIST: "bestaat al",
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EROFS: "alleen-lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijfruimte is op",
    errno.EFBIG: "te groot voor deze schijf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EIO: "de schijf geeft een fout",
}


def said_by(error: BaseException) -> str:
    """The first line of what an error of a library says, for between brackets; never the name of its type alone."""
    lines = str(error).splitlines()
    return lines[0][:MOST_SAID] if lines and lines[0] else "zonder nadere reden"


def why(error: OSError) -> str:
    """Why a file or folder cannot be used, in Dutch where that is known, for between brackets."""
    return IN_DUTCH.get(error.errno or 0) or error.strerror or said_by(error)


def is_full(error: BaseException) -> bool:
    """Whether an error of whatever library says that there is no room left."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return True
    if getattr(error, "sqlite_errorcode", None) in NOT_WRITTEN:
        return True
    return any(part in str(error).lower() for part in FULL_DISK)


def is_forbidden(error: BaseException) -> bool:
    """Whether an error of whatever library says that nothing may be written there."""
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return True
    return any(part in str(error).lower() for part in FORBIDDEN)


def not_writable(path: Path) -> DataDirError:
    """The error for a place without the right to write: searching, too, makes a lock there; nothing is damaged."""
    return DataDirError(
        f"in {path} mag niet worden geschreven, en ook zoeken doet dat: geef schrijfrechten, of kopieer het corpus en "
        "kies de kopie met --data-dir"
    )


def has_no_room(folder: Path) -> bool:
    """Whether a disk is so full that an error which does not say its cause is about that."""
    return folder.exists() and shutil.disk_usage(folder).free < LEAST_ROOM


def no_room(path: Path) -> DataDirError:
    """The error for a full disk: nothing is damaged, and nothing has to be made again."""
    return DataDirError(
        f"de schijf van {path} is vol: maak ruimte en geef dezelfde opdracht opnieuw; wat er al stond, is er nog"
    )
