from __future__ import annotations

from contextlib import closing

from index.sources.apart import SeparateProcess
from tests.chaos.mutants import judged, mutants

FORMATS = {".xml", ".html", ".txt", ".md", ".jsonl", ".pdf", ".docx", ".odt", ".rtf", ".zip"}


def test_damaged_files_of_every_format_are_read_or_refused_with_a_reason() -> None:
    with closing(SeparateProcess()) as apart:
        seen = list(judged(mutants(150, seed=18), apart))
    assert [told for _, told in seen if told not in ("read", "refused")] == []
    assert {suffix for suffix, _ in seen} >= FORMATS
    assert {told for _, told in seen} == {"read", "refused"}
