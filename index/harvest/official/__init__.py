"""The official repository (SRU): listing, fetching, state."""
