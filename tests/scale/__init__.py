"""A synthetic corpus of any size, to measure the product at the size of the whole record."""
