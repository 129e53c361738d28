"""The MCP server: the corpus as tools for chat clients, read-only, every result cited."""
