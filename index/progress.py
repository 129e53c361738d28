"""How far a piece of work is, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called after each step with (steps done, steps in all)."""
