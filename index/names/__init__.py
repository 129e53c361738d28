"""Names: of ministries, parties, people and days, and how two ways of writing are compared."""
