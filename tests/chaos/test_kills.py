from __future__ import annotations

from pathlib import Path
from random import Random

from tests.chaos.kills import Kills


def test_what_keeps_followed_questions_and_maps_is_killed_at_it_and_loses_nothing(tmp_path: Path) -> None:
    kills = Kills(Random(1))  # noqa: S311  # repeatable, not secret
    kills.of_keeping(tmp_path, 2)
    assert kills.problems == []
    assert kills.counted["keeping killed"] == kills.counted["kept as undisturbed"] == 2
    assert kills.counted["things kept"] > 2


def test_work_that_ends_by_an_error_is_told_and_not_taken_for_done() -> None:
    kills = Kills(Random(1))  # noqa: S311  # repeatable, not secret
    kills._run("raise ValueError('kapot')", ["-"], 1.0)
    assert len(kills.problems) == 1
