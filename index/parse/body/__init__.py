"""From lines to question and answer pairs."""
