"""Gold sets, measures, runs and their comparison."""
