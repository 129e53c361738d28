"""Names: of ministries, parties and people, and how two ways of writing are compared."""
