"""The dense index that queries are answered from: memory-mapped files that are only ever added to."""
