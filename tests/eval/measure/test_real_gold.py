"""The real gold set, where it stands beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold.gold import read_gold
from index.parse.facts.identity import same_publication_key
from index.parse.read import read_paths
from index.store.catalogue import Catalogue, StoredPublication


@pytest.mark.shared
def test_the_real_gold_set_has_no_problem(shared: Path, tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "data", create=True)
    data = shared / "data"
    for reading in read_paths([data / "publications", data / "pairs.jsonl"]):
        if reading.publicatie and reading.vorm:
            stored = StoredPublication(publication=reading.publicatie, vorm=reading.vorm, bron=reading.bron)
            catalogue.put(stored, same_publication_key(reading.publicatie))
    gold = read_gold(data / "gold", catalogue)
    assert len(gold.queries) == 120
    assert len(gold.measured) == 100
    assert gold.missing == ()
    assert gold.warnings == ()
    catalogue.close()
