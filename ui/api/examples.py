"""Examples of answers in the description of the API: what it answers over the sample of fictional publications."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("examples.jsonl")
"""Made by `python -m tests.ui.api.examples`; a line an address: method, path, status, answer."""


def described(description: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description, into which the examples are put."""
    for one in examples():
        answer = description["paths"][one["path"]][one["method"]]["responses"][str(one["status"])]
        answer["content"]["application/json"]["example"] = one["answer"]
    return description


@cache
def examples() -> tuple[dict[str, Any], ...]:
    """The examples of the description: requests with their answers."""
    return tuple(json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())
