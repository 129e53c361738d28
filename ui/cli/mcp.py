"""The command `mcp`: serves the tools for chat clients."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from ui.cli.api import Host, Port, Timeout, TokenOption
from ui.cli.options import DataDir, settings_of

EXAMPLE = "Voorbeeld: kamervragen mcp --data-dir ~/kamervragen"


def mcp(
    data_dir: DataDir = None,
    http: Annotated[bool, typer.Option("--http", help="Over HTTP, op /mcp; anders over stdin en stdout.")] = False,
    port: Port = 8503,
    host: Host = "127.0.0.1",
    token_file: TokenOption = None,
    timeout: Timeout = 60.0,
) -> None:
    """Start de MCP-server: het corpus als gereedschap voor chatprogramma's, alleen om te lezen."""
    gc.disable()  # what is made while all this is imported stays: walking through it takes a tenth of the start
    from ui.mcp.server import make_http_app, make_server
    from ui.server.answering import Answering
    from ui.server.opened import OpenedCorpus
    from ui.server.turns import Turns, processors

    gc.freeze()
    gc.enable()
    answering = Answering(OpenedCorpus(settings_of(data_dir)), Turns(processors()), timeout_s=timeout)
    server = make_server(answering)
    if not http:
        server.run()
        return
    from ui.server.access import names_of, read_token
    from ui.server.run import run_server

    token = read_token(token_file)
    app = make_http_app(server, token=token, hosts=names_of(host, token), host=host)
    run_server(app, host, port, ready=lambda address: typer.echo(f"De MCP-server staat op {address}/mcp"))
