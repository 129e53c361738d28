"""Writes the report on a draft: as JSON, as a page, as a Word document with comments."""
