"""One question, every ministry: series, the question meant, the table."""
