from __future__ import annotations

from pathlib import Path

from tests.index.harvest.kills import kill_harvests
from tests.index.harvest.server import busiest_window
from tests.index.harvest.zygote import RATE

KILLS = 12  # `python -m tests.chaos kill` has more


def test_a_harvest_killed_at_random_points_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    came_to = kill_harvests(tmp_path, KILLS)
    assert came_to.kills == KILLS
    assert came_to.differences == ()
    assert busiest_window(came_to.seen, RATE.window_s) <= RATE.requests
    assert came_to.twice <= KILLS
