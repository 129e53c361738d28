"""Tweede Kamer Open Data (OData): listing, letters, state."""
