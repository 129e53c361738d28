"""The tables of the catalogue, as numbered steps: a change of layout is a new step, never an edit of an old one.

A step may call `question_key` (index/store/sql/question_key.py), which the catalogue gives to SQLite.
"""

from __future__ import annotations

from index.store.sql.database import steps_of

MIGRATIONS = steps_of(__file__)
