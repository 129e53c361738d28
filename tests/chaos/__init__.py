"""What must not be lost or change: random histories, kills and damaged files, as tests and as commands."""
