"""Exports cited answer lists as files that open where people work."""
