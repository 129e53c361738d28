"""How good the alerts of saved searches are: `python -m tests.rag.follow.alerts DATA_DIR GOLD...`.

Half of the publications of a copy of the corpus are taken out, every query of the gold sets is followed, the half comes
in again, and what is then told is compared with the judgments; then the other half. A pair that nobody judged counts
as a wrong alert, so that the precision is a lower bound.
"""

from __future__ import annotations

import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from eval.gold.gold import GoldSet, PairResolver, read_gold
from index.embed.threads import wait_without_spinning
from index.settings import load_settings
from index.store.catalogue import Catalogue
from index.values import Publication
from rag.assistant.compose import make_builder, make_encoder, open_assistant
from rag.follow.news import follow, news
from rag.follow.searches import FILE_NAME, SavedSearches
from rag.question import Question
from tests.factory import make_reading

HALVES = 2


def main(
    data_dir: Annotated[Path, typer.Argument(help="a corpus; it is copied")],
    gold_dirs: Annotated[list[Path], typer.Argument(help="gold sets on it")],
    show: Annotated[int, typer.Option(help="show so many wrong alerts")] = 0,
) -> None:
    """Prints precision and recall per gold set, of pairs and of publications."""
    wait_without_spinning()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data_dir, Path(folder) / "data"))
        (copy / FILE_NAME).unlink(missing_ok=True)
        catalogue = Catalogue(copy)
        golds = {path.name: read_gold(path, PairResolver(catalogue)) for path in gold_dirs}
        everything = list(catalogue.publications())
        catalogue.close()
        counts: dict[str, Counter[str]] = {name: Counter() for name in golds}
        for half in range(HALVES):
            hidden = [one for one in everything if zlib.crc32(one.id.encode()) % HALVES == half]
            told = hide_and_add(copy, hidden, {f"{name} {q}": t for name, g in golds.items() for q, t in texts(g)})
            for name, gold in golds.items():
                for query_id, _ in texts(gold):
                    relevant = {pair for pair, grade in gold.qrels.get(query_id, {}).items() if grade > 0}
                    count(counts[name], told[f"{name} {query_id}"], relevant, {one.id for one in hidden})
    for name, counted in counts.items():
        typer.echo(f"{name}: {report(counted)}")


def hide_and_add(data_dir: Path, hidden: list[Publication], queries: Mapping[str, str]) -> dict[str, set[str]]:
    """The pairs that each query is told of when these publications come in."""
    settings = load_settings(data_dir=data_dir)
    encoder = make_encoder(settings)
    builder = make_builder(settings, encoder)
    builder.remove([one.id for one in hidden])
    assistant = open_assistant(settings, encoder)
    (data_dir / FILE_NAME).unlink(missing_ok=True)
    searches = SavedSearches(data_dir)
    for name, text in queries.items():
        follow(assistant, searches, name, Question(text), None)
    builder.ingest(map(make_reading, hidden))
    told = {}
    for one in news(assistant, searches):
        answered = {pair.id for change in one.answered for pair in change.publication.paren}
        told[one.search.name] = {hit.pair_id for hit in one.new} | answered
    searches.close()
    assistant.close()
    return told


def texts(gold: GoldSet) -> Iterator[tuple[str, str]]:
    """Every query with its text."""
    return ((query.query_id, query.text) for query in gold.queries)


def count(counts: Counter[str], told: set[str], relevant: set[str], hidden: set[str]) -> None:
    """Adds what one query was told."""
    due = {pair for pair in relevant if publication(pair) in hidden}
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
