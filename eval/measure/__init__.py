"""One run over a gold set, with its measures."""
