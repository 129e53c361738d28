"""Runs a record again: the same settings on the same gold set, telling what differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.measure.record import RunRecord
from eval.measure.variants import Variant, make_variant

SAME_UP_TO = 1e-9


def variant_of(record: RunRecord, data_dir: Path | None = None) -> Variant:
    """The settings of a record; another data directory may be named. An InputError: this version lacks a setting."""
    return make_variant(record.settings | ({"data_dir": data_dir} if data_dir else {}))


def differences(before: RunRecord, after: RunRecord) -> Iterator[str]:
    """What differs between a record and its repetition, times left out; nothing when it repeated."""
    facts = (
        ("de gouden set", before.gold_hash, after.gold_hash),
        ("de index", before.index, after.index),
        ("de versie van de bron", before.commit, after.commit),
        ("de programmatuur", before.versions, after.versions),
    )
    yield from (f"{name}: {old} werd {new}" for name, old, new in facts if old != new)
    for name, old in before.measures.items():
        new = after.measures.get(name)
        if new is None or abs(new - old) > SAME_UP_TO:
            yield f"{name}: {old:.6f} werd {'niets' if new is None else f'{new:.6f}'}"
    if before.abstention != after.abstention:
        yield f"het oordeel: {before.abstention} werd {after.abstention}"
