"""Writes a file under another name, and gives it its own name only when it is complete."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import OutputError, why


@contextmanager
def made_whole(target: Path, *, force: bool) -> Iterator[Path]:
    """The path to write to; it becomes the target where nothing failed, and is gone otherwise.

    Raises:
        OutputError: the target is there already and `force` is not given, or it cannot be written.
    """
    if target.exists() and not force:
        raise OutputError(f"{target} bestaat al: kies een andere naam, of geef --force")
    making = target.with_name(f"{target.name}.making")
    try:
        yield making
        making.replace(target)
    except OSError as error:
        raise OutputError(
            f"{target}: kan niet worden geschreven ({why(error)}); maak ruimte of kies een andere plaats"
        ) from error
    finally:
        making.unlink(missing_ok=True)
