"""Readers of publications, one module per format or layout rule."""
