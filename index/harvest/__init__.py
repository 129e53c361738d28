"""Harvesting: publications from the official sources into the corpus, politely, restartably and completely."""
