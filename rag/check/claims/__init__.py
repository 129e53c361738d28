"""What a draft claims: its quotations, its mentions of Kamervragen, and which of these belong together."""
