"""The embedding model: loading, encoding, and the bundled weights."""
