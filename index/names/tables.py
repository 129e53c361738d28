"""Reads the tables and the lists of words that stand in files beside the modules that use them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table of this folder by the heads of its columns; a line that begins with # is about it."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def first_day(text: str) -> date:
    """The first day of a period, without one the begin of time."""
    return date.fromisoformat(text) if text else date.min


def last_day(text: str) -> date:
    """The day on which a period is over, without one the end of time."""
    return date.fromisoformat(text) if text else date.max


def word_lists(module: str, name: str | None = None) -> Mapping[str, frozenset[str]]:
    """The lists of words, by their names, in a TOML file beside a module: of its own name unless another is given."""
    path = Path(module).with_suffix(".toml") if name is None else Path(module).with_name(f"{name}.toml")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}
