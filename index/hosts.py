"""Addresses that mean this computer: what may listen without others reaching it, and what to show for "all"."""

from __future__ import annotations

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what to show for a host that means "all"
