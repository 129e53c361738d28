"""Which sentences of an answer are quoted, and what none of them may be."""
