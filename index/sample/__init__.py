"""The sample that comes with the product: fictional publications, so that a first run needs no network."""

from __future__ import annotations

from pathlib import Path


def sample_dir() -> Path:
    """Folder with the fictional publications, in the official XML and other shapes."""
    return Path(__file__).resolve().parent / "publicaties"
