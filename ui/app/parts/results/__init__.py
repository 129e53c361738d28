"""Parts that show and narrow what was found."""
