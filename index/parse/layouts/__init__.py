"""Documents in a layout of their own, a module for each."""
