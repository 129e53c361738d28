"""What an answer says to a yes/no question."""
