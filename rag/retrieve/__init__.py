"""From a query to ranked pairs: both arms, fusion, reranking."""
