"""How much of the corpus was joined to Tweede Kamer Open Data, per parliamentary year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyCorpusError
from index.harvest.tweede_kamer.store import TkStore


@dataclass(frozen=True, slots=True, kw_only=True)
class TkAccount:
    """The account of a data directory.

    Attributes:
        jaren: a row per year of the corpus, the latest first; empty before the first join.
        verschillend: ids in which the source says something else, those with the most differences first.
        niet_gevonden: ids that the source does not know, the latest first.
    """

    jaren: tuple[dict[str, object], ...] = ()
    verschillend: tuple[str, ...] = ()
    niet_gevonden: tuple[str, ...] = ()


def tk_account(data_dir: Path) -> list[dict[str, object]]:
    """A row per year of the corpus, the latest first; empty without a corpus or before the first join."""
    return list(tk_whole_account(data_dir, most=0).jaren)


def tk_whole_account(data_dir: Path, *, most: int) -> TkAccount:
    """The rows, with at most so many ids of publications that differ, and of those that were not found."""
    try:
        store = TkStore(data_dir)
    except EmptyCorpusError:
        return TkAccount()
    try:
        rows = store.account()
        if not any(row["gekoppeld"] or row["niet_gevonden"] or row["lijst"] for row in rows):
            return TkAccount()
        return TkAccount(
            jaren=tuple(rows),
            verschillend=tuple(store.differing(most)) if most else (),
            niet_gevonden=tuple(store.not_found(most)) if most else (),
        )
    finally:
        store.close()
