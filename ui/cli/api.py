"""The command `api`: serves the HTTP API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import DataDir, settings_of

EXAMPLE = "Voorbeeld: kamervragen api --port 8502"

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Poort; 0 neemt een vrije.")]
Host = Annotated[str, typer.Option("--host", help="Adres om op te luisteren; standaard alleen deze computer.")]
TokenOption = Annotated[
    Path | None, typer.Option("--token-file", help="Bestand met het token dat elk verzoek moet meesturen.")
]
Timeout = Annotated[float, typer.Option("--timeout", min=1, max=600, help="Zoveel seconden mag een antwoord duren.")]


def api(
    data_dir: DataDir = None,
    port: Port = 8502,
    host: Host = "127.0.0.1",
    token_file: TokenOption = None,
    timeout: Timeout = 30.0,
    metrics: Annotated[bool, typer.Option("--metrics", help="Toon op /metrics hoeveel er wordt gevraagd.")] = False,
) -> None:
    """Start de HTTP-API: dezelfde vragen en dezelfde JSON als op de opdrachtregel."""
    from ui.api.app import make_app
    from ui.server.access import names_of, read_token
    from ui.server.answering import Answering
    from ui.server.opened import OpenedCorpus
    from ui.server.run import run_server
    from ui.server.turns import Turns, processors

    token = read_token(token_file)
    hosts = names_of(host, token)
    answering = Answering(OpenedCorpus(settings_of(data_dir)), Turns(processors()), timeout_s=timeout)
    app = make_app(answering, token=token, hosts=hosts, with_metrics=metrics)
    run_server(app, host, port, ready=lambda address: typer.echo(f"De API staat op {address}/v1/openapi.json"))
