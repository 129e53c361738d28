"""What a query asks: names, ministries, periods, numbers, follow-ups."""
