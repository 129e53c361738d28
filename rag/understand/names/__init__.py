"""The names in a query: what the corpus knows, what stands before one, and what is found."""
