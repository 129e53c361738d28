"""Measures the standpunt of answers against labels that a person gave: accuracy, and which is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold.files import Problems, numbered_lines
from eval.measure.statistics import bootstrap_interval
from index.errors import InputError
from index.values import Pair, PairId, Publication
from rag.standpunt.position import pair_position
from rag.values import Standpunt

COLUMNS = ("paar", "standpunt", "deel")
NO_QUESTION = "geen"  # the label of a pair without a yes/no question
LABELS = ("ja", "nee", "deels", "geen antwoord", "uitgesteld", NO_QUESTION)
UNSURE = Standpunt.ONZEKER.value
ALL = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person read in an answer.

    Attributes:
        deel: part of the set: "ontwikkel" was looked at to make the rules, "toets" was not.
    """

    pair_id: str
    standpunt: str
    deel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A label with what the rules made of the same pair."""

    label: Label
    found: str

    @property
    def is_right(self) -> bool:
        """Whether both say the same; unsure is never right."""
        return self.label.standpunt == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often the rules agree with the labels of one part.

    Attributes:
        interval: of the accuracy, 95 % by bootstrap.
        precision: share that is right of those that are not unsure; None when all are.
        confusion: count by (label, found).
    """

    deel: str
    count: int
    accuracy: float
    interval: tuple[float, float]
    precision: float | None
    unsure: float
    confusion: Mapping[tuple[str, str], int]

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "count": self.count,
            "accuracy": round(self.accuracy, 4),
            "interval": [round(bound, 4) for bound in self.interval],
            "precision": None if self.precision is None else round(self.precision, 4),
            "unsure": round(self.unsure, 4),
            "confusion": [
                {"label": label, "found": found, "count": count}
                for (label, found), count in sorted(self.confusion.items())
            ],
        }


def read_labels(path: Path) -> list[Label]:
    """Reads a TSV with the columns paar, standpunt and, if given, deel.

    Raises:
        InputError: with everything that is wrong with it.
    """
    problems = Problems()
    rows = [(number, line.split("\t")) for number, line in numbered_lines(path, problems)]
    if rows and tuple(rows[0][1]) not in {COLUMNS, COLUMNS[:2]}:
        problems.add(path, rows[0][0], f"de eerste regel moet {' en '.join(COLUMNS[:2])} noemen, met tabs ertussen")
        rows = []
    labels: dict[str, Label] = {}
    for number, cells in rows[1:]:
        if len(cells) not in {2, 3}:
            problems.add(path, number, f"heeft {len(cells)} kolommen; het moeten er 2 of 3 zijn")
            continue
        pair_id, standpunt, deel = cells[0], cells[1], cells[2] if len(cells) > 2 else ALL
        if PairId(pair_id).number is None:
            problems.add(path, number, f"{pair_id!r} is geen id van een paar")
        elif standpunt not in LABELS:
            problems.add(path, number, f"standpunt {standpunt!r} moet een van {', '.join(LABELS)} zijn")
        elif pair_id in labels:
            problems.add(path, number, f"{pair_id} heeft al een standpunt")
        else:
            labels[pair_id] = Label(pair_id=pair_id, standpunt=standpunt, deel=deel)
    problems.raise_any(path)
    if not labels:
        raise InputError(f"{path}: bevat geen standpunten")
    return list(labels.values())


def judge(labels: Sequence[Label], publications: Iterable[Publication]) -> tuple[list[Judged], list[str]]:
    """What the rules make of the labelled pairs, with the ids of the pairs that the publications lack.

    Raises:
        InputError: they lack all of them.
    """
    wanted = {label.pair_id for label in labels}
    pairs: dict[str, Pair] = {p.id: p for publication in publications for p in publication.paren if p.id in wanted}
    missing = [label.pair_id for label in labels if label.pair_id not in pairs]
    judged = [Judged(label=label, found=_found(pairs[label.pair_id])) for label in labels if label.pair_id in pairs]
    if not judged:
        raise InputError("geen van de paren met een standpunt staat in het corpus; neem ze eerst op met `ingest`")
    return judged, missing


def scores(judged: Sequence[Judged]) -> list[Score]:
    """A score for each part, then for all."""
    parts = sorted({one.label.deel for one in judged} - {ALL})
    return [
        *(score(part, [one for one in judged if one.label.deel == part]) for part in parts),
        score(ALL, judged),
    ]


def score(deel: str, judged: Sequence[Judged]) -> Score:
    """The score of these pairs; there must be at least one."""
    right = [float(one.is_right) for one in judged]
    sure = [one.is_right for one in judged if one.found != UNSURE]
    return Score(
        deel=deel,
        count=len(judged),
        accuracy=sum(right) / len(right),
        interval=bootstrap_interval(right) or (0.0, 0.0),
        precision=sum(sure) / len(sure) if sure else None,
        unsure=1 - len(sure) / len(judged),
        confusion=Counter((one.label.standpunt, one.found) for one in judged),
    )


def scores_text(found: Iterable[Score]) -> str:
    """The scores for a terminal, each with its confusion table: labels in rows, what the rules say in columns."""
    return "\n\n".join(_score_text(one) for one in found)


def _score_text(one: Score) -> str:
    low, high = one.interval
    sure = "geen" if one.precision is None else f"{one.precision:.3f}"
    columns = [*LABELS, UNSURE]
    width = max(len(name) for name in columns)
    lines = [
        f"{one.deel}: {one.count} antwoorden, juist {one.accuracy:.3f} (95% {low:.3f}-{high:.3f}), "
        f"onzeker {one.unsure:.3f}, juist waar niet onzeker {sure}",
        " " * width + "".join(f"  {name:>{len(name)}}" for name in columns),
    ]
    for label in LABELS:
        counts = [one.confusion.get((label, name), 0) for name in columns]
        if sum(counts):
            cells = (f"  {count or '.':>{len(name)}}" for count, name in zip(counts, columns, strict=True))
            lines.append(f"{label:<{width}}" + "".join(cells))
    return "\n".join(lines)


def _found(pair: Pair) -> str:
    waarde = pair_position(pair).waarde
    return waarde.value if waarde else NO_QUESTION
