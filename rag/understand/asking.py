"""Words that only ask: they say nothing of the subject of a query."""

from __future__ import annotations

_ASKING = """
bent deelt gaat hoe hoelang hoeveel hoever hoezo klopt kunt nog waarom waar wanneer welk welke wie worden wordt
"""
ASKING = frozenset(_ASKING.split())
