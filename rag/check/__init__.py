"""Checks the quotations and references of a draft against the corpus: read, found, looked up, judged, reported."""
