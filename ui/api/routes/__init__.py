"""The addresses of the HTTP API, a module per kind."""
