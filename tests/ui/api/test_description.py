"""What the API does is what its own OpenAPI description says, also for what nobody would ask (schemathesis)."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.ui.api.conftest import ADDRESS, answering_over
from ui.api.app import make_app
from ui.api.examples import examples

DESCRIBED = make_app(answering_over(Path("nergens"))).openapi()["paths"]
ADDRESSES = [(path, method.upper()) for path, methods in DESCRIBED.items() for method in methods]


@pytest.mark.parametrize(("path", "method"), ADDRESSES, ids=[f"{method} {path}" for path, method in ADDRESSES])
def test_the_description_holds(corpus_dir: Path, tmp_path: Path, path: str, method: str) -> None:
    answering = answering_over(Path(shutil.copytree(corpus_dir, tmp_path / "data")))
    answering.opened.settings = answering.opened.settings.model_copy(update={"manage": "yes"})
    app = make_app(answering, hosts=())
    operation = schemathesis.openapi.from_asgi("/v1/openapi.json", app)[path][method]

    # a period that ends before it begins is refused, which a description cannot say of two parameters
    @settings(max_examples=8, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case: Case) -> None:
        answer = case.call_and_validate(base_url=ADDRESS, excluded_checks=[positive_data_acceptance])
        assert answer.status_code < 500

    check()


def test_the_examples_are_answers_that_the_description_allows(corpus_dir: Path) -> None:
    description = make_app(answering_over(corpus_dir)).openapi()
    for one in examples():
        answer = description["paths"][one["path"]][one["method"]]["responses"][str(one["status"])]
        shown = answer["content"]["application/json"]
        assert shown["example"] == one["answer"]
        jsonschema_rs.validate(shown["schema"] | {"components": description["components"]}, one["answer"])
    without = set(ADDRESSES) - {(one["path"], one["method"].upper()) for one in examples()}
    assert without == {
        ("/v1/export", "GET"),
        ("/v1/feed", "GET"),
        ("/v1/searches/{name}", "DELETE"),
        ("/v1/searches/mark-seen", "POST"),
    }, "those give a file, or nothing"
