"""Reads a gold set and checks all of it before use: every problem at once, with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from eval.gold.files import Problems, numbered_lines
from index.store.catalogue import Catalogue
from index.values import PairId

QUERIES = "queries.jsonl"
QRELS = "qrels.tsv"
GRADES = (0, 1, 2)
NOT_IN_CORPUS = "staat niet in het corpus"
RELEVANT = 1  # the lowest grade that counts as relevant


class Query(BaseModel):
    """One query of a gold set.

    Attributes:
        type: what kind of query it is; measures are also reported per type.
        answerable: False when the corpus does not answer it; such a query counts in the abstention only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    query_id: Annotated[str, StringConstraints(pattern=r"^\S+$")]
    text: str
    type: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)] = "overig"
    answerable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Queries with their judgments.

    Attributes:
        folder: where it was read from.
        hash: of queries and judgments as written, whatever the line ends or their order.
        qrels: grade by pair id by query id; pair ids as the corpus spells them, once resolved.
        missing: judged pairs that the corpus lacks; they stay in the qrels and count as not found.
        warnings: what is odd but no reason to refuse the gold set.
    """

    folder: Path
    hash: str
    queries: tuple[Query, ...]
    qrels: Mapping[str, Mapping[str, int]]
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def measured(self) -> tuple[Query, ...]:
        """The answerable queries that have judgments, in the order of the file: those that the measures are over."""
        return tuple(query for query in self.queries if query.answerable and query.query_id in self.qrels)

    @property
    def measured_qrels(self) -> dict[str, Mapping[str, int]]:
        """The judgments of the measured queries."""
        return {query.query_id: self.qrels[query.query_id] for query in self.measured}

    def first(self, limit: int | None) -> GoldSet:
        """The first so many queries with their judgments; all of them without a limit."""
        if limit is None:
            return self
        queries = self.queries[:limit]
        kept = {query.query_id for query in queries}
        return replace(self, queries=queries, qrels={key: value for key, value in self.qrels.items() if key in kept})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One line of the qrels."""

    line: int
    query_id: str
    pair_id: str
    grade: int


def spelt(catalogue: Catalogue | None, pair_id: str) -> str | None:
    """The id by which a corpus knows a pair, any question of which may name it; None when the corpus lacks it.

    Without a catalogue the id as it is.
    """
    if catalogue is None:
        return pair_id
    pair = catalogue.pair(pair_id)
    return pair.id if pair else None


def read_gold(folder: Path, catalogue: Catalogue | None = None, *, allow_missing: bool = False) -> GoldSet:
    """Reads `queries.jsonl` and `qrels.tsv`, and checks them.

    Without a catalogue, in which judged pairs are looked up, only the files themselves are checked. With
    `allow_missing` judged pairs that the corpus lacks count as not found instead of being refused.

    Raises:
        InputError: naming every problem with file and line.
    """
    problems = Problems()
    queries = read_queries(folder / QUERIES, problems)
    judgments = read_judgments(folder / QRELS, problems)
    gold = assemble(folder, folder / QRELS, queries, judgments, catalogue, problems, allow_missing=allow_missing)
    lacking = any(NOT_IN_CORPUS in problem for problem in problems.found)
    problems.raise_any(
        folder,
        "beoordeelde paren die het corpus niet heeft kunnen met --allow-missing als niet gevonden tellen"
        if lacking
        else "",
    )
    return gold


def assemble(
    folder: Path,
    qrels_path: Path,
    queries: Sequence[Query],
    judgments: Sequence[Judgment],
    catalogue: Catalogue | None,
    problems: Problems,
    *,
    allow_missing: bool,
) -> GoldSet:
    """Puts queries and judgments together; what does not fit is added to the problems."""
    if not judgments and not problems.found and any(query.answerable for query in queries):
        problems.add(qrels_path, None, "bevat geen enkel oordeel")
    known = {query.query_id for query in queries}
    written: dict[tuple[str, str], Judgment] = {}
    qrels: dict[str, dict[str, int]] = {}
    missing: dict[str, None] = {}
    find = cache(partial(spelt, catalogue))  # a pair is judged for several queries
    for judgment in judgments:
        at = judgment.line
        if judgment.query_id not in known:
            problems.add(qrels_path, at, f"vraag {judgment.query_id!r} staat niet bij de vragen")
        earlier = written.setdefault((judgment.query_id, judgment.pair_id), judgment)
        if earlier.grade != judgment.grade:
            problems.add(
                qrels_path,
                at,
                f"{judgment.pair_id} heeft voor vraag {judgment.query_id} hier graad {judgment.grade} "
                f"en op regel {earlier.line} graad {earlier.grade}",
            )
        pair_id = find(judgment.pair_id)
        if pair_id is None:
            missing[judgment.pair_id] = None
            if not allow_missing:
                problems.add(qrels_path, at, f"paar {judgment.pair_id!r} {NOT_IN_CORPUS}")
        grades = qrels.setdefault(judgment.query_id, {})
        name = pair_id or judgment.pair_id
        grades[name] = max(grades.get(name, 0), judgment.grade)  # two numbers of one pair: the best one tells
    return GoldSet(
        folder=folder,
        hash=_hash(queries, written.values()),
        queries=tuple(queries),
        qrels=qrels,
        missing=tuple(missing),
        warnings=tuple(_warnings(queries, qrels)),
    )


