"""Work that outlives a page: turns, uploads, harvests, measurements."""
