"""Parameters of the verdict and of the quotes, fitted on a gold set."""
