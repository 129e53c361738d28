"""The data directory: made when absent, and tried before anything is written."""

from __future__ import annotations

import tempfile
from pathlib import Path

from index.errors import DataDirError


def make_writable_dir(folder: Path) -> None:
    """Makes a folder and checks that it can be written.

    Raises:
        DataDirError: it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # a name of its own: several may try at once
            pass
    except OSError as error:
        raise DataDirError(
            f"kan de datamap {folder} niet schrijven ({error.strerror or error}): kies een andere met --data-dir "
            "of KAMERVRAGEN_DATA"
        ) from error
