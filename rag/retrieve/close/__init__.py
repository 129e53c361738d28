"""Reads the words of a query against those of a pair, with a small network over the token vectors that are kept."""
