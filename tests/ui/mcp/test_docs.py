"""The documents of the API and the MCP server show commands and configurations that work."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from typer.testing import CliRunner

from tests.conftest import REPOSITORY
from tests.ui.mcp.test_mcp import TOOLS
from ui.cli.main import app

API, MCP = ((REPOSITORY / "docs" / name).read_text(encoding="utf-8") for name in ("api.md", "mcp.md"))
COMMANDS = re.findall(r"^kamervragen (.+)$", API + MCP, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_knows_the_options_it_is_shown_with(command: str) -> None:
    name, *options = shlex.split(command)
    told = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}).output
    assert [option for option in options if option.startswith("--") and option not in told] == []


def test_configurations_start_the_command_as_it_is_called() -> None:
    configurations = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", MCP, re.DOTALL)]
    assert len(configurations) == 2
    for configuration in configurations:
        (servers,) = configuration.values()
        assert servers["kamervragen"]["args"][:2] == ["mcp", "--data-dir"]


def test_every_tool_is_described() -> None:
    assert all(f"`{tool}`" in MCP for tool in TOOLS)
