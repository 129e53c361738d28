"""The Dutch stop words, folded: left out of a query, never out of the index."""

from __future__ import annotations

from index.names.tables import word_lists

_LISTS = word_lists(__file__)

STOPWORDS = _LISTS["stopwords"]
