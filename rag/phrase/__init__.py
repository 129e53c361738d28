"""The optional language model: asking it and checking what it says."""
