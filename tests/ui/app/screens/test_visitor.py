"""A visitor who may not manage: whatever is pressed, nothing of who runs the app is changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.ui.app.screens.conftest import OpenPage, shown

PAGES = [("", {"q": "drones"}), ("corpus", {}), ("volgen", {}), ("mappen", {}), ("evaluatie", {}), ("termijnen", {})]
BESIDE = ("-wal", "-shm", ".lock")
"""What SQLite and a reader make beside a file; it holds nothing of its own."""


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(BESIDE))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(("page", "params"), PAGES, ids=[page or "vraag" for page, _ in PAGES])
def test_a_visitor_who_may_not_manage_changes_nothing_whatever_is_pressed(
    small: object,
    open_page: OpenPage,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    params: dict[str, str],
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "no")
    app = open_page(page, **params)
    before, keys = contents(data_dir), [button.key for button in app.button]
    for key in keys:
        present = [button for button in app.button if button.key == key]
        if present and not present[0].disabled:
            present[0].click().run()
            shown(app)
    assert contents(data_dir) == before
