"""Bundles: a harvested corpus in one file, with the vectors that were computed for it, for the next person to open."""
