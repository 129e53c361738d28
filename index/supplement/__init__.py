"""Facts of a second source joined to the catalogue."""
