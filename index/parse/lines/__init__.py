"""From raw text to clean lines."""
