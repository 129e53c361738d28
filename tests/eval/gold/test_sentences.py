from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.gold.sentences import read_sentences
from index.errors import InputError


def test_judged_sentences_are_read(tmp_path: Path) -> None:
    row = {"query_id": "q1", "pair_id": "ah-tk-20232024-1#v1", "start": 0, "end": 9, "label": 2}
    (tmp_path / "sentences.jsonl").write_text(json.dumps(row) + "\n")
    (found,) = read_sentences(tmp_path)
    assert found.label == 2
    assert found.is_in(2, 20)  # 7 of its 9 characters
    assert not found.is_in(4, 20)


@pytest.mark.parametrize("line", ['{"query_id": "q1"}', "geen json", '{"label": 3}'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "sentences.jsonl").write_text(line + "\n")
    with pytest.raises(InputError, match=r"sentences.jsonl:1: is geen beoordeelde zin"):
        read_sentences(tmp_path)
