"""What is in the corpus, and what was harvested for it."""
