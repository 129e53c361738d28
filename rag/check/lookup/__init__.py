"""Looks up in the corpus what a draft claims: where its words stand, which publications it means."""
