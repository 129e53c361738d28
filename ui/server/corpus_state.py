"""What is in a corpus and how complete it is, as every front door tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.harvest.official.completeness import harvest_report
from index.harvest.tweede_kamer.store import tk_account
from index.store.catalogue import Catalogue
from index.store.manifest import read_manifest


def corpus_state(data_dir: Path, catalogue: Catalogue) -> dict[str, Any]:
    """`status --json`."""
    counts, manifest = catalogue.counts(), read_manifest(data_dir)
    return {
        "data_dir": str(data_dir),
        "publications": counts.publications,
        "pairs": counts.pairs,
        "passages": counts.passages,
        "fictief": counts.fictief,
        "ontvangen": {
            "van": counts.eerste.isoformat() if counts.eerste else None,
            "tot": counts.laatste.isoformat() if counts.laatste else None,
        },
        "per_soort": counts.per_soort,
        "per_vergaderjaar": counts.per_vergaderjaar,
        "per_ministerie": counts.per_ministerie,
        "failed": [{"path": path, "error": error} for path, error in catalogue.failures()],
        "index": manifest.model_dump() | {"fingerprint": manifest.fingerprint} if manifest else None,
        "harvest": harvest_report(data_dir).to_json(),
        "tweede_kamer": tk_account(data_dir).jaren,
    }
