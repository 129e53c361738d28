"""The standpunt against labels made by hand."""
