"""Judgments by people: what still needs one, and how one is added to a gold set."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval.gold.beir import is_beir
from eval.gold.excerpts import Excerpt
from eval.gold.files import Problems, is_read_only, numbered_lines, write_text
from eval.gold.gold import GRADES, QRELS, GoldSet, read_gold, spelt
from eval.gold.ranked import Ranked
from index.errors import InputError, why
from index.store.catalogue import Catalogue

DEPTH = 10
LOG = "judgments.jsonl"
LOCK = ".judging.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgment as recorded.

    Attributes:
        by: who judged; at: when, in UTC.
        previous: the grade that this one replaces; None when the pair was not judged for the query.
        note: why, in the words of the judge.
    """

    query_id: str
    pair_id: str
    grade: int
    by: str
    at: str
    previous: int | None
    note: str | None = None

    @property
    def is_change(self) -> bool:
        """Whether the gold set differs for it."""
        return self.previous != self.grade


def unjudged(gold: GoldSet, ranking: Mapping[str, Ranked]) -> dict[str, list[str]]:
    """The pairs in the top of each measured query that nobody judged, best first; queries without are left out."""
    found = {
        query.query_id: [
            pair_id
            for pair_id, _ in ranking.get(query.query_id, ())[:DEPTH]
            if pair_id not in gold.qrels[query.query_id]
        ]
        for query in gold.measured
    }
    return {query_id: pair_ids for query_id, pair_ids in found.items() if pair_ids}


def open_judgments(
    gold: GoldSet, ranking: Mapping[str, Ranked], excerpts: Mapping[str, Excerpt]
) -> list[dict[str, object]]:
    """The unjudged results as rows for a judge: query, rank, pair, and the texts to judge by."""
    texts = {query.query_id: query.text for query in gold.queries}
    rows: list[dict[str, object]] = []
    for query_id, pair_ids in unjudged(gold, ranking).items():
        ranks = {pair_id: rank for rank, (pair_id, _) in enumerate(ranking[query_id], start=1)}
        for pair_id in pair_ids:
            item = excerpts.get(pair_id, Excerpt(pair_id=pair_id))
            rows.append(
                {
                    "query_id": query_id,
                    "rank": ranks[pair_id],
                    "pair_id": pair_id,
                    "text": texts[query_id],
                    **asdict(item),
                }
            )
    return rows


def add_judgment(
    folder: Path,
    query_id: str,
    pair_id: str,
    grade: int,
    *,
    by: str,
    catalogue: Catalogue | None = None,
    note: str | None = None,
) -> Judged:
    """Adds a judgment to the qrels, or changes it; who, when and what it replaced goes into `judgments.jsonl`.

    The same judgment twice changes nothing, unless it brings a note: that is recorded. Judges may work at the same
    time; nobody ever reads half a file.

    Any question number of the pair names it; without a catalogue the id is taken as it is. Grade 0 is not relevant, 1
    related, 2 answers.

    Raises:
        InputError: unknown query or pair, a grade that does not exist, nobody's name, or a gold set with problems.
    """
    if grade not in GRADES:
        raise InputError(f"graad {grade} bestaat niet; kies 0 (niet relevant), 1 (verwant) of 2 (beantwoordt)")
    if not by.strip():
        raise InputError("een oordeel heeft een naam nodig: wie oordeelt?")
    if is_beir(folder):
        raise InputError(f"{folder} is een BEIR-map: oordelen gaan alleen bij {QRELS}")
    protected = [path for path in (folder, folder / QRELS) if is_read_only(path)]
    if protected:
        raise InputError(f"{protected[0]} is alleen-lezen; oordeel in een kopie van de gouden set")
    with _locked(folder):
        gold = read_gold(folder)
        if query_id not in {query.query_id for query in gold.queries}:
            raise InputError(f"vraag {query_id!r} staat niet in de gouden set {folder}")
        found = spelt(catalogue, pair_id)
        if found is None:
            raise InputError(f"paar {pair_id!r} staat niet in het corpus")
        names = {name for name in gold.qrels.get(query_id, {}) if spelt(catalogue, name) == found}
        previous = max((gold.qrels[query_id][name] for name in names), default=None)
        judged = Judged(
            query_id=query_id,
            pair_id=found,
            grade=grade,
            by=by.strip(),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            previous=previous,
            note=(note or "").strip() or None,
        )
        if judged.is_change or judged.note:
            # the record first: a judgment without a record would be nobody's
            _append(folder / LOG, json.dumps(asdict(judged), ensure_ascii=False))
        if judged.is_change:
            _write_qrels(folder / QRELS, judged, names)
    return judged


def _write_qrels(path: Path, judged: Judged, names: set[str]) -> None:
    """Puts the judgment in the place of those on the same pair, else at the end; all other lines stay as they are."""
    own = f"{judged.query_id}\t0\t{judged.pair_id}\t{judged.grade}"
    kept: list[str] = []
    is_written = False
    for _, line in numbered_lines(path, Problems()):
        query_id, _, pair_id, _ = line.split()
        if query_id != judged.query_id or pair_id not in names:
            kept.append(line)
        elif not is_written:
            kept.append(own)
            is_written = True
    write_text(path, "\n".join([*kept, *([] if is_written else [own])]) + "\n")


def _append(path: Path, line: str) -> None:
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"kan {path} niet lezen: {error}") from error
    write_text(path, f"{before}{'' if not before or before.endswith(chr(10)) else chr(10)}{line}\n")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        handle = (folder / LOCK).open("w")
    except OSError as error:
        raise InputError(f"kan niet in de gouden set {folder} schrijven: {why(error)}") from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
