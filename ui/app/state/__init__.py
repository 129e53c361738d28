"""What the app remembers: address, recent results, opened stores."""
