"""`python -m tests.supply.licences`: the licence of every package in the lock, as the table in docs/licences.md."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).parents[2] / "requirements.lock"
MOST_CHARS = 60
CLASSIFIER = "License :: "


def locked() -> dict[str, str]:
    """Versions by name."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return dict(line.split("==", 1) for line in lines if "==" in line and not line.startswith("#"))


def licence_of(name: str) -> str | None:
    """What a package says of its licence; None when it says nothing."""
    facts = metadata.metadata(name)
    classified = [one.split(" :: ")[-1] for one in facts.get_all("Classifier") or [] if one.startswith(CLASSIFIER)]
    classified = [one for one in classified if one != "OSI Approved"]
    written = (facts.get("License") or "").strip().splitlines()
    said = facts.get("License-Expression") or ", ".join(classified) or (written[0] if written else "")
    return re.sub(r"\s+", " ", said)[:MOST_CHARS].strip() or None


def table() -> str:
    """The whole page."""
    rows = [f"| {name} | {version} | {licence_of(name) or 'not stated'} |" for name, version in locked().items()]
    said = "Of every package in `requirements.lock`, as it says itself: `make licences`. Of Kamervragen: MIT."
    head = f"# Licences\n\n{said}\n"
    return "\n".join([head, "| package | version | licence |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    (LOCK.parent / "docs/licences.md").write_text(table(), encoding="utf-8")
