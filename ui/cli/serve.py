"""The command `serve`: the browser app, with the API and the MCP server in the same process where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.api import Host, TokenOption
from ui.cli.options import DataDir, settings_of

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from index.settings import Settings

EXAMPLE = "Voorbeeld: kamervragen serve --port 8501 --api --mcp"

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Poort van de app.")]
TIMEOUT_S = 60.0


def serve(
    data_dir: DataDir = None,
    port: Port = 8501,
    host: Host = "127.0.0.1",
    api: Annotated[bool, typer.Option("--api", help="Ook de HTTP-API, op /v1.")] = False,
    mcp: Annotated[bool, typer.Option("--mcp", help="Ook de MCP-server, op /mcp.")] = False,
    bijwerken: Annotated[
        str | None, typer.Option("--bijwerken", help="Haal elke dag om deze tijd op wat de bron wijzigde: 06:00.")
    ] = None,
    token_file: TokenOption = None,
) -> None:
    """Start de app in de browser; met --api en --mcp ook die, in één proces over één geopend corpus."""
    from ui.app.jobs.daily import parse_hour
    from ui.app.serve import serve as serve_app
    from ui.server.access import read_token

    settings = settings_of(data_dir)
    token = read_token(token_file)
    hour = parse_hour(bijwerken) if bijwerken else None
    serve_app(settings, host, port, _beside(settings, host, token, api=api, mcp=mcp), hour)


def _beside(settings: Settings, host: str, token: str | None, *, api: bool, mcp: bool) -> dict[str, Starlette]:
    """What is served beside the app, by its path; with the corpus and the turns of the app."""
    if not (api or mcp):
        return {}
    from ui.app.state.beside import AppCorpus
    from ui.app.state.resources import get_turns
    from ui.server.access import names_of
    from ui.server.answering import Answering

    hosts = names_of(host, token)
    answering = Answering(AppCorpus(settings), get_turns(), timeout_s=TIMEOUT_S)
    beside: dict[str, Starlette] = {}
    if api:
        from ui.api.app import make_app

        beside["/v1"] = make_app(answering, token=token, hosts=hosts)
    if mcp:
        from ui.mcp.server import make_http_app, make_server

        beside["/mcp"] = make_http_app(make_server(answering), token=token, hosts=hosts, host=host)
    return beside
