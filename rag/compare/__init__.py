"""Compares what several ministries answered to one question."""
