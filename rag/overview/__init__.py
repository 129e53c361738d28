"""Exact answers from the catalogue: what was counted, not what was found."""
