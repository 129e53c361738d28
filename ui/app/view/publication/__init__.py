"""One publication, and the series that it is in."""
