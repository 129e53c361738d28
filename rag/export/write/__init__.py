"""Each format that a list is written in."""
