"""Two runs beside each other, with a paired test."""
