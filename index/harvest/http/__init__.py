"""The polite HTTP client: pace, cache, retries, stopping."""
