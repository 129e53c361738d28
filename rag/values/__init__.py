"""What a search and an answer are: ranked hits, verbatim statements, a verdict with its reason."""

from __future__ import annotations

from rag.values.answered import Answer, Extent, Ground, Part, PartCounts, Phrased, PhrasedSentence, Reason, search_of
from rag.values.compared import AskedQuestion, Comparison, Row, Standing
from rag.values.counted import CatalogueQuestion, Counted, Extreme, Listed, Per, Tally, What
from rag.values.found import Arm, Evidence, Hit, IndexState, SearchResult, Sibling, Understanding, Why
from rag.values.said import Figure, Lifted, Position, Standpunt, Statement, Verdict
