"""The times that a query names: days, months, years, and stretches that go by a name."""
