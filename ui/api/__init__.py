"""The HTTP API: the questions of the command line as addresses, its JSON as answers."""
