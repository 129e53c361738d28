"""How good the alerts of saved searches are: `python -m tests.rag.follow.alerts DATA_DIR GOLD...`.

Half of the publications of a copy of the corpus counts as told before, the other half as what came in since; what every
query of the gold sets is then told is compared with the judgments. Then the other way round. A pair that nobody judged
counts as a wrong alert, so that the precision is a lower bound.
"""

from __future__ import annotations

import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from eval.gold.gold import GoldSet, read_gold
from index.embed.threads import prepare_threads
from index.settings import load_settings
from rag.assistant.assistant import Assistant
from rag.assistant.compose import open_assistant
from rag.follow.news import news
from rag.follow.searches import FILE_NAME, SavedSearches, Told
from rag.question import Question

HALVES = 2
LONG_AGO = date(1995, 1, 1)


def main(
    data_dir: Annotated[Path, typer.Argument(help="a corpus; it is copied")],
    gold_dirs: Annotated[list[Path], typer.Argument(help="gold sets on it")],
) -> None:
    """Prints precision and recall per gold set, of pairs and of publications."""
    prepare_threads()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data_dir, Path(folder) / "data"))
        (copy / FILE_NAME).unlink(missing_ok=True)
        assistant = open_assistant(load_settings(data_dir=copy))
        searches = SavedSearches(copy)
        catalogue = assistant.corpus.catalogue
        golds = {path.name: read_gold(path, catalogue) for path in gold_dirs}
        hashes = catalogue.content_hashes(catalogue.ids())
        counts: dict[str, Counter[str]] = {name: Counter() for name in golds}
        for half in range(HALVES):
            came = {id_ for id_ in hashes if zlib.crc32(id_.encode()) % HALVES == half}
            before = [
                Told(publication_id=id_, content_hash=content_hash, is_open=False)
                for id_, content_hash in hashes.items()
                if id_ not in came
            ]
            queries = {f"{name} {q}": text for name, gold in golds.items() for q, text in texts(gold)}
            told = alerts_of(assistant, searches, before, queries)
            for name, gold in golds.items():
                for query_id, _ in texts(gold):
                    relevant = {pair for pair, grade in gold.qrels.get(query_id, {}).items() if grade > 0}
                    count(counts[name], told[f"{name} {query_id}"], relevant, came)
        searches.close()
        assistant.close()
    for name, counted in counts.items():
        typer.echo(f"{name}: {report(counted)}")


def alerts_of(
    assistant: Assistant, searches: SavedSearches, before: list[Told], queries: Mapping[str, str]
) -> dict[str, set[str]]:
    """The pairs that each query is told of when all came in but what was told before."""
    for name, text in queries.items():
        searches.add(name, Question(text), LONG_AGO)
        searches.note({name: before}, LONG_AGO)
    told = {one.search.name: {hit.pair_id for hit in one.new} for one in news(assistant, searches)}
    searches.remove(queries)
    return told


def texts(gold: GoldSet) -> Iterator[tuple[str, str]]:
    """Every query with its text."""
    return ((query.query_id, query.text) for query in gold.queries)


def count(counts: Counter[str], told: set[str], relevant: set[str], came: set[str]) -> None:
    """Adds what one query was told."""
    due = {pair for pair in relevant if publication(pair) in came}
    counts["told"] += len(told)
    counts["right"] += len(told & relevant)
    counts["due"] += len(due)
    counts["came"] += len(due & told)
    publications, due_publications = set(map(publication, told)), set(map(publication, due))
    counts["told publications"] += len(publications)
    counts["right publications"] += len(publications & set(map(publication, relevant)))
    counts["due publications"] += len(due_publications)
    counts["came publications"] += len(due_publications & publications)
    counts["quiet" if not told else "loud"] += not due


def publication(pair_id: str) -> str:
    """The publication of a pair."""
    return pair_id.partition("#")[0]


def report(counts: Counter[str]) -> str:
    """The figures on one line."""
    parts = []
    for kind in ("", " publications"):
        told, right, due, came = (counts[f"{name}{kind}"] for name in ("told", "right", "due", "came"))
        parts.append(
            f"{kind.strip() or 'pairs'}: precision {right / max(told, 1):.3f} ({right}/{told}), "
            f"recall {came / max(due, 1):.3f} ({came}/{due})"
        )
    silent = counts["quiet"] + counts["loud"]
    parts.append(f"told of nothing where nothing relevant came in: {counts['quiet']} of {silent}")
    return "; ".join(parts)


if __name__ == "__main__":
    typer.run(main)
