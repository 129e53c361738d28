"""Reads and writes gold sets as BEIR folders, and turns a BEIR corpus into publications.

Source: https://github.com/beir-cellar/beir/wiki/Load-your-custom-dataset (corpus.jsonl, queries.jsonl, qrels/test.tsv).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.gold.files import Problems, numbered_lines, write_lines
from eval.gold.gold import GoldSet, Judgment, Query, assemble, read_gold
from index.errors import InputError
from index.parse.facts.ids import norm_id
from index.parse.formats.jsonl import to_json
from index.store.catalogue import Catalogue
from index.values import Pair, PairId, Publication

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = Path("qrels") / "test.tsv"
HEADER = "query-id\tcorpus-id\tscore"
KEPT_FACTS = ("vergaderjaar", "nummer", "onderwerp", "ministeries", "ontvangen", "url")


class _BeirDocument(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)  # other sets carry keys of their own

    id: str = Field(alias="_id", min_length=1)
    title: str = ""
    text: str = ""
    metadata: dict[str, object] = {}


def is_beir(folder: Path) -> bool:
    """Whether a folder is a BEIR set rather than one of ours."""
    return (folder / QRELS).is_file()


def read_any_gold(folder: Path, catalogue: Catalogue | None = None, *, allow_missing: bool = False) -> GoldSet:
    """Reads a gold set in our form or as a BEIR folder; an InputError names every problem with file and line."""
    read = read_beir if is_beir(folder) else read_gold
    return read(folder, catalogue, allow_missing=allow_missing)


def read_beir(folder: Path, catalogue: Catalogue | None = None, *, allow_missing: bool = False) -> GoldSet:
    """Reads the test part of a BEIR folder: the queries that `qrels/test.tsv` judges, and those marked unanswerable.

    Grades may be any whole number, as in other people's sets; below 1 is not relevant.

    Raises:
        InputError: naming every problem with file and line.
    """
    problems = Problems()
    judgments = _judgments(folder / QRELS, problems)
    judged = {judgment.query_id for judgment in judgments}
    queries = []
    for number, document in _documents(folder / QUERIES, problems):
        is_answerable = document.metadata.get("answerable") is not False
        if document.id not in judged and is_answerable:
            continue  # of the training part
        if not document.text.strip():
            problems.add(folder / QUERIES, number, f"vraag {document.id!r} is leeg")
        kind = str(document.metadata.get("type") or "overig")
        queries.append(Query(query_id=document.id, text=document.text, type=kind, answerable=is_answerable))
    gold = assemble(folder, folder / QRELS, queries, judgments, catalogue, problems, allow_missing=allow_missing)
    problems.raise_any(folder)
    return gold


def write_beir(folder: Path, gold: GoldSet, catalogue: Catalogue) -> int:
    """Writes a gold set with its whole corpus as a BEIR folder, and counts the pairs; `read_beir` gives it back.

    Raises:
        InputError: a file cannot be written.
    """
    written = 0

    def documents() -> Iterator[str]:
        nonlocal written
        for publication in catalogue.publications():
            for pair in publication.paren:
                written += 1
                facts = _facts(publication, pair)
                yield _line({"_id": pair.id, "title": pair.vraagtekst, "text": pair.antwoord, "metadata": facts})

    queries = (
        _line({"_id": one.query_id, "text": one.text, "metadata": {"type": one.type, "answerable": one.answerable}})
        for one in gold.queries
    )
    judgments = (
        f"{query_id}\t{pair_id}\t{grade}\n"
        for query_id, grades in gold.qrels.items()
        for pair_id, grade in grades.items()
    )
    write_lines(folder / CORPUS, documents())
    write_lines(folder / QUERIES, queries)
    write_lines(folder / QRELS, (f"{HEADER}\n", *judgments))
    return written


def publication_lines(folder: Path) -> Iterator[dict[str, object]]:
    """The corpus of a BEIR folder as publication JSONL: one document is one pair, its title the question.

    Documents that carry our pair ids become the pairs of one publication again.

    Raises:
        InputError: naming every problem with file and line.
    """
    problems = Problems()
    publications: dict[str, dict[str, object]] = {}
    pairs: dict[str, list[dict[str, object]]] = {}
    seen: dict[str, int] = {}
    for number, document in _documents(folder / CORPUS, problems):
        pair_id = pair_id_of(document.id)
        if (same := seen.setdefault(pair_id, number)) != number:
            problems.add(folder / CORPUS, number, f"_id {document.id!r} staat ook op regel {same}")
        title, text = document.title.strip(), document.text
        if not (text.strip() or title):
            problems.add(folder / CORPUS, number, f"document {document.id!r} is leeg")
            continue
        publication_id, first = pair_id.publication_id, pair_id.number or 1
        numbers = document.metadata.get("vraagnummers")
        others = [int(n) for n in numbers if int(n) != first] if isinstance(numbers, list) else []
        asked = [{"nummer": first, "tekst": title}, *({"nummer": n, "tekst": ""} for n in others)]
        facts = {key: document.metadata[key] for key in KEPT_FACTS if document.metadata.get(key)}
        publications.setdefault(publication_id, {"id": publication_id, **facts})
        pair: dict[str, object] = {"vragen": asked, "antwoord": text if text.strip() else title}
        pairs.setdefault(publication_id, []).append(
            pair | ({} if pair_id == PairId.of(publication_id, first) else {"id": pair_id})
        )
    problems.raise_any(folder)
    for publication_id, facts in publications.items():
        yield {**facts, "paren": pairs[publication_id]}


def pair_id_of(document_id: str) -> PairId:
    """The pair id of a BEIR document: its own when it is one of ours, else that of the only pair of its publication."""
    named = PairId(document_id)
    if named.number is not None and norm_id(named.publication_id) == named.publication_id:
        return named
    return PairId.of(norm_id(document_id), 1)


def _documents(path: Path, problems: Problems) -> Iterator[tuple[int, _BeirDocument]]:
    for number, line in numbered_lines(path, problems):
        try:
            yield number, _BeirDocument.model_validate_json(line)
        except ValidationError as error:
            item = error.errors()[0]
            problems.add(path, number, f"{'.'.join(str(part) for part in item['loc']) or 'regel'}: {item['msg']}")


def _judgments(path: Path, problems: Problems) -> list[Judgment]:
    judgments = []
    for number, line in numbered_lines(path, problems):
        if line.strip() == HEADER:
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            problems.add(path, number, f"heeft {len(fields)} velden, moet er 3 hebben: {HEADER}")
            continue
        query_id, document_id, score = (field.strip() for field in fields)
        try:
            grade = max(0, int(score))
        except ValueError:
            problems.add(path, number, f"graad {score!r} is geen heel getal")
            continue
        judgments.append(Judgment(line=number, query_id=query_id, pair_id=pair_id_of(document_id), grade=grade))
    return judgments


def _facts(publication: Publication, pair: Pair) -> Mapping[str, object]:
    facts = to_json(publication)
    return {"vraagnummers": list(pair.vraagnummers)} | {key: facts[key] for key in KEPT_FACTS if key in facts}


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def write_publications(folder: Path, out: Path) -> int:
    """Writes the corpus of a BEIR folder as a JSONL file for `kamervragen ingest`, and counts the publications.

    Raises:
        InputError: the corpus is empty or wrong, or the file cannot be written.
    """
    lines = [_line(publication) for publication in publication_lines(folder)]
    if not lines:
        raise InputError(f"{folder / CORPUS} bevat geen enkel document")
    write_lines(out, lines)
    return len(lines)
