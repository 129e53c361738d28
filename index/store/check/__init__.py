"""Whether what is stored is what was written: compared with the catalogue, and read to the last byte."""
