"""Saved searches: what is new, changed or answered since the last time."""
