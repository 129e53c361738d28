"""How much of the corpus was joined to Tweede Kamer Open Data, per parliamentary year."""

from __future__ import annotations

from pathlib import Path

from index.errors import EmptyCorpusError
from index.harvest.tk_store import TkStore


def tk_account(data_dir: Path) -> list[dict[str, object]]:
    """A row per year of the corpus, the latest first; empty without a corpus or before the first join."""
    try:
        store = TkStore(data_dir)
    except EmptyCorpusError:
        return []
    try:
        rows = store.account()
    finally:
        store.close()
    return rows if any(row["gekoppeld"] or row["niet_gevonden"] or row["lijst"] for row in rows) else []
