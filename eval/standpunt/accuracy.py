"""Measures the standpunt of answers against labels that a person gave: how often it is right, and what is mistaken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold.files import Problems, numbered_lines
from eval.measure.statistics import bootstrap_interval, share_interval
from index.errors import InputError
from index.values import Pair, PairId, Publication
from rag.standpunt.position import pair_position, pair_positions, standpunt
from rag.values import Position, Standpunt

COLUMNS = ("paar", "standpunt")
OPTIONAL = ("deel", "uiting", "vraag_start", "vraag_end")
NO_QUESTION = "geen"  # the label of a pair without a yes/no question
SPELLINGS = {"geen ja/nee-vraag": NO_QUESTION}
LABELS = ("ja", "nee", "deels", "geen antwoord", "uitgesteld", NO_QUESTION)
UITINGEN = ("", "expliciet", "impliciet")
UNSURE = Standpunt.ONZEKER.value
ALL = "alle"
SAME_QUESTION = 0.6  # of the words of the shorter one: from here on a sub-question is the labelled one


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLabel:
    """What a person read in an answer.

    Attributes:
        deel: part of the set: "ontwikkel" was looked at to make the rules, "toets" was not.
        is_explicit: whether the words themselves say it, or a reader must infer it; None where that is not labelled.
        span: the sub-question that it is about, as offsets into the question of the pair; None for the whole pair.
    """

    pair_id: str
    standpunt: str
    deel: str
    is_explicit: bool | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLabel:
    """A label with what the rules made of the same pair."""

    label: PositionLabel
    found: str

    @property
    def is_right(self) -> bool:
        """Whether both say the same; unsure is never right."""
        return self.label.standpunt == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of a count, with its 95 % interval (Wilson); None of nothing."""

    right: int
    count: int

    @property
    def value(self) -> float | None:
        """The share as a number between 0 and 1."""
        return self.right / self.count if self.count else None

    def to_json(self) -> dict[str, Any]:
        """The figures as `--json` prints them."""
        interval = share_interval(self.right, self.count)
        return {
            "right": self.right,
            "count": self.count,
            "share": None if self.value is None else round(self.value, 4),
            "interval": interval and [round(bound, 4) for bound in interval],
        }

    def __str__(self) -> str:
        interval = share_interval(self.right, self.count)
        if self.value is None or interval is None:
            return "geen"
        return f"{self.value:.3f} ({self.right}/{self.count}, 95% {interval[0]:.3f}-{interval[1]:.3f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often the rules agree with the labels of one part.

    Attributes:
        interval: of the accuracy, 95 % by bootstrap.
        precision: share that is right of those that are not unsure.
        said: the same for each position that is said aloud; without those that say that there is no yes/no question.
        coverage: share of the yes/no questions of which a position is said, right or wrong.
        explicit: the same for the labels whose words say the position themselves.
        confusion: count by (label, found).
    """

    deel: str
    count: int
    accuracy: float
    interval: tuple[float, float]
    precision: Share
    unsure: float
    said: Mapping[str, Share]
    coverage: Share
    explicit: Share
    confusion: Mapping[tuple[str, str], int]

    def to_json(self) -> dict[str, Any]:
        """The figures as `--json` prints them."""
        return {
            "count": self.count,
            "accuracy": round(self.accuracy, 4),
            "interval": [round(bound, 4) for bound in self.interval],
            "precision": self.precision.to_json(),
            "unsure": round(self.unsure, 4),
            "said": {name: share.to_json() for name, share in self.said.items()},
            "coverage": self.coverage.to_json(),
            "coverage_explicit": self.explicit.to_json(),
            "confusion": [
                {"label": label, "found": found, "count": count}
                for (label, found), count in sorted(self.confusion.items())
            ],
        }


def read_labels(path: Path) -> list[PositionLabel]:
    """Reads a TSV with the columns paar and standpunt and, if given, deel, uiting, vraag_start and vraag_end.

    Raises:
        InputError: with everything that is wrong with it.
    """
    problems = Problems()
    rows = [(number, line.split("\t")) for number, line in numbered_lines(path, problems)]
    names = rows[0][1] if rows else []
    if rows and not set(COLUMNS) <= set(names):
        problems.add(path, rows[0][0], f"de eerste regel moet {' en '.join(COLUMNS)} noemen, met tabs ertussen")
        rows = []
    labels: dict[tuple[str, tuple[int, int] | None], PositionLabel] = {}
    for number, cells in rows[1:]:
        if len(cells) != len(names):
            problems.add(path, number, f"heeft {len(cells)} kolommen; het moeten er {len(names)} zijn")
            continue
        label, problem = _label(dict(zip(names, cells, strict=True)))
        if label is None:
            problems.add(path, number, problem)
        elif (label.pair_id, label.span) in labels:
            problems.add(path, number, f"{label.pair_id} heeft al een standpunt op deze vraag")
        else:
            labels[label.pair_id, label.span] = label
    problems.raise_any(path)
    if not labels:
        raise InputError(f"{path}: bevat geen standpunten")
    return list(labels.values())


def _label(row: Mapping[str, str]) -> tuple[PositionLabel | None, str]:
    """The label of a row, or what is wrong with it."""
    pair_id, standpunt = row["paar"], SPELLINGS.get(row["standpunt"], row["standpunt"])
    uiting, begin, end = (row.get(name, "") for name in OPTIONAL[1:])
    if PairId(pair_id).number is None:
        return None, f"{pair_id!r} is geen id van een paar"
    if standpunt not in LABELS:
        return None, f"standpunt {standpunt!r} moet een van {', '.join(LABELS)} zijn"
    if uiting not in UITINGEN:
        return None, f"uiting {uiting!r} moet leeg zijn of {' of '.join(UITINGEN[1:])}"
    if not (begin.isdigit() and end.isdigit()) and (begin or end):
        return None, f"vraag_start {begin!r} en vraag_end {end!r} moeten getallen zijn"
    return PositionLabel(
        pair_id=pair_id,
        standpunt=standpunt,
        deel=row.get("deel") or ALL,
        is_explicit=uiting == "expliciet" if uiting else None,
        span=(int(begin), int(end)) if begin else None,
    ), ""


def judge(labels: Sequence[PositionLabel], publications: Iterable[Publication]) -> tuple[list[JudgedLabel], list[str]]:
    """What the rules make of the labelled pairs, and the ids of those that are absent; an InputError where all are."""
    wanted = {label.pair_id for label in labels}
    pairs: dict[str, Pair] = {p.id: p for publication in publications for p in publication.paren if p.id in wanted}
    missing = [label.pair_id for label in labels if label.pair_id not in pairs]
    judged = [
        JudgedLabel(label=label, found=_found(label, pairs[label.pair_id]))
        for label in labels
        if label.pair_id in pairs
    ]
    if not judged:
        raise InputError("geen van de paren met een standpunt staat in het corpus; neem ze eerst op met `ingest`")
    return judged, missing


def scores(judged: Sequence[JudgedLabel]) -> list[Score]:
    """A score for each part, then for all."""
    parts = sorted({one.label.deel for one in judged} - {ALL})
    return [
        *(score(part, [one for one in judged if one.label.deel == part]) for part in parts),
        score(ALL, judged),
    ]


def score(deel: str, judged: Sequence[JudgedLabel]) -> Score:
    """The score of these pairs; there must be at least one."""
    right = [float(one.is_right) for one in judged]
    sure = [one for one in judged if one.found != UNSURE]
    asked = [one for one in judged if one.label.standpunt != NO_QUESTION]
    return Score(
        deel=deel,
        count=len(judged),
        accuracy=sum(right) / len(right),
        interval=bootstrap_interval(right) or (0.0, 0.0),
        precision=_right(sure),
        unsure=1 - len(sure) / len(judged),
        said={
            name: _right(said)
            for name in LABELS
            if name != NO_QUESTION and (said := [one for one in sure if one.found == name])
        },
        coverage=_said(asked),
        explicit=_said([one for one in asked if one.label.is_explicit]),
        confusion=Counter((one.label.standpunt, one.found) for one in judged),
    )


def _right(judged: Sequence[JudgedLabel]) -> Share:
    return Share(right=sum(one.is_right for one in judged), count=len(judged))


def _said(judged: Sequence[JudgedLabel]) -> Share:
    return Share(right=sum(one.found not in {UNSURE, NO_QUESTION} for one in judged), count=len(judged))


def scores_text(found: Iterable[Score]) -> str:
    """The scores for a terminal, each with its confusion table: labels in rows, what the rules say in columns."""
    return "\n\n".join(_score_text(one) for one in found)


def _score_text(one: Score) -> str:
    low, high = one.interval
    columns = [*LABELS, UNSURE]
    width = max(len(name) for name in columns)
    lines = [
        f"{one.deel}: {one.count} antwoorden, juist {one.accuracy:.3f} (95% {low:.3f}-{high:.3f}), "
        f"onzeker {one.unsure:.3f}, juist waar niet onzeker {one.precision}",
        *(f"  gezegd {name}: juist {share}" for name, share in one.said.items()),
        f"  ja/nee-vragen met een standpunt {one.coverage}",
        *([f"  waarvan uitgesproken {one.explicit}"] if one.explicit.count else []),
        " " * width + "".join(f"  {name:>{len(name)}}" for name in columns),
    ]
    for label in LABELS:
        counts = [one.confusion.get((label, name), 0) for name in columns]
        if sum(counts):
            cells = (f"  {count or '.':>{len(name)}}" for count, name in zip(counts, columns, strict=True))
            lines.append(f"{label:<{width}}" + "".join(cells))
    return "\n".join(lines)


def _found(label: PositionLabel, pair: Pair) -> str:
    waarde = (_position_on(pair, label.span) if label.span else pair_position(pair)).waarde
    return waarde.value if waarde else NO_QUESTION


def _position_on(pair: Pair, span: tuple[int, int]) -> Position:
    """The position on the sub-question that stands at these offsets, however the rules cut the question up."""
    asked = pair.vraagtekst[slice(*span)]
    words = set(asked.casefold().split())

    def share(position: Position) -> float:
        own = set((position.deelvraag or "").casefold().split())
        return len(words & own) / max(1, min(len(words), len(own)))

    best = max(pair_positions(pair), key=share, default=None)
    return best if best is not None and share(best) >= SAME_QUESTION else standpunt(asked, pair.antwoord)
