"""SQLite: the files, their layout, look-ups and counts."""
