"""Searches, answers and compares for a front door, put together from settings."""
