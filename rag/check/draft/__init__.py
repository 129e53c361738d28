"""Reads a draft: plain text, Markdown, HTML or Word, to text with what its mark-up says."""
