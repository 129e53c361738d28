"""Reads the judged sentences of a gold set: which sentence of a relevant answer answers the query."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.gold.files import Problems, numbered_lines

SENTENCES = "sentences.jsonl"
COVERED = 0.6  # of a judged sentence that a quote must hold to count as holding it
ANSWERS = 2  # the label of a sentence that answers the query; 1 is part of an answer


class JudgedSentence(BaseModel):
    """A sentence of an answer: 2 answers the query, 1 is part of an answer, 0 does not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query_id: str
    pair_id: str
    start: int
    end: int
    label: Literal[0, 1, 2]

    def is_in(self, start: int, end: int) -> bool:
        """Whether most of it stands in that part of the answer."""
        return min(self.end, end) - max(self.start, start) >= COVERED * (self.end - self.start)


def read_sentences(folder: Path) -> list[JudgedSentence]:
    """The judged sentences of a gold set; an InputError with everything that is wrong with them."""
    path, problems, found = folder / SENTENCES, Problems(), []
    for number, line in numbered_lines(path, problems):
        try:
            found.append(JudgedSentence.model_validate_json(line))
        except ValidationError as error:
            problems.add(path, number, f"is geen beoordeelde zin: {error.errors()[0]['msg']}")
    problems.raise_any(folder)
    return found
