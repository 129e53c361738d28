"""Pure functions from values to the strings on the screen; all that comes from documents or users is escaped here."""
