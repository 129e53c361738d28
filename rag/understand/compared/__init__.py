"""What a query compares: every ministry, or those that it names."""
