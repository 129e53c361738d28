"""Pure functions from values to what a screen shows."""
