"""From ranked pairs to a verdict and checked quotations."""
