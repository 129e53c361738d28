"""From ranked pairs to an answer: a verdict, and quotations that are checked against the catalogue."""
