"""Writes the examples of the description of the API: what the sample of fictional publications answers.

`python -m tests.ui.api.examples DATA_DIR`, over a data directory with the sample alone, prints `ui/api/examples.jsonl`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from starlette.testclient import TestClient

from index.settings import load_settings
from ui.api.app import make_app
from ui.server.answering import Answering
from ui.server.opened import OpenedCorpus
from ui.server.turns import Turns, processors

SHOWN = 2
QUOTED = "«Er zijn 86 oefenvluchten uitgevoerd, waarvan 19 na zonsondergang» (Aanhangsel 2023-2024, nr. 90023)"
ASKED: tuple[tuple[str, str, str, dict[str, Any] | None], ...] = (
    ("get", "/v1/search", "/v1/search?query=lachgas&top=1", None),
    ("get", "/v1/ask", "/v1/ask?query=wanneer+komt+het+verbod+op+lachgas%3F&top=1", None),
    ("get", "/v1/compare", "/v1/compare?query=welke+ministeries+hielden+bijeenkomsten%3F&top=1", None),
    ("get", "/v1/publications/{id}", "/v1/publications/ah-tk-20232024-90014", None),
    ("get", "/v1/pairs/{id}", "/v1/pairs/ah-tk-20232024-90005%23v1", None),
    ("get", "/v1/series/{id}", "/v1/series/ah-tk-20232024-90014", None),
    ("get", "/v1/status", "/v1/status", None),
    ("get", "/v1/facets", "/v1/facets", None),
    ("get", "/v1/termijnen", "/v1/termijnen?ministerie=Defensie&peildatum=2024-06-01", None),
    ("post", "/v1/check", "/v1/check", {"text": QUOTED}),
    ("post", "/v1/searches", "/v1/searches", {"name": "lachgas", "query": "verbod op lachgas", "since": "2024-06-01"}),
    ("get", "/v1/searches", "/v1/searches", None),
    ("get", "/v1/searches/news", "/v1/searches/news", None),
    ("post", "/v1/searches/run", "/v1/searches/run", None),
)
"""Method, address in the description, what is asked, and what is sent."""


def main(
    data_dir: Annotated[Path, typer.Argument(help="the sample, indexed with the model that comes with it")],
) -> None:
    """Prints a line for each address."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(data_dir, Path(folder) / "data"))
        answering = Answering(OpenedCorpus(load_settings(data_dir=copied)), Turns(processors()), timeout_s=60)
        with TestClient(make_app(answering), base_url="http://127.0.0.1") as client:
            for method, path, address, sent in ASKED:
                answer = client.request(method, address, json=sent)
                answer.raise_for_status()
                example = {
                    "method": method,
                    "path": path,
                    "status": answer.status_code,
                    "answer": shortened(answer.json()),
                }
                typer.echo(json.dumps(example, ensure_ascii=False, separators=(",", ":")))


def shortened(value: Any) -> Any:
    """An answer with the first of every list: an example, and no more than that."""
    if isinstance(value, dict):
        return {key: shortened(one) for key, one in value.items()}
    return [shortened(one) for one in value[:SHOWN]] if isinstance(value, list) else value


if __name__ == "__main__":
    typer.run(main)
