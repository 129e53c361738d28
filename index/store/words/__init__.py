"""What the lexical index is made of: words, which of them stop, and files that are checked."""
