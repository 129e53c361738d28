"""One screen a page."""
