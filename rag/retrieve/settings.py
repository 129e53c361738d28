"""The settings of a retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from rag.retrieve.fusion import Fusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The settings of a retrieval; the defaults are those that measured best (docs/adr/0005, 0006, 0016).

    Attributes:
        fusion: how the arms are put together; all but the first are only to compare with.
        dense_weight: weight of the dense arm in the fusion, 0 to 1.
        candidates: passages that each arm contributes.
        rerank: rerank by late interaction, where the corpus keeps token vectors and both arms are asked.
        rerank_pairs: how many of the best pairs are reranked.
        rerank_weight: weight of the late interaction against the fused score, 0 to 1.
        neighbours: let the pairs of a publication, and an answer that one refers to, lift each other.
        reader: read the first pairs beside the query, for their order and for the verdict; needs reranking.
        duplicates: fold the same question with the same answer into one result.
        understand: read ministries, members, parties and periods in the query; numbers and ids are always read.
        preference_weight: how far a pair is lifted that fits all that the query names without making it a condition.
    """

    fusion: Fusion = Fusion.CONVEX
    dense_weight: float = 0.55
    candidates: int = 100
    rerank: bool = True
    rerank_pairs: int = 50
    rerank_weight: float = 0.8
    neighbours: bool = True
    reader: bool = True
    duplicates: bool = True
    understand: bool = True
    preference_weight: float = 0.1
