"""The catalogue and the indexes made from it."""
