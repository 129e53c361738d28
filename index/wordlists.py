"""Reads the lists of words that stand beside a module, in a TOML file of its name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path


def word_lists(module: str) -> Mapping[str, frozenset[str]]:
    """The lists by name; `module` is the `__file__` of the module that has them."""
    text = Path(module).with_suffix(".toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
