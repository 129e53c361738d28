"""Writes an exported list as JSON: the contract of `ask --json` and `search --json`, with the facts of the list."""

from __future__ import annotations

import json
import re
from typing import Any

from rag.export.formats import Format
from rag.export.values import ExportList
from rag.forms.contract import answer_json, search_json
from rag.values import Answer

FORMAT = Format(
    name="json",
    suffix=".json",
    media_type="application/json",
    label="JSON",
    place=6,
    purpose="programs",
    remark="the contract of `ask --json`, with `export` beside it: facts, sources, selection",
    is_exact=True,
)

ESCAPED = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What JSON may hold but a file or a reader may not: half characters, and marks that turn the reading direction."""


def write(listed: ExportList) -> bytes:
    """The list as bytes. Texts are exactly those of the catalogue; what is unfit to show is escaped."""
    text = json.dumps(list_json(listed), ensure_ascii=False, indent=2)
    return ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode() + b"\n"


def list_json(listed: ExportList) -> dict[str, Any]:
    """The contract, narrowed to the chosen pairs, with `export` beside it."""
    found = listed.found
    content: dict[str, Any] = answer_json(found) if isinstance(found, Answer) else search_json(found)
    content["notes"] = [*listed.messages, *content["notes"]]
    if listed.selected is not None:
        _keep(content, listed.selected)
        if listed.comparison:
            content["comparison"]["summary"] = listed.comparison.summary  # says of how many ministries
        elif content.pop("comparison", None):
            del content["rows"]
    by_pair = {row.pair_id: row for row in listed.rows}
    for result in _results(content):
        row = by_pair.get(result["pair_id"])
        if row is None:  # with parts, only those are the list
            continue
        result["quote"] = row.quote
        result["standpunt"] = row.standpunt
        result["citation"] = row.citation
        result["note"] = row.note
    content["export"] = {
        "made": listed.made.isoformat(timespec="seconds"),
        "facts": {fact.key: fact.value for fact in listed.facts},
        "fictional": listed.has_fictional,
        "selected": sorted(listed.selected) if listed.selected is not None else None,
        "sources": [
            {"number": source.number, "pair_id": source.pair_id, "citation": source.citation, "url": source.url}
            for source in listed.sources
        ],
    }
    return content


def _results(content: dict[str, Any]) -> list[dict[str, Any]]:
    parts = content.get("parts", ())
    return [*content["results"], *(result for part in parts for result in _results(part["answer"]))]


def _keep(content: dict[str, Any], selected: frozenset[str]) -> None:
    """Takes out what was not chosen, in place, in the parts too."""
    for key in ("results", "statements", "rows", "timeline"):
        if isinstance(content.get(key), list):
            content[key] = [item for item in content[key] if item.get("pair_id") in selected]
    if content.get("phrased"):
        content["phrased"] = None  # it cites statements that may have gone
    for part in content.get("parts", ()):
        _keep(part["answer"], selected)