def read_queries(path: Path, problems: Problems) -> list[Query]:
    """The queries of a JSONL file; what is wrong with a line is added to the problems."""
    queries: list[Query] = []
    ids: dict[str, int] = {}
    texts: dict[str, int] = {}
    for number, line in numbered_lines(path, problems):
        try:
            query = Query.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            problems.add(path, number, f"is geen JSON ({error.msg}, kolom {error.colno})")
            continue
        except ValidationError as error:
            problems.add(path, number, _complaints(error))
            continue
        if not query.text.strip():
            problems.add(path, number, f"vraag {query.query_id!r} is leeg")
        elif (same := texts.setdefault(" ".join(query.text.casefold().split()), number)) != number:
            problems.add(path, number, f"vraag {query.query_id!r} heeft dezelfde tekst als regel {same}")
        if (same := ids.setdefault(query.query_id, number)) != number:
            problems.add(path, number, f"query_id {query.query_id!r} staat ook op regel {same}")
        queries.append(query)
    if not queries and not problems.found:
        problems.add(path, None, "bevat geen enkele vraag")
    return queries


def read_judgments(path: Path, problems: Problems) -> list[Judgment]:
    """The judgments of a qrels file: query, 0, pair id, grade, separated by tabs or spaces."""
    judgments: list[Judgment] = []
    for number, line in numbered_lines(path, problems):
        fields = line.split()
        if len(fields) != 4:
            problems.add(path, number, f"heeft {len(fields)} velden, moet er 4 hebben: vraag, 0, paar-id, graad")
            continue
        query_id, _, pair_id, grade = fields
        if PairId(pair_id).number is None:
            problems.add(path, number, f"paar-id {pair_id!r} moet eruitzien als ah-tk-20232024-1068#v1")
            continue
        if grade not in {str(allowed) for allowed in GRADES}:
            problems.add(path, number, f"graad {grade!r} moet 0, 1 of 2 zijn")
            continue
        judgments.append(Judgment(line=number, query_id=query_id, pair_id=pair_id, grade=int(grade)))
    return judgments


def _complaints(error: ValidationError) -> str:
    """What is wrong with one line, key by key."""
    said = {"extra_forbidden": "is een onbekende sleutel", "missing": "ontbreekt"}
    return "; ".join(
        f"{'.'.join(str(part) for part in item['loc']) or 'regel'} {said.get(item['type'], '- ' + item['msg'])}"
        for item in error.errors()
    )


def _warnings(queries: Sequence[Query], qrels: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    unjudged = [query.query_id for query in queries if query.answerable and query.query_id not in qrels]
    if unjudged:
        yield f"{len(unjudged)} vragen met antwoord hebben geen oordeel en tellen niet mee: {', '.join(unjudged)}"
    empty = [
        query.query_id
        for query in queries
        if query.answerable and query.query_id in qrels and max(qrels[query.query_id].values()) < RELEVANT
    ]
    if empty:
        yield f"{len(empty)} vragen met antwoord hebben geen relevant paar en tellen als 0: {', '.join(empty)}"
    best = max(GRADES)
    answered = [
        query.query_id for query in queries if not query.answerable and best in qrels.get(query.query_id, {}).values()
    ]
    if answered:
        listed = ", ".join(answered)
        yield f"{len(answered)} vragen heten onbeantwoord maar hebben een paar met graad {best}: {listed}"


def _hash(queries: Sequence[Query], judgments: Iterable[Judgment]) -> str:
    lines = sorted(json.dumps(query.model_dump(), ensure_ascii=False, sort_keys=True) for query in queries)
    lines += sorted(f"{j.query_id}\t{j.pair_id}\t{j.grade}" for j in judgments)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
