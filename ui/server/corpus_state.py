"""What is in a corpus and how complete it is, as every front door tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.harvest.official.completeness import harvest_report
from index.harvest.tweede_kamer.store import tk_account
from index.store.catalogue import Catalogue
from index.store.manifest import read_manifest
from ui.terminal.corpus import status_json


def corpus_state(data_dir: Path, catalogue: Catalogue) -> dict[str, Any]:
    """`status --json`."""
    state = status_json(data_dir, catalogue.counts(), read_manifest(data_dir), catalogue.failures())
    return state | {"harvest": harvest_report(data_dir).to_json(), "tweede_kamer": tk_account(data_dir).jaren}
