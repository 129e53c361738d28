"""Warming up: a corpus that cannot be opened is told, and stops nothing."""

from __future__ import annotations

import pytest

from ui.app.state.warm import warm_up


def test_warming_up_reports_what_is_missing_without_failing(caplog: pytest.LogCaptureFixture) -> None:
    warm_up()
    assert "kamervragen ingest" in caplog.text
