"""Mutation testing of what must not be wrong: the code changed in one place at a time, and whether the tests notice."""
