from __future__ import annotations

import pytest

from tests.chaos.mutation.__main__ import TARGETS
from tests.chaos.mutation.mutants import mutants
from tests.chaos.mutation.tried import REPOSITORY, passes

VERDICT = "rag/answer/verdict.py"


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a < b", ["a <= b"]),
        ("a in b", ["a not in b"]),
        ("a and b", ["a or b"]),
        ("if a:\n    b = a - 2", ["if not a:\n    b = a - 2", "if a:\n    b = a + 2", "if a:\n    b = a - 3"]),
        ("any(a)", ["all(a)"]),
        ("f(x=True)", ["f(x=False)"]),
        ("@d(1)\ndef f(a: int | None) -> int | None:\n    pass", []),
    ],
)
def test_every_place_is_changed_once_and_the_rest_stays(source: str, changed: list[str]) -> None:
    assert [mutant.source for mutant in mutants(source)] == changed


def test_every_target_and_its_tests_are_there() -> None:
    named = [*TARGETS, *(test for tests in TARGETS.values() for test in tests)]
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


def test_a_change_is_seen_by_the_tests_and_the_file_stays_as_it_is() -> None:
    source = (REPOSITORY / VERDICT).read_text(encoding="utf-8")
    turned = source.replace("evidence.answers >= reader.answered", "evidence.answers < reader.answered")
    assert turned != source
    assert passes(VERDICT, source, TARGETS[VERDICT], 300)
    assert not passes(VERDICT, turned, TARGETS[VERDICT], 300)
    assert (REPOSITORY / VERDICT).read_text(encoding="utf-8") == source
