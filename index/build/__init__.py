"""The build: readings into the catalogue, passages into both indexes."""
