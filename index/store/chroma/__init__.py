"""A Chroma server instead of the Chroma in the data directory."""
