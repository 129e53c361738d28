"""One server of app, API and MCP for all attacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.attacks.target import Target, attacked


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Without a token, as on one's own computer."""
    with attacked(tmp_path_factory.mktemp("doelwit"), ["--api", "--mcp"]) as served:
        yield served
