"""From a query to a cited answer: understand, retrieve, fuse, answer, compare, export."""
